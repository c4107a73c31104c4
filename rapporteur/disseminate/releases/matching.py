"""Which row of a table is which in two versions of it.

A row is the same row while its evidence is the same answer, or while it says nearly the same of
the same respondent: so an edited cell is a change, and not one row less and another more.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

_SAME_ANSWER = 0.5  # what the same evidence counts for; alone it is enough
_SAME_KEY = 0.5  # what the same key counts for, where a key has one row
_ENOUGH = 0.5
_ALIKE = 0.7  # without the same evidence or key, rows must say so much the same
_TEXT = 3.0  # a text tells rows apart better than a code or a number
_MOST = 40_000  # pairs of rows: of more, only those of one evidence are looked at


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: its cells by column, and what it rests on.

    `answers` are its evidence identifiers with the respondent in the place of the file, so that a
    corrected file leads to the same ones.
    """

    cells: Mapping[str, str]
    answers: frozenset[str]
    evidence: tuple[str, ...]


Pair = tuple[Line | None, Line | None]


def pairs(
    before: Sequence[Line],
    after: Sequence[Line],
    columns: Sequence[str],
    keys: Sequence[str],
    texts: Sequence[str],
    group: str | None,
) -> Iterator[Pair]:
    """The rows that differ in `columns`: changed, added (none before) or removed (none after).

    `keys` are the columns that tell which row it is, `texts` those of free text, and `group` the
    column of the respondent, beyond which no row is looked for. In the order of the rows after,
    then of those that were removed.
    """
    left, right = _unequal(before, after, columns)
    single = _single(before, keys) & _single(after, keys)
    found: dict[int, int] = {}
    for mine, theirs in _groups(left, right, group):
        scored = sorted(
            (
                (-score, new, old)
                for old, new in _candidates(mine, theirs)
                if (score := _score(old[1], new[1], columns, keys, texts, single))
            ),
            key=lambda one: (one[0], one[1][0], one[2][0]),
        )
        taken: set[int] = set()
        for _, (new, _after), (old, _before) in scored:
            if new not in found and old not in taken:
                found[new] = old
                taken.add(old)
    for new in sorted(right):
        old_line = left[found[new]] if new in found else None
        yield old_line, right[new]
    gone = left.keys() - set(found.values())
    yield from ((left[old], None) for old in sorted(gone))


_Numbered = tuple[int, Line]


def _unequal(
    before: Sequence[Line], after: Sequence[Line], columns: Sequence[str]
) -> tuple[dict[int, Line], dict[int, Line]]:
    """The rows, by their place, that say what no row of the other version says."""
    said = [
        [tuple(one.cells[name] for name in columns) for one in rows] for rows in (before, after)
    ]
    left, right = Counter(said[0]), Counter(said[1])
    same = left & right
    rest = []
    for rows, told in zip((before, after), said, strict=True):
        known, kept = Counter(same), {}
        for at, (one, what) in enumerate(zip(rows, told, strict=True)):
            if known[what]:
                known[what] -= 1
            else:
                kept[at] = one
        rest.append(kept)
    return rest[0], rest[1]


def _groups(
    left: Mapping[int, Line], right: Mapping[int, Line], group: str | None
) -> Iterator[tuple[list[_Numbered], list[_Numbered]]]:
    found: dict[str, tuple[list[_Numbered], list[_Numbered]]] = {}
    for side, rows in enumerate((left, right)):
        for at, one in rows.items():
            name = one.cells[group] if group else ""
            found.setdefault(name, ([], []))[side].append((at, one))
    return iter(found.values())


def _candidates(
    left: Sequence[_Numbered], right: Sequence[_Numbered]
) -> Iterator[tuple[_Numbered, _Numbered]]:
    if len(left) * len(right) <= _MOST:
        yield from product(left, right)
        return
    by_answers: dict[frozenset[str], list[_Numbered]] = {}
    for one in left:
        by_answers.setdefault(one[1].answers, []).append(one)
    for new in right:
        for old in by_answers.get(new[1].answers, ())[:20]:
            yield old, new


def _key(line: Line, keys: Sequence[str]) -> tuple[str, ...]:
    return tuple(line.cells[name] for name in keys)


def _single(rows: Sequence[Line], keys: Sequence[str]) -> set[tuple[str, ...]]:
    counted = Counter(_key(one, keys) for one in rows)
    return {key for key, number in counted.items() if number == 1} if keys else set()


def _score(
    old: Line,
    new: Line,
    columns: Sequence[str],
    keys: Sequence[str],
    texts: Sequence[str],
    single: set[tuple[str, ...]],
) -> float:
    """How surely two rows are one, 0 if they are not."""
    alike, weights = 0.0, 0.0
    for name in columns:
        one, other = old.cells[name], new.cells[name]
        weight = _TEXT if name in texts else 1.0
        if one == other == "":
            continue
        weights += weight
        if one == other:
            alike += weight
        elif name in texts:
            alike += weight * _ratio(one, other)
    share = alike / weights if weights else 0.0
    bonus = _SAME_ANSWER * (bool(old.answers) and old.answers == new.answers)
    key = _key(old, keys)
    bonus += _SAME_KEY * (key in single and key == _key(new, keys))
    return share + bonus if share + bonus >= (_ENOUGH if bonus else _ALIKE) else 0.0


def _ratio(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one[:200], other[:200], autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.5 else 0.0
