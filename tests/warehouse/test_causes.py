"""Causes of findings: each once with its places, in the order of sheets, without consequences."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Form
from rapporteur.design.xlsform import parse_form
from rapporteur.evaluate.check_files import check, check_causes
from rapporteur.warehouse.causes import Cause, causes, ranges
from rapporteur.warehouse.worded_findings import Reported
from tests.support import COMPLETE, FORM, cell, edited, place, reply, tiny_cycle


def delete_hidden_columns(workbook: Workbook) -> None:
    for question in ("unit", "progress", "remarks"):
        place(workbook, question).sheet.delete_cols(1)


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    return tiny_cycle(tmp_path_factory.mktemp("causes"))


@pytest.fixture(scope="module")
def files(cycle: Cycle) -> Sequence[Path]:
    """Replies with mistakes that others follow from, or that are made in many rows."""
    titleless = [{"law_year": "2001", "law_status": "in_force"} for _ in range(14)]
    rows = reply(cycle, "XAA", {**COMPLETE, "laws": titleless}, name="rows")
    with edited(rows) as workbook:
        for row in (2, 3, 7):
            cell(workbook, "law_year", row).value = "soon"
        cell(workbook, "law_year", 9).value = "later"
        cell(workbook, "share").value = "much"
        cell(workbook, "unit").value = None
    lost = reply(cycle, "XAB", COMPLETE, name="lost")
    with edited(lost) as workbook:
        delete_hidden_columns(workbook)
    one = reply(cycle, "XBA", COMPLETE, name="one")
    with edited(one) as workbook:
        place(workbook, "progress").sheet.delete_cols(1)
    removed = reply(cycle, "XBB", COMPLETE, name="removed")
    with edited(removed) as workbook:
        workbook.remove(place(workbook, "progress").sheet)
    unclear = reply(cycle, "XBC", {**COMPLETE, "timing": "before"}, name="unclear")
    with edited(unclear) as workbook:
        cell(workbook, "progress").value = "nearly"
    nobody = reply(cycle, "XBD", COMPLETE, name="nobody")
    with edited(nobody) as workbook:
        workbook.remove(workbook["rapporteur"])
    return [rows, lost, one, removed, unclear, nobody]


@pytest.fixture(scope="module")
def found(cycle: Cycle, files: Sequence[Path]) -> dict[str, list[Cause]]:
    by_file: dict[str, list[Cause]] = {path.stem: [] for path in files}
    for cause in check_causes(cycle.home, files, "en"):
        by_file[Path(cause.finding.file).stem].append(cause)
    return by_file


def codes(found: Sequence[Cause]) -> list[tuple[str, str]]:
    return [(cause.finding.code, cause.finding.severity) for cause in found]


def test_the_same_is_said_once_with_all_its_rows(found: dict[str, list[Cause]]) -> None:
    title = next(c for c in found["rows"] if c.finding.question == "law_title")
    assert title.rows == tuple(range(1, 15))
    assert len(title.cells) == 14
    first, last = title.cells[0], title.cells[-1]
    assert title.where == f"{title.finding.sheet}!{first}:{last}"
    years = [c for c in found["rows"] if c.finding.question == "law_year"]
    assert [year.rows for year in years if year.finding.code == "not_a_whole_number"] == [
        (2, 3, 7), (9,),
    ]  # fmt: skip


def test_findings_are_in_the_order_of_sheets_and_cells(found: dict[str, list[Cause]]) -> None:
    questions = [cause.finding.question for cause in found["rows"]]
    assert [name for name in questions if name in ("unit", "share", "law_title")] == [
        "unit", "share", "law_title",
    ]  # fmt: skip
    rows = [cause.rows[0] for cause in found["rows"] if cause.rows]
    assert rows == sorted(rows)


def test_what_follows_from_a_lost_column_is_not_said(found: dict[str, list[Cause]]) -> None:
    assert codes(found["lost"]) == [("hidden_column_missing", "BLOCKER")] * 3
    assert codes(found["one"]) == [("hidden_column_missing", "ERROR")]


def test_what_follows_from_a_missing_sheet_is_not_said(found: dict[str, list[Cause]]) -> None:
    assert codes(found["removed"]) == [("section_missing", "ERROR")]


def test_a_lost_identification_is_told_as_that(found: dict[str, list[Cause]]) -> None:
    assert codes(found["nobody"]) == [("identification_missing", "BLOCKER")]


def test_what_depends_on_an_answer_in_error_is_not_said(found: dict[str, list[Cause]]) -> None:
    assert codes(found["unclear"]) == [("unknown_choice", "ERROR")]


def test_for_programs_every_finding_is_told(cycle: Cycle, files: Sequence[Path]) -> None:
    told = {(Path(f.file).stem, f.code) for f in check(cycle.home, files[1:2], "en")}
    assert ("lost", "nothing_answered") in told


FORMS = parse_form(FORM)


def finding(code: str, question: str = "", row: int | None = None, **more: object) -> Reported:
    asked = FORMS.questions.get(question)
    made = Reported(
        file="a.xlsx", respondent="XAA", code=code, level=1, severity="ERROR", entity="FIELD",
        where="", sheet="", cell="", question=question, repeat=(asked and asked.repeat) or "",
        row=row, message=f"{code} {question}", remedy="", section=asked.section if asked else "",
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def left(*findings: Reported, form: Form = FORMS) -> list[str]:
    return [cause.finding.code for cause in causes(findings, form)]


def test_a_check_of_the_cycle_says_nothing_about_a_cell_that_has_no_value() -> None:
    year = finding("not_a_whole_number", "law_year", 2)
    assert left(year, finding("law_without_year", "law_year", 2)) == ["not_a_whole_number"]
    for other in (
        finding("law_without_year", "law_year", 1),
        finding("constraint_broken", "law_year", 2),
    ):
        assert sorted(left(year, other)) == sorted([year.code, other.code])


def test_an_answer_in_the_wrong_place_is_not_missing_too() -> None:
    missing = finding("required_missing", "progress")
    label = finding("answer_in_label", "progress", severity="WARNING")
    (cause,) = causes([label, missing], FORMS)
    assert (cause.finding.code, cause.finding.severity) == ("answer_in_label", "ERROR")
    assert left(missing, finding("note", "progress", severity="WARNING")) == ["required_missing"]
    assert len(left(missing, finding("same_text", "unit", severity="WARNING"))) == 2


def test_what_depends_on_a_missing_answer_follows_from_it() -> None:
    assert left(finding("required_missing", "progress"), finding("not_relevant", "timing")) == [
        "required_missing"
    ]


def test_whatever_is_found_on_a_sheet_without_its_column_follows_from_that() -> None:
    lost = finding("hidden_column_missing", sheet="2 Work", section="work")
    on_it = finding("answered_twice", "share", sheet="2 Work", cell="D9")
    elsewhere = finding("answered_twice", "unit", sheet="1 About", cell="D9")
    assert left(lost, on_it, elsewhere) == ["answered_twice", "hidden_column_missing"]


def test_no_two_findings_follow_from_each_other() -> None:
    row = "| | select_one progress | progress | Progress | 进展 | yes | "
    form = parse_form(FORM.replace(f"{row}| ", f"{row}${{timing}} != 'x' | "))
    assert form.questions["progress"].relevant == "${timing} != 'x'"
    missing = finding("required_missing", "progress"), finding("not_relevant", "timing")
    assert left(*missing, form=form) == ["required_missing"]


def test_a_waived_finding_is_no_cause() -> None:
    progress, timing = finding("unknown_choice", "progress"), finding("not_relevant", "timing")
    assert left(progress, timing) == ["unknown_choice"]
    assert sorted(left(replace(progress, waived=True), timing)) == [
        "not_relevant", "unknown_choice",
    ]  # fmt: skip


def test_the_same_text_about_two_questions_or_files_is_two_causes() -> None:
    text = "“N/A” is not a number."
    here = finding("not_a_number", "share", message=text)
    assert len(causes([here, finding("not_a_number", "staff", message=text)], FORMS)) == 2
    assert len(causes([here, replace(here, file="b.xlsx")], FORMS)) == 2


def test_sheets_stand_in_the_order_of_the_form_whatever_their_names() -> None:
    found = causes(
        [
            finding("x", sheet="10 Own", cell="A1"),
            finding("x", "remarks", sheet="Z", cell="B2"),
            finding("x", "share", sheet="Work (2)", cell="D10"),
            finding("y", "share", sheet="Work (2)", cell="D9 D8"),
            finding("x", "unit", sheet="ZZ", cell="D3"),
            finding("file_damaged"),
            finding("section_missing", section="frameworks"),
            finding("x", sheet="9 Own", cell="A1"),
        ],
        FORMS,
    )
    assert [(cause.finding.sheet, cause.finding.cell) for cause in found] == [
        ("", ""), ("ZZ", "D3"), ("Work (2)", "D9 D8"), ("Work (2)", "D10"), ("", ""), ("Z", "B2"),
        ("9 Own", "A1"), ("10 Own", "A1"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (["C12"], "C12"),
        (["C13", "C12", "C14"], "C12:C14"),
        (["C12", "D12"], "C12, D12"),
        (["AA9", "B2", "B3", "AA11"], "B2:B3, AA9, AA11"),
        ([f"C{row}" for row in range(1, 20, 2)], "C1, C3, C5, C7, C9, …"),
    ],
)
def test_cells_are_named_in_short(cells: Sequence[str], text: str) -> None:
    assert ranges(cells) == text


CODES = st.sampled_from(["not_a_number", "required_missing", "not_relevant", "law_without_year"])
QUESTIONS = st.sampled_from(["unit", "progress", "timing", "law_year", "law_title"])
FINDINGS = st.lists(
    st.builds(finding, CODES, QUESTIONS, st.sampled_from([None, 1, 2])), max_size=12
)


@given(FINDINGS)
def test_nothing_is_added_and_every_place_stands_in_one_cause(findings: list[Reported]) -> None:
    found = causes(findings, FORMS)
    places = [place for cause in found for place in cause.places]
    assert len(places) <= len(findings)
    assert {place.code for place in places} <= {finding.code for finding in findings}
    assert causes(places, FORMS) == found
    keys = [(c.finding.code, c.finding.question, c.finding.message) for c in found]
    assert len(keys) == len(set(keys))
