"""Building questionnaires and writing them to files."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from rapporteur.build import Prefill, build, build_all
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.workbook_file import save


def test_the_same_questionnaire_gives_the_same_bytes(cycle: Cycle, tmp_path: Path) -> None:
    respondent = cycle.roster.respondents["AAA"]
    paths = [tmp_path / "one.xlsx", tmp_path / "two.xlsx"]
    for path in paths:
        save(build(cycle, respondent, "en"), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_writing_leaves_the_old_file_when_it_fails(cycle: Cycle, tmp_path: Path) -> None:
    path = tmp_path / "one.xlsx"
    path.write_bytes(b"old")
    book = build(cycle, cycle.roster.respondents["AAA"], "en")
    for sheet in list(book.worksheets):
        book.remove(sheet)  # openpyxl refuses to write a workbook without sheets
    with pytest.raises(IndexError):
        save(book, path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.glob(".one*")) == []


def test_each_workbook_is_in_the_respondent_s_language_if_the_form_has_it(
    cycle: Cycle, tmp_path: Path
) -> None:
    names: list[str] = []
    paths = build_all(cycle, list(cycle.roster), tmp_path / "out", progress=names.append)
    assert [path.name for path in paths] == ["AAA.en.xlsx", "BBB.zh.xlsx", "CCC.en.xlsx"]
    assert names == [
        f"{path.name} ({at} of {len(paths)})" for at, path in enumerate(paths, start=1)
    ]
    assert sorted((tmp_path / "out").iterdir()) == sorted(paths)


def test_many_workbooks_are_built_in_several_processes(cycle: Cycle, tmp_path: Path) -> None:
    respondents = list(cycle.roster) * 6
    prefill = {"BBB": [Prefill("staff", None, "7")]}
    paths = build_all(cycle, respondents, tmp_path / "out", "zh", prefill, "说明")
    assert [path.name for path in paths] == [
        f"{respondent.code}.zh.xlsx" for respondent in respondents
    ]
    book = load_workbook(paths[1])
    assert book["rapporteur"]["B8"].value == "说明"
    assert 7 in [row[3].value for row in book.worksheets[1].iter_rows()]


def test_a_language_that_the_form_lacks_is_an_error(cycle: Cycle, tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"no labels in “fr”.* It has en, zh\."):
        build_all(cycle, list(cycle.roster), tmp_path, "fr")


def test_a_language_that_the_program_lacks_is_an_error(cycle: Cycle, tmp_path: Path) -> None:
    form = cycle.inputs / cycle.definition.form
    form.write_text(form.read_text("utf-8").replace("Chinese (zh)", "Portuguese (pt)"), "utf-8")
    roster = cycle.roster.path
    roster.write_text(roster.read_text("utf-8").replace(",zh,", ",pt,"), "utf-8")
    other = load_cycle(cycle.home, cycle.id)
    assert other.form.languages == ("en",)
    with pytest.raises(UserError, match="has no labels in “pt”"):
        build_all(other, list(other.roster), tmp_path, "pt")
    (path,) = build_all(other, [other.roster.respondents["BBB"]], tmp_path / "out")
    assert path.name == "BBB.en.xlsx"
