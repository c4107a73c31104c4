"""Compose what is due, put it into the outbox, and send it where the settings say so."""

from datetime import date

from rapporteur.correspond.mail import outbox, reminders, replies
from rapporteur.correspond.mail.sending import Posted, send
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.settings import Settings


def compose(cycle: Cycle, settings: Settings) -> list[str]:
    """Put the receipts and returns that were not sent yet into the outbox; returns their keys.

    Raises `UserError` when there was no run.
    """
    return outbox.put(cycle, settings.smtp, replies.letters(cycle), *replies.KINDS)


def correspond(cycle: Cycle, settings: Settings) -> list[Posted]:
    """Acknowledge what was received and return what is to be mended, each once.

    Raises `UserError` when there was no run, or the mail server cannot be used.
    """
    return send(cycle, settings.smtp, compose(cycle, settings))


def remind(cycle: Cycle, settings: Settings, on: date | None = None) -> list[Posted]:
    """Remind those who are to be reminded, `on` a day, else today.

    Raises `UserError` when a file has been through no run, or the mail server cannot be used.
    """
    day = on or reminders.today(cycle)
    due = reminders.letters(cycle, settings.remind_days, day)
    return send(cycle, settings.smtp, outbox.put(cycle, settings.smtp, due, "reminder"))
