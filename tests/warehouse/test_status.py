"""How a cycle stands."""

import json

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.design.findings import Severity
from rapporteur.kernel.errors import UserError
from rapporteur.warehouse.status import status


def test_who_was_asked_and_who_replied(ran: Cycle) -> None:
    state = status(ran)
    assert state.asked == {"government": 28, "ngo": 1}
    assert state.replied == {"government": 2, "ngo": 1}  # desk research is no reply
    assert state.replies == 3


def test_the_state_of_every_file(ran: Cycle) -> None:
    found = {one.file: (one.respondent, one.basis, one.state) for one in status(ran).submissions}
    assert found == {
        "submissions/CIVIL-A.xlsx": ("CIVIL-A", "reply", "accepted"),
        "submissions/XAA.xlsx": ("XAA", "reply", "accepted"),
        "submissions/XAB.xlsx": ("XAB", "reply", "correction requested"),
        "submissions/letter.pdf": (None, "reply", "blocked"),
        "desk-research/XBA.xlsx": ("XBA", "desk_research", "accepted"),
    }


def test_findings_are_counted_by_severity(ran: Cycle) -> None:
    counts = {one.file: one.findings for one in status(ran).submissions}
    assert counts["submissions/letter.pdf"][Severity.BLOCKER] == 1
    assert sum(counts["submissions/XAA.xlsx"].values()) == 0
    assert counts["submissions/XAB.xlsx"] == {
        Severity.BLOCKER: 0,
        Severity.ERROR: 4,
        Severity.WARNING: 2,
        Severity.INFO: 0,
    }


def test_it_can_be_told_as_json(ran: Cycle) -> None:
    told = json.loads(json.dumps(status(ran).to_dict()))
    assert told["replies"] == 3
    assert told["submissions"][0]["findings"]["BLOCKER"] == 0


def test_before_the_first_run_there_is_none(tiny: Cycle) -> None:
    with pytest.raises(UserError, match="Run `rapporteur run tiny` first"):
        status(tiny)
