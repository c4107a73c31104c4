"""An Office Open XML workbook as a zip archive of parts that refer to each other.

A spreadsheet library that loads and saves a workbook drops what it does not know: pictures, the
saved results of formulas, rich text. Here only the parts that are changed are parsed; all others
keep their bytes. (ECMA-376, parts 1 and 2.)
"""

import io
import posixpath
import zipfile
from collections.abc import Container
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from lxml import etree

from rapporteur.kernel.spreadsheetml import Element, tag

DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKBOOK_TYPE = f"{SPREADSHEET}.sheet.main+xml"

_CONTENT_TYPES = "[Content_Types].xml"
_MACROS = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


class UnsuitableError(Exception):
    """The bytes are not a workbook in the transitional form of Office Open XML."""


class Relation(NamedTuple):
    """A relation of a part: identifier, last word of the kind, the other part, and its element."""

    identifier: str
    kind: str
    target: str
    element: Element


def parsed(content: bytes, *, lenient: bool = False) -> Element:
    """The root element of a part. Entities are not expanded, and nothing outside is read."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=lenient
    )
    return etree.fromstring(content, parser)


@dataclass
class Package:
    """A workbook's parts by name, parsed on demand, and the sheets in their order."""

    parts: dict[str, bytes]
    trees: dict[str, Element] = field(default_factory=dict)
    _relations: dict[str, list[Relation]] = field(default_factory=dict)

    def tree(self, name: str) -> Element:
        """The parsed part, which may be changed. Raises `UnsuitableError` if it is missing."""
        if name not in self.trees:
            try:
                self.trees[name] = parsed(self.parts[name], lenient=name.endswith(".vml"))
            except (KeyError, etree.XMLSyntaxError) as error:
                raise UnsuitableError(name) from error
            if self.trees[name] is None:
                raise UnsuitableError(name)
        return self.trees[name]

    def add(self, name: str, root: Element, content_type: str, extension: str = "") -> None:
        """Add a part; `extension` declares the type for all parts that end so."""
        self.trees[name] = root
        self.parts[name] = b""
        types = self.tree(_CONTENT_TYPES)
        if extension:
            extensions = {entry.get("Extension", "").lower() for entry in types}
            if extension not in extensions:
                new = etree.Element(f"{{{TYPES}}}Default")
                new.attrib.update({"Extension": extension, "ContentType": content_type})
                types.insert(0, new)
        else:
            new = etree.SubElement(types, f"{{{TYPES}}}Override")
            new.attrib.update({"PartName": f"/{name}", "ContentType": content_type})

    def remove(self, names: Container[str]) -> None:
        """Remove parts, with their own relations and their content types."""
        for name in [name for name in self.parts if name in names]:
            for gone in (name, _relations_of(name)):
                self.parts.pop(gone, None)
                self.trees.pop(gone, None)
        types = self.tree(_CONTENT_TYPES)
        for entry in list(types):
            if entry.get("PartName", "/")[1:] in names:
                types.remove(entry)

    def free(self, pattern: str) -> str:
        """The first unused name of a pattern such as `xl/comments{}.xml`."""
        taken = {name.lower() for name in self.parts}
        return next(
            name
            for number in range(1, len(taken) + 2)
            if (name := pattern.format(number)).lower() not in taken
        )

    def relations(self, name: str) -> list[Relation]:
        """The relations of a part to other parts of the workbook."""
        if name not in self._relations:
            self._relations[name] = self._relations_in(name)
        return self._relations[name]

    def _relations_in(self, name: str) -> list[Relation]:
        if _relations_of(name) not in self.parts:
            return []
        folder = posixpath.dirname(name)
        return [
            Relation(
                element.get("Id"),
                element.get("Type").rpartition("/")[2],
                posixpath.normpath(posixpath.join(folder, element.get("Target"))).lstrip("/"),
                element,
            )
            for element in self.tree(_relations_of(name))
            if element.get("TargetMode") != "External"
        ]

    def related(self, name: str, kind: str) -> list[str]:
        """The parts that are there and to which a part has a relation of a kind, each once."""
        targets = (relation.target for relation in self.relations(name) if relation.kind == kind)
        return [target for target in dict.fromkeys(targets) if target in self.parts]

    def relate(self, name: str, kind: str, target: str) -> str:
        """Add a relation of a part to another; returns its identifier."""
        relations = _relations_of(name)
        if relations not in self.parts:
            self.parts[relations] = b""
            self.trees[relations] = etree.Element(
                f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS}
            )
        root = self.tree(relations)
        taken = {relation.get("Id") for relation in root}
        new = next(f"rpt{n}" for n in range(1, len(taken) + 2) if f"rpt{n}" not in taken)
        element = etree.SubElement(root, f"{{{RELATIONS}}}Relationship")
        element.attrib.update({"Id": new, "Type": f"{DOCUMENT}/{kind}", "Target": f"/{target}"})
        self._relations.pop(name, None)
        return new

    def unrelate(self, name: str, identifiers: Container[str]) -> None:
        """Remove relations of a part."""
        for relation in self.relations(name):
            if relation.identifier in identifiers:
                relation.element.getparent().remove(relation.element)
        self._relations.pop(name, None)

    @cached_property
    def workbook(self) -> str:
        """The name of the part that lists the sheets."""
        for relation in self.relations(""):
            if relation.kind == "officeDocument":
                return relation.target
        raise UnsuitableError("no workbook")

    def sheets(self) -> dict[str, str]:
        """The parts of the sheets by the names of the sheets."""
        targets = {
            relation.identifier: relation.target for relation in self.relations(self.workbook)
        }
        sheets = self.tree(self.workbook).find(tag("sheets"))
        if sheets is None:
            raise UnsuitableError("no sheets")
        return {
            sheet.get("name"): targets.get(sheet.get(f"{{{DOCUMENT}}}id"), "") for sheet in sheets
        }

    def part_of(self, kind: str) -> str:
        """The part that the workbook refers to as `kind`, such as `styles`."""
        for relation in self.relations(self.workbook):
            if relation.kind == kind:
                return relation.target
        raise UnsuitableError(f"no {kind}")

    def without_macros(self) -> None:
        """Remove the macros, which a workbook named .xlsx must not hold."""
        name = f"/{self.workbook}"
        for override in self.tree(_CONTENT_TYPES):
            if override.get("PartName") == name:
                override.set("ContentType", WORKBOOK_TYPE)
        macros = {
            relation.identifier: relation.target
            for relation in self.relations(self.workbook)
            if relation.element.get("Type") == _MACROS
        }
        if macros:
            self.unrelate(self.workbook, macros)
            self.remove(frozenset(macros.values()))

    def to_bytes(self) -> bytes:
        """The archive; the same bytes for the same parts."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
            for name in self.parts:
                archive.writestr(zipfile.ZipInfo(name), self._bytes(name), zipfile.ZIP_DEFLATED)
        return stream.getvalue()

    def _bytes(self, name: str) -> bytes:
        if name not in self.trees:
            return self.parts[name]
        written: bytes = etree.tostring(
            self.trees[name], xml_declaration=True, encoding="UTF-8", standalone=True
        )
        return written


def opened(content: bytes) -> Package:
    """The package of a workbook. Raises `UnsuitableError` if it is not one in transitional form."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {member.filename: archive.read(member) for member in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError, OSError) as error:
        raise UnsuitableError("no archive") from error
    package = Package(parts)
    if package.tree(package.workbook).tag != tag("workbook"):
        raise UnsuitableError("not transitional")
    return package


def _relations_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
