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
"""What a text begins with that could be taken for a formula."""

# What XML must not hold as it is; and what Excel would take for an escape of such a sign.
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

TOKENS = {"not_available": "\x00", "not_applicable": "\x01", "included_elsewhere": "\x02"}
"""What stands for a symbol until the profile is known: no XML, and so no text, holds these."""


def text(style: int, value: str) -> str:
    """A cell that holds a text, whatever the text begins with."""
    return cell(style, _escaped(value))


def cell(style: int, escaped: str) -> str:
    """A cell that holds a text which is XML already."""
    kept = ' xml:space="preserve"' if escaped != escaped.strip() or "\n" in escaped else ""
    return f'<c s="{style}" t="inlineStr"><is><t{kept}>{escaped}</t></is></c>'


def marked(style: int, line: Marked, font: str) -> str:
    """A cell that holds a text with superscript marks. `font` are the properties of its run."""
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
    """A cell that holds a number."""
    return f'<c s="{style}"><v>{value!r}</v></c>'


CHUNK = 500
"""Rows that are made at once."""

_EPOCH = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar is wrong
_REMEMBERED = 2_000  # cells of a column

# Of letters, figures and signs of ASCII that mean nothing in XML, beginning with a letter.
_PLAIN = re.compile(r"[A-Za-z](?:[ !-%'-;=?-^`-~]++|_(?!x))*+(?<! )").fullmatch


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a table. `heights` are in points of ten-point type.

    `links` are those of cells, with the place of the row in the chunk and the column's letter.
    """

    heights: Sequence[float]
    cells: Sequence[str]
    links: Sequence[tuple[int, str, Link]]


Memo = dict[Hashable, list["_Made"]]
"""The cells of columns that are the same in several languages, for some rows."""


class Body:
    """Makes the rows of a table, the same in every profile. `too_long` ends a text that was cut."""

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
        """The rows from the one numbered `first` on, from 0, `CHUNK` at most.

        `memo` is that of the same rows in all languages.
        """
        given = self._grid.rows.items[first : first + CHUNK]
        made = [column.cells(given, memo, at) for at, column in enumerate(self._columns)]
        if self._grid.fills:
            self._fill(made, given, first)
        heights = [LINE] * len(given)
        links: list[tuple[int, str, Link]] = []
        for at, (column, cells) in enumerate(zip(self._columns, made, strict=True)):
            if column.tall:
                heights = list(map(max, heights, [one[1] for one in cells]))
            if column.linked:
                letter = get_column_letter(at + 1)
                links += [(row, letter, one[2]) for row, one in enumerate(cells) if one[2]]
        texts = zip(*[[one[0] for one in cells] for cells in made], strict=True)
        return Chunk(heights, ["".join(row) for row in texts], links)

    def _fill(self, made: Sequence[list["_Made"]], given: Sequence[object], first: int) -> None:
        for (row, at), colour in self._grid.fills.items():
            if 0 <= row - first < len(given):
                field, style = self._grid.rows.fields[at], self._styles.filled(colour)
                value = field.cell(field.value(given[row - first]))
                cell_of = (
                    number(style, value)
                    if isinstance(value, int | float)
                    else text(style, shown(value))
                )
                made[at][row - first] = cell_of, made[at][row - first][1], None


_Made = tuple[str, float, Link | None]
"""A cell, how high its text stands, and where it leads."""


class _Column(dict[Hashable, _Made]):
    """The cells of a column by their values, which mostly come again and again.

    `tall`, `linked` and `cut` say whether any so far is higher than a line, leads somewhere, or
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
        # A short plain text needs neither care nor measure.
        self._most = plain_length(room)
        style = styles.other_way if styles.rtl else styles.text
        self._start, self._end = text(style, "|").split("|")
        self._link_start, _ = text(styles.link, "|").split("|")

    def cells(self, items: Sequence[object], memo: Memo, at: int) -> list[_Made]:
        """The cells of these items, if they are the same in other languages made once for all."""
        values = map(self._field.value, items)
        if not self._field.common:
            return list(map(self.__getitem__, values))
        key = at, self._room, self._styles.texts
        if key in memo:
            self.tall = True  # perhaps: they were not looked at here
            return memo[key]
        made = list(map(self.__getitem__, values))
        if not self.cut:  # what is cut says so in its language
            memo[key] = made
        return made

    def __missing__(self, value: Hashable) -> _Made:
        made = self._made(self._field.cell(value))
        if made[1] > LINE:
            self.tall = True
        if len(self) < _REMEMBERED:
            self[value] = made
        return made

    def _made(self, one: Cell) -> _Made:
        if isinstance(one, str):
            if self._plain(one):
                return self._start + one + self._end, LINE, None
            return self._text(one), height(one, self._room), None
        if isinstance(one, Link):
            self.linked = True
            if self._plain(one.text):
                return self._link_start + one.text + self._end, LINE, one
            cut = clipped(one.text, self._too_long)
            return text(self._styles.link, cut), height(one.text, self._room), one
        return self._figure(one), LINE, None

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
        """What stands above the rows of the table."""
        ...

    def body(self, rows: Chunk) -> str:
        """The next rows of the table."""
        ...

    def tail(self) -> str:
        """What stands below them."""
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
        for row, (label, said) in enumerate(self._facts, start=2):
            cells = text(styles.label, label)
            cells += text(styles.text, clipped(said, self._too_long))
            rows += styles.row(row, height(said, COVER_WIDTHS[1]), cells)
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
        """The headings of several columns each: centred across them, since merged cells mislead."""
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
    """Where cells of a sheet lead: as many links as it may have, kept as XML, which is small."""

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
