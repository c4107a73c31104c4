"""A letter that goes out by mail: what it says, to whom, and as a message (RFC 5322)."""

import mimetypes
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr

from rapporteur.design.cycle import Cycle
from rapporteur.design.roster import is_address
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.settings import Outgoing
from rapporteur.language import cldr
from rapporteur.language.messages import languages, message
from rapporteur.language.texts import shown_in

KINDS = ("receipt", "return", "reminder")
"""What is written: that a file was received, what is wrong with it, what is still awaited."""

POLICY = SMTP.clone(cte_type="7bit")
"""How messages are written: not every server takes eight bits (RFC 6152)."""

_TYPES = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class File:
    """An attachment."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter. `key` names it: what has been sent under a key is not sent again.

    `about` is the submission, the version of the return, or the stage of the reminder.
    """

    key: str
    kind: str
    respondent: str
    about: str
    language: str
    addresses: Sequence[str]
    subject: str
    paragraphs: Sequence[str]
    files: Sequence[File] = field(default=())

    def to_message(self, cycle: Cycle, server: Outgoing) -> EmailMessage:
        """The message, without the date, which it gets when it is sent."""
        name, sender = sender_of(cycle, server)
        made = EmailMessage(POLICY)
        made["From"] = Address(name, addr_spec=sender)
        if sender != parseaddr(cycle.definition.return_to)[1]:
            made["Reply-To"] = cycle.definition.return_to
        if self.addresses:
            made["To"] = [Address(addr_spec=one) for one in self.addresses]
        made["Subject"] = plain(self.subject)
        domain = sender.rpartition("@")[2]
        made["Message-ID"] = f"<{cycle.id}.{self.key}@{domain}>"
        # That no machine answers: RFC 3834, and what Exchange heeds (MS-OXCMAIL).
        made["Auto-Submitted"] = "auto-generated"
        made["X-Auto-Response-Suppress"] = "All"
        for name, value in zip(_OWN, (self.kind, self.respondent, self.about), strict=True):
            made[name] = plain(value)
        made.set_content("\n\n".join(map(plain, self.paragraphs)) + "\n", charset="utf-8")
        for one in self.files:
            suffix = one.name[one.name.rfind(".") :]
            kind = _TYPES.get(suffix) or mimetypes.guess_type(one.name)[0]
            main, _, sub = (kind or "application/octet-stream").partition("/")
            made.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name)
        made["Content-Language"] = self.language  # last: attaching moves it into a part
        return made


_OWN = ("X-Rapporteur-Kind", "X-Rapporteur-Respondent", "X-Rapporteur-About")


def told(message: EmailMessage) -> tuple[str, str, str]:
    """The kind, the respondent and the subject matter that a message of ours carries."""
    kind, respondent, about = (str(message.get(name, "")) for name in _OWN)
    return kind, respondent, about


def sender_of(cycle: Cycle, server: Outgoing) -> tuple[str, str]:
    """The name and the address from which letters come. Raises `UserError` if there is none."""
    stated = server.sender or cycle.definition.return_to
    name, address = parseaddr(stated)
    if not is_address(address):
        raise UserError(
            f"“{stated}” is no address from which letters could come.",
            "Mend `sender` under [smtp] in rapporteur.toml, or `return_to` in cycle.toml.",
        )
    return plain(name), address


def plain(text: str) -> str:
    """Text on one line, without what could end a header or turn the writing round."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e]+", " ", text).strip()


class Words:
    """The sentences of one letter, in its reader's language."""

    def __init__(self, cycle: Cycle, language: str) -> None:
        self.language = language if language in languages() else "en"
        self.title = shown_in(cycle.definition.title, self.language)
        self._cycle = cycle

    def say(self, key: str, **params: str | int) -> str:
        """The sentence `key`."""
        return message(self.language, key, **params)

    def day(self, day: date) -> str:
        """A day in words."""
        return cldr.day(day, self.language)

    def name(self, code: str) -> str:
        """The name by which a respondent is addressed; empty of one who is not on the roster."""
        known = self._cycle.roster.get(code)
        return known.addressed(self.language) if known else ""

    def whole(self, respondent: str, body: Iterable[str]) -> list[str]:
        """The paragraphs of a letter, from the addressee to the signature."""
        parts = (
            self.name(respondent),
            self.say("letter-salutation"),
            *body,
            self.say("letter-closing"),
            self.say("letter-signature"),
        )
        return [one for one in parts if one]
