"""An Office Open XML workbook as what it is: a zip archive of parts that refer to each other.

A spreadsheet library that loads and saves a workbook drops what it does not know: pictures,
the saved results of formulas, rich text. Here a part is parsed only if it is to be changed,
and every other one keeps its bytes. (ECMA-376, parts 1 and 2.)
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
    """The bytes are no workbook in the transitional form of Office Open XML."""


def parsed(content: bytes, *, lenient: bool = False) -> Element:
    """The root of a part. No entity of it is expanded and nothing outside it is read."""
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
        """The parsed part, which is written anew. Raises `UnsuitableError` if there is none."""
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
            known = {one.get("Extension", "").lower() for one in types}
            if extension not in known:
                new = etree.Element(f"{{{TYPES}}}Default")
                new.attrib.update({"Extension": extension, "ContentType": content_type})
                types.insert(0, new)
        else:
            new = etree.SubElement(types, f"{{{TYPES}}}Override")
            new.attrib.update({"PartName": f"/{name}", "ContentType": content_type})

    def remove(self, name: str) -> None:
        """Remove a part and what is said of its type."""
        self.parts.pop(name, None)
        self.trees.pop(name, None)
        self.parts.pop(_relations_of(name), None)
        types = self.tree(_CONTENT_TYPES)
        for one in [one for one in types if one.get("PartName") == f"/{name}"]:
            types.remove(one)

    def free(self, pattern: str) -> str:
        """The first name of the pattern, such as `xl/comments{}.xml`, that no part has."""
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
        for one in list(self.tree(_relations_of(name))):
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), one.get("Target")))
            if one.get("TargetMode") != "External":
                kind = one.get("Type").rpartition("/")[2]
                yield one.get("Id"), kind, target.lstrip("/"), one

    def relate(self, name: str, kind: str, target: str) -> str:
        """Add a relation of a part to another; returns its identifier."""
        relations = _relations_of(name)
        if relations not in self.parts:
            self.parts[relations] = b""
            self.trees[relations] = etree.Element(
                f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS}
            )
        root = self.tree(relations)
        taken = {one.get("Id") for one in root}
        new = next(f"rpt{n}" for n in range(1, len(taken) + 2) if f"rpt{n}" not in taken)
        one = etree.SubElement(root, f"{{{RELATIONS}}}Relationship")
        one.attrib.update({"Id": new, "Type": f"{DOCUMENT}/{kind}", "Target": f"/{target}"})
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
        targets = {one: target for one, _, target, _ in self.relations(self.workbook)}
        sheets = self.tree(self.workbook).find(tag("sheets"))
        if sheets is None:
            raise UnsuitableError("no sheets")
        return {one.get("name"): targets.get(one.get(f"{{{DOCUMENT}}}id"), "") for one in sheets}

    def part_of(self, kind: str) -> str:
        """The part that the workbook has for something, such as `styles`."""
        for _, found, target, _ in self.relations(self.workbook):
            if found == kind:
                return target
        raise UnsuitableError(f"no {kind}")

    def without_macros(self) -> None:
        """Make it a plain workbook: one that is named .xlsx must not hold macros."""
        for override in self.tree(_CONTENT_TYPES):
            if override.get("PartName") == f"/{self.workbook}":
                override.set("ContentType", WORKBOOK_TYPE)
        for _, _, target, one in self.relations(self.workbook):
            if one.get("Type") == _MACROS:
                one.getparent().remove(one)
                self.remove(target)

    def to_bytes(self) -> bytes:
        """The archive. Of the same parts it is always the same."""
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
    """A workbook's package. Raises `UnsuitableError` when it is none, or of another form."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {one.filename: archive.read(one) for one in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError, OSError) as error:
        raise UnsuitableError("no archive") from error
    package = Package(parts)
    if package.tree(package.workbook).tag != tag("workbook"):
        raise UnsuitableError("not transitional")
    return package


def _relations_of(name: str) -> str:
    folder, _, file = name.rpartition("/")
    return f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
