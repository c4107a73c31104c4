"""A violation of a rule: what all checks yield."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from rapporteur.lint.book import Book


@dataclass(frozen=True, slots=True)
class Violation:
    """A violation of the rule with this identifier; `params` fill in its message.

    `sheet` and `cell` are empty where it concerns the whole file or the whole sheet.
    """

    rule: str
    sheet: str = ""
    cell: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


Check = Callable[[Book], Iterator[Violation]]
"""A function that checks a workbook against some rules."""

_SHOWN = 60


def shown(text: str) -> str:
    """A text as it is quoted in a message: on one line, cut to 60 characters."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
