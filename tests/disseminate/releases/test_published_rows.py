"""Which row is which: an edited cell is a change, an inserted row moves nothing."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from rapporteur.disseminate.releases.published_rows import Columns, PublishedRow, differences

COLUMNS = ("state", "title", "year", "status")
LAWS = Columns(COLUMNS, keys=("state", "status"), texts=("title",), respondent="state")


def law(state: str, title: str, year: str = "", status: str = "", at: str = "") -> PublishedRow:
    """A row of laws; `at` is the row of the answer in the questionnaire."""
    cells = dict(zip(COLUMNS, (state, title, year, status), strict=True))
    answers = frozenset([f"{state}/laws/{at}"]) if at else frozenset()
    return PublishedRow(cells, answers, tuple(f"s/laws/{at}" for _ in answers))


def told(
    before: Sequence[PublishedRow], after: Sequence[PublishedRow]
) -> list[tuple[str | None, str | None]]:
    """The titles of the rows that differ."""
    found = differences(before, after, LAWS)
    return [
        (old.cells["title"] if old else None, new.cells["title"] if new else None)
        for old, new in found
    ]


ACT = law("XAA", "Act on cooperatives", "2014", "in_force", at="1")
CODE = law("XAA", "Code of mutual societies", "2016", "in_force", at="2")
DECREE = law("XAB", "Decree on foundations", "1999", "proposed", at="1")


def test_the_same_rows_in_another_order_do_not_differ() -> None:
    assert told([ACT, CODE, DECREE], [DECREE, CODE, ACT]) == []


def test_other_evidence_for_the_same_does_not_differ() -> None:
    moved = law("XAA", "Act on cooperatives", "2014", "in_force", at="9")
    assert told([ACT], [moved]) == []


def test_an_edited_cell_is_a_change() -> None:
    edited = law("XAA", "Act on cooperatives", "2015", "in_force", at="1")
    assert told([ACT, CODE], [edited, CODE]) == [(ACT.cells["title"], edited.cells["title"])]


def test_a_cell_of_a_key_may_change_too() -> None:
    edited = law("XAA", "Act on cooperatives", "2014", "repealed", at="1")
    assert told([ACT, CODE], [edited, CODE]) == [(ACT.cells["title"], edited.cells["title"])]


def test_an_answer_that_says_something_else_altogether_is_a_change() -> None:
    other = law("XAA", "Ordinance", "1950", "repealed", at="1")
    assert told([ACT], [other]) == [("Act on cooperatives", "Ordinance")]


def test_a_row_inserted_above_moves_no_other_even_if_one_is_edited() -> None:
    new = law("XAA", "Bill", "2020", "proposed", at="1")
    edited = law("XAA", "Act on cooperatives", "2015", "in_force", at="2")
    moved = law("XAA", "Code of mutual societies", "2016", "in_force", at="3")
    assert told([ACT, CODE], [new, edited, moved]) == [
        (None, "Bill"),
        ("Act on cooperatives", "Act on cooperatives"),
    ]


def test_rows_of_two_respondents_are_never_one() -> None:
    elsewhere = law("XAC", "Act on cooperatives", "2014", "in_force", at="1")
    assert told([ACT], [elsewhere]) == [
        (None, "Act on cooperatives"),
        ("Act on cooperatives", None),
    ]


def test_another_law_in_another_row_is_another_law() -> None:
    other = law("XAA", "Ordinance on banks", "1950", "in_force", at="7")
    assert told([ACT, CODE], [ACT, other]) == [
        (None, "Ordinance on banks"),
        ("Code of mutual societies", None),
    ]


def test_a_total_is_known_by_its_key_whatever_it_rests_on() -> None:
    def total(group: str, number: str, *answers: str) -> PublishedRow:
        return PublishedRow(
            {"group": group, "asked": number, "replied": number}, frozenset(answers), answers
        )

    before = [total("africa", "4", "a", "b"), total("asia", "1", "c")]
    after = [total("africa", "5", "a", "b", "d"), total("asia", "1", "c")]
    columns = Columns(("group", "asked", "replied"), ("group",), (), None)
    found = list(differences(before, after, columns))
    assert found == [(before[0], after[0])]


def test_of_equal_rows_as_many_come_or_go_as_differ() -> None:
    assert told([ACT, ACT], [ACT]) == [("Act on cooperatives", None)]
    assert told([ACT], [ACT, ACT, ACT]) == [(None, "Act on cooperatives")] * 2


def test_of_very_many_rows_those_of_one_answer_are_compared() -> None:
    before = [law("XAA", f"Act {at}", "2000", at=str(at)) for at in range(300)]
    after = [law("XAA", f"Act {at}", "2001", at=str(at)) for at in range(300)]
    assert told(before, after) == [(f"Act {at}", f"Act {at}") for at in range(300)]


_ROWS = st.lists(
    st.builds(
        law,
        st.sampled_from(["XAA", "XAB"]),
        st.sampled_from(["Act", "Act on law", "Code"]),
        st.sampled_from(["", "2000", "2001"]),
        st.sampled_from(["", "in_force"]),
        st.sampled_from(["", "1", "2"]),
    ),
    max_size=6,
)


@given(before=_ROWS, after=_ROWS)
def test_what_differs_accounts_for_every_row_once(
    before: list[PublishedRow], after: list[PublishedRow]
) -> None:
    found = list(differences(before, after, LAWS))

    def said(lines: Sequence[PublishedRow | None]) -> list[tuple[str, ...]]:
        return sorted(tuple(one.cells.values()) for one in lines if one)

    rest = said(before)
    for gone in said([old for old, _ in found]):
        rest.remove(gone)
    assert sorted(rest + said([new for _, new in found])) == said(after)
    for old, new in found:
        assert old is None or new is None or old.cells["state"] == new.cells["state"]
        assert old is None or new is None or old.cells != new.cells
