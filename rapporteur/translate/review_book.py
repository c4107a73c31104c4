"""A workbook of translations to be filled: a guide, then sheets whose rows have keys.

What comes back is found by the names in the hidden first row and by the keys, never by positions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.build.draft import FittedRow
from rapporteur.design.cycle import Cycle
from rapporteur.language.cldr import locale
from rapporteur.language.messages import message
from rapporteur.language.text_width import MAX_HEIGHT
from rapporteur.language.typeface import ACCENT, GREY, SIZE, Typeface, typeface
from rapporteur.translate.look import add_look

KIND = "rapporteur:translations"
"""The first cell of the sheet that identifies such a workbook."""

BEFORE, HEADER = "before", "#header"
"""The hidden column that says what a row was like, and what stands in it beside the headers."""

IDENTIFICATION = "rapporteur"
MOST = 32_000  # signs of a cell; Excel allows little more
_NAMES, _TITLE, _HEADER = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `choices` are those of a drop-down; `prompt` is shown beside a cell to be filled.

    A hidden column is for the program alone.
    """

    name: str
    width: float
    style: str
    choices: tuple[str, ...] = ()
    prompt: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Part:
    """A sheet: its rows by the name of the column; `closed` are columns that are locked here."""

    title: str
    heading: str
    rows: Sequence[Mapping[str, str]]
    closed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Guide:
    """The first sheet: what the workbook is and how it is filled in."""

    title: str
    facts: Sequence[tuple[str, str]]
    steps: Sequence[str]


def say(language: str, key: str, **params: str | int) -> str:
    """The sentence `translations-<key>`."""
    return message(language, f"translations-{key}", **params)


def language_name(language: str, reader: str) -> str:
    """What a language is called."""
    return str(locale(reader).languages.get(language, language))


def book(
    cycle: Cycle,
    kind: str,
    language: str,
    guide: Guide,
    columns: Sequence[Column],
    parts: Sequence[Part],
) -> Workbook:
    """The workbook for those who translate the cycle into `language`.

    The same texts give the same workbook.
    """
    workbook = Workbook()
    face = typeface(language)
    add_look(workbook, face)
    first = workbook.worksheets[0]
    first.title = say(language, "part-guide")
    _guide(first, guide, language, face, parts)
    for part in parts:
        sheet = workbook.create_sheet(part.title)
        _fill(sheet, part, columns, language, face)
    known = workbook.create_sheet(IDENTIFICATION)
    known.sheet_state = "hidden"
    for row in ((KIND, kind), ("cycle", cycle.id), ("language", language)):
        known.append(row)
    properties = workbook.properties
    properties.title, properties.language = guide.title, language
    properties.creator = properties.lastModifiedBy = "rapporteur"
    opened = datetime.combine(cycle.definition.opens_on, time())
    properties.created = properties.modified = opened
    return workbook


def _guide(
    sheet: Worksheet, guide: Guide, language: str, face: Typeface, parts: Sequence[Part]
) -> None:
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 30, 96

    def put(column: int, value: str | int, style: str) -> Cell:
        cell = _put(sheet, row, column, value, style)
        width = sheet.column_dimensions[get_column_letter(column)].width
        height = face.height(str(value), width - 3) + 6
        former = sheet.row_dimensions[row].height or 0
        sheet.row_dimensions[row].height = max(former, round(height, 1), 22)
        return cell

    row = 1
    _put(sheet, row, 1, guide.title, "tr_cover")
    sheet.row_dimensions[row].height = 34
    for label, text in guide.facts:
        row += 1
        put(1, label, "rp_fact")
        put(2, text, "tr_words")
    row += 2
    put(1, say(language, "heading-how"), "tr_heading")
    for number, step in enumerate(guide.steps, start=1):
        row += 1
        put(1, number, "rp_code")
        put(2, step, "tr_words")
    row += 2
    put(1, say(language, "heading-sheets"), "tr_heading")
    put(2, say(language, "fact-texts"), "tr_words")
    for part in parts:
        row += 1
        link = put(1, part.title, "rp_link")
        quoted = part.title.replace("'", "''")
        link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{quoted}'!A1")
        put(2, len(part.rows), "tr_count")
    _set_up(sheet, language, face, landscape=False)


def _fill(
    sheet: Worksheet, part: Part, columns: Sequence[Column], language: str, face: Typeface
) -> None:
    for at, column in enumerate(columns, start=1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.hidden
        sheet.cell(_NAMES, at, column.name)
        if column.name == BEFORE:
            sheet.cell(_HEADER, at, HEADER)
        elif not column.hidden:
            _put(sheet, _HEADER, at, say(language, f"column-{column.name}"), "rp_header")
    sheet.row_dimensions[_NAMES].hidden = True
    first = next(at for at, column in enumerate(columns, start=1) if not column.hidden)
    _put(sheet, _TITLE, first, part.heading, "tr_title")
    sheet.row_dimensions[_TITLE].height, sheet.row_dimensions[_HEADER].height = 28, 34
    for row, cells in enumerate(part.rows, start=_HEADER + 1):
        tall = 18.0
        for at, column in enumerate(columns, start=1):
            value = cells.get(column.name, "")
            style = "locked" if column.name in part.closed else column.style
            _put(sheet, row, at, value, f"tr_{style}")
            if not column.hidden and value:
                size = 8 if style == "key" else SIZE
                tall = max(tall, face.height(value, column.width - 3, size) + 6)
        height = round(min(tall, MAX_HEIGHT), 1)
        sheet.row_dimensions[row] = FittedRow(sheet, row, ht=height)
    last = _HEADER + max(1, len(part.rows))
    for at, column in enumerate(columns, start=1):
        if (column.choices or column.prompt) and column.name not in part.closed:
            rule = _rule(column, language)
            rule.add(f"{get_column_letter(at)}{_HEADER + 1}:{get_column_letter(at)}{last}")
            sheet.add_data_validation(rule)
    sheet.auto_filter.ref = f"A{_HEADER}:{get_column_letter(len(columns))}{last}"
    sheet.freeze_panes = f"A{_HEADER + 1}"
    sheet.print_title_rows = f"{_HEADER}:{_HEADER}"
    _set_up(sheet, language, face, landscape=True)


def _put(sheet: Worksheet, row: int, column: int, value: str | int, style: str) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)  # nothing is merged
    cell.style = style
    if isinstance(value, int):
        cell.value = value
    elif value:
        cell.value = ILLEGAL_CHARACTERS_RE.sub(" ", value)[:MOST]
        if value.startswith(("=", "+", "-", "@")):  # must never become a formula
            cell.data_type = "s"
            cell.quotePrefix = True
    return cell


def _rule(column: Column, language: str) -> DataValidation:
    rule = DataValidation(type=None)
    if column.choices:
        rule = DataValidation(type="list", formula1=f'"{",".join(column.choices)}"')
        rule.errorStyle = "stop"
        rule.errorTitle = say(language, "refuse-title")
        rule.error = say(language, "refuse-choice")
        rule.showErrorMessage = True
    if column.prompt:
        rule.promptTitle = say(language, f"column-{column.name}")[:32]
        rule.prompt = column.prompt
        rule.showInputMessage = True
    rule.allow_blank = True
    return rule


def _set_up(sheet: Worksheet, language: str, face: Typeface, *, landscape: bool) -> None:
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.rightToLeft = face.right_to_left
    sheet.sheet_properties.tabColor = ACCENT
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = int(Worksheet.PAPERSIZE_A4)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    page = say(language, "page", page="&P", pages="&N")
    footer: Any = sheet.oddFooter
    for band, text in ((footer.left, "&A"), (footer.right, page)):
        band.text, band.size, band.color = text, 8, GREY
    protection = sheet.protection
    protection.sheet = True
    # In the file format, False means that the action is not locked.
    protection.formatCells = protection.formatColumns = protection.formatRows = False
    protection.autoFilter = False
