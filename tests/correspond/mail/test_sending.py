"""What goes out lies in the outbox first, and is handed once to a real server at most."""

import csv
import email
import email.policy
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from pydantic import SecretStr

from rapporteur.correspond.mail import correspondence_register, outbox
from rapporteur.correspond.mail.letters import Attachment, Letter
from rapporteur.correspond.mail.sending import (
    MOST_RECEIPTS,
    LetterStatus,
    not_sending_because,
    resend,
    send,
)
from rapporteur.design.cycle import Cycle
from rapporteur.kernel import append_only_csv
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.settings import Outgoing
from tests.correspond.mail.servers import HOST, PASSWORD, USER, Post, free_port, smtp
from tests.support import ROOT, rewrite


def letter(key: str = "receipt-1", *to: str, kind: str = "receipt", **changes: object) -> Letter:
    fields: dict[str, object] = {
        "respondent": "XAA",
        "about": "1",
        "language": "fr",
        "subject": "Accusé de réception",
        "paragraphs": ("Madame, Monsieur,", "Merci."),
        **changes,
    }
    return Letter(key=key, kind=kind, addresses=to or ("unit@example.org",), **fields)  # type: ignore[arg-type]


def server(post: Post, **changes: object) -> Outgoing:
    fields: dict[str, object] = {
        "host": HOST,
        "port": post.port,
        "encryption": "none",
        "send": True,
        **changes,
    }
    return Outgoing.model_validate(fields)


def put_and_send(cycle: Cycle, to: Outgoing, *letters: Letter) -> Sequence[LetterStatus]:
    return send(cycle, to, outbox.put(cycle, to, letters, "receipt", "return"))


def states(cycle: Cycle) -> list[tuple[str, str]]:
    return [(entry.key, entry.state) for entry in correspondence_register.entries(cycle)]


def parsed(content: bytes | str | None) -> EmailMessage:
    assert isinstance(content, bytes)
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_nothing_is_sent_unasked(tiny: Cycle) -> None:
    with smtp(Post()) as post:
        for to in (server(post, send=False), server(post, host="", send=True), Outgoing()):
            (status,) = put_and_send(tiny, to, letter())
            assert status.state == "ready"
            assert not_sending_because(to)
    assert post.taken == []
    assert not correspondence_register.path(tiny).exists()
    assert [path.name for path in outbox.folder(tiny).iterdir()] == ["receipt-1.eml"]
    message = parsed((outbox.folder(tiny) / "receipt-1.eml").read_bytes())
    assert message["Date"] is None


def test_a_letter_is_a_message_as_the_standards_have_it(tiny: Cycle) -> None:
    file = Attachment("XAA.xlsx", b"PK\x03\x04")
    with smtp(Post()) as post:
        to = server(post, sender="La secrétaire <cycle@un.example.org>")
        put_and_send(tiny, to, letter("receipt-1", "a@example.org", "b@example.org", files=(file,)))
    (envelope,) = post.taken
    assert (envelope.mail_from, envelope.rcpt_tos) == (
        "cycle@un.example.org",
        ["a@example.org", "b@example.org"],
    )
    message = parsed(envelope.content)
    assert message.defects == []
    assert (message["From"], message["Reply-To"]) == (
        "La secrétaire <cycle@un.example.org>",
        "tiny@example.org",
    )
    assert message["To"] == "a@example.org, b@example.org"
    assert message["Subject"] == "Accusé de réception"
    assert message["Message-ID"] == "<tiny.receipt-1@un.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "fr"
    assert abs(parsedate_to_datetime(message["Date"]).timestamp() - time.time()) < 60
    body = message.get_body()
    assert body
    assert body.get_content() == "Madame, Monsieur,\r\n\r\nMerci.\r\n"
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "XAA.xlsx"
    assert attached.get_content_type().endswith("spreadsheetml.sheet")
    assert attached.get_content() == b"PK\x03\x04"
    assert isinstance(envelope.content, bytes)
    assert envelope.content.isascii()  # not every server takes eight bits
    assert max(map(len, envelope.content.split(b"\r\n"))) <= 998
    # The outbox has what was sent.
    kept = parsed((outbox.folder(tiny) / "receipt-1.eml").read_bytes())
    assert kept.items() == [pair for pair in message.items() if not pair[0].startswith("X-Peer")]


def test_what_was_sent_is_written_down_and_not_sent_again(tiny: Cycle) -> None:
    with smtp(Post()) as post:
        (status,) = put_and_send(tiny, server(post), letter())
        assert status.state == "sent"
        assert put_and_send(tiny, server(post), letter()) == []
        assert send(tiny, server(post), ["receipt-1"])[0].state == "sent"
    assert len(post.taken) == 1
    with correspondence_register.path(tiny).open(encoding="utf-8", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert [line["state"] for line in lines] == ["sending", "sent"]
    assert lines[0] | {"when": "", "state": ""} == {
        "key": "receipt-1",
        "when": "",
        "respondent": "XAA",
        "address": "unit@example.org",
        "kind": "receipt",
        "about": "1",
        "subject": "Accusé de réception",
        "state": "",
    }


def test_the_register_is_what_counts_even_without_outputs(tiny: Cycle) -> None:
    with smtp(Post()) as post:
        put_and_send(tiny, server(post), letter())
        (outbox.folder(tiny) / "receipt-1.eml").unlink()
        assert put_and_send(tiny, server(post), letter()) == []
    assert len(post.taken) == 1
    assert outbox.keys(tiny) == []


def test_what_is_called_for_no_more_leaves_the_outbox(tiny: Cycle) -> None:
    with smtp(Post()) as post:
        put_and_send(tiny, server(post), letter("receipt-1"))
    quiet = Outgoing()
    put_and_send(tiny, quiet, letter("receipt-2"), letter("return-1", kind="return"))
    outbox.put(tiny, quiet, [letter("reminder-1", kind="reminder")], "reminder")
    put_and_send(tiny, quiet, letter("receipt-3"))
    assert outbox.keys(tiny) == ["receipt-1", "receipt-3", "reminder-1"]


def test_without_an_address_nothing_is_sent(tiny: Cycle) -> None:
    with smtp(Post()) as post:
        nobody = Letter("receipt-1", "receipt", "XAA", "1", "en", (), "Subject", ("Text",))
        (status,) = put_and_send(tiny, server(post), nobody)
        assert status.state == "no address"
        with pytest.raises(UserError, match="has no address"):
            resend(tiny, server(post), "receipt-1")
    assert post.taken == []
    assert outbox.read(tiny, "receipt-1")["To"] is None


def test_what_failed_for_now_is_tried_at_the_next_call(tiny: Cycle) -> None:
    with smtp(Post(data=["451 4.3.0 Try later"])) as post:
        (status,) = put_and_send(tiny, server(post), letter())
        assert status.state == (
            "failed: the server does not take it for now (451 4.3.0 Try later); "
            "it is tried again at the next call"
        )
        (status,) = put_and_send(tiny, server(post), letter())
        assert status.state == "sent"
    assert [state.partition(":")[0] for _, state in states(tiny)] == [
        "sending",
        "failed",
        "sending",
        "sent",
    ]


def test_what_is_refused_for_good_is_said(tiny: Cycle) -> None:
    refusing = Post(recipient={"gone@example.org": "550 5.1.1 No such user"})
    with smtp(refusing) as post:
        status, second = put_and_send(
            tiny, server(post), letter("receipt-1", "gone@example.org"), letter("receipt-2")
        )
    assert status.state == (
        "failed: the server refuses it (550 5.1.1 No such user); "
        "mend the address or the settings before the next call"
    )
    assert second.state == "sent"
    assert len(post.taken) == 1


def test_of_several_addresses_those_refused_are_named(tiny: Cycle) -> None:
    refusing = Post(recipient={"gone@example.org": "550 No such user"})
    with smtp(refusing) as post:
        (status,) = put_and_send(
            tiny, server(post), letter("receipt-1", "gone@example.org", "a@b.example")
        )
        assert put_and_send(tiny, server(post), letter()) == []
    assert status.state == "sent, but not to gone@example.org (550 No such user)"
    assert [envelope.rcpt_tos for envelope in post.taken] == [["a@b.example"]]


def test_a_connection_that_is_lost_before_the_letter_is_a_failure(tiny: Cycle) -> None:
    with smtp(Post(drop="MAIL")) as post:
        status, second = put_and_send(tiny, server(post), letter("receipt-1"), letter("receipt-2"))
        assert status.state.startswith("failed: the connection was lost before")
        assert second.state.startswith("failed: ")
        post.drop = ""
        put_and_send(tiny, server(post), letter("receipt-1"), letter("receipt-2"))
    assert len(post.taken) == 2


def test_a_connection_that_is_lost_after_the_letter_leaves_a_doubt(tiny: Cycle) -> None:
    with smtp(Post(drop="DATA")) as post:
        status, _ = put_and_send(tiny, server(post), letter("receipt-1"), letter("receipt-2"))
        assert status.state == "sending"
        assert "may or may not have arrived" in str(status)
        post.drop = ""
        again = put_and_send(tiny, server(post), letter("receipt-1"), letter("receipt-2"))
        assert [status.state for status in again] == ["sending", "sending"]
        assert len(post.taken) == 2
        assert resend(tiny, server(post), "receipt-1").state == "sent"
    assert len(post.taken) == 3
    assert {parsed(status.content)["Message-ID"] for status in post.taken} == {
        "<tiny.receipt-1@example.org>",
        "<tiny.receipt-2@example.org>",
    }


def test_a_server_that_is_away_is_said_and_nothing_written_down(tiny: Cycle) -> None:
    to = Outgoing(host=HOST, port=free_port(), encryption="none", send=True)
    with pytest.raises(UserError) as caught:
        put_and_send(tiny, to, letter())
    assert f"The mail server {HOST}, port {to.port}, cannot be used" in str(caught.value)
    assert states(tiny) == []
    with smtp(Post()) as post:
        put_and_send(tiny, server(post), letter())
    assert len(post.taken) == 1


def test_encryption_and_login(tiny: Cycle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with smtp(Post(), tmp_path, login=True) as post:
        login = {"user": USER, "password": SecretStr(PASSWORD)}
        with pytest.raises(UserError, match="cannot be reached safely"):
            put_and_send(tiny, server(post, encryption="starttls", **login), letter())
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        wrong = {"user": USER, "password": SecretStr("wrong-secret")}
        with pytest.raises(UserError, match="the name or the password is wrong") as caught:
            put_and_send(tiny, server(post, encryption="starttls", **wrong), letter())
        assert "secret" not in f"{caught.value}{caught.value.args}"
        assert caught.value.__cause__ is None
        assert states(tiny) == []
        # Without encryption the server takes nothing.
        (status,) = put_and_send(tiny, server(post), letter())
        assert "failed: the server refuses it (530" in status.state
        (status,) = put_and_send(tiny, server(post, encryption="starttls", **login), letter())
        assert status.state == "sent"
    assert len(post.taken) == 1


def test_a_server_without_encryption_is_not_trusted_with_a_password(tiny: Cycle) -> None:
    with smtp(Post()) as post, pytest.raises(UserError, match="STARTTLS"):
        put_and_send(tiny, server(post, encryption="starttls"), letter())
    assert post.taken == []


def test_a_run_that_is_killed_while_it_sends_never_sends_twice(tiny: Cycle) -> None:
    """The server has the letter; the process dies before it can write that down."""
    script = """
import sys
from pathlib import Path
from rapporteur.design.cycle import load_cycle
from rapporteur.correspond.mail.sending import send
from rapporteur.kernel.settings import load_settings
home = Path(sys.argv[1])
send(load_cycle(home, "tiny"), load_settings(home).smtp, ["receipt-1"])
"""
    with smtp(Post(hang=True)) as post:
        outbox.put(tiny, server(post), [letter()], "receipt")
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(tiny.home)],
            cwd=ROOT,
            env={
                **os.environ,
                "RAPPORTEUR_SMTP__HOST": HOST,
                "RAPPORTEUR_SMTP__PORT": str(post.port),
                "RAPPORTEUR_SMTP__ENCRYPTION": "none",
                "RAPPORTEUR_SMTP__SEND": "true",
            },
        )
        while not post.taken:
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
        assert states(tiny) == [("receipt-1", "sending")]
        post.hang = False
        (status,) = put_and_send(tiny, server(post), letter())
        assert (status.state, len(post.taken)) == ("sending", 1)
        assert resend(tiny, server(post), "receipt-1").state == "sent"
    assert len(post.taken) == 2
    assert states(tiny) == [("receipt-1", state) for state in ("sending", "sending", "sent")]


def test_two_at_once_send_a_letter_once(tiny: Cycle) -> None:
    script = """
import sys
from pathlib import Path
from rapporteur.design.cycle import load_cycle
from rapporteur.correspond.mail.sending import send
from rapporteur.kernel.settings import Outgoing
cycle = load_cycle(Path(sys.argv[1]), "tiny")
to = Outgoing(host="127.0.0.1", port=int(sys.argv[2]), encryption="none", send=True)
send(cycle, to, [f"receipt-{number}" for number in range(10)])
"""
    with smtp(Post()) as post:
        letters = [letter(f"receipt-{number}") for number in range(10)]
        outbox.put(tiny, server(post), letters, "receipt")
        command = [sys.executable, "-c", script, str(tiny.home), str(post.port)]
        for process in [subprocess.Popen(command, cwd=ROOT) for _ in range(2)]:
            assert process.wait(300) == 0
    assert len(post.taken) == 10
    assert len(states(tiny)) == 20


def test_letters_come_from_an_address(tiny: Cycle) -> None:
    with pytest.raises(UserError, match="“the secretariat” is no address"):
        outbox.put(tiny, Outgoing(sender="the secretariat"), [letter()], "receipt")


def test_a_register_that_makes_no_sense_stops_the_sending(tiny: Cycle) -> None:
    correspondence_register.path(tiny).write_text("a,b\n1,2\n", encoding="utf-8")
    with smtp(Post()) as post, pytest.raises(UserError, match="Nothing is sent until"):
        put_and_send(tiny, server(post), letter())
    assert post.taken == []


def test_a_resend_needs_a_letter_and_leave_to_send(tiny: Cycle) -> None:
    outbox.put(tiny, Outgoing(), [letter()], "receipt")
    with pytest.raises(UserError, match="Nothing is sent"):
        resend(tiny, Outgoing(), "receipt-1")
    for key in ("receipt-2", "../../receipt-1", ""):
        with pytest.raises(UserError, match="There is no letter"):
            resend(tiny, Outgoing(), key)


def test_a_stranger_cannot_write_headers(tiny: Cycle) -> None:
    wild = "XAA\r\nBcc: all@example.org"
    put = letter(respondent=wild, subject=f"A\u202eB {wild}", paragraphs=(f"1{wild}",))
    outbox.put(tiny, Outgoing(), [put], "receipt")
    message = parsed((outbox.folder(tiny) / "receipt-1.eml").read_bytes())
    assert message["Bcc"] is None
    assert message["Subject"] == "A B XAA Bcc: all@example.org"


def test_a_line_that_could_not_be_written_leaves_the_register_whole(
    tiny: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file = correspondence_register.path(tiny)
    append_only_csv.append(file, ("a", "b"), [("1", "2")])
    before = file.read_bytes()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        append_only_csv.append(file, ("a", "b"), [("3", "4")])
    assert file.read_bytes() == before


def test_receipts_to_one_address_are_limited_whoever_sends_them(tiny: Cycle) -> None:
    """As when a program answers each receipt with another file."""
    letters = [letter(f"receipt-{number:03}") for number in range(MOST_RECEIPTS + 2)]
    other = letter("receipt-of-another", "other@example.org")
    with smtp(Post()) as post:
        to = server(post)
        put_and_send(tiny, to, *letters[:3])
        statuses = put_and_send(tiny, to, *letters, other, letter("return-1", kind="return"))
        again = put_and_send(tiny, to, *letters, other)
    assert len(post.taken) == MOST_RECEIPTS + 2
    held = [status for status in statuses if status.state.startswith("held")]
    assert [status.key for status in held] == [one.key for one in letters[-2:]]
    assert "unit@example.org got 20 receipts in a day" in str(held[0])
    assert [status.key for status in again] == [status.key for status in held]
    assert all(status.state.startswith("held") for status in again)


def test_a_receipt_that_was_held_is_sent_a_day_later(tiny: Cycle) -> None:
    letters = [letter(f"receipt-{number:03}") for number in range(MOST_RECEIPTS + 1)]
    with smtp(Post()) as post:
        to = server(post)
        put_and_send(tiny, to, *letters)
        path = correspondence_register.path(tiny)
        aged = re.sub(r",20\d\d-", ",2020-", path.read_text(encoding="utf-8"))
        rewrite(path, aged)
        (status,) = put_and_send(tiny, to, *letters)
    assert (status.key, status.state) == (letters[-1].key, "sent")
