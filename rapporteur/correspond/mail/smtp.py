"""Hand letters over to the SMTP server, and interpret its answers."""

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress

from rapporteur.kernel.errors import UserError
from rapporteur.kernel.settings import Outgoing

_PORTS = {"tls": 465, "starttls": 587, "none": 25}
_PATIENCE = 60.0  # seconds for an answer of the server
_SETTINGS = "The server stands under [smtp] in rapporteur.toml."


class UnsureError(Exception):
    """The server was lost after a letter was handed over: it may or may not have arrived."""


class FailedError(Exception):
    """A letter was not taken; the message says why and what to do."""


class Connection:
    """A connection that is opened for the first letter, and again after it was lost."""

    def __init__(self, server: Outgoing) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_: object) -> None:
        if self._smtp:
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()

    def open(self) -> None:
        """Connect and log in, unless connected. Raises `UserError` when that fails."""
        if self._smtp is None:
            self._smtp = _opened(self._server)

    def hand_over(self, content: bytes, sender: str, to: Sequence[str]) -> Sequence[str]:
        """Hand over a letter; returns the addresses that the server refused, and why.

        Raises `FailedError` when the letter was not taken, `UnsureError` when that is not known.
        """
        self.open()
        assert self._smtp
        try:
            refused = self._envelope(self._smtp, sender, to)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self._smtp = None
            raise FailedError(
                "the connection was lost before the letter was handed over; "
                "it is tried again at the next call"
            ) from error
        try:
            answer = self._smtp.data(content)
        except smtplib.SMTPDataError as error:
            answer = (error.smtp_code, _bytes(error.smtp_error))
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            self._smtp = None
            raise UnsureError from error
        if answer[0] != 250:
            self._give_up(*answer)
        return refused

    def _envelope(self, smtp: smtplib.SMTP, sender: str, to: Sequence[str]) -> Sequence[str]:
        smtp.ehlo_or_helo_if_needed()
        code, text = smtp.mail(sender)
        if code != 250:
            self._give_up(code, text)
        refused = {}
        for address in to:
            code, text = smtp.rcpt(address)
            if code not in (250, 251):
                refused[address] = (code, text)
        if len(refused) == len(to):
            self._give_up(code, text)
        return [f"{address} ({_one_line(*answer)})" for address, answer in refused.items()]

    def _give_up(self, code: int, text: bytes) -> None:
        """Raise `FailedError` for an answer (RFC 5321, 4.2.1): 4xx is temporary, 5xx permanent."""
        smtp, self._smtp = self._smtp, None if code == 421 else self._smtp
        try:
            if smtp:
                smtp.rset()
        except (smtplib.SMTPException, OSError):
            self._smtp = None
        if 400 <= code < 500:
            raise FailedError(
                f"the server does not take it for now ({_one_line(code, text)}); "
                "it is tried again at the next call"
            )
        raise FailedError(
            f"the server refuses it ({_one_line(code, text)}); "
            "mend the address or the settings before the next call"
        )


def _opened(server: Outgoing) -> smtplib.SMTP:
    port = server.port or _PORTS[server.encryption]
    where = f"The mail server {server.host}, port {port},"
    # The library's own default accepts any certificate.
    context = ssl.create_default_context()
    smtp: smtplib.SMTP | None = None
    try:
        if server.encryption == "tls":
            smtp = smtplib.SMTP_SSL(server.host, port, timeout=_PATIENCE, context=context)
        else:
            smtp = smtplib.SMTP(server.host, port, timeout=_PATIENCE)
        if server.encryption == "starttls":
            smtp.starttls(context=context)
        if server.user:
            smtp.login(server.user, server.password.get_secret_value())
        return smtp
    except (smtplib.SMTPAuthenticationError, UnicodeError):
        # Without the cause: what a server answers may repeat what it was sent.
        _close(smtp)
        raise UserError(
            f"{where} does not let {server.user} in: the name or the password is wrong.",
            "Mend `user` under [smtp] in rapporteur.toml, or the variable "
            "RAPPORTEUR_SMTP__PASSWORD. Nothing was sent.",
        ) from None
    except ssl.SSLError as error:
        _close(smtp)
        raise UserError(
            f"{where} cannot be reached safely: {error.strerror or error}.",
            f"See that `encryption` and `port` are the server's, and its certificate. {_SETTINGS}",
        ) from error
    except (smtplib.SMTPException, OSError) as error:
        _close(smtp)
        raise UserError(
            f"{where} cannot be used: {_reason(error)}.",
            f"See that it runs and can be reached from here. {_SETTINGS} Call again to send.",
        ) from error


def _close(smtp: smtplib.SMTP | None) -> None:
    if smtp:
        smtp.close()


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _one_line(error.smtp_code, _bytes(error.smtp_error))
    return str(error).rstrip(".")


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode()


def _one_line(code: int, text: bytes) -> str:
    return f"{code} {' '.join(text.decode('utf-8', 'replace').split())}"[:300].strip()
