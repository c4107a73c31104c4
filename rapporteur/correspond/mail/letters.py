"""A letter to be sent by mail: content, addressees, and its form as a message (RFC 5322)."""

import mimetypes
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

from rapporteur.correspond.references import reference
from rapporteur.design.cycle import Cycle
from rapporteur.design.roster import is_address
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.settings import Outgoing
from rapporteur.language import cldr
from rapporteur.language.messages import languages, message
from rapporteur.language.quotes import nested
from rapporteur.language.texts import shown_in

KINDS = ("receipt", "return", "reminder")
"""The kinds of letters: a file was received; what is wrong with it; what is still awaited."""

POLICY = SMTP.clone(cte_type="7bit")
"""How messages are encoded: not every server takes eight bits (RFC 6152)."""

_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter. `key` identifies it: what was sent under a key is not sent again.

    `about` is the submission, the submission and version of a return, or the reason of a reminder.
    """

    key: str
    kind: str
    respondent: str
    about: str
    language: str
    addresses: Sequence[str]
    subject: str
    paragraphs: Sequence[str]
    files: Sequence[Attachment] = field(default=())

    def to_message(self, cycle: Cycle, server: Outgoing) -> EmailMessage:
        """The message, without a date, which it gets when it is sent."""
        name, sender = sender_of(cycle, server)
        message = EmailMessage(POLICY)
        message["From"] = Address(name, addr_spec=sender)
        address = cycle.definition.return_to
        if address and sender != parseaddr(address)[1]:
            message["Reply-To"] = address
        if self.addresses:
            message["To"] = [Address(addr_spec=address) for address in self.addresses]
        message["Subject"] = plain(self.subject)
        domain = sender.rpartition("@")[2]
        message["Message-ID"] = f"<{cycle.id}.{self.key}@{domain}>"
        # So that no machine answers: RFC 3834, and for Exchange MS-OXCMAIL.
        message["Auto-Submitted"] = "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
        for name, value in zip(_HEADERS, (self.kind, self.respondent, self.about), strict=True):
            message[name] = plain(value)
        message.set_content("\n\n".join(map(plain, self.paragraphs)) + "\n", charset="utf-8")
        for attachment in self.files:
            suffix = attachment.name[attachment.name.rfind(".") :]
            kind = _TYPES.get(suffix) or mimetypes.guess_type(attachment.name)[0]
            main, _, sub = (kind or "application/octet-stream").partition("/")
            message.add_attachment(
                attachment.content, maintype=main, subtype=sub, filename=attachment.name
            )
        message["Content-Language"] = self.language  # last: add_attachment moves it into a part
        return message


_HEADERS = ("X-Rapporteur-Kind", "X-Rapporteur-Respondent", "X-Rapporteur-About")


def headers_of(message: EmailMessage) -> tuple[str, str, str]:
    """The kind, the respondent and the `about` of a letter, from the headers of its message."""
    kind, respondent, about = (str(message.get(name, "")) for name in _HEADERS)
    return kind, respondent, about


def sender_of(cycle: Cycle, server: Outgoing) -> tuple[str, str]:
    """The name and the address of the sender. Raises `UserError` if there is no valid address."""
    stated = server.sender or cycle.definition.return_to
    name, address = parseaddr(stated)
    if not is_address(address):
        what = f"“{stated}” is no address" if stated else "There is no address"
        raise UserError(
            f"{what} from which letters could come.",
            "State one: `sender` under [smtp] in rapporteur.toml, or `return_to` in cycle.toml.",
        )
    return plain(name), address


def plain(text: str) -> str:
    """Text on one line, without control characters and those that change the direction."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]+", " ", text).strip()


class LetterTexts:
    """The texts of a letter in its reader's language."""

    def __init__(self, cycle: Cycle, language: str) -> None:
        self.language = language if language in languages() else "en"
        self.title = shown_in(cycle.definition.title, self.language)
        self.quoted_title = nested(self.title, self.language)
        self._cycle = cycle

    def say(self, key: str, **params: str | int) -> str:
        """The message `key`."""
        return message(self.language, key, **params)

    def day(self, day: date) -> str:
        """A day, written out."""
        return cldr.day(day, self.language)

    def name(self, code: str) -> str:
        """The name by which a respondent is addressed; empty if it is not on the roster."""
        respondent = self._cycle.roster.get(code)
        return respondent.addressed(self.language) if respondent else ""

    def whole(
        self, respondent: str, body: Iterable[str], submission: str = "", dated: date | None = None
    ) -> list[str]:
        """The paragraphs of a letter with this body, from its reference to the signature.

        `submission` is the one that it is about, if there is one.
        """
        about = reference(self._cycle.id, respondent, submission)
        parts = (
            self.say("letter-reference", reference=about),
            self.day(dated) if dated else "",
            self.name(respondent),
            self.say("letter-salutation"),
            *body,
            self.say("letter-closing"),
            self.say("letter-signature"),
        )
        return [part for part in parts if part]
