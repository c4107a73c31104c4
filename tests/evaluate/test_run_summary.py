"""What is told of a run: how the replies stand, in rows and in sentences."""

from collections.abc import Callable

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.evaluate import run_summary
from rapporteur.kernel.errors import UserError
from tests.support import GOVERNMENTS


def test_every_received_file_is_a_row(ran: Cycle) -> None:
    rows = {row["file"]: row for row in run_summary.submissions(ran)}
    assert set(rows) == {
        *(f"submissions/{name}" for name in ("XAA.xlsx", "XAB.xlsx", "CIVIL-A.xlsx", "letter.pdf")),
        "desk-research/XBA.xlsx",
    }
    letter, good = rows["submissions/letter.pdf"], rows["submissions/XAA.xlsx"]
    assert (letter["state"], letter["respondent"], letter["blocker"]) == ("blocked", "", 1)
    assert (good["state"], good["respondent"], good["error"]) == ("accepted", "XAA", 0)
    assert rows["submissions/XAB.xlsx"]["state"] == "correction requested"
    assert set(good) == {
        *("file", "submission", "respondent", "state"),
        *("blocker", "error", "warning", "info"),
    }


def test_the_digest_says_how_the_replies_stand(ran: Cycle) -> None:
    replies, dates, unverified, blocked, mend, missing = run_summary.digest(ran)
    asked = len(GOVERNMENTS) + 1
    assert replies == (
        f"The tables rest on 3 replies of {asked} respondents asked: "
        f"government 2 of {len(GOVERNMENTS)}; ngo 1 of 1."
    )
    assert dates == "The deadline is 2024-05-10, the cut-off 2099-12-31."
    assert unverified == "Unverified until you decide: none."
    assert blocked == "Blocked until mended: submissions/letter.pdf (whose, is not known)."
    assert mend == "A correction is requested of: XAB."
    assert missing.startswith(f"Nothing has come from {asked - 3}: Country XBA, ")
    assert "Country XAA" not in missing


@pytest.mark.parametrize("page", [run_summary.digest, run_summary.submissions])
def test_without_a_run_there_is_nothing_to_tell(
    tiny: Cycle, page: Callable[[Cycle], object]
) -> None:
    with pytest.raises(UserError):
        page(tiny)
