"""The patterns of every sidecar of the project, with every kind of number, in every language."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.design.cycle_tables import read_tables
from rapporteur.design.table_spec import Point, Table
from rapporteur.language.messages import formatted, languages, message
from tests.support import ROOT

HOMES = {"a79-sse": ROOT, "a70-inclusion": ROOT / "tests" / "cycles" / "a70-inclusion"}
COUNTS = (0, 1, 2, 3, 5, 11, 21, 22, 100)
ENDS = (".", "。")


@cache
def read(name: str) -> tuple[Cycle, Sequence[Table]]:
    cycle = load_cycle(HOMES[name], name)
    return cycle, read_tables(cycle)


def every() -> list[tuple[str, Table, Point]]:
    return [(name, table, one) for name in HOMES for table in read(name)[1] for one in table.points]


def filled(point: Point, language: str, count: int) -> str:
    params: dict[str, str | int] = {
        "count": count,
        "number": message(language, "spelt", count=count),
        "list": "Abc" if count else "",
        "group": "Def",
    }
    return formatted(language, point.text[language], params)


def sound(text: str, language: str) -> None:
    assert not re.search(r"[{}$]|  |\?\?\?", text), text
    assert text == text.strip()
    assert text.endswith(ENDS)
    assert not text.endswith(("..", "。。", ": .", ":."))
    if language == "zh":
        assert "." not in text


@pytest.mark.parametrize(
    ("cycle", "table", "point"),
    every(),
    ids=lambda value: getattr(value, "id", getattr(value, "name", None)),
)
def test_a_point_is_a_whole_sentence_whatever_the_number(
    cycle: str, table: Table, point: Point
) -> None:
    for language, count in product(read(cycle)[0].definition.languages, COUNTS):
        text = filled(point, language, count)
        sound(text, language)
        assert ("Abc" in text) is (count > 0)
        assert ("Def" in text) is (point.by is not None)
        if count > 10:
            assert str(count) in text


def test_every_table_of_the_report_has_a_point() -> None:
    cycle, tables = read("a79-sse")
    of_report = [table for table in tables if table.paragraphs]
    assert len(of_report) >= 21
    assert set(cycle.definition.languages) == set(languages())
    for name in HOMES:
        assert any(table.points for table in read(name)[1])


@pytest.mark.parametrize("language", languages())
@given(count=st.integers(0, 10**7))
def test_the_frames_are_whole_for_any_number(language: str, count: int) -> None:
    for frame in ("states-reported", "respondents-reported", "replies-received",
                  "measures-reported", "desk-research-covers"):  # fmt: skip
        number = message(language, "spelt", count=count)
        text = message(language, frame, count=count, number=number)
        assert not re.search(r"[{}$]|  ", text), text
        assert text == text.strip()


SAID = {
    "en": (
        "no State reported", "one State reported", "two States reported",
        "five States reported", "11 States reported", "21 States reported",
    ),
    "fr": (
        "aucun État n’a signalé", "un État a signalé", "deux États ont signalé",
        "cinq États ont signalé", "11 États ont signalé", "21 États ont signalé",
    ),
    "es": (
        "ningún Estado informó", "un Estado informó", "dos Estados informaron",
        "cinco Estados informaron", "11 Estados informaron", "21 Estados informaron",
    ),
    "ru": (
        "ни одно государство не сообщило", "одно государство сообщило",
        "два государства сообщили", "пять государств сообщили",
        "11 государств сообщили", "21 государство сообщило",
    ),
    "zh": (
        "没有国家报告", "1个国家报告", "2个国家报告",
        "5个国家报告", "11个国家报告", "21个国家报告",
    ),
    "ar": (
        "لم تُفد أي دولة", "أفادت دولة واحدة", "أفادت دولتان",
        "أفادت 5 دول", "أفادت 11 دولة", "أفادت 21 دولة",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", languages())
def test_states_are_counted_as_the_language_does(language: str) -> None:
    said = [
        message(language, "states-reported", count=count, number=message(
            language, "spelt", count=count
        ))
        for count in (0, 1, 2, 5, 11, 21)
    ]  # fmt: skip
    assert tuple(said) == SAID[language]
