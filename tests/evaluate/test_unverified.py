"""What the secretariat sees of a file that is unverified, and does about it."""

from pathlib import Path

import pytest

from rapporteur.collect.land_cycle import collect
from rapporteur.design.cycle import Cycle
from rapporteur.evaluate.compare_files import diff
from rapporteur.evaluate.decide import decide
from rapporteur.evaluate.late_files import impact
from rapporteur.evaluate.run_summary import digest
from rapporteur.process.decisions import COLUMNS
from rapporteur.warehouse.build import build
from rapporteur.warehouse.status import status
from tests.support import COMPLETE, edited, reply, tiny_cycle


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """XAA has replaced its reply; of XAB the first file is accepted, the second not signed."""
    cycle = tiny_cycle(tmp_path_factory.mktemp("unverified"))
    reply(cycle, "XAA", {**COMPLETE, "completed_on": "2024-03-01"}, name="XAA first")
    reply(cycle, "XAA", {**COMPLETE, "completed_on": "2024-03-02", "laws": []}, name="XAA second")
    reply(cycle, "XAB", {**COMPLETE, "completed_on": "2024-03-01"}, name="XAB own")
    changed = {**COMPLETE, "completed_on": "2024-03-02", "laws": [{"law_title": "No such act"}]}
    with edited(reply(cycle, "XAB", changed, name="XAB unsigned")) as workbook:
        for row in workbook["rapporteur"].iter_rows():
            if row[0].value == "signature":
                row[1].value = None
    build(cycle, collect(cycle))
    return cycle


def test_it_has_a_line_and_a_state_of_its_own(cycle: Cycle) -> None:
    now = status(cycle, states=["unverified"])
    (listed,) = now.submissions
    assert (Path(listed.file).stem, listed.state) == ("XAB unsigned", "unverified")
    (left_out,) = now.left_out
    assert left_out.state == "unverified"
    assert left_out.why.startswith("The workbook has no signature to show that the secretariat")
    assert left_out.command == (f'rapporteur decide tiny admit {listed.submission} --reason "…"')
    assert now.to_dict()["left_out"][0]["state"] == "unverified"
    assert "XAB" not in {one.code for one in status(cycle).awaited}


def test_the_digest_tells_of_it_and_of_what_was_replaced(cycle: Cycle) -> None:
    text = digest(cycle)
    assert "Unverified until you decide: submissions/XAB unsigned.xlsx (XAB)." in text
    (replaced,) = [line for line in text if line.startswith("Replies that were replaced: ")]
    assert (
        "submissions/XAA second.xlsx (XAA): The file has taken the place of an earlier" in replaced
    )
    assert "Answers that differ: 1; rows of tables that differ: 2." in replaced
    assert "XAB" not in replaced


def test_its_effect_is_seen_before_it_is_admitted(cycle: Cycle) -> None:
    (laws,) = impact(cycle, "XAB").effects
    assert (len(laws.added), len(laws.changed), len(laws.removed)) == (1, 0, 2)
    changes = diff(cycle, "XAB").changes
    assert {change.kind for change in changes if change.question == "law_title"} == {
        "added", "removed",
    }  # fmt: skip


def test_admitted_it_takes_the_place_of_the_earlier_one(cycle: Cycle) -> None:
    entry = dict.fromkeys(COLUMNS, "") | {"who": "ana", "reason": "Asked by telephone"}
    decide(cycle, {**entry, "submission": "XAB", "decision": "admit"})
    build(cycle, collect(cycle))
    states = {Path(one.file).stem: one.state for one in status(cycle).submissions}
    (cycle.inputs / "decisions.csv").unlink()
    assert states["XAB own"] == "superseded"
    assert states["XAB unsigned"] == "accepted"
