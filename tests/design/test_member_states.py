"""The list of States, and the sample cycle's roster, which was made from it."""

import csv
from pathlib import Path

import pytest

from rapporteur.design.member_states import (
    OFFICIAL_LANGUAGES,
    State,
    correspondence_language,
    roster_csv,
    states,
)
from rapporteur.design.roster import read_roster

ROSTER = Path(__file__).parents[2] / "inputs" / "a79-sse" / "roster.csv"
CATEGORIES = (
    "government",
    "un_entity",
    "intergovernmental_organization",
    "ngo",
    "development_bank",
)


@pytest.fixture(scope="module")
def all_states() -> list[State]:
    return states()


def test_the_members_and_the_two_observers_are_there(all_states: list[State]) -> None:
    members = [state for state in all_states if state.membership == "member_state"]
    observers = [state.code for state in all_states if state.membership == "observer_state"]
    assert (len(members), observers) == (193, ["PSE", "VAT"])


def test_codes_are_unique_and_m49_is_three_digit_text(all_states: list[State]) -> None:
    assert (
        len({state.code for state in all_states}) == len({state.m49 for state in all_states}) == 195
    )
    for state in all_states:
        assert all(
            len(code) == 3 and code.isdigit() for code in (state.m49, state.region, state.subregion)
        ), state


def test_regions_are_the_five_of_m49(all_states: list[State]) -> None:
    counts = {region: sum(state.region == region for state in all_states) for region in
              sorted({state.region for state in all_states})}  # fmt: skip
    assert counts == {"002": 54, "009": 14, "019": 35, "142": 48, "150": 44}


def test_names_are_there_in_the_six_languages(all_states: list[State]) -> None:
    for state in all_states:
        assert set(state.name) == set(OFFICIAL_LANGUAGES), state.code
        assert all(name.strip() for name in state.name.values()), state.code


def test_vulnerable_groups_have_their_published_size(all_states: list[State]) -> None:
    assert sum(state.ldc for state in all_states) == 45
    assert sum(state.lldc for state in all_states) == 32
    assert sum(state.sids for state in all_states) == 37


@pytest.mark.parametrize(
    ("territory", "language"),
    [
        ("CN", "zh"),
        ("FR", "fr"),
        ("CM", "fr"),  # French and English are official: more people speak French
        ("MX", "es"),  # official in fact, no language is in law
        ("UA", "en"),  # Russian is not official in law
        ("JP", "en"),
    ],
)
def test_language_of_correspondence(territory: str, language: str) -> None:
    assert correspondence_language(territory) == language


def test_the_list_can_be_read_as_a_roster(all_states: list[State], tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(roster_csv(all_states), encoding="utf-8")
    roster = read_roster(path, ("government",))
    assert [respondent.code for respondent in roster] == [state.code for state in all_states]


def test_the_cycle_s_states_are_the_library_s(all_states: list[State]) -> None:
    with ROSTER.open(encoding="utf-8", newline="") as stream:
        in_roster = [entry for entry in csv.DictReader(stream) if entry["category"] == "government"]
    library = list(csv.DictReader(roster_csv(all_states).splitlines()))
    for entry in in_roster + library:
        del entry["language"]  # which the secretariat may edit
    assert in_roster == library


def test_the_cycle_s_roster_is_usable() -> None:
    roster = read_roster(ROSTER, CATEGORIES)
    for respondent in roster:
        assert respondent.language in OFFICIAL_LANGUAGES, respondent.code
        assert respondent.name["en"], respondent.code
        assert respondent.name["zh"], respondent.code
