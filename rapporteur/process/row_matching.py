"""Which row of a table is which row of the same table in another state: the one matcher of rows.

It compares two versions of a published table, the tables with and without a late file, and the
rows of one table in two files of a respondent.

Rows with the same content are the same row, as often as both sides have it, wherever they stand:
only the others differ. Of those, rows that are alike are one row that changed, the surest pairs
first and each row in one pair; the remaining rows were added or removed. What makes two rows
alike depends on what is compared, and is handed in.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

Row = TypeVar("Row")

Likeness = Callable[[Row, Row], float]
"""How surely a row before and a row after are the same row; 0 if they are not."""

_MOST_OF_ANCHOR = 20  # rows before, of one anchor, that are compared with a row after
MOST_PAIRS = 40_000
"""So many pairs of rows are compared, unless another number is asked for."""


@dataclass(frozen=True, slots=True)
class Matching:
    """The rows that differ, by their positions from 0: before, after, or both.

    `changed` has the surest pairs first; `added` and `removed` are in the order of their side.
    """

    changed: list[tuple[int, int]]
    added: list[int]
    removed: list[int]

    def in_order(self) -> Iterator[tuple[int | None, int | None]]:
        """Every difference once: in the order of the rows after, then the removed rows."""
        before: dict[int, int | None] = dict.fromkeys(self.added)
        before.update({after: old for old, after in self.changed})
        for after in sorted(before):
            yield before[after], after
        for old in self.removed:
            yield old, None


def differing(before: Sequence[Hashable], after: Sequence[Hashable]) -> tuple[list[int], list[int]]:
    """The positions of the contents that the other side lacks, or has fewer times."""
    same = Counter(before) & Counter(after)
    return _unpaired(before, same), _unpaired(after, same)


def _unpaired(contents: Sequence[Hashable], same: Mapping[Hashable, int]) -> list[int]:
    remaining = Counter(same)
    positions = []
    for at, content in enumerate(contents):
        if remaining[content]:
            remaining[content] -= 1
        else:
            positions.append(at)
    return positions


def match(
    before: Sequence[Row],
    after: Sequence[Row],
    content: Callable[[Row], Hashable],
    likeness: Likeness[Row] | None = None,
    *,
    group: Callable[[Row], Hashable] = lambda row: None,
    anchor: Callable[[Row], Hashable] | None = None,
    most_pairs: int = MOST_PAIRS,
) -> Matching:
    """Match the rows whose `content` differs.

    Rows of two groups are never the same row. Without `likeness`, the rows of a group are paired
    in their order. A group with more than `most_pairs` possible pairs is too large to compare all
    of them: there only rows with the same `anchor` are compared, and without one none are.
    """
    removed, added = differing([content(row) for row in before], [content(row) for row in after])
    groups: dict[Hashable, tuple[list[int], list[int]]] = {}
    for side, (rows, positions) in enumerate(((before, removed), (after, added))):
        for at in positions:
            groups.setdefault(group(rows[at]), ([], []))[side].append(at)
    scored: list[tuple[float, int, int]] = []
    for left, right in groups.values():
        if likeness is None:
            scored += ((-1.0, old, new) for old, new in zip(left, right, strict=False))
            continue
        candidates: Iterator[tuple[int, int]] = iter(())
        if len(left) * len(right) <= most_pairs:
            candidates = product(left, right)
        elif anchor is not None:
            candidates = _anchored(before, after, left, right, anchor)
        scored += (
            (-score, old, new)
            for old, new in candidates
            if (score := likeness(before[old], after[new])) > 0
        )
    changed = list(_surest(sorted(scored)))
    paired_before, paired_after = {old for old, _ in changed}, {new for _, new in changed}
    return Matching(
        changed,
        [at for at in added if at not in paired_after],
        [at for at in removed if at not in paired_before],
    )


def _anchored(
    before: Sequence[Row],
    after: Sequence[Row],
    left: Sequence[int],
    right: Sequence[int],
    anchor: Callable[[Row], Hashable],
) -> Iterator[tuple[int, int]]:
    """The pairs of rows with the same anchor."""
    by_anchor: dict[Hashable, list[int]] = {}
    for old in left:
        by_anchor.setdefault(anchor(before[old]), []).append(old)
    for new in right:
        for old in by_anchor.get(anchor(after[new]), ())[:_MOST_OF_ANCHOR]:
            yield old, new


def _surest(scored: Sequence[tuple[float, int, int]]) -> Iterator[tuple[int, int]]:
    """Each row in at most one pair, which is the first that has it."""
    before: set[int] = set()
    after: set[int] = set()
    for _, old, new in scored:
        if old not in before and new not in after:
            before.add(old)
            after.add(new)
            yield old, new
