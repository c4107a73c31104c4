"""An Office Open XML workbook as a zip archive of parts that refer to each other.

A spreadsheet library that loads and saves a workbook drops what it does not know: pictures, the
saved results of formulas, rich text. Here only the parts that are changed are parsed; all others
keep their bytes. (ECMA-376, parts 1 and 2.)
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

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


def parsed(content: bytes, *, lenient: bool = False) -> Element:
    """The root element of a part. Entities are not expanded, and nothing outside is read."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=lenient
    )
    return etree.fromstring(content, parser)


@dataclass
class Package:
    """A workbook's parts by name, parsed on demand, and the sheets in their order."""

    parts: dict[str, bytes]
    trees: dict[str, Element] = field(default_factory=dict)

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

    def remove(self, name: str) -> None:
        """Remove a part, its relations and its content type."""
        self.parts.pop(name, None)
        self.trees.pop(name, None)
        self.parts.pop(_relations_of(name), None)
        types = self.tree(_CONTENT_TYPES)
        for entry in [entry for entry in types if entry.get("PartName") == f"/{name}"]:
            types.remove(entry)

    def free(self, pattern: str) -> str:
        """The first unused name of a pattern such as `xl/comments{}.xml`."""
        taken = {name.lower() for name in self.parts}
        return next(
            name
            for number in range(1, len(taken) + 2)
            if (name := pattern.format(number)).lower() not in taken
        )

    def relations(self, name: str) -> Iterator[tuple[str, str, str, Element]]:
        """The relations of a part to others: identifier, last word of the kind, part, element."""
        if _relations_of(name) not in self.parts:
            return
        for relation in list(self.tree(_relations_of(name))):
            target = posixpath.normpath(
                posixpath.join(posixpath.dirname(name), relation.get("Target"))
            )
            if relation.get("TargetMode") != "External":
                kind = relation.get("Type").rpartition("/")[2]
                yield relation.get("Id"), kind, target.lstrip("/"), relation

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
        relation = etree.SubElement(root, f"{{{RELATIONS}}}Relationship")
        relation.attrib.update({"Id": new, "Type": f"{DOCUMENT}/{kind}", "Target": f"/{target}"})
        return new

    @property
    def workbook(self) -> str:
        """The name of the part that lists the sheets."""
        for _, kind, target, _ in self.relations(""):
            if kind == "officeDocument":
                return target
        raise UnsuitableError("no workbook")

    def sheets(self) -> dict[str, str]:
        """The parts of the sheets by the names of the sheets."""
        targets = {relation: target for relation, _, target, _ in self.relations(self.workbook)}
        sheets = self.tree(self.workbook).find(tag("sheets"))
        if sheets is None:
            raise UnsuitableError("no sheets")
        return {
            sheet.get("name"): targets.get(sheet.get(f"{{{DOCUMENT}}}id"), "") for sheet in sheets
        }

    def part_of(self, kind: str) -> str:
        """The part that the workbook refers to as `kind`, such as `styles`."""
        for _, name, target, _ in self.relations(self.workbook):
            if name == kind:
                return target
        raise UnsuitableError(f"no {kind}")

    def without_macros(self) -> None:
        """Remove the macros, which a workbook named .xlsx must not hold."""
        for override in self.tree(_CONTENT_TYPES):
            if override.get("PartName") == f"/{self.workbook}":
                override.set("ContentType", WORKBOOK_TYPE)
        for _, _, target, relation in self.relations(self.workbook):
            if relation.get("Type") == _MACROS:
                relation.getparent().remove(relation)
                self.remove(target)

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
