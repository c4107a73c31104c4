"""The words by which the linter knows sheets, links and marks; see vocabulary.toml."""

import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

_WORDS: Mapping[str, Any] = tomllib.loads(
    files("rapporteur.lint").joinpath("vocabulary.toml").read_text(encoding="utf-8")
)

SHEETS: Mapping[str, frozenset[str]] = {
    role: frozenset(names) for role, names in _WORDS["sheets"].items()
}
"""The names of sheets, in lower case, by role: cover, contents, notes."""

BARE_LINKS = frozenset(_WORDS["links"]["bare"])
BLANK = tuple(_WORDS["marks"]["blank"])
BARE_SYMBOLS = frozenset(_WORDS["marks"]["bare_symbols"])
UNITS = tuple(_WORDS["marks"]["units"])
CREATORS = frozenset(_WORDS["properties"]["creators"])
RIGHT_TO_LEFT = frozenset(_WORDS["properties"]["right_to_left"])

DEFAULT_SHEET = re.compile(_WORDS["marks"]["default_names"], re.IGNORECASE)
DEFAULT_TABLE = re.compile(_WORDS["marks"]["default_tables"], re.IGNORECASE)

_NOTE = "|".join(map(re.escape, _WORDS["marks"]["note"]))
NOTE_MARK = re.compile(rf"\[(?:{_NOTE})\s*(\d+)\]", re.IGNORECASE)
NOTE_HEAD = re.compile(rf"\s*\[?(?:{_NOTE})\s*(\d+)\s*[\]:.]", re.IGNORECASE)
"""How a note begins where it is written out: “[note 1] …” or “Note 1: …”."""

BRACKETED = re.compile(r"(?:\[[a-z]{1,4}\])+")
"""Shorthand in brackets, one or several: [x], [r][e]."""


def is_symbol(text: str) -> bool:
    """Whether a text stands for a value, as a symbol of either profile or a mark of a note."""
    rest = NOTE_MARK.sub("", text).strip()
    return rest in BARE_SYMBOLS or not rest or BRACKETED.fullmatch(rest) is not None


def role_of(name: str) -> str:
    """The role that a sheet's name says it has, or an empty text."""
    words = re.sub(r"[\s_\-]+", " ", name).strip().lower()
    return next((role for role, names in SHEETS.items() if words in names), "")
