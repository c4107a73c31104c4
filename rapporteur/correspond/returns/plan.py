"""Which returns a cycle's last run calls for."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from rapporteur.correspond.returns.annotated import cells_in
from rapporteur.correspond.returns.order import Order, Said
from rapporteur.design.cycle import Cycle
from rapporteur.design.findings import Severity
from rapporteur.language import cldr
from rapporteur.language.texts import shown_in
from rapporteur.warehouse.reader import opened
from rapporteur.warehouse.worded_findings import Reported, reader_language, reported

_SUBMISSIONS = """
select submission, file, basis, respondent, language, state, received_at
from landing.submissions order by read_at_order
"""
DESK = "desk-research"
"""The folder of the returns to those who did the desk research."""

UNREADABLE = {
    "file_empty", "file_encrypted", "file_damaged", "file_not_spreadsheet", "too_large",
}  # fmt: skip
"""What is found of a file of which no cell was read: opening it here might end the run."""

_BEHIND = ("superseded", "withdrawn", "refused")


def orders(cycle: Cycle) -> list[Order]:
    """A return for each submission of the last run. Raises `UserError` when there was none.

    A reply is returned under its respondent's code; of several, the one that stands. What is
    from desk research lies apart, since it is not the respondent who sent it.
    """
    unreadable = set()
    with opened(cycle) as con:
        found: dict[str, list[Reported]] = defaultdict(list)
        for one in reported(con, cycle):
            if one.code in UNREADABLE:
                unreadable.add(one.file)
            if not one.waived:
                found[one.file].append(one)
        rows = con.execute(_SUBMISSIONS).fetchall()
    zone = ZoneInfo(cycle.definition.time_zone)
    made = []
    for submission, file, basis, respondent, language, state, received_at in rows:
        reader = reader_language(cycle, language, respondent)
        received = received_at.astimezone(zone).date() if received_at else None
        known = cycle.roster.get(respondent or "")
        made.append(
            Order(
                submission=submission,
                file=cycle.inputs / file,
                name="",
                basis=basis,
                respondent=respondent or "",
                language=reader,
                title=shown_in(cycle.definition.title, reader),
                addressee=known.addressed(reader) if known else "",
                state=state,
                received=received,
                until=_until(cycle, received),
                address=cycle.definition.return_to,
                findings=tuple(_said(cycle, one, reader) for one in found[file]),
                readable=file not in unreadable,
            )
        )
    return list(_named(made))


def _until(cycle: Cycle, received: date | None) -> date | None:
    """By when a correction is of use; later than the cut-off it is of none."""
    definition = cycle.definition
    if received is None or received <= definition.deadline:
        return definition.deadline
    return definition.cut_off if received <= definition.cut_off else None


def _said(cycle: Cycle, one: Reported, language: str) -> Said:
    form = cycle.form
    asked = form.questions.get(one.question)
    repeat = form.repeats.get(one.repeat)
    label = shown_in(asked.label, language) if asked else ""
    if repeat:
        place = shown_in(repeat.label, language) + (f" ({one.row})" if one.row else "")
        label = cldr.beside((place, label), ": ", language)
    return Said(
        severity=Severity(one.severity),
        sheet=one.sheet,
        cells=cells_in(one.cell),
        about=one.question,
        row=one.row,
        question=" ".join(label.split()),
        problem=one.message,
        remedy=one.remedy,
    )


def _named(made: Iterable[Order]) -> Iterator[Order]:
    """The orders with the names of their returns, no two of which are the same."""
    names: set[str] = set()
    for one in sorted(made, key=lambda one: (one.state in _BEHIND, one.state == "blocked")):
        code = re.sub(r"[^A-Za-z0-9-]", "", one.respondent)
        if not code:  # nobody's questionnaire
            code = re.sub(r"[^\w-]+", "-", one.file.stem).strip("-") or one.submission
        name = f"{DESK}/{code}" if one.basis == "desk_research" else code
        if name.casefold() in names:
            name = f"{name}.{one.submission}"
        names.add(name.casefold())
        yield replace(one, name=name)
