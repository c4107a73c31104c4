"""The cycle `demo` in Arabic too, with drafting points, and its annex in every language."""

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.annex.document import write_annex
from rapporteur.disseminate.content.content import read_content
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.points.reading import read_points
from tests.demo import make_demo

POINTS = """
[[points]]
name = "law"
count = "respondent"
text.en = "{ states-reported } a law{ listed }"
text.zh = "{ states-reported }有法律{ listed }"
text.fr = "{ states-reported } l’existence d’une loi{ listed }"
text.ar = "{ states-reported } بوجود قانون{ listed }"
"""


def make_cycle(home: Path) -> Cycle:
    """The cycle `demo`, its sidecars in Arabic too."""
    inputs = make_demo(home).inputs
    for path in (inputs / "sql" / "marts").glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        # Each with Latin letters, between signs that isolate them.
        text = re.sub(
            r"^((?:header\.)?)fr = \"(.*)\"$",
            r'\g<0>\n\1ar = "نص (\\u2068\2 M49\\u2069)"',
            text,
            flags=re.MULTILINE,
        )
        path.write_text(text + (POINTS if path.stem == "laws" else ""), encoding="utf-8")
    path = inputs / "cycle.toml"
    text = path.read_text(encoding="utf-8").replace('"zh", "fr"]', '"zh", "fr", "ar"]')
    path.write_text(text, encoding="utf-8")
    return load_cycle(home, "demo")


def annexes(cycle: Cycle, folder: Path) -> Mapping[str, Path]:
    """The annex in each language of the cycle."""
    labels = Labels(cycle)
    content = read_content(cycle, labels)
    points = read_points(cycle, content, labels)
    return {
        language: write_annex(
            Edition(cycle, content, labels, language), points, (), folder / f"demo.{language}.docx"
        )[0]
        for language in cycle.definition.languages
    }


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The annexes of the cycle, only to be read."""
    home = tmp_path_factory.mktemp("annexed")
    return annexes(make_cycle(home), home / "outputs" / "demo" / "annex")
