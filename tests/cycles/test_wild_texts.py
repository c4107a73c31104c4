"""What respondents write as a formula, a link or HTML stays a text wherever it is shown."""

import csv
import re
from zipfile import ZipFile

import pytest
from markdown_it import MarkdownIt

from rapporteur.design.cycle import Cycle
from rapporteur.evaluate import run_summary
from rapporteur.pipeline import Result, run
from tests.support import COMPLETE, reply, tiny_cycle

LAW = '=HYPERLINK("http://a.example","x")'
WILD = "![x](http://a.example/y.png) <b>|</b> `+cmd`"
NAME = "=1+1 [x](http:a.example) `a` <b> & _c_"
_FORMULA = re.compile(rb"<f[ >/]")


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cycle, Result]:
    made = tiny_cycle(tmp_path_factory.mktemp("wild"))
    laws = [{"law_title": LAW, "law_year": "2014", "law_status": "in_force"},
            {"law_title": WILD, "law_year": "2015", "law_status": "in_force"}]  # fmt: skip
    reply(made, "XAA", {**COMPLETE, "laws": laws, "share": "250", "unit": "@SUM(A1)"}, name=NAME)
    return made, run(made)


def test_no_workbook_holds_a_formula_or_a_link_that_a_respondent_wrote(
    cycle: tuple[Cycle, Result],
) -> None:
    books = [path for path in cycle[0].outputs.rglob("*.xlsx") if "returns" not in path.parts]
    assert {"findings.xlsx", "tiny.en.xlsx"} <= {path.name for path in books}
    for path in books:
        with ZipFile(path) as archive:
            for name in archive.namelist():
                assert not _FORMULA.search(archive.read(name)), (path, name)
                assert b"a.example" not in b"".join(
                    re.findall(rb"<Relationship [^>]*>", archive.read(name))
                ), (path, name)


def test_the_csv_holds_what_was_written(cycle: tuple[Cycle, Result]) -> None:
    path = cycle[0].outputs / "tables" / "csv" / "laws.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        texts = {cell for row in csv.reader(stream) for cell in row}
    assert {LAW, WILD} <= texts


def shown(text: str) -> str:
    """The texts of a page; raises `AssertionError` if there is a link, an image or HTML in it."""
    texts = []
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        assert token.type != "html_block"
        for child in token.children or ():
            assert child.type not in {"link_open", "image", "html_inline"}, child
            texts.append(child.content)
        texts += [token.content] if token.type in {"fence", "inline"} else []
    return "\n".join(texts)


def test_the_pages_in_markdown_show_texts_alone(cycle: tuple[Cycle, Result]) -> None:
    made, result = cycle
    assert NAME in shown(run_summary.markdown(made, result))
    for path in made.outputs.glob("annex/*.points.md"):
        shown(path.read_text("utf-8"))
