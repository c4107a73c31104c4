"""What a workbook's archive says that openpyxl drops: names as written, drawings, formulas."""

import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from posixpath import dirname, join, normpath

from lxml import etree
from openpyxl.utils import get_column_letter

from rapporteur.lint.order import Misplaced, read_misplaced

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_XDR = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_KINDS = {"pic": "picture", "graphicFrame": "chart", "sp": "shape", "grpSp": "group of shapes"}
# What programs write by themselves describes nothing.
_GENERIC = re.compile(
    r"(?:picture|image|chart|graphic|diagram|shape|name)?\s*\d*|.*\.(?:png|jpe?g|gif|bmp|emf|svg|wmf)",
    re.IGNORECASE,
)
_OTHER = re.compile(r"xl/(?:workbook|styles|tables/[^/]*|comments[^/]*)\.xml")
_LINK = re.compile(r"HYPERLINK\(\s*(?:\"|&quot;)#([^\"&]+?)(?:\"|&quot;)")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What floats over a sheet. `text` is what a text box says."""

    kind: str
    cell: str
    described: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """Of an archive: by sheet, what floats there and where formulas link to."""

    sheet_names: tuple[str, ...] = ()
    drawings: Mapping[str, Sequence[Drawing]] = field(default_factory=dict)
    links: Mapping[str, Sequence[str]] = field(default_factory=dict)
    misplaced: Mapping[str, Sequence[Misplaced]] = field(default_factory=dict)
    """Elements out of order, by sheet; what is in no sheet under the empty name."""
    macros: bool = False
    external: tuple[str, ...] = ()


def read_parts(archive: zipfile.ZipFile) -> Parts:
    """Read them. Raises `KeyError` or `lxml.etree.XMLSyntaxError` where the archive is damaged."""
    names = set(archive.namelist())
    book = _parsed(archive, "xl/workbook.xml")
    targets = _relations(archive, "xl/workbook.xml")
    drawings: dict[str, Sequence[Drawing]] = {}
    links: dict[str, Sequence[str]] = {}
    others = sorted(name for name in names if _OTHER.fullmatch(name))
    misplaced = {"": [hit for name in others for hit in read_misplaced(archive, name)]}
    sheets = [one for one in book.iter("{*}sheet") if one.get("name") is not None]
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
            links[name] = [unescape(one) for one in _LINK.findall(data.decode("utf-8", "replace"))]
    return Parts(
        sheet_names=tuple(one.get("name") for one in sheets),
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
                said = next(item.iter(f"{_XDR}cNvPr"), None)
                text = "".join(one.text or "" for one in item.iter(f"{_A}t")) if tag == "sp" else ""
                yield Drawing(kind, cell, _described(said), text.strip())


def _described(said: etree._Element | None) -> bool:
    if said is None:
        return False
    decorative = any(one.get("val") in ("1", "true") for one in said.iter(_DECORATIVE))
    text = (said.get("descr") or said.get("title") or "").strip()
    return decorative or _GENERIC.fullmatch(text) is None


def _relations(
    archive: zipfile.ZipFile, path: str, whole: bool = False
) -> Mapping[str, tuple[str, str]]:
    """By identifier, the kind and target of what a part refers to; `whole` leaves it as written."""
    beside = f"{dirname(path)}/_rels/{path.rpartition('/')[2]}.rels"
    if beside not in archive.namelist():
        return {}
    found = {}
    for one in _parsed(archive, beside).iter("{*}Relationship"):
        target = one.get("Target", "")
        if not whole:
            target = normpath(join("/", dirname(path), target)).lstrip("/")
        found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], target)
    return found


def _parsed(archive: zipfile.ZipFile, path: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(path), parser)
