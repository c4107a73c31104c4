"""Who sent a message: the one address in its one From header, else nobody.

What says two things is read in two ways: a forged header shows the respondent's address to one
program and another's to the next. Python's own parser takes the first that it can make out, also of
what is no address at all (CVE-2023-27043).
"""

import re
from email.errors import InvalidHeaderDefect
from email.headerregistry import AddressHeader, HeaderRegistry
from email.message import Message

from rapporteur.design.roster import is_address

_LONGEST = 998  # characters, of a line (RFC 5322, 2.1.1)
_HEADER = re.compile(rb"(?:^|[\r\n])from[ \t]*:", re.IGNORECASE)
_HEADERS_END = re.compile(rb"\r\n\r\n|\n\n|\r\r")
_QUOTED_OR_COMMENT = re.compile(r'"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)')
_MAILBOX = re.compile(r"[^<>@,;:\"()\\\[\]]*<([^<>\s]+)>\s*|\s*([^<>\s]+)\s*")
_registry = HeaderRegistry()


class NoSenderError(Exception):
    """It cannot be told who sent a message; the text says why, as the end of a sentence."""


def sender(content: bytes, message: Message) -> str:
    """The address that a message, of these bytes, is from.

    Raises `NoSenderError` unless it has one From header with one address (RFC 5322, 3.6.2).
    """
    values = [text for name, text in message.raw_items() if name.lower() == "from"]
    # The parser passes over “From :”, which mail programs show.
    lines = len(_HEADER.findall(_HEADERS_END.split(content, maxsplit=1)[0]))
    if not values or not lines:
        raise NoSenderError("it has no header From")
    if len(values) > 1 or lines > 1:
        raise NoSenderError(f"it has {max(len(values), lines)} headers From")
    address = _only_address(re.sub(r"[\r\n]+", "", values[0]))
    if not address:
        raise NoSenderError("its header From is not one address")
    return address


def _only_address(text: str) -> str:
    """The address in the text of a header; empty unless two ways of reading agree on it."""
    if len(text) > _LONGEST:
        return ""
    mailbox = _MAILBOX.fullmatch(_QUOTED_OR_COMMENT.sub(" ", text))
    address = (mailbox[1] or mailbox[2]) if mailbox else ""
    if not is_address(address):
        return ""
    header = _registry("from", text)
    assert isinstance(header, AddressHeader)
    invalid = any(isinstance(defect, InvalidHeaderDefect) for defect in header.defects)
    read = [
        (group.display_name, [one.addr_spec for one in group.addresses]) for group in header.groups
    ]
    return address if read == [(None, [address])] and not invalid else ""
