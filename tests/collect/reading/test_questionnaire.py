"""Answers are found by the names of their questions, whatever was done to the workbook."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from rapporteur.collect.reading.answers import Reading
from rapporteur.collect.reading.questionnaire import identity, read_answers
from rapporteur.collect.reading.spreadsheet import Cell, Sheet, read_sheets
from rapporteur.design.cycle import Cycle
from tests.support import COMPLETE, cell, edited, filled, place, read, reply, tiny_cycle, values

GRIDS = dict[str, list[list[Cell]]]


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    return tiny_cycle(tmp_path_factory.mktemp("reading"))


@pytest.fixture(scope="module")
def original(cycle: Cycle) -> Reading:
    return read(cycle, reply(cycle, "XAA", COMPLETE))


@pytest.fixture
def path(cycle: Cycle, tmp_path: Path) -> Path:
    """A filled workbook, to be edited."""
    target = tmp_path / "reply.xlsx"
    target.write_bytes(reply(cycle, "XAA", COMPLETE).read_bytes())
    return target


@pytest.fixture(scope="module")
def sheets(cycle: Cycle) -> list[Sheet]:
    return read_sheets(reply(cycle, "XAA", COMPLETE).read_bytes())


def test_every_answer_is_read_with_its_cell(cycle: Cycle, path: Path, original: Reading) -> None:
    assert original.identity["respondent"] == "XAA"
    assert original.identity["cycle"] == "tiny"
    assert list(original.sections) == ["about", "work", "frameworks"]
    assert not original.findings
    cell_place = values(original)
    assert cell_place["respondent", None][0] == "XAA"
    assert cell_place["completed_on", None][2] == date(2024, 4, 1)
    assert cell_place["topics", None][3] == "finance other"
    assert cell_place["share", None][1] == 12.5
    assert cell_place["law_topics", 1][3] == "finance education"
    assert cell_place["law_title", 2][0] == "=1+1"  # never a formula
    assert cell_place["law_year", 2][4] == "O"
    assert cell_place["remarks", None][0] == "Two laws."
    assert len(cell_place) == 20
    with edited(path) as workbook:
        where = place(workbook, "law_title", 1)
    title = next(a for a in original.answers if a.question == "law_title" and a.row == 1)
    assert (title.sheet, title.cell) == (where.sheet.title, where.cell.coordinate)


def test_blank_cells_for_answers_are_read_too(original: Reading) -> None:
    blank = {(a.question, a.row) for a in original.answers if not a.raw}
    assert blank == {(q, 2) for q in ("law_on", "law_topics", "law_budget")}


def insert_rows(workbook: Workbook) -> None:
    laws = place(workbook, "law_title", 2)
    laws.sheet.insert_rows(laws.row)  # within a table; its rows have no marker
    for name in ("unit", "topics/education", "progress"):
        answers = place(workbook, name)
        answers.sheet.insert_rows(answers.row, 2)
    for sheet in workbook.worksheets:
        if sheet["A1"].value != "rapporteur:questionnaire":
            sheet.insert_rows(1, 30)


def insert_columns(workbook: Workbook) -> None:
    for sheet in workbook.worksheets:
        if sheet["A1"].value not in ("rapporteur:questionnaire", "rapporteur:lists"):
            sheet.insert_cols(2, 3)
            sheet.insert_cols(7)


def rename_and_move(workbook: Workbook) -> None:
    for number, sheet in enumerate(workbook.worksheets):
        sheet.title = f"Feuille {number}"
    workbook.move_sheet(workbook.worksheets[-1], -4)
    workbook.move_sheet(workbook.worksheets[2], 2)


def duplicate(workbook: Workbook) -> None:
    for sheet in list(workbook.worksheets):
        workbook.copy_worksheet(sheet)


def add_own_sheet(workbook: Workbook) -> None:
    sheet = workbook.create_sheet("Calculations", 0)
    for row in (["Finland", 5], ["unit", "not an answer"], [None, 1], ["#row", 3]):
        sheet.append(row)


def delete_headings(workbook: Workbook) -> None:
    for sheet in workbook.worksheets:
        if sheet["A2"].value == "#title":
            sheet.delete_rows(1, 2)


@pytest.mark.parametrize(
    "edit",
    [insert_columns, rename_and_move, duplicate, delete_headings],
    ids=lambda edit: edit.__name__,
)
def test_edits_of_the_workbook_change_no_answer(
    cycle: Cycle, path: Path, original: Reading, edit: Callable[[Workbook], None]
) -> None:
    with edited(path) as workbook:
        edit(workbook)
    changed = read(cycle, path)
    assert values(changed) == values(original)
    assert set(changed.sections) == set(original.sections)
    assert not changed.findings


def test_a_sheet_of_the_respondents_own_changes_no_answer_and_is_said(
    cycle: Cycle, path: Path, original: Reading
) -> None:
    with edited(path) as workbook:
        add_own_sheet(workbook)
    changed = read(cycle, path)
    assert values(changed) == values(original)
    (said,) = changed.findings
    assert (said.code, said.sheet, said.params["cells"]) == ("sheet_unread", "Calculations", "7")


def test_inserted_rows_lose_no_answer(cycle: Cycle, path: Path, original: Reading) -> None:
    with edited(path) as workbook:
        insert_rows(workbook)
    expected = {
        (question, 3 if row == 2 else row): value
        for (question, row), value in values(original).items()
    }
    assert values(read(cycle, path)) == expected


@settings(max_examples=60)
@given(st.data())
def test_a_blank_row_may_stand_anywhere(
    cycle: Cycle, sheets: list[Sheet], original: Reading, data: st.DataObject
) -> None:
    """Only the numbers of rows below it in the same table move."""
    changed = []
    for sheet in sheets:
        rows = [list(row) for row in sheet.rows]
        first = 1 if sheet.name == "rapporteur" else 0
        for place_ in sorted(data.draw(st.lists(st.integers(first, len(rows)), max_size=4))):
            rows.insert(place_, [None] * data.draw(st.integers(0, 3)))
        changed.append(Sheet(sheet.name, rows))
    answers = values(read_answers(changed, cycle.form, "reply.xlsx"))

    def in_order(answers: dict[tuple[str, int | None], object], question: str) -> list[object]:
        own = {row or 0: value for (name, row), value in answers.items() if name == question}
        return [own[row] for row in sorted(own)]

    before = values(original)
    for question in cycle.form.questions:
        assert in_order(dict(answers), question) == in_order(dict(before), question)


@pytest.mark.parametrize(("full", "titles"), [(True, 57), (False, 2)])
def test_rows_added_below_a_table_belong_to_it_if_it_is_full(
    cycle: Cycle, path: Path, full: bool, titles: int
) -> None:
    with edited(path) as workbook:
        start = place(workbook, "law_title", 1)
        last = max(
            row for row in range(1, start.sheet.max_row + 1)
            if start.sheet.cell(row, 1).value == "#row"
        )  # fmt: skip
        start.sheet.insert_rows(last + 1, 40)
        first = start.row + 2 if full else last + 1
        for row in range(first, last + 41):
            start.sheet.cell(row, start.column, f"Act {row}")
    reading = read(cycle, path)
    assert len([key for key in values(reading) if key[0] == "law_title"]) == titles
    said = [(f.code, f.params["cells"]) for f in reading.findings]
    assert said == ([] if full else [("content_unread", "40")])


def test_a_row_with_only_a_note_is_read(cycle: Cycle, path: Path) -> None:
    with edited(path) as workbook:
        cell(workbook, "note", 5).value = "More to come"
    noted = [a for a in read(cycle, path).answers if a.row == 5]
    assert {a.note for a in noted} == {"More to come"}
    assert len(noted) == 6


def test_a_note_beside_a_question_is_read(cycle: Cycle, path: Path) -> None:
    with edited(path) as workbook:
        cell(workbook, "share", role="note").value = "provisional"
    assert values(read(cycle, path))["share", None][-1] == "provisional"


def test_ticks_keep_the_cells_that_hold_them(cycle: Cycle, path: Path) -> None:
    with edited(path) as workbook:
        expected = [cell(workbook, f"topics/{c}").coordinate for c in ("finance", "other")]
    topics = next(a for a in read(cycle, path).answers if a.question == "topics")
    assert topics.cell.split() == expected


def test_a_select_multiple_may_be_answered_in_its_own_cell(cycle: Cycle, path: Path) -> None:
    with edited(path) as workbook:
        for choice in ("finance", "other"):
            cell(workbook, f"topics/{choice}").value = None
        cell(workbook, "topics").value = "m"
    assert values(read(cycle, path))["topics", None][4] == "O"
    with edited(path) as workbook:
        cell(workbook, "topics").value = "Education; Other"
    assert values(read(cycle, path))["topics", None][3] == "education other"


@pytest.mark.parametrize(
    ("edit", "codes"),
    [
        ({"topics": "Education"}, {"answered_twice"}),
        ({"topics/education": "partly"}, {"unknown_choice"}),
        ({"topics/education": "no"}, set()),
    ],
)
def test_unclear_ticks_are_findings(
    cycle: Cycle, path: Path, edit: dict[str, str], codes: set[str]
) -> None:
    with edited(path) as workbook:
        for name, text in edit.items():
            cell(workbook, name).value = text
    reading = read(cycle, path)
    assert {finding.code for finding in reading.findings} == codes
    assert all(finding.question == "topics" for finding in reading.findings)
    assert values(reading)["topics", None][3] == "finance other"


@pytest.mark.parametrize("name", ["unit", "topics", "laws"])
def test_a_second_answer_is_reported_and_the_first_kept(
    cycle: Cycle, path: Path, original: Reading, name: str
) -> None:
    with edited(path) as workbook:
        sheet = place(workbook, {"laws": "remarks"}.get(name, name)).sheet
        again = workbook.copy_worksheet(sheet)
        again.title = "again"
    with edited(path) as workbook:
        sheet = workbook["again"]
        for row in sheet.iter_rows(min_col=1, max_col=8):
            if row[0].value == "unit":
                sheet.cell(row[0].row or 0, 4, "Another ministry")
            if row[0].value == "topics/education":
                sheet.cell(row[0].row or 0, 4, "✓")
            if row[2].value == "Cooperatives Act":
                sheet.cell(row[0].row or 0, 3, "Another act")
    reading = read(cycle, path)
    question = {"laws": "law_title"}.get(name, name)
    assert [(f.code, f.question, f.sheet) for f in reading.findings] == [
        ("answered_twice", question, "again")
    ]
    first = next(a for a in original.answers if a.question == question)
    assert reading.findings[0].params["first"] == f"{first.sheet}!{first.cell}"
    assert values(reading) == values(original)


def test_a_row_of_another_form_is_reported(cycle: Cycle, path: Path) -> None:
    with edited(path) as workbook:
        for name, other in (("staff", "employees"), ("topics/other", "topics/trade")):
            cell_place = place(workbook, name)
            cell_place.sheet.cell(cell_place.row, 1, other)
        cell_place = place(workbook, "law_title", 1)
        for row in range(1, cell_place.row):
            if cell_place.sheet.cell(row, 1).value == "#repeat:laws":
                cell_place.sheet.cell(row, 1, "#repeat:decrees")
    reading = read(cycle, path)
    unknown = [f.params["name"] for f in reading.findings if f.code == "question_unknown"]
    assert unknown == ["employees", "decrees"]
    unread = [f.params["value"] for f in reading.findings if f.code == "content_unread"]
    assert unread[0] == "7"
    assert "Cooperatives Act" in unread[1]
    assert {f.code for f in reading.findings} == {
        "question_unknown", "content_unread", "label_moved",
    }  # fmt: skip
    assert values(reading)["topics", None][3] == "finance other"  # as the label beside it says
    assert ("law_title", 1) not in values(reading)


def test_a_sheet_without_its_hidden_column_has_no_answers(cycle: Cycle, path: Path) -> None:
    with edited(path) as workbook:
        place(workbook, "progress").sheet.delete_cols(1)
    reading = read(cycle, path)
    assert list(reading.sections) == ["about", "frameworks"]
    assert ("unit", None) in values(reading)
    assert ("progress", None) not in values(reading)


def test_a_workbook_without_identity_has_no_answers(cycle: Cycle, path: Path) -> None:
    with edited(path) as workbook:
        workbook.remove(workbook["rapporteur"])
    reading = read(cycle, path)
    assert (reading.identity, reading.answers) == ({}, ())
    assert [finding.code for finding in reading.findings] == ["identification_missing"]
    assert read_answers([Sheet("Own", [["Question", "Answer"]])], cycle.form, "x") == Reading(
        {}, findings=[]
    )
    assert identity([Sheet("empty", [])]) == {}


@pytest.mark.parametrize("language", ["", "xx", "nonsense"])
def test_an_unknown_language_changes_no_answer(
    cycle: Cycle, path: Path, original: Reading, language: str
) -> None:
    with edited(path) as workbook:
        for row in workbook["rapporteur"].iter_rows():
            if row[0].value == "language":
                row[1].value = language
        cell(workbook, "share").value = "12,5"
        cell(workbook, "completed_on").value = "1 April 2024"
    assert values(read(cycle, path)) == values(original)


def test_a_workbook_in_chinese_reads_the_same(cycle: Cycle, original: Reading) -> None:
    path = reply(cycle, "XAA", COMPLETE, name="zh", language="zh")
    assert values(read(cycle, path)) == values(original)


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_a_workbook_saved_by_libreoffice_reads_the_same(
    cycle: Cycle,
    path: Path,
    original: Reading,
    libreoffice: Callable[[Path, str], Path],
    suffix: str,
) -> None:
    assert values(read(cycle, libreoffice(path, suffix))) == values(original)


def test_an_unfilled_questionnaire_has_only_its_presets(cycle: Cycle) -> None:
    workbook = filled(cycle, "CIVIL-A", {}, "zh")
    rows = [
        Sheet(sheet.title, [list(row) for row in sheet.values])  # type: ignore[arg-type]
        for sheet in workbook.worksheets
    ]
    reading = read_answers(rows, cycle.form, "blank.xlsx")
    assert {key[0] for key in values(reading)} == {"respondent", "respondent_category"}
    assert list(reading.sections) == ["about", "work"]
