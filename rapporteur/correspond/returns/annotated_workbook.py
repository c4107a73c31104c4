"""The respondent's own workbook with the findings marked at their cells and listed in front."""

import re
from collections.abc import Iterable, Mapping
from contextlib import suppress

from lxml import etree
from openpyxl.utils.cell import coordinate_from_string

from rapporteur.collect.reading.spreadsheet import read_sheets
from rapporteur.correspond.returns.marks import Mark, clean, mark
from rapporteur.correspond.returns.order import Order, Said
from rapporteur.correspond.returns.package import DOCUMENT, SPREADSHEET, Package, opened
from rapporteur.correspond.returns.sheet import MARKER, findings_sheet
from rapporteur.correspond.returns.styles import Styles
from rapporteur.design.findings import Severity
from rapporteur.kernel.spreadsheetml import Element, tag
from rapporteur.language.typeface import typeface

_COMMENT_LIMIT = 4_000
"""Characters of a comment: the sheet in front has the whole text."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def annotated(content: bytes, order: Order) -> bytes:
    """`content`, an .xlsx or .xlsm, unchanged but for the marks and the first sheet.

    What an earlier return added is taken off before. Macros are left out, since the return is an
    .xlsx. Raises `UnsuitableError` when the parts of the workbook cannot be changed.
    """
    package = opened(content)
    package.without_macros()
    styles = Styles(package.tree(package.part_of("styles")))
    _remove_earlier(package, content)
    sheets = {name: part for name, part in package.sheets().items() if part in package.parts}
    for part in sheets.values():
        clean(package, part, styles)
    leftward = typeface(order.language).right_to_left
    for name, marks in _marks(order).items():
        if name in sheets and package.tree(sheets[name]).tag == tag("worksheet"):
            mark(package, sheets[name], styles, marks, leftward=leftward)
    findings = [_placed(one, sheets) for one in order.findings]
    root = findings_sheet(order, findings, styles)
    _put_in_front(package, root, _free_title(order, package.sheets()))
    return package.to_bytes()


def _marks(order: Order) -> Mapping[str, Mapping[str, Mark]]:
    """The marks by sheet and cell; of several findings at one cell the gravest gives the fill."""
    gravity = list(Severity)
    found: dict[str, dict[str, Mark]] = {}
    for one in order.findings:
        text = f"{order.say(f'severity-{one.severity}')}: {one.problem}\n{one.remedy}"
        text = _UNPRINTABLE.sub("", text)
        for cell in one.cells:
            before = found.setdefault(one.sheet, {}).get(cell)
            if before:
                text = f"{before.text}\n\n{text}"
                gravest = min(before.severity, one.severity, key=gravity.index)
            else:
                gravest = one.severity
            found[one.sheet][cell] = Mark(gravest, text[:_COMMENT_LIMIT])
    return found


def _placed(one: Said, sheets: Iterable[str]) -> Said:
    """A finding without what a sheet cannot hold, and with a link only to a sheet there is."""
    return Said(
        severity=one.severity,
        sheet=one.sheet,
        cells=one.cells if one.sheet in sheets else (),
        about=one.about,
        row=one.row,
        question=_UNPRINTABLE.sub("", one.question),
        problem=_UNPRINTABLE.sub("", one.problem),
        remedy=_UNPRINTABLE.sub("", one.remedy),
    )


def cells_in(reference: str | None) -> tuple[str, ...]:
    """The cells that a finding names, several with a space between; none that is no cell."""
    found = []
    for one in (reference or "").split():
        with suppress(ValueError):  # openpyxl's exception for what is no cell is one of these
            coordinate_from_string(one)
            found.append(one)
    return tuple(found)


def _free_title(order: Order, taken: Iterable[str]) -> str:
    """The name of the new sheet, which no other sheet has in any case of letters."""
    names = {name.casefold() for name in taken}
    title = order.say("return-sheet-title")[:27]
    wanted = (title, *(f"{title} ({number})" for number in range(2, 99)))
    return next(name for name in wanted if name.casefold() not in names)


def _remove_earlier(package: Package, content: bytes) -> None:
    """Take out the sheets that earlier returns put in front."""
    parts = package.sheets()
    for sheet in read_sheets(content):
        first = sheet.rows[0][0] if sheet.rows and sheet.rows[0] else None
        if first == MARKER and sheet.name in parts:
            _remove_sheet(package, sheet.name, parts[sheet.name])


def _remove_sheet(package: Package, name: str, part: str) -> None:
    workbook = package.tree(package.workbook)
    sheets = list(workbook.find(tag("sheets")))
    gone = next(i for i, one in enumerate(sheets) if one.get("name") == name)
    identifier = sheets[gone].get(f"{{{DOCUMENT}}}id")
    sheets[gone].getparent().remove(sheets[gone])
    for one in list(workbook.iter(tag("definedName"))):
        place = int(one.get("localSheetId", "-1"))
        if place == gone:
            one.getparent().remove(one)
        elif place > gone:
            one.set("localSheetId", str(place - 1))
    for found, _, _, relation in package.relations(package.workbook):
        if found == identifier:
            relation.getparent().remove(relation)
    package.remove(part)


def _put_in_front(package: Package, sheet: Element, title: str) -> None:
    """Add a sheet before all others and show it when the workbook is opened."""
    workbook = package.tree(package.workbook)
    sheets = workbook.find(tag("sheets"))
    for part in package.sheets().values():
        if part in package.parts and b"tabSelected" in package.parts[part]:
            for view in package.tree(part).iter(tag("sheetView")):
                view.set("tabSelected", "0")
    name = package.free("xl/worksheets/rapporteurFindings{}.xml")
    package.add(name, sheet, f"{SPREADSHEET}.worksheet+xml")
    identifier = package.relate(package.workbook, "worksheet", name)
    number = max((int(one.get("sheetId", "0")) for one in sheets), default=0) + 1
    new = etree.Element(tag("sheet"), name=title, sheetId=str(number))
    new.set(f"{{{DOCUMENT}}}id", identifier)
    sheets.insert(0, new)
    for one in workbook.iter(tag("definedName")):
        if one.get("localSheetId"):
            one.set("localSheetId", str(int(one.get("localSheetId")) + 1))
    for view in workbook.iter(tag("workbookView")):
        view.set("activeTab", "0")
        view.set("firstSheet", "0")
