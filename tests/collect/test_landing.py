"""An immutable Parquet file for each submission."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from rapporteur.collect import land_cycle, landing
from rapporteur.collect.land_cycle import collect, land_all, land_new, landed
from rapporteur.collect.landing import FORMAT, SCHEMA, folder, is_landed, path, read_to_land
from rapporteur.collect.receipts import Received, received
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.design.form import Form
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.sandbox import Failure, run_tasks
from tests.support import COMPLETE, FORM, edited, place, reply


@pytest.fixture
def received_file(tiny: Cycle) -> Received:
    reply(tiny, "XAA", COMPLETE)
    return received(tiny)[0]


def land(received_file: Received, form: Form, to: Path) -> None:
    """Read a file in this process, and land what it holds."""
    if content := read_to_land(received_file, form):
        landing.land(received_file, to, content)


def test_a_file_holds_one_row_with_every_answer(
    tiny: Cycle, received_file: Received, tmp_path: Path
) -> None:
    land(received_file, tiny.form, tmp_path)
    table = pq.read_table(path(tmp_path, received_file))
    assert table.schema.equals(SCHEMA)
    (row,) = table.to_pylist()
    assert row["submission"] == received_file.submission
    assert (row["respondent"], row["cycle"], row["form_id"]) == ("XAA", "tiny", "tiny")
    assert row["sections"] == ["about", "work", "frameworks"]
    cells = {(cell["question"], cell["row"]): cell for cell in row["cells"]}
    assert cells["law_on", 1]["date"] == date(2014, 7, 31)
    assert cells["law_year", 2]["obs_status"] == "O"
    assert cells["topics", None]["code"] == "finance other"
    assert cells["law_on", 2]["raw"] is None


def test_an_unreadable_file_is_landed_with_a_finding(tiny: Cycle, tmp_path: Path) -> None:
    (tiny.inputs / "submissions").mkdir()
    (tiny.inputs / "submissions" / "letter.xlsx").write_bytes(b"Dear Sir or Madam")
    (received_file,) = received(tiny)
    land(received_file, tiny.form, tmp_path)
    (row,) = pq.read_table(path(tmp_path, received_file)).to_pylist()
    assert row["form_id"] is None
    assert row["cells"] == []
    assert [finding["code"] for finding in row["findings"]] == ["file_not_spreadsheet"]


def test_findings_keep_their_place_and_parameters(tiny: Cycle, tmp_path: Path) -> None:
    with edited(reply(tiny, "XAA", COMPLETE)) as workbook:
        staff = place(workbook, "staff")
        staff.sheet.cell(staff.row, 1, "employees")
    (received_file,) = received(tiny)
    land(received_file, tiny.form, tmp_path)
    findings = pq.read_table(path(tmp_path, received_file)).to_pylist()[0]["findings"]
    (finding,) = [one for one in findings if one["code"] == "question_unknown"]
    assert (finding["sheet"], finding["cell"]) == (staff.sheet.title, f"A{staff.row}")
    assert json.loads(finding["params"]) == {"name": "employees"}


def test_a_file_is_landed_once(tiny: Cycle, received_file: Received, tmp_path: Path) -> None:
    to = tmp_path / "landing"
    land_all([received_file], tiny.form, to)
    before = path(to, received_file).stat()
    land_all([received_file], tiny.form, to)
    assert path(to, received_file).stat() == before
    assert list(to.iterdir()) == [path(to, received_file)]


def test_another_form_has_another_folder(tiny: Cycle) -> None:
    before = folder(tiny)
    (tiny.inputs / "questionnaire.md").write_text(FORM + "\n", encoding="utf-8")
    assert folder(load_cycle(tiny.home, "tiny")) != before


def test_the_metadata_has_the_format_and_the_mark(tiny: Cycle, received_file: Received) -> None:
    land(received_file, tiny.form, folder(tiny))
    metadata = pq.read_schema(path(folder(tiny), received_file)).metadata
    assert metadata[b"rapporteur.format"] == FORMAT.encode()
    assert metadata[b"rapporteur.mark"].decode() == f"{folder(tiny).name}/{received_file.sha256}"


def _of_another_format(file: Path) -> None:
    table = pq.read_table(file)
    pq.write_table(table.replace_schema_metadata({"rapporteur.format": "1"}), file)


def _renamed_by_hand(file: Path) -> None:
    mark = pq.read_schema(file).metadata[b"rapporteur.mark"].decode()
    other = mark.replace(file.stem, "0" * 12)
    pq.write_table(pq.read_table(file).replace_schema_metadata({"rapporteur.mark": other}), file)


def _without_its_end(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def _without_its_beginning(file: Path) -> None:
    file.write_bytes(file.read_bytes()[-6:])


@pytest.mark.parametrize(
    "spoil",
    [
        _of_another_format,
        _renamed_by_hand,
        _without_its_end,
        _without_its_beginning,
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"no Parquet" * 5000),
    ],
    ids=["format", "renamed", "cut off", "a tail", "empty", "other bytes"],
)
def test_a_damaged_landing_file_is_written_again(
    tiny: Cycle, received_file: Received, spoil: Callable[[Path], object]
) -> None:
    """A landing file is derived from the received bytes, so nothing is lost."""
    land_new(tiny, [received_file])
    file = path(folder(tiny), received_file)
    whole = file.read_bytes()
    spoil(file)
    assert landed(tiny) == []
    land_new(tiny, [received_file])
    assert file.read_bytes() == whole
    assert landed(tiny) == [received_file]


def test_a_copied_folder_of_another_form_is_not_taken(tiny: Cycle, received_file: Received) -> None:
    land_new(tiny, [received_file])
    old = folder(tiny)
    (tiny.inputs / "questionnaire.md").write_text(FORM + "\n", encoding="utf-8")
    changed = load_cycle(tiny.home, "tiny")
    old.rename(folder(changed))
    assert landed(changed) == []


def test_the_received_file_is_not_opened_to_see_whether_it_is_landed(
    tiny: Cycle, received_file: Received
) -> None:
    land_new(tiny, [received_file])
    received_file.path.unlink()
    assert is_landed(folder(tiny), received_file, tiny.form)


def replacement(cycle: Cycle, received_file: Received) -> bytes:
    """The bytes of another reply, in the place of a received one."""
    content = reply(cycle, "XAB", COMPLETE, name="other").read_bytes()
    (cycle.inputs / "submissions" / "other.xlsx").rename(received_file.path)
    return content


@pytest.mark.parametrize("failure", [None, "file_damaged"], ids=["read", "its reader dies"])
def test_what_is_landed_is_what_was_registered(
    tiny: Cycle, received_file: Received, monkeypatch: pytest.MonkeyPatch, failure: str | None
) -> None:
    """A file is replaced after it was hashed, and before it is read."""
    second: list[bytes] = []

    def late(function: Any, *order: Any, **named: Any) -> Iterator[tuple[int, Failure | None]]:
        monkeypatch.undo()
        second.append(replacement(tiny, received_file))
        if failure is None:
            yield from run_tasks(function, *order, **named)
        else:
            yield 0, Failure(failure)

    monkeypatch.setattr(land_cycle, "run_tasks", late)
    told: list[str] = []
    (now,) = collect(tiny, told.append)
    assert now.sha256 == hashlib.sha256(second[0]).hexdigest() != received_file.sha256
    assert now.path == received_file.path
    assert [file.stem for file in folder(tiny).iterdir()] == [now.submission]
    (row,) = pq.read_table(path(folder(tiny), now)).to_pylist()
    assert (row["respondent"], row["findings"]) == ("XAB", [])
    assert any("replaced or removed while it was read" in line for line in told)


def test_a_file_that_is_gone_by_then_is_not_landed(tiny: Cycle, received_file: Received) -> None:
    received_file.path.unlink()
    assert land_new(tiny, [received_file]) == []


def test_files_whose_folder_is_away_by_then_can_be_tried_again(
    tiny: Cycle, received_file: Received, tmp_path: Path
) -> None:
    received_file.path.parent.rename(tmp_path / "away")
    with pytest.raises(FileNotFoundError):
        land_new(tiny, [received_file])


def test_a_file_that_is_replaced_again_and_again_is_told(
    tiny: Cycle, received_file: Received, monkeypatch: pytest.MonkeyPatch
) -> None:
    turns = iter(range(10))

    def late(*_: object, **named: object) -> Iterator[tuple[int, Failure]]:
        received_file.path.write_bytes(b"%d" % next(turns))
        yield 0, Failure("too_large")

    monkeypatch.setattr(land_cycle, "run_tasks", late)
    with pytest.raises(UserError, match="was replaced each time while it was read"):
        collect(tiny)


def test_a_large_file_is_landed_as_too_large_only_if_it_is_the_registered_one(
    tiny: Cycle, received_file: Received, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(landing, "_LARGEST", 1000)
    folder(tiny).mkdir(parents=True)
    other = replace(received_file, sha256="0" * 64)
    land(other, tiny.form, folder(tiny))
    assert not is_landed(folder(tiny), other, tiny.form)
    land(received_file, tiny.form, folder(tiny))
    (row,) = pq.read_table(path(folder(tiny), received_file)).to_pylist()
    assert [finding["code"] for finding in row["findings"]] == ["too_large"]
