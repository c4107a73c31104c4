"""The respondent's own workbook, with the findings marked in its cells and listed in front."""

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from lxml import etree

from rapporteur.build.hidden_sheets import IDENTIFICATION
from rapporteur.collect.reading.answers import IDENTITY
from rapporteur.collect.reading.spreadsheet import read_sheets
from rapporteur.correspond.returns.cell_marks import Mark, add_marks, remove_marks
from rapporteur.correspond.returns.findings_sheet import MARKER, findings_sheet
from rapporteur.correspond.returns.plan import PlannedReturn, ReturnedFinding
from rapporteur.correspond.returns.signed_return import identification_sheet
from rapporteur.correspond.returns.xlsx_package import DOCUMENT, SPREADSHEET, Package, opened
from rapporteur.correspond.returns.xlsx_styles import Styles
from rapporteur.design.findings import Severity
from rapporteur.kernel.spreadsheetml import Element, tag
from rapporteur.language.typeface import typeface

_COMMENT_LIMIT = 4_000
"""Characters of a comment; the sheet in front has the whole text."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def annotated(
    content: bytes, planned: PlannedReturn, identity: Mapping[str, str] | None = None
) -> bytes:
    """The workbook `content` (.xlsx or .xlsm) with marks at its findings and a new first sheet.

    Nothing else is changed, except that what an earlier return added is removed first, that
    macros are left out, since the return is an .xlsx, and that a hidden sheet with the rows
    `identity` takes the place of the workbook's own, if they are given. Raises
    `UnsuitableError` when the parts of the workbook cannot be changed.
    """
    package = opened(content)
    package.without_macros()
    styles = Styles(package.tree(package.part_of("styles")))
    _remove_marked(package, content, MARKER)
    if identity is not None:
        _remove_marked(package, content, IDENTITY)
        _put_hidden(package, identification_sheet(identity))
    sheets = {name: part for name, part in package.sheets().items() if part in package.parts}
    for part in dict.fromkeys(sheets.values()):
        remove_marks(package, part, styles)
    leftward = typeface(planned.language).right_to_left
    for name, marks in _marks(planned).items():
        if name in sheets and package.tree(sheets[name]).tag == tag("worksheet"):
            add_marks(package, sheets[name], styles, marks, leftward=leftward)
    findings = [_placed(finding, sheets) for finding in planned.findings]
    root = findings_sheet(planned, findings, styles)
    title = planned.say("return-sheet-title")[:27]
    _put_in_front(package, root, _free_title(title, package.sheets()))
    return package.to_bytes()


def _marks(planned: PlannedReturn) -> Mapping[str, Mapping[str, Mark]]:
    """The marks by sheet and cell; the most severe of several findings at a cell sets its fill."""
    severities = list(Severity)
    marks: dict[str, dict[str, Mark]] = {}
    for finding in planned.findings:
        severity_word = planned.say(f"severity-{finding.severity}")
        problem = planned.say("return-about", what=severity_word, text=finding.problem)
        text = f"{problem}\n{finding.remedy}"
        text = _UNPRINTABLE.sub("", text)
        for cell in finding.cells:
            before = marks.setdefault(finding.sheet, {}).get(cell)
            if before:
                text = f"{before.text}\n\n{text}"
                severity = min(before.severity, finding.severity, key=severities.index)
            else:
                severity = finding.severity
            marks[finding.sheet][cell] = Mark(severity, text[:_COMMENT_LIMIT])
    return marks


def _placed(finding: ReturnedFinding, sheets: Iterable[str]) -> ReturnedFinding:
    """A finding without unprintable characters, and without links to sheets that are missing."""
    return replace(
        finding,
        cells=finding.cells if finding.sheet in sheets else (),
        label=_UNPRINTABLE.sub("", finding.label),
        problem=_UNPRINTABLE.sub("", finding.problem),
        remedy=_UNPRINTABLE.sub("", finding.remedy),
    )


def _free_title(title: str, taken: Iterable[str]) -> str:
    """A name for a new sheet that no other sheet has, whether in capitals or not."""
    names = {name.casefold() for name in taken}
    wanted = (title, *(f"{title} ({number})" for number in range(2, 99)))
    return next(name for name in wanted if name.casefold() not in names)


def _remove_marked(package: Package, content: bytes, marker: str) -> None:
    """Remove the sheets with that text in their first cell, such as those of earlier returns."""
    if not any(marker.encode() in data for data in package.parts.values()):
        return  # the workbook need not be read again
    parts = package.sheets()
    marked = {
        sheet.name
        for sheet in read_sheets(content)
        if sheet.rows and sheet.rows[0] and sheet.rows[0][0] == marker and sheet.name in parts
    }
    if marked:
        _remove_sheets(package, marked)
        package.remove({parts[name] for name in marked})


def _remove_sheets(package: Package, names: Container[str]) -> None:
    """Remove sheets from the list of sheets, and the defined names that are theirs."""
    workbook = package.tree(package.workbook)
    places: dict[int, int] = {}  # new places by the former
    relations = set()
    for number, element in enumerate(list(workbook.find(tag("sheets")))):
        if element.get("name") in names:
            relations.add(element.get(f"{{{DOCUMENT}}}id"))
            element.getparent().remove(element)
        else:
            places[number] = len(places)
    for element in list(workbook.iter(tag("definedName"))):
        place = element.get("localSheetId")
        if place is not None and int(place) in places:
            element.set("localSheetId", str(places[int(place)]))
        elif place is not None:
            element.getparent().remove(element)
    package.unrelate(package.workbook, relations)


def _put_hidden(package: Package, sheet: Element) -> None:
    """Add the hidden sheet of the identification after all others."""
    entry = _added(package, sheet, _free_title(IDENTIFICATION, package.sheets()))
    entry.set("state", "hidden")
    package.tree(package.workbook).find(tag("sheets")).append(entry)


def _added(package: Package, sheet: Element, title: str) -> Element:
    """Add the part of a new sheet; returns its entry for the list of sheets."""
    sheets = package.tree(package.workbook).find(tag("sheets"))
    name = package.free("xl/worksheets/rapporteurFindings{}.xml")
    package.add(name, sheet, f"{SPREADSHEET}.worksheet+xml")
    identifier = package.relate(package.workbook, "worksheet", name)
    number = max((int(element.get("sheetId", "0")) for element in sheets), default=0) + 1
    entry = etree.Element(tag("sheet"), name=title, sheetId=str(number))
    entry.set(f"{{{DOCUMENT}}}id", identifier)
    return entry


def _put_in_front(package: Package, sheet: Element, title: str) -> None:
    """Add a sheet before all others and show it when the workbook is opened."""
    workbook = package.tree(package.workbook)
    sheets = workbook.find(tag("sheets"))
    for part in dict.fromkeys(package.sheets().values()):
        if part in package.parts and b"tabSelected" in package.parts[part]:
            for view in package.tree(part).iter(tag("sheetView")):
                view.set("tabSelected", "0")
    sheets.insert(0, _added(package, sheet, title))
    for element in workbook.iter(tag("definedName")):
        if element.get("localSheetId"):
            element.set("localSheetId", str(int(element.get("localSheetId")) + 1))
    for view in workbook.iter(tag("workbookView")):
        view.set("activeTab", "0")
        view.set("firstSheet", "0")
