"""The rows of a sheet as SpreadsheetML (ECMA-376): the part of a workbook that must be fast.

openpyxl, which makes the rest, takes some fifty microseconds for a styled cell; this takes a
fraction of one.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol
from xml.sax.saxutils import quoteattr

import numpy as np
import pyarrow as pa
from openpyxl.utils import quote_sheetname

from rapporteur.disseminate.content.grid import Grid, Line, Link, Marked
from rapporteur.disseminate.content.profiles import Profile
from rapporteur.disseminate.content.text_measure import LINE, clipped, height
from rapporteur.disseminate.workbook.cell_columns import (
    Cells,
    Integers,
    Links,
    characters,
    joined,
    numerals,
)
from rapporteur.disseminate.workbook.cell_xml import FORMULA, marked, text
from rapporteur.disseminate.workbook.styles import LINK_LIMIT, Styles

COVER_WIDTHS = (26.0, 100.0)


class Part(Protocol):
    """The rows of a sheet in one profile."""

    def rows(self) -> Iterator[bytes]:
        """All rows in their order, some at a time."""
        ...

    def hyperlinks(self) -> Iterator[bytes]:
        """The links of the rows, as many as a sheet may have; after `rows`."""
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

    def rows(self) -> Iterator[bytes]:
        """All of it."""
        styles = self._styles
        rows = f'<row r="1">{text(styles.title, self._title)}</row>'
        for row, (label, words) in enumerate(self._facts, start=2):
            cells = text(styles.label, label)
            cells += text(styles.text, clipped(words, self._too_long))
            rows += styles.row(row, height(words, COVER_WIDTHS[1]), cells)
        link = text(styles.above_link, self._contents.text)
        yield (rows + f'<row r="{2 + len(self._facts)}">{link}</row>').encode()

    def hyperlinks(self) -> Iterator[bytes]:
        """The link to the contents."""
        at = f"A{2 + len(self._facts)}"
        yield f"<hyperlinks>{_hyperlink(at, self._contents, {})}</hyperlinks>".encode()


class GridPart:
    """A grid in one profile, with the cells of its table.

    `headers` gives the row of each sheet's header.
    """

    def __init__(
        self,
        grid: Grid,
        cells: Cells,
        styles: Styles,
        profile: Profile,
        headers: Mapping[str, int],
    ) -> None:
        self._grid, self._cells = grid, cells
        self._styles, self._profile = styles, profile
        self._headers = headers
        self._row = 1
        self._links: list[tuple[str, Link]] = []  # of the lines

    def rows(self) -> Iterator[bytes]:
        """Title, lines, header, table, and the lines below."""
        grid = self._grid
        rows = "".join(self._line(line) for line in grid.preface)
        if grid.spanned:
            rows += self._spanners()
        yield (rows + self._header()).encode()
        yield from self._cells.rows(self._profile, self._heads())
        self._row += len(grid.rows)
        yield "".join(self._line(line) for line in grid.afterword).encode()

    def hyperlinks(self) -> Iterator[bytes]:
        """The links of the lines, then those of the table by column."""
        columns = self._cells.links
        if not self._links and not columns:
            return
        lines = "".join([_hyperlink(at, link, self._headers) for at, link in self._links])
        yield b"<hyperlinks>" + lines.encode()
        left = LINK_LIMIT - len(self._links)
        for links in columns:
            rows = np.flatnonzero(links.places >= 0)[:left].astype(np.int32)
            left -= len(rows)
            if len(rows):
                yield self._hyperlinks(links, rows)
        yield b"</hyperlinks>"

    def _hyperlinks(self, links: Links, rows: Integers) -> bytes:
        """The links of some rows of a column."""
        sheets = links.places[rows]
        header = np.array([self._headers[sheet] for sheet in links.sheets], np.int32)
        below = links.rows[rows]
        locations = pa.array(map(_location, links.sheets), pa.string())
        return characters(
            joined(
                f'<hyperlink ref="{links.letter}',
                numerals(rows + (self._grid.header_row + 1)),
                '" location="',
                locations.take(pa.array(sheets)),
                numerals(np.where(below > 0, header[sheets] + below, 1)),
                '"/>',
            )
        )

    def _heads(self) -> pa.Array:
        """The opening tags of the table's rows, with their heights."""
        points, places = np.unique(self._cells.heights, return_inverse=True)
        heights = pa.array(map(self._styles.height, points.tolist()), pa.string())
        rows = numerals(np.arange(self._row, self._row + len(places), dtype=np.int32))
        return joined('<row r="', rows, '"', heights.take(pa.array(places)), ">")

    def _line(self, line: Line) -> str:
        """A line above or below the table."""
        styles, row = self._styles, self._row
        style = styles.title if row == 1 else styles.above
        if isinstance(line, Link):
            self._links.append((f"A{row}", line))
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


def _hyperlink(at: str, link: Link, headers: Mapping[str, int]) -> str:
    """A link of a cell. `headers` gives the row of each sheet's header."""
    row = headers[link.sheet] + link.row if link.row else 1
    return f'<hyperlink ref="{at}" location="{_location(link.sheet)}{row}"/>'


def _location(sheet: str) -> str:
    """The address of the first column of a sheet, as in a formula, without the row."""
    return quoteattr(quote_sheetname(sheet) + "!A")[1:-1]
