"""The published workbook, read back with openpyxl."""

import zipfile
from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.content.text_measure import (
    CELL_LIMIT,
    LEAST,
    MOST,
    clipped,
    fitted,
    height,
    lines,
    width,
)
from rapporteur.disseminate.workbook.styles import decimals
from rapporteur.kernel.errors import UserError
from rapporteur.lint.linter import lint
from tests.support import publish


def workbook(cycle: Cycle, edition: str = "en") -> Workbook:
    return openpyxl.load_workbook(cycle.outputs / f"tables/demo.{edition}.xlsx")


def table(sheet: Worksheet) -> list[list[object]]:
    """The values of the sheet's named table, its header first."""
    (found,) = sheet.tables.values()
    return [[cell.value for cell in row] for row in sheet[found.ref]]


def above(sheet: Worksheet) -> list[object]:
    """The lines between title and table."""
    (found,) = sheet.tables.values()
    top = sheet[found.ref][0][0].row
    return [sheet.cell(row, 1).value for row in range(2, top)]


def below(sheet: Worksheet) -> list[object]:
    """The lines below the table."""
    (found,) = sheet.tables.values()
    last = sheet[found.ref][-1][0].row
    return [str(sheet.cell(row, 1).value) for row in range(last + 1, sheet.max_row + 1)]


def test_sheets_are_named_in_the_language_tables_by_id(published_demo: Cycle) -> None:
    assert workbook(published_demo).sheetnames == [
        "Cover", "Contents", "Notes", "counts", "laws", "Evidence",
    ]  # fmt: skip
    assert workbook(published_demo, "zh").sheetnames == [
        "封面",
        "目录",
        "说明",
        "counts",
        "laws",
        "依据",
    ]


def test_a_table_is_labelled_and_ordered_in_its_language(published_demo: Cycle) -> None:
    header, *rows = table(workbook(published_demo)["laws"])
    assert header == ["State", "Title", "Status", "Kinds", "Territory", "Year",
                      "Amount (dollars)", "Day", "Basis", "Evidence"]  # fmt: skip
    assert rows == [
        ["Alpha Network", "Third", "Proposed", "..", "–", 2001, 12, "..", "Desk research", "E8"],
        ["Éland", "互助法, “甲” [zh]", "Proposed", "..", "–", 2020, "..", "1890-01-02", "Reply",
         "E7"],
        ["Zedland", "=1+1", "In force", "Proposed, In force", "–", 2014, 1234567.5,
         datetime(2023, 4, 18), "Reply", "E4, E5"],
        ["Zedland", "Second", "..", "..", "North", "..", 0, "..", "Reply", "E6"],
    ]  # fmt: skip
    # By pinyin: 丙 bing, 甲 jia, 乙 yi.
    zh = table(workbook(published_demo, "zh")["laws"])[1:]
    assert [row[0] for row in zh] == ["丙国", "甲国", "甲国", "乙会"]
    assert zh[1][3] == "提议、生效"
    assert [row[-1] for row in zh] == ["E7", "E4、E5", "E6", "E8"]


def test_each_language_has_its_own_words(published_demo: Cycle) -> None:
    sheet = workbook(published_demo, "fr")["laws"]
    assert str(sheet["A1"].value) == "Tableau 2. Lois a"
    assert [row[0] for row in table(sheet)] == [
        "State (fr)", "Élande", "Réseau Alpha", "Zédie", "Zédie",
    ]  # fmt: skip
    # The form has no French: what is shown instead says so.
    assert "[en] Proposed" in {row[2] for row in table(sheet)}


def test_the_united_nations_put_source_and_footnotes_below(published_demo: Cycle) -> None:
    path = published_demo.outputs / "tables/demo.en.xlsx"
    title = openpyxl.load_workbook(path, rich_text=True)["laws"]["A1"].value
    assert isinstance(title, CellRichText)
    sheet = workbook(published_demo)["laws"]
    assert title[-1].font.vertAlign == "superscript"  # type: ignore[union-attr]
    assert sheet["A1"].value == "Table 2. Laws a"
    assert above(sheet) == ["Units: Number of laws.", "← Contents"]
    assert below(sheet) == [
        "Source: Replies.",
        "Replies: the table rests on 2 of the 2 replies received, from the 4 respondents asked."
        " 1 of its 4 rows comes from desk research.",
        "a A note on laws.",
    ]
    assert not sheet.merged_cells.ranges
    assert sheet.tables["laws"].ref == "A4:J8"


def test_the_accessible_edition_puts_them_above_and_on_a_sheet(published_demo: Cycle) -> None:
    book = workbook(published_demo, "en.accessible")
    sheet = book["laws"]
    assert sheet["A1"].value == "Table 2. Laws"
    assert above(sheet) == [
        "Units: Number of laws.",
        "Replies: the table rests on 2 of the 2 replies received, from the 4 respondents asked."
        " 1 of its 4 rows comes from desk research.",
        "Source: Replies.",
        "Notes: [note 1], on the sheet of notes.",
        "← Contents",
    ]
    assert below(sheet) == []
    assert not sheet.merged_cells.ranges
    assert sheet.tables["laws"].ref == f"A7:J{sheet.max_row}"
    assert table(book["Notes"])[-1] == ["[note 1]", "Tables", "A note on laws. (Tables: laws.)"]
    assert [row[3] for row in table(sheet)[1:]][:2] == ["[x]", "[x]"]
    assert [row[4] for row in table(sheet)[1:]] == ["[z]", "[z]", "[z]", "North"]
    assert {cell.font.sz for row in sheet.iter_rows(min_row=7) for cell in row} == {12}


def test_figures_keep_the_format_of_their_column(published_demo: Cycle) -> None:
    sheet = workbook(published_demo)["laws"]
    year, amount, day = sheet["F7"], sheet["G7"], sheet["H7"]
    assert (year.number_format, amount.number_format) == ("0", "#,##0.0")
    assert day.number_format == "[$-809]d mmmm yyyy"
    assert {cell.alignment.horizontal for cell in (year, amount, day, sheet["F8"])} == {"right"}
    # A symbol in the place of a figure is set like one.
    assert (sheet["F8"].value, sheet["F8"].number_format) == ("..", "0")
    assert sheet["A7"].alignment.horizontal == "left"
    assert sheet["F4"].alignment.horizontal == "right"


def test_a_translation_that_is_missing_is_seen(demo: Cycle) -> None:
    path = demo.sql / "marts" / "laws.toml"
    text = path.read_text(encoding="utf-8").replace('fr = "Lois"\n', "")
    path.write_text(text.replace('header.fr = "Year (fr)"\n', ""), encoding="utf-8")
    publish(demo)
    sheet = workbook(demo, "fr")["laws"]
    assert sheet["A1"].value == "Tableau 2. [en] Laws a"
    assert "[en] Year" in table(sheet)[0]


SPANNERS = """
spanner.en = "Law"
subheader.en = "{0}"
notes = ["on_laws"]
"""


def test_columns_stand_under_a_common_heading(demo: Cycle) -> None:
    path = demo.sql / "marts" / "laws.toml"
    text = path.read_text(encoding="utf-8")
    for name in ("title", "status"):
        text = text.replace(f'name = "{name}"', f'name = "{name}"' + SPANNERS.format("Same"))
    path.write_text(text, encoding="utf-8")
    publish(demo)
    book = workbook(demo)
    rows = list(book["laws"].iter_rows(min_row=4, max_row=5))
    assert [str(cell.value or "") for cell in rows[0][:4]] == ["", "Law", "", ""]
    assert [str(cell.value) for cell in rows[1][:4]] == ["State", "Same a", "Same a", "Kinds"]
    assert [cell.alignment.horizontal for cell in rows[0][1:3]] == ["centerContinuous"] * 2
    assert str(book["laws"]["A1"].value) == "Table 2. Laws"  # the note is that of the columns
    # Excel's tables want unique headers: the range is named, and filtered all the same.
    assert not book["laws"].tables
    assert book.defined_names["laws"].attr_text == "'laws'!A5:J9"
    assert book["laws"].auto_filter.ref == "A5:J9"
    assert book["laws"].print_title_rows == "$4:$5"
    flat = workbook(demo, "en.accessible")["laws"]
    assert table(flat)[0][:3] == ["State", "Title [note 1]", "Status [note 1]"]


def test_arabic_runs_from_right_to_left(demo: Cycle) -> None:
    path = demo.inputs / "cycle.toml"
    text = path.read_text(encoding="utf-8").replace('"zh", "fr"', '"ar"')
    path.write_text(text, encoding="utf-8")
    publish(load_cycle(demo.home, "demo"))
    book = workbook(demo, "ar")
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)
    sheet = book["laws"]
    assert sheet["A1"].alignment.readingOrder == 2
    title = next(cell for cell in sheet["B"] if cell.value == "Second [en]")
    # A text of the other direction is read in its own, and stands where the others do.
    assert (title.alignment.readingOrder, title.alignment.horizontal) == (1, "right")
    assert not workbook(demo)["laws"].sheet_view.rightToLeft


def test_a_text_that_begins_like_a_formula_stays_a_text(published_demo: Cycle) -> None:
    cell = workbook(published_demo)["laws"]["B7"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_one_click_leads_to_the_evidence(published_demo: Cycle) -> None:
    book = workbook(published_demo)
    link = book["laws"]["J7"].hyperlink
    assert link is not None
    sheet, cell = str(link.location).replace("'", "").split("!")
    row = [one.value for one in book[sheet][book[sheet][cell].row]]
    assert row == ["E4", "Zedland", "Reply", "submissions/AAA.xlsx", "About", "C4",
                   "Reporting unit", "Office", "–", "laws 3", "s1/unit"]  # fmt: skip
    assert table(book["Evidence"])[5] == [
        "E5", "Zedland", "Reply", "submissions/AAA.xlsx", "Frameworks", "B9:AA9", "Laws",
        "=1+1 | 2014 | In force", "para. 7", "laws 3", "s1/laws/1",
    ]  # fmt: skip


def test_one_click_leads_back_to_the_row(published_demo: Cycle) -> None:
    for edition in ("en", "zh", "en.accessible"):
        book = workbook(published_demo, edition)
        evidence = book.worksheets[-1]
        for row in evidence.iter_rows(min_row=evidence.max_row - 4):  # what the laws rest on
            link = row[9].hyperlink
            assert link is not None
            sheet, cell = str(link.location).replace("'", "").split("!")
            there = [one.value for one in book[sheet][book[sheet][cell].row]]
            assert there[0] == row[1].value
            assert str(row[0].value) in str(there[-1])


def test_evidence_in_succession_is_a_range(demo: Cycle) -> None:
    with duckdb.connect(str(demo.warehouse)) as con:
        con.execute("update marts.counts set evidence = 's1 s1/unit s1/laws/1 s2 s2/laws/1'")
    publish(demo)
    assert table(workbook(demo)["counts"])[1][2] == "E1–E4, E6"


def test_the_contents_lead_to_every_table(published_demo: Cycle) -> None:
    sheet = workbook(published_demo)["Contents"]
    assert table(sheet)[1:] == [
        ["counts", "Table 1. Counts", "–", 2],
        ["laws", "Table 2. Laws", "18, 19", 4],
        ["Evidence", "Evidence: the answers behind the tables", "–", 8],
    ]
    links = [sheet.cell(row, 1).hyperlink for row in (4, 5, 6)]
    assert [link.location for link in links if link] == [
        "'counts'!A1", "'laws'!A1", "'Evidence'!A1",
    ]  # fmt: skip


def test_the_cover_says_what_the_tables_rest_on(published_demo: Cycle) -> None:
    sheet = workbook(published_demo)["Cover"]
    assert sheet["A1"].value == "Follow-up & review"
    said = {row[0]: row[1] for row in sheet.iter_rows(min_row=2, values_only=True) if row[1]}
    assert said == {
        "Resolution": "General Assembly resolution 1/1, adopted on 18 April 2023",
        "Session and item": "Seventy-ninth session, agenda item 18 (k): An item",
        "Report": "A report",
        "Reporting cycle": "demo",
        "Version": "Replies as at 1 May 2024",
        "Replies": "2 replies received, from the 4 respondents asked\n"
        "Governments: 2\nNon-governmental organizations: 0",
        "Desk research": "Desk research on 1 respondent is shown beside the replies, marked as"
        " such in the column on basis. It is never counted as a reply.",
        "Please note": "1 of the 2 replies carries this notice: “Reconstructed.”",
        "Languages": "Titles, headers and codes are in English. A text of a respondent is in the"
        " language of the reply, or translated and marked as such: the sheet Notes explains the"
        " marks.",
        "Edition": "As printed by the United Nations, with its symbols and footnotes. The same"
        " tables stand in an accessible edition beside this file (.accessible.xlsx).",
    }


def test_the_notes_explain_symbols_and_count_findings(published_demo: Cycle) -> None:
    rows = {str(row[0]): str(row[2]) for row in table(workbook(published_demo)["Notes"])}
    assert rows[".."].startswith("Not available or not separately reported")
    assert rows["–"].startswith("Not applicable")
    assert rows["Errors"].startswith("3:")
    assert rows["Superseded files"].startswith("1:")
    assert "[note 1]" not in rows


def test_the_document_names_its_title_language_and_date(published_demo: Cycle) -> None:
    properties = workbook(published_demo, "zh").properties
    assert (properties.title, properties.language) == ("后续行动", "zh")
    assert properties.created == datetime(2024, 6, 28)


def test_every_sheet_is_ready_to_read_and_print(published_demo: Cycle) -> None:
    book = workbook(published_demo)
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
        assert sheet.oddFooter is not None
        assert sheet.oddFooter.left.text == "Replies as at 1 May 2024"
    laws = book["laws"]
    assert (laws.freeze_panes, laws.print_title_rows) == ("A5", "$4:$4")
    # What a screen reader does not reach is left out for it.
    accessible = workbook(published_demo, "en.accessible")["laws"]
    assert accessible.oddHeader is not None
    assert not accessible.oddHeader.left.text
    assert (accessible.freeze_panes, accessible.print_title_rows) == (None, "$7:$7")


CHART = """
order = 1
kind = "{kind}"
title.en = "Laws by status"
alt.en = "{{ $total }} laws & more, most of them {{ $top }}."
source.en = "Replies."
[category]
name = "status"
codelist = "status"
header.en = "Status"
[series]
name = "basis"
codelist = "basis"
header.en = "Basis"
[value]
name = "laws"
header.en = "Number of laws"
"""


def with_chart(cycle: Cycle, kind: str) -> Workbook:
    folder = cycle.sql / "charts"
    folder.mkdir()
    (folder / "by_status.toml").write_text(CHART.format(kind=kind), encoding="utf-8")
    (folder / "by_status.sql").write_text("select 1", encoding="utf-8")
    with duckdb.connect(str(cycle.warehouse)) as con:
        con.execute("create schema charts")
        con.execute(
            "create table charts.by_status as from (values ('proposed', 'reply', 1),"
            " ('proposed', 'desk_research', 2), ('in_force', 'reply', 3)) t(status, basis, laws)"
        )
    publish(cycle)
    return workbook(cycle)


def test_a_chart_stands_below_its_table_and_is_described(demo: Cycle) -> None:
    book = with_chart(demo, "bars")
    sheet = book["by_status"]
    assert table(sheet) == [
        ["Status", "Reply", "Desk research"],
        ["Proposed", 1, 2],
        ["In force", 3, 0],
    ]
    (chart,) = sheet._charts  # type: ignore[attr-defined]
    assert [one.val.numRef.f for one in chart.series] == [
        "'by_status'!$B$5:$B$6", "'by_status'!$C$5:$C$6",
    ]  # fmt: skip
    assert sheet.page_setup.fitToHeight == 1
    assert [row[0] for row in table(book["Contents"])[1:]] == [
        "counts", "laws", "by_status", "Evidence",
    ]  # fmt: skip
    with zipfile.ZipFile(demo.outputs / "tables/demo.en.xlsx") as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode("utf-8")
    assert 'descr="6 laws &amp; more, most of them' in drawing


def test_a_matrix_is_its_table_coloured(demo: Cycle) -> None:
    sheet = with_chart(demo, "matrix")["by_status"]
    assert not sheet._charts  # type: ignore[attr-defined]
    one, two, three, none = (sheet[at] for at in ("B5", "C5", "B6", "C6"))
    assert [cell.value for cell in (one, two, three, none)] == [1, 2, 3, 0]
    colours = [cell.fill.fgColor.rgb for cell in (one, two, three)]
    assert len(set(colours)) == 3
    assert none.fill.fill_type is None
    assert {cell.number_format for cell in (one, two, three)} == {"#,##0"}
    accessible = workbook(demo, "en.accessible")["by_status"]
    assert {accessible[at].fill.fill_type for at in ("B7", "C7", "B8", "C8")} == {None}


def test_nothing_is_found_wrong_in_either_profile(demo: Cycle) -> None:
    with duckdb.connect(str(demo.warehouse)) as con:  # a day before Excel's, a sum with cents
        con.execute("update marts.laws set day = null where year(day) < 1900")
        con.execute("update marts.laws set amount = 1234567 where amount > 12")
    publish(demo)
    for language in demo.definition.languages:
        for suffix in ("", ".accessible"):
            assert lint(demo.outputs / f"tables/demo.{language}{suffix}.xlsx") == []


def test_a_text_too_long_for_a_cell_is_cut_visibly(demo: Cycle) -> None:
    with duckdb.connect(str(demo.warehouse)) as con:
        con.execute("update marts.laws set title = repeat('x', 40000) where title = 'Third'")
    publish(demo)
    text = str(table(workbook(demo)["laws"])[1][1])
    assert len(text) == CELL_LIMIT
    assert text.endswith("the whole text is in the CSV file]")


def test_what_is_the_same_in_all_languages_is_cut_in_the_words_of_each(demo: Cycle) -> None:
    with duckdb.connect(str(demo.warehouse)) as con:
        con.execute("update landing.answers set raw = repeat('x', 40000) where row = 1")
    publish(demo)
    for language, sheet, remark in (
        ("en", "Evidence", "the whole text is in the CSV file]"),
        ("fr", "Justificatifs", "le texte intégral figure dans le fichier CSV]"),
        ("zh", "依据", "全文见CSV文件]"),
    ):
        texts = [str(row[7]) for row in table(workbook(demo, language)[sheet])]
        cut = [text for text in texts if len(text) == CELL_LIMIT]
        assert cut
        assert all(text.endswith(remark) for text in cut)


def test_a_table_without_rows_says_so(demo: Cycle) -> None:
    with duckdb.connect(str(demo.warehouse)) as con:
        con.execute("delete from marts.laws")
    publish(demo)
    sheet = workbook(demo, "en.accessible")["laws"]
    assert "none of the 2 replies received gives anything" in str(sheet["A3"].value)
    assert sheet["A7"].value == "State"
    assert sheet.max_row == 7
    assert table(workbook(demo)["Contents"])[2][3] == 0


def test_a_run_that_fails_leaves_the_old_file(
    demo: Cycle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = demo.outputs / "tables/demo.en.xlsx"
    publish(demo)
    before = path.read_bytes()
    with duckdb.connect(str(demo.warehouse)) as con:
        con.execute("update marts.laws set title = 'New'")
    monkeypatch.setattr("rapporteur.disseminate.workbook.empty_sheets.SHEET_LIMIT", 3)
    with pytest.raises(UserError, match="more than a sheet can hold"):
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
    texts = [False] * 2
    assert fitted([10.0, 10.0], [False, True], texts, 0) == [10, LEAST - 10]
    assert fitted([10.0, 10.0], [False, True], texts, 150) == [10, 140]
    narrow, wide, wider = fitted([10.0, 150.0, 160.0], [False, True, True], [False] * 3, 0)
    assert 10 == narrow < wide < wider
    assert narrow + wide + wider == pytest.approx(MOST)
    # Figures keep their room, else they would show as ####.
    text, figures = fitted([300.0, 40.0], [True, False], [False, True], 0)
    assert figures == 40
    assert text + figures == pytest.approx(MOST)
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
