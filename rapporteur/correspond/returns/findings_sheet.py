"""The first sheet of a return: every finding, where it is, and how to correct it."""

from collections.abc import Sequence

from lxml import etree

from rapporteur.correspond.return_address import say_where
from rapporteur.correspond.returns.plan import PlannedReturn, ReturnedFinding
from rapporteur.correspond.returns.xlsx_styles import MARKS, Styles
from rapporteur.design.findings import Severity
from rapporteur.kernel.spreadsheetml import MAIN, Element, tag
from rapporteur.language import cldr
from rapporteur.language.typeface import ACCENT, GREY, PALE, typeface
from rapporteur.warehouse.causes import ranges

MARKER = "rapporteur:findings"
"""The value of cell A1, in a hidden column: it says that the sheet holds no answers."""

_COLUMNS = ("severity", "where", "question", "problem", "remedy")
_WIDTHS = (15.0, 36.0, 34.0, 50.0, 50.0)
_TEXT_LIMIT = 32_767  # of a cell


def findings_sheet(
    planned: PlannedReturn, findings: Sequence[ReturnedFinding], styles: Styles
) -> Element:
    """The sheet as the root element of its part. The sheets that it links to must exist."""
    return _FindingsSheet(planned, styles).build(findings)


class _FindingsSheet:
    def __init__(self, planned: PlannedReturn, styles: Styles) -> None:
        self.planned = planned
        self.styles = styles
        self.face = typeface(planned.language)
        self.root = etree.Element(tag("worksheet"), nsmap={None: MAIN})
        self._head()
        self.data = etree.SubElement(self.root, tag("sheetData"))
        self.links: list[tuple[str, str]] = []
        self.spans: list[str] = []
        self.row = 0

    def build(self, findings: Sequence[ReturnedFinding]) -> Element:
        """Write the whole sheet and return its root element."""
        planned = self.planned
        self._line(planned.say("return-heading"), size=16, bold=True, color=ACCENT)
        about = cldr.beside((planned.addressee, planned.title), " — ", planned.language)
        self._line(about, color=GREY)
        self._line(planned.say("letter-reference", reference=planned.reference), color=GREY)
        if findings:
            self._line(planned.counts(), bold=True)
        if planned.needs_correction and planned.correct_by:
            day = planned.day(planned.correct_by)
            self._line(planned.say("return-deadline", date=day), bold=True)
        if planned.needs_correction:
            self._line(say_where(planned.say, "return-how", planned.address))
        else:
            self._line(planned.say("return-none"))
        if findings:
            self._start()
            self._header()
            for finding in findings:
                self._finding(finding)
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
            column = etree.SubElement(columns, tag("col"), min=str(number), max=str(number))
            column.set("width", str(width))
            column.set("customWidth", "1")
            if number == 1:
                column.set("hidden", "1")

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
        """Write a line across the whole sheet."""
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
            self._put(row, column, self.planned.say(f"return-column-{name}"), style)

    def _finding(self, finding: ReturnedFinding) -> None:
        reference = finding.cells[0] if finding.cells else ""
        where = f"{finding.sheet}, {ranges(finding.cells)}" if reference else finding.sheet
        severity = self.planned.say(f"severity-{finding.severity}")
        texts = (severity, where, finding.label, finding.problem, finding.remedy)
        heights = (self.face.height(t, w - 1.5) for t, w in zip(texts, _WIDTHS, strict=True) if t)
        row = self._start(max(heights) + 8)
        plain = self._style()
        styles = (self._style(fill=MARKS[finding.severity]), self._style(link=True), *[plain] * 3)
        for column, text, style in zip("BCDEF", texts, styles, strict=True):
            self._put(row, column, text, style if text else plain)
        if reference:
            quoted = finding.sheet.replace("'", "''")
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
