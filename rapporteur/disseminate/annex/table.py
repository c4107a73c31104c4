"""A table of the annex in the manner of United Nations reports: thin rules, no vertical ones."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rapporteur.disseminate.annex.cells import Cells, columns_of, layout
from rapporteur.disseminate.annex.markup import Script, attribute, paragraph
from rapporteur.disseminate.content.content import DESK_RESEARCH, TableContent
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.text_measure import width
from rapporteur.disseminate.workbook.table_sheet import footnote_letter
from rapporteur.warehouse.reader import Row

_LINE = 85.0  # twips: a digit of the type
_TALL = 25  # lines: a row of more may be parted between two pages
_RULE = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'


class ReportTable:
    """One table, `room` twips wide. `desk_mark` is the letter of the note on desk research."""

    def __init__(self, edition: Edition, content: TableContent, room: int) -> None:
        self._edition = edition
        self._content = content
        self._script = Script(edition.rtl)
        self._columns, self._empty = columns_of(edition, content)
        names = [column.name for column in content.table.columns]
        self._at = [names.index(one.column.name) for one in self._columns]
        self._basis = names.index("basis") if "basis" in names else None
        self.desk_mark = footnote_letter(len(content.table.notes) + 1)
        texts = [[str(number), *self._texts(number, row)] for number, row in self._rows()]
        heads = [edition.say("annex-row"), *(self._header(one) for one in self._columns)]
        marks = ["", *(_letters(one) for one in self._columns)]
        marked = [head + letters for head, letters in zip(heads, marks, strict=True)]
        found = layout(marked, texts, room)
        self._widths, self._dense = found.widths, found.dense
        self._heads = heads

    @property
    def marked(self) -> bool:
        """Whether some row has the mark of desk research."""
        shown = any(one.column.name == "basis" for one in self._columns)
        return not shown and bool(self._content.desk_rows)

    def left_out(self) -> str:
        """A sentence about the columns in which no row has anything; empty where there are none."""
        headers = [self._edition.words(one.column.header) for one in self._empty]
        if not headers:
            return ""
        return self._edition.say("annex-empty", columns=self._edition.join(headers))

    def to_xml(self) -> str:
        """The table, its header repeated on every page."""
        edition, table = self._edition, self._content.table
        visual = "<w:bidiVisual/>" if edition.rtl else ""
        spanned = any(one.column.spanner for one in self._columns)
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
            *(f'<w:gridCol w:w="{one}"/>' for one in self._widths),
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

    def _header(self, cell: Cells) -> str:
        return self._edition.words(cell.column.subheader or cell.column.header)

    def _header_rows(self) -> Iterator[str]:
        spanners = [""] + [
            self._edition.words(one.column.spanner) if one.column.spanner else ""
            for one in self._columns
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
            tall = max(tall, width(text) * _LINE / wide + text.count("\n"))
        return _line("".join(cells), whole=tall < _TALL)

    def _paragraph(self, style: str, runs: str) -> str:
        return paragraph(f"{style}Small" if self._dense else style, runs)

    def _style(self, cell: Cells, text: str) -> str:
        if cell.numeric:
            return "TableNumber"
        return "TableTextOther" if self._script.other(text) else "TableText"


def _letters(cell: Cells) -> str:
    """The marks of the notes that are about a column."""
    return ", ".join(map(footnote_letter, cell.column.notes))


def _line(cells: str, *, header: bool = False, whole: bool = True) -> str:
    said = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr>{f'<w:trPr>{said}</w:trPr>' if said else ''}{cells}</w:tr>"


def _cell(wide: int, inside: str, *, borders: str = "", span: int = 1) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    bordered = f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    said = f'<w:tcW w:w="{wide}" w:type="dxa"/>{spanned}{bordered}'
    return f"<w:tc><w:tcPr>{said}</w:tcPr>{inside}</w:tc>"
