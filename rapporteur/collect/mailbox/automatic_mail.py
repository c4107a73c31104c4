"""Recognize mail that a machine sent, or that must not be answered, by its headers."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from email.message import Message
from email.utils import parseaddr
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Sign:
    """A header that marks a message: by any value, or by certain ones.

    `source` says where that is laid down, or which programs write it.
    """

    header: str
    source: str
    values: Sequence[str] = field(default=("*",))
    excepted: Sequence[str] = field(default=())

    def marks(self, message: Message) -> bool:
        """Whether the message has the header with such a value."""
        return any(
            fnmatchcase(value, pattern) and value not in self.excepted
            for text in message.get_all(self.header, [])
            for value in self._values(str(text))
            for pattern in self.values
        )

    def _values(self, text: str) -> Iterable[str]:
        if self.header == "from":
            return (parseaddr(text)[1].lower(),)
        before = text.partition(";")[0].lower()
        return ("".join(value.split()) for value in before.split(","))


def is_automatic(message: Message) -> bool:
    """Whether a machine sent the message: no person awaits an answer, and none sent a reply."""
    return any(sign.marks(message) for sign in signs("left"))


def is_unanswered(message: Message) -> bool:
    """Whether the sender must not be answered, such as one that wrote through a mailing list."""
    return any(sign.marks(message) for sign in signs("unanswered"))


@cache
def signs(consequence: str) -> Sequence[Sign]:
    """The signs in automatic_mail.toml of one consequence, `left` or `unanswered`."""
    file = resources.files("rapporteur.collect.mailbox").joinpath("automatic_mail.toml")
    entries: dict[str, list[dict[str, Any]]] = tomllib.loads(file.read_text(encoding="utf-8"))
    return [
        Sign(
            entry["header"],
            entry["source"],
            tuple(entry.get("values", ["*"])),
            tuple(entry.get("except", [])),
        )
        for entry in entries[consequence]
    ]
