"""The events of the flows and the watcher: a function for each, with its resource and payload.

docs/events.md lists them. An event is news, not a command: whoever misses it finds the same in the
state of the folders.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from prefect.events import emit_event

from rapporteur.collect.receipts import Received
from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.releases.changed_tables import Changes
from rapporteur.pipeline import Result
from rapporteur.warehouse.status import Submission

Resource = dict[str, str]


def received(cycle: str, files: Sequence[Received]) -> None:
    """`questionnaire.received`, for each of the files that came together."""
    for number, file in enumerate(files, start=1):
        emit_event(
            "questionnaire.received",
            _submission(cycle, file.submission, file.file, last=number == len(files)),
            related=[_cycle(cycle)],
            payload={
                "file": file.file,
                "sha256": file.sha256,
                "received_at": file.received_at.isoformat() if file.received_at else None,
                "channel": file.channel,
                "number": number,
                "of": len(files),
            },
        )


def landed(cycle: str, files: Sequence[Received]) -> None:
    """`submission.landed`, for each of the files that were landed together."""
    for number, file in enumerate(files, start=1):
        emit_event(
            "submission.landed",
            _submission(cycle, file.submission, file.file, last=number == len(files)),
            related=[_cycle(cycle)],
            payload={"file": file.file, "number": number, "of": len(files)},
        )


def blocked(cycle: Cycle, files: Sequence[Submission]) -> None:
    """`submission.blocked`, for each of the files of which nothing can be used."""
    for number, submission in enumerate(files, start=1):
        emit_event(
            "submission.blocked",
            _submission(
                cycle.id, submission.submission, submission.file, last=number == len(files)
            ),
            related=[_cycle(cycle.id)],
            payload={
                "file": submission.file,
                "respondent": submission.respondent,
                "findings": {
                    str(severity): count for severity, count in submission.findings.items()
                },
            },
        )


def changed(cycle: Cycle, tables: Mapping[str, Changes]) -> None:
    """`tables.changed`, once for a publication that says something else than the one before."""
    emit_event(
        "tables.changed",
        _tables(cycle.id),
        related=[_cycle(cycle.id)],
        payload={
            "tables": {
                name: {"added": changes.added, "removed": changes.removed}
                for name, changes in tables.items()
            }
        },
    )


def published(cycle: Cycle, result: Result) -> None:
    """`tables.published`, when the last file of a publication is in its place."""
    emit_event(
        "tables.published",
        _tables(cycle.id),
        related=[_cycle(cycle.id)],
        payload={
            "files": [path.relative_to(cycle.home).as_posix() for path in result.published],
            "replies": result.status.replies,
            "asked": sum(result.status.asked.values()),
        },
    )


def cycle_changed(cycle: str) -> None:
    """`cycle.changed`: the tables are to be made anew, though no file has come."""
    emit_event("cycle.changed", _cycle(cycle), payload={"cycle": cycle})


def mailbox_changed(cycle: str) -> None:
    """`mailbox.changed`: there may be new messages for the cycle."""
    emit_event("mailbox.changed", _cycle(cycle), payload={"cycle": cycle})


def deadline_near(cycle: Cycle, today: date, missing: int) -> None:
    """`cycle.deadline-near`, on the days that the settings name, while replies are missing."""
    emit_event(
        "cycle.deadline-near",
        _cycle(cycle.id),
        payload={
            "deadline": cycle.definition.deadline.isoformat(),
            "days": (cycle.definition.deadline - today).days,
            "missing": missing,
        },
    )


def _submission(cycle: str, submission: str, file: str, *, last: bool) -> Resource:
    return {
        "prefect.resource.id": f"rapporteur.submission.{cycle}.{submission}",
        "prefect.resource.name": file,
        "rapporteur.cycle": cycle,
        # What is to happen once for all that came together is triggered by the last.
        "rapporteur.batch": "end" if last else "",
    }


def _tables(cycle: str) -> Resource:
    return {
        "prefect.resource.id": f"rapporteur.tables.{cycle}",
        "prefect.resource.name": f"tables of {cycle}",
        "rapporteur.cycle": cycle,
    }


def _cycle(cycle: str) -> Resource:
    return {
        "prefect.resource.id": f"rapporteur.cycle.{cycle}",
        "prefect.resource.name": cycle,
        "prefect.resource.role": "cycle",
        "rapporteur.cycle": cycle,
    }
