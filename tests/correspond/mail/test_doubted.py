"""A file that is in doubt is sent to nobody and signed for nobody, whatever was decided on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from openpyxl import Workbook

from rapporteur.collect.intake import take
from rapporteur.collect.receipts import received
from rapporteur.correspond.mail.letters import Letter
from rapporteur.correspond.mail.reminders import due
from rapporteur.correspond.mail.reminders import letters as reminders
from rapporteur.correspond.mail.replies import replies
from rapporteur.correspond.mail.reply_letters import letters
from rapporteur.correspond.returns.plan import PlannedReturn, planned_returns
from rapporteur.correspond.returns.signed_return import identifications
from rapporteur.design.cycle import Cycle
from rapporteur.design.signatures import signed_with, signing_key
from rapporteur.kernel.workbook_file import save
from rapporteur.pipeline import run
from rapporteur.process.decisions import append
from rapporteur.warehouse.status import status
from tests.support import COMPLETE, CYCLE, ROSTER_HEADER, filled, read, tiny_cycle

WHEN = datetime(2024, 5, 9, 12, tzinfo=UTC)
STRANGER = "mail:stranger@evil.example"
BAIT = "The portal has moved, log in at www.un-replies.example"
SECRET = "Answers of somebody else"


def state(**values: str | None) -> Callable[[Workbook], None]:
    """Change what the hidden sheet says."""

    def edit(workbook: Workbook) -> None:
        for row in workbook["rapporteur"].iter_rows():
            if row[0].value in values:
                row[1].value = values[str(row[0].value)]

    return edit


@dataclass(frozen=True)
class Case:
    """What a stranger does to the workbook of a State and mails, and what is decided about it."""

    state: str
    decisions: tuple[str, ...] = ()
    edit: Callable[[Workbook], None] = lambda workbook: None
    reminder: str = "unverified"


CASES: Mapping[str, Case] = {
    "XAA": Case("unverified"),
    "XAB": Case("refused", ("refuse",), reminder="missing"),
    "XAC": Case("withdrawn", ("withdraw",), reminder="missing"),
    "XAD": Case("refused", ("admit", "refuse"), reminder="missing"),
    "XAE": Case("refused", ("refuse",), state(signature=None), reminder="missing"),
    "XAF": Case("blocked", (), state(cycle="another")),
    "XAG": Case("blocked", (), state(form_id=None, signature=None)),
}
ADMITTED = "XAH"
ROSTER = ROSTER_HEADER.replace("\n", ",email\n") + "".join(
    f"{code},government,en,,,,,,,,Country {code},,,,,,unit@{code.lower()}.example\n"
    for code in (*CASES, ADMITTED)
)


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """All cases in one cycle, after a run; of one more file the secretariat has learnt whose it is.

    Change nothing.
    """
    home = tmp_path_factory.mktemp("doubted")
    cycle = tiny_cycle(home, roster=ROSTER, toml=CYCLE)
    decisions = {code: case.decisions for code, case in CASES.items()} | {ADMITTED: ("admit",)}
    for code in decisions:
        workbook = filled(cycle, code, {**COMPLETE, "remarks": SECRET, "share": "250"})
        if code in CASES:
            CASES[code].edit(workbook)
        save(workbook, home / "sent.xlsx")
        content = (home / "sent.xlsx").read_bytes()
        take(cycle, f"{BAIT} {code}.xlsx", content, STRANGER, WHEN)
    submissions = {file.path.stem[-3:]: file.submission for file in received(cycle)}
    for code, kinds in decisions.items():
        for kind in kinds:
            entry = {"who": "ana", "when": "2024-05-10", "decision": kind, "reason": "Asked"}
            append(cycle, {**entry, "submission": submissions[code]})
    run(cycle)
    return cycle


def of_kind(cycle: Cycle, kind: str) -> dict[str, Letter]:
    return {letter.respondent: letter for letter in letters(cycle) if letter.kind == kind}


def plan(cycle: Cycle) -> dict[str, PlannedReturn]:
    return {planned.respondent: planned for planned in planned_returns(cycle)}


def test_no_decision_but_to_admit_or_assign_settles_a_doubt(cycle: Cycle) -> None:
    found = {reply.respondent: (reply.state, reply.doubted) for reply in replies(cycle)}
    expected = {code: (case.state, True) for code, case in CASES.items()}
    assert found == {**expected, ADMITTED: ("correction requested", False)}


def test_nothing_of_it_is_returned_to_whom_it_names(cycle: Cycle) -> None:
    assert of_kind(cycle, "return").keys() == {ADMITTED}


def test_no_return_of_it_is_signed(cycle: Cycle) -> None:
    key = signing_key(cycle)
    genuine = {"XAA", "XAB", "XAC", "XAD"}  # the signature is the one that they came with
    signed = {
        path.name[:3]
        for path in (cycle.outputs / "returns").glob("*.xlsx")
        if signed_with(read(cycle, path).identity, key)
    }
    assert signed == {*genuine, ADMITTED}
    for code, planned in plan(cycle).items():
        made = identifications(cycle, planned)
        assert made.refilled is not None
        assert signed_with(made.refilled, key) == (code == ADMITTED), code
        assert (made.received is not None) == (code == ADMITTED), code


def test_no_word_of_its_sender_is_in_a_letter(cycle: Cycle) -> None:
    receipts = of_kind(cycle, "receipt")
    assert f"File: {BAIT} {ADMITTED}.xlsx" in receipts.pop(ADMITTED).paragraphs
    assert receipts.keys() == CASES.keys()
    for code, letter in receipts.items():
        assert tuple(letter.addresses) == (f"unit@{code.lower()}.example",)
        text = "\n".join((letter.subject, *letter.paragraphs))
        assert text.startswith(f"{letter.subject}\nReference: tiny/{code}/{letter.about}\n")
        assert "in your name" in text
        assert "reached us on 9 May 2024" in text
        assert "If you did not send it, please let us know" in text
        assert not any(word in text for word in ("portal", "log in", "un-replies"))
        assert "xlsx" not in text


def test_no_reminder_brings_it(cycle: Cycle) -> None:
    reasons = {entry.respondent.code: entry.reason for entry in due(cycle)}
    expected = {code: case.reminder for code, case in CASES.items()}
    assert reasons == {**expected, ADMITTED: "correction"}
    sent = reminders(cycle, (), cycle.definition.cut_off)
    assert {letter.respondent for letter in sent if letter.files} == {ADMITTED}


def test_whom_it_names_is_still_awaited(cycle: Cycle) -> None:
    assert [entry.code for entry in status(cycle).awaited] == list(CASES)
