"""`rapporteur new`: a form and a list of names become a cycle that can be used at once."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest

from rapporteur.design.cycle import MARK, load_cycle
from rapporteur.kernel.errors import UserError
from rapporteur.operate.new_cycle import new_cycle, next_cycle
from rapporteur.pipeline import run
from tests.support import FORM as TINY
from tests.support import ROSTER, reply, tiny_cycle

TODAY = date(2026, 3, 2)

FORM = """
| survey | | | | |
| | type | name | label::English (en) | label::Français (fr) |
| | begin group | works | Works | Travaux |
| | integer | staff | Staff | Personnel |
| | select_one_from_file kinds.csv | kind | Kind | Genre |
| | end group | | | |
| settings | | | | |
| | form_title | form_id | version | default_language |
| | Works of the units | works | 1 | English (en) |
"""

KINDS = "name,label::English (en),label::Français (fr)\nroad,Road,Route\nbridge,Bridge,Pont\n"

NAMES = (
    "Organization,E-mail,Language\nNorth unit,n@example.org,French\nSouth unit,,\nNorth unit,,\n"
)


@pytest.fixture
def given(tmp_path: Path) -> Path:
    """A folder with a form, its choices, and a list of names."""
    folder = tmp_path / "given"
    folder.mkdir()
    for name, text in (("form.md", FORM), ("kinds.csv", KINDS), ("names.csv", NAMES)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def roster(folder: Path) -> Sequence[Mapping[str, str]]:
    with (folder / "roster.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_form_and_names_become_a_cycle(given: Path, tmp_path: Path) -> None:
    begun = new_cycle(
        tmp_path,
        "works-1",
        given / "form.md",
        TODAY,
        names=given / "names.csv",
        mandate="Decision 4",
    )
    cycle = load_cycle(tmp_path, "works-1")
    stated = cycle.definition
    assert stated.title == {"en": "Works of the units"}
    assert stated.mandate == {"en": "Decision 4"}
    assert stated.languages == ("en", "fr")
    assert (stated.opens_on, stated.deadline, stated.cut_off) == (
        date(2026, 3, 2), date(2026, 4, 13), date(2026, 4, 27),
    )  # fmt: skip
    assert {path.name for path in begun.folder.iterdir()} == {
        "cycle.toml", "roster.csv", "questionnaire.md", "kinds.csv", "submissions",
    }  # fmt: skip
    assert (begun.folder / "questionnaire.md").read_text(encoding="utf-8") == FORM
    assert roster(begun.folder) == [
        {"code": "NORTH-UNIT", "name": "North unit", "category": "respondent", "language": "fr",
         "email": "n@example.org"},
        {"code": "SOUTH-UNIT", "name": "South unit", "category": "respondent", "language": "en",
         "email": ""},
        {"code": "NORTH-UNIT-2", "name": "North unit", "category": "respondent",
         "language": "en", "email": ""},
    ]  # fmt: skip
    assert cycle.form.questions["kind"].list_name


def test_the_title_is_in_the_language_of_the_form(given: Path, tmp_path: Path) -> None:
    form = given / "form.md"
    new_cycle(tmp_path, "works", form, TODAY, in_languages=["fr", "en"], mandate="Décision 4")
    stated = load_cycle(tmp_path, "works").definition
    assert (stated.title, stated.mandate) == ({"en": "Works of the units"}, {"fr": "Décision 4"})
    new_cycle(tmp_path, "chinese", form, TODAY, in_languages=["zh"])
    text = (tmp_path / "inputs" / "chinese" / "cycle.toml").read_text(encoding="utf-8")
    assert "[title]  # CHECK: is this the language of the title?" in text


def test_a_suffix_in_capital_letters_is_a_suffix(given: Path, tmp_path: Path) -> None:
    form = (given / "form.md").rename(given / "FORM.MD")
    begun = new_cycle(tmp_path, "works", form, TODAY)
    assert load_cycle(tmp_path, "works").form.choices
    assert (begun.folder / "kinds.csv").read_text(encoding="utf-8") == KINDS


def test_what_only_a_person_knows_is_marked(given: Path, tmp_path: Path) -> None:
    begun = new_cycle(tmp_path, "works", given / "form.md", TODAY)
    marked = [
        line for line in (begun.folder / "cycle.toml").read_text().splitlines() if MARK in line
    ]
    assert [line.split(" ")[0].strip("#") or line.split(" ")[1] for line in marked[1:]] == [
        "opens_on", "deadline", "cut_off", "return_to", "fr",
    ]  # fmt: skip
    assert begun.marks == 5
    assert len(begun.lines()) == 5
    (example,) = roster(begun.folder)
    assert example["name"].startswith("CHECK: an invented example")
    assert [*example.values()][2:] == ["respondent", "en"]


def test_it_can_be_run_at_once_and_gives_tables(given: Path, tmp_path: Path) -> None:
    (given / "names.csv").write_text("Name,Type\nNorth,field unit\nHQ,head\n", encoding="utf-8")
    new_cycle(tmp_path, "works", given / "form.md", TODAY, names=given / "names.csv")
    cycle = load_cycle(tmp_path, "works")
    reply(cycle, "NORTH", {"staff": "12", "kind": "road"})
    result = run(cycle)
    with (cycle.outputs / "tables" / "csv" / "replies.csv").open(encoding="utf-8") as stream:
        counted = [list(row.values())[:3] for row in csv.DictReader(stream)]
    assert counted == [["all", "2", "1"], ["field unit", "1", "1"], ["head", "1", "0"]]
    assert {path.name for path in result.published} >= {
        "works.en.xlsx",
        "works.fr.xlsx",
        "replies.csv",
    }


def test_categories_are_told_by_the_labels_of_the_form(given: Path, tmp_path: Path) -> None:
    (given / "form.md").write_text(TINY, encoding="utf-8")
    (given / "names.csv").write_text(
        "Name,Type\nA,government\nB,非政府组织\nC,\nD,x\n", encoding="utf-8"
    )
    begun = new_cycle(tmp_path, "tiny-1", given / "form.md", TODAY, names=given / "names.csv")
    assert [entry["category"] for entry in roster(begun.folder)] == [
        "government",
        "ngo",
        "government",
        "x",
    ]
    assert begun.remarks == [
        "codes made from names (4)",
        "language assumed (4)",
        "category assumed (1)",
    ]


def test_a_roster_of_this_program_is_kept_as_it_is(given: Path, tmp_path: Path) -> None:
    (given / "names.csv").write_text(ROSTER, encoding="utf-8")
    begun = new_cycle(tmp_path, "works", given / "form.md", TODAY, names=given / "names.csv")
    names = {one.code: one.name for one in load_cycle(tmp_path, "works").roster}
    assert names["CIVIL-A"]["zh"] == "民间组织甲"
    assert begun.respondents == 29


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (
            "code,name\nA,x\na,y\n",
            "names.csv, line 3: the code “A” is also that of names.csv, line 2",
        ),
        ("name,language\nA,Klingonese\n", "names.csv, line 2: “Klingonese” is not known as a lang"),
        ("name,email\nA,nobody\n", "names.csv, line 2: “nobody” is not an e-mail address"),
    ],
)
def test_a_list_that_cannot_be_right_is_refused(
    given: Path, tmp_path: Path, names: str, told: str
) -> None:
    (given / "names.csv").write_text(names, encoding="utf-8")
    with pytest.raises(UserError, match=told):
        new_cycle(tmp_path, "works", given / "form.md", TODAY, names=given / "names.csv")
    assert not (tmp_path / "inputs" / "works").exists()


def test_nothing_is_overwritten(given: Path, tmp_path: Path) -> None:
    new_cycle(tmp_path, "works", given / "form.md", TODAY)
    with pytest.raises(UserError, match="exists, and nothing in it is overwritten"):
        new_cycle(tmp_path, "works", given / "form.md", TODAY)
    with pytest.raises(UserError, match="exists, and nothing in it is overwritten"):
        next_cycle(tmp_path, "works", "works", TODAY)


@pytest.mark.parametrize("name", ["", "..", "a/b", "Ä", ".hidden", "A79"])
def test_a_name_is_that_of_a_folder(given: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(UserError, match="cannot be the name of a cycle"):
        new_cycle(tmp_path, name, given / "form.md", TODAY)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00\x01", bytes(range(256)) * 9, b"PK\x03\x04bad"]
)
@pytest.mark.parametrize("suffix", [".md", ".xlsx", ".xls", ".csv", ".pdf"])
def test_what_is_no_form_is_refused_in_a_sentence(
    tmp_path: Path, content: bytes, suffix: str
) -> None:
    form = tmp_path / f"form{suffix}"
    form.write_bytes(content)
    with pytest.raises(UserError):
        new_cycle(tmp_path, "works", form, TODAY)
    assert not (tmp_path / "inputs" / "works").exists()


def test_the_next_period_begins_with_what_the_last_one_had(tmp_path: Path) -> None:
    old = tiny_cycle(tmp_path)
    begun = next_cycle(tmp_path, "tiny-2", "tiny", TODAY)
    cycle = load_cycle(tmp_path, "tiny-2")
    stated = cycle.definition
    assert (stated.previous, stated.session, stated.return_to) == ("tiny", 79, "tiny@example.org")
    assert (stated.opens_on, stated.deadline, stated.cut_off) == (
        date(2026, 1, 1), date(2026, 5, 10), date(2101, 12, 31),
    )  # fmt: skip
    assert cycle.sql == old.sql
    assert stated.sql == "../tiny/sql"
    for name in ("questionnaire.md", "roster.csv", "reference/basis.csv"):
        assert (begun.folder / name).read_bytes() == (old.inputs / name).read_bytes()
    text = (begun.folder / "cycle.toml").read_text(encoding="utf-8")
    assert "deadline = 2026-05-10  # CHECK: that of tiny, 2 years later" in text
    assert run(cycle).published


def test_a_period_moves_by_a_year_at_least_and_29_february_to_the_28th(tmp_path: Path) -> None:
    tiny_cycle(tmp_path)
    path = tmp_path / "inputs" / "tiny" / "cycle.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("deadline = 2024-05-10", "deadline = 2024-02-29"), "utf-8")
    next_cycle(tmp_path, "tiny-2", "tiny", date(2024, 1, 1))
    assert load_cycle(tmp_path, "tiny-2").definition.deadline == date(2025, 2, 28)
