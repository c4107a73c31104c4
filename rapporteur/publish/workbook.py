"""Write a workbook. The only door to XlsxWriter but for the two modules of its look.

Not openpyxl, since a thousand replies are some hundred thousand rows: XlsxWriter takes a third
of the time. It keeps every text a text, and the same content gives the same bytes.
"""

import re
from datetime import datetime, time
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter

from rapporteur.cycle import Cycle
from rapporteur.files import replacing
from rapporteur.publish.body import evidence_sheet, tables
from rapporteur.publish.content import Content
from rapporteur.publish.edition import Edition
from rapporteur.publish.front import contents, cover, notes
from rapporteur.publish.grid import Link, Page, printed, write_grid
from rapporteur.publish.labels import Labels
from rapporteur.publish.styles import FONT, Styles, clipped, height

_CORE = "docProps/core.xml"


def write_workbook(cycle: Cycle, content: Content, language: str, path: Path) -> Path:
    """Write the tables in one language to `path`, beside it first. Returns `path`."""
    edition = Edition(cycle, content, Labels(cycle), language)
    page = Page(footer=edition.footer, too_long=" " + edition.say("too-long"))
    with replacing(path) as beside, TemporaryDirectory() as folder:
        raw = Path(folder) / path.name
        book = xlsxwriter.Workbook(
            raw,
            {
                "default_format_properties": {"font_name": FONT, "font_size": 10},
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "tmpdir": folder,
            },
        )
        book.set_properties(
            {
                "title": edition.title,
                "subject": edition.resolution,
                # Not the time of writing: from the same replies comes the same file.
                "created": datetime.combine(cycle.definition.cut_off, time()),
            }
        )
        styles = Styles(book, edition.say("date-format"))
        evidence = evidence_sheet(edition)
        _write_cover(book, styles, page, edition)
        for grid in chain(
            [contents(edition), notes(edition)], tables(edition, evidence), [evidence]
        ):
            write_grid(book, styles, page, grid)
        book.close()
        _add_language(raw, beside, language)
    return path


def _write_cover(book: xlsxwriter.Workbook, styles: Styles, page: Page, edition: Edition) -> None:
    sheet = book.add_worksheet(edition.say("sheet-cover"))
    widths = (26, 100)
    for at, one in enumerate(widths):
        sheet.set_column(at, at, one)
    sheet.write_string(0, 0, edition.title, styles.title)
    facts = cover(edition)
    for row, (label, text) in enumerate(facts, start=1):
        sheet.set_row(row, height((label, text), widths))
        sheet.write_string(row, 0, label, styles.label)
        sheet.write_string(row, 1, clipped(text, page.too_long), styles.text)
    link = Link(edition.say("sheet-contents"), edition.say("sheet-contents"))
    sheet.write_url(1 + len(facts), 0, link.target, styles.above_link, link.text)
    printed(sheet, page, edition.title)


def _add_language(source: Path, target: Path, language: str) -> None:
    """Copy a workbook and name its language, for which XlsxWriter has no property."""
    element = f"<dc:language>{escape(language)}</dc:language>"
    with ZipFile(source) as given, ZipFile(target, "w", ZIP_DEFLATED) as made:
        for entry in given.infolist():
            data = given.read(entry)
            if entry.filename == _CORE:
                core = data.decode("utf-8")
                data = re.sub(r"(?=</cp:coreProperties>)", element, core).encode("utf-8")
            made.writestr(entry, data, ZIP_DEFLATED)
