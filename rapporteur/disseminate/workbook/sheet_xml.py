"""The rows of a sheet as SpreadsheetML (ECMA-376): the part of a workbook that must be fast.

openpyxl, which makes the rest, takes some fifty microseconds for a styled cell; this takes one.
Cells do not state their address, which the standard leaves to choice: a cell that is made once
can be used again, in another row and in the workbook of another profile.
"""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from xml.sax.saxutils import quoteattr

from openpyxl.utils import get_column_letter, quote_sheetname

from rapporteur.disseminate.content.grid import (
    Cell,
    Field,
    Grid,
    GridColumn,
    Line,
    Link,
    Marked,
    Symbol,
    shown,
)
from rapporteur.disseminate.content.profiles import Profile
from rapporteur.disseminate.content.text_measure import LINE, clipped, height, plain_length
from rapporteur.disseminate.workbook.styles import LINK_LIMIT, Styles
from rapporteur.language.cldr import is_rtl_text

FORMULA = ("=", "+", "-", "@")
"""The first characters of a text that could be taken for a formula."""

# Characters that XML must not hold as they are, and what Excel takes for an escaped character.
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

TOKENS = {"not_available": "\x00", "not_applicable": "\x01", "included_elsewhere": "\x02"}
"""Placeholders of symbols until the profile is known: characters that no text in XML has."""


def text(style: int, value: str) -> str:
    """A cell with a text, which is never a formula."""
    return cell(style, _escaped(value))


def cell(style: int, escaped: str) -> str:
    """A cell with a text that is XML already."""
    kept = ' xml:space="preserve"' if escaped != escaped.strip() or "\n" in escaped else ""
    return f'<c s="{style}" t="inlineStr"><is><t{kept}>{escaped}</t></is></c>'


def marked(style: int, line: Marked, font: str) -> str:
    """A cell with a text and superscript marks. `font` has the properties of its run."""
    words = line.plain
    at = len(line.marks) if line.before else len(words) - len(line.marks)
    marks = f'<rPr>{font}<vertAlign val="superscript"/></rPr>'
    styled = [(f"<rPr>{font}</rPr>", words[:at]), (marks, words[at:])]
    if line.before:
        styled = [(marks, words[:at]), (f"<rPr>{font}</rPr>", words[at:])]
    runs = "".join(
        f'<r>{properties}<t xml:space="preserve">{_escaped(text)}</t></r>'
        for properties, text in styled
        if text
    )
    return f'<c s="{style}" t="inlineStr"><is>{runs}</is></c>'


def _escaped(value: str) -> str:
    if _SPECIAL.search(value):
        return _SPECIAL.sub(lambda m: _NAMED.get(m[0]) or f"_x{ord(m[0]):04X}_", value)
    return value


def number(style: int, value: float) -> str:
    """A cell with a number."""
    return f'<c s="{style}"><v>{value!r}</v></c>'


CHUNK = 500
"""How many rows are made at once."""

_EPOCH = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar is wrong
_REMEMBERED = 2_000  # cells of a column

# ASCII letters, figures and signs without a meaning in XML, beginning with a letter.
_PLAIN = re.compile(r"[A-Za-z](?:[ !-%'-;=?-^`-~]++|_(?!x))*+(?<! )").fullmatch


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a table. `heights` are in points of ten-point type.

    `links` belong to cells: the place of the row in the chunk, the column's letter, the link.
    """

    heights: Sequence[float]
    cells: Sequence[str]
    links: Sequence[tuple[int, str, Link]]


Memo = dict[Hashable, list["_Made"]]
"""The cells of a chunk in columns that are the same in several languages."""


class Body:
    """Makes the rows of a table, the same in every profile. `too_long` ends a shortened text."""

    def __init__(self, grid: Grid, styles: Styles, too_long: str) -> None:
        self._grid = grid
        self._styles = styles
        self._columns = [
            _Column(field, column, room, styles, too_long)
            for field, column, room in zip(
                grid.rows.fields, grid.columns, grid.widths, strict=len(grid.rows) > 0
            )
        ]

    def chunk(self, first: int, memo: Memo) -> Chunk:
        """At most `CHUNK` rows, beginning with number `first` (from 0).

        `memo` is shared by the languages, for the same rows.
        """
        items = self._grid.rows.items[first : first + CHUNK]
        made = [column.cells(items, memo, at) for at, column in enumerate(self._columns)]
        if self._grid.fills:
            self._fill(made, items, first)
        heights = [LINE] * len(items)
        links: list[tuple[int, str, Link]] = []
        for at, (column, cells) in enumerate(zip(self._columns, made, strict=True)):
            if column.tall:
                heights = list(map(max, heights, [drawn[1] for drawn in cells]))
            if column.linked:
                letter = get_column_letter(at + 1)
                links += [(row, letter, drawn[2]) for row, drawn in enumerate(cells) if drawn[2]]
        texts = zip(*[[drawn[0] for drawn in cells] for cells in made], strict=True)
        return Chunk(heights, ["".join(row) for row in texts], links)

    def _fill(self, made: Sequence[list["_Made"]], items: Sequence[object], first: int) -> None:
        for (row, at), colour in self._grid.fills.items():
            if 0 <= row - first < len(items):
                field, style = self._grid.rows.fields[at], self._styles.filled(colour)
                value = field.cell(field.value(items[row - first]))
                cell_of = (
                    number(style, value)
                    if isinstance(value, int | float)
                    else text(style, shown(value))
                )
                made[at][row - first] = cell_of, made[at][row - first][1], None


_Made = tuple[str, float, Link | None]
"""A cell, the height of its text, and its link."""


class _Column(dict[Hashable, _Made]):
    """The cells of a column by their values, most of which come many times.

    `tall`, `linked` and `cut` say whether any cell so far is higher than a line, has a link, or
    was too long for a cell.
    """

    def __init__(
        self,
        field: Field,
        column: GridColumn,
        room: float,
        styles: Styles,
        too_long: str,
    ) -> None:
        super().__init__()
        self.tall, self.linked, self.cut = False, False, False
        self._field = field
        self._column, self._room = column, room
        self._styles, self._too_long = styles, too_long
        # A short plain text needs neither escaping nor measuring.
        self._most = plain_length(room)
        style = styles.other_way if styles.rtl else styles.text
        self._start, self._end = text(style, "|").split("|")
        self._link_start, _ = text(styles.link, "|").split("|")

    def cells(self, items: Sequence[object], memo: Memo, at: int) -> list[_Made]:
        """The cells of these items; where they are the same in other languages, made once."""
        values = map(self._field.value, items)
        if not self._field.common:
            return list(map(self.__getitem__, values))
        key = at, self._room, self._styles.texts
        if key in memo:
            self.tall = True  # perhaps: their heights were not looked at here
            return memo[key]
        made = list(map(self.__getitem__, values))
        if not self.cut:  # a shortened text says so in its language
            memo[key] = made
        return made

    def __missing__(self, value: Hashable) -> _Made:
        made = self._made(self._field.cell(value))
        if made[1] > LINE:
            self.tall = True
        if len(self) < _REMEMBERED:
            self[value] = made
        return made

    def _made(self, value: Cell) -> _Made:
        if isinstance(value, str):
            if self._plain(value):
                return self._start + value + self._end, LINE, None
            return self._text(value), height(value, self._room), None
        if isinstance(value, Link):
            self.linked = True
            if self._plain(value.text):
                return self._link_start + value.text + self._end, LINE, value
            cut = clipped(value.text, self._too_long)
            return text(self._styles.link, cut), height(value.text, self._room), value
        return self._figure(value), LINE, None

    def _plain(self, value: str) -> bool:
        return len(value) <= self._most and _PLAIN(value) is not None

    def _text(self, value: str) -> str:
        styles = self._styles
        style = styles.formula_like if value.startswith(FORMULA) else styles.text
        if style == styles.text and is_rtl_text(value) not in (styles.rtl, None):
            style = styles.other_way
        fitting = clipped(value, self._too_long)
        self.cut = self.cut or fitting.endswith(self._too_long)
        return text(style, fitting)

    def _figure(self, value: Symbol | date | float) -> str:
        styles, column = self._styles, self._column
        if isinstance(value, Symbol):
            style = styles.number(column) if column.numeric else styles.text
            return cell(style, TOKENS[value.missing])
        if isinstance(value, date):
            if value < _FIRST_DAY:
                return text(styles.date, value.isoformat())
            return number(styles.date, (value - _EPOCH).days)
        return number(styles.number(column, value), value)


COVER_WIDTHS = (26.0, 100.0)


class Part(Protocol):
    """The rows of a sheet in one profile."""

    def head(self) -> str:
        """The rows above the table, and its header."""
        ...

    def body(self, rows: Chunk) -> str:
        """The next rows of the table."""
        ...

    def tail(self) -> str:
        """The rows below the table."""
        ...

    def hyperlinks(self) -> str:
        """The links of the rows so far, as XML."""
        ...


class CoverPart:
    """The cover: a title, facts with their labels, a link to the contents."""

    def __init__(
        self,
        title: str,
        facts: Sequence[tuple[str, str]],
        contents: Link,
        styles: Styles,
        too_long: str,
    ) -> None:
        self._title = title
        self._facts = facts
        self._contents = contents
        self._styles = styles
        self._too_long = too_long

    def head(self) -> str:
        """All of it."""
        styles = self._styles
        rows = f'<row r="1">{text(styles.title, self._title)}</row>'
        for row, (label, words) in enumerate(self._facts, start=2):
            cells = text(styles.label, label)
            cells += text(styles.text, clipped(words, self._too_long))
            rows += styles.row(row, height(words, COVER_WIDTHS[1]), cells)
        link = text(styles.above_link, self._contents.text)
        return rows + f'<row r="{2 + len(self._facts)}">{link}</row>'

    def body(self, rows: Chunk) -> str:
        """Nothing: a cover has no table."""
        return ""

    def tail(self) -> str:
        """Nothing."""
        return ""

    def hyperlinks(self) -> str:
        """The link to the contents."""
        links = _Links({})
        links.add([(f"A{2 + len(self._facts)}", self._contents)])
        return links.xml()


class GridPart:
    """A grid in one profile. `tables` gives the row of each sheet's header."""

    def __init__(
        self, grid: Grid, styles: Styles, profile: Profile, tables: Mapping[str, int]
    ) -> None:
        self._grid = grid
        self._styles = styles
        self._profile = profile
        self._row = 1
        self._links = _Links(tables)

    def head(self) -> str:
        """Title, lines and header."""
        grid = self._grid
        rows = "".join(self._line(line) for line in grid.preface)
        if grid.spanned:
            rows += self._spanners()
        return rows + self._header()

    def body(self, rows: Chunk) -> str:
        """The next rows of the table, with the symbols of the profile."""
        height = self._styles.height
        text = "".join(
            [
                f'<row r="{row}"{height(tall)}>{cells}</row>'
                for row, (tall, cells) in enumerate(
                    zip(rows.heights, rows.cells, strict=True), start=self._row
                )
            ]
        )
        self._links.add([(f"{letter}{self._row + at}", link) for at, letter, link in rows.links])
        self._row += len(rows.cells)
        for missing, token in TOKENS.items():
            text = text.replace(token, getattr(self._profile, missing))
        return text

    def tail(self) -> str:
        """The lines below."""
        return "".join(self._line(line) for line in self._grid.afterword)

    def hyperlinks(self) -> str:
        """The links of the rows so far, as many as a sheet may have."""
        return self._links.xml()

    def _line(self, line: Line) -> str:
        """A line above or below the table."""
        styles, row = self._styles, self._row
        style = styles.title if row == 1 else styles.above
        if isinstance(line, Link):
            self._links.add([(f"A{row}", line)])
            cell = text(styles.above_link, line.text)
        elif isinstance(line, Marked):
            cell = marked(style, line, styles.run(title=row == 1))
        else:
            cell = text(styles.above_formula if line.startswith(FORMULA) else style, line)
        self._row += 1
        return f'<row r="{row}">{cell}</row>'

    def _spanners(self) -> str:
        """The headings of several columns each, centred across them: merged cells mislead."""
        cells, last = "", ""
        for column in self._grid.columns:
            if column.spanner and column.spanner == last:
                cells += f'<c s="{self._styles.spanner}"/>'
            else:
                style = self._styles.spanner if column.spanner else self._styles.header
                cells += text(style, column.spanner)
            last = column.spanner
        self._row += 1
        return self._styles.row(self._row - 1, LINE, cells)

    def _header(self) -> str:
        grid, styles = self._grid, self._styles
        cells = ""
        for column in grid.columns:
            style = styles.number_header if column.numeric else styles.header
            if column.marks:
                header = Marked(column.header, column.marks)
                cells += marked(style, header, styles.run(bold=True))
            else:
                cells += text(style, column.header)
        tall = max(
            height(column.name, room)
            for column, room in zip(grid.columns, grid.widths, strict=True)
        )
        self._row += 1
        # The buttons of the filter stand at the foot of the header, below its text.
        return styles.row(self._row - 1, tall + 0.8 * styles.buttons, cells)


class _Links:
    """The links of a sheet, as many as Excel allows, kept as XML, which takes little memory."""

    def __init__(self, tables: Mapping[str, int]) -> None:
        self._tables = tables
        self._targets: dict[str, str] = {}
        self._made: list[str] = []
        self._left = LINK_LIMIT

    def add(self, links: Sequence[tuple[str, Link]]) -> None:
        """Add the links of some cells."""
        taken = links[: self._left]
        if taken:
            self._left -= len(taken)
            self._made.append("".join([self._link(at, link) for at, link in taken]))

    def xml(self) -> str:
        """All of them as SpreadsheetML."""
        return f"<hyperlinks>{''.join(self._made)}</hyperlinks>" if self._made else ""

    def _link(self, at: str, link: Link) -> str:
        sheet = self._targets.get(link.sheet)
        if sheet is None:  # Excel writes the address of another sheet's cell as in a formula
            sheet = quoteattr(quote_sheetname(link.sheet) + "!A")[1:-1]
            self._targets[link.sheet] = sheet
        row = self._tables[link.sheet] + link.row if link.row else 1
        return f'<hyperlink ref="{at}" location="{sheet}{row}"/>'
