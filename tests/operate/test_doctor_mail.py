"""What is found of real mail servers; no password is told, whatever they answer."""

import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.operate.doctor import Outcome, Result, examine
from tests.correspond.mail.servers import DOVECOT, PASSWORD, USER, Imap, Post, dovecot, smtp
from tests.operate.conftest import Command

SECRET = "hunter2-never-told"


@pytest.fixture(scope="module")
def imap() -> Iterator[Imap]:
    if DOVECOT is None:
        pytest.skip("Dovecot is not installed: apt-get install dovecot-imapd")
    with dovecot() as running:
        yield running


def settings(home: Path, text: str) -> None:
    (home / "rapporteur.toml").write_text(text, encoding="utf-8")


def incoming(port: int, *, cycle: str = "tiny", password: str = PASSWORD, more: str = "") -> str:
    return (
        f'[imap]\nhost = "127.0.0.1"\nport = {port}\nuser = "{USER}"\npassword = "{password}"\n'
        f'encryption = "none"\ncycle = "{cycle}"\n{more}\n'
    )


def outgoing(port: int, *, password: str = "", encryption: str = "none", send: str = "true") -> str:
    login = f'user = "{USER}"\npassword = "{password}"\n' if password else ""
    return (
        f'[smtp]\nhost = "127.0.0.1"\nport = {port}\nencryption = "{encryption}"\n'
        f"{login}send = {send}\n"
    )


def found(cycle: Cycle) -> dict[str, Result]:
    results = {one.name: one for one in examine(cycle.home)}
    for one in results.values():
        assert PASSWORD not in one.seen + one.remedy
        assert SECRET not in one.seen + one.remedy
        assert bool(one.remedy) == (one.outcome is not Outcome.OK)
    return results


def test_where_none_is_configured_there_is_nothing_to_look_at(tiny: Cycle) -> None:
    assert not {"IMAP", "SMTP", "sending"} & found(tiny).keys()


def test_where_nobody_is_told_of_failures_it_says_how_to_name_somebody(tiny: Cycle) -> None:
    result = found(tiny)["operators"]
    assert result.outcome is Outcome.WARNING
    assert "rapporteur.toml" in result.remedy
    # What it says to write is what the settings understand.
    (line,) = re.findall(r"operators = \[.*?\]", result.remedy)
    settings(tiny.home, line)
    result = found(tiny)["operators"]
    assert (result.outcome, result.seen) == (Outcome.OK, "name@example.org")


def test_servers_that_let_us_in(tiny: Cycle, imap: Imap) -> None:
    with smtp(Post()) as post:
        settings(tiny.home, incoming(imap.port) + outgoing(post.port))
        seen = found(tiny)
    assert seen["IMAP"].outcome is Outcome.OK
    assert seen["SMTP"].outcome is Outcome.OK
    assert not {"IMAP, cycle", "sending"} & seen.keys()


def test_what_is_not_to_be_sent_stays(tiny: Cycle) -> None:
    with smtp(Post()) as post:
        settings(tiny.home, outgoing(post.port, send="false"))
        seen = found(tiny)
    assert seen["sending"].outcome is Outcome.WARNING
    assert "messages stay in the outbox" in seen["sending"].seen


def test_a_wrong_password_is_told_and_not_shown(tiny: Cycle, imap: Imap) -> None:
    settings(tiny.home, incoming(imap.port, password=SECRET))
    one = found(tiny)["IMAP"]
    assert one.outcome is Outcome.FAILED
    assert "RAPPORTEUR_IMAP__PASSWORD" in one.remedy


def test_a_folder_or_cycle_that_is_not_there_is_told(tiny: Cycle, imap: Imap) -> None:
    settings(tiny.home, incoming(imap.port, cycle="other", more='folder = "Replies"'))
    seen = found(tiny)
    assert "“Replies”" in seen["IMAP"].seen
    assert "“other”" in seen["IMAP, cycle"].seen
    assert "tiny" in seen["IMAP, cycle"].remedy


def test_a_certificate_that_nobody_vouches_for_is_told(tiny: Cycle, tmp_path: Path) -> None:
    (tmp_path / "tls").mkdir()
    with smtp(Post(), tmp_path / "tls", login=True) as post:
        settings(tiny.home, outgoing(post.port, password=SECRET, encryption="starttls"))
        one = found(tiny)["SMTP"]
    assert one.outcome is Outcome.FAILED
    assert "certificate" in one.seen


def test_servers_that_are_not_there_are_told(tiny: Cycle) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings(tiny.home, incoming(port) + outgoing(port))
    seen = found(tiny)
    assert seen["IMAP"].outcome is seen["SMTP"].outcome is Outcome.FAILED
    assert str(port) in seen["SMTP"].seen


@contextmanager
def echo() -> Iterator[int]:
    """A server that greets as one of IMAP and answers each line with what it was sent."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection, connection.makefile("rwb") as stream:
                stream.write(b"* OK [CAPABILITY IMAP4rev1] ready\r\n")
                stream.flush()
                for line in stream:
                    tag = line.partition(b" ")[0]
                    stream.write(tag + b" NO you said " + line.strip() + b"\r\n")
                    stream.flush()

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield int(listener.getsockname()[1])
        thread.join(60)


def test_a_server_that_repeats_the_password_does_not_tell_it(tiny: Cycle, command: Command) -> None:
    for arguments in (["doctor"], ["doctor", "--json"]):
        with echo() as port:
            settings(tiny.home, incoming(port, password=SECRET))
            said = command(*arguments, home=tiny.home)
        assert said.code == 1
        assert "IMAP" in said.out
        assert SECRET not in said.out + said.err
