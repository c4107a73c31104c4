"""Tell Prefect what comes into the folders and the mailbox: `python -m rapporteur.flows.watch`.

It tells and does nothing else. While the server is away, what comes is entered in the register
of receipts, and told when the server is back.
"""

import asyncio
import logging
import signal
import sys
import threading

from prefect.client.orchestration import get_client

from rapporteur.collect.mailbox import imap
from rapporteur.design.cycle import cycle_ids
from rapporteur.flows import events
from rapporteur.flows.common import SETTLES, answers, check_login, check_login_now
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.settings import Settings, load_settings
from rapporteur.operate.watch import News, Watch

log = logging.getLogger("rapporteur.watch")

_MAIL = 900.0  # seconds after which the mailbox is fetched in any case
_FETCHED = 30.0  # seconds in which a run has fetched what was told of


async def watch(settings: Settings, stop: asyncio.Event) -> None:
    """Tell what there is to tell, until `stop` is set.

    Raises `UserError` if the server does not accept the login.
    """
    log.info(
        "watching %s", ", ".join(settings.watched(cycle_ids(settings.home))) or "for a first cycle"
    )
    await check_login_now()
    watching, away = Watch(settings), False
    async with get_client() as client:
        async for news in watching.news(stop):
            if isinstance(news, UserError):
                log.error("%s", news)
            elif await answers(client):
                if away:
                    await check_login(client)
                    await asyncio.sleep(SETTLES)
                    log.info("the server answers again")
                away = False
                _tell(news)
            else:
                if not away:
                    log.error("The server does not answer. What comes is told when it does.")
                away = True
                watching.untold(news)


def _tell(news: News) -> None:
    if news.files:
        log.info("%s: %d files received, %s", news.cycle, len(news.files), news.files[-1].file)
        events.received(news.cycle, news.files)
    if news.changed:
        log.info("%s: the tables are to be made anew", news.cycle)
        events.cycle_changed(news.cycle)


def watch_mail(settings: Settings, stop: threading.Event) -> None:
    """Tell of new messages, as the mail server tells of them, until `stop` is set."""
    cycle = settings.imap.cycle
    while not stop.is_set():
        try:
            events.mailbox_changed(cycle)
            stop.wait(_FETCHED)
            imap.wait(settings.imap, _MAIL)
            log.info("%s: the mailbox is to be fetched", cycle)
        except UserError as error:
            log.error("%s", error)  # a sentence, and no traceback
            stop.wait(_MAIL)


async def main() -> None:
    """Watch until the process is told to end."""
    settings, stop = load_settings(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    if settings.imap.host:
        if not settings.imap.cycle:
            raise UserError(
                f"The mailbox at {settings.imap.host} names no cycle: nobody knows whose replies "
                "it receives.",
                "Set `cycle` under [imap] in rapporteur.toml.",
            )
        # A daemon: the mail server may keep it waiting for minutes.
        mail = threading.Thread(target=watch_mail, args=(settings, threading.Event()), daemon=True)
        mail.start()
    await watch(settings, stop)


if __name__ == "__main__":
    # Forced: with the first of its imports Prefect has handlers of its own.
    logging.basicConfig(
        format="%(asctime)s  %(message)s", datefmt="%H:%M:%S", level=logging.INFO, force=True
    )
    for name in ("watchfiles", "httpx"):
        logging.getLogger(name).setLevel(logging.WARNING)
    try:
        asyncio.run(main())
    except UserError as error:
        sys.exit(str(error))
