"""What a translation of a pattern must keep."""

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.translate.inventory import entries, translated
from rapporteur.translate.patterns import lost, program
from tests.support import project_cycle

LAWS = "{ $count } { $count ->\n    [one] law\n   *[other] laws\n} of { $list }"


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("fr", "{ $list } : { $count ->\n    [one] une loi\n   *[other] des lois\n}", ""),
        ("zh", "{ $list }的{ $count }项法律", ""),
        ("fr", "{ $count } lois de { $list }", "the choice by $count lacks [one]"),
        (
            "ru",
            "{ $count } { $count ->\n    [one] закон\n   *[other] закона\n} { $list }",
            "the choice by $count lacks [many]",
        ),
        (
            "ar",
            "{ $count ->\n    [0] لا شيء\n    [1] قانون\n    [2] قانونان\n    [few] قوانين\n"
            "    [many] قانوناً\n   *[other] قانون\n} { $list }",
            "",
        ),
        ("fr", "{ $count ->\n    [one] loi\n   *[other] lois\n}", "{ $list } is missing"),
        ("fr", "{ $nombre } lois", "$nombre is not known here; known are $count, $list"),
        ("fr", "{ $count lois", 'Expected token: "}"'),
    ],
)
def test_parameters_and_forms_survive(language: str, text: str, wrong: str) -> None:
    assert lost(language, LAWS, text) == wrong


def test_a_choice_by_name_keeps_its_names() -> None:
    source = "{ $basis ->\n    [reply] reply\n   *[other] research\n}"
    assert lost("fr", source, "{ $basis ->\n   *[other] recherche\n}") == (
        "the choice by $basis lacks [reply]"
    )
    assert lost(
        "fr", "{ $n ->\n    [0] none\n   *[other] some\n}", "{ $n ->\n   *[other] x\n}"
    ) == ("the choice by $n lacks [0]")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    return project_cycle(tmp_path_factory.mktemp("project"), received=False)


def test_the_translations_that_are_there_would_be_taken(project: Cycle) -> None:
    found = [one for one in entries(project) if one.pattern and one.part != "program"]
    assert len(found) > 50
    wrong = {
        (one.key, language): lost(language, one.source, one.text[language])
        for one in found
        for language in translated(project)
    }
    assert {key: what for key, what in wrong.items() if what} == {}


def test_every_key_is_unique_and_has_a_place_in_words(project: Cycle) -> None:
    found = entries(project)
    assert len({one.key for one in found}) == len(found) > 1000
    assert all(one.where("ar") and one.place for one in found)
    hint = next(one for one in found if one.key == "questionnaire/law_title/hint")
    assert hint.place.startswith("questionnaire.md, row ")
    assert hint.where("fr").endswith("› explication")


def test_the_program_says_the_same_in_all_languages() -> None:
    assert program("en")["publish/cover-language.value"].endswith("explains the marks.")
    assert set(program("ar")) == set(program("en"))
    assert program("xx") == {}
