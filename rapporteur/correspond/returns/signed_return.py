"""The identification of a return, so that what comes back with corrections is verified.

A return keeps what the received file states of itself. Where the secretariat has decided whose the
file is, it is written anew and signed; of a file that is unverified it is never signed.
"""

from lxml import etree

from rapporteur.build.hidden_sheets import identification
from rapporteur.correspond.returns.plan import PlannedReturn
from rapporteur.design.cycle import Cycle
from rapporteur.design.signatures import RETURN, signing_key
from rapporteur.kernel.spreadsheetml import MAIN, Element, tag


def key_for(cycle: Cycle, planned: PlannedReturn) -> str:
    """The key that signs a return which is made anew; empty if it is not to be signed."""
    if planned.state == "unverified":
        return ""
    if planned.public:
        return cycle.definition.public_key
    return signing_key(cycle)


def identification_sheet(cycle: Cycle, planned: PlannedReturn) -> Element | None:
    """The hidden sheet to put in the place of the file's own; None to keep that."""
    respondent = cycle.roster.get(planned.respondent)
    if not planned.settled or respondent is None:
        return None
    identity = {
        "kind": RETURN,
        "cycle": cycle.id,
        "form_id": cycle.form.id,
        "form_version": planned.form_version,
        "respondent": respondent.code,
        "category": respondent.category,
        "language": planned.language,
    }
    root = etree.Element(tag("worksheet"), nsmap={None: MAIN})
    data = etree.SubElement(root, tag("sheetData"))
    rows = identification(identity, planned.notice, signing_key(cycle))
    for number, entry in enumerate(rows.items(), start=1):
        row = etree.SubElement(data, tag("row"), r=str(number))
        for column, text in zip("AB", entry, strict=True):
            cell = etree.SubElement(row, tag("c"), r=f"{column}{number}", t="inlineStr")
            content = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
            content.text = text
            content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return root
