"""Reminders: to those who have sent nothing, and to those whose file must still be corrected.

A stage begins so many days before the deadline (`remind_days`), and a last one on the day after
it. Each respondent is reminded once in the latest stage that has begun, and not of stages that
were missed. After the cut-off nobody is reminded.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rapporteur.collect import receipts
from rapporteur.correspond.mail.letters import Letter, LetterTexts
from rapporteur.correspond.mail.replies import Reply, addresses, replies
from rapporteur.correspond.mail.reply_letters import attachments
from rapporteur.correspond.return_address import say_where
from rapporteur.correspond.returns.write_returns import current_returns
from rapporteur.design.cycle import Cycle
from rapporteur.design.roster import Respondent
from rapporteur.kernel.errors import UserError
from rapporteur.warehouse.reader import opened

MISSING, UNVERIFIED, BLOCKED, CORRECTION = "missing", "unverified", "blocked", "correction"
"""The reasons of reminders."""

_AFTER = -1
"""The stage that begins on the day after the deadline."""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that is due: to whom, why, and about which reply if one was received."""

    respondent: Respondent
    reason: str
    reply: Reply | None = None


def today(cycle: Cycle, now: datetime | None = None) -> date:
    """The present day in the time zone of the cycle, in which its deadline counts."""
    return (now or datetime.now(UTC)).astimezone(ZoneInfo(cycle.definition.time_zone)).date()


def stage(cycle: Cycle, days: Iterable[int], on: date) -> int | None:
    """The latest stage that has begun on a day, in days before the deadline; None if none has."""
    definition = cycle.definition
    if on > definition.cut_off:
        return None
    left = (definition.deadline - on).days
    return min((start for start in {*days, _AFTER} if left <= start), default=None)


def unread(cycle: Cycle) -> list[str]:
    """The received files that no run has read, so that it is not known whose they are."""
    received = receipts.received(cycle)
    if not received or not cycle.warehouse.exists():
        return [receipt.file for receipt in received]
    with opened(cycle) as con:
        rows = con.execute("select submission from landing.files").fetchall()
    read = {submission for (submission,) in rows}
    return [receipt.file for receipt in received if receipt.submission not in read]


def due(cycle: Cycle) -> list[Reminder]:
    """Who must be reminded whatever the stage, in the order of the roster.

    Raises `UserError` when a file was received that no run has read: it may be anybody's reply.
    """
    if files := unread(cycle):
        raise UserError(
            f"{len(files)} received files have not been through a run, {files[0]} for one: "
            "nobody knows whose they are.",
            f"Use `rapporteur run {cycle.id}`, then remind.",
        )
    by_respondent: dict[str, list[Reply]] = defaultdict(list)
    if cycle.warehouse.exists():  # else nobody has sent anything
        for reply in replies(cycle):
            by_respondent[reply.respondent].append(reply)
    return [
        reminder
        for respondent in cycle.roster
        for reminder in _due(respondent, by_respondent[respondent.code])
    ]


_NOT_COUNTED = ("withdrawn", "superseded")
_RULED_OUT = ("withdrawn", "refused")


def _due(respondent: Respondent, sent: list[Reply]) -> Iterator[Reminder]:
    counted = [reply for reply in sent if not reply.doubted and reply.state not in _NOT_COUNTED]
    if not counted:
        unverified = any(reply.doubted and reply.state not in _RULED_OUT for reply in sent)
        yield Reminder(respondent, UNVERIFIED if unverified else MISSING)
    elif counted[-1].state in ("blocked", "refused"):
        yield Reminder(respondent, BLOCKED, counted[-1])
    else:
        # A blocked file that is followed by a usable one has been corrected.
        to_correct = [reply for reply in counted if reply.state == "correction requested"]
        if to_correct:
            yield Reminder(respondent, CORRECTION, to_correct[-1])


def letters(cycle: Cycle, days: Iterable[int], on: date) -> list[Letter]:
    """The reminders of the stage in which the day `on` is. Raises `UserError` as `due` does."""
    present = stage(cycle, days, on)
    if present is None:
        return []
    reminders = due(cycle)
    files: Mapping[str, list[Path]] = {}
    if any(reminder.reply for reminder in reminders):
        files = {planned.submission: paths for planned, paths in current_returns(cycle)}
    return [_letter(cycle, reminder, present, on, files) for reminder in reminders]


def _letter(
    cycle: Cycle, reminder: Reminder, present: int, on: date, files: Mapping[str, list[Path]]
) -> Letter:
    texts = LetterTexts(cycle, reminder.respondent.language)
    code, reply = reminder.respondent.code, reminder.reply
    paths = files.get(reply.submission, []) if reply else []
    name = f"{present}" if present >= 0 else f"after-{-present}"
    return Letter(
        key=f"reminder-{code}-{name}",
        kind="reminder",
        respondent=code,
        about=f"{reminder.reason} {reply.submission}" if reply else reminder.reason,
        language=texts.language,
        addresses=addresses(cycle, code, reply),
        subject=texts.say("mail-reminder-subject", title=texts.title),
        paragraphs=texts.whole(
            code,
            _body(cycle, texts, reminder, on, paths),
            reply.submission if reply else "",
            on,
        ),
        files=attachments(paths),
    )


def _body(
    cycle: Cycle, texts: LetterTexts, reminder: Reminder, on: date, paths: Iterable[Path]
) -> Iterator[str]:
    definition = cycle.definition
    yield texts.say(f"mail-reminder-{reminder.reason}", title=texts.quoted_title)
    if any(path.suffix == ".xlsx" for path in paths):
        yield texts.say("letter-attached")
    deadline = texts.day(definition.deadline)
    if on <= definition.deadline:
        yield texts.say("mail-reminder-days", days=(definition.deadline - on).days, date=deadline)
    else:
        cut_off = texts.day(definition.cut_off)
        yield texts.say("mail-reminder-overdue", deadline=deadline, date=cut_off)
    how = "letter-address" if reminder.reply else "mail-reminder-send"
    yield say_where(texts.say, how, definition.return_to)
    yield texts.say("mail-reminder-crossed")
