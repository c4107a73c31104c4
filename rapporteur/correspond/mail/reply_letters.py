"""Letters about what was received: that it was, and what is to be mended in it."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from rapporteur.correspond.mail.letters import File, Letter, Words
from rapporteur.correspond.mail.received import Reply, addresses, replies
from rapporteur.correspond.returns.order import Order
from rapporteur.correspond.returns.writing import standing
from rapporteur.design.cycle import Cycle
from rapporteur.warehouse.worded_findings import reader_language

KINDS = ("receipt", "return")
"""What is composed here."""

_BEHIND = ("superseded", "withdrawn")
"""The states in which nobody needs to hear what is wrong with a file any more."""


def letters(cycle: Cycle) -> list[Letter]:
    """A receipt for each reply of the last run, and its return. Raises `UserError` without one."""
    found = replies(cycle)
    known = {one.submission: one for one in found}
    returned = (
        _return(cycle, order, known[order.submission], files)
        for order, files in standing(cycle)
        if order.basis == "reply" and order.state not in _BEHIND
    )
    return [*(_receipt(cycle, one) for one in found), *returned]


def _receipt(cycle: Cycle, reply: Reply) -> Letter:
    words = Words(cycle, reader_language(cycle, reply.language, reply.respondent))
    file = Path(reply.file).name
    if reply.received:
        day = words.day(reply.received)
        thanks = words.say("mail-receipt", title=words.title, date=day)
    else:
        thanks = words.say("mail-receipt-undated", title=words.title)
    body = (
        thanks,
        words.say("mail-receipt-file", file=file, submission=reply.submission),
        words.say("mail-receipt-next"),
    )
    return Letter(
        key=f"receipt-{reply.submission}",
        kind="receipt",
        respondent=reply.respondent,
        about=reply.submission,
        language=words.language,
        addresses=addresses(cycle, reply.respondent, reply.sender),
        subject=words.say("mail-receipt-subject", title=words.title),
        paragraphs=words.whole(reply.respondent, body),
    )


def _return(cycle: Cycle, order: Order, reply: Reply, paths: list[Path]) -> Letter:
    words = Words(cycle, order.language)
    files = attached(paths)
    version = _version(files)
    if order.used and not order.to_mend:
        subject = "mail-return-subject-accepted"
    elif order.used or order.state == "blocked":
        subject = "mail-return-subject-mend"
    else:
        subject = "mail-return-subject-left-out"
    return Letter(
        key=f"return-{order.submission}-{version}",
        kind="return",
        respondent=reply.respondent,
        about=f"{order.submission} {version}",
        language=words.language,
        addresses=addresses(cycle, reply.respondent, reply.sender),
        subject=words.say(subject, title=words.title),
        paragraphs=words.whole(reply.respondent, _said(order, words, paths)),
        files=files,
    )


def _said(order: Order, words: Words, paths: list[Path]) -> Iterator[str]:
    """In short what the covering letter says, which is attached."""
    yield order.verdict()
    if order.findings:
        yield order.counts()
        if any(path.suffix == ".xlsx" for path in paths):
            yield words.say("letter-attached")
    if order.to_mend:
        if order.until:
            yield words.say("letter-deadline", date=words.day(order.until))
        yield words.say("letter-address", address=order.address)


def attached(paths: list[Path]) -> list[File]:
    """Files as attachments."""
    return [File(path.name, path.read_bytes()) for path in paths]


def _version(files: list[File]) -> str:
    """What tells one return from another: what is in the files, not when they were written."""
    seen = hashlib.sha256()
    for one in files:
        with zipfile.ZipFile(io.BytesIO(one.content)) as archive:
            for name in sorted(archive.namelist()):
                seen.update(f"\n{one.name} {name} {archive.getinfo(name).file_size}\n".encode())
                seen.update(archive.read(name))
    return seen.hexdigest()[:12]
