"""Read a message: its sender, and which of its attachments may be a reply."""

import email
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import Message

from imap_tools.message import MailAttachment, MailMessage

from rapporteur.collect.mailbox.imap import parse_date
from rapporteur.design.roster import is_address

_REPLIES = {
    ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods",
    ".pdf", ".doc", ".docx", ".odt", ".rtf", ".zip", ".csv", ".numbers", ".fods", ".xltx",
}  # fmt: skip
"""The suffixes of possible replies: a questionnaire, or a document sent in its place."""

_IMAGES = {".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".heic", ".webp", ".bmp"}
"""The suffixes of images: a scan if attached, part of a signature if shown in the text."""

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
    """The headers of a message. `automatic`: a machine sent it, so it needs no answer."""

    sender: str  # an address, empty if there is none
    subject: str
    date: datetime | None
    automatic: bool


def headers(content: bytes) -> Headers:
    """The headers of a message, cleaned: anybody may have written them."""
    message = MailMessage.from_bytes(content)
    sender = message.from_.strip()
    submitted = str(message.obj.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    return Headers(
        sender=sender if is_address(sender) else "",
        subject=_UNPRINTABLE.sub(" ", message.subject).strip()[:200],
        date=parse_date(message.date_str),
        # RFC 3834: automatic answers; RFC 6522: reports that a message was not delivered.
        automatic=submitted != "no" or message.obj.get_content_type() == "multipart/report",
    )


def attachments(content: bytes) -> tuple[Sequence[Attachment], Sequence[str]]:
    """The attachments of a message that may be replies, and the names of the others."""
    replies, other_names = [], []
    message = email.message_from_bytes(content, policy=policy.compat32)
    for part in _parts(message):
        name = _UNPRINTABLE.sub(" ", MailAttachment(part).filename).strip()
        payload = part.get_payload(decode=True)
        suffix = name[name.rfind(".") :].lower() if "." in name else ""
        shown = "Content-ID" in part or part.get_content_disposition() == "inline"
        may_be_reply = suffix in _REPLIES or (suffix in _IMAGES and not shown)
        if may_be_reply and isinstance(payload, bytes) and payload:
            replies.append(Attachment(name, payload))
        elif name and not (suffix in _IMAGES and shown):
            other_names.append(name)
    return replies, other_names


def _parts(message: Message) -> Iterator[Message]:
    """The named parts of a message, and of messages attached to it."""
    for part in message.walk():
        if not part.is_multipart() and part.get_filename() is not None:
            yield part
