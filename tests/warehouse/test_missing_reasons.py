"""Why a cell is empty: as the respondent said, in every form of the tables."""

import csv
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.design.cycle_tables import read_tables
from rapporteur.design.form import Form
from rapporteur.design.table_spec import Table
from rapporteur.disseminate.content.content import read_content
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.grid import Symbol
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.workbook.table_sheet import table_items, table_rows
from rapporteur.evaluate.trace import trace
from rapporteur.kernel.errors import UserError
from rapporteur.pipeline import run
from rapporteur.warehouse.missing_reasons import Reason, find_reasons
from tests.support import COMPLETE, reply, tiny_cycle

YEARS = {
    "Law without a year": "a",
    "Law of a lost year": "m",
    "Elsewhere": "x",
    "Silent": "",
    "Old": "1999",
}
"""What stands in the place of the year, by the title of the law."""

LAWS = [
    {"law_title": title, **({"law_year": said} if said else {})} for title, said in YEARS.items()
]


def sidecar(cycle: Cycle, old: str, new: str) -> Cycle:
    """The cycle with a change to the sidecar of the laws."""
    path = cycle.sql / "marts" / "laws.toml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    return load_cycle(cycle.inputs.parents[1], cycle.id)


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """A cycle after its run, in which a column shows the answers to `law_year`."""
    made = tiny_cycle(tmp_path_factory.mktemp("reasons"))
    made = sidecar(made, 'name = "year"', 'name = "year"\nquestion = "law_year"')
    reply(made, "XAA", {**COMPLETE, "laws": LAWS})
    run(made)
    return made


def workbook(cycle: Cycle, suffix: str = "") -> openpyxl.Workbook:
    return openpyxl.load_workbook(cycle.outputs / "tables" / f"tiny.en{suffix}.xlsx")


def years(rows: Iterable[tuple[object, ...]]) -> Mapping[object, object]:
    """The years by the titles of the laws, which stand before them."""
    found: dict[object, object] = {}
    for row in rows:
        found |= {title: row[at + 1] for at, title in enumerate(row) if title in YEARS}
    return found


@pytest.mark.parametrize(
    ("suffix", "not_available", "not_applicable"), [("", "..", "–"), (".accessible", "[x]", "[z]")]
)
def test_a_workbook_has_the_symbol_of_the_reason(
    cycle: Cycle, suffix: str, not_available: str, not_applicable: str
) -> None:
    assert years(workbook(cycle, suffix)["laws"].iter_rows(values_only=True)) == {
        "Law without a year": not_applicable,
        "Law of a lost year": not_available,
        "Elsewhere": not_available,
        "Silent": not_available,
        "Old": 1999,
    }


def test_the_annex_has_the_symbol_of_the_reason(cycle: Cycle) -> None:
    (table,) = Document(str(cycle.outputs / "annex" / "tiny.en.docx")).tables
    found = years(tuple(cell.text for cell in row.cells) for row in table.rows)
    assert [found[title] for title in YEARS] == ["–", "..", "..", "..", "1999"]


def test_an_observation_has_the_status_of_the_reason(cycle: Cycle) -> None:
    with (cycle.outputs / "tables" / "csv" / "observations.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    titles = {one["ROW"]: one["OBS_VALUE"] for one in rows if one["CONCEPT"] == "title"}
    found = {
        titles[one["ROW"]]: (one["OBS_VALUE"], one["OBS_STATUS"])
        for one in rows
        if one["CONCEPT"] == "year"
    }
    assert [found[title] for title in YEARS] == [
        ("", "M"), ("", "O"), ("", "K"), ("", "O"), ("1999", "A"),
    ]  # fmt: skip


def test_a_trace_tells_the_reason(cycle: Cycle) -> None:
    rows = {row.values["title"]: row for row in trace(cycle, "laws").rows}
    assert [dict(rows[title].missing) for title in YEARS] == [
        {"year": "not_applicable"}, {"year": "not_available"}, {"year": "included_elsewhere"},
        {}, {},
    ]  # fmt: skip
    assert list(rows["Elsewhere"].column_lines())[2] == "year: included elsewhere"
    assert "year" not in " ".join(rows["Silent"].column_lines())


def test_what_the_sidecar_says_holds_where_nobody_said_why(cycle: Cycle, tmp_path: Path) -> None:
    shutil.copytree(cycle.inputs.parents[1], tmp_path, symlinks=True, dirs_exist_ok=True)
    added = 'question = "law_year"'
    made = sidecar(load_cycle(tmp_path, cycle.id), added, f'{added}\nmissing = "not_applicable"')
    labels = Labels(made)
    content = read_content(made, labels)
    table = content.tables[0]
    rows = table_rows(Edition(made, content, labels, "en"), table, table_items(table))
    found = years(map(tuple, rows))
    assert [found[title] for title in YEARS] == [
        Symbol("not_applicable"), Symbol("not_available"), Symbol("included_elsewhere"),
        Symbol("not_applicable"), 1999,
    ]  # fmt: skip


def explained(cycle: Cycle, suffix: str = "") -> set[object]:
    rows = workbook(cycle, suffix)["Notes"].iter_rows(values_only=True)
    return {row[0] for row in rows if row[1] == "Symbols"}


def test_symbols_that_do_not_occur_are_not_explained(cycle: Cycle) -> None:
    assert {"..", "–"} <= explained(cycle)
    assert "0" not in explained(cycle)
    assert {"[x]", "[z]"} <= explained(cycle, ".accessible")


def test_an_unknown_question_is_told_by_file_and_key(tmp_path: Path) -> None:
    made = tiny_cycle(tmp_path)
    made = sidecar(made, 'name = "year"', 'name = "year"\nquestion = "law_yaer"')
    with pytest.raises(UserError) as caught:
        read_tables(made)
    path = made.sql / "marts" / "laws.toml"
    assert caught.value.message == (
        f"{path}: columns.year.question: the form has no question “law_yaer”."
    )
    assert "Name the question" in caught.value.remedy


FORM = """
| survey | | | |
| | type | name | label::English (en) |
| | begin group | about | About |
| | text | office | Office |
| | begin repeat | laws | Laws |
| | integer | law_year | Year |
| | end repeat | | |
| | begin repeat | plans | Plans |
| | integer | plan_year | Year |
| | end repeat | | |
| | end group | | |
| settings | | | |
| | form_title | form_id | version | default_language |
| | Tiny | tiny | 1 | English (en) |
"""


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    """Two tables and a question that is asked once."""
    return tiny_cycle(tmp_path_factory.mktemp("form"), form=FORM).form


def table(*questions: str) -> Table:
    """A table of a year, which is the answer to these questions, and of its evidence."""
    return Table.model_validate(
        {
            "id": "made",
            "path": Path("made.toml"),
            "order": 1,
            "title": {"en": "Made"},
            "source": {"en": "Replies."},
            "columns": [
                {"name": "year", "type": "year", "header": {"en": "Year"}, "question": questions},
                {"name": "evidence", "type": "evidence", "header": {"en": "Evidence"}},
            ],
        }
    )


STATUSES = {
    "s1": {"office": "O"},
    "s1/laws/1": {"law_year": "M"},
    "s1/laws/2": {"law_year": "M"},
    "s1/plans/1": {"plan_year": "K"},
    "s2/laws/1": {"law_year": "O"},
}
"""What was answered in the place of a value."""


@pytest.mark.parametrize(
    ("evidence", "questions", "reason"),
    [
        ("s1/laws/1", ["law_year"], "not_applicable"),
        ("s1/laws/3", ["law_year"], None),
        # All that a row rests on must agree; what cannot hold the answer has no say.
        ("s1/laws/1 s1/laws/2", ["law_year"], "not_applicable"),
        ("s1/laws/1 s1/laws/3", ["law_year"], None),
        ("s1/laws/1 s2/laws/1", ["law_year"], None),
        ("s1/laws/1 s1/office s2", ["law_year"], "not_applicable"),
        # A table of several repeats.
        ("s1/plans/1", ["law_year", "plan_year"], "included_elsewhere"),
        ("s1/laws/1", ["law_year", "plan_year"], "not_applicable"),
        ("s1/laws/1 s1/plans/1", ["law_year", "plan_year"], None),
        # What is asked once is asked of all in its submission.
        ("s1/office", ["office"], "not_available"),
        ("s1/laws/1", ["office"], "not_available"),
        ("s1", ["office"], "not_available"),
        ("s2/laws/1", ["office"], None),
        ("s1/laws/1 s2/laws/1", ["office"], None),
        ("", ["law_year"], None),
        ("s1/laws/1", [], None),
    ],
)
def test_all_answers_of_a_row_must_agree(
    form: Form, evidence: str, questions: list[str], reason: Reason | None
) -> None:
    rows = [(1999, evidence), (None, evidence)]
    expected = {1: {0: reason}} if reason else {}
    assert find_reasons(table(*questions), rows, form, STATUSES) == expected
