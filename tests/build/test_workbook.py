"""The questionnaire workbook, reopened."""

from collections.abc import Callable
from datetime import datetime

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.build import Prefill
from rapporteur.build.builder import sheet_names
from rapporteur.build.table import BLANK_ROWS
from rapporteur.design.cycle import Cycle
from rapporteur.design.signatures import signed_with, signing_key

Reopen = Callable[..., Workbook]
RowsOf = Callable[[Worksheet], dict[str, int]]


def rule_at(sheet: Worksheet, cell: str) -> DataValidation:
    rules: list[DataValidation] = sheet.data_validations.dataValidation
    (rule,) = [rule for rule in rules if cell in rule.sqref]
    return rule


def texts(sheet: Worksheet) -> str:
    return "\n".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value is not None)


def test_sheets_are_the_sections_that_apply_to_the_respondent(reopen: Reopen) -> None:
    assert reopen("AAA").sheetnames == [
        "Cover",
        "1 About you us",
        "2 Measures taken so far in the…",
        "3 Only for States",
        "lists",
        "rapporteur",
    ]
    assert reopen("CCC", "zh").sheetnames == ["封面", "1 概况", "2 措施", "lists", "rapporteur"]


def test_only_questions_that_apply_to_the_respondent_are_asked(
    reopen: Reopen, rows_of: RowsOf
) -> None:
    state, organization = (rows_of(reopen(code).worksheets[1]) for code in ("AAA", "CCC"))
    assert {"unit", "level", "why"} <= state.keys()
    # `why` depends on `level`, which does not apply to an organization.
    assert "unit" in organization
    assert not {"level", "why"} & organization.keys()
    fields = reopen("CCC").worksheets[2]
    assert [c.value for c in fields[rows_of(fields)["#repeat:laws"]]][2:9] == [
        "law_title", "law_other", "law_year", "law_rate", "law_date", "law_goals", "note",
    ]  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_workbook_is_identified_on_a_hidden_sheet(
    cycle: Cycle, reopen: Reopen, language: str
) -> None:
    book = reopen("AAA", language, notice="Not a submission.")
    sheet = book["rapporteur"]
    assert sheet.sheet_state == "hidden"
    stated = {str(row[0].value): str(row[1].value) for row in sheet.iter_rows()}
    assert signed_with(stated, signing_key(cycle))
    assert {key: value for key, value in stated.items() if key != "signature"} == {
        "rapporteur:questionnaire": "1",
        "cycle": "demo",
        "form_id": "demo_form",
        "form_version": "1.0",
        "respondent": "AAA",
        "category": "government",
        "language": language,
        "notice": "Not a submission.",
        "kind": "questionnaire",
    }
    properties = book.properties
    assert (properties.creator, properties.language) == ("rapporteur", language)
    assert properties.created == properties.modified == datetime(2024, 2, 1)
    assert "Review & follow-up" in properties.title or language != "en"


def test_lists_are_labels_and_missing_value_codes(reopen: Reopen) -> None:
    book = reopen("AAA", "zh")
    sheet = book["lists"]
    columns = {c[0].value: [x.value for x in c[1:] if x.value] for c in sheet.iter_cols(min_col=2)}
    assert (sheet["A1"].value, sheet.sheet_state) == ("rapporteur:lists", "hidden")
    assert columns["level"] == ["国家", "区域", "a", "m", "n", "x"]
    assert book.defined_names["choices_level"].attr_text == "'lists'!$C$2:$C$7"


@pytest.mark.parametrize(
    ("language", "deadline", "code"),
    [("en", "Friday 10 May 2024", "Not applicable"), ("zh", "2024年5月10日星期五", "不适用")],
)
def test_the_cover_explains_how_to_answer(
    reopen: Reopen, language: str, deadline: str, code: str
) -> None:
    sheet = reopen("AAA", language, notice="Reconstructed.").worksheets[0]
    shown = texts(sheet).replace(",", "")
    assert sheet["A1"].value == "rapporteur:cover"
    assert sheet.column_dimensions["A"].hidden
    for expected in (deadline, code, "demo@example.org", "1/1", "18 (k)", "Reconstructed."):
        assert expected in shown
    links = [c.hyperlink.location for r in sheet.iter_rows() for c in r if c.hyperlink]
    assert len(links) == 3
    assert links[0] in ("'1 About you us'!B1", "'1 概况'!B1")


def test_the_cover_explains_prefilled_answers_only_where_there_are_any(
    reopen: Reopen, prefill: list[Prefill]
) -> None:
    assert "light yellow" in texts(reopen(prefill=prefill).worksheets[0])
    assert "light yellow" not in texts(reopen().worksheets[0])


def test_every_row_written_carries_a_marker(reopen: Reopen, prefill: list[Prefill]) -> None:
    for sheet in reopen(prefill=prefill).worksheets[1:4]:
        assert sheet.column_dimensions["A"].hidden
        assert all(sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1))
        assert str(sheet["A1"].value).startswith("#sheet:")
        for row in range(1, sheet.max_row + 1):
            marker = str(sheet.cell(row, 1).value)
            hidden = marker == "#questions" or marker.startswith("#repeat:")
            assert sheet.row_dimensions[row].hidden == hidden


def test_presets_are_filled_and_locked(reopen: Reopen, rows_of: RowsOf) -> None:
    sheet = reopen("CCC", "zh").worksheets[1]
    for name, value in (("respondent", "CCC"), ("respondent_category", "非政府组织")):
        row = rows_of(sheet)[name]
        assert sheet.cell(row, 4).value == value
        assert sheet.cell(row, 4).protection.locked
        assert sheet.cell(row, 5).protection.locked


def test_only_answers_and_notes_can_be_edited(reopen: Reopen) -> None:
    sheet = reopen().worksheets[1]
    assert sheet.protection.sheet
    assert not sheet.protection.password
    assert not sheet.protection.insertRows  # not locked
    assert not sheet.protection.formatRows
    cells = (cell for row in sheet.iter_rows() for cell in row)
    open_cells = {
        get_column_letter(cell.column or 0) for cell in cells if not cell.protection.locked
    }
    assert open_cells == {"D", "E"}


def test_prefilled_answers_are_values_labels_and_real_dates(
    reopen: Reopen, rows_of: RowsOf, prefill: list[Prefill]
) -> None:
    sheet = reopen("AAA", "zh", prefill).worksheets[1]
    rows = rows_of(sheet)

    def answer(name: str) -> object:
        return sheet.cell(rows[name], 4).value

    assert answer("done_on") == datetime(2024, 3, 5)
    assert (answer("staff"), answer("share"), answer("level")) == (12, 3.5, "国家")
    assert [answer(f"goals{choice}") for choice in ("", "/sdg1", "/sdg2")] == [None, None, "✓"]
    assert sheet.cell(rows["level"], 5).value == "para. 1"
    assert sheet.cell(rows["level"], 4).fill != sheet.cell(rows["why"], 4).fill


def test_a_text_never_becomes_a_formula(
    reopen: Reopen, rows_of: RowsOf, prefill: list[Prefill]
) -> None:
    book = reopen(prefill=prefill)
    cells = [
        book.worksheets[1].cell(rows_of(book.worksheets[1])["unit"], 4),
        book.worksheets[2].cell(rows_of(book.worksheets[2])["#row"], 3),
    ]
    assert [(c.data_type, c.value) for c in cells] == [("s", "=HYPERLINK(1)"), ("s", "-1 a law")]
    assert all(cell.quotePrefix for cell in cells)


def test_a_repeat_is_a_named_table_with_room_to_grow(
    reopen: Reopen, rows_of: RowsOf, prefill: list[Prefill]
) -> None:
    sheet = reopen(prefill=prefill).worksheets[2]
    table, header = sheet.tables["laws"], rows_of(sheet)["#header"]
    assert table.ref == f"C{header}:J{header + 2 + BLANK_ROWS}"
    assert table.tableStyleInfo is not None
    headers = [cell.value for cell in sheet[header][2:10]]
    assert table.column_names == headers
    assert headers == [
        "Title *", "Title", "Level", "Year", "Rate (per cent)", "Date", "Goals served", "Note",
    ]  # fmt: skip
    first = [cell.value for cell in sheet[header + 1][2:10]]
    assert first == [
        "-1 a law", None, "Regional", "m", 5, datetime(2020, 1, 31), "No poverty; Zero hunger",
        "para. 2; para. 3",
    ]  # fmt: skip
    assert [sheet.cell(r, 1).value for r in range(header + 1, header + 18)] == ["#row"] * 17
    assert set(sheet.tables) == {"laws", "figures"}


def test_headers_of_a_table_are_unique(reopen: Reopen) -> None:
    sheet = reopen(language="zh").worksheets[2]
    # The mark of a required question makes two equal labels distinct.
    assert sheet.tables["laws"].column_names[:2] == ["名称 *", "名称"]


def test_questions_after_a_table_have_their_own_heading(reopen: Reopen, rows_of: RowsOf) -> None:
    sheet = reopen().worksheets[2]
    rows = rows_of(sheet)
    assert rows["#repeat:laws"] < rows["#questions"] < rows["remarks"] < rows["#repeat:figures"]
    roles = [sheet.cell(rows["#questions"], column).value for column in (3, 4, 5)]
    assert roles == ["label", "answer", "note"]


def test_required_questions_and_hints_are_shown(reopen: Reopen, rows_of: RowsOf) -> None:
    sheet = reopen().worksheets[1]
    rows = rows_of(sheet)
    assert str(sheet.cell(rows["unit"], 3).value) == "Unit *\nIts full name."
    assert str(sheet.cell(rows["staff"], 3).value) == "Staff (persons)"


def test_drop_downs_and_validations(reopen: Reopen, rows_of: RowsOf) -> None:
    book = reopen()
    sheet = book.worksheets[1]
    rows = rows_of(sheet)
    level = rule_at(sheet, f"D{rows['level']}")
    assert (level.type, level.formula1) == ("list", "choices_level")
    assert rule_at(sheet, f"D{rows['goals']}").formula1 == '"a,m,n,x"'
    assert rule_at(sheet, f"D{rows['goals/sdg2']}").formula1 == '"✓"'
    assert rule_at(sheet, f"D{rows['staff']}").type == "custom"
    assert "Not in the future." in (rule_at(sheet, f"D{rows['done_on']}").prompt or "")
    table = book.worksheets[2]
    first = rows_of(table)["#header"] + 1
    year = rule_at(table, f"F{first}")
    assert str(year.sqref) == f"F{first}:F{first + BLANK_ROWS - 1}"
    assert (year.prompt or "").startswith("Four digits.\nAfter 1800.\nA whole number")
    assert rule_at(table, f"C{first}").type is None  # a hint, no limits
    for rule in (*sheet.data_validations.dataValidation, *table.data_validations.dataValidation):
        assert len(rule.prompt or "") <= 255
        assert len(rule.promptTitle or "") <= 32
        assert len(rule.error or "") <= 225
        assert rule.type is None or (rule.showErrorMessage and rule.error)


def test_print_set_up_and_freeze(reopen: Reopen) -> None:
    book = reopen()
    assert [sheet.freeze_panes for sheet in book.worksheets[:4]] == [None, "A3", "D3", "A3"]
    for sheet in book.worksheets[1:4]:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$2"
        assert sheet.oddHeader is not None
        assert sheet.oddHeader.left.text == "Review && follow-up"


def test_direction_of_writing_follows_the_language(reopen: Reopen) -> None:
    assert not reopen(language="zh").worksheets[1].sheet_view.rightToLeft
    arabic = reopen(language="ar").worksheets[1]
    assert arabic.sheet_view.rightToLeft
    assert arabic["D8"].alignment.horizontal == "right"


def test_sheet_names_keep_excels_rules() -> None:
    names = sheet_names(["a [b]: c*d?/\\e", "x" * 40, "", "'quoted'"])
    assert names == ["1 a b c d e", "2 " + "x" * 28 + "…", "3", "4 'quoted"]
