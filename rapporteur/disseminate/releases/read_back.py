"""Read written files back: each must hold as many rows of each table as the warehouse.

The rows of a workbook are counted in its XML while it is unpacked: that keeps no sheet in memory,
and verifies the checksum of each.
"""

import csv
import re
import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from os import SEEK_CUR
from pathlib import Path, PurePosixPath
from posixpath import join, normpath
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile, ZipInfo

import pyarrow.parquet as pq
from openpyxl.utils import range_boundaries
from zlib_ng import zlib_ng

from rapporteur.kernel.errors import UserError

_BOOK = ".xlsx"
_CHUNK = 2**16  # bytes, some ten times as many unpacked
_HEADER = struct.Struct("<26s2H")  # of a member, with the lengths of what follows
_ROW = re.compile(rb'<row r="([0-9]+)"')
_SHEETS = "xl/worksheets"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BUILT_IN = "_xlnm."
_UNREADABLE: tuple[type[Exception], ...] = (  # type: ignore[assignment]  # zlib-ng's stubs
    OSError, ValueError, KeyError, BadZipFile, ElementTree.ParseError, struct.error,
    zlib_ng.error,
)  # fmt: skip
LONGEST = 2**31 - 1
"""The longest cell of a CSV, in characters: the standard library's own limit is lower."""

Counts = Mapping[str, int]
"""How many rows each table has, by its id."""


def check(folder: Path, expected: Counts) -> None:
    """Raise `UserError` when a file lacks rows, has too many, or cannot be read.

    A workbook holds every table that has rows. Of the other kinds there is a file for each table,
    with its name; files with other names are the lists beside the tables.
    """
    without = {suffix: set(expected) for suffix in _COUNTED if suffix != _BOOK}
    for path in sorted(path for path in folder.rglob("*") if path.suffix in _COUNTED):
        try:
            counted = _COUNTED[path.suffix](path)
        except _UNREADABLE as error:
            raise _wrong(path, f"it cannot be read: {error}") from error
        whole = path.suffix == _BOOK
        if not whole:
            without[path.suffix].discard(path.stem)
        asked = (
            {name for name, rows in expected.items() if rows}
            if whole
            else expected.keys() & {path.stem}
        )
        for name in sorted(asked | (counted.keys() & expected.keys())):
            if counted.get(name, 0) != expected.get(name, 0):
                raise _wrong(
                    path,
                    f"of the table {name} it has {counted.get(name, 0)} rows, and there are "
                    f"{expected.get(name, 0)}",
                )

    for suffix, names in without.items():
        if names and len(names) < len(expected):
            raise _wrong(folder / f"{min(names)}{suffix}", "it is not there")


def _workbook(path: Path) -> Counts:
    """The number of rows below the header of each named table or named range."""
    with ZipFile(path) as archive:
        ranges: dict[str, dict[str, tuple[int, int]]] = {}
        for sheet, name, area in chain(_tables(archive), _names(archive)):
            _, first, _, last = range_boundaries(area)
            ranges.setdefault(sheet, {})[name] = int(first or 0), int(last or 0)
        counted = {}
        for sheet, named in ranges.items():
            rows = _rows(archive, sheet)
            for name, (first, last) in named.items():
                counted[name] = bisect_right(rows, last) - bisect_right(
                    rows, first
                )  # less the header
                if counted[name] != last - first:
                    raise ValueError(f"{name} spans {last - first} rows and has {counted[name]}")
        return counted


def _tables(archive: ZipFile) -> Iterator[tuple[str, str, str]]:
    """The sheet, name and range of each named table."""
    for path in archive.namelist():
        part = PurePosixPath(path)
        if part.parent.as_posix() == f"{_SHEETS}/_rels":
            for relation in ElementTree.fromstring(archive.read(path)):
                if relation.attrib["Type"].endswith("/table"):
                    target = normpath(join(f"/{_SHEETS}", relation.attrib["Target"])).lstrip("/")
                    table = ElementTree.fromstring(archive.read(target))
                    yield f"{_SHEETS}/{part.stem}", table.attrib["name"], table.attrib["ref"]


def _names(archive: ZipFile) -> Iterator[tuple[str, str, str]]:
    """The sheet, name and range of each named range, which a table with two header rows has."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.attrib["Id"]: relation.attrib["Target"] for relation in relations}
    sheets = {
        sheet.attrib["name"]: normpath(join("/xl", targets[sheet.attrib[_ID]])).lstrip("/")
        for sheet in book.iter(f"{_MAIN}sheet")
    }
    for name in book.iter(f"{_MAIN}definedName"):
        sheet, _, area = (name.text or "").rpartition("!")
        unquoted = sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet
        if not name.attrib["name"].startswith(_BUILT_IN) and ":" in area and unquoted in sheets:
            yield sheets[unquoted], name.attrib["name"], area.replace("$", "")


def _rows(archive: ZipFile, sheet: str) -> list[int]:
    """The numbers of a sheet's rows, in ascending order. Raises `ValueError` if it is damaged."""
    numbers: list[int] = []
    rest = b""
    for chunk in _unpacked(archive, archive.getinfo(sheet)):
        whole = rest + chunk
        end = whole.rfind(b"<")  # the start of a tag that may be incomplete
        numbers += map(int, _ROW.findall(whole, 0, end))
        rest = whole[end:]
    return numbers


def _unpacked(archive: ZipFile, member: ZipInfo) -> Iterator[bytes]:
    """A compressed member, some at a time: at a fraction of the time of the standard library."""
    assert archive.fp
    archive.fp.seek(member.header_offset)
    *_, name, extra = _HEADER.unpack(archive.fp.read(_HEADER.size))
    archive.fp.seek(name + extra, SEEK_CUR)
    inflate = zlib_ng.decompressobj(-zlib_ng.MAX_WBITS)
    left, checksum = member.compress_size, 0
    while left > 0 and (packed := archive.fp.read(min(left, _CHUNK))):
        left -= len(packed)
        chunk = inflate.decompress(packed)
        checksum = zlib_ng.crc32(chunk, checksum)
        yield chunk
    if not inflate.eof or checksum != member.CRC:
        raise ValueError(f"{member.filename} is damaged")


def _csv(path: Path) -> Counts:
    csv.field_size_limit(LONGEST)
    with path.open(encoding="utf-8", newline="") as stream:
        return {path.stem: sum(1 for _ in csv.reader(stream)) - 1}


def _parquet(path: Path) -> Counts:
    return {path.stem: int(pq.read_metadata(path).num_rows)}


_COUNTED: Mapping[str, Callable[[Path], Counts]] = {
    _BOOK: _workbook,
    ".csv": _csv,
    ".parquet": _parquet,
}
"""The function that counts the rows of a file, by suffix; other files are not read back."""


def _wrong(path: Path, why: str) -> UserError:
    return UserError(
        f"{path.name} was not written as it should be: {why}. What was published before stands.",
        "Run again; if it comes again, the disk or the program is at fault.",
    )
