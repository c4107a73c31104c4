"""What the tables would gain and lose if late files were admitted."""

import json

import pytest
from typer.testing import CliRunner

from rapporteur.cli.main import app
from rapporteur.collect.land_cycle import collect
from rapporteur.design.cycle import Cycle
from rapporteur.evaluate.decide import decide
from rapporteur.evaluate.late_files import impact
from rapporteur.evaluate.shown_changes import change, entry
from rapporteur.kernel.errors import UserError
from rapporteur.process.decisions import read_decisions
from rapporteur.warehouse.build import build
from tests.process.test_decisions import IN_TIME, name_of, register
from tests.support import COMPLETE, forget, reply, tiny_cycle

LATE = "2024-07-01T00:00:00+00:00"


def act(title: str, year: str) -> dict[str, str]:
    return {"law_title": title, "law_year": year, "law_status": "in_force"}


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """XAA sent a second file late; XAB replied late for the first time; XBA in time."""
    cycle = tiny_cycle(tmp_path_factory.mktemp("impact"), toml=IN_TIME)
    first = {**COMPLETE, "laws": [act("Kept Act", "2000"), act("Mended Act", "2001"),
                                  act("Lost Act", "2002")]}  # fmt: skip
    second = {**COMPLETE, "laws": [act("Kept Act", "2000"), act("Mended Act", "2011")]}
    reply(cycle, "XAA", first, name="first")
    reply(cycle, "XAA", second, name="second")
    reply(cycle, "XAB", {**COMPLETE, "laws": [act("Act of XAB", "2010")]}, name="new")
    reply(cycle, "XBA", COMPLETE, name="in-time")
    register(
        cycle,
        {
            "first": "2024-05-01T00:00:00+00:00",
            "in-time": "2024-05-01T00:00:00+00:00",
            "second": LATE,
            "new": LATE,
        },
    )
    build(cycle, collect(cycle))
    return cycle


def test_rows_added_changed_and_removed_of_one_file(cycle: Cycle) -> None:
    found = impact(cycle, name_of(cycle.inputs / "submissions" / "second.xlsx"))
    assert found.files == ["submissions/second.xlsx"]
    (laws,) = found.effects
    assert (laws.table, laws.columns) == ("laws", ["respondent", "title", "year", "basis"])
    assert laws.added == []
    assert laws.changed == [
        (("XAA", "Mended Act", 2001, "reply"), ("XAA", "Mended Act", 2011, "reply"))
    ]
    assert laws.removed == [("XAA", "Lost Act", 2002, "reply")]


def test_of_all_late_files_and_nothing_is_kept(cycle: Cycle) -> None:
    (laws,) = impact(cycle).effects
    assert len(laws.added) + len(laws.changed) == 2
    assert read_decisions(cycle) == []


def test_the_commands(cycle: Cycle) -> None:
    def told(*words: str) -> str:
        done = CliRunner().invoke(app, ["--home", str(cycle.home), *words])
        assert done.exit_code == 0, done.output
        return done.stdout

    lines = told("impact", "tiny", "xab").splitlines()
    assert lines == [
        "If admitted: submissions/new.xlsx",
        "Laws (laws): 1 rows added, 0 changed, 0 removed",
        "  + Country XAB | Act of XAB | 2010 | Reply",
    ]
    assert told("impact", "tiny", "XAA").splitlines()[2:] == [
        "  ~ Country XAA | Mended Act: Year: 2001 → 2011",
        "  - Country XAA | Lost Act | 2002 | Reply",
    ]
    assert json.loads(told("impact", "tiny", "XAB", "--json"))["effects"][0]["table"] == "laws"
    assert told("diff", "tiny", "XAA").splitlines()[-1] == "0 added, 1 changed, 3 removed"
    assert json.loads(told("diff", "tiny", "XAA", "--json"))["respondent"] == "XAA"
    new = name_of(cycle.inputs / "submissions" / "new.xlsx")
    assert told("decide", "tiny", "refuse", "XAB", "--reason", "Too late", "--who", "ana") == (
        f"refuse {new}: line 2 of decisions.csv\n"
    )
    (taken,) = read_decisions(cycle)
    assert (taken.who, taken.submission, taken.reason) == ("ana", new, "Too late")
    forget(cycle.inputs / "decisions.csv")


def test_only_what_is_late_is_weighed(cycle: Cycle) -> None:
    with pytest.raises(UserError, match="XBA is neither late nor unverified"):
        impact(cycle, "XBA")


def test_of_several_files_of_a_respondent_the_late_one_is_admitted(cycle: Cycle) -> None:
    """XAA has an accepted file and a late one: its code is enough."""
    second = name_of(cycle.inputs / "submissions" / "second.xlsx")
    assert impact(cycle, "XAA").submissions == [second]
    columns = dict.fromkeys(("finding", "question", "row", "value", "source"), "")
    given = {**columns, "who": "ana", "reason": "as agreed", "submission": "xaa"}
    assert decide(cycle, {**given, "decision": "admit"}).submission == second
    first = name_of(cycle.inputs / "submissions" / "first.xlsx")
    assert decide(cycle, {**given, "decision": "refuse"}).submission == first
    forget(cycle.inputs / "decisions.csv")
    with pytest.raises(UserError, match="is accepted: only a file that is unverified, late"):
        decide(cycle, {**given, "decision": "admit", "submission": "XBA"})


def test_a_long_change_is_shown_where_it_differs() -> None:
    text = "The act on cooperatives and mutual societies, as amended in the year "
    shown = change(f"{text}2014, first reading", f"{text}2015, first reading")
    assert shown == "…the year 2014, first reading → …the year 2015, first reading"
    assert change("a", "b") == "a → b"
    # What was only added at the end is seen too.
    assert change(text, f"{text}2014") == "…in the year → …in the year 2014"


def test_an_entry_fits_a_screen() -> None:
    assert list(entry("+", "Title", "Act")) == ["+ Title: Act"]
    lines = list(entry("~", "A question " * 12, "An answer " * 30))
    assert lines[0].startswith("~ A question")
    assert [len(line) <= 100 for line in lines] == [True, True]
