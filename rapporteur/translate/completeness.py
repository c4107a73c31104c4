"""How far the translation of a cycle is: what is missing, and what was looked over."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from rapporteur.design.cycle import Cycle
from rapporteur.design.reviewed_texts import Reviews
from rapporteur.language.texts import straight
from rapporteur.translate.inventory import PARTS, Entry, entries

State = Literal["missing", "unreviewed", "reviewed", "outdated"]
STATES: tuple[State, ...] = ("missing", "unreviewed", "reviewed", "outdated")
"""A text is missing when readers see another language, and outdated when it was reviewed and
its English has changed since: then the text of its file is used."""


def state(entry: Entry, language: str, reviews: Reviews) -> State:
    """How far a text is in one language."""
    text, review = entry.text.get(language), reviews.last.get(entry.key, {}).get(language)
    if not text:
        return "missing"
    if review is None:
        return "unreviewed"
    if straight(review.source) != straight(entry.source):
        return "outdated"
    # The program does not use what reviewers write: it may have been changed since.
    return "outdated" if entry.part == "program" and review.text != text else "reviewed"


@dataclass(frozen=True)
class Completeness:
    """How many texts of each part are how far, in each language, and those that need work."""

    counts: Mapping[str, Mapping[str, Mapping[State, int]]]
    open: Sequence[tuple[str, State, Entry]]

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data, for `--json`."""
        return {
            "languages": {
                language: {
                    part: {"texts": sum(known.values()), **known} for part, known in parts.items()
                }
                for language, parts in self.counts.items()
            },
            "open": [
                {"language": language, "state": state, "key": entry.key, "place": entry.place}
                for language, state, entry in self.open
            ],
        }

    def lines(self) -> Iterator[str]:
        """The same for a person: a table, then what is missing or outdated."""
        header = ("language", "part", "texts", *STATES)
        rows = [
            (language, part, sum(known.values()), *(known[state] for state in STATES))
            for language, parts in self.counts.items()
            for part, known in parts.items()
        ]
        yield from table(header, rows)
        for language, state, entry in self.open:
            yield f"{state} {language} {entry.key} ({entry.place})"


def completeness(cycle: Cycle, languages: Sequence[str]) -> Completeness:
    """How far the translations into some languages are. Raises `UserError`."""
    texts = entries(cycle)
    counts: dict[str, dict[str, Mapping[State, int]]] = {}
    unfinished: list[tuple[str, State, Entry]] = []
    for language in languages:
        states = [(entry, state(entry, language, cycle.reviews)) for entry in texts]
        for part in PARTS:
            counted = Counter(reached for entry, reached in states if entry.part == part)
            if counted:
                counts.setdefault(language, {})[part] = {name: counted[name] for name in STATES}
        unfinished += [
            (language, reached, entry)
            for entry, reached in states
            if reached in ("missing", "outdated")
        ]
    return Completeness(counts, unfinished)


def table(header: Sequence[object], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    """Lines in columns: the first of text, numbers to the right."""
    texts = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    numbers = [bool(rows) and isinstance(cell, int) for cell in (rows[0] if rows else header)]
    for row in texts:
        cells = (
            cell.rjust(size) if number else cell.ljust(size)
            for cell, size, number in zip(row, widths, numbers, strict=True)
        )
        yield "  ".join(cells).rstrip()
