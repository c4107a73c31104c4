"""What a message brings: who sent it, and which of its attachments may be a reply."""

import email
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import Message

from imap_tools.message import MailAttachment, MailMessage

from rapporteur.collect.mailbox.imap import moment
from rapporteur.design.roster import is_address

_REPLIES = {
    ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods",
    ".pdf", ".doc", ".docx", ".odt", ".rtf", ".zip", ".csv", ".numbers", ".fods", ".xltx",
}  # fmt: skip
"""What may be a reply: a questionnaire, or what somebody sent in place of one."""

_IMAGES = {".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".heic", ".webp", ".bmp"}
"""A scan, if it is attached; a signature, if it is shown in the text."""

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message, by the name that its sender gave it."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Headers:
    """Who sent a message. `automatic`: no person did, so that nobody awaits an answer."""

    sender: str  # an address, empty if there is none
    subject: str
    date: datetime | None
    automatic: bool


def headers(content: bytes) -> Headers:
    """The headers of a message, which anybody may have written."""
    message = MailMessage.from_bytes(content)
    sender = message.from_.strip()
    submitted = str(message.obj.get("Auto-Submitted", "no")).partition(";")[0].strip().lower()
    return Headers(
        sender=sender if is_address(sender) else "",
        subject=_UNPRINTABLE.sub(" ", message.subject).strip()[:200],
        date=moment(message.date_str),
        # RFC 3834: answers of machines; RFC 6522: reports that something was not delivered.
        automatic=submitted != "no" or message.obj.get_content_type() == "multipart/report",
    )


def attachments(content: bytes) -> tuple[Sequence[Attachment], Sequence[str]]:
    """The attachments of a message that may be replies, and the names of those that are not."""
    kept, others = [], []
    message = email.message_from_bytes(content, policy=policy.compat32)
    for part in _parts(message):
        name = _UNPRINTABLE.sub(" ", MailAttachment(part).filename).strip()
        found = part.get_payload(decode=True)
        suffix = name[name.rfind(".") :].lower() if "." in name else ""
        shown = "Content-ID" in part or part.get_content_disposition() == "inline"
        wanted = suffix in _REPLIES or (suffix in _IMAGES and not shown)
        if wanted and isinstance(found, bytes) and found:
            kept.append(Attachment(name, found))
        elif name and not (suffix in _IMAGES and shown):
            others.append(name)
    return kept, others


def _parts(message: Message) -> Iterator[Message]:
    """The parts with a name, also of a message that was forwarded as an attachment."""
    for part in message.walk():
        if not part.is_multipart() and part.get_filename() is not None:
            yield part
