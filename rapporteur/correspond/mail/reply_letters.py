"""Letters about replies: a receipt for each, and its return with the findings."""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from rapporteur.correspond.mail.letters import Attachment, Letter, LetterTexts
from rapporteur.correspond.mail.replies import Reply, addresses, replies
from rapporteur.correspond.return_address import say_where
from rapporteur.correspond.returns.plan import PlannedReturn
from rapporteur.correspond.returns.write_returns import current_returns
from rapporteur.design.cycle import Cycle
from rapporteur.warehouse.worded_findings import reader_language

KINDS = ("receipt", "return")
"""The kinds of the letters that are composed here."""

_CHUNK = 2**20  # bytes

_NOT_RETURNED = ("superseded", "withdrawn")
"""The states in which the findings of a file concern nobody."""


def letters(cycle: Cycle) -> list[Letter]:
    """The receipts and returns of all replies of the last run. Raises `UserError` without a run."""
    received = replies(cycle)
    by_submission = {reply.submission: reply for reply in received}
    returns = (
        _return(cycle, planned, by_submission[planned.submission], paths)
        for planned, paths in current_returns(cycle)
        if planned.basis == "reply" and not planned.doubted and planned.state not in _NOT_RETURNED
    )
    return [*(_receipt(cycle, reply) for reply in received), *returns]


def _receipt(cycle: Cycle, reply: Reply) -> Letter:
    texts = LetterTexts(cycle, reader_language(cycle, reply.language, reply.respondent))
    what = "mail-receipt-doubted" if reply.doubted else "mail-receipt"
    if reply.received:
        day = texts.day(reply.received)
        came = texts.say(what, title=texts.quoted_title, date=day)
    else:
        came = texts.say(f"{what}-undated", title=texts.quoted_title)
    if reply.doubted:  # not a word of the sender's, not even the name of the file
        address = cycle.definition.return_to
        body = [came, say_where(texts.say, "mail-receipt-unverified", address)]
    else:
        file = texts.say("mail-receipt-file", file=Path(reply.file).name)
        body = [came, file, texts.say("mail-receipt-next")]
    return Letter(
        key=f"receipt-{reply.submission}",
        kind="receipt",
        respondent=reply.respondent,
        about=reply.submission,
        language=texts.language,
        addresses=addresses(cycle, reply.respondent, reply),
        subject=texts.say("mail-receipt-subject", title=texts.title),
        paragraphs=texts.whole(reply.respondent, body, reply.submission, reply.received),
    )


def _return(cycle: Cycle, planned: PlannedReturn, reply: Reply, paths: list[Path]) -> Letter:
    texts = LetterTexts(cycle, planned.language)
    files = attachments(paths)
    version = _version(files)
    if planned.used and not planned.needs_correction:
        subject = "mail-return-subject-accepted"
    elif planned.used or planned.state == "blocked":
        subject = "mail-return-subject-mend"
    else:
        subject = "mail-return-subject-left-out"
    return Letter(
        key=f"return-{planned.submission}-{version}",
        kind="return",
        respondent=reply.respondent,
        about=f"{planned.submission} {version}",
        language=texts.language,
        addresses=addresses(cycle, reply.respondent, reply),
        subject=texts.say(subject, title=texts.title),
        paragraphs=texts.whole(
            reply.respondent,
            _return_body(planned, texts, paths),
            planned.submission,
            planned.dated,
        ),
        files=files,
    )


def _return_body(planned: PlannedReturn, texts: LetterTexts, paths: list[Path]) -> Iterator[str]:
    """The content of the attached covering letter in short."""
    yield planned.outcome()
    if planned.findings:
        yield planned.counts()
        if any(path.suffix == ".xlsx" for path in paths):
            yield texts.say("letter-attached")
    if planned.needs_correction:
        if planned.correct_by:
            yield texts.say("letter-deadline", date=texts.day(planned.correct_by))
        yield say_where(texts.say, "letter-address", planned.address)


def attachments(paths: list[Path]) -> list[Attachment]:
    """The files at these paths as attachments."""
    return [Attachment(path.name, path.read_bytes()) for path in paths]


def _version(files: list[Attachment]) -> str:
    """A hash of what is in the files of a return, whenever they were written; twelve digits."""
    digest = hashlib.sha256()
    for file in files:
        with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
            for name in sorted(archive.namelist()):
                size = archive.getinfo(name).file_size
                digest.update(f"\n{file.name} {name} {size}\n".encode())
                with archive.open(name) as stream:  # as large as what the respondent sent
                    while chunk := stream.read(_CHUNK):
                        digest.update(chunk)
    return digest.hexdigest()[:12]
