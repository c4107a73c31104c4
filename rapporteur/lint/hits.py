"""What a rule says of a place: the shape that all rules share."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from rapporteur.lint.book import Book


@dataclass(frozen=True, slots=True)
class Hit:
    """A breach of a rule, by its identifier; `params` fill in its message."""

    rule: str
    sheet: str = ""
    cell: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


Judge = Callable[[Book], Iterator[Hit]]
"""What looks a workbook over by some rules."""

_SHOWN = 60


def shown(text: str) -> str:
    """A text as it is quoted in a finding: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
