"""The mail servers of the settings: whether they answer and take the login."""

import imaplib
import smtplib
import ssl
from collections.abc import Iterator
from typing import Final

from rapporteur.cycle import cycle_ids
from rapporteur.doctor.result import Result, failed, ok, warning
from rapporteur.settings import FILE, Mailbox, Outgoing, Server, Settings

_SECONDS: Final = 10
_PORTS: Final = {
    Mailbox: {"tls": 993, "starttls": 143, "none": 143},
    Outgoing: {"tls": 465, "starttls": 587, "none": 25},
}


def mail(settings: Settings) -> Iterator[Result]:
    """Whether mail can be fetched and sent, where servers are configured."""
    if settings.imap.host:
        yield from _imap(settings)
    if settings.smtp.host:
        yield _smtp(settings.smtp)
        if not settings.smtp.send:
            yield warning(
                "sending",
                "smtp.send is false: messages stay in the outbox.",
                f"Once they are as you want them, write `send = true` under [smtp] in {FILE}.",
            )


def _imap(settings: Settings) -> Iterator[Result]:
    name, box = "IMAP", settings.imap
    known = cycle_ids(settings.home)
    if box.cycle not in known:
        yield failed(
            "IMAP, cycle",
            f"imap.cycle is “{box.cycle}”, which is no cycle here.",
            f"Write one of these in {FILE}: {', '.join(known) or 'none is there'}.",
        )
    try:
        with _mailbox(box) as connection:
            connection.login(box.user, box.password.get_secret_value())
            answer, _ = connection.select(f'"{box.folder}"', readonly=True)
    except imaplib.IMAP4.error as error:
        yield failed(name, f"{_at(box)} refuses: {_text(error)}.", _mend("imap"))
    except (OSError, ValueError) as error:
        yield _silent(name, "imap", box, error)
    else:
        if answer == "OK":
            yield ok(name, f"{_at(box)} takes the login of {box.user}, folder {box.folder}")
        else:
            yield failed(
                name,
                f"{_at(box)} has no folder “{box.folder}”.",
                f"Make it there, or name another under imap.folder in {FILE}.",
            )


def _mailbox(box: Mailbox) -> imaplib.IMAP4:
    if box.encryption == "tls":
        return imaplib.IMAP4_SSL(
            box.host, _port(box), ssl_context=ssl.create_default_context(), timeout=_SECONDS
        )
    connection = imaplib.IMAP4(box.host, _port(box), timeout=_SECONDS)
    if box.encryption == "starttls":
        try:
            connection.starttls(ssl.create_default_context())
        except BaseException:
            connection.shutdown()
            raise
    return connection


def _smtp(out: Outgoing) -> Result:
    name = "SMTP"
    try:
        with _outgoing(out) as connection:
            if out.encryption == "starttls":
                connection.starttls(context=ssl.create_default_context())
            if out.user:
                connection.login(out.user, out.password.get_secret_value())
            connection.noop()
    except smtplib.SMTPException as error:
        return failed(name, f"{_at(out)} refuses: {_text(error)}.", _mend("smtp"))
    except (OSError, ValueError) as error:
        return _silent(name, "smtp", out, error)
    return ok(name, f"{_at(out)} takes " + (f"the login of {out.user}" if out.user else "mail"))


def _outgoing(out: Outgoing) -> smtplib.SMTP:
    if out.encryption == "tls":
        return smtplib.SMTP_SSL(
            out.host, _port(out), timeout=_SECONDS, context=ssl.create_default_context()
        )
    return smtplib.SMTP(out.host, _port(out), timeout=_SECONDS)


def _port(server: Server) -> int:
    return server.port or _PORTS[type(server)][server.encryption]


def _at(server: Server) -> str:
    return f"{server.host}:{_port(server)}"


def _silent(name: str, group: str, server: Server, error: Exception) -> Result:
    if isinstance(error, ssl.SSLError):
        return failed(
            name,
            f"{_at(server)} cannot be spoken to in secret: {error.reason or error}.",
            f"See {group}.encryption (tls, starttls or none) and {group}.port in {FILE}; of a "
            "certificate of your own, tell the system (update-ca-certificates).",
        )
    return failed(
        name,
        f"{_at(server)} does not answer: {_text(error)}.",
        f"See {group}.host and {group}.port in {FILE}, and that the firewall lets it through.",
    )


def _mend(group: str) -> str:
    return (
        f"See {group}.user and {group}.encryption in {FILE}, and the password in "
        f"RAPPORTEUR_{group.upper()}__PASSWORD."
    )


def _text(error: Exception) -> str:
    """What a server said, in one line: of SMTP a number and bytes, of IMAP bytes."""
    if isinstance(error, smtplib.SMTPResponseException):
        raw: object = error.smtp_error
    else:
        raw = error.args[-1] if error.args else type(error).__name__
    text = raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)
    return " ".join(text.split()).rstrip(".")
