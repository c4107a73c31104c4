"""`rapporteur tables eject`: derived tables become files of the cycle."""

import shutil
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.design.cycle_tables import derived_selects, read_tables
from rapporteur.design.derived_tables import derived_tables
from rapporteur.kernel.errors import UserError
from rapporteur.operate.eject_tables import eject
from rapporteur.pipeline import run
from tests.support import COMPLETE, reply, tiny_cycle


@pytest.fixture
def bare(tmp_path: Path) -> Cycle:
    """The tiny cycle without its SQL."""
    cycle = tiny_cycle(tmp_path)
    shutil.rmtree(cycle.sql)
    return cycle


def test_what_is_ejected_says_and_selects_what_was_derived(bare: Cycle) -> None:
    before = derived_tables(bare)
    paths = eject(bare)
    assert [path.name for path in paths][:2] == ["replies.sql", "replies.toml"]
    assert not any(name.startswith("marts.") for name in derived_selects(bare))
    given = {"path", "origins"}  # columns with spanners differ in where their texts stand
    assert [table.model_dump(exclude=given) for table in read_tables(bare)] == [
        one.table.model_dump(exclude=given) for one in before
    ]
    assert [path.read_text("utf-8") for path in paths[::2]] == [one.sql for one in before]


def test_a_run_publishes_what_was_ejected(bare: Cycle) -> None:
    reply(bare, "XAA", COMPLETE)
    eject(bare, ["work", "topic_answers"])
    run(bare)
    published = {path.stem for path in (bare.outputs / "tables" / "csv").glob("*.csv")}
    assert published == {
        *(one.table.id for one in derived_tables(bare)),
        "respondents", "codelists", "observations", "evidence",
    }  # fmt: skip
    assert [table.id for table in read_tables(bare)] == [
        one.table.id for one in derived_tables(bare)
    ], "their places are those of tables.csv"
    assert 'marts."work"' not in derived_selects(bare)


def test_nothing_is_overwritten_and_a_table_must_be_there(bare: Cycle) -> None:
    eject(bare, ["work"])
    with pytest.raises(UserError, match=r"work\.sql exists, and is not overwritten"):
        eject(bare)
    with pytest.raises(UserError, match="No table “wrok” is derived") as caught:
        eject(bare, ["wrok"])
    assert "work" in caught.value.remedy
