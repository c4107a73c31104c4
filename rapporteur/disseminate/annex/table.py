"""A table of the annex in the style of United Nations reports: thin horizontal rules only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from babel.numbers import format_decimal

from rapporteur.design.table_spec import NUMBERS, Column
from rapporteur.disseminate.annex.markup import Script, attribute, paragraph
from rapporteur.disseminate.content.content import DESK_RESEARCH, TableContent
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.text_measure import width
from rapporteur.disseminate.workbook.table_sheet import footnote_letter
from rapporteur.warehouse.missing_reasons import Reason
from rapporteur.warehouse.reader import Row, Value

_TALL = 25  # lines: a row with more of them may break across pages
_RULE = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
_DIGIT = 85  # twips: a digit of the table's type
_MARGIN = 160  # twips: the padding of a cell
_BROAD = 112  # twips: a digit of the broadest type that may take its place, for unbroken words
_SMALLER = 14 / 17  # the type of dense tables
_HEADER_LINES = 3
_LONGEST_WORD, _WIDEST = 15.0, 60.0  # digits: more is broken, or wrapped
_NARROWEST = 4.0  # digits: a year
_IDEOGRAPHS = 8.0  # digits: four of Chinese, which may break anywhere


@dataclass(frozen=True)
class ReportColumn:
    """A column of a table in the language of an edition."""

    edition: Edition
    column: Column
    labels: Mapping[str, str]

    @property
    def numeric(self) -> bool:
        """Whether it is aligned as numbers are, at the far side of its cells."""
        return self.column.type in NUMBERS

    def text(self, value: Value, reason: Reason | None = None) -> str:
        """A value as a reader sees it; for a missing value the symbol of the reason."""
        if value is None or value == "":
            return self.edition.symbol(reason or self.column.missing)
        if self.column.type == "codes":
            return self.edition.join(self.labels[code] for code in str(value).split())
        if isinstance(value, date):
            return self.edition.day(value)
        if self.column.type in NUMBERS and self.column.type != "year":
            return self._number(value)
        if self.column.type == "text":
            return self.edition.text(str(value))
        return self.labels.get(str(value), str(value))

    def _number(self, value: str | int | float) -> str:
        places = self.column.decimals
        if places is None and self.column.type == "percent":
            places = 1
        pattern = "#,##0.############" if places is None else f"#,##0.{'0' * places}"
        exact = Decimal(repr(value)) if isinstance(value, float) else value
        return str(format_decimal(exact, pattern.rstrip("."), locale=self.edition.locale))


def columns_of(
    edition: Edition, content: TableContent
) -> tuple[list[ReportColumn], list[ReportColumn]]:
    """The columns that the annex shows, and those left out because they are empty in all rows.

    The evidence is in the workbook alone. The basis is not shown where a mark on the respondent's
    name takes its place.
    """
    table = content.table
    kinds = {column.name: column.type for column in table.columns}
    marked = "basis" in kinds and "respondent" in kinds.values()
    shown: list[ReportColumn] = []
    empty: list[ReportColumn] = []
    for at, column in enumerate(table.columns):
        if column.type == "evidence" or (marked and column.name == "basis"):
            continue
        labels = edition.labels.words(table, column, edition.language)
        filled = any(row[at] not in (None, "") for row in content.rows)
        (shown if filled else empty).append(ReportColumn(edition, column, labels))
    return shown, empty


@dataclass(frozen=True)
class Layout:
    """The widths of a table's columns in twips. A `dense` table needs the smaller type."""

    widths: list[int]
    dense: bool


def layout(headers: Sequence[str], rows: Sequence[Sequence[str]], total: int) -> Layout:
    """Share `total` twips among the columns: first room for their words, then for their texts."""
    words, texts = [], []
    for at, header in enumerate(headers):
        column = [row[at] for row in rows]
        parts = {word for text in (header, *column) for word in text.split()}
        words.append(max(_NARROWEST, *map(_unbroken, parts)))
        lengths = sorted(map(width, column))
        usual = lengths[len(lengths) * 9 // 10] if lengths else 0
        texts.append(max(min(usual, _WIDEST), width(header) / _HEADER_LINES))
    least = [word * _BROAD + _MARGIN for word in words]
    dense = sum(least) > total
    scale = _SMALLER if dense else 1.0
    if dense:
        least = [word * _BROAD * scale + _MARGIN for word in words]
    lacking = [
        max(0.0, text * _DIGIT * scale + _MARGIN - narrowest)
        for text, narrowest in zip(texts, least, strict=True)
    ]
    free = total - sum(least)
    # Where there is too little room, all columns shrink.
    shares = lacking if free > 0 and any(lacking) else least
    widths = [
        int(narrowest + free * share / sum(shares))
        for narrowest, share in zip(least, shares, strict=True)
    ]
    widths[-1] += total - sum(widths)
    return Layout(widths, dense)


def _unbroken(word: str) -> float:
    """The width of a word that is broken only where it must be."""
    taken = width(word)
    return min(taken, _IDEOGRAPHS if taken > 1.2 * len(word) else _LONGEST_WORD)


class ReportTable:
    """A table, `room` twips wide. `desk_mark` is the letter of the note on desk research."""

    def __init__(self, edition: Edition, content: TableContent, room: int) -> None:
        self._edition = edition
        self._content = content
        self._script = Script(edition.rtl)
        self._columns, self._empty = columns_of(edition, content)
        names = [column.name for column in content.table.columns]
        self._at = [names.index(cell.column.name) for cell in self._columns]
        self._basis = names.index("basis") if "basis" in names else None
        self.desk_mark = footnote_letter(len(content.table.notes) + 1)
        texts = [[str(number), *self._texts(number, row)] for number, row in self._rows()]
        heads = [edition.say("annex-row"), *(self._header(cell) for cell in self._columns)]
        marks = ["", *(_letters(cell) for cell in self._columns)]
        marked = [head + letters for head, letters in zip(heads, marks, strict=True)]
        fitted = layout(marked, texts, room)
        self._widths, self._dense = fitted.widths, fitted.dense
        self._heads = heads

    @property
    def marked(self) -> bool:
        """Whether some row has the mark of desk research."""
        shown = any(cell.column.name == "basis" for cell in self._columns)
        return not shown and bool(self._content.desk_rows)

    def left_out(self) -> str:
        """A sentence about the columns that are empty in every row, if there are any."""
        headers = [self._edition.words(cell.column.header) for cell in self._empty]
        if not headers:
            return ""
        return self._edition.say("annex-empty", columns=self._edition.join(headers))

    def to_xml(self) -> str:
        """The table, its header repeated on every page."""
        edition, table = self._edition, self._content.table
        visual = "<w:bidiVisual/>" if edition.rtl else ""
        spanned = any(cell.column.spanner for cell in self._columns)
        style = "ReportTableSpanned" if spanned else "ReportTable"
        columns = edition.join(self._heads[1:])
        described = edition.say("annex-description", rows=len(self._content.rows), columns=columns)
        return "".join((
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>{visual}',
            f'<w:tblW w:w="{sum(self._widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>',
            '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0"',
            ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>',
            f'<w:tblCaption w:val="{attribute(edition.titles[table.id])}"/>',
            f'<w:tblDescription w:val="{attribute(described)}"/></w:tblPr><w:tblGrid>',
            *(f'<w:gridCol w:w="{twips}"/>' for twips in self._widths),
            "</w:tblGrid>",
            *self._header_rows(),
            *(self._row(number, row) for number, row in self._rows()),
            "</w:tbl>",
        ))  # fmt: skip

    def _rows(self) -> Iterator[tuple[int, Row]]:
        """The rows in the order of the language, each with its number in the CSV."""
        for index in self._content.orders[self._edition.language]:
            yield index + 1, self._content.rows[index]

    def _texts(self, number: int, row: Row) -> list[str]:
        reasons = self._content.reasons.get(number - 1, {})
        return [
            cell.text(row[at], reasons.get(at))
            for cell, at in zip(self._columns, self._at, strict=True)
        ]

    def _header(self, cell: ReportColumn) -> str:
        return self._edition.words(cell.column.subheader or cell.column.header)

    def _header_rows(self) -> Iterator[str]:
        spanners = [""] + [
            self._edition.words(cell.column.spanner) if cell.column.spanner else ""
            for cell in self._columns
        ]
        spanned = any(spanners)
        if spanned:
            yield _line("".join(self._spanners(spanners)), header=True)
        cells = []
        for at, (head, wide) in enumerate(zip(self._heads, self._widths, strict=True)):
            cell = self._columns[at - 1] if at else None
            style = "TableNumberHeader" if cell is None or cell.numeric else "TableHeader"
            runs = self._script.run(head)
            if cell is not None:
                runs += self._script.run(_letters(cell), "FootnoteMark")
            under = _RULE.format(side="bottom") if spanned else ""
            cells.append(_cell(wide, self._paragraph(style, runs), borders=under))
        yield _line("".join(cells), header=True)

    def _spanners(self, spanners: Sequence[str]) -> Iterator[str]:
        at = 0
        for spanner, group in groupby(spanners):
            count = len(list(group))
            wide = sum(self._widths[at : at + count])
            rule = _RULE.format(side="bottom") if spanner else ""
            inside = self._paragraph("TableHeader", self._script.run(spanner))
            yield _cell(wide, inside, borders=rule, span=count)
            at += count

    def _row(self, number: int, row: Row) -> str:
        desk = self.marked and self._basis is not None and row[self._basis] == DESK_RESEARCH
        cells = [
            _cell(self._widths[0], self._paragraph("TableNumber", self._script.run(str(number))))
        ]
        tall = 0.0
        texts = self._texts(number, row)
        for cell, text, wide in zip(self._columns, texts, self._widths[1:], strict=True):
            runs = self._script.run(text)
            if desk and cell.column.type == "respondent":
                runs += self._script.run(self.desk_mark, "FootnoteMark")
            cells.append(_cell(wide, self._paragraph(self._style(cell, text), runs)))
            tall = max(tall, width(text) * _DIGIT / wide + text.count("\n"))
        return _line("".join(cells), whole=tall < _TALL)

    def _paragraph(self, style: str, runs: str) -> str:
        return paragraph(f"{style}Small" if self._dense else style, runs)

    def _style(self, cell: ReportColumn, text: str) -> str:
        if cell.numeric:
            return "TableNumber"
        return "TableTextOther" if self._script.other(text) else "TableText"


def _letters(cell: ReportColumn) -> str:
    """The marks of the notes that are about a column."""
    return ", ".join(map(footnote_letter, cell.column.notes))


def _line(cells: str, *, header: bool = False, whole: bool = True) -> str:
    properties = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{cells}</w:tr>"


def _cell(wide: int, inside: str, *, borders: str = "", span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    bordered = f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    properties = f'<w:tcW w:w="{wide}" w:type="dxa"/>{spanned}{bordered}'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"
