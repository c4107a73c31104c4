"""`rapporteur check-cycle`: everything that is wrong with the files of a cycle, at once."""

from collections.abc import Callable
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.evaluate.check_cycle import Level, Remark, check_cycle
from rapporteur.kernel.errors import UserError
from tests.support import tiny_cycle


def errors(home: Path) -> list[tuple[str, str]]:
    """What must be corrected: what it concerns, and what is wrong without the folder."""
    return [
        (one.about, one.message.replace(f"{home}/inputs/tiny/", ""))
        for one in check_cycle(home, "tiny")
        if one.level is Level.ERROR
    ]


def notes(home: Path) -> list[Remark]:
    return [one for one in check_cycle(home, "tiny") if one.level is Level.NOTE]


def change(cycle: Cycle, name: str, old: str, new: str) -> None:
    path = cycle.inputs / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_of_a_usable_cycle_nothing_is_wrong(tiny: Cycle) -> None:
    before = sorted(tiny.home.rglob("*"))
    assert check_cycle(tiny.home, "tiny") == []
    assert sorted(tiny.home.rglob("*")) == before, "it writes nothing"


def test_everything_is_told_at_once(tiny: Cycle) -> None:
    change(tiny, "roster.csv", "XAB,government", "xab,government")
    change(tiny, "roster.csv", "XBA,government", "XBA,martian")
    change(tiny, "sql/marts/laws.toml", 'type = "year"', 'type = "yeer"')
    change(tiny, "sql/checks/law_without_year.toml", "{ $title }", "{ $title")
    change(tiny, "questionnaire.md", "constraint_message::Chinese (zh)", "colour")
    found = errors(tiny.home)
    assert [about for about, _ in found] == ["roster", "roster", "tables", "checks"]
    assert found[0][1].startswith("roster.csv, line 3: the code “xab”")
    assert found[1][1].startswith("roster.csv, line 4: XBA is of the unknown category “martian”")
    assert "laws.toml cannot be used" in found[2][1]
    assert "law_without_year.toml: message.en is no pattern" in found[3][1]
    (note,) = notes(tiny.home)
    assert note.about == "form"
    assert "rows 6, 7, 13, 20 of the survey sheet" in note.message
    assert "“colour”" in note.message


def test_every_sql_that_does_not_run_is_told_but_not_what_follows_from_it(tiny: Cycle) -> None:
    change(tiny, "sql/staging/laws.sql", "laws.law_year", "laws.law_yeer")
    change(tiny, "sql/staging/submissions.sql", "landing.submissions", "landing.submitted")
    change(tiny, "sql/checks/law_without_year.sql", "law_status", "law_state")
    found = errors(tiny.home)
    assert [(about, message.split(" ")[0]) for about, message in found] == [
        ("checks", "sql/checks/law_without_year.sql"),
        ("tables", "sql/staging/laws.sql"),
        ("tables", "sql/staging/submissions.sql"),
    ]


def test_a_sidecar_that_does_not_fit_its_sql_is_told(tiny: Cycle) -> None:
    change(tiny, "sql/marts/laws.sql", "select *", "select * exclude (year)")
    assert errors(tiny.home) == [
        ("tables", "sql/marts/laws.toml: columns.year: the table has no such column.")
    ]


def test_a_text_without_a_translation_is_told_with_its_row(tiny: Cycle) -> None:
    change(tiny, "questionnaire.md", "| Staff | 人员 |", "| Staff | |")
    change(tiny, "cycle.toml", 'zh = "小周期（测试数据）"\n', "")
    told = [note.message for note in notes(tiny.home)]
    assert told == [
        "questionnaire.md, row 14 of the survey sheet, label: there is no text in zh.",
        "cycle.toml, title: there is no text in zh.",
    ]


def test_a_category_that_the_form_does_not_know_is_told(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path)
    change(cycle, "cycle.toml", 'categories = ["government", "ngo"]', "")
    change(cycle, "roster.csv", "XAA,government", "XAA,state")
    ((about, told),) = errors(tmp_path)
    assert (about, told) == (
        "roster",
        "The category “state” is no choice of respondent_category in the form.",
    )


def test_what_is_marked_is_told_with_its_line(tiny: Cycle) -> None:
    change(tiny, "cycle.toml", 'return_to = "tiny@example.org"', 'return_to = "" # CHECK: where')
    (note,) = notes(tiny.home)
    assert note.message == f"{tiny.inputs / 'cycle.toml'}, line 12: marked CHECK."


def test_a_language_that_the_program_does_not_speak_is_told(tiny: Cycle) -> None:
    change(tiny, "roster.csv", "XAA,government,en", "XAA,government,pt")
    (note,) = notes(tiny.home)
    assert "the language of XAA is “pt”" in note.message


def as_folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


SPOILT: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "binary": lambda path: path.write_bytes(bytes(range(256)) * 8),
    "another encoding": lambda path: path.write_bytes("é|\n".encode("utf-16")),
    "latin": lambda path: path.write_bytes("code,é\n".encode("latin-1")),
    "a folder": as_folder,
    "missing": lambda path: path.unlink(),
}


@pytest.mark.parametrize("spoil", list(SPOILT))
@pytest.mark.parametrize(
    "name",
    ["cycle.toml", "questionnaire.md", "roster.csv", "reference/basis.csv", "sql/marts/laws.toml",
     "sql/marts/laws.sql", "sql/checks/law_without_year.sql", "sql/checks/law_without_year.toml"],
)  # fmt: skip
def test_no_file_is_a_traceback(tiny: Cycle, name: str, spoil: str) -> None:
    SPOILT[spoil](tiny.inputs / name)
    if (name, spoil) == ("cycle.toml", "missing"):
        with pytest.raises(UserError, match="There is no cycle “tiny”"):
            check_cycle(tiny.home, "tiny")
    else:
        assert errors(tiny.home)


def test_an_unknown_cycle_is_an_error_in_the_command(tiny: Cycle) -> None:
    with pytest.raises(UserError, match="Cycles here: tiny"):
        check_cycle(tiny.home, "huge")


def test_another_cycle_that_is_broken_disturbs_none(tiny: Cycle) -> None:
    broken = tiny.home / "inputs" / "another"
    broken.mkdir()
    (broken / "cycle.toml").write_bytes(b"\xff")
    assert check_cycle(tiny.home, "tiny") == []
