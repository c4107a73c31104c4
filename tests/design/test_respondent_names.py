"""Which respondent a text names."""

from pathlib import Path

import pytest

from rapporteur.design.cycle import load_cycle
from rapporteur.design.respondent_names import RespondentNames
from tests.support import ROOT


@pytest.fixture(scope="module")
def names() -> RespondentNames:
    return RespondentNames(load_cycle(Path(ROOT), "a79-sse").roster)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("FRA", "FRA"), (" fra ", "FRA"), ("France", "FRA"), ("ФРАНЦИЯ", "FRA"),
        ("法国政府", "FRA"),
        ("FRA (Ministère du travail)", "FRA"), ("Government of France", "FRA"), ("فرنسا", "FRA"),
        ("Republic of Guinea", "GIN"), ("Guinea Bissau", "GNB"), ("Guinea‑Bissau", "GNB"),
        ("República de Corea", "KOR"), ("The Republic of Korea", "KOR"),
    ],
)  # fmt: skip
def test_a_respondent_is_named(names: RespondentNames, text: str, code: str) -> None:
    assert names.names(text, code)
    assert not names.is_of_another(text, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DEU", "FRA"), ("Germany", "FRA"), ("Allemagne", "FRA"), ("德国", "FRA"),
        ("ألمانيا", "FRA"),
        ("Guinea-Bissau", "GIN"), ("Bosnia and Herzegovina", "AND"), ("Nigeria", "NER"),
        ("Democratic People's Republic of Korea", "KOR"), ("South Sudan", "SDN"),
    ],
)  # fmt: skip
def test_another_is_named(names: RespondentNames, text: str, code: str) -> None:
    assert names.is_of_another(text, code)
    assert not names.names(text, code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "FRA"), ("–", "FRA"), ("Atlantis", "FRA"), ("Francesco", "FRA"),
        ("Government of Bosnia and Herzegovina", "AND"), ("Embassy of Guinea-Bissau", "GIN"),
    ],
)  # fmt: skip
def test_the_respondent_is_not_named(names: RespondentNames, text: str, code: str) -> None:
    assert not names.names(text, code)
