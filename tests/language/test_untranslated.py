"""Texts that a cycle does not have in the reader's language are marked wherever they are shown.

The cycle `tiny`, which is in Chinese, with some of its texts taken away there.
"""

import io
import itertools
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from rapporteur.correspond.mail import reminders, reply_letters
from rapporteur.correspond.returns.covering_letter import covering_letter
from rapporteur.correspond.returns.findings_workbook import write_findings
from rapporteur.correspond.returns.plan import planned_returns
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.design.cycle_tables import read_tables
from rapporteur.disseminate.releases.value_words import TableWords, Words
from rapporteur.language.cldr import is_rtl_text
from rapporteur.pipeline import run
from rapporteur.translate.reply_texts import replies_book
from rapporteur.translate.review import review_book
from tests.support import (
    COMPLETE,
    CYCLE,
    FORM,
    ROSTER,
    cell,
    edited,
    findings,
    read,
    reply,
    tiny_cycle,
    values,
)

TITLE = "[en] A tiny cycle (test data)"
UNIT, LAWS = "[en] Reporting unit", "[en] Laws"
CHECK = "[en] The law “Cooperatives Act” has no year."


def _without(text: str, *parts: str) -> str:
    for part in parts:
        assert part in text
        text = text.replace(part, "")
    return text


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """The cycle after a run: XAA replied in Chinese, with mistakes; XAB, in Chinese, did not."""
    home = tmp_path_factory.mktemp("bare")
    cycle = tiny_cycle(
        home,
        form=_without(FORM, "填报单位", "法律", "0至100。", "已到位", "获得融资"),
        roster=_without(ROSTER, "国家XAA", "国家XAB").replace("government,en", "government,zh"),
        toml=_without(CYCLE, 'zh = "小周期（测试数据）"').replace('["en", "zh"]', '["zh", "en"]'),
    )
    table, check = cycle.sql / "marts/laws.toml", cycle.sql / "checks/law_without_year.toml"
    for path, taken in (
        (table, ('zh = "法律"', 'header.zh = "名称"')),
        (check, ('zh = "法律“{ $title }”未填年份。"',)),
    ):
        path.write_text(_without(path.read_text("utf-8"), *taken), "utf-8")
    with edited(reply(cycle, "XAA", COMPLETE, language="zh")) as workbook:
        cell(workbook, "unit").value = None
        cell(workbook, "share").value = 120
        cell(workbook, "law_year", 1).value = None
    reply(cycle, "XBA", {"laws": [{"law_title": "Act on cooperatives"}]}, folder="desk-research")
    run(cycle)
    return load_cycle(home, "tiny")


def containing(texts: Iterable[object], part: str) -> list[str]:
    return [str(text) for text in texts if part in str(text)]


def cells(path: Path, sheet: int) -> list[object]:
    rows = load_workbook(path).worksheets[sheet].iter_rows(values_only=True)
    return [value for value in itertools.chain.from_iterable(rows) if value]


@pytest.mark.parametrize("language", ["zh", "fr", "ar"])
def test_findings(bare: Cycle, language: str) -> None:
    by_question = {
        (finding.code, finding.question): finding
        for finding in findings(bare, language)
        if finding.respondent == "XAA"
    }
    assert UNIT in by_question["required_missing", "unit"].message
    assert by_question["constraint_broken", "share"].remedy == "[en] From 0 to 100."
    assert by_question["law_without_year", "law_year"].message == CHECK
    assert "[en]" not in by_question["required_missing", "unit"].remedy


def test_a_workbook_with_marked_labels_is_read(bare: Cycle) -> None:
    path = bare.inputs / "submissions" / "XAA.xlsx"
    assert cell(load_workbook(path), "progress").value == "[en] In place"
    answers = values(read(bare, path))
    codes = [answers[key][3] for key in (("progress", None), ("topics", None), ("law_topics", 1))]
    assert codes == ["in_place", "finance other", "finance education"]
    assert {finding.code for finding in findings(bare) if finding.respondent == "XAA"} == {
        "required_missing", "constraint_broken", "law_without_year",
    }  # fmt: skip


def test_the_return_and_its_letter(bare: Cycle) -> None:
    folder = bare.outputs / "returns"
    document = Document(str(folder / "XAA.docx"))
    _, _, address, _, thanks, *_ = (paragraph.text for paragraph in document.paragraphs)
    assert address == "Country XAA"
    assert TITLE in thanks
    assert document.core_properties.title == TITLE
    sheet = cells(folder / "XAA.xlsx", 0)
    assert f"Country XAA — {TITLE}" in sheet
    for text in (UNIT, f"{LAWS} (1)：年份", CHECK):
        assert containing(sheet, text), text


def test_an_arabic_letter_isolates_english_texts(bare: Cycle) -> None:
    (planned,) = [planned for planned in planned_returns(bare) if planned.respondent == "XAA"]
    arabic = replace(
        planned,
        language="ar",
        findings=[
            replace(finding, problem="نص", remedy="[en] Enter it.") for finding in planned.findings
        ],
    )
    document = Document(io.BytesIO(covering_letter(arabic, attached=False)))
    assert f"«\u2068{TITLE}\u2069»" in document.paragraphs[4].text
    rows = [[cell.paragraphs[0] for cell in row.cells] for row in document.tables[0].rows[1:]]
    where = [problem.text for _, problem, _ in rows]
    assert f"\u200f\u2068{UNIT}\u2069 — \u2068نص\u2069" in where
    assert all(is_rtl_text(text) for text in where)
    rightward = [["<w:bidi/>" not in paragraph._p.xml for paragraph in row] for row in rows]
    assert rightward == [[False, False, True]] * len(planned.findings)


def test_the_summary_for_the_secretariat(bare: Cycle) -> None:
    path = write_findings(bare)
    assert "[en] Country XAA" in cells(path, 0)
    assert {UNIT, CHECK} <= set(cells(path, 2))


def test_mail(bare: Cycle) -> None:
    letters = [
        *(message for message in reply_letters.letters(bare) if message.respondent == "XAA"),
        *(
            message
            for message in reminders.letters(bare, (14,), date(2024, 5, 1))
            if message.respondent in ("XAA", "XAB")
        ),
    ]
    assert [message.kind for message in letters] == ["receipt", "return", "reminder", "reminder"]
    for message in letters:
        assert message.language == "zh"
        assert TITLE in message.subject
        assert message.paragraphs[0].startswith(f"文号：tiny/{message.respondent}")
        assert message.paragraphs[2] == f"Country {message.respondent}"
        assert message.kind == "return" or TITLE in message.paragraphs[4]


@pytest.mark.parametrize(("language", "year"), [("zh", "年份"), ("fr", "[en] Year")])
def test_a_comparison(bare: Cycle, language: str, year: str) -> None:
    (table,) = read_tables(bare)
    words = TableWords(Words(bare, language), table, {})
    assert words.title("Laws") == LAWS
    assert (words.head("title"), words.head("year")) == ("[en] Title", year)
    assert words.value("respondent", "XAA") == "[en] Country XAA"


def test_workbooks_of_translations(bare: Cycle) -> None:
    review, replies = review_book(bare, "zh"), replies_book(bare, "zh")
    for workbook in (review, replies):
        guide = workbook.worksheets[0].iter_rows(values_only=True)
        assert TITLE in itertools.chain.from_iterable(guide)
    places = {
        str(row[0]): str(row[1])
        for sheet in review.worksheets[1:]
        for row in sheet.iter_rows(min_row=4, values_only=True)
    }
    assert places["questionnaire/law_year/label"].startswith(f"框架 › {LAWS} › ")
    # Names are the same in every language.
    assert places["tables/laws/columns.year.header"].startswith(f"{LAWS} › year › ")
    texts = [row[3] for row in replies.worksheets[1].iter_rows(min_row=4, values_only=True)]
    assert texts == [f"{LAWS} › [en] Title"]
