"""`tables.csv`: which derived tables are published, in which order, under which titles."""

import shutil
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.design.cycle_tables import (
    derived_selects,
    plan_notes,
    plan_tables,
    read_tables,
)
from rapporteur.kernel.errors import UserError
from tests.support import tiny_cycle

HEADER = "table,about,publish,order,title::en,title::zh\n"


@pytest.fixture
def derived(tmp_path: Path) -> Cycle:
    """The tiny cycle without SQL, whose tables are derived from its form."""
    cycle = tiny_cycle(tmp_path)
    shutil.rmtree(cycle.sql)
    return cycle


def stated(cycle: Cycle, lines: str) -> None:
    (cycle.inputs / "tables.csv").write_text(HEADER + lines, "utf-8")


def names(cycle: Cycle) -> list[str]:
    return [table.id for table in read_tables(cycle)]


def test_it_is_written_once_and_changes_nothing(derived: Cycle) -> None:
    before = read_tables(derived)
    path = plan_tables(derived)
    assert path
    header, first, *_ = path.read_text("utf-8-sig").splitlines()
    assert header + "\n" == HEADER
    assert first == "replies,Replies to the questionnaire,yes,1,,"
    assert read_tables(derived) == before
    assert plan_notes(derived) == []
    path.write_text(HEADER + "laws,,yes,1,,\n", "utf-8")
    assert plan_tables(derived) is None
    assert path.read_text("utf-8") == HEADER + "laws,,yes,1,,\n"


def test_tables_are_left_out_moved_and_named(derived: Cycle) -> None:
    everything = names(derived)
    stated(derived, "laws,,yes,1,Acts,\nreplies,,no,2,,\nwork,,YES,0,,工作\n")
    assert names(derived)[:2] == ["work", "laws"]
    assert set(names(derived)) == set(everything) - {"replies"}
    work, laws, *_ = read_tables(derived)
    assert (work.order, laws.order) == (1, 2)
    assert work.title["zh"] == "工作"
    assert laws.title["en"] == "Acts"
    assert laws.title["zh"] != "Acts"


def test_excel_s_semicolons_and_words_are_understood(derived: Cycle) -> None:
    (derived.inputs / "tables.csv").write_text("table;publish;order\nlaws;FALSE;\n", "utf-16")
    assert "laws" not in names(derived)


def test_what_has_no_effect_is_said_with_its_line(derived: Cycle) -> None:
    (derived.inputs / "tables.csv").write_text("table,title::de\nlwas,Gesetze\n", "utf-8")
    told = [f"{note.message} {note.remedy}" for note in plan_notes(derived)]
    assert "tables.csv, line 2: neither the form nor the SQL gives a table “lwas”." in told[0]
    assert any("does not name the table “laws”" in line for line in told)
    assert "the column title::de is not used" in told[-1]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("laws,,maybe,,,\n", "line 2: “maybe” under publish is neither yes nor no"),
        ("laws,,yes,first,,\n", "line 2: “first” under order is no whole number"),
        ("laws,,yes,1,,\nlaws,,no,1,,\n", "line 3: the table “laws” is there twice"),
    ],
)
def test_what_cannot_be_understood_is_refused_with_its_line(
    derived: Cycle, lines: str, said: str
) -> None:
    stated(derived, lines)
    with pytest.raises(UserError, match=said):
        read_tables(derived)


def test_a_publication_of_no_table_is_refused(derived: Cycle) -> None:
    stated(derived, "".join(f"{name},,no,,,\n" for name in names(derived)))
    with pytest.raises(UserError, match="publishes no table"):
        read_tables(derived)


def test_beside_marts_it_adds_the_derived_tables_and_a_mart_goes_before_one(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path)
    assert plan_tables(cycle) is None, "a cycle with marts has its own tables alone"
    assert names(cycle) == ["laws"]
    assert derived_selects(cycle) == {}
    (own,) = read_tables(cycle)
    stated(cycle, "work,,yes,1,,\nlaws,,yes,2,,\n")
    work, laws, *_ = read_tables(cycle)
    assert (work.id, laws.id) == ("work", "laws")
    assert laws.columns == own.columns
    assert len(names(cycle)) == len(set(names(cycle)))
    assert 'marts."laws"' not in derived_selects(cycle)
    assert 'marts."work"' in derived_selects(cycle)
