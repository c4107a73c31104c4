"""A cycle that states only what it must: nothing that it does not state is printed."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from rapporteur.build import build_all
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.lint.linter import lint
from rapporteur.pipeline import run
from tests.support import Given, reply

TOML = """
id = "works"
title = { en = "Works of the units (test data)", fr = "Travaux des unités (données d’essai)" }
languages = ["en", "fr"]
opens_on = 2024-01-01
deadline = 2024-05-10
cut_off = 2099-12-31
"""

# It asks neither who answers nor of which category that is.
FORM = """
| survey | | | | |
| | type | name | label::English (en) | label::Français (fr) |
| | begin group | works | Works | Travaux |
| | integer | staff | Staff | Personnel |
| | select_one status | progress | Progress | Avancement |
| | end group | | | |
| choices | | | | |
| | list_name | name | label::English (en) | label::Français (fr) |
| | status | begun | Begun | Commencé |
| | status | done | Done | Terminé |
| settings | | | | |
| | form_title | form_id | version | default_language |
| | Works | works | 1 | English (en) |
"""

ROSTER = """\
code,name,category,language
NORTH,Unit of the North,field,en
SOUTH,Unité du Sud,field,fr
HQ,Headquarters,head,en
"""

MANDATE = '\nmandate = "Decision 4 of the assembly of units"\n'

OF_ONE_REPORT = ("resolution", "General Assembly", "session", "agenda", "Zeroth", "State", "None")


def bare_cycle(home: Path, toml: str = TOML) -> Cycle:
    folder = home / "inputs" / "works"
    folder.mkdir(parents=True)
    for name, text in (("cycle.toml", toml), ("questionnaire.md", FORM), ("roster.csv", ROSTER)):
        (folder / name).write_text(text, encoding="utf-8")
    return load_cycle(home, "works")


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """The cycle after a run with two replies; not to be changed."""
    cycle = bare_cycle(tmp_path_factory.mktemp("bare"))
    north: Given = {"staff": "12", "progress": "begun"}
    reply(cycle, "NORTH", north)
    reply(cycle, "SOUTH", {"staff": "7", "progress": "done"}, language="fr")
    run(cycle)
    return cycle


def facts(path: Path, columns: tuple[int, int] = (2, 3)) -> Sequence[tuple[str, str]]:
    """The lines of two texts on the first sheet of a workbook."""
    sheet = load_workbook(path).worksheets[0]
    return [
        (str(row[columns[0] - 1].value), str(row[columns[1] - 1].value))
        for row in sheet.iter_rows(min_col=1, max_col=columns[1])
        if row[columns[0] - 1].value and row[columns[1] - 1].value
    ]


def texts(path: Path) -> str:
    book = load_workbook(path)
    return "\n".join(
        str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
    )


def test_the_covers_of_questionnaires_name_only_what_is_stated(
    works: Cycle, tmp_path: Path
) -> None:
    (english, french) = build_all(
        works, [works.roster.respondents["NORTH"], works.roster.respondents["SOUTH"]], tmp_path
    )
    assert facts(english)[:3] == [
        ("Addressed to", "Unit of the North (NORTH)"),
        ("Category", "field"),
        ("Please reply by", "Friday, 10 May 2024"),
    ]
    assert facts(french)[0] == ("Destinataire", "Unité du Sud (SOUTH)")
    for path in (english, french):
        assert not [word for word in OF_ONE_REPORT if word in texts(path)]


def test_the_covers_of_the_tables_name_only_what_is_stated(works: Cycle) -> None:
    path = works.outputs / "tables" / "works.en.xlsx"
    assert [label for label, _ in facts(path, (1, 2))][:3] == [
        "Reporting cycle", "Version", "Replies",
    ]  # fmt: skip
    assert not [word for word in OF_ONE_REPORT if word in texts(path)]
    assert load_workbook(path).properties.subject is None
    assert {found.rule for found in lint(path)} <= {"number-format-mixed"}


def test_the_data_have_no_columns_about_states(works: Cycle) -> None:
    folder = works.outputs / "tables"
    with (folder / "csv" / "respondents.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [*rows[0]] == [
        "code", "category", "name_ar", "name_en", "name_es", "name_fr", "name_ru", "name_zh",
    ]  # fmt: skip
    assert rows[0]["name_fr"] == "Unit of the North"
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert "State" not in json.dumps(package["resources"][0], ensure_ascii=False)


def test_the_tables_are_there_by_category(works: Cycle) -> None:
    path = works.outputs / "tables" / "csv" / "replies.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [list(row.values())[:3] for row in csv.DictReader(stream)]
    assert rows == [["all", "3", "2"], ["field", "2", "2"], ["head", "1", "0"]]


def test_a_mandate_is_told_in_words(tmp_path: Path) -> None:
    cycle = bare_cycle(tmp_path, TOML.replace("languages", f"{MANDATE}languages"))
    (path,) = build_all(cycle, [cycle.roster.respondents["NORTH"]], tmp_path)
    assert ("Mandate", "Decision 4 of the assembly of units") in facts(path)
    run(cycle)
    published = cycle.outputs / "tables" / "works.fr.xlsx"
    assert ("Mandat", "[en] Decision 4 of the assembly of units") in facts(published, (1, 2))
    english = load_workbook(cycle.outputs / "tables" / "works.en.xlsx")
    assert english.properties.subject == "Decision 4 of the assembly of units"


@pytest.mark.parametrize(
    ("stated", "label", "text"),
    [
        ('resolution = "1/1"', "Resolution", "1/1"),
        (
            'resolution = "1/1"\nadopted_on = 2024-02-29',
            "Resolution", "1/1, adopted on 29 February 2024",
        ),
        ("session = 4", "Session", "Fourth session"),
        (
            'session = 4\nagenda_title = "Units"',
            "Session and agenda item", "Fourth session: Units",
        ),
        (
            'session = 4\nagenda_item = "2"\nagenda_title = "Units"',
            "Session and agenda item", "Fourth session, item 2: Units",
        ),
    ],
)  # fmt: skip
def test_what_is_stated_is_printed(tmp_path: Path, stated: str, label: str, text: str) -> None:
    cycle = bare_cycle(tmp_path, TOML.replace("languages", f"{stated}\nlanguages"))
    (path,) = build_all(cycle, [cycle.roster.respondents["NORTH"]], tmp_path)
    assert (label, text) in facts(path)
