"""What an .xlsx says that its reader leaves out: formulas without result, errors, where days begin.

A cell of that kind is blank to the reader, and would be taken as not answered.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from posixpath import join, normpath

from openpyxl.utils import column_index_from_string

_MARKS = (b"<f>", b"<f ", b"<f/>", b":f>", b't="e"', b"t='e'")
_CELL = re.compile(r"<(?:\w+:)?c\b([^<>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_REFERENCE = re.compile(r"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_FORMULA = re.compile(r"<(?:\w+:)?f\b[^<>]*?(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_RESULT = re.compile(r"<(?:\w+:)?(?:v|is)>([^<]*)", re.DOTALL)
_SHEET = re.compile(r"<(?:\w+:)?sheet\b([^<>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b([^<>]*)>")
_ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_1904 = re.compile(rb"""date1904\s*=\s*["'](?:1|true|on)["']""")
_MOST = 1000  # flaws of a sheet: one needs no more to see what is wrong


@dataclass(frozen=True, slots=True)
class Flaw:
    """A cell without a usable value. `code` is the finding's, `text` what a person sees there."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """Of a workbook: the flaws of each sheet by row and column from 0, and how it counts days."""

    flaws: Mapping[str, Sequence[tuple[int, int, Flaw]]] = field(default_factory=dict)
    from_1904: bool = False


def look(content: bytes) -> Told:
    """Look into a workbook; of one that is no .xlsx, or is damaged, nothing is told."""
    if not content.startswith(b"PK"):
        return Told()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" not in names:
                return Told()
            book = archive.read("xl/workbook.xml")
            flawed: dict[str, Sequence[tuple[int, int, Flaw]]] = {}
            for path in names:
                if path.startswith("xl/worksheets/") and path.endswith(".xml"):
                    data = archive.read(path)
                    if any(mark in data for mark in _MARKS) and (found := list(_flaws(data))):
                        flawed[path] = found
            titles = _titles(archive, book) if flawed else {}
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, NotImplementedError):
        return Told()
    except Exception as error:
        if type(error).__module__ not in ("zlib", "lzma"):
            raise
        return Told()
    named = {titles[path]: found for path, found in flawed.items() if path in titles}
    return Told(named, _1904.search(book) is not None)


def _flaws(data: bytes) -> Iterator[tuple[int, int, Flaw]]:
    found = 0
    for cell in _CELL.finditer(data.decode("utf-8", "replace")):
        attributes, inside = cell[1], cell[2]
        place = _REFERENCE.search(attributes)
        error = 't="e"' in attributes or "t='e'" in attributes
        formula = _FORMULA.search(inside)
        if not place or not (error or formula):
            continue
        result = _RESULT.search(inside)
        text = unescape(result[1]) if result else ""
        if error:
            flaw = Flaw("error_value", text or "#")
        # The result of a formula may be an empty text; then its cell says that it is one.
        elif text or 't="str"' in attributes:
            continue
        else:
            shown = unescape(formula[1] or "") if formula else ""
            flaw = Flaw("formula_without_value", f"={shown}"[:1000])
        yield int(place[2]) - 1, column_index_from_string(place[1]) - 1, flaw
        found += 1
        if found == _MOST:
            return


def _titles(archive: zipfile.ZipFile, book: bytes) -> Mapping[str, str]:
    """The names of the sheets by the path of each."""
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    paths = {}
    for one in _RELATION.findall(relations):
        said = dict(_ATTRIBUTE.findall(one))
        paths[said.get("Id")] = normpath(join("/xl", unescape(said.get("Target", "")))).lstrip("/")
    titles = {}
    for one in _SHEET.findall(book.decode("utf-8", "replace")):
        said = dict(_ATTRIBUTE.findall(one))
        for key, value in said.items():
            if key.endswith(":id") and value in paths:
                titles[paths[value]] = unescape(said.get("name", ""))
    return titles
