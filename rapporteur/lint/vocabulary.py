"""The words by which the linter recognizes sheets, links and marks, from vocabulary.toml."""

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
"""The beginning of a note itself: “[note 1] …” or “Note 1: …”."""

BRACKETED = re.compile(r"(?:\[[a-z]{1,4}\])+")
"""Shorthand in brackets, once or several times: [x], [r][e]."""


def is_symbol(text: str) -> bool:
    """Whether a text is a symbol of either profile, or the mark of a note, in place of a value."""
    rest = NOTE_MARK.sub("", text).strip()
    return rest in BARE_SYMBOLS or not rest or BRACKETED.fullmatch(rest) is not None


def role_of(name: str) -> str:
    """The role of a sheet by its name; empty if the name tells none."""
    words = re.sub(r"[\s_\-]+", " ", name).strip().lower()
    return next((role for role, names in SHEETS.items() if words in names), "")
