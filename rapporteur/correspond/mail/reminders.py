"""Reminders: to those who have sent nothing, and to those whose file is still to be mended.

A stage begins so many days before the deadline (`remind_days`), and one more on the day after
it. Of the stages that have begun the last is told of, once to each respondent, so that nobody
hears afterwards of those that were missed. After the cut-off nobody is reminded.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from rapporteur.collect.receipts import received
from rapporteur.correspond.mail.letters import Letter, Words
from rapporteur.correspond.mail.received import Reply, addresses, replies
from rapporteur.correspond.mail.replies import attached
from rapporteur.correspond.returns.writing import standing
from rapporteur.design.cycle import Cycle
from rapporteur.design.roster import Respondent
from rapporteur.kernel.errors import UserError
from rapporteur.warehouse.reader import opened

MISSING, BLOCKED, CORRECTION = "missing", "blocked", "correction"
"""Why somebody is reminded."""

_AFTER = -1
"""The stage that begins on the day after the deadline."""


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder that is due: who, why, and about which file if one was received."""

    respondent: Respondent
    why: str
    reply: Reply | None = None


def today(cycle: Cycle, now: datetime | None = None) -> date:
    """The day that it is where the cycle's deadline counts."""
    return (now or datetime.now(UTC)).astimezone(ZoneInfo(cycle.definition.time_zone)).date()


def stage(cycle: Cycle, days: Iterable[int], on: date) -> int | None:
    """The last stage that has begun: so many days before the deadline; None if there is none."""
    definition = cycle.definition
    if on > definition.cut_off:
        return None
    left = (definition.deadline - on).days
    return min((one for one in {*days, _AFTER} if left <= one), default=None)


def unread(cycle: Cycle) -> list[str]:
    """The received files that no run has read: nobody knows yet whose they are."""
    found = received(cycle)
    if not found or not cycle.warehouse.exists():
        return [one.file for one in found]
    with opened(cycle) as con:
        known = {name for (name,) in con.execute("select submission from landing.files").fetchall()}
    return [one.file for one in found if one.submission not in known]


def due(cycle: Cycle) -> list[Due]:
    """Who is to be reminded at any stage, in the order of the roster.

    Raises `UserError` when a file was received that no run has read: it may be anybody's reply.
    """
    if files := unread(cycle):
        raise UserError(
            f"{len(files)} received files have not been through a run, {files[0]} for one: "
            "nobody knows whose they are.",
            f"Use `rapporteur run {cycle.id}`, then remind.",
        )
    of: dict[str, list[Reply]] = defaultdict(list)
    if cycle.warehouse.exists():  # else nobody has sent anything
        for one in replies(cycle):
            of[one.respondent].append(one)
    return [found for one in cycle.roster for found in _due(one, of[one.code])]


def _due(respondent: Respondent, sent: list[Reply]) -> Iterator[Due]:
    counted = [one for one in sent if one.state not in ("withdrawn", "superseded")]
    if not counted:
        yield Due(respondent, MISSING)
    elif counted[-1].state in ("blocked", "refused"):
        yield Due(respondent, BLOCKED, counted[-1])
    else:
        # A blocked file with a good one after it has been mended.
        wrong = [one for one in counted if one.state == "correction requested"]
        if wrong:
            yield Due(respondent, CORRECTION, wrong[-1])


def letters(cycle: Cycle, days: Iterable[int], on: date) -> list[Letter]:
    """The reminders of the stage in which the day `on` is. Raises `UserError` as `due` does."""
    now = stage(cycle, days, on)
    if now is None:
        return []
    found = due(cycle)
    files: Mapping[str, list[Path]] = {}
    if any(one.reply for one in found):
        files = {order.submission: paths for order, paths in standing(cycle)}
    return [_letter(cycle, one, now, on, files) for one in found]


def _letter(cycle: Cycle, one: Due, now: int, on: date, files: Mapping[str, list[Path]]) -> Letter:
    words = Words(cycle, one.respondent.language)
    code = one.respondent.code
    paths = files.get(one.reply.submission, []) if one.reply else []
    name = f"{now}" if now >= 0 else f"after-{-now}"
    return Letter(
        key=f"reminder-{code}-{name}",
        kind="reminder",
        respondent=code,
        about=f"{one.why} {one.reply.submission}" if one.reply else one.why,
        language=words.language,
        addresses=addresses(cycle, code, one.reply.sender if one.reply else ""),
        subject=words.say("mail-reminder-subject", title=words.title),
        paragraphs=words.whole(code, _said(cycle, words, one, on, paths)),
        files=attached(paths),
    )


def _said(cycle: Cycle, words: Words, one: Due, on: date, paths: Iterable[Path]) -> Iterator[str]:
    definition = cycle.definition
    yield words.say(f"mail-reminder-{one.why}", title=words.title)
    if any(path.suffix == ".xlsx" for path in paths):
        yield words.say("letter-attached")
    deadline = words.day(definition.deadline)
    if on <= definition.deadline:
        yield words.say("mail-reminder-days", days=(definition.deadline - on).days, date=deadline)
    else:
        cut_off = words.day(definition.cut_off)
        yield words.say("mail-reminder-overdue", deadline=deadline, date=cut_off)
    to = "mail-reminder-send" if one.why == MISSING else "letter-address"
    yield words.say(to, address=definition.return_to)
    yield words.say("mail-reminder-crossed")
