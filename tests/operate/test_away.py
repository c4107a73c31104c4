"""A folder that is empty because its drive is away is not taken for one that was emptied."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rapporteur.collect.intake import take
from rapporteur.collect.receipts import received, registered
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from tests.support import rewrite

FOLDERS = ("submissions", "submissions/mail", "desk-research")


@pytest.fixture
def given(tiny: Cycle) -> Cycle:
    """Two files in each of the folders, registered."""
    for folder in FOLDERS:
        (tiny.inputs / folder).mkdir(parents=True)
        for name in ("a.xlsx", "b.xlsx"):
            (tiny.inputs / folder / name).write_text(f"{folder} {name}", encoding="utf-8")
    received(tiny)
    return tiny


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_folder_that_has_lost_all_is_said_and_comes_back(given: Cycle, folder: str) -> None:
    before = received(given)
    shutil.copytree(given.inputs / folder, given.home / "away")
    empty(given.inputs / folder)
    register = (given.inputs / "receipts.csv").read_bytes()
    for ask in (received, registered):
        with pytest.raises(UserError) as caught:
            ask(given)
        assert f"What was received in {given.inputs / folder} is gone: {folder}/a.xlsx" in str(
            caught.value
        )
        assert "mount the drive again" in str(caught.value)
    assert (given.inputs / "receipts.csv").read_bytes() == register
    shutil.copytree(given.home / "away", given.inputs / folder, dirs_exist_ok=True)
    assert received(given) == before


def test_nothing_is_put_where_a_drive_would_hide_it(given: Cycle) -> None:
    empty(given.inputs / "submissions" / "mail")
    with pytest.raises(UserError, match="is gone"):
        take(given, "new.xlsx", b"new", "mail:1", datetime.now(UTC))
    assert not list((given.inputs / "submissions" / "mail").iterdir())


def test_files_that_are_moved_renamed_or_replaced_are_there(given: Cycle) -> None:
    folder = given.inputs / "submissions" / "mail"
    folder.rename(given.inputs / "submissions" / "by mail")
    assert len(received(given)) == 6
    for path in (given.inputs / "desk-research").iterdir():
        path.write_text(f"other {path.name}", encoding="utf-8")
    assert len(received(given)) == 6


def test_the_only_file_may_give_way_to_another(tiny: Cycle) -> None:
    folder = tiny.inputs / "submissions"
    folder.mkdir(parents=True)
    (folder / "a.xlsx").write_text("a", encoding="utf-8")
    received(tiny)
    (folder / "a.xlsx").unlink()
    (folder / "again.xlsx").write_text("again", encoding="utf-8")
    assert [one.file for one in received(tiny)] == ["submissions/again.xlsx"]


def test_one_of_several_may_be_taken_away(given: Cycle) -> None:
    (given.inputs / "desk-research" / "a.xlsx").unlink()
    assert len(received(given)) == 5


def test_what_was_removed_on_purpose_is_taken_out_of_the_register(given: Cycle) -> None:
    empty(given.inputs / "desk-research")
    register = given.inputs / "receipts.csv"
    lines = register.read_text(encoding="utf-8").splitlines(keepends=True)
    rewrite(register, "".join(line for line in lines if "desk-research" not in line))
    assert len(received(given)) == 4
