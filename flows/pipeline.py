"""The whole cycle: ingest, transform, publish.

`python -m rapporteur.flows.pipeline CYCLE` runs it here.

Exit codes: 0 done, 2 a mistake in the command or in the files of the cycle, or files that cannot
be read or written.
"""

import asyncio
import atexit
import logging
import os
import secrets
import sys
from pathlib import Path

from prefect import flow
from prefect.settings import (
    PREFECT_API_AUTH_STRING,
    PREFECT_API_URL,
    PREFECT_SERVER_ALLOW_EPHEMERAL_MODE,
    PREFECT_SERVER_API_AUTH_STRING,
    PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS,
    temporary_settings,
)

from rapporteur.collect import land_cycle
from rapporteur.design.cycle import load_cycle
from rapporteur.flows.common import CycleId, check_login_now, home, log, plain, run_name, working
from rapporteur.flows.ingest import ingest
from rapporteur.flows.publish import publish
from rapporteur.flows.transform import transform
from rapporteur.kernel.errors import UserError, unreachable
from rapporteur.pipeline import Result, made_before

_HERE = str(Path(__file__).parent)
# Where Prefect says that it is still sending its log to a server that is busy.
_DRAINING = str(Path("prefect", "_internal", "concurrency", "services.py"))


@flow(name="pipeline", flow_run_name=run_name)
@plain
def pipeline(cycle: CycleId) -> Result:
    """Take a cycle from the received files to the published tables, unless nothing has changed."""
    with working(cycle) as locked_cycle:
        ingest(cycle)
        if result := made_before(locked_cycle, land_cycle.landed(locked_cycle)):
            log("nothing has changed since the last run")
            return result
        transform(cycle)
        return publish(cycle)


def main(arguments: list[str]) -> int:
    """Run the pipeline in this process; without a server, Prefect starts one for the time."""
    if len(arguments) != 1:
        print("usage: python -m rapporteur.flows.pipeline CYCLE", file=sys.stderr)
        return 2
    settings = {
        PREFECT_SERVER_ALLOW_EPHEMERAL_MODE: True,
        PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS: 180,
    }
    try:
        load_cycle(home(), arguments[0])  # a slip is told before Prefect has started
        for handler in logging.getLogger().handlers:
            handler.addFilter(_for_a_terminal)
            handler.setFormatter(logging.Formatter("%(asctime)s  %(message)s", "%H:%M:%S"))
        login = {}
        if not PREFECT_API_URL.value():
            print("Starting Prefect, which takes some seconds.", file=sys.stderr)
            # Other accounts of the machine can reach its port too.
            once = f"rapporteur:{secrets.token_hex(32)}"
            login = {PREFECT_SERVER_API_AUTH_STRING: once, PREFECT_API_AUTH_STRING: once}
        else:
            asyncio.run(check_login_now())
        with temporary_settings(settings), temporary_settings(login):
            result = pipeline(arguments[0])
    except (UserError, OSError) as error:
        print(unreachable(error) if isinstance(error, OSError) else error, file=sys.stderr)
        return 2
    print("\n".join(result.lines()))
    return 0


def _for_a_terminal(record: logging.LogRecord) -> bool:
    """The flows' own lines; of Prefect's, only warnings, and none of what a run's end says."""
    if record.pathname.endswith(_DRAINING):
        return False
    if record.name in ("prefect.flow_runs", "prefect.task_runs"):
        return record.pathname.startswith(_HERE)
    return record.levelno >= logging.WARNING


def _leave() -> None:
    sys.stdout.flush()
    os._exit(code)


if __name__ == "__main__":
    code = 1
    # Registered first, so called last, after Prefect has stopped its server: it holds on to what
    # it has seen, and DuckDB would report that as a screenful of leaks when Python clears up.
    atexit.register(_leave)
    code = main(sys.argv[1:])
