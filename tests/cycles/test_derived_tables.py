"""A cycle without SQL of its own: its tables are derived from its form."""

import csv
import shutil
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.design.cycle_tables import derived_selects, read_charts, read_tables
from rapporteur.design.derived_tables import derived_tables
from rapporteur.disseminate.content.chart_content import read_chart_contents
from rapporteur.disseminate.content.labels import Labels
from rapporteur.kernel.errors import UserError
from rapporteur.lint.linter import lint
from rapporteur.pipeline import run
from tests.support import COMPLETE, CYCLE, FORM, ROSTER_HEADER, Given, reply, tiny_cycle

ODD_FORM = """
| survey | | | | |
| | type | name | label::English (en) | appearance |
| | begin group | replies | A section with the name of a table | |
| | text | respondent | Code | |
| | select_one category | respondent_category | Category | |
| | text | row | The same words | |
| | text | evidence | The same words | |
| | integer | staff | Staff | |
| | integer | since | Since | year |
| | select_one yes_no | first | First question | |
| | select_one yes_no | second | Second question | |
| | end group | | | |
| | begin group | ab1 | Looks like a cell | |
| | text | note | Note | |
| | begin repeat | numbers | A repeat with the name of a table | |
| | text | item | Item | |
| | decimal | amount | Amount | |
| | end repeat | | | |
| | end group | | | |
| choices | | | | |
| | list_name | name | label::English (en) | |
| | category | Kind_0 | A kind | |
| | yes_no | yes | Yes | |
| | yes_no | no | No | |
| settings | | | | |
| | form_title | form_id | version | |
| | Odd | odd | 1 | |
"""


@pytest.fixture
def bare(tmp_path: Path) -> Cycle:
    """The tiny cycle without its SQL, with three replies."""
    cycle = without_sql(tiny_cycle(tmp_path))
    reply(cycle, "XAA", COMPLETE)
    less: Given = {"progress": "none", "topics": "finance", "share": "40", "laws": [], "timing": ""}
    reply(cycle, "XAB", {**COMPLETE, **less})
    reply(cycle, "CIVIL-A", {"unit": "Network", "progress": "none", "topics": "other"})
    return cycle


def without_sql(cycle: Cycle) -> Cycle:
    shutil.rmtree(cycle.sql)
    return cycle


def rows(cycle: Cycle, table: str) -> list[dict[str, str]]:
    """The rows of a published table without their evidence."""
    path = cycle.outputs / "tables" / "csv" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return [{k: v for k, v in row.items() if k != "evidence"} for row in csv.DictReader(stream)]


def test_the_form_alone_gives_tables(bare: Cycle) -> None:
    run(bare)
    assert rows(bare, "replies") == [
        {"respondents": "all", "asked": "29", "replies": "3", "rate": "10.3"},
        {"respondents": "government", "asked": "28", "replies": "2", "rate": "7.1"},
        {"respondents": "ngo", "asked": "1", "replies": "1", "rate": "100"},
    ]
    assert [row["respondent"] for row in rows(bare, "work")] == ["XAA", "XAB", "CIVIL-A"]
    assert rows(bare, "work")[0] == {
        "respondent": "XAA", "progress": "in_place", "timing": "before", "topics": "finance other",
        "share": "12.5", "staff": "7",
    }  # fmt: skip
    assert [row["law_title"] for row in rows(bare, "laws")] == ["Cooperatives Act", "=1+1"]
    assert [list(row.values()) for row in rows(bare, "topic_answers")] == [
        ["finance", "2", "66.7", "2", "0"],
        ["other", "2", "66.7", "1", "1"],
    ]
    assert rows(bare, "numbers")[0] == {
        "question": "share", "respondents": "2", "median": "26.25",
        "smallest": "12.5", "smallest_of": "XAA", "largest": "40", "largest_of": "XAB",
    }  # fmt: skip


def test_what_is_published_of_them_is_linted_clean(bare: Cycle) -> None:
    result = run(bare)
    assert result.workbook
    # Numbers have the decimals with which they were given, and rows are of several questions.
    assert {found.rule for found in lint(result.workbook)} <= {"number-format-mixed"}
    points = (bare.outputs / "annex" / "tiny.en.points.md").read_text("utf-8")
    assert "Three replies were received" in points


def test_every_figure_says_where_it_comes_from(bare: Cycle) -> None:
    run(bare)
    path = bare.outputs / "tables" / "csv" / "progress_answers.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        found = {row["answer"]: row["evidence"].split() for row in csv.DictReader(stream)}
    assert {answer: len(ids) for answer, ids in found.items()} == {"none": 2, "in_place": 1}
    assert all(one.endswith("/progress") for ids in found.values() for one in ids)


def test_no_reply_gives_tables_without_rows(tmp_path: Path) -> None:
    cycle = without_sql(tiny_cycle(tmp_path))
    run(cycle)
    assert {row["replies"] for row in rows(cycle, "replies")} == {"0"}
    assert rows(cycle, "work") == rows(cycle, "numbers") == rows(cycle, "topic_answers") == []


def test_the_first_run_lists_the_tables_and_the_next_has_nothing_to_do(bare: Cycle) -> None:
    told: list[str] = []
    run(bare, told.append)
    listed = bare.inputs / "tables.csv"
    assert any(line.startswith(f"{listed} lists the tables") for line in told)
    run(bare, told.append)
    assert told[-1] == "nothing has changed since the last run"
    lines = listed.read_text("utf-8").splitlines(keepends=True)
    listed.write_text("".join(line for line in lines if not line.startswith("laws,")), "utf-8")
    run(bare, told.append)
    assert any("does not name the table “laws”" in line for line in told)


def test_what_has_a_unit_is_added_up(tmp_path: Path) -> None:
    form = FORM.replace("| type | name |", "| type | name | unit |")
    lines = []
    for line in form.splitlines():
        cells = line.split("|")
        if line.startswith("| |") and "type | name" not in line:
            name = cells[3].strip() if len(cells) > 3 else ""
            cells.insert(4, {"staff": " persons ", "share": " per cent "}.get(name, " "))
        lines.append("|".join(cells))
    assert " persons " in "".join(lines)
    cycle = without_sql(tiny_cycle(tmp_path, form="\n".join(lines)))
    reply(cycle, "XAA", COMPLETE)
    reply(cycle, "XAB", {**COMPLETE, "staff": "8", "unit": "Another ministry"})
    run(cycle)
    (share, staff) = rows(cycle, "numbers")
    assert (share["sum"], staff["sum"]) == ("", "15")
    headers = {one.name: one.header["en"] for table in read_tables(cycle) for one in table.columns}
    assert headers["staff"].endswith(" (persons)")


def test_there_are_charts_of_replies_and_answers(bare: Cycle) -> None:
    run(bare)
    assert [chart.id for chart in read_charts(bare)] == ["chart_replies", "chart_answers"]
    replies, answers = read_chart_contents(bare, Labels(bare))
    assert replies.values == ((2, 26), (1, 0))
    assert [row.code for row in answers.rows] == ["none", "in_place"]
    assert answers.values == ((2,), (1,))
    assert len(list((bare.outputs / "charts").glob("*.png"))) == 2 * 2


def test_what_has_changed_since_the_previous_cycle_is_listed(bare: Cycle, tmp_path: Path) -> None:
    run(bare)
    former = bare.outputs.with_name("former")
    bare.outputs.rename(former)
    toml = bare.inputs / "cycle.toml"
    toml.write_text(f'previous = "former"\n{toml.read_text("utf-8")}', "utf-8")
    kept = {"law_title": "=1+1", "law_status": "proposed", "law_year": "m"}
    changed: Given = {"progress": "none", "topics": "other", "share": "20", "staff": "8",
                      "laws": [kept, {"law_title": "New Act"}]}  # fmt: skip
    reply(bare, "XAA", {**COMPLETE, **changed})
    again = load_cycle(bare.home, "tiny")
    run(again)
    assert rows(again, "changed_numbers") == [
        {"question": "share", "respondent": "XAA", "before": "12.5", "now": "20",
         "difference": "7.5"},
        {"question": "staff", "respondent": "XAA", "before": "7", "now": "8", "difference": "1"},
    ]  # fmt: skip
    assert rows(again, "changed_choices") == [
        {"question": "progress", "respondent": "XAA", "before": "progress.in_place",
         "now": "progress.none"},
        {"question": "topics", "respondent": "XAA", "before": "topic.finance topic.other",
         "now": "topic.other"},
    ]  # fmt: skip
    assert rows(again, "changed_rows") == [
        {"repeat": "laws", "respondent": "XAA", "added": "1", "gone": "1"}
    ]
    evidence = (again.outputs / "tables" / "csv" / "changed_rows.csv").read_text("utf-8-sig")
    assert evidence.splitlines()[1].endswith("/laws/2")


def odd(folder: Path, categories: int = 1) -> Cycle:
    """A cycle of so many categories, without the question of a category."""
    codes = [f"Kind_{number}" for number in range(categories)]
    stated = CYCLE.replace('["government", "ngo"]', str(codes).replace("'", '"'))
    lines = "".join(
        f"X{chr(65 + number)}A,{code},en,,,,,,,,Name {number},,,,,\n"
        for number, code in enumerate(codes)
    )
    return without_sql(
        tiny_cycle(
            folder,
            form=ODD_FORM,
            roster=ROSTER_HEADER + lines,
            toml=stated.replace('languages = ["en", "zh"]', 'languages = ["en"]'),
        )
    )


def test_names_that_tables_and_columns_have_already_are_told_apart(tmp_path: Path) -> None:
    cycle = odd(tmp_path)
    given: Given = {"row": "one", "evidence": "two", "staff": "3", "since": "1999", "first": "yes",
             "second": "yes", "numbers": [{"item": "a thing", "amount": "2.5"}]}  # fmt: skip
    reply(cycle, "XAA", given)
    run(cycle)
    assert [table.id for table in read_tables(cycle)] == [
        "replies", "replies_2", "ab1_2", "numbers", "yes_no_answers", "numbers_2",
    ]  # fmt: skip
    (row,) = rows(cycle, "replies_2")
    assert row == {"respondent": "XAA", "row_": "one", "evidence_": "two", "staff": "3",
                   "since": "1999", "first": "yes", "second": "yes"}  # fmt: skip
    headers = {column.name: column.header["en"] for column in read_tables(cycle)[1].columns}
    assert headers["row_"] == "The same words (row_)"
    (number,) = rows(cycle, "numbers_2")
    assert (number["question"], number["median"]) == ("staff", "3"), "a year is no quantity"
    assert rows(cycle, "numbers") == [
        {"respondent": "XAA", "row": "1", "item": "a thing", "amount": "2.5"}
    ]
    assert [(one["question"], one["answer"]) for one in rows(cycle, "yes_no_answers")] == [
        ("first", "yes"), ("second", "yes"),
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "columns"), [(1, 0), (2, 2), (8, 8), (9, 0)])
def test_categories_have_columns_where_they_fit_a_page(
    tmp_path: Path, number: int, columns: int
) -> None:
    cycle = odd(tmp_path, number)
    (grid,) = [one.table for one in derived_tables(cycle) if one.table.id == "yes_no_answers"]
    names = [column.name for column in grid.columns if column.spanner]
    assert names == [f"category_kind_{at}" for at in range(columns)]


def test_marts_of_its_own_take_the_place_of_all(tiny: Cycle) -> None:
    assert [table.id for table in read_tables(tiny)] == ["laws"]
    assert derived_selects(tiny) == {}


def test_half_a_table_of_its_own_is_a_mistake(tiny: Cycle) -> None:
    (tiny.sql / "marts" / "laws.sql").unlink()
    with pytest.raises(UserError, match=r"laws\.toml has no laws\.sql beside it"):
        read_tables(tiny)


def test_they_are_in_each_language_of_the_cycle(bare: Cycle) -> None:
    assert FORM.count("::Chinese (zh)")
    for table in read_tables(bare):
        assert set(table.title) >= {"en", "zh"}
        assert all(set(column.header) >= {"en", "zh"} for column in table.columns)
