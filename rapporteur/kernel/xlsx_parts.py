"""The parts of an .xlsx: each read once, with its relations, and the names of the sheets."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import unescape
from posixpath import dirname, join, normpath
from typing import NamedTuple

_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^<>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^<>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_DAMAGED = (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, NotImplementedError)


class Relation(NamedTuple):
    """A relation of a part: the last word of its type, and a part or an external address."""

    kind: str
    target: str
    external: bool


class XlsxParts:
    """The parts of a workbook by their path in the archive."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._read: dict[str, bytes] = {}
        self._relations: dict[str, Mapping[str, Relation]] = {}
        self._sheets: Mapping[str, str] | None = None
        self.names = frozenset(archive.namelist())

    def read(self, name: str) -> bytes:
        """The bytes of a part; empty if there is none of that name."""
        if name not in self._read:
            self._read[name] = self._archive.read(name) if name in self.names else b""
        return self._read[name]

    def relations(self, name: str) -> Mapping[str, Relation]:
        """The relations of a part by their identifier."""
        if name not in self._relations:
            self._relations[name] = self._relations_of(name)
        return self._relations[name]

    def may_have(self, name: str, *kinds: bytes) -> bool:
        """Whether a part may have a relation of one of these kinds; cheaper than to read them."""
        data = self.read(_relations_path(name))
        return bool(data) and any(kind in data for kind in kinds)

    def _relations_of(self, name: str) -> Mapping[str, Relation]:
        path = _relations_path(name)
        found: dict[str, Relation] = {}
        if path not in self.names:
            return found
        for text in _RELATION.findall(self.read(path).decode("utf-8", "replace")):
            attributes = dict(_ATTRIBUTE.findall(text))
            external = attributes.get("TargetMode") == "External"
            target = unescape(attributes.get("Target", ""))
            if not external:
                target = normpath(join(f"/{dirname(name)}", target)).lstrip("/")
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = Relation(kind, target, external)
        return found

    def sheets(self) -> Mapping[str, str]:
        """The path of each sheet by its name, in their order."""
        if self._sheets is None:
            self._sheets = self._find_sheets()
        return self._sheets

    def _find_sheets(self) -> Mapping[str, str]:
        relations = self.relations("xl/workbook.xml")
        paths = {}
        book = self.read("xl/workbook.xml").decode("utf-8", "replace")
        for text in _SHEET.findall(book):
            attributes = dict(_ATTRIBUTE.findall(text))
            for key, value in attributes.items():
                if key.endswith(":id") and value in relations:
                    paths[unescape(attributes.get("name", ""))] = relations[value].target
        return paths


def _relations_path(name: str) -> str:
    folder, _, own = name.rpartition("/")
    return f"{folder}/_rels/{own}.rels"


@contextmanager
def opened(content: bytes) -> Iterator[XlsxParts | None]:
    """The parts of a workbook; None if it is not an .xlsx, or its directory is damaged."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content)) if content.startswith(b"PK") else None
    except _DAMAGED:
        archive = None
    if archive is None:
        yield None
        return
    with archive:
        yield of(archive)


def of(archive: zipfile.ZipFile) -> XlsxParts | None:
    """The parts of an open archive; None if it is not an .xlsx."""
    parts = XlsxParts(archive)
    return parts if "xl/workbook.xml" in parts.names else None


def is_damage(error: Exception) -> bool:
    """Whether an error is one that damaged bytes of an archive cause."""
    return isinstance(error, _DAMAGED) or type(error).__module__ in ("zlib", "lzma")
