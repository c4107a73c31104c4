"""Write the annex: python-docx makes a document, which gets our body and styles."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, time
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from babel.core import get_global
from docx import Document
from docx.blkcntnr import BlockItemContainer
from docx.document import Document as Shell
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Twips
from lxml import etree

from rapporteur.disseminate.annex.figures import Figure, figures
from rapporteur.disseminate.annex.front import front, title
from rapporteur.disseminate.annex.markup import Script
from rapporteur.disseminate.annex.section import section
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.points.markdown import sentence
from rapporteur.disseminate.points.reading import DraftingPoint
from rapporteur.kernel import derived
from rapporteur.kernel.files import digest, replacing

_LONG, _SHORT, _MARGIN = 16838, 11906, 1134  # twips: A4, and two centimetres
_ROOM, _UPRIGHT = _LONG - 2 * _MARGIN, _SHORT - 2 * _MARGIN
"""The width of the text: on the landscape pages of tables, and the portrait pages of figures."""
_PARTS = {
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
}
_UNUSED = {
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
"""The unneeded relations of python-docx's own template."""
_ALPHABETS = ("Latn", "Cyrl")  # which have italics
_PAGE = '<w:r><w:tab/></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def annex_key(
    edition: Edition, points: Sequence[DraftingPoint], drawn: Sequence[Figure], workbook: Path
) -> str:
    """The key of the annex: of all that it is made from.

    What an edition says stands in its workbook too, where very long texts are cut.
    """
    whole = [
        edition.text(str(row[at]))
        for content in edition.content.tables
        for at, column in enumerate(content.table.columns)
        if column.type == "text"
        for row in content.rows
        if row[at]
    ]
    return derived.key(
        edition.language,
        edition.cycle.definition,
        [content.table for content in edition.content.tables],
        digest(workbook),
        whole,
        [sentence(edition, point) for point in points],
        [(figure.content, figure.title) for figure in drawn],
        [digest(figure.picture.path) for figure in drawn if figure.picture],
    )


def write_annex(
    edition: Edition, points: Sequence[DraftingPoint], drawn: Sequence[Figure], path: Path
) -> list[Path]:
    """Write the annex in the edition's language to `path`, beside it first. Returns what it wrote.

    The same content and pictures give the same bytes.
    """
    of_table = defaultdict(list)
    for point in points:
        of_table[point.table].append(point)
    body = [*front(edition, drawn)]
    for number, content in enumerate(edition.content.tables, start=1):
        body += section(edition, content, of_table[content.table.id], number, _ROOM)
    shell = _shell(edition, title(edition, drawn))
    if drawn:
        # The landscape section ends in its last paragraph: a further one might need a new page.
        body[-1] = body[-1].replace("</w:pPr>", f"{_portrait(edition, shell)}</w:pPr>", 1)
        first = len(edition.content.tables) + 1
        body += figures(edition, drawn, first, _UPRIGHT, lambda picture: _embed(shell, picture))
    saved = BytesIO()
    shell.save(saved)
    with replacing(path) as beside, ZipFile(saved) as shelled, ZipFile(beside, "w") as made:
        for name in shelled.namelist():
            data = shelled.read(name)
            if name in _PARTS:
                data = _part(edition, _PARTS[name])
            elif name == "word/document.xml":
                data = data.replace(b"<w:body>", b"<w:body>" + "".join(body).encode("utf-8"), 1)
            entry = ZipInfo(name)  # without the time of writing
            entry.compress_type = ZIP_STORED if name.endswith(".png") else ZIP_DEFLATED
            made.writestr(entry, data)
    return [path]


def _part(edition: Edition, name: str) -> bytes:
    """A file beside this module, filled in for the edition's language."""
    text = files("rapporteur.disseminate.annex").joinpath(name).read_text(encoding="utf-8")
    language, script = _tags(edition)
    values = {
        # The language of Latin letters, which in another script are not of its language.
        "{language}": language if script in _ALPHABETS else "en-GB",
        "{east_asian}": "zh-CN",
        "{bidirectional}": language if edition.rtl else "ar-SA",
        "{text_width}": str(_ROOM),
        "{upright_width}": str(_UPRIGHT),
        "{bidi}": "<w:bidi/>" if edition.rtl else "",
        "{other_bidi}": '<w:bidi w:val="0"/>' if edition.rtl else "<w:bidi/>",
        "{emphasis}": "<w:i/><w:iCs/>" if script in _ALPHABETS else "<w:b/><w:bCs/>",
    }
    for key, value in values.items():
        text = text.replace(key, value)
    return text.encode("utf-8")


def _tags(edition: Edition) -> tuple[str, str]:
    """The language with its likely country, as word processors name it (fr-FR), and its script."""
    locale = edition.locale
    likely = get_global("likely_subtags")[locale.language]
    _, script, territory = likely.split("_")
    return f"{locale.language}-{locale.territory or territory}", script


def _shell(edition: Edition, annex_title: str) -> Shell:
    """A document without a body: its page, header, footer and properties."""
    document = Document()
    for relations in (document.part.rels, document.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype in _UNUSED]:
            del relations[key]
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Twips(_LONG), Twips(_SHORT)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Twips(_MARGIN)
    page.header_distance = page.footer_distance = Twips(_MARGIN // 2)
    if edition.rtl:
        page._sectPr.find(qn("w:docGrid")).addprevious(OxmlElement("w:bidi"))
    _say(page.header, Script(edition.rtl).run(edition.title))
    _say(page.footer, _footer(edition))
    properties = document.core_properties
    properties.title = f"{edition.title}: {annex_title}"
    properties.subject = edition.subject
    properties.author = properties.last_modified_by = "rapporteur"
    properties.language, _ = _tags(edition)
    properties.comments = properties.keywords = ""
    # Not the time of writing: the same replies give the same file.
    cut_off = datetime.combine(edition.cycle.definition.cut_off, time())
    properties.created = properties.modified = cut_off
    return document


def _portrait(edition: Edition, shell: Shell) -> str:
    """Add a portrait section after the landscape one; return the properties of the latter."""
    page = shell.add_section(WD_SECTION.NEW_PAGE)
    page.orientation = WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = Twips(_SHORT), Twips(_LONG)
    page.footer.is_linked_to_previous = False
    page.footer.paragraphs[0]._p.style = "FooterUpright"
    _say(page.footer, _footer(edition))
    (ends,) = shell.element.body.iterchildren(qn("w:p"))
    shell.element.body.remove(ends)
    return str(etree.tostring(ends.pPr.sectPr, encoding="unicode"))


def _embed(shell: Shell, picture: Path) -> str:
    key, _ = shell.part.get_or_add_image(str(picture))
    return key


def _footer(edition: Edition) -> str:
    return Script(edition.rtl).run(edition.version) + _PAGE


def _say(part: BlockItemContainer, runs: str) -> None:
    """Put runs into the paragraph of a header or footer."""
    for run in parse_xml(f"<w:p {nsdecls('w')}>{runs}</w:p>"):
        part.paragraphs[0]._p.append(run)
