"""One thing done to a workbook with nothing wrong: it sets off the rule, and no other one."""

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.lint.catalogue import Profile, catalogue
from rapporteur.lint.linter import lint
from tests.lint.workbooks import (
    Edit,
    Row,
    fill,
    good,
    link,
    marked_up,
    patched,
    regions,
    written,
)

SIZE = Font(name="Arial", size=12)
RAISED = TextBlock(InlineFont(vertAlign="superscript"), "1")


def put(at: str, value: object, **look: object) -> Edit:
    """Put a value into a cell of the data, and give it another look."""

    def edit(book: Workbook) -> None:
        cell = book["Regions"][at]
        cell.value = value
        cell.font = SIZE
        for name, setting in look.items():
            setattr(cell, name, setting)

    return edit


def look(at: str, **settings: object) -> Edit:
    """Give a cell of the data another look."""

    def edit(book: Workbook) -> None:
        for name, setting in settings.items():
            setattr(book["Regions"][at], name, setting)

    return edit


def properties(**values: object) -> Edit:

    def edit(book: Workbook) -> None:
        for name, value in values.items():
            setattr(book.properties, name, value)

    return edit


def both(*edits: Edit) -> Edit:

    def edit(book: Workbook) -> None:
        for change in edits:
            change(book)

    return edit


def another(name: str, title: str = "Another title", **properties: object) -> Edit:
    """One more sheet of the contents' list, with a text alone."""

    def edit(book: Workbook) -> None:
        sheet = book.create_sheet(name)
        sheet["A1"] = title
        sheet["A1"].font = SIZE
        for key, value in properties.items():
            setattr(sheet, key, value)
        book["Contents"]["B4"].hyperlink = f"#'{name.replace(chr(39), chr(39) * 2)}'!A1"

    return edit


def long_table(sheet: Worksheet, rows: int) -> None:
    """Make the table of the data so long."""
    for row in range(7, rows + 3):
        more: Row = ("More", 1, 2.5)
        for column, value in enumerate(more, start=1):
            cell = sheet.cell(row, column, value)
            cell.font = SIZE
            cell.number_format = "General" if column == 1 else sheet.cell(3, column).number_format
    sheet.tables["regions_list"].ref = f"A2:C{rows + 2}"


def moved(sheet: Worksheet) -> None:
    """Move the table one column away from the edge."""
    sheet.move_range("A2:C6", cols=1)
    sheet.tables["regions_list"].ref = "B2:D6"
    sheet.column_dimensions["D"].width = 20


def second_table(sheet: Worksheet) -> None:
    table = sheet.tables.pop("regions_list")
    fill(sheet, sheet["A1"].value, ("Region", "Cooperatives (number)"), [("North", 12)])
    sheet.tables.pop("regions_list")
    table.ref = "A2:C3"
    sheet.add_table(table)
    for column in range(1, 4):
        sheet.cell(2, column).value = table.tableColumns[column - 1].name
        sheet.cell(2, column).font = SIZE
        for row in range(4, 9):
            sheet.cell(row, column).value = None
    sheet["A3"], sheet["B3"], sheet["C3"] = "North", 12, 1.5
    places: tuple[Row, ...] = (("Place", "People"), ("Here", 5))
    for row, texts in enumerate(places, start=6):
        for column, value in enumerate(texts, start=1):
            sheet.cell(row, column, value).font = SIZE
            sheet.cell(row, column).number_format = "General" if column == 1 else "#,##0"
    sheet.add_table(marked_up("places_list", "A6:B7", ("Place", "People")))


def frozen_far_down(sheet: Worksheet) -> None:
    """A long table whose header is repeated on paper alone."""
    long_table(sheet, 60)
    sheet.print_title_rows = "2:2"


def headless(sheet: Worksheet) -> None:
    """Turn the header row off, as Excel does: its cells are emptied."""
    table = sheet.tables["regions_list"]
    table.headerRowCount, table.ref = 0, "A3:C6"
    for column in "ABC":
        sheet[f"{column}2"].value = None
    sheet["C6"].value = "[note 1]"


def chart(sheet: Worksheet) -> None:
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=3, max_row=6))
    sheet.add_chart(chart, "E2")


def header(at: str, text: object, in_table: str | None = None) -> Edit:
    """Change a header, in the cell and, if `in_table` is set, to that in the table."""

    def edit(book: Workbook) -> None:
        sheet = book["Regions"]
        sheet[at].value = text
        number = sheet[at].column - 1
        sheet.tables["regions_list"].tableColumns[number].name = in_table or str(text)

    return edit


def scale(sheet: Worksheet) -> None:
    rule = ColorScaleRule(  # type: ignore[no-untyped-call]
        start_type="min", start_color="FFFFFF", end_type="max", end_color="FFD966"
    )
    sheet.conditional_formatting.add("C3:C6", rule)


def choices(sheet: Worksheet) -> None:
    validation = DataValidation(type="list", formula1='"' + ",".join(["choice"] * 40) + '"')
    validation.add("C3")
    sheet.add_data_validation(validation)


def many_links(sheet: Worksheet) -> None:
    for row in range(10, 65_541):
        link(sheet, f"AD{row}", "Regions!A1")
        sheet.cell(row, 30).value = " "  # openpyxl drops the links of empty cells


def pages(sheet: Worksheet, text: str) -> None:
    footer = sheet.oddFooter
    assert footer is not None
    assert footer.left is not None
    footer.left.text = text


def wide(sheet: Worksheet) -> None:
    for letter in "ABC":
        sheet.column_dimensions[letter].width = 60


def without_contents(book: Workbook) -> None:
    del book["Contents"]
    fill(book.create_sheet("Towns"), "Towns", ("Town", "People"), [("Here", 5)])
    for row in book["Towns"].iter_rows():
        for cell in row:
            cell.font = SIZE
    for letter in "AB":
        book["Towns"].column_dimensions[letter].width = 30


SPECIFICATION: dict[str, Edit] = {
    "document-title": properties(title=None),
    "document-language": properties(language="English, mostly"),
    "document-creator": properties(creator="openpyxl"),
    "text-direction": properties(language="ar"),
    "first-sheet": both(
        lambda book: book.move_sheet("Notes", -2), lambda book: setattr(book, "active", 0)
    ),
    "sheet-empty": both(
        another("Empty"), lambda book: book["Empty"].__setitem__("A1", None)
    ),
    "sheet-hidden": another("More", sheet_state="hidden"),
    "rows-hidden": regions(lambda sheet: setattr(sheet.row_dimensions[4], "hidden", True)),
    "columns-hidden": regions(lambda sheet: setattr(sheet.column_dimensions["C"], "hidden", True)),
    "title-missing": put("A1", None),
    "title-repeated": put("A1", "Notes to the table"),
    "sheet-name-default": another("Sheet3"),
    "sheet-name-spaces": another("Further remarks"),
    "contents-incomplete": lambda book: setattr(book["Contents"]["A3"], "hyperlink", None),
    "contents-missing": without_contents,
    "table-missing": regions(lambda sheet: sheet.tables.pop("regions_list")),
    "table-name-default": regions(
        lambda sheet: setattr(sheet.tables["regions_list"], "displayName", "Table1")
    ),
    "table-header-row": regions(headless),
    "table-incomplete": regions(
        lambda sheet: setattr(sheet.tables["regions_list"], "ref", "A2:C5")
    ),
    "several-tables": regions(second_table),
    "table-position": regions(moved),
    "below-table": put("A8", "Source: the Office of Examples."),
    "merged-in-table": regions(lambda sheet: sheet.merge_cells("A4:A5")),
    "merged-outside-table": regions(lambda sheet: sheet.merge_cells("A1:C1")),
    "header-rows": both(
        lambda book: book["Regions"].insert_rows(2),
        regions(lambda sheet: setattr(sheet.tables["regions_list"], "ref", "A3:C7")),
        put("B2", "Both"),
        put("C2", "Of these"),
    ),
    "header-empty": header("B2", None, "Column1"),
    "header-repeated": header("B2", "region"),
    "header-differs": header("B2", "Cooperatives", "Companies"),
    "blank-row": both(put("A4", None), put("B4", None), put("C4", None)),
    "empty-cell": put("C4", None),
    "filter-buttons": regions(
        lambda sheet: setattr(
            sheet.tables["regions_list"],
            "autoFilter",
            AutoFilter(ref="A2:C6"),
        )
    ),
    "number-as-text": put("B4", "1,234"),
    "text-in-numbers": put("B4", "not yet"),
    "symbol-unexplained": put("B5", "[c]"),
    "symbol-bare": both(put("B5", ".."), lambda book: book["Cover"].__setitem__("A3", ".. no [x]")),
    "note-undefined": put("A4", "South [note 2]"),
    "note-unused": header("C2", "Members (thousands)"),
    "superscript": put("A4", CellRichText("South", RAISED)),
    "formula-like": put("A4", "=South", data_type="s"),
    "error-value": put("B4", "#DIV/0!", data_type="e"),
    "formula-without-value": put("B4", "=1+1"),
    "number-alignment": look("B4", alignment=Alignment(horizontal="center")),
    "text-alignment": look("A4", alignment=Alignment(horizontal="center")),
    "number-format": put("B4", 123456, number_format="@"),
    "number-format-mixed": look("C4", number_format="#,##0.00"),
    "font-size": look("A4", font=Font(name="Arial", size=11)),
    "contrast": look("A4", font=Font(name="Arial", size=12, color="FF999999")),
    "colour-alone": look("B4", font=Font(name="Arial", size=12, color="FFC00000")),
    "fill": look("A2", fill=PatternFill("solid", fgColor="FFEEEEEE")),
    "text-rotated": look("A2", alignment=Alignment(textRotation=90)),
    "text-cut-off": put("A4", "A name that is far too long for the column it stands in, by half"),
    "number-cut-off": both(
        put("B4", 10_400_000_000_000, number_format="#,##0"),
        header("B2", "Number"),
        regions(lambda sheet: setattr(sheet.column_dimensions["B"], "width", 12.4)),
    ),
    "alt-text": regions(chart),
    "link-broken": lambda book: link(book["Cover"], "A2", "'Nowhere'!A1"),
    "link-text": both(
        lambda book: book["Cover"].__setitem__("A4", "Click here"),
        lambda book: setattr(book["Cover"]["A4"], "font", SIZE),
        lambda book: setattr(book["Cover"]["A4"], "hyperlink", "https://example.org/"),
    ),
    "active-sheet": lambda book: setattr(book, "active", 3),
    "active-cell": lambda book: setattr(
        book["Cover"].sheet_view.selection[0], "activeCell", "B2"
    ),
    "active-cell-others": regions(
        lambda sheet: setattr(sheet.sheet_view.selection[0], "activeCell", "B2")
    ),
    "panes-frozen": regions(lambda sheet: setattr(sheet, "freeze_panes", "A3")),
    "page-header": regions(lambda sheet: pages(sheet, "Page &P")),
    "print-titles": regions(lambda sheet: long_table(sheet, 60)),
    "print-width": regions(wide),
    "cell-lines": put("A3", "a\n" * 260),
    "list-too-long": regions(choices),
    "size-limits": lambda book: setattr(book["Cover"].column_dimensions["A"], "width", 300),
    "name-invalid": lambda book: book.defined_names.__setitem__(
        "B4", DefinedName("B4", attr_text="1")
    ),
    "name-broken": lambda book: book.defined_names.__setitem__(
        "gone", DefinedName("gone", attr_text="Regions!#REF!")
    ),
    "too-many-links": regions(many_links),
}  # fmt: skip
"""What is done to the workbook, by the one rule that it sets off."""

PATCHES: dict[str, tuple[str, str, str]] = {
    "sheet-name-invalid": ("xl/workbook.xml", 'name="Cover"', 'name="Cover\'"'),
    "cell-too-long": ("xl/worksheets/sheet1.xml", "Office of Examples", "x" * 32_768),
    "external-links": ("xl/externalLinks/externalLink1.xml", "", ""),
    "macros": ("xl/vbaProject.bin", "", ""),
    "element-order": (
        "xl/worksheets/sheet4.xml",
        "</sheetData>",
        '<autoFilter ref="A2:C6"/></sheetData>',
    ),
    "font-order": ("xl/styles.xml", "<font>(.*?)(<name [^>]*/>)", r"<font>\2\1"),
    "sheet-too-large": ("xl/worksheets/sheet1.xml", 'r="A3"', 'r="XFE3"'),
}
"""What openpyxl would not write: a part, the pattern replaced in it, and by what."""


def violated(path: Path, profile: Profile | None = None) -> list[str]:
    return sorted({problem.rule for problem in lint(path, profile)})


def test_nothing_is_wrong_with_a_good_workbook(tmp_path: Path) -> None:
    path = written(good(), tmp_path / "good.xlsx")
    assert lint(path) == []


@pytest.mark.parametrize("rule", list(SPECIFICATION))
def test_one_thing_sets_off_one_rule(rule: str, tmp_path: Path) -> None:
    book = good()
    SPECIFICATION[rule](book)
    assert violated(written(book, tmp_path / "book.xlsx")) == [rule]


@pytest.mark.parametrize("rule", list(PATCHES))
def test_what_other_programs_write(rule: str, tmp_path: Path) -> None:
    path = patched(written(good(), tmp_path / "book.xlsx"), *PATCHES[rule])
    assert rule in violated(path)


UN: dict[str, Edit] = {
    "symbol-bracketed": put("B5", "[x]"),
    "header-not-frozen": regions(frozen_far_down),
}


def un() -> Workbook:
    """The good workbook as the United Nations would have it."""
    book = good()
    put("B5", "..")(book)
    book["Cover"]["A3"] = ".. means not available; [x] is not used."
    return book


def test_the_profiles_do_not_fire_at_each_other(tmp_path: Path) -> None:
    book = un()
    put("A2", "Region", fill=PatternFill("solid", fgColor="FFEEEEEE"))(book)
    for rule in ("panes-frozen", "filter-buttons", "page-header", "superscript", "below-table"):
        SPECIFICATION[rule](book)
    for cells in book["Regions"].iter_rows():
        for cell in cells:
            cell.font = Font(name="Arial", size=10)
    path = written(book, tmp_path / "book.xlsx")
    assert violated(path, Profile.UN) == []
    assert {"symbol-bare", "font-size", "fill"} < set(violated(path, Profile.ACCESSIBLE))


@pytest.mark.parametrize("rule", list(UN))
def test_one_thing_sets_off_one_rule_of_the_un_profile(rule: str, tmp_path: Path) -> None:
    book = un()
    UN[rule](book)
    assert violated(written(book, tmp_path / "book.xlsx"), Profile.UN) == [rule]


def test_a_page_header_may_be_too_long(tmp_path: Path) -> None:
    book = good()
    pages(book["Regions"], "x" * 300)
    path = written(book, tmp_path / "book.xlsx")
    assert violated(path) == ["page-header", "page-header-too-long"]


def test_a_blank_column_has_no_header_either(tmp_path: Path) -> None:
    book = good()
    for row in range(2, 7):
        put(f"B{row}", None)(book)
    path = written(book, tmp_path / "book.xlsx")
    assert violated(path) == ["blank-column", "header-empty"]


def test_a_file_name_with_spaces_is_told_of(tmp_path: Path) -> None:
    assert violated(written(good(), tmp_path / "my tables.xlsx")) == ["file-name"]


def test_a_text_box_is_read(tmp_path: Path) -> None:
    book = good()
    chart(book["Regions"])
    path = written(book, tmp_path / "book.xlsx")
    drawn = (
        "<xdr:sp><xdr:nvSpPr><xdr:cNvPr id='2' name='Box'/></xdr:nvSpPr><xdr:txBody><a:p><a:r>"
        "<a:t>Provisional</a:t></a:r></a:p></xdr:txBody></xdr:sp>"
    )
    names = "xmlns:xdr='http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing' "
    names += "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'"
    drawn = drawn.replace("<xdr:sp>", f"<xdr:sp {names}>", 1)
    patched(
        path, "xl/drawings/drawing1.xml", r"<(?:\w+:)?graphicFrame.*</(?:\w+:)?graphicFrame>", drawn
    )
    problems = {problem.rule: problem for problem in lint(path)}
    assert set(problems) == {"text-box"}
    assert problems["text-box"].where == "Regions!E2"
    assert "Provisional" in problems["text-box"].message


def test_every_rule_is_set_off_by_a_test() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    for rule in catalogue():
        assert rule in SPECIFICATION or rule in PATCHES or f'"{rule}"' in here, rule
