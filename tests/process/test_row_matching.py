"""The one matcher of rows: equal rows are the same, alike rows changed, others came or went."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from rapporteur.process.row_matching import Matching, differing, match


def itself(row: str) -> str:
    return row


def common(old: str, new: str) -> float:
    """The share of letters in common, none being no likeness."""
    return len(set(old) & set(new)) / len(set(old) | set(new)) if old and new else 0.0


def test_rows_are_counted_wherever_they_stand() -> None:
    assert differing(["a", "b", "a"], ["b", "c", "a", "c"]) == ([2], [1, 3])
    assert differing(["a", "b"], ["b", "a"]) == ([], [])


def test_the_surest_pair_is_made_first_and_each_row_is_in_one() -> None:
    matching = match(["abc", "abd"], ["abcx", "abc", "xyz"], itself, common)
    assert matching == Matching(changed=[(1, 0)], added=[2], removed=[])
    assert list(matching.in_order()) == [(1, 0), (None, 2)]


def test_equally_sure_pairs_are_made_in_the_order_of_the_rows() -> None:
    assert match(["ab", "ac"], ["ax", "ay"], itself, common).changed == [(0, 0), (1, 1)]


def test_rows_of_two_groups_are_never_the_same() -> None:
    matching = match(["1a"], ["2a"], itself, common, group=lambda row: row[0])
    assert matching == Matching([], added=[0], removed=[0])


def test_without_likeness_the_rows_of_a_group_are_paired_in_their_order() -> None:
    matching = match(["a1", "b1", "a2"], ["a3", "a4", "a5", "c1"], itself, group=lambda row: row[0])
    assert matching == Matching([(0, 0), (2, 1)], added=[2, 3], removed=[1])
    assert list(matching.in_order()) == [(0, 0), (2, 1), (None, 2), (None, 3), (1, None)]


def test_in_a_large_group_only_rows_of_one_anchor_are_compared() -> None:
    before, after = ["1a", "2a"], ["1b", "2b"]
    anchored = match(before, after, itself, common, anchor=lambda row: row[0], most_pairs=3)
    assert anchored.changed == [(0, 0), (1, 1)]
    assert match(before, after, itself, common, most_pairs=3).changed == []


_ROWS = st.lists(st.text("abcd", max_size=3), max_size=8)


@given(before=_ROWS, after=_ROWS)
def test_every_row_is_accounted_for_once(before: list[str], after: list[str]) -> None:
    pairs = list(match(before, after, itself, common, group=len).in_order())
    gone = Counter(before[old] for old, _ in pairs if old is not None)
    come = Counter(after[new] for _, new in pairs if new is not None)
    assert Counter(before) - gone + come == Counter(after)
    for old, new in pairs:
        assert old is None or new is None or before[old] != after[new]
        assert old is None or new is None or len(before[old]) == len(after[new])
