"""Every text of the program has the typography of its language."""

import tomllib
from pathlib import Path

import pytest

from tests.language.typography import corrected, faults, files, patterns, sidecars, texts


@pytest.mark.parametrize("path", files(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_text_has_the_typography_of_its_language(path: Path) -> None:
    language = path.parent.name
    wrong = [
        (line, text, faults(language, text))
        for line, text in patterns(path.read_text(encoding="utf-8"))
        if faults(language, text)
    ]
    assert wrong == []


def test_the_texts_of_cycles_have_it_too() -> None:
    read = {path: tomllib.loads(path.read_text(encoding="utf-8")) for path in sidecars()}
    assert len(read) > 50
    wrong = [
        (path.name, text, faults(language, text))
        for path, content in read.items()
        for language, text in texts(content)
        if faults(language, text)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "text", "right"),
    [
        ("fr", "Voir : « non » ; l'État !", "Voir\u00a0: «\u202fnon\u202f»\u202f; l’État\u202f!"),
        ("fr", "Vraiment? Oui;", "Vraiment\u202f? Oui\u202f;"),
        ("fr", "«\u00a0{}\u00a0»\u00a0; à 10:30, http://a.org", None),
        ("en", "the State's «law»", "the State’s “law”"),
        ("es", "la «ley»", "la “ley”"),
        ("ru", "“закон”", "«закон»"),
        ("zh", "«法律»", "“法律”"),
        ("ar", "“قانون”", "«قانون»"),
    ],
)  # fmt: skip
def test_typography_is_corrected(language: str, text: str, right: str | None) -> None:
    assert faults(language, text)
    made = corrected(language, text)
    assert faults(language, made) == []
    assert corrected(language, made) == made
    if right is not None:
        assert made == right
