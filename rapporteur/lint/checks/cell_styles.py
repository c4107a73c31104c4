"""Rules about the style of cells: font size, contrast, alignment, number formats."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from operator import attrgetter

from openpyxl.cell import Cell

from rapporteur.lint.book import Book, Region, Sheet, is_number, text_of
from rapporteur.lint.catalogue import catalogue
from rapporteur.lint.colours import Colours, contrast
from rapporteur.lint.violations import Violation
from rapporteur.lint.vocabulary import UNITS, is_symbol

_INK, _PAPER = "000000", "FFFFFF"
_ENOUGH, _ENOUGH_LARGE = 4.5, 3.0  # WCAG 2.2, 1.4.3
_LARGE, _LARGE_BOLD = 18, 14  # points
_LONG_NUMBER = 10_000  # numbers from here on need a thousands separator
_MOST_DECIMALS = 6
_style = attrgetter("_style")
_COLOURED = ("colorScale", "cellIs", "expression", "top10", "aboveAverage")


@dataclass(frozen=True, slots=True)
class _Look:
    """A style as a reader sees it. A colour that cannot be determined is None."""

    size: float
    bold: bool
    ink: str | None
    paper: str | None
    filled: bool
    horizontal: str
    rotated: bool
    number_format: str


class _Looks:
    """The styles of a workbook, each resolved once."""

    def __init__(self, book: Book) -> None:
        self._colours = Colours(book.workbook)
        self._known: dict[bytes, _Look] = {}

    def of(self, cell: Cell) -> _Look:
        key = _style(cell).tobytes()  # ten times as fast as openpyxl's style_id
        if key not in self._known:
            self._known[key] = self._look(cell)
        return self._known[key]

    def _look(self, cell: Cell) -> _Look:
        font, fill, alignment = cell.font, cell.fill, cell.alignment
        solid = fill.fill_type == "solid"
        paper = self._colours.rgb(fill.fgColor, _PAPER) if solid else _PAPER
        return _Look(
            size=float(font.sz or 11),
            bold=bool(font.b),
            ink=self._colours.rgb(font.color, _INK),
            paper=paper if solid or fill.fill_type is None else None,
            filled=fill.fill_type is not None and paper != _PAPER,
            horizontal=alignment.horizontal or "general",
            rotated=bool(alignment.textRotation),
            number_format=cell.number_format,
        )


def check(book: Book) -> Iterator[Violation]:
    """Check the styles of the cells."""
    looks = _Looks(book)
    minimum = catalogue()["font-size"].minimum[book.profile]
    for sheet in book.sheets:
        for cell in sheet.cells.values():
            yield from _cell(sheet, cell, looks.of(cell), minimum)
        for region in sheet.regions:
            yield from _alignment(sheet, region, looks)
            yield from _formats(sheet, region, looks)
            yield from _colours(sheet, region, looks)
        for formatting in sheet.sheet.conditional_formatting:
            for rule in formatting.rules:
                filled = rule.dxf is not None and rule.dxf.fill is not None
                if rule.type in _COLOURED and (rule.type == "colorScale" or filled):
                    at = str(formatting.sqref).partition(" ")[0].partition(":")[0]
                    value = "a conditional format colours cells"
                    yield Violation("colour-alone", sheet.name, at, {"value": value})


def _cell(sheet: Sheet, cell: Cell, look: _Look, minimum: float) -> Iterator[Violation]:
    if look.size < minimum:
        params = {"value": f"{look.size:g}", "minimum": f"{minimum:g}"}
        yield Violation("font-size", sheet.name, cell.coordinate, params)
    if look.ink is not None and look.paper is not None:
        large = look.size >= _LARGE or (look.bold and look.size >= _LARGE_BOLD)
        needed = _ENOUGH_LARGE if large else _ENOUGH
        ratio = contrast(look.ink, look.paper)
        if ratio < needed:
            params = {"value": f"{ratio:.1f}", "minimum": f"{needed:g}"}
            yield Violation("contrast", sheet.name, cell.coordinate, params)
    if look.filled:
        yield Violation("fill", sheet.name, cell.coordinate)
    if look.rotated:
        yield Violation("text-rotated", sheet.name, cell.coordinate)


def _alignment(sheet: Sheet, region: Region, looks: _Looks) -> Iterator[Violation]:
    runs_left = sheet.runs_left
    # Right-aligned digits line up in either reading direction.
    numbers = {"general", "right", "left"} if runs_left else {"general", "right"}
    start = {"general", "right" if runs_left else "left", "justify", "fill"}
    for column in region.columns:
        for cell in column.cells:
            horizontal = looks.of(cell).horizontal
            if is_number(cell.value):
                # The numbers of notes and of sheets are labels.
                counted = column.of_numbers and sheet.role == "data"
                if counted and horizontal not in numbers:
                    yield Violation("number-alignment", sheet.name, cell.coordinate)
            elif horizontal not in start and not column.of_numbers and not _is_short(cell):
                yield Violation("text-alignment", sheet.name, cell.coordinate)


def _is_short(cell: Cell) -> bool:
    return isinstance(cell.value, bool) or is_symbol(text_of(cell).strip())


def _formats(sheet: Sheet, region: Region, looks: _Looks) -> Iterator[Violation]:
    for column in region.columns:
        numbers = [
            cell
            for cell in column.cells
            if isinstance(cell.value, int | float) and is_number(cell.value)
        ]
        if not column.of_numbers:
            continue
        unfit = False
        for cell in numbers:
            shown = looks.of(cell).number_format
            if shown == "@" or (shown == "General" and _needs_format(float(str(cell.value)))):
                value = f"{cell.value} as {'text' if shown == '@' else shown}"
                unfit = True
                yield Violation("number-format", sheet.name, cell.coordinate, {"value": value})
        used = Counter(looks.of(cell).number_format for cell in numbers)
        if len(used) > 1 and not unfit and not _of_many_units(region):
            usual = used.most_common(1)[0][0]
            odd = next(c for c in numbers if looks.of(c).number_format != usual)
            value = ", ".join(sorted(used))
            yield Violation("number-format-mixed", sheet.name, odd.coordinate, {"value": value})


def _of_many_units(region: Region) -> bool:
    """Whether a column names the unit of each row, so that a column of figures has several."""
    return any(word in column.header.lower() for column in region.columns for word in UNITS)


def _needs_format(value: float) -> bool:
    decimals = re.search(r"\.(\d+)", repr(value))
    long = decimals is not None and len(decimals[1]) > _MOST_DECIMALS
    return abs(value) >= _LONG_NUMBER or long


def _colours(sheet: Sheet, region: Region, looks: _Looks) -> Iterator[Violation]:
    """Check for cells that differ in colour from the rest of their column and of their row."""
    rows: dict[int, set[tuple[object, object]]] = {}
    for column in region.columns[1:]:
        for cell in column.cells:
            rows.setdefault(cell.row, set()).add(_pair(looks.of(cell)))
    scale = _is_scale(region, looks)
    for column in region.columns[1:]:
        seen = Counter(_pair(looks.of(cell)) for cell in column.cells if cell.hyperlink is None)
        if len(seen) < 2:
            continue
        usual = seen.most_common(1)[0][0]
        for cell in column.cells:
            pair = _pair(looks.of(cell))
            if scale and is_number(cell.value):
                continue
            if pair != usual and cell.hyperlink is None and len(rows[cell.row]) > 1:
                value = f"font {pair[0]} on {pair[1]}"
                yield Violation("colour-alone", sheet.name, cell.coordinate, {"value": value})


def _is_scale(region: Region, looks: _Looks) -> bool:
    """Whether the fills are a scale, darker for larger numbers: they only repeat the numbers."""
    shades: dict[float, float] = {}
    for column in region.columns:
        for cell in column.cells:
            look = looks.of(cell)
            if look.filled and look.paper and isinstance(cell.value, int | float):
                light = contrast(look.paper, _INK)
                if shades.setdefault(float(cell.value), light) != light:
                    return False
    lights = [shades[value] for value in sorted(shades)]
    return len(set(lights)) > 2 and lights == sorted(lights, reverse=True)


def _pair(look: _Look) -> tuple[str | None, str | None]:
    return look.ink, look.paper
