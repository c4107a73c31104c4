"""Tell Prefect what comes into the folders: `python -m flows.watch`, as long as it runs."""

import asyncio
import logging
import signal
import sys

from flows import events
from rapporteur.errors import UserError
from rapporteur.settings import Settings, load_settings
from rapporteur.watch import News, Watch

log = logging.getLogger("rapporteur.watch")


async def watch(settings: Settings, stop: asyncio.Event) -> None:
    """Tell what there is to tell, until `stop` is set. The same trouble is told once."""
    log.info("watching %s", ", ".join(settings.watched()) or "for a first cycle")
    trouble = ""
    async for one in Watch(settings).news(stop):
        if isinstance(one, UserError):
            if str(one) != trouble:
                log.error("%s", one)
            trouble = str(one)
            continue
        trouble = ""
        _tell(one)


def _tell(news: News) -> None:
    if news.files:
        log.info("%s: %d files received, %s", news.cycle, len(news.files), news.files[-1].file)
        events.received(news.cycle, news.files)
    if news.changed:
        log.info("%s: the tables are to be made anew", news.cycle)
        events.cycle_changed(news.cycle)


async def main() -> None:
    """Watch until the process is told to end."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await watch(load_settings(), stop)


if __name__ == "__main__":
    logging.basicConfig(format="%(asctime)s  %(message)s", datefmt="%H:%M:%S", level=logging.INFO)
    logging.getLogger("watchfiles").setLevel(logging.WARNING)
    try:
        asyncio.run(main())
    except UserError as error:
        sys.exit(str(error))
