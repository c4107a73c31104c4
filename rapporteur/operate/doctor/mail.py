"""The mail servers of the settings: whether they answer and take the login."""

from collections.abc import Iterator
from functools import partial

from rapporteur.design.cycle import cycle_ids
from rapporteur.kernel.settings import FILE, NO_OPERATORS, Mailbox, Outgoing, Settings
from rapporteur.operate.doctor.result import Result, attempt, failed, ok, warning


def mail(settings: Settings) -> Iterator[Result]:
    """Whether anybody is told of failures, and mail can be fetched and sent, where it is to be."""
    if settings.operators:
        yield ok("operators", ", ".join(settings.operators))
    else:
        yield warning("operators", NO_OPERATORS.message, NO_OPERATORS.remedy)
    if settings.imap.host:
        yield from _for_cycle(settings)
        yield from attempt("IMAP", partial(_imap, settings.imap))
    if settings.smtp.host:
        yield from attempt("SMTP", partial(_smtp, settings.smtp))
        if not settings.smtp.send:
            yield warning(
                "sending",
                "smtp.send is false: messages stay in the outbox.",
                f"Once they are as you want them, write `send = true` under [smtp] in {FILE}.",
            )


def _for_cycle(settings: Settings) -> Iterator[Result]:
    cycles = cycle_ids(settings.home)
    if settings.imap.cycle not in cycles:
        yield failed(
            "IMAP, cycle",
            f"The mailbox is for the cycle “{settings.imap.cycle}”, which is not here.",
            f"Write `cycle` under [imap] in {FILE}: {', '.join(cycles) or 'none is here'}.",
        )


def _imap(server: Mailbox) -> Iterator[Result]:
    from rapporteur.collect.mailbox import imap

    with imap.open_mailbox(server):
        yield ok("IMAP", f"{server.host} lets {server.user} in, folder {server.folder}")


def _smtp(server: Outgoing) -> Iterator[Result]:
    from rapporteur.correspond.mail.smtp import Connection

    with Connection(server) as connection:
        connection.open()
    yield ok("SMTP", f"{server.host} " + (f"lets {server.user} in" if server.user else "answers"))
