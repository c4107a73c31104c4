"""What openpyxl drops of an archive: sheet names as written, drawings, links in formulas."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from posixpath import dirname, join, normpath

from lxml import etree
from openpyxl.utils import get_column_letter

from rapporteur.lint.element_order import Misplaced, read_misplaced

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_KINDS = {"pic": "picture", "graphicFrame": "chart", "sp": "shape", "grpSp": "group of shapes"}
# Texts that programs write by default, which describe nothing.
_GENERIC = re.compile(
    r"(?:picture|image|chart|graphic|diagram|shape|name)?\s*\d*|.*\.(?:png|jpe?g|gif|bmp|emf|svg|wmf)",
    re.IGNORECASE,
)
_OTHER = re.compile(r"xl/(?:workbook|styles|tables/[^/]*|comments[^/]*)\.xml")
_LINK = re.compile(r"HYPERLINK\(\s*(?:\"|&quot;)#([^\"&]+?)(?:\"|&quot;)")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, chart or shape over a sheet. `text` is that of a text box."""

    kind: str
    cell: str
    described: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an archive: by sheet, its drawings and the targets of links in its formulas."""

    sheet_names: tuple[str, ...] = ()
    drawings: Mapping[str, Sequence[Drawing]] = field(default_factory=dict)
    links: Mapping[str, Sequence[str]] = field(default_factory=dict)
    misplaced: Mapping[str, Sequence[Misplaced]] = field(default_factory=dict)
    """Elements out of order, by sheet; those in no sheet under the empty name."""
    macros: bool = False
    external: tuple[str, ...] = ()


def read_parts(archive: zipfile.ZipFile) -> Parts:
    """Read an archive. Raises `KeyError` or `lxml.etree.XMLSyntaxError` where it is damaged."""
    names = set(archive.namelist())
    book = _parsed(archive, "xl/workbook.xml")
    targets = _relations(archive, "xl/workbook.xml")
    drawings: dict[str, Sequence[Drawing]] = {}
    links: dict[str, Sequence[str]] = {}
    others = sorted(name for name in names if _OTHER.fullmatch(name))
    misplaced = {"": [element for name in others for element in read_misplaced(archive, name)]}
    sheets = [sheet for sheet in book.iter("{*}sheet") if sheet.get("name") is not None]
    for sheet in sheets:
        name, (_, path) = sheet.get("name"), targets.get(sheet.get(f"{_R}id"), ("", ""))
        if path not in names:
            continue
        drawings[name] = [
            drawing
            for kind, target in _relations(archive, path).values()
            if kind == "drawing" and target in names
            for drawing in _drawings(_parsed(archive, target))
        ]
        misplaced[name] = read_misplaced(archive, path)
        data = archive.read(path)
        if b"HYPERLINK(" in data:
            links[name] = [
                unescape(target) for target in _LINK.findall(data.decode("utf-8", "replace"))
            ]
    return Parts(
        sheet_names=tuple(sheet.get("name") for sheet in sheets),
        drawings=drawings,
        links=links,
        misplaced=misplaced,
        macros=any(name.endswith("vbaProject.bin") for name in names),
        external=tuple(sorted(_external(archive, names))),
    )


def _external(archive: zipfile.ZipFile, names: set[str]) -> Iterator[str]:
    for name in names:
        if re.fullmatch(r"xl/externalLinks/externalLink\d+\.xml", name):
            targets = [target for _, target in _relations(archive, name, whole=True).values()]
            yield from targets or [name]


def _drawings(root: etree._Element) -> Iterator[Drawing]:
    for anchor in root:
        start = anchor.find(f"{_XDR}from")
        cell = ""
        if start is not None:
            column = int(start.findtext(f"{_XDR}col", "0"))
            cell = f"{get_column_letter(column + 1)}{int(start.findtext(f'{_XDR}row', '0')) + 1}"
        for tag, kind in _KINDS.items():
            for item in anchor.findall(f"{_XDR}{tag}"):
                properties = next(item.iter(f"{_XDR}cNvPr"), None)
                text = "".join(run.text or "" for run in item.iter(f"{_A}t")) if tag == "sp" else ""
                yield Drawing(kind, cell, _described(properties), text.strip())


def _described(properties: etree._Element | None) -> bool:
    if properties is None:
        return False
    decorative = any(
        extension.get("val") in ("1", "true") for extension in properties.iter(_DECORATIVE)
    )
    text = (properties.get("descr") or properties.get("title") or "").strip()
    return decorative or _GENERIC.fullmatch(text) is None


def _relations(
    archive: zipfile.ZipFile, path: str, whole: bool = False
) -> Mapping[str, tuple[str, str]]:
    """The kind and target of a part's relations, by identifier; `whole` leaves targets as are."""
    beside = f"{dirname(path)}/_rels/{path.rpartition('/')[2]}.rels"
    if beside not in archive.namelist():
        return {}
    relations = {}
    for relation in _parsed(archive, beside).iter("{*}Relationship"):
        target = relation.get("Target", "")
        if not whole:
            target = normpath(join("/", dirname(path), target)).lstrip("/")
        relations[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
    return relations


def _parsed(archive: zipfile.ZipFile, path: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(path), parser)
