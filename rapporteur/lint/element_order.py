"""Elements out of order in a workbook's parts, which may make Excel offer to repair the file."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from rapporteur.kernel.spreadsheetml import MAIN, Element, misplaced, tag

_MOST = 20  # elements of a part that are reported

_ROW, _CELL = tag("row"), tag("c")
_IN_ROWS = {tag("sheetData"), _ROW, _CELL}


@dataclass(frozen=True, slots=True)
class Misplaced:
    """An element out of order. `row` is the row of the sheet that it is in, 0 if it is in none."""

    part: str
    parent: str
    element: str
    row: int

    @property
    def in_font(self) -> bool:
        """Whether it is a property of a font, for which the standard sets no order."""
        return self.parent == "font"


def read_misplaced(archive: zipfile.ZipFile, part: str) -> list[Misplaced]:
    """The elements out of order in a part. Raises `lxml.etree.XMLSyntaxError` if it is damaged."""
    with archive.open(part) as stream:
        elements = etree.iterparse(stream, events=("end",), resolve_entities=False, no_network=True)
        return list(islice(_found(part, elements), _MOST))


def _found(part: str, elements: Iterator[tuple[str, Element]]) -> Iterator[Misplaced]:
    row = 0
    for _, element in elements:
        for child in misplaced(element):
            at = row if element.tag in _IN_ROWS else 0
            yield Misplaced(part, _name(element), _name(child), at)
        if element.tag == _ROW:
            number = int(element.get("r", row + 1))
            if number <= row:
                yield Misplaced(part, "sheetData", "row", number)
            row = number
            if not _ascending(element):
                yield Misplaced(part, "row", "c", row)
            element.clear()  # a sheet may have a million


def _ascending(row: Element) -> bool:
    """Whether the cells of a row that have a reference are in order from left to right."""
    columns = [
        column_index_from_string(coordinate_from_string(cell.get("r"))[0])
        for cell in row.iterchildren(_CELL)
        if cell.get("r")
    ]
    return all(left < right for left, right in pairwise(columns))


def _name(element: Element) -> str:
    return str(element.tag).removeprefix(f"{{{MAIN}}}")
