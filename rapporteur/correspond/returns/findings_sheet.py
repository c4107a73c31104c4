"""The first sheet of a return: every finding, where it is, and how to mend it."""

from collections.abc import Sequence

from lxml import etree

from rapporteur.correspond.returns.order import Order, Said
from rapporteur.correspond.returns.styles import MARKS, Styles
from rapporteur.design.findings import Severity
from rapporteur.kernel.spreadsheetml import MAIN, Element, tag
from rapporteur.language import cldr
from rapporteur.language.typeface import ACCENT, GREY, PALE, typeface

MARKER = "rapporteur:findings"
"""Cell A1, in a hidden column, of every such sheet: the sheet holds no answers."""

_COLUMNS = ("severity", "where", "question", "problem", "remedy")
_WIDTHS = (15.0, 36.0, 34.0, 50.0, 50.0)
_TEXT_LIMIT = 32_767  # of a cell


def findings_sheet(order: Order, findings: Sequence[Said], styles: Styles) -> Element:
    """The sheet as the root of its part. The sheets that it links to are in the workbook."""
    return _Page(order, styles).made(findings)


class _Page:
    def __init__(self, order: Order, styles: Styles) -> None:
        self.order = order
        self.styles = styles
        self.face = typeface(order.language)
        self.root = etree.Element(tag("worksheet"), nsmap={None: MAIN})
        self._head()
        self.data = etree.SubElement(self.root, tag("sheetData"))
        self.links: list[tuple[str, str]] = []
        self.spans: list[str] = []
        self.row = 0

    def made(self, findings: Sequence[Said]) -> Element:
        """The whole sheet."""
        order = self.order
        self._line(order.say("return-heading"), size=16, bold=True, color=ACCENT)
        about = cldr.beside((order.addressee, order.title), " — ", order.language)
        self._line(about, color=GREY)
        if findings:
            self._line(order.counts(), bold=True)
        if order.to_mend and order.until:
            day = order.day(order.until)
            self._line(order.say("return-deadline", date=day), bold=True)
        if order.to_mend:
            self._line(order.say("return-how", address=order.address))
        else:
            self._line(order.say("return-none"))
        if findings:
            self._start()
            self._header()
            for one in findings:
                self._finding(one)
        self._tail()
        return self.root

    def _head(self) -> None:
        properties = etree.SubElement(self.root, tag("sheetPr"))
        etree.SubElement(properties, tag("tabColor"), rgb=f"FF{MARKS[Severity.ERROR]}")
        etree.SubElement(properties, tag("pageSetUpPr"), fitToPage="1")
        views = etree.SubElement(self.root, tag("sheetViews"))
        view = etree.SubElement(views, tag("sheetView"), showGridLines="0", tabSelected="1")
        view.set("rightToLeft", "1" if self.face.right_to_left else "0")
        view.set("workbookViewId", "0")
        etree.SubElement(view, tag("selection"), activeCell="B1", sqref="B1")
        etree.SubElement(self.root, tag("sheetFormatPr"), defaultRowHeight="15")
        columns = etree.SubElement(self.root, tag("cols"))
        for number, width in enumerate((13.0, *_WIDTHS), start=1):
            one = etree.SubElement(columns, tag("col"), min=str(number), max=str(number))
            one.set("width", str(width))
            one.set("customWidth", "1")
            if number == 1:
                one.set("hidden", "1")

    def _tail(self) -> None:
        if self.spans:
            merged = etree.SubElement(self.root, tag("mergeCells"), count=str(len(self.spans)))
            for reference in self.spans:
                etree.SubElement(merged, tag("mergeCell"), ref=reference)
        if self.links:
            links = etree.SubElement(self.root, tag("hyperlinks"))
            for reference, location in self.links:
                etree.SubElement(links, tag("hyperlink"), ref=reference, location=location)
        etree.SubElement(self.root, tag("printOptions"), horizontalCentered="1")
        margins = {"left": "0.5", "right": "0.5", "top": "0.7", "bottom": "0.7"}
        etree.SubElement(self.root, tag("pageMargins"), **margins, header="0.3", footer="0.3")
        setup = etree.SubElement(self.root, tag("pageSetup"), paperSize="9", fitToHeight="0")
        setup.set("orientation", "landscape")

    def _start(self, height: float = 15) -> Element:
        self.row += 1
        row = etree.SubElement(self.data, tag("row"), r=str(self.row))
        row.set("ht", f"{min(height, 409):.1f}")
        row.set("customHeight", "1")
        if self.row == 1:
            self._put(row, "A", MARKER, 0)
        return row

    def _put(self, row: Element, column: str, text: str, style: int) -> None:
        cell = etree.SubElement(row, tag("c"), r=f"{column}{self.row}", s=str(style))
        if text:
            cell.set("t", "inlineStr")
            content = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
            content.text = text[:_TEXT_LIMIT]
            content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")

    def _line(self, text: str, *, size: float = 10, bold: bool = False, color: str = "262626") \
            -> None:  # fmt: skip
        """A line across the whole sheet."""
        row = self._start(self.face.height(text, sum(_WIDTHS), size) + 6)
        style = self.styles.format(
            self.face.name, size=size, bold=bold, color=color, side=self.face.start
        )
        self._put(row, "B", text, style)
        self.spans.append(f"B{self.row}:F{self.row}")

    def _header(self) -> None:
        style = self.styles.format(
            self.face.name, bold=True, color=ACCENT, fill=PALE, side=self.face.start, ruled=True
        )
        row = self._start(20)
        for column, name in zip("BCDEF", _COLUMNS, strict=True):
            self._put(row, column, self.order.say(f"return-column-{name}"), style)

    def _finding(self, one: Said) -> None:
        reference = one.cells[0] if one.cells else ""
        where = f"{one.sheet}, {reference}" if reference else one.sheet
        texts = (
            self.order.say(f"severity-{one.severity}"), where, one.question, one.problem, one.remedy
        )  # fmt: skip
        heights = (self.face.height(t, w - 1.5) for t, w in zip(texts, _WIDTHS, strict=True) if t)
        row = self._start(max(heights) + 8)
        plain = self._style()
        styles = (self._style(fill=MARKS[one.severity]), self._style(link=True), *[plain] * 3)
        for column, text, style in zip("BCDEF", texts, styles, strict=True):
            self._put(row, column, text, style if text else plain)
        if reference:
            quoted = one.sheet.replace("'", "''")
            self.links.append((f"C{self.row}", f"'{quoted}'!{reference}"))

    def _style(self, *, fill: str = "", link: bool = False) -> int:
        return self.styles.format(
            self.face.name,
            color=ACCENT if link else "262626",
            fill=fill,
            side=self.face.start,
            ruled=True,
            link=link,
        )
