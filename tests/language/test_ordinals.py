"""Ordinals of sessions and figures, as in United Nations documents of six languages."""

import re

import pytest

from rapporteur.language.cldr import figure, session
from rapporteur.language.messages import message

NUMBERS = (1, 2, 3, 10, 11, 13, 21, 68, 70, 71, 79, 80, 81, 91, 100, 101, 103)

SESSIONS = {
    "ar": (
        "الأولى", "الثانية", "الثالثة", "العاشرة", "الحادية عشرة", "الثالثة عشرة",
        "الحادية والعشرون", "الثامنة والستون", "السبعون", "الحادية والسبعون", "التاسعة والسبعون",
        "الثمانون", "الحادية والثمانون", "الحادية والتسعون", "المائة", "101", "103",
    ),
    "en": (
        "First", "Second", "Third", "Tenth", "Eleventh", "Thirteenth", "Twenty-first",
        "Sixty-eighth", "Seventieth", "Seventy-first", "Seventy-ninth", "Eightieth",
        "Eighty-first", "Ninety-first", "One hundredth", "101st", "103rd",
    ),
    "es": (
        "Primer", "Segundo", "Tercer", "Décimo", "Undécimo", "Decimotercer", "Vigésimo primer",
        "Sexagésimo octavo", "Septuagésimo", "Septuagésimo primer", "Septuagésimo noveno",
        "Octogésimo", "Octogésimo primer", "Nonagésimo primer", "Centésimo", "101er", "103er",
    ),
    "fr": (
        "Première", "Deuxième", "Troisième", "Dixième", "Onzième", "Treizième",
        "Vingt et unième", "Soixante-huitième", "Soixante-dixième", "Soixante et onzième",
        "Soixante-dix-neuvième", "Quatre-vingtième", "Quatre-vingt-unième",
        "Quatre-vingt-onzième", "Centième", "101e", "103e",
    ),
    "ru": (
        "Первая", "Вторая", "Третья", "Десятая", "Одиннадцатая", "Тринадцатая",
        "Двадцать первая", "Шестьдесят восьмая", "Семидесятая", "Семьдесят первая",
        "Семьдесят девятая", "Восьмидесятая", "Восемьдесят первая", "Девяносто первая", "Сотая",
        "101-я", "103-я",
    ),
    "zh": (
        "第一", "第二", "第三", "第十", "第十一", "第十三", "第二十一", "第六十八", "第七十",
        "第七十一", "第七十九", "第八十", "第八十一", "第九十一", "第一百", "第101", "第103",
    ),
}  # fmt: skip

LINES = {
    "ar": "الدورة التاسعة والسبعون، ",
    "en": "Seventy-ninth session, ",
    "es": "Septuagésimo noveno período de sesiones, ",
    "fr": "Soixante-dix-neuvième session, ",
    "ru": "Семьдесят девятая сессия, ",
    "zh": "第七十九届会议，",
}

FIGURES = {
    "ar": ("الأول", "الثاني", "التاسع", "العشرون"),
    "en": ("I", "II", "IX", "XX"),
    "es": ("I", "II", "IX", "XX"),
    "fr": ("I", "II", "IX", "XX"),
    "ru": ("I", "II", "IX", "XX"),
    "zh": ("一", "二", "九", "二十"),
}


@pytest.mark.parametrize("language", SESSIONS)
def test_a_session_has_its_name(language: str) -> None:
    for number, words in zip(NUMBERS, SESSIONS[language], strict=True):
        assert session(number, language) == words


@pytest.mark.parametrize("language", SESSIONS)
def test_every_session_to_the_hundredth_has_words_of_its_own(language: str) -> None:
    ordinals = [session(number, language) for number in range(1, 101)]
    assert len(set(ordinals)) == len(ordinals)
    assert not [words for words in ordinals if re.search(r"[0-9_#=<>%]|  |-et-", words)]


@pytest.mark.parametrize("key", ["cover-session.value", "questionnaire-item"])
@pytest.mark.parametrize("language", LINES)
def test_a_cover_names_its_session(language: str, key: str) -> None:
    text = message(language, key, session=session(79, language), item="18 (k)", title="…")
    assert re.sub("[\u2068\u2069]", "", text).startswith(LINES[language])


@pytest.mark.parametrize("language", FIGURES)
def test_figures_have_the_numerals_of_the_language(language: str) -> None:
    for number, numeral in zip((1, 2, 9, 20), FIGURES[language], strict=True):
        assert figure(number, 20, language) == numeral
    assert figure(9, 21, language) == "9"


def test_another_language_has_digits() -> None:
    assert session(79, "pt") == "79"
    assert figure(4, 5, "pt") == "IV"
