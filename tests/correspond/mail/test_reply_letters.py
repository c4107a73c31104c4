"""Receipts and returns: one of each for what came, to the roster's address or the sender's."""

import email
import email.policy
import hashlib
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from rapporteur.collect.intake import take
from rapporteur.correspond.mail import outbox
from rapporteur.correspond.mail.letters import Letter
from rapporteur.correspond.mail.replies import replies
from rapporteur.correspond.mail.reply_letters import letters
from rapporteur.correspond.mail.sending import compose, send_receipts_and_returns
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.settings import Settings, load_settings
from rapporteur.kernel.workbook_file import save
from rapporteur.pipeline import run
from rapporteur.process.decisions import append
from tests.correspond.mail.servers import HOST, Post, smtp
from tests.support import COMPLETE, CYCLE, ROSTER_HEADER, filled, tiny_cycle

WHEN = datetime(2024, 5, 9, 22, 30, tzinfo=UTC)
ROSTER = ROSTER_HEADER.replace("\n", ",email\n") + "".join(
    f"{code},{category},{language},,,,,,,,{name},,,,{name_zh},,{address}\n"
    for code, category, language, name, name_zh, address in (
        ("XAA", "government", "en", "Country A", "国家甲", "a@gov.example; desk@gov.example"),
        ("XAB", "government", "en", "Country B", "国家乙", ""),
        ("XAC", "government", "fr", "Country C", "国家丙", "c@gov.example"),
        ("XAD", "government", "en", "Country D", "国家丁", "d@gov.example"),
        ("XAE", "government", "en", "Country E", "国家戊", ""),
        ("CIVIL-A", "ngo", "zh", "Network A", "民间组织甲", ""),
    )
)


def received(
    cycle: Cycle,
    code: str,
    sender: str,
    language: str = "en",
    when: datetime = WHEN,
    **changes: str,
) -> str:
    """Let a reply come by mail; returns the digits of its submission."""
    path = cycle.home / f"{code}.xlsx"
    save(filled(cycle, code, {**COMPLETE, **changes}, language), path)
    content = path.read_bytes()
    take(cycle, path.name, content, f"mail:{sender}" if sender else "drop", when)
    return hashlib.sha256(content).hexdigest()[:12]


@pytest.fixture(scope="module")
def after_a_run(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """Change nothing but its outbox.

    XAB's share is wrong; it came from an address that the roster lacks, and the secretariat has
    admitted it. One PDF came from XAC's address, and one from nobody's. A stranger has sent a file
    in the name of XAD, and one in that of XAE, which has no address.
    """
    home = tmp_path_factory.mktemp("corresponding")
    toml = 'time_zone = "Asia/Tokyo"\n' + CYCLE
    cycle = tiny_cycle(home, roster=ROSTER, toml=toml)
    received(cycle, "XAA", "Desk@Gov.Example")
    admitted = received(cycle, "XAB", "b@gov.example", share="250")
    for code in ("XAD", "XAE"):
        received(cycle, code, "someone@else.example")
    received(cycle, "CIVIL-A", "", language="zh")
    take(cycle, "lettre.pdf", b"%PDF-1.7 c", "mail:C@gov.example", WHEN)
    take(cycle, "letter.pdf", b"%PDF-1.7 ?", "mail:nobody@example.org", WHEN)
    decision = {"who": "ana", "when": "2024-05-10", "decision": "admit", "reason": "Asked by phone"}
    append(cycle, {**decision, "submission": admitted})
    run(cycle)
    return cycle


@pytest.fixture
def cycle(after_a_run: Cycle, tmp_path: Path) -> Cycle:
    shutil.copytree(after_a_run.home, tmp_path / "home")
    copied = load_cycle(tmp_path / "home", "tiny")
    run(copied)
    return copied


def by_respondent(cycle: Cycle, kind: str) -> Mapping[str, Letter]:
    return {letter.respondent: letter for letter in letters(cycle) if letter.kind == kind}


def body(cycle: Cycle, letter: Letter) -> str:
    content = (outbox.folder(cycle) / f"{letter.key}.eml").read_bytes()
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    text = message.get_body()
    assert text
    return str(text.get_content())


def test_it_is_known_whose_each_reply_is_and_who_sent_it(after_a_run: Cycle) -> None:
    assert {(reply.respondent, reply.sender, reply.state) for reply in replies(after_a_run)} == {
        ("XAA", "Desk@Gov.Example", "accepted"),
        ("XAD", "someone@else.example", "unverified"),
        ("XAE", "someone@else.example", "unverified"),
        ("XAB", "b@gov.example", "correction requested"),
        ("CIVIL-A", "", "accepted"),
        ("XAC", "C@gov.example", "blocked"),
        ("", "nobody@example.org", "blocked"),
    }


def test_no_letter_goes_to_an_address_that_nobody_has_vouched_for(after_a_run: Cycle) -> None:
    """To those of the roster; to a sender's if the secretariat has admitted the file."""
    known = {
        "XAA": ("a@gov.example", "desk@gov.example"),
        "XAB": ("b@gov.example",),
        "XAC": ("c@gov.example",),
        "CIVIL-A": (),
        "": (),
    }
    unverified: Mapping[str, tuple[str, ...]] = {"XAD": ("d@gov.example",), "XAE": ()}
    for kind, expected in (("receipt", {**known, **unverified}), ("return", known)):
        by_code = by_respondent(after_a_run, kind)
        addresses = {code: tuple(letter.addresses) for code, letter in by_code.items()}
        assert addresses == expected


def test_who_is_named_in_a_stranger_s_file_is_asked_whether_it_is_its_own(
    after_a_run: Cycle,
) -> None:
    compose(after_a_run, Settings())
    text = body(after_a_run, by_respondent(after_a_run, "receipt")["XAD"])
    assert "We have to make sure that this file comes from you" in text
    assert "let us know at tiny@example.org" in text
    assert "is being examined" not in text


def test_a_receipt_says_what_came_and_when(after_a_run: Cycle) -> None:
    compose(after_a_run, Settings())
    receipts = by_respondent(after_a_run, "receipt")
    text = body(after_a_run, receipts["XAA"])
    assert "Country A" in text
    # In Tokyo it was the tenth.
    assert "the questionnaire “A tiny cycle (test data)”, which reached us on 10 May 2024." in text
    assert text.startswith(f"Reference: tiny/XAA/{receipts['XAA'].about}\r\n\r\n10 May 2024\r\n")
    assert "File: XAA.xlsx\r\n" in text
    assert "民间组织甲" in body(after_a_run, receipts["CIVIL-A"])
    assert receipts["XAC"].language == "fr"  # a PDF does not say in which language it is
    assert "parvenue le 10 mai 2024" in body(after_a_run, receipts["XAC"])


def test_a_return_brings_the_workbook_and_the_letter(after_a_run: Cycle) -> None:
    compose(after_a_run, Settings())
    returns = by_respondent(after_a_run, "return")
    assert {code: [file.name for file in letter.files] for code, letter in returns.items()} == {
        "XAA": ["XAA.xlsx", "XAA.docx"],
        "XAB": ["XAB.xlsx", "XAB.docx"],
        "CIVIL-A": ["CIVIL-A.xlsx", "CIVIL-A.docx"],
        "XAC": ["lettre.docx"],
        "": ["letter.docx"],
    }
    for code, letter in returns.items():
        folder = after_a_run.outputs / "returns"
        assert [file.content for file in letter.files] == [
            (folder / file.name).read_bytes() for file in letter.files
        ], code
    assert returns["XAA"].subject == "Your reply has been accepted: A tiny cycle (test data)"
    assert returns["XAB"].subject.startswith("Corrections requested in your reply: ")
    text = body(after_a_run, returns["XAB"])
    for sentence in (
        "left out of the tables until they are corrected",
        "In this reply: no blocking findings, 1 error",
        "Your workbook is attached.",
        "the corrected workbook by 10 May 2024.",
        "Please send it to tiny@example.org.",
    ):
        assert sentence in text
    assert "attached" not in body(after_a_run, returns[""])


def test_each_is_sent_once_and_a_new_version_again(
    cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    with smtp(Post()) as post:
        for name, value in {
            "HOST": HOST,
            "PORT": str(post.port),
            "ENCRYPTION": "none",
            "SEND": "true",
        }.items():
            monkeypatch.setenv(f"RAPPORTEUR_SMTP__{name}", value)
        settings = load_settings(cycle.home)
        first = send_receipts_and_returns(cycle, settings)
        assert sorted(letter.state for letter in first) == ["no address"] * 5 + ["sent"] * 7
        assert len(post.taken) == 7
        assert sorted(
            letter.respondent for letter in send_receipts_and_returns(cycle, settings)
        ) == ["", "", "CIVIL-A", "CIVIL-A", "XAE"]
        assert len(post.taken) == 7

        # Derived, and made again: the bytes tell when they were written, the key does not.
        shutil.rmtree(cycle.outputs)
        run(cycle)
        send_receipts_and_returns(cycle, settings)
        assert len(post.taken) == 7

        later = WHEN + timedelta(days=1)
        mended = received(cycle, "XAA", "a@gov.example", when=later, share="13")
        run(cycle)
        new = [
            letter
            for letter in send_receipts_and_returns(cycle, settings)
            if letter.state == "sent"
        ]
        assert [(letter.kind, letter.respondent) for letter in new] == [
            ("receipt", "XAA"),
            ("return", "XAA"),
        ]
        assert all(mended in letter.key for letter in new)
    assert len(post.taken) == 9


def test_a_return_that_no_run_has_written_yet_waits(after_a_run: Cycle) -> None:
    path = after_a_run.outputs / "returns" / "XAB.xlsx"
    away = path.rename(path.with_suffix(".away"))
    assert "XAB" not in by_respondent(after_a_run, "return")
    assert "XAB" in by_respondent(after_a_run, "receipt")
    away.rename(path)
    assert "XAB" in by_respondent(after_a_run, "return")


def test_before_a_run_there_is_nothing_to_say(tiny: Cycle) -> None:
    with pytest.raises(UserError, match=r"Run `rapporteur run tiny`"):
        letters(tiny)
