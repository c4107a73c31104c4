"""The published workbook, read back with openpyxl."""

from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import rapporteur.publish
from rapporteur.cycle import Cycle
from rapporteur.publish import publish
from rapporteur.publish.styles import (
    CELL_LIMIT,
    LEAST,
    MOST,
    clipped,
    decimals,
    fitted,
    height,
    lines,
    width,
)


def workbook(cycle: Cycle, language: str = "en") -> Workbook:
    return openpyxl.load_workbook(cycle.outputs / f"tables/demo.{language}.xlsx")


def table(sheet: Worksheet) -> list[list[object]]:
    """The values of the sheet's named table, its header first."""
    (found,) = sheet.tables.values()
    return [[cell.value for cell in row] for row in sheet[found.ref]]


def above(sheet: Worksheet) -> list[object]:
    """The lines between title and table."""
    (found,) = sheet.tables.values()
    top = sheet[found.ref][0][0].row
    return [sheet.cell(row, 1).value for row in range(2, top)]


def test_sheets_are_named_in_the_language_tables_by_id(published: Cycle) -> None:
    assert workbook(published).sheetnames == [
        "Cover", "Contents", "Notes", "counts", "laws", "Evidence",
    ]  # fmt: skip
    assert workbook(published, "zh").sheetnames == [
        "封面",
        "目录",
        "说明",
        "counts",
        "laws",
        "依据",
    ]


def test_a_table_is_labelled_and_ordered_in_its_language(published: Cycle) -> None:
    header, *rows = table(workbook(published)["laws"])
    assert header == ["State", "Title", "Status", "Kinds", "Territory", "Year",
                      "Amount (dollars)", "Day", "Basis", "Evidence"]  # fmt: skip
    assert rows == [
        ["Alpha Network", "Third", "Proposed", "..", "–", 2001, 12, "..", "Desk research", "E8"],
        ["Éland", "互助法, “甲”", "Proposed", "..", "–", 2020, "..", "1890-01-02", "Reply", "E7"],
        ["Zedland", "=1+1", "In force", "Proposed, In force", "–", 2014, 1234567.5,
         datetime(2023, 4, 18), "Reply", "E4, E5"],
        ["Zedland", "Second", "..", "..", "North", "..", 0, "..", "Reply", "E6"],
    ]  # fmt: skip
    # By pinyin: 丙 bing, 甲 jia, 乙 yi.
    zh = table(workbook(published, "zh")["laws"])[1:]
    assert [row[0] for row in zh] == ["丙国", "甲国", "甲国", "乙会"]
    assert zh[1][3] == "提议、生效"
    assert [row[-1] for row in zh] == ["E7", "E4、E5", "E6", "E8"]


def test_a_language_without_messages_of_its_own_is_published_too(published: Cycle) -> None:
    sheet = workbook(published, "fr")["laws"]
    assert sheet["A1"].value == "Table 2. Lois"
    assert [row[0] for row in table(sheet)] == [
        "State (fr)", "Élande", "Réseau Alpha", "Zédie", "Zédie",
    ]  # fmt: skip


def test_title_and_notes_stand_above_the_header_without_a_gap(published: Cycle) -> None:
    sheet = workbook(published)["laws"]
    assert sheet["A1"].value == "Table 2. Laws"
    assert above(sheet) == [
        "Units: Number of laws.",
        "Note 1: A note on laws.",
        "Replies: the table rests on 2 of the 2 replies received, from the 4 respondents asked."
        " 1 of its 4 rows comes from desk research.",
        "Source: Replies.",
        "← Contents",
    ]
    assert not sheet.merged_cells.ranges
    assert sheet.tables["laws"].ref == f"A7:J{sheet.max_row}"


def test_numbers_are_right_aligned_and_formatted(published: Cycle) -> None:
    sheet = workbook(published)["laws"]
    year, amount, day = sheet["F10"], sheet["G10"], sheet["H10"]
    assert (year.number_format, amount.number_format) == ("0", "#,##0.0")
    assert day.number_format == "d mmmm yyyy"
    assert {cell.alignment.horizontal for cell in (year, amount, day, sheet["F11"])} == {"right"}
    assert sheet["A10"].alignment.horizontal == "left"
    assert sheet["F7"].alignment.horizontal == "right"


def test_a_text_that_begins_like_a_formula_stays_a_text(published: Cycle) -> None:
    cell = workbook(published)["laws"]["B10"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_one_click_leads_to_the_evidence(published: Cycle) -> None:
    book = workbook(published)
    link = book["laws"]["J10"].hyperlink
    assert link is not None
    sheet, cell = str(link.location).replace("'", "").split("!")
    row = [one.value for one in book[sheet][book[sheet][cell].row]]
    assert row == ["E4", "Zedland", "Reply", "submissions/AAA.xlsx", "About", "C4",
                   "Reporting unit", "Office", "–", "laws", "s1/unit"]  # fmt: skip
    assert table(book["Evidence"])[5] == [
        "E5", "Zedland", "Reply", "submissions/AAA.xlsx", "Frameworks", "B9:AA9", "Laws",
        "=1+1 | 2014 | In force", "para. 7", "laws", "s1/laws/1",
    ]  # fmt: skip


def test_evidence_in_succession_is_a_range(demo: Cycle) -> None:
    with duckdb.connect(str(demo.warehouse)) as con:
        con.execute("update marts.counts set evidence = 's1 s1/unit s1/laws/1 s2 s2/laws/1'")
    publish(demo)
    assert table(workbook(demo)["counts"])[1][2] == "E1–E4, E6"


def test_the_contents_lead_to_every_table(published: Cycle) -> None:
    sheet = workbook(published)["Contents"]
    assert table(sheet)[1:] == [
        ["counts", "Table 1. Counts", "–", 2],
        ["laws", "Table 2. Laws", "18, 19", 4],
        ["Evidence", "Evidence: the answers behind the tables", "–", 8],
    ]
    links = [sheet.cell(row, 1).hyperlink for row in (4, 5, 6)]
    assert [link.location for link in links if link] == [
        "'counts'!A1", "'laws'!A1", "'Evidence'!A1",
    ]  # fmt: skip


def test_the_cover_says_what_the_tables_rest_on(published: Cycle) -> None:
    sheet = workbook(published)["Cover"]
    assert sheet["A1"].value == "Follow-up & review"
    said = {row[0]: row[1] for row in sheet.iter_rows(min_row=2, values_only=True) if row[1]}
    assert said == {
        "Resolution": "General Assembly resolution 1/1, adopted on 18 April 2023",
        "Session and item": "Session 79, agenda item 18 (k): An item",
        "Report": "A report",
        "Version": "Replies as at 28 June 2024",
        "Replies": "2 replies received, from the 4 respondents asked\n"
        "Governments: 2\nNon-governmental organizations: 0",
        "Desk research": "Desk research on 1 respondent is shown beside the replies, marked as"
        " such in the column on basis. It is never counted as a reply.",
        "Please note": "1 of the 2 replies carries this notice: “Reconstructed.”",
        "Languages": "Titles, headers and codes are in English. Texts are in the language of"
        " the reply.",
    }


def test_the_notes_explain_symbols_and_count_findings(published: Cycle) -> None:
    rows = {str(row[1]): str(row[2]) for row in table(workbook(published)["Notes"])}
    assert rows[".."].startswith("Not available or not separately reported")
    assert rows["–"].startswith("Not applicable")
    assert rows["Errors"].startswith("3:")
    assert rows["Superseded files"].startswith("1:")
    assert rows["laws"] == "A note on laws."


def test_the_document_names_its_title_language_and_date(published: Cycle) -> None:
    properties = workbook(published, "zh").properties
    assert (properties.title, properties.language) == ("后续行动", "zh")
    assert properties.created == datetime(2024, 6, 28)


def test_every_sheet_is_ready_to_read_and_print(published: Cycle) -> None:
    book = workbook(published)
    assert book.active is not None
    assert book.active.title == "Cover"
    for sheet in book.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage  # one page wide unless said
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddHeader is not None
        assert sheet.oddHeader.left.text
        assert all(view.selection[-1].activeCell == "A1" or sheet.freeze_panes
                   for view in sheet.views.sheetView)  # fmt: skip
    laws = book["laws"]
    assert (laws.freeze_panes, laws.print_title_rows) == ("A8", "$7:$7")


def test_a_text_too_long_for_a_cell_is_cut_visibly(demo: Cycle) -> None:
    with duckdb.connect(str(demo.warehouse)) as con:
        con.execute("update marts.laws set title = repeat('x', 40000) where title = 'Third'")
    publish(demo)
    text = str(table(workbook(demo)["laws"])[1][1])
    assert len(text) == CELL_LIMIT
    assert text.endswith("the whole text is in the CSV file]")


def test_a_table_without_rows_says_so(demo: Cycle) -> None:
    with duckdb.connect(str(demo.warehouse)) as con:
        con.execute("delete from marts.laws")
    publish(demo)
    sheet = workbook(demo)["laws"]
    assert "none of the 2 replies received gives anything" in str(sheet["A4"].value)
    assert sheet["A7"].value == "State"
    assert sheet.max_row == 7
    assert table(workbook(demo)["Contents"])[2][3] == 0


def test_many_rows_are_written_by_several_processes(
    demo: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = {path: path.read_bytes() for path in publish(demo)}
    monkeypatch.setattr(rapporteur.publish, "_LARGE", 1)
    assert {path: path.read_bytes() for path in publish(demo)} == alone


def test_a_run_that_fails_leaves_the_old_file(
    demo: Cycle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = demo.outputs / "tables/demo.en.xlsx"
    publish(demo)
    before = path.read_bytes()
    with duckdb.connect(str(demo.warehouse)) as con:
        con.execute("update marts.laws set title = 'New'")
    monkeypatch.setattr("rapporteur.publish.workbook.SHEET_LIMIT", 3)
    with pytest.raises(rapporteur.errors.UserError, match="more than a sheet can hold"):
        publish(demo)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.glob(".*")] == []


@pytest.mark.parametrize(
    ("text", "room", "said"),
    [
        ("one two three", 6.5, ["one two", "three"]),
        ("社会互助经济", 8, ["社会互助", "经济"]),
        ("甲乙。丙", 4, ["甲", "乙。", "丙"]),  # a full stop never begins a line
        ("甲（乙）", 4, ["甲", "（乙）"]),
        ("one\n\ntwo", 9, ["one", "", "two"]),
        ("unbreakable", 4, ["unbreakable"]),
    ],
)
def test_lines_break_where_the_script_allows(text: str, room: float, said: list[str]) -> None:
    assert lines(text, room) == said


def test_widths() -> None:
    assert width("e\u0301") == width("e") < 1
    assert 3 * width("社") == width("社会互") > 2 * width("abc")
    assert fitted([10.0, 10.0], [False, True], 0) == [10, LEAST - 10]
    assert fitted([10.0, 10.0], [False, True], 150) == [10, 140]
    narrow, wide, wider = fitted([10.0, 150.0, 160.0], [False, True, True], 0)
    assert 10 == narrow < wide < wider
    assert narrow + wide + wider == pytest.approx(MOST)
    assert [decimals(value) for value in (5, 5.0, 5.25, 0.1 + 0.2)] == [0, 0, 2, 1]


def test_a_text_takes_the_height_of_its_lines() -> None:
    one = height("short", 20)
    assert height("社会", 20) == one
    assert height("x " * 40, 20) > 3 * one
    assert height("a\nb\nc", 20) == 3 * one
    assert height("x" * 40_000, 8) == 409
    names = "international_frameworks, national_policies, specific_laws, fiscal_incentives"
    assert height(names, 25) == 4 * one  # each needs a line of its own


def test_what_xml_cannot_hold_does_no_harm(demo: Cycle) -> None:
    with duckdb.connect(str(demo.warehouse)) as con:
        con.execute("update marts.laws set title = ? where year = 2001", ["<a> & \x02 ]]> _x0041_"])
    publish(demo)
    # As Excel writes it, which shows the text as it was given.
    assert table(workbook(demo)["laws"])[1][1] == "<a> & _x0002_ ]]> _x005F_x0041_"


def test_a_cut_never_splits_a_character() -> None:
    text = clipped("😀" * CELL_LIMIT, "…")
    assert text.endswith("😀…")
    assert len(text.encode("utf-16-le")) // 2 <= CELL_LIMIT
