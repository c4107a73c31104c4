"""The order that SpreadsheetML asks of the children of an element.

Excel offers to repair a workbook in which an element stands before one that should precede it, or
in a parent that has no place for it; most other programs read it without a word. The orders are
those of ECMA-376, part 1, annex A.2, and of Microsoft's Open XML SDK.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Element = Any
"""An element of lxml, which has no types of its own."""

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

_ORDERS = {
    "workbook": (
        "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups"
        " externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr"
        " smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst"
    ),
    "worksheet": (
        "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection"
        " protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews"
        " mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions"
        " pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches"
        " ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture"
        " oleObjects controls webPublishItems tableParts extLst"
    ),
    "sheetPr": "tabColor outlinePr pageSetUpPr",
    "sheetView": "pane selection pivotSelection extLst",
    "sheetData": "row",
    "row": "c extLst",
    "c": "f v is extLst",
    "dataValidation": "formula1 formula2",
    "cfRule": "formula colorScale dataBar iconSet extLst",
    "headerFooter": "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter",
    "table": "autoFilter sortState tableColumns tableStyleInfo extLst",
    "tableColumn": "calculatedColumnFormula totalsRowFormula xmlColumnPr extLst",
    "comments": "authors commentList extLst",
    "styleSheet": (
        "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"
    ),
    "border": "start end left right top bottom diagonal vertical horizontal",
    "xf": "alignment protection extLst",
    "dxf": "font numFmt fill alignment border protection extLst",
    # The standard lets these stand in any order, the Open XML SDK does not.
    "font": (
        "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme"
    ),
}
ORDERS: Mapping[str, Sequence[str]] = {name: order.split() for name, order in _ORDERS.items()}
"""The names of the children that an element of SpreadsheetML may have, in their order."""


def tag(name: str) -> str:
    """The qualified name of an element of SpreadsheetML."""
    return f"{{{MAIN}}}{name}"


def misplaced(parent: Element) -> Iterator[Element]:
    """The children of an element that stand after one which they should precede, or have no place.

    Nothing is known of elements of another namespace, and of parents that `ORDERS` does not name.
    """
    ranks = _RANKS.get(parent.tag)
    if ranks is None:
        return
    highest = 0
    for child in parent.iterchildren(f"{{{MAIN}}}*"):
        rank = ranks.get(child.tag, -1)
        if rank < highest:
            yield child
        highest = max(highest, rank)


def put_in_order(parent: Element) -> None:
    """Put the children of an element that `ORDERS` names in their order, unknown ones last."""
    ranks = _RANKS[parent.tag]
    parent[:] = sorted(parent, key=lambda child: ranks.get(child.tag, len(ranks)))


def insert(parent: Element, child: Element) -> None:
    """Put a new child where it belongs among the children of an element that `ORDERS` names."""
    rank = _RANKS[parent.tag][child.tag]
    for other in parent:
        if _rank(parent, other) > rank:
            other.addprevious(child)
            return
    parent.append(child)


def _rank(parent: Element, child: Element) -> int:
    """The place of a child; of one in another namespace, that of what it stands for.

    Such is mc:AlternateContent (ECMA-376, part 3), which holds the same in several versions.
    """
    ranks = _RANKS[parent.tag]
    return next((ranks[one.tag] for one in child.iter() if one.tag in ranks), -1)


_RANKS = {
    tag(name): {tag(child): rank for rank, child in enumerate(order)}
    for name, order in ORDERS.items()
}
