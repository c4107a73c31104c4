"""The fills of marks and the formats of the findings sheet, added to a workbook's own styles."""

from copy import deepcopy

from lxml import etree

from rapporteur.build.named_styles import ANSWER
from rapporteur.correspond.returns.xlsx_package import UnsuitableError
from rapporteur.design.findings import Severity
from rapporteur.kernel.spreadsheetml import Element, insert, put_in_order, tag

MARKS = {
    Severity.BLOCKER: "F4A6A0",
    Severity.ERROR: "F9C5C0",
    Severity.WARNING: "FFDD99",
    Severity.INFO: "CFE2F3",
}
"""The fill of a marked cell, by its most severe finding. No other cell has these colours, so
that a mark is recognized when the workbook comes back."""


class Styles:
    """The styles of a workbook (`styles.xml`), to which each format is added once."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._formats = root.find(tag("cellXfs"))
        if self._formats is None:
            raise UnsuitableError("no formats")
        for font in root.iter(tag("font")):
            put_in_order(font)
        self._repair_parents()
        # Lists, since to count or to number the children of an element takes a walk along them.
        self._collections: dict[str, tuple[Element, list[Element]]] = {}
        self._xfs = self._collection("cellXfs")[1]
        self._fills: dict[str, int] = {}
        self._numbers: dict[tuple[object, ...], int] = {}
        self._marks: dict[int, bool] = {}

    def _repair_parents(self) -> None:
        """Let no format refer to a missing parent: Excel would offer to repair the file."""
        parents = self._root.find(tag("cellStyleXfs"))
        if parents is None:
            parents = etree.Element(tag("cellStyleXfs"))
            insert(self._root, parents)
        if not len(parents):
            etree.SubElement(parents, tag("xf"), numFmtId="0", fontId="0", fillId="0", borderId="0")
            parents.set("count", "1")
        number = len(parents)
        for xf in self._formats:
            if int(xf.get("xfId", "0")) >= number:
                xf.set("xfId", "0")

    def marked(self, style: int, severity: Severity) -> int:
        """The number of the format `style` with the fill of a mark."""
        return self._filled(style, MARKS[severity])

    def unmarked(self, style: int) -> int:
        """The number of the format `style` without the fill of a mark."""
        return self._filled(style, ANSWER) if self._is_mark(style) else style

    def format(
        self,
        font: str,
        *,
        size: float = 10,
        bold: bool = False,
        color: str = "262626",
        fill: str = "",
        side: str = "left",
        ruled: bool = False,
        link: bool = False,
    ) -> int:
        """The number of a format, which is added if it is new."""
        key = (font, size, bold, color, fill, side, ruled, link)
        if key not in self._numbers:
            face = etree.Element(tag("font"))
            if bold:
                etree.SubElement(face, tag("b"))
            if link:
                etree.SubElement(face, tag("u"))
            etree.SubElement(face, tag("sz"), val=str(size))
            etree.SubElement(face, tag("color"), rgb=f"FF{color}")
            etree.SubElement(face, tag("name"), val=font)
            new = etree.Element(tag("xf"), numFmtId="0", xfId="0", applyFont="1", applyFill="1")
            new.set("fontId", str(self._append("fonts", face)))
            new.set("fillId", str(self._fill(fill)) if fill else "0")
            new.set("borderId", str(self._rule()) if ruled else "0")
            new.set("applyBorder", "1")
            new.set("applyAlignment", "1")
            place = etree.SubElement(new, tag("alignment"), horizontal=side, vertical="center")
            place.set("wrapText", "1")
            place.set("indent", "1" if ruled else "0")
            # Otherwise a full stop after Arabic is on the wrong side.
            place.set("readingOrder", "2" if side == "right" else "1")
            self._numbers[key] = self._append("cellXfs", new)
        return self._numbers[key]

    def _filled(self, style: int, color: str) -> int:
        key = (style, color)
        if key not in self._numbers:
            if 0 <= style < len(self._xfs):
                new = deepcopy(self._xfs[style])
            else:
                new = etree.Element(tag("xf"), numFmtId="0")
            new.set("fillId", str(self._fill(color)))
            new.set("applyFill", "1")
            self._numbers[key] = self._append("cellXfs", new)
        return self._numbers[key]

    def _is_mark(self, style: int) -> bool:
        if style not in self._marks:
            self._marks[style] = self._has_color_of_mark(style)
        return self._marks[style]

    def _has_color_of_mark(self, style: int) -> bool:
        if not 0 <= style < len(self._xfs):
            return False
        fills = self._collection("fills")[1]
        number = int(self._xfs[style].get("fillId", "0"))
        color = fills[number].find(f".//{tag('fgColor')}") if 0 <= number < len(fills) else None
        # LibreOffice and openpyxl write the first two digits, of opacity, differently.
        return color is not None and color.get("rgb", "")[-6:].upper() in MARKS.values()

    def _fill(self, color: str) -> int:
        if color not in self._fills:
            fill = etree.Element(tag("fill"))
            pattern = etree.SubElement(fill, tag("patternFill"), patternType="solid")
            etree.SubElement(pattern, tag("fgColor"), rgb=f"FF{color}")
            etree.SubElement(pattern, tag("bgColor"), indexed="64")
            self._fills[color] = self._append("fills", fill)
        return self._fills[color]

    def _rule(self) -> int:
        """The number of a border with a thin grey line below."""
        key = ("rule",)
        if key not in self._numbers:
            border = etree.Element(tag("border"))
            for side in ("left", "right", "top"):
                etree.SubElement(border, tag(side))
            bottom = etree.SubElement(border, tag("bottom"), style="thin")
            etree.SubElement(bottom, tag("color"), rgb="FFB4C6D6")
            etree.SubElement(border, tag("diagonal"))
            self._numbers[key] = self._append("borders", border)
        return self._numbers[key]

    def _append(self, name: str, element: Element) -> int:
        """Add an element to a collection; returns its number there."""
        parent, members = self._collection(name)
        if parent is None:
            raise UnsuitableError(f"no {name}")
        members.append(element)
        parent.append(element)
        parent.set("count", str(len(members)))
        return len(members) - 1

    def _collection(self, name: str) -> tuple[Element, list[Element]]:
        """A collection and its members in their order; None and none if it is missing."""
        if name not in self._collections:
            parent = self._root.find(tag(name))
            self._collections[name] = (parent, [] if parent is None else list(parent))
        return self._collections[name]
