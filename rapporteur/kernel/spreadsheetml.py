"""The order in which SpreadsheetML requires the children of an element.

Excel offers to repair a workbook in which an element is out of order or in a parent that does not
allow it; most other programs read it without complaint. The orders are those of ECMA-376, part 1,
annex A.2, and of Microsoft's Open XML SDK.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Element = Any
"""An lxml element; lxml has no type annotations."""

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
"""For each element of SpreadsheetML, the names of its possible children in order."""


def tag(name: str) -> str:
    """The qualified name of an element of SpreadsheetML."""
    return f"{{{MAIN}}}{name}"


def misplaced(parent: Element) -> Iterator[Element]:
    """The children of an element that are out of order or not allowed in it.

    Children of another namespace are skipped, and so are parents that are not in `ORDERS`.
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
    """Sort the children of an element that is in `ORDERS`; unknown children go last."""
    ranks = _RANKS[parent.tag]
    parent[:] = sorted(parent, key=lambda child: ranks.get(child.tag, len(ranks)))


def insert(parent: Element, child: Element) -> None:
    """Insert a child at its place among the children of an element that is in `ORDERS`."""
    rank = _RANKS[parent.tag][child.tag]
    for other in parent:
        if _rank(parent, other) > rank:
            other.addprevious(child)
            return
    parent.append(child)


def _rank(parent: Element, child: Element) -> int:
    """The rank of a child among its siblings; -1 if it has none.

    An mc:AlternateContent (ECMA-376, part 3) wraps alternatives of the same element and has the
    rank of that element.
    """
    ranks = _RANKS[parent.tag]
    return next((ranks[inner.tag] for inner in child.iter() if inner.tag in ranks), -1)


_RANKS = {
    tag(name): {tag(child): rank for rank, child in enumerate(order)}
    for name, order in ORDERS.items()
}
