"""What calamine does not report about an .xlsx: formulas without a result, errors, the date system.

calamine returns such cells as blank, so that they would be taken for unanswered questions.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape

from openpyxl.utils import column_index_from_string

from rapporteur.kernel.xlsx_parts import XlsxParts, is_damage, opened

_MARKS = (b"f>", b"<f ", b"<f/", b't="e"', b"t='e'")
_HEAD = 4096  # bytes in which a sheet shows how its XML is written
_CELL = re.compile(r"<(?:\w+:)?c\b([^<>]*)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_REFERENCE = re.compile(r"""\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_FORMULA = re.compile(r"<(?:\w+:)?f\b[^<>]*?(?:/>|>(.*?)</(?:\w+:)?f>)", re.DOTALL)
_RESULT = re.compile(r"<(?:\w+:)?(?:v|is)>([^<]*)", re.DOTALL)
_DATA_TYPE = re.compile(r"""\bvm=["']""")
_1904 = re.compile(rb"""date1904\s*=\s*["'](?:1|true|on)["']""")
_MOST = 100_000  # flaws reported for a sheet


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
    with opened(content) as parts:
        return flaws_of(parts) if parts else WorkbookFlaws()


def flaws_of(parts: XlsxParts) -> WorkbookFlaws:
    """The flaws of a workbook whose parts are open; none if they are damaged."""
    flaws = {}
    try:
        from_1904 = _1904.search(parts.read("xl/workbook.xml")) is not None
        for name, path in parts.sheets().items():
            data = parts.read(path)
            if _may_have_flaws(data) and (found := list(_flaws(data))):
                flaws[name] = found
    except Exception as error:
        if not is_damage(error):
            raise
        return WorkbookFlaws()
    return WorkbookFlaws(flaws, from_1904)


def _may_have_flaws(data: bytes) -> bool:
    """Whether a sheet may have formulas or errors, with as few searches as its XML allows."""
    head = data[:_HEAD]
    if b"<sheetData>" in head and b"='" not in head[100:]:
        return data.find(b"<f", 0, data.rfind(b"</sheetData>")) >= 0 or b't="e"' in data
    return any(mark in data for mark in _MARKS)


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
            # Excel keeps the name that it shows for a data type in another part of the file.
            code = "data_type_value" if _DATA_TYPE.search(attributes) else "error_value"
            flaw = Flaw(code, text or "#")
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
