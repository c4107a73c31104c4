"""The commands about mail, as a person and a program use them."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rapporteur.cli.main import main
from rapporteur.correspond.mail.sending import letter_statuses
from rapporteur.design.cycle import Cycle
from tests.correspond.mail.messages import mail
from tests.correspond.mail.servers import HOST, PASSWORD, Imap, Post, smtp
from tests.support import CYCLE, ROSTER_HEADER, tiny_cycle

Command = Callable[..., tuple[int, str, str]]
ROSTER = (
    ROSTER_HEADER.replace("\n", ",email\n")
    + "XAA,government,en,,,,,,,,Country A,,,,,,a@gov.example\n"
    + "XAB,government,fr,,,,,,,,Country B,,,,,,\n"
)


@pytest.fixture
def cycle(tmp_path: Path) -> Cycle:
    return tiny_cycle(tmp_path, roster=ROSTER, toml=CYCLE)


@pytest.fixture
def command(
    cycle: Cycle, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Run `rapporteur` with arguments in the home of the cycle; how it ended and what it said."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("RAPPORTEUR_HOME", str(cycle.home))

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["rapporteur", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return int(ended.value.code or 0), printed.out, printed.err

    return call


def configured(cycle: Cycle, text: str) -> None:
    (cycle.home / "rapporteur.toml").write_text(text, encoding="utf-8")


def test_the_commands_explain_themselves(command: Command) -> None:
    _, out, _ = command("--help")
    assert {"mail", "remind", "correspondence"} <= set(out.split())
    of_mail = (f"mail {name}" for name in ("fetch", "outbox", "send", "resend"))
    for name in ("remind", "correspondence", *of_mail):
        code, out, _ = command(*name.split(), "--help")
        assert (code, "Usage: rapporteur" in out) == (0, True)


def test_reminders_wait_in_the_outbox_unless_told_to_be_sent(
    command: Command, cycle: Cycle
) -> None:
    code, out, err = command("remind", "tiny", "--on", "2024-05-09")
    assert code == 0
    assert out == ("reminder-XAA-3 (XAA, a@gov.example): ready\nreminder-XAB-3 (XAB): no address\n")
    assert "Nothing is sent: `send` under [smtp] in rapporteur.toml is not true." in err
    assert "Without an address: XAB. Enter one in the column `email` of the roster." in err
    assert command("correspondence", "tiny", "--json")[1].strip() == "[]"
    with smtp(Post()) as post:
        configured(
            cycle,
            f'[smtp]\nhost = "{HOST}"\nport = {post.port}\nencryption = "none"\nsend = true\n',
        )
        code, out, err = command("remind", "tiny", "--on", "2024-05-09", "--json")
        printed = json.loads(out)
        assert (code, printed["sends"]) == (0, True)
        assert [(letter["key"], letter["state"]) for letter in printed["letters"]] == [
            ("reminder-XAA-3", "sent"),
            ("reminder-XAB-3", "no address"),
        ]
        assert "Nothing is sent" not in err
        assert command("remind", "tiny", "--on", "2024-05-09")[1].count("reminder") == 1
        assert len(post.taken) == 1
        assert "sent" in command("mail", "resend", "tiny", "reminder-XAA-3")[1]
        assert len(post.taken) == 2
    (entry,) = json.loads(command("correspondence", "tiny", "--json")[1])
    assert (entry["key"], entry["address"], entry["state"]) == (
        "reminder-XAA-3",
        "a@gov.example",
        "sent",
    )
    code, out, _ = command("correspondence", "tiny")
    assert "reminder-XAA-3  XAA, a@gov.example: Reminder: A tiny cycle (test data) (sent)" in out


def test_a_message_becomes_a_receipt_and_a_return(
    command: Command, cycle: Cycle, imap: Imap, monkeypatch: pytest.MonkeyPatch
) -> None:
    configured(
        cycle,
        f'[imap]\nhost = "{HOST}"\nport = {imap.port}\nuser = "{imap.user}"\n'
        'encryption = "none"\ncycle = "tiny"\n',
    )
    monkeypatch.setenv("RAPPORTEUR_IMAP__PASSWORD", "wrong-secret")
    code, _, err = command("mail", "fetch", "tiny")
    assert code == 2
    assert "the name or the password is wrong" in err
    assert "secret" not in err
    monkeypatch.setenv("RAPPORTEUR_IMAP__PASSWORD", PASSWORD)
    imap.deliver(mail(("letter.pdf", b"%PDF-1.7"), sender="a@gov.example"))
    imap.deliver(mail(subject="A question"))
    code, out, _ = command("mail", "fetch", "tiny")
    assert code == 0
    assert out.splitlines()[0] == "taken submissions/mail/letter.pdf (mail:a@gov.example)"
    assert "“A question”: no reply is attached" in out
    assert out.splitlines()[-1] == "2 new messages, 1 files taken"
    printed = json.loads(command("mail", "fetch", "tiny", "--json")[1])
    assert (printed["taken"], [message["subject"] for message in printed["left"]]) == (
        [],
        ["A question"],
    )
    code, _, err = command("remind", "tiny", "--on", "2024-05-09")
    assert code == 2
    assert "1 received files have not been through a run" in err
    code, _, err = command("mail", "outbox", "tiny")
    assert code == 2
    assert "rapporteur run tiny" in err
    assert command("run", "tiny")[0] == 0
    code, out, _ = command("mail", "outbox", "tiny")
    assert [line.split(" (")[1] for line in out.splitlines()] == ["XAA, a@gov.example): ready"] * 2
    assert [letter.kind for letter in letter_statuses(cycle)] == ["receipt", "return"]


def test_mistakes_are_sentences(command: Command, cycle: Cycle) -> None:
    code, _, err = command("mail", "fetch", "tiny")
    assert (code, "name no host" in err) == (2, True)
    code, _, err = command("mail", "resend", "tiny", "nothing")
    assert (code, "There is no letter “nothing”" in err) == (2, True)
    roster = cycle.roster.path
    roster.write_text(ROSTER.replace("a@gov.example", "a at gov"), encoding="utf-8")
    code, _, err = command("remind", "tiny")
    assert code == 2
    assert "roster.csv, line 2: “a at gov” is not an e-mail address." in err
