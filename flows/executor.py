"""A process that runs flow runs one after another, with every import behind it.

`python -m rapporteur.flows.executor` reads a line of JSON for each run from standard input,
`{"id": …, "entrypoint": "rapporteur.flows.ingest.ingest"}`, and answers with one on standard output
when the run is over, whatever became of it: its state is at the server. It ends with its standard
input, at once, since nobody would watch over the run any more; what was under way is done again.
"""

import json
import os
import sys
import threading
from importlib import import_module
from queue import SimpleQueue
from typing import Any, TextIO
from uuid import UUID

# Before the first run: what each of them needs.
import pandas  # noqa: F401
from prefect import Flow
from prefect.client.orchestration import get_client
from prefect.events.worker import EventsWorker
from prefect.exceptions import Abort
from prefect.flow_engine import run_flow
from prefect.logging.handlers import APILogHandler
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

import rapporteur.flows.alarm
import rapporteur.flows.correspond
import rapporteur.flows.deadlines
import rapporteur.flows.digest
import rapporteur.flows.nightly
import rapporteur.flows.pipeline
import rapporteur.flows.remind
import rapporteur.flows.tables
import rapporteur.flows.tidy  # noqa: F401
from rapporteur.process import great_expectations

READY = "ready"


def serve(orders: TextIO, answers: TextIO) -> None:
    """Run what is ordered until there are no more orders."""
    waiting: SimpleQueue[str] = SimpleQueue()
    idle = threading.Event()
    great_expectations.load()
    threading.Thread(target=_listen, args=(orders, waiting, idle), daemon=True).start()
    _say(answers, READY)
    while True:
        idle.set()
        line = waiting.get()
        idle.clear()
        if not line:
            return
        order = json.loads(line)
        _run(UUID(order["id"]), order["entrypoint"])
        _say(answers, order["id"])


def _listen(orders: TextIO, waiting: "SimpleQueue[str]", idle: threading.Event) -> None:
    for line in orders:
        waiting.put(line)
    if not idle.is_set():
        os._exit(1)
    waiting.put("")


def _run(identifier: UUID, entrypoint: str) -> None:
    """Run a flow run that the server knows. The engine tells the server how it ended."""
    with get_client(sync_client=True) as client:
        run = client.read_flow_run(identifier)
    module, _, name = entrypoint.rpartition(".")
    flow: Flow[..., Any] = getattr(import_module(module), name)
    try:
        run_flow(flow, flow_run=run, return_type="state")
    except Abort as why:  # it was cancelled meanwhile, or another worker has it
        print(f"{run.name}: {why}", file=sys.stderr)


def _say(answers: TextIO, what: str) -> None:
    print(json.dumps(what), file=answers, flush=True)


if __name__ == "__main__":
    # What a library prints is to go into the log and not between the answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # A heartbeat would cost a second at the end of each run, and the worker sees who dies.
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        serve(sys.stdin, answers)
    APILogHandler().flush()
    EventsWorker.drain_all(at_exit=False)
    os._exit(0)  # DuckDB would remark at length that Prefect has kept objects of its own
