"""Drafting points from the sidecar of a table to the rows and the evidence behind each."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rapporteur.cli.main import app
from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.content.content import read_content
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.points.markdown import sentence, write_points
from rapporteur.disseminate.points.reading import DraftingPoint, read_points
from rapporteur.kernel.errors import UserError

TEXTS = """\
text.en = "{ states-reported } a law{ listed }"
text.zh = "{ states-reported }有法律{ listed }"
text.fr = "{ states-reported } l’existence d’une loi{ listed }"
"""
BY = TEXTS.replace('= "{', '= "{ on-group }{')
SUM = "".join(f'text.{one} = "{{ replies-received }}{{ listed }}"\n' for one in ("en", "zh", "fr"))

POINTS = f"""
[[points]]
name = "all"
count = "respondent"
{TEXTS}
[[points]]
name = "old"
where = "year < 2015 -- and earlier"
count = "respondent"
{TEXTS}
[[points]]
name = "never"
where = "year > 3000"
count = "respondent"
{TEXTS}
[[points]]
name = "status"
by = "status"
count = "respondent"
{BY}
"""


def add(cycle: Cycle, text: str, table: str = "laws") -> None:
    with (cycle.sql / "marts" / f"{table}.toml").open("a", encoding="utf-8") as stream:
        stream.write(text)


def read(cycle: Cycle) -> tuple[DraftingPoint, ...]:
    labels = Labels(cycle)
    return read_points(cycle, read_content(cycle, labels), labels)


def edition(cycle: Cycle, language: str) -> Edition:
    labels = Labels(cycle)
    return Edition(cycle, read_content(cycle, labels), labels, language)


@pytest.fixture
def pointed(demo: Cycle) -> Cycle:
    add(demo, POINTS)
    add(
        demo,
        f'\n[[points]]\nname = "asked"\ncount = "group"\nsum = "asked"\n{SUM}',
        "counts",
    )
    return demo


def test_points_come_in_the_order_of_tables_and_sidecars(pointed: Cycle) -> None:
    found = [(one.number, one.table, one.name, one.group) for one in read(pointed)]
    assert found == [
        (1, "counts", "asked", ""),
        (2, "laws", "all", ""),
        (2, "laws", "old", ""),
        (2, "laws", "never", ""),
        (2, "laws", "status", "proposed"),
        (2, "laws", "status", "in_force"),
    ]


def test_a_point_names_its_rows_and_their_evidence(pointed: Cycle) -> None:
    _, everything, old, never, proposed, _ = read(pointed)
    # In the order of the CSV: Alpha Network (desk research), Éland, and twice Zedland.
    assert everything.rows == (1, 2, 3, 4)
    assert (everything.replies, everything.desk) == (2, 1)
    assert everything.evidence[0] == "s3/laws/1"
    assert set(everything.evidence) == {
        "s1/laws/1", "s1/unit", "s1/laws/2", "s2/laws/1", "s3/laws/1"
    }  # fmt: skip
    assert len(old.rows) == 2
    assert not never.rows
    assert not never.evidence
    assert proposed.rows == (1, 2)


def test_replies_and_desk_research_are_never_counted_together(pointed: Cycle) -> None:
    _, everything, old, never, proposed, in_force = read(pointed)
    assert everything.texts["en"] == (
        "Two States reported a law: Éland and Zedland. Desk research adds one: Alpha Network."
    )
    assert old.texts["en"] == (
        "One State reported a law: Zedland. Desk research adds one: Alpha Network."
    )
    assert never.texts["fr"] == "Aucun État n’a signalé l’existence d’une loi."
    assert proposed.texts["zh"] == "提议——1个国家报告有法律：丙国。案头研究另增1个：乙会。"
    assert in_force.texts["en"] == "In force — one State reported a law: Zedland."


def test_numbers_are_added_up_and_what_is_nil_is_left_out(pointed: Cycle) -> None:
    asked, *_ = read(pointed)
    assert asked.texts["en"] == "Four replies were received: Total (4)."
    assert len(asked.rows) == 1


def test_the_points_stand_in_markdown(pointed: Cycle, tmp_path: Path) -> None:
    path = write_points(edition(pointed, "en"), read(pointed), tmp_path / "demo.en.points.md")
    text = path.read_text(encoding="utf-8")
    assert "### Table 2. Laws\n\nTwo States reported a law: Éland and Zedland." in text
    assert "Alpha Network. (table 2, rows 1–4)\n" in text
    assert "No State reported a law. (table 2, no row)\n" in text
    assert "(table 2, row " in text
    again = write_points(edition(pointed, "en"), read(pointed), tmp_path / "again.md")
    assert again.read_bytes() == path.read_bytes()


def test_a_reference_parts_the_rows_as_the_language_does(pointed: Cycle) -> None:
    point = DraftingPoint("laws", 2, "x", "", 1, 0, (1, 2, 4), (), {"zh": "一。", "fr": "Une."})
    assert sentence(edition(pointed, "zh"), point) == "一。（表2，第1-2、4行）"
    assert sentence(edition(pointed, "fr"), point) == "Une. (tableau 2, lignes 1–2, 4)"


BAD = [
    ('where = "nosuch = 1"', "where cannot be evaluated"),
    ('where = "year = "', "where cannot be evaluated"),
    ('by = "nosuch"', "by: “nosuch” is no column of the type respondent or code"),
    ('sum = "title"', "sum: “title” is no column of the type integer"),
]


@pytest.mark.parametrize(("line", "said"), BAD)
def test_a_point_that_does_not_fit_its_table_is_named(demo: Cycle, line: str, said: str) -> None:
    add(demo, f'\n[[points]]\nname = "bad"\n{line}\ncount = "respondent"\n{TEXTS}')
    with pytest.raises(UserError) as raised:
        read(demo)
    assert "laws.toml" in raised.value.message
    assert "points.bad" in raised.value.message
    assert said in raised.value.message


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{ $count", 'Expected token: "}"'),
        ("{ $group }", "$group is not known here"),
        ("{ no-such-frame }", "there is no message no-such-frame"),
        ("{ -term }", "there is no message -term"),
        ("{ NOSUCH($count) }", "there is no message NOSUCH()"),
        ("{ $count ->\\n    [0] none\\n   *[other] { $what }\\n}", "$what is not known here"),
    ],
)
def test_a_pattern_is_parsed_when_it_is_read(demo: Cycle, pattern: str, said: str) -> None:
    texts = TEXTS.replace("{ states-reported } l’existence d’une loi{ listed }", pattern)
    add(demo, f'\n[[points]]\nname = "bad"\ncount = "respondent"\n{texts}')
    with pytest.raises(UserError) as raised:
        read(demo)
    assert "laws.toml" in raised.value.message
    assert "points.bad.text.fr: " in raised.value.message
    assert said in raised.value.message


def test_a_text_that_is_missing_is_said_in_another_language(demo: Cycle) -> None:
    only = TEXTS.splitlines()[0]
    add(demo, f'\n[[points]]\nname = "one"\ncount = "respondent"\n{only}\n')
    (point,) = read(demo)
    assert point.texts["en"].startswith("Two States reported a law: Éland")
    assert point.texts["fr"] == f"[en] {point.texts['en']}"


def test_a_name_stands_for_one_point(demo: Cycle) -> None:
    add(demo, f'\n[[points]]\nname = "one"\ncount = "respondent"\n{TEXTS}' * 2)
    with pytest.raises(UserError, match="one is there twice"):
        read(demo)


def ask(cycle: Cycle, *arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["--home", str(cycle.home), "points", "demo", *arguments])
    problem = str(result.exception) if isinstance(result.exception, UserError) else ""
    return result.exit_code, result.stdout, problem


def test_the_command_shows_points(pointed: Cycle) -> None:
    code, said, _ = ask(pointed, "--table", "laws")
    assert code == 0
    assert len(said.splitlines()) == 5
    assert said.splitlines()[0].endswith("Alpha Network. (table 2, rows 1–4)")
    _, said, _ = ask(pointed, "--language", "zh")
    assert "没有国家报告有法律。（表2，无相应行）" in said
    _, said, _ = ask(pointed, "--table", "counts", "--json")
    (asked,) = json.loads(said)
    assert asked["rows"] == [1]
    assert asked["texts"]["zh"] == "收到4份答复：Total（4）。"


def test_the_command_knows_the_tables_and_languages(pointed: Cycle) -> None:
    assert "no table “x”" in ask(pointed, "--table", "x")[2]
    assert "not published in “ru”" in ask(pointed, "--language", "ru")[2]
