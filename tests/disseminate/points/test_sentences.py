"""Exact sentences of one point, in six languages and of several sizes."""

from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.design.table_spec import Table
from rapporteur.disseminate.content.content import Content
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.points.sentences import Speaker
from rapporteur.disseminate.points.tally import Tally
from tests.demo import ROSTER, make_demo

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
NOTHING = Content((), (), (), 0, {})
# Invented States of one name in each language: A1 to A21, and two with a comma.
CODES = [f"Q{letter}A" for letter in "ABCDEFGHIJKLMNOPQRSTU"]
TEXT = {
    "en": "{ states-reported } a law{ listed }",
    "fr": "{ states-reported } l’existence d’une loi{ listed }",
    "es": "{ states-reported } de una ley{ listed }",
    "ru": "{ states-reported } о законе{ listed }",
    "zh": "{ states-reported }有法律{ listed }",
    "ar": "{ states-reported } بوجود قانون{ listed }",
}


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    home = make_demo(tmp_path_factory.mktemp("speaking")).home
    header = ROSTER.partition("AAA")[0].replace("\\\n", "")
    names = {code: f"A{number:02}" for number, code in enumerate(CODES, start=1)}
    names |= {"QYA": "Yes, Islands", "QZA": "Zed"}
    lines = [
        f"{code},government,en,,,,,,,,{','.join([quoted] * 6)}"
        for code, name in names.items()
        for quoted in [f'"{name}"']
    ]
    roster = home / "inputs" / "demo" / "roster.csv"
    roster.write_text(header + "\n".join(lines) + "\n", encoding="utf-8")
    return load_cycle(home, "demo")


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    columns = [
        {"name": "respondent", "type": "respondent", "header": {"en": "State"}},
        {"name": "status", "type": "code", "codelist": "status", "header": {"en": "Status"}},
        {"name": "laws", "type": "integer", "header": {"en": "Laws"}},
        {"name": "evidence", "type": "evidence", "header": {"en": "Evidence"}},
    ]
    given = {"id": "laws", "path": Path("laws.toml"), "order": 1, "columns": columns}
    points = [
        {"name": "law", "count": "respondent", "text": TEXT},
        {"name": "by", "count": "respondent", "by": "status",
         "text": {key: "{ on-group }" + text for key, text in TEXT.items()}},
        {"name": "sum", "count": "respondent", "sum": "laws", "text": dict.fromkeys(
            TEXT, "{ measures-reported }{ listed }"
        )},
    ]  # fmt: skip
    text = {"en": "Laws"}
    return Table.model_validate({**given, "title": text, "source": text, "points": points})


def say(cycle: Cycle, table: Table, language: str, point: int, tally: Tally) -> str:
    edition = Edition(cycle, NOTHING, Labels(cycle), language)
    return Speaker(edition, table).sentence(table.points[point], tally)


def of(replies: int, desk: int = 0) -> Tally:
    codes = CODES[: replies + desk]
    return Tally("", (), dict.fromkeys(codes[:replies], 1), dict.fromkeys(codes[replies:], 1))


SAID = {
    "en": {
        0: "No State reported a law.",
        1: "One State reported a law: A01.",
        2: "Two States reported a law: A01 and A02.",
        5: "Five States reported a law: A01, A02, A03, A04 and A05.",
        21: "21 States reported a law: {20} and A21.",
    },
    "fr": {
        0: "Aucun État n’a signalé l’existence d’une loi.",
        1: "Un État a signalé l’existence d’une loi\u00a0: A01.",
        2: "Deux États ont signalé l’existence d’une loi\u00a0: A01 et A02.",
        5: "Cinq États ont signalé l’existence d’une loi\u00a0: A01, A02, A03, A04 et A05.",
        21: "21 États ont signalé l’existence d’une loi\u00a0: {20} et A21.",
    },
    "es": {
        0: "Ningún Estado informó de una ley.",
        1: "Un Estado informó de una ley: A01.",
        2: "Dos Estados informaron de una ley: A01 y A02.",
        5: "Cinco Estados informaron de una ley: A01, A02, A03, A04 y A05.",
        21: "21 Estados informaron de una ley: {20} y A21.",
    },
    "ru": {
        0: "Ни одно государство не сообщило о законе.",
        1: "Одно государство сообщило о законе: A01.",
        2: "Два государства сообщили о законе: A01 и A02.",
        5: "Пять государств сообщили о законе: A01, A02, A03, A04 и A05.",
        21: "21 государство сообщило о законе: {20} и A21.",
    },
    "zh": {
        0: "没有国家报告有法律。",
        1: "1个国家报告有法律：A01。",
        2: "2个国家报告有法律：A01和A02。",
        5: "5个国家报告有法律：A01、A02、A03、A04和A05。",
        21: "21个国家报告有法律：{20}和A21。",
    },
    "ar": {
        0: "لم تُفد أي دولة بوجود قانون.",
        1: "أفادت دولة واحدة بوجود قانون: A01.",
        2: "أفادت دولتان بوجود قانون: A01 وA02.",
        5: "أفادت 5 دول بوجود قانون: A01 وA02 وA03 وA04 وA05.",
        21: "أفادت 21 دولة بوجود قانون: {20} وA21.",
    },
}
BETWEEN = {"ar": " و", "zh": "、"}


@pytest.mark.parametrize("count", [0, 1, 2, 5, 21])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_says_how_many_and_who(
    cycle: Cycle, table: Table, language: str, count: int
) -> None:
    first = BETWEEN.get(language, ", ").join(f"A{number:02}" for number in range(1, 21))
    expected = SAID[language][count].replace("{20}", first)
    assert say(cycle, table, language, 0, of(count)) == expected


DESK = {
    "en": ("No State reported a law. Desk research adds one: A01.",
           "One State reported a law: A01. Desk research adds two: A02 and A03."),
    "fr": ("Aucun État n’a signalé l’existence d’une loi. "
           "La recherche documentaire y ajoute\u00a0: A01.",
           "Un État a signalé l’existence d’une loi\u00a0: A01. "
           "La recherche documentaire en ajoute deux\u00a0: A02 et A03."),
    "es": ("Ningún Estado informó de una ley. La investigación documental añade: A01.",
           "Un Estado informó de una ley: A01. "
           "La investigación documental añade dos más: A02 y A03."),
    "ru": ("Ни одно государство не сообщило о законе. "
           "По данным кабинетных исследований добавляется: A01.",
           "Одно государство сообщило о законе: A01. "
           "По данным кабинетных исследований добавляются еще 2: A02 и A03."),
    "zh": ("没有国家报告有法律。案头研究另增1个：A01。",
           "1个国家报告有法律：A01。案头研究另增2个：A02和A03。"),
    "ar": ("لم تُفد أي دولة بوجود قانون. وتضيف البحوث المكتبية: A01.",
           "أفادت دولة واحدة بوجود قانون: A01. "
           "وتضيف البحوث المكتبية ما عدده 2: A02 وA03."),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_desk_research_has_a_sentence_of_its_own(cycle: Cycle, table: Table, language: str) -> None:
    said = say(cycle, table, language, 0, of(0, 1)), say(cycle, table, language, 0, of(1, 2))
    assert said == DESK[language]


@pytest.mark.parametrize(
    ("language", "between"), [("en", "; "), ("fr", "\u202f; "), ("zh", "；"), ("ar", "؛ ")]
)
def test_names_with_commas_are_parted_by_semicolons(
    cycle: Cycle, table: Table, language: str, between: str
) -> None:
    tally = Tally("", (), {"QZA": 1, "QAA": 1, "QYA": 1}, {})
    assert between.join(["A01", "Yes, Islands", "Zed"]) in say(cycle, table, language, 0, tally)


def test_a_group_begins_its_sentence_as_its_list_has_it(cycle: Cycle, table: Table) -> None:
    tally = Tally("in_force", (), {"QAA": 1}, {})
    assert say(cycle, table, "en", 1, tally) == "In force — one State reported a law: A01."
    assert say(cycle, table, "zh", 1, tally) == "生效——1个国家报告有法律：A01。"


def test_what_is_added_up_stands_behind_each_name(cycle: Cycle, table: Table) -> None:
    tally = Tally("", (), {"QBA": 1, "QAA": 20}, {"QAA": 3})
    assert say(cycle, table, "en", 2, tally) == (
        "21 measures were reported: A01 (20) and A02 (1). Desk research adds three: A01 (3)."
    )
    assert say(cycle, table, "zh", 2, tally) == (
        "报告了21项措施：A01（20）和A02（1）。案头研究另增3项：A01（3）。"
    )
    assert say(cycle, table, "ru", 2, tally).startswith("Сообщено о 21 мере: A01 (20) и A02 (1).")
