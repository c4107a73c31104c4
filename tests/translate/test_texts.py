"""Texts of respondents: their languages, their translations, and what readers see of both."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.content.content import read_content
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.content.respondent_texts import (
    COLUMNS,
    Texts,
    Translation,
    read_register,
)
from rapporteur.kernel.errors import UserError
from rapporteur.language import detection
from rapporteur.language.detection import detect, is_wording
from rapporteur.translate.reply_texts import written
from tests.support import Convert, overwrite, publish
from tests.translate.sheets import again, fill, replies, rows, take

SPANISH = "Ley General de la Economía Social y Solidaria"
FRENCH = "Chantier de l'économie sociale et solidaire"


def line(original: str, text: str, kind: str = "human", status: str = "draft") -> Translation:
    return Translation("es", "fr", original, text, kind, status, "A", "2024-05-01")


def register(cycle: Cycle) -> list[dict[str, str]]:
    path = cycle.inputs / "translations" / "texts.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_long_texts_tell_their_language(tmp_path: Path) -> None:
    texts = {
        SPANISH: "es",
        FRENCH: "fr",
        "An act to promote the social and solidarity economy": "en",
        "关于促进社会互助经济发展的法律": "zh",
        "قانون الاقتصاد الاجتماعي والتضامني في المغرب": "ar",
        "Закон о развитии социальной и солидарной экономики": "ru",
    }
    assert detect(texts, tmp_path / "cache.json") == texts


@pytest.mark.parametrize(
    "text",
    ["Ecuador", "Social economy", "合作社", "Côte d'Ivoire", "https://example.org/a-long-page"],
)
def test_short_texts_do_not(text: str, tmp_path: Path) -> None:
    assert detect([text], tmp_path / "cache.json") == {}


def test_what_was_told_is_not_asked_again(tmp_path: Path) -> None:
    cache = tmp_path / "cache.json"
    assert detect([SPANISH], cache) == {SPANISH: "es"}
    kept = json.loads(cache.read_text("utf-8"))
    overwrite(cache, json.dumps({**kept, "languages": {SPANISH: "it"}}))
    assert detect([SPANISH], cache) == {SPANISH: "it"}
    assert detect([SPANISH, FRENCH], cache) == {SPANISH: "it", FRENCH: "fr"}
    for unusable in ("", "[]", '{"format": 0, "languages": {}}'):
        overwrite(cache, unusable)
        assert detect([SPANISH], cache) == {SPANISH: "es"}


def test_too_many_texts_are_left_to_their_workbooks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(detection, "MOST", 1)
    assert detect([SPANISH, FRENCH], tmp_path / "cache.json") is None
    assert not (tmp_path / "cache.json").exists()


@pytest.mark.parametrize(
    ("text", "wording"),
    [("EUR", False), ("2,5", False), ("UNESCO 2024", False), ("a@example.org", False),
     ("法", True), ("قانون", True), ("Law", True), ("See www.example.org", True)],
)  # fmt: skip
def test_codes_and_addresses_are_in_no_language(text: str, wording: bool) -> None:
    assert is_wording(text) is wording


@pytest.mark.parametrize(
    ("given", "language", "shown"),
    [
        (line("Ley", "Loi"), "fr", "Loi [es→fr]"),
        (line("Ley", "Loi", "machine"), "fr", "Loi [es→fr*]"),
        (line("Ley", "Loi", "machine", "reviewed"), "fr", "Loi [es→fr]"),
        (line("Ley", "Loi"), "ar", "Ley [es]"),
        (replace(line("Ley", "قانون", "machine"), language="ar"), "ar", "قانون [es→ar*\u200e]"),
        (line("Ley", "Loi"), "es", "Ley"),
        (line("Ley", ""), "fr", "Ley [es]"),
    ],
)
def test_a_text_says_what_it_is(given: Translation, language: str, shown: str) -> None:
    texts = Texts({"Ley": "es"}, {("Ley", given.language): given})
    assert texts.shown("Ley", language) == shown
    assert texts.shown("EUR", language) == "EUR"


@pytest.mark.parametrize("resaved", [False, True], ids=["openpyxl", "LibreOffice"])
def test_a_translation_comes_back_and_is_published(
    demo: Cycle, libreoffice: Convert, resaved: bool
) -> None:
    path = replies(demo, "fr")
    assert {row["original"]: row["language"] for row in rows(path).values() if row["before"]} == {
        "Total": "en", "Second": "en", "North": "en", "Third": "en",
        "互助法, “甲”": "zh",
    }  # fmt: skip
    fill(
        path,
        {
            "互助法, “甲”": {
                "translation": "Loi « Jia »", "kind": "personne", "status": "relue", "remark": "?",
            },
            "Second": {"translation": "Deuxième", "kind": "machine", "status": "projet"},
            "Third": {"language": "es"},
        },
    )  # fmt: skip
    if resaved:
        path = libreoffice(path, "xlsx")
    taken = take(demo, path, "B. Translator")
    assert taken.added == 3
    assert taken.remarks == ["Textes!I6: ?"]
    assert take(demo, path).added == 0
    lines = {one["original"]: one for one in register(demo)}
    assert tuple(lines["Second"]) == COLUMNS
    assert list(lines["Second"].values())[:7] == [
        "en", "fr", "Second", "Deuxième", "machine", "draft", "B. Translator",
    ]  # fmt: skip

    publish(load_cycle(demo.home, "demo"))
    titles = {
        language: [
            row[1].value
            for row in load_workbook(demo.outputs / f"tables/demo.{language}.xlsx")["laws"]
            if str(row[-1].value).startswith("E")
        ]
        for language in ("en", "fr", "zh")
    }
    assert set(titles["fr"]) >= {
        "Loi « Jia » [zh→fr]", "=1+1", "Deuxième [en→fr*]", "Third [es]",
    }  # fmt: skip
    assert set(titles["en"]) >= {"互助法, “甲” [zh]", "=1+1", "Second", "Third [es]"}
    assert set(titles["zh"]) >= {"互助法, “甲”", "=1+1", "Second [en]", "Third [es]"}
    data = next((demo.outputs / "tables").rglob("laws.csv")).read_text("utf-8")
    assert "Deuxième" not in data
    assert "Second" in data
    evidence = load_workbook(demo.outputs / "tables/demo.fr.xlsx")["Justificatifs"]
    assert any(cell.value == "互助法" for row in evidence for cell in row)
    notes = load_workbook(demo.outputs / "tables/demo.fr.xlsx")["Notes"]
    assert {"[es]", "[es→fr]", "[es→fr*]"} <= {str(cell.value) for cell in notes["A"]}
    found = written(again(demo), ["en", "fr"])
    assert found.translated["fr"][1] == 2
    assert found.texts["es"] == 1


@pytest.mark.parametrize("resaved", [False, True], ids=["openpyxl", "LibreOffice"])
def test_a_formula_is_no_translation(demo: Cycle, libreoffice: Convert, resaved: bool) -> None:
    words = {"translation": "=Deuxième", "kind": "machine", "status": "draft"}
    path = fill(replies(demo, "fr"), {"Second": words})
    if resaved:
        path = libreoffice(path, "xlsx")
    with pytest.raises(UserError, match=r"Textes!F\d+: it holds a formula"):
        take(demo, path)


def test_a_changed_answer_needs_a_new_translation(demo: Cycle) -> None:
    words = {"translation": "Deuxième", "kind": "machine", "status": "draft"}
    take(demo, fill(replies(demo, "fr"), {"Second": words}))
    texts = read_content(again(demo), Labels(demo)).texts
    assert texts.shown("Second", "fr") == "Deuxième [en→fr*]"
    assert texts.shown("Second ", "fr") == "Second "


def test_mistakes_name_their_cells(demo: Cycle) -> None:
    path = fill(
        replies(demo, "fr"),
        {"Second": {"translation": "Deuxième"}, "Third": {"language": "Spanish"}},
    )
    with pytest.raises(UserError) as error:
        take(demo, path)
    told = str(error.value)
    assert "“” must be machine or human" in told
    assert "“” must be draft or reviewed" in told
    assert "“spanish” is no ISO 639-1 code" in told
    assert "Textes!" in told
    assert not (demo.inputs / "translations" / "texts.csv").exists()


def test_a_file_that_cannot_be_used_is_named(demo: Cycle) -> None:
    path = demo.inputs / "translations" / "texts.csv"
    path.parent.mkdir()
    header = ",".join(COLUMNS)
    path.write_text(f"{header}\nes,fr,Ley,Loi,robot,draft,A,2024-05-01\n", "utf-8")
    with pytest.raises(UserError, match=r"texts\.csv, line 2: “robot” is no kind"):
        read_register(demo.inputs)
    overwrite(path, f"{header}\nes,fr,,Loi,human,draft,A,2024-05-01\n")
    with pytest.raises(UserError, match=r"line 2: original must not be empty"):
        read_register(demo.inputs)


def test_tables_that_are_not_published_are_not_translated(demo: Cycle) -> None:
    with pytest.raises(UserError, match="not published in “ru”"):
        replies(demo, "ru")
