"""A cycle is a folder; its errors name the file and the key."""

import re
from pathlib import Path

import pytest

from rapporteur.design.cycle import cycle_ids, load_cycle, usable_cycles
from rapporteur.kernel.errors import UserError
from tests.support import CYCLE, FORM, ROOT, tiny_cycle


def test_a_cycle_knows_its_folders(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path)
    assert cycle.id == "tiny"
    assert cycle.inputs == tmp_path / "inputs" / "tiny"
    assert cycle.outputs == tmp_path / "outputs" / "tiny"
    assert cycle.sql == tmp_path / "inputs" / "tiny" / "sql"
    assert cycle.expectations == ROOT / "expectations"
    assert cycle.form.id == "tiny"
    assert len(cycle.roster) == 29


def test_the_project_s_cycle_is_usable() -> None:
    cycle = load_cycle(ROOT, "a79-sse")
    assert cycle.sql == ROOT / "sql" / "a79-sse"
    assert cycle.expectations == ROOT / "expectations"
    assert set(cycle.form.languages) == {"ar", "en", "es", "fr", "ru", "zh"}
    assert {c.code for c in cycle.form.choices["category"]} == set(cycle.definition.categories)


def test_the_cycles_of_a_home(tmp_path: Path) -> None:
    assert cycle_ids(tmp_path) == []
    tiny_cycle(tmp_path)
    (tmp_path / "inputs" / "notes").mkdir()
    assert cycle_ids(tmp_path) == ["tiny"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('id = "tiny"', 'id = "other"', "says that it is the cycle “other”"),
        ("session = 79", "sesion = 79", "sesion: Extra inputs are not permitted"),
        ('"en", "zh"', '"en", "pt"', "there are no messages in “pt”, only in ar, en, es"),
        ("session = 79", "session = 'x'", "session: "),
        ("session = 79", "session = ", "is not valid TOML"),
        ("deadline = 2024-05-10", "deadline = 2023-05-10", "must follow each other"),
        ("opens_on = 2024-01-01", "", "opens_on: Field required"),
        ('languages = ["en", "zh"]', "languages = []", "languages: Tuple should have at least 1"),
        ("session = 79", "session = 0", "session: Input should be greater than or equal to 1"),
        ("session = 79", "", "agenda_title needs the session"),
        ('[agenda_title]\nen = "An item"\nzh = "项目"', "", "agenda_item needs the title"),
        ("session = 79", "session = 79\nformat = 2\nfees = 1", "is of format 2: rapporteur"),
        ("session = 79", "session = 79\nformat = 0", "format: Input should be greater"),
        ("session = 79", "session = 79\nformat = '2'", "format: Input should be a valid integer"),
    ],
)
def test_an_error_names_the_file_and_the_key(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    assert CYCLE.count(old) == 1
    path = tmp_path / "inputs" / "tiny" / "cycle.toml"
    with pytest.raises(UserError, match=f"{re.escape(str(path))}.*{re.escape(message)}"):
        tiny_cycle(tmp_path, toml=CYCLE.replace(old, new))


def test_a_cycle_without_a_format_is_of_format_1(tmp_path: Path) -> None:
    assert tiny_cycle(tmp_path / "a").definition.format == 1
    assert tiny_cycle(tmp_path / "b", toml=f"format = 1\n{CYCLE}").definition.format == 1


BARE = """
id = "tiny"
title = "Reporting on works"
mandate = "Decision 4 of the assembly"
languages = ["fr", "en"]
opens_on = 2024-01-01
deadline = 2024-05-10
cut_off = 2099-12-31
"""


def test_a_text_without_languages_is_in_the_first_one(tmp_path: Path) -> None:
    stated = tiny_cycle(tmp_path, toml=BARE).definition
    assert stated.title == {"fr": "Reporting on works"}
    assert stated.mandate == {"fr": "Decision 4 of the assembly"}


def test_what_is_not_stated_is_empty_or_that_of_the_roster(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path, toml=BARE)
    assert (cycle.definition.resolution, cycle.definition.adopted_on) == ("", None)
    assert (cycle.definition.session, cycle.definition.return_to) == (None, "")
    assert cycle.categories == ("government", "ngo")


def test_a_cycle_without_suites_is_judged_by_those_of_its_home_or_of_the_program(
    tmp_path: Path,
) -> None:
    cycle = tiny_cycle(tmp_path)
    path = cycle.inputs / "cycle.toml"
    path.write_text(BARE, encoding="utf-8")
    assert load_cycle(tmp_path, "tiny").expectations == ROOT / "expectations"
    (tmp_path / "expectations").mkdir()
    assert load_cycle(tmp_path, "tiny").expectations == tmp_path / "expectations"


def test_a_broken_cycle_leaves_the_others_usable(tmp_path: Path) -> None:
    tiny_cycle(tmp_path)
    broken = tmp_path / "inputs" / "another"
    broken.mkdir()
    (broken / "cycle.toml").write_text("id = ", encoding="utf-8")
    (tmp_path / "inputs" / "folder" / "cycle.toml").mkdir(parents=True)
    usable, errors = usable_cycles(tmp_path)
    assert [cycle.id for cycle in usable] == ["tiny"]
    assert ["is not valid TOML" in str(error) for error in errors] == [True, False]


def test_a_newer_format_needs_a_newer_program(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="reads up to format 1") as caught:
        tiny_cycle(tmp_path, toml=f"format = 7\n{CYCLE}")
    assert caught.value.remedy.startswith("Install the newer version of rapporteur")


def test_the_error_for_an_unknown_cycle_names_the_cycles(tmp_path: Path) -> None:
    tiny_cycle(tmp_path)
    with pytest.raises(UserError, match="There is no cycle “huge”") as caught:
        load_cycle(tmp_path, "huge")
    assert "tiny" in caught.value.remedy


def test_a_definition_in_another_encoding_is_refused(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path)
    (cycle.inputs / "cycle.toml").write_text(CYCLE, encoding="utf-16")
    with pytest.raises(UserError, match="is not valid TOML"):
        load_cycle(tmp_path, "tiny")


def test_a_bad_expression_is_refused_with_the_form(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path, form=FORM.replace("${progress} = 'in_place'", "${progres} = 1"))
    with pytest.raises(UserError, match="progres"):
        _ = cycle.form
