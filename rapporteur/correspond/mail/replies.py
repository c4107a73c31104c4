"""The replies of a cycle: whose they are, their state, and the address that each came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from rapporteur.design.cycle import Cycle
from rapporteur.design.roster import is_address
from rapporteur.kernel.sql_files import read_sql
from rapporteur.warehouse.reader import opened
from rapporteur.warehouse.status import shown_state


@dataclass(frozen=True, slots=True)
class Reply:
    """A received file. `respondent` is empty where it is not known.

    `received` is a day in the time zone of the cycle, None if it is not known; `sender` is the
    address from which the file was mailed, empty if it came in another way. `doubted`: it is in
    doubt whose the file is, so that nothing of it is sent to anybody. `decided`: the secretariat
    has settled that, or has admitted the file for another reason.
    """

    submission: str
    file: str
    respondent: str
    language: str
    state: str
    received: date | None
    sender: str
    doubted: bool
    decided: bool


def replies(cycle: Cycle) -> list[Reply]:
    """The replies of the last run, earliest first. Raises `UserError` when there was no run.

    A file that does not name its respondent is attributed to the one with the sender's address.
    """
    zone = ZoneInfo(cycle.definition.time_zone)
    owners = {address.lower(): member.code for member in cycle.roster for address in member.email}
    with opened(cycle) as con:
        rows = con.execute(read_sql("rapporteur.correspond.mail", "replies")).fetchall()
    return [
        Reply(
            submission=submission,
            file=file,
            respondent=respondent
            if cycle.roster.get(respondent)
            else owners.get(sender.lower(), respondent),
            language=language,
            state=shown_state(state, correction),
            received=received_at.astimezone(zone).date() if received_at else None,
            sender=sender if is_address(sender) else "",
            doubted=doubted,
            decided=decided,
        )
        for (
            submission, file, respondent, language, state, correction, received_at, sender, doubted,
            decided,
        ) in rows
    ]  # fmt: skip


def addresses(cycle: Cycle, respondent: str, reply: Reply | None = None) -> Sequence[str]:
    """The addresses of the respondent on the roster.

    Where there are none, that from which its file was mailed, if the secretariat has decided that
    the file is its own: anybody could have sent it.
    """
    on_roster = cycle.roster.get(respondent)
    if on_roster and on_roster.email:
        return on_roster.email
    return (reply.sender,) if on_roster and reply and reply.decided and reply.sender else ()
