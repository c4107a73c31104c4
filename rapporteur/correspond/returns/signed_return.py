"""The identification of a return, so that what comes back with corrections is verified.

A return keeps what the received file states of itself. Where the secretariat has decided whose the
file is, it is written anew and signed; of a file that is in doubt it is never signed. All is
signed before the received file is opened: the process that opens it needs no key.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from rapporteur.build.hidden_sheets import identification
from rapporteur.correspond.returns.plan import PlannedReturn
from rapporteur.design.cycle import Cycle
from rapporteur.design.roster import Respondent
from rapporteur.design.signatures import QUESTIONNAIRE, RETURN, signing_key
from rapporteur.kernel.spreadsheetml import MAIN, Element, tag


@dataclass(frozen=True, slots=True)
class Identifications:
    """The rows of the hidden sheet that says whose a return is; None where it is not to change.

    `received` are for the received workbook, `refilled` for a questionnaire that is made anew with
    its answers.
    """

    received: Mapping[str, str] | None
    refilled: Mapping[str, str] | None


def identifications(cycle: Cycle, planned: PlannedReturn) -> Identifications:
    """What the workbook of a return is to state of itself, signed."""
    respondent = cycle.roster.get(planned.respondent)
    if respondent is None:
        return Identifications(None, None)
    version, language = cycle.form.version, written_language(cycle, planned)
    if not planned.settled:
        anew = _rows(cycle, planned, respondent, (QUESTIONNAIRE, version, language))
        return Identifications(None, anew)
    return Identifications(
        _rows(cycle, planned, respondent, (RETURN, planned.form_version, planned.language)),
        _rows(cycle, planned, respondent, (RETURN, version, language)),
    )


def _rows(
    cycle: Cycle, planned: PlannedReturn, respondent: Respondent, made: tuple[str, str, str]
) -> Mapping[str, str]:
    """The rows of the hidden sheet of a workbook `made` as kind, form version and language."""
    kind, version, language = made
    identity = {
        "kind": kind,
        "cycle": cycle.id,
        "form_id": cycle.form.id,
        "form_version": version,
        "respondent": respondent.code,
        "category": respondent.category,
        "language": language,
    }
    key = signing_key(cycle) if planned.settled else key_for(cycle, planned)
    return identification(identity, planned.notice, key)


def key_for(cycle: Cycle, planned: PlannedReturn) -> str:
    """The key that signs a return which is made anew; empty if it is not to be signed."""
    if planned.doubted:
        return ""
    if planned.public:
        return cycle.definition.public_key
    return signing_key(cycle)


def written_language(cycle: Cycle, planned: PlannedReturn) -> str:
    """The language of a questionnaire that is made anew for a return."""
    return planned.language if planned.language in cycle.form.languages else "en"


def identification_sheet(rows: Mapping[str, str]) -> Element:
    """The hidden sheet with these rows."""
    root = etree.Element(tag("worksheet"), nsmap={None: MAIN})
    data = etree.SubElement(root, tag("sheetData"))
    for number, entry in enumerate(rows.items(), start=1):
        row = etree.SubElement(data, tag("row"), r=str(number))
        for column, text in zip("AB", entry, strict=True):
            cell = etree.SubElement(row, tag("c"), r=f"{column}{number}", t="inlineStr")
            content = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
            content.text = text
            content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return root
