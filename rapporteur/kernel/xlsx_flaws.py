"""What calamine does not report about an .xlsx: formulas without a result, errors, the date system.

calamine returns such cells as blank, so that they would be taken for unanswered questions.
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
_MOST = 1000  # flaws reported for a sheet


@dataclass(frozen=True, slots=True)
class Flaw:
    """A cell without a usable value: the code of its finding, and the text that Excel shows."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class WorkbookFlaws:
    """The flaws of a workbook by sheet name, each with its row and column counted from 0.

    `from_1904` is true where dates are counted from 1904 (the date system of early Macs).
    """

    flaws: Mapping[str, Sequence[tuple[int, int, Flaw]]] = field(default_factory=dict)
    from_1904: bool = False


def find_flaws(content: bytes) -> WorkbookFlaws:
    """The flaws of a workbook; none if it is not an .xlsx, or is damaged."""
    if not content.startswith(b"PK"):
        return WorkbookFlaws()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" not in names:
                return WorkbookFlaws()
            book = archive.read("xl/workbook.xml")
            flawed: dict[str, Sequence[tuple[int, int, Flaw]]] = {}
            for path in names:
                if path.startswith("xl/worksheets/") and path.endswith(".xml"):
                    data = archive.read(path)
                    if any(mark in data for mark in _MARKS) and (flaws := list(_flaws(data))):
                        flawed[path] = flaws
            titles = _titles(archive, book) if flawed else {}
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError, OSError, NotImplementedError):
        return WorkbookFlaws()
    except Exception as error:
        if type(error).__module__ not in ("zlib", "lzma"):
            raise
        return WorkbookFlaws()
    named = {titles[path]: flaws for path, flaws in flawed.items() if path in titles}
    return WorkbookFlaws(named, _1904.search(book) is not None)


def _flaws(data: bytes) -> Iterator[tuple[int, int, Flaw]]:
    """The flaws of the cells in the XML of a sheet, at most `_MOST`."""
    count = 0
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
        # The result of a formula may be an empty text, which the type of its cell shows.
        elif text or 't="str"' in attributes:
            continue
        else:
            shown = unescape(formula[1] or "") if formula else ""
            flaw = Flaw("formula_without_value", f"={shown}"[:1000])
        yield int(place[2]) - 1, column_index_from_string(place[1]) - 1, flaw
        count += 1
        if count == _MOST:
            return


def _titles(archive: zipfile.ZipFile, book: bytes) -> Mapping[str, str]:
    """The name of each sheet by the path of its XML in the archive."""
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    paths = {}
    for relation in _RELATION.findall(relations):
        attributes = dict(_ATTRIBUTE.findall(relation))
        target = unescape(attributes.get("Target", ""))
        paths[attributes.get("Id")] = normpath(join("/xl", target)).lstrip("/")
    titles = {}
    for sheet in _SHEET.findall(book.decode("utf-8", "replace")):
        attributes = dict(_ATTRIBUTE.findall(sheet))
        for key, value in attributes.items():
            if key.endswith(":id") and value in paths:
                titles[paths[value]] = unescape(attributes.get("name", ""))
    return titles
