"""The list of States, and the roster of the cycle that was made from it."""

import csv
from pathlib import Path

import pytest

from rapporteur.design.member_states import (
    OFFICIAL_LANGUAGES,
    State,
    language_of,
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
def known() -> list[State]:
    return states()


def test_the_members_and_the_two_observers_are_there(known: list[State]) -> None:
    members = [state for state in known if state.membership == "member_state"]
    observers = [state.code for state in known if state.membership == "observer_state"]
    assert (len(members), observers) == (193, ["PSE", "VAT"])


def test_codes_are_unique_and_m49_is_three_digit_text(known: list[State]) -> None:
    assert len({state.code for state in known}) == len({state.m49 for state in known}) == 195
    for state in known:
        assert all(
            len(code) == 3 and code.isdigit() for code in (state.m49, state.region, state.subregion)
        ), state


def test_regions_are_the_five_of_m49(known: list[State]) -> None:
    counts = {region: sum(state.region == region for state in known) for region in
              sorted({state.region for state in known})}  # fmt: skip
    assert counts == {"002": 54, "009": 14, "019": 35, "142": 48, "150": 44}


def test_names_are_there_in_the_six_languages(known: list[State]) -> None:
    for state in known:
        assert set(state.name) == set(OFFICIAL_LANGUAGES), state.code
        assert all(name.strip() for name in state.name.values()), state.code


def test_vulnerable_groups_have_their_known_size(known: list[State]) -> None:
    assert sum(state.ldc for state in known) == 45
    assert sum(state.lldc for state in known) == 32
    assert sum(state.sids for state in known) == 37


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
    assert language_of(territory) == language


def test_what_is_written_can_be_read_as_a_roster(known: list[State], tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text(roster_csv(known), encoding="utf-8")
    roster = read_roster(path, ("government",))
    assert [respondent.code for respondent in roster] == [state.code for state in known]


def test_the_cycle_s_states_are_the_library_s(known: list[State]) -> None:
    with ROSTER.open(encoding="utf-8", newline="") as stream:
        given = [entry for entry in csv.DictReader(stream) if entry["category"] == "government"]
    library = list(csv.DictReader(roster_csv(known).splitlines()))
    for entry in given + library:
        del entry["language"]  # the secretariat's to edit
    assert given == library


def test_the_cycle_s_roster_is_usable() -> None:
    roster = read_roster(ROSTER, CATEGORIES)
    for respondent in roster:
        assert respondent.language in OFFICIAL_LANGUAGES, respondent.code
        assert respondent.name["en"], respondent.code
        assert respondent.name["zh"], respondent.code
