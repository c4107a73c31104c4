"""Read a message: its sender, and which of its attachments may be a reply."""

import email
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import Message

from imap_tools.message import MailAttachment, MailMessage

from rapporteur.collect.mailbox.automatic_mail import is_automatic, is_unanswered
from rapporteur.collect.mailbox.imap import parse_date
from rapporteur.collect.mailbox.sender import NoSenderError, sender
from rapporteur.collect.receipts import is_system_file

_REPLIES = {
    ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods",
    ".pdf", ".doc", ".docx", ".odt", ".rtf", ".zip", ".csv", ".numbers", ".fods", ".xltx",
}  # fmt: skip
"""The suffixes of possible replies: a questionnaire, or a document sent in its place."""

_IMAGES = {".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".heic", ".webp", ".bmp"}
"""The suffixes of images: a scan if attached, part of a signature if shown in the text."""

_COMPANIONS = {".p7s", ".asc", ".sig", ".ics", ".vcf"}
"""The suffixes of what mail programs add: signatures, invitations, contact cards."""

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How workbooks begin: a reply under the name of a lock file is a reply."""

_SUFFIXES = {
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.ms-excel": ".xls",
    "application/vnd.ms-excel.sheet.macroenabled.12": ".xlsm",
    "application/vnd.ms-excel.sheet.binary.macroenabled.12": ".xlsb",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/pdf": ".pdf",
}
"""The suffixes of files that are attached without a name."""

MOST_ATTACHED = 100
"""The attached files of a message that are taken: one sends a questionnaire and some documents."""

MOST_PARTS = 1_000
"""The parts of a message that are looked at, alternatives and pictures in the text included."""

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file attached to a message, with the name that the sender chose."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Headers:
    """The headers of a message.

    `automatic`: a machine sent it. `answerable`: its sender may be answered, a person with an
    address who did not write through a list.
    """

    sender: str  # an address, empty if there is none or several
    subject: str
    date: datetime | None
    automatic: bool
    answerable: bool = False
    unknown: str = ""  # why it cannot be told who the sender is


class TooMuchError(Exception):
    """A message with more in it than a reply has; the text says what, as the end of a sentence."""


def headers(content: bytes) -> Headers:
    """The headers of a message, cleaned: anybody may have written them."""
    message = MailMessage.from_bytes(content)
    address, unknown = "", ""
    try:
        address = sender(content, message.obj)
    except NoSenderError as error:
        unknown = str(error)
    return Headers(
        sender=address,
        subject=_UNPRINTABLE.sub(" ", message.subject).strip()[:200],
        date=parse_date(message.date_str),
        automatic=is_automatic(message.obj),
        answerable=bool(address) and not is_unanswered(message.obj),
        unknown=unknown,
    )


@dataclass(frozen=True, slots=True)
class Attached:
    """What is attached to a message.

    `others` are the names of files that no program takes and a person must see; `companions`
    those of files that are no content of the sender's: pictures in the text and signatures are
    left out of both.
    """

    replies: Sequence[Attachment]
    others: Sequence[str]
    companions: Sequence[str]


def attachments(content: bytes) -> Attached:
    """The attachments of a message, and of messages attached to it.

    Raises `TooMuchError`, and what Python's parser raises for malformed messages: `RecursionError`
    for one that is nested too deep.
    """
    replies, others, companions = [], [], []
    message = email.message_from_bytes(content, policy=policy.compat32)
    named = 0
    for number, part in enumerate(message.walk(), start=1):
        if number > MOST_PARTS:
            raise TooMuchError(f"it has more than {MOST_PARTS} parts")
        if not (name := _name(part)):
            continue
        named += 1
        if named > MOST_ATTACHED:
            raise TooMuchError(f"more than {MOST_ATTACHED} files are attached to it")
        payload = part.get_payload(decode=True)
        suffix = name[name.rfind(".") :].lower() if "." in name else ""
        shown = "Content-ID" in part or part.get_content_disposition() == "inline"
        may_be_reply = suffix in _REPLIES or (suffix in _IMAGES and not shown)
        filled = isinstance(payload, bytes) and payload.startswith(_WORKBOOKS)
        if _is_companion(part, name, suffix) and not (may_be_reply and filled):
            companions.append(name)
        elif may_be_reply and isinstance(payload, bytes) and payload:
            replies.append(Attachment(name, payload))
        elif not (suffix in _IMAGES and shown):
            others.append(name)
    return Attached(replies, others, companions)


def _name(part: Message) -> str:
    """The name of an attached file, by its type if the sender gave none; empty for other parts."""
    if part.is_multipart():
        return ""
    if part.get_filename() is not None:
        return _UNPRINTABLE.sub(" ", MailAttachment(part).filename).strip()
    attached = part.get_content_disposition() == "attachment"
    kind, main = part.get_content_type(), part.get_content_maintype()
    if not attached and ("Content-ID" in part or main in ("text", "image")):
        return ""
    return "" if kind.endswith("-signature") else f"unnamed{_SUFFIXES.get(kind, '')}"


def _is_companion(part: Message, name: str, suffix: str) -> bool:
    """Whether a part is a file of a system or a mail program's own."""
    # The properties that macOS keeps beside a file are sent under the file's own name (RFC 1740).
    return (
        is_system_file(name)
        or suffix in _COMPANIONS
        or part.get_content_type() == "application/applefile"
    )
