"""How a cycle stands."""

import json
import re
import shutil
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.design.findings import Severity
from rapporteur.kernel.errors import UserError
from rapporteur.warehouse.status import Status, status
from tests.support import GOVERNMENTS


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


def codes(now: Status) -> set[str]:
    return {one.code for one in now.awaited}


def test_who_has_not_replied(ran: Cycle) -> None:
    # Of XBA there is desk research, which is no reply.
    assert codes(status(ran)) == set(GOVERNMENTS) - {"XAA", "XAB"}
    (first, *_) = status(ran).awaited
    assert (first.code, first.name, first.category) == ("XBA", "Country XBA", "government")
    assert status(ran, states=["awaited"]).submissions == []


def test_of_one_category(ran: Cycle) -> None:
    now = status(ran, categories=["ngo"])
    assert (now.asked, now.replied) == ({"government": 0, "ngo": 1}, {"government": 0, "ngo": 1})
    assert [one.file for one in now.submissions] == ["submissions/CIVIL-A.xlsx"]
    assert (now.awaited, now.left_out) == ([], [])


@pytest.mark.parametrize("state", ["correction requested", "correction-requested"])
def test_in_one_state(ran: Cycle, state: str) -> None:
    now = status(ran, states=[state])
    assert [one.respondent for one in now.submissions] == ["XAB"]
    assert [one.respondent for one in now.left_out] == ["XAB"]
    assert now.awaited == []
    assert now.replies == 3


@pytest.fixture
def of_regions(ran: Cycle, tmp_path: Path) -> Cycle:
    """The same cycle where XAA, XBB and XBC are in Africa, XBC in Northern Africa."""
    shutil.copytree(ran.home, tmp_path, dirs_exist_ok=True)
    roster = tmp_path / "inputs" / "tiny" / "roster.csv"
    text = roster.read_text(encoding="utf-8")
    for code, subregion in (("XAA", "202"), ("XBB", "202"), ("XBC", "015")):
        text = text.replace(
            f"{code},government,en,,,,,", f"{code},government,en,,,002,{subregion},"
        )
    roster.write_text(text, encoding="utf-8")
    return load_cycle(tmp_path, "tiny")


@pytest.mark.parametrize("region", ["002", "2", "Africa", " africa "])
def test_in_a_region(of_regions: Cycle, region: str) -> None:
    now = status(of_regions, regions=[region])
    assert (now.asked["government"], now.replied["government"]) == (3, 1)
    assert [one.file for one in now.submissions] == ["submissions/XAA.xlsx"]
    assert codes(now) == {"XBB", "XBC"}


def test_in_a_subregion_and_in_no_region(of_regions: Cycle) -> None:
    assert codes(status(of_regions, regions=["Northern Africa"])) == {"XBC"}
    assert codes(status(of_regions, regions=["015", "Europe"])) == {"XBC"}
    assert codes(status(of_regions, regions=["Europe"])) == set()


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ({"categories": ["bank"]}, "There is no category “bank”. There are: government, ngo."),
        ({"states": ["lost"]}, "There is no state “lost”. There are: awaited, accepted"),
        ({"regions": ["Atlantis"]}, "“Atlantis” is no region or subregion. They are Africa (002)"),
    ],
)
def test_what_does_not_exist_is_named(
    ran: Cycle, wanted: dict[str, list[str]], sentence: str
) -> None:
    with pytest.raises(UserError, match=re.escape(sentence)):
        status(ran, **wanted)
