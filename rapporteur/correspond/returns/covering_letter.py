"""The letter that goes with a return: whether the reply is used, what to correct by when."""

import io
from datetime import datetime, time
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from rapporteur.correspond.return_address import say_where
from rapporteur.correspond.returns.plan import PlannedReturn, ReturnedFinding
from rapporteur.correspond.returns.xlsx_styles import MARKS
from rapporteur.language import cldr
from rapporteur.language.quotes import nested
from rapporteur.language.typeface import ACCENT, typeface

MOST_LISTED = 300
"""The findings that a letter lists: some forty pages, which nobody reads to the end."""

_SIZE = 11  # points
_WIDTHS = (2.6, 6.7, 6.7)  # cm, of the table's columns
_WRITTEN = {"zh": "zh-CN"}
"""The language tag where it needs a region, which tells a program which characters to use."""


def covering_letter(planned: PlannedReturn, *, attached: bool, marked: bool = True) -> bytes:
    """The letter as a .docx. It lists the findings itself if no workbook is attached.

    `marked` is False where the workbook can be read, but not marked within the bounds.
    """
    page = _Page(planned)
    page.write(planned.say("letter-reference", reference=planned.reference))
    if planned.dated:
        page.write(planned.day(planned.dated))
    page.write(planned.addressee, bold=True)
    page.write(planned.say("letter-salutation"))
    title = nested(planned.title, planned.language)
    if planned.received:
        day = planned.day(planned.received)
        page.write(planned.say("letter-thanks", title=title, date=day))
    else:
        page.write(planned.say("letter-thanks-undated", title=title))
    page.write(planned.outcome())
    if planned.findings:
        page.write(planned.counts())
    if attached and planned.findings:
        page.write(planned.say("letter-attached"))
    if not marked and planned.findings:
        page.write(planned.say("letter-alone"))
    if planned.needs_correction and planned.correct_by:
        day = planned.day(planned.correct_by)
        page.write(planned.say("letter-deadline", date=day), bold=True)
    if planned.needs_correction:
        page.write(say_where(planned.say, "letter-address", planned.address))
    if planned.findings and not (attached and planned.used):
        page.findings(planned.findings[:MOST_LISTED])
        if (more := len(planned.findings) - MOST_LISTED) > 0:
            page.write(planned.say("letter-more", number=more), before=6)
    page.write(planned.say("letter-closing"), before=12)
    page.write(planned.say("letter-signature"))
    return page.to_bytes()


class _Page:
    def __init__(self, planned: PlannedReturn) -> None:
        self.planned = planned
        self.face = typeface(planned.language)
        self.document = Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.5)
        properties = self.document.core_properties
        properties.title = planned.title
        properties.author = properties.last_modified_by = "rapporteur"
        properties.language = planned.language
        properties.created = properties.modified = datetime.combine(
            planned.dated or datetime(2000, 1, 1).date(), time()
        )

    def write(self, text: str, *, bold: bool = False, before: int = 0) -> None:
        """Add a paragraph; an empty text adds none."""
        if text:
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.space_before = Pt(before)
            self._fill(paragraph, text, bold=bold)

    def findings(self, findings: Any) -> None:
        """Add the findings as a table."""
        names = ("severity", "problem", "remedy")
        table = self.document.add_table(rows=1, cols=len(names), style="Table Grid")
        table.autofit = False
        if self.face.right_to_left:
            table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
        for column, width in zip(table.columns, _WIDTHS, strict=True):
            column.width = Cm(width)
        self._row(table.rows[0], [self.planned.say(f"return-column-{n}") for n in names], None)
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)
        for finding in findings:
            where = cldr.beside((finding.label, finding.problem), " — ", self.planned.language)
            texts = [self.planned.say(f"severity-{finding.severity}"), where, finding.remedy]
            self._row(table.add_row(), texts, finding)

    def _row(self, row: Any, texts: list[str], finding: ReturnedFinding | None) -> None:
        for column, (text, width) in enumerate(zip(texts, _WIDTHS, strict=True)):
            cell = row.cells[column]
            cell.width = Cm(width)
            paragraph = cell.paragraphs[0]
            self._fill(paragraph, text, bold=finding is None, size=9.5, after=3)
            paragraph.paragraph_format.space_before = Pt(3)
            if finding is not None and column == 0:
                shade = OxmlElement("w:shd")
                for key, value in (("val", "clear"), ("fill", MARKS[finding.severity])):
                    shade.set(qn(f"w:{key}"), value)
                cell._tc.get_or_add_tcPr().append(shade)
            elif finding is None:
                paragraph.runs[0].font.color.rgb = RGBColor.from_string(ACCENT)

    def _fill(
        self, paragraph: Any, text: str, *, bold: bool, size: float = _SIZE, after: int = 8
    ) -> None:
        """Write text in the typeface and direction of the language."""
        paragraph.paragraph_format.space_after = Pt(after)
        run = paragraph.add_run("".join(sign for sign in text if sign >= " " or sign in "\n\t"))
        run.font.size = Pt(size)
        run.font.name = self.face.name
        run.font.bold = bold
        properties = run._r.get_or_add_rPr()
        for script in ("eastAsia", "cs"):
            properties.rFonts.set(qn(f"w:{script}"), self.face.name)
        spoken = OxmlElement("w:lang")
        language = _WRITTEN.get(self.planned.language, self.planned.language)
        for script in ("val", "eastAsia", "bidi"):
            spoken.set(qn(f"w:{script}"), language)
        properties.append(spoken)
        if self.face.right_to_left and cldr.is_rtl_text(text) is False:
            paragraph.alignment = (
                WD_ALIGN_PARAGRAPH.RIGHT
            )  # in another language, aligned with the others
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
        """The document as a .docx; the same bytes for the same letter."""
        saved, undated = io.BytesIO(), io.BytesIO()
        self.document.save(saved)
        with ZipFile(saved) as dated, ZipFile(undated, "w", ZIP_DEFLATED) as archive:
            for name in dated.namelist():
                archive.writestr(ZipInfo(name), dated.read(name), ZIP_DEFLATED)
        return undated.getvalue()
