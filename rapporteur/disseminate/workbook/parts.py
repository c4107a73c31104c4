"""The rows of a sheet in one profile: what stands above the table, its rows, what stands below."""

from collections.abc import Mapping, Sequence
from typing import Protocol
from xml.sax.saxutils import quoteattr

from openpyxl.utils import quote_sheetname

from rapporteur.disseminate.content.grid import Grid, Line, Link, Marked
from rapporteur.disseminate.content.profiles import Profile
from rapporteur.disseminate.content.text_measure import LINE, clipped, height
from rapporteur.disseminate.workbook.cells import FORMULA, TOKENS, marked, text
from rapporteur.disseminate.workbook.rows import Chunk
from rapporteur.disseminate.workbook.styles import LINK_LIMIT, Styles

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
