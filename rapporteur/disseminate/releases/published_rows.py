"""The rows of a published table, and when two rows of two versions of it are the same row.

A row is the same row while its evidence is the same answer, or while it says nearly the same of
the same respondent: so an edited cell is a change, and not one row less and another more.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapporteur.process.row_matching import match

_SAME_ANSWER = 0.5  # what the same evidence counts for; alone it is enough
_SAME_KEY = 0.5  # what the same key counts for, where a key has one row
_ENOUGH = 0.5
_ALIKE = 0.7  # without the same evidence or key, rows must say so much the same
_TEXT = 3.0  # a text tells rows apart better than a code or a number


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A row of a table: its cells by column, and what it rests on.

    `answers` are its evidence identifiers with the respondent in the place of the submission, so
    that a corrected file leads to the same ones.
    """

    cells: Mapping[str, str]
    answers: frozenset[str]
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of two versions of a table that are compared, and what tells its rows apart.

    `keys` are the columns that tell which row it is, `texts` those of free text, and `respondent`
    is the column of the respondent, if there is one: rows of two respondents are never the same.
    """

    compared: Sequence[str]
    keys: Sequence[str]
    texts: Sequence[str]
    respondent: str | None


def differences(
    before: Sequence[PublishedRow], after: Sequence[PublishedRow], columns: Columns
) -> Iterator[tuple[PublishedRow | None, PublishedRow | None]]:
    """The rows that differ: changed, added (none before) or removed (none after).

    In the order of the rows after, then of those that were removed.
    """
    respondent = columns.respondent
    matching = match(
        before,
        after,
        content=lambda row: tuple(row.cells[name] for name in columns.compared),
        likeness=_Likeness(before, after, columns),
        group=lambda row: row.cells[respondent] if respondent else "",
        anchor=lambda row: row.answers,
    )
    for old, new in matching.in_order():
        yield None if old is None else before[old], None if new is None else after[new]


class _Likeness:
    """How much two rows say the same, and more if they have the same evidence or the same key."""

    def __init__(
        self, before: Sequence[PublishedRow], after: Sequence[PublishedRow], columns: Columns
    ) -> None:
        self._columns = columns
        self._single = self._single_keys(before) & self._single_keys(after)

    def __call__(self, old: PublishedRow, new: PublishedRow) -> float:
        share, bonus = self._share(old, new), 0.0
        if old.answers and old.answers == new.answers:
            bonus += _SAME_ANSWER
        key = self._key(old)
        if key in self._single and key == self._key(new):
            bonus += _SAME_KEY
        return share + bonus if share + bonus >= (_ENOUGH if bonus else _ALIKE) else 0.0

    def _share(self, old: PublishedRow, new: PublishedRow) -> float:
        """The share of cells that are alike, texts weighted; those empty in both are left out."""
        alike, weights = 0.0, 0.0
        for name in self._columns.compared:
            before, after = old.cells[name], new.cells[name]
            if before == after == "":
                continue
            text = name in self._columns.texts
            weight = _TEXT if text else 1.0
            weights += weight
            if before == after:
                alike += weight
            elif text:
                alike += weight * _ratio(before, after)
        return alike / weights if weights else 0.0

    def _key(self, row: PublishedRow) -> tuple[str, ...]:
        return tuple(row.cells[name] for name in self._columns.keys)

    def _single_keys(self, rows: Sequence[PublishedRow]) -> set[tuple[str, ...]]:
        """The keys that only one row has; none where the table has no columns of keys."""
        counted = Counter(map(self._key, rows))
        keys = {key for key, rows_of_key in counted.items() if rows_of_key == 1}
        return keys if self._columns.keys else set()


def _ratio(before: str, after: str) -> float:
    matcher = SequenceMatcher(None, before[:200], after[:200], autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.5 else 0.0
