"""The letter that goes with a return: thanks, how the reply stands, what to mend by when."""

import io
from datetime import datetime, time
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from rapporteur.correspond.returns.order import Order, Said
from rapporteur.correspond.returns.styles import MARKS
from rapporteur.language import cldr
from rapporteur.language.typeface import ACCENT, typeface

_SIZE = 11  # points
_WIDTHS = (2.6, 6.7, 6.7)  # cm, of the table's columns
_WRITTEN = {"zh": "zh-CN"}
"""What tells a program which forms of the characters to use."""


def letter(order: Order, *, attached: bool) -> bytes:
    """The letter as a .docx. Without a workbook attached it lists the findings itself."""
    page = _Page(order)
    page.write(order.addressee, bold=True)
    page.write(order.say("letter-salutation"))
    if order.received:
        day = order.day(order.received)
        page.write(order.say("letter-thanks", title=order.title, date=day))
    else:
        page.write(order.say("letter-thanks-undated", title=order.title))
    page.write(order.verdict())
    if order.findings:
        page.write(order.counts())
    if attached and order.findings:
        page.write(order.say("letter-attached"))
    if order.to_mend and order.until:
        day = order.day(order.until)
        page.write(order.say("letter-deadline", date=day), bold=True)
    if order.to_mend:
        page.write(order.say("letter-address", address=order.address))
    if order.findings and not (attached and order.used):
        page.findings(order.findings)
    page.write(order.say("letter-closing"), before=12)
    page.write(order.say("letter-signature"))
    return page.to_bytes()


class _Page:
    def __init__(self, order: Order) -> None:
        self.order = order
        self.face = typeface(order.language)
        self.document = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.5)
        properties = self.document.core_properties
        properties.title = order.title
        properties.author = properties.last_modified_by = "rapporteur"
        properties.language = order.language
        properties.created = properties.modified = datetime.combine(
            order.received or datetime(2000, 1, 1).date(), time()
        )

    def write(self, text: str, *, bold: bool = False, before: int = 0) -> None:
        """A paragraph; none for an empty text."""
        if text:
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.space_before = Pt(before)
            self._fill(paragraph, text, bold=bold)

    def findings(self, findings: Any) -> None:
        """The findings as a table."""
        names = ("severity", "problem", "remedy")
        table = self.document.add_table(rows=1, cols=len(names), style="Table Grid")
        table.autofit = False
        if self.face.right_to_left:
            table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
        for column, width in zip(table.columns, _WIDTHS, strict=True):
            column.width = Cm(width)
        self._row(table.rows[0], [self.order.say(f"return-column-{n}") for n in names], None)
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
        for one in findings:
            where = cldr.beside((one.question, one.problem), " — ", self.order.language)
            texts = [self.order.say(f"severity-{one.severity}"), where, one.remedy]
            self._row(table.add_row(), texts, one)

    def _row(self, row: Any, texts: list[str], one: Said | None) -> None:
        for column, (text, width) in enumerate(zip(texts, _WIDTHS, strict=True)):
            cell = row.cells[column]
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            self._fill(paragraph, text, bold=one is None, size=9.5, after=3)
            paragraph.paragraph_format.space_before = Pt(3)
            if one is not None and column == 0:
                shade = OxmlElement("w:shd")
                for key, value in (("val", "clear"), ("fill", MARKS[one.severity])):
                    shade.set(qn(f"w:{key}"), value)
                cell._tc.get_or_add_tcPr().append(shade)
            elif one is None:
                paragraph.runs[0].font.color.rgb = RGBColor.from_string(ACCENT)

    def _fill(
        self, paragraph: Any, text: str, *, bold: bool, size: float = _SIZE, after: int = 8
    ) -> None:
        """Write text in the language's type and direction."""
        paragraph.paragraph_format.space_after = Pt(after)
        run = paragraph.add_run("".join(one for one in text if one >= " " or one in "\n\t"))
        run.font.size = Pt(size)
        run.font.name = self.face.name
        run.font.bold = bold
        properties = run._r.get_or_add_rPr()
        for script in ("eastAsia", "cs"):
            properties.rFonts.set(qn(f"w:{script}"), self.face.name)
        spoken = OxmlElement("w:lang")
        language = _WRITTEN.get(self.order.language, self.order.language)
        for script in ("val", "eastAsia", "bidi"):
            spoken.set(qn(f"w:{script}"), language)
        properties.append(spoken)
        if self.face.right_to_left and cldr.is_rtl_text(text) is False:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT  # in another language, below the others
        elif self.face.right_to_left:
            # In a paragraph from right to left, “left” is where its lines begin: the right.
            paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
            paragraph._p.get_or_add_pPr().insert_element_before(
                OxmlElement("w:bidi"), "w:spacing", "w:ind", "w:jc", "w:rPr"
            )
            run.font.rtl = True
            run.font.cs_bold = bold
            large = OxmlElement("w:szCs")
            large.set(qn("w:val"), str(int(size * 2)))
            properties.find(qn("w:sz")).addnext(large)

    def to_bytes(self) -> bytes:
        """The document."""
        stream = io.BytesIO()
        self.document.save(stream)
        return stream.getvalue()
