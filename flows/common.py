"""What the flows share: the cycle and its lock, progress, retries, errors, the server."""

import asyncio
import logging
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, ParamSpec, TypeVar, cast

import httpx
from prefect import Task, get_run_logger
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import State, TaskRun
from prefect.runtime import flow_run
from prefect.settings import PREFECT_CLIENT_MAX_RETRIES, temporary_settings
from prefect.states import Failed
from pydantic import Field

from rapporteur.collect.receipts import present_files
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.errors import unreachable as unreachable_files
from rapporteur.language.markdown import escape
from rapporteur.pipeline import locked

P = ParamSpec("P")
R = TypeVar("R")

CycleId = Annotated[
    str,
    Field(
        pattern=r"^[\w.-]+$",
        # Prefect has a title and a description of its own, over which only this prevails.
        json_schema_extra={"title": "Cycle", "description": "The name of a folder under inputs/."},
    ),
]
"""The parameter of the flows, as Prefect's form for a run shows it."""

RETRIES = 3
_AT_ONCE = 5.0  # seconds in which a server answers that is there
SETTLES = 5.0  # seconds in which a server that has started reads its automations
DELAYS = [2.0, 15.0, 60.0]  # seconds: a network share that is mounted anew is back by then


def home() -> Path:
    """The folder of inputs/ and outputs/: `RAPPORTEUR_HOME`, else the working directory."""
    return Path(os.environ.get("RAPPORTEUR_HOME", ""))


def log(line: str) -> None:
    """A line of progress, to the log of the run."""
    get_run_logger().info(line)


def run_name() -> str:
    """What a flow run works on: `a79-sse: 82 files`."""
    cycle = str(flow_run.get_parameters()["cycle"])
    try:
        return f"{cycle}: {len(present_files(load_cycle(home(), cycle)))} files"
    except UserError:
        return cycle  # the run itself will say what is wrong


def artifact_key(cycle: Cycle, name: str) -> str:
    """The same in every run; Prefect wants lower-case letters, digits and hyphens."""
    return re.sub("[^a-z0-9]+", "-", f"{cycle.id}-{name}".lower())


def markdown_cells(rows: Iterable[Mapping[str, str | int]]) -> list[dict[str, str | int]]:
    """Rows for a table on Prefect's pages, which read texts in its cells as Markdown."""
    return [
        {name: escape(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
        for row in rows
    ]


@contextmanager
def working(cycle: str) -> Iterator[Cycle]:
    """The cycle of that name, locked. A flow may call a flow that works on the same cycle."""
    loaded = load_cycle(home(), cycle)
    with locked(loaded, log):
        yield loaded


def unreachable(task: Task[..., Any], run: TaskRun, state: State[Any]) -> bool:
    """Whether to try again: only when files could not be read or written, not on bad input."""
    if not isinstance(state.data, OSError):
        return False
    log(f"The files cannot be reached: {state.data}")
    return True


class _InASentence(logging.Filter):
    """What the user can correct stands in the log of a run as a sentence, and not as a traceback.

    Prefect shows what a task raises with its traceback, whatever it is.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, (UserError, OSError)):
            record.msg, record.args = str(_sentence(error)), ()
            record.exc_info = record.exc_text = None
        return True


logging.getLogger("prefect.task_runs").addFilter(_InASentence())
# It shows a traceback when a connection to the server is lost, which whoever needs it tells of.
logging.getLogger("websockets").setLevel(logging.CRITICAL)


def _sentence(error: UserError | OSError) -> UserError:
    return error if isinstance(error, UserError) else unreachable_files(error)


def plain(function: Callable[P, R]) -> Callable[P, R]:
    """Make the sentence of an error that a user can correct the message of the failed run."""

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (UserError, OSError) as error:
            sentence = _sentence(error)
            # Prefect raises the data of a failed state where the flow was called.
            return cast(R, Failed(message=str(sentence), data=sentence))

    return call


async def answers(client: PrefectClient) -> bool:
    """Whether the server and its database answer now."""
    with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}):
        try:
            async with asyncio.timeout(_AT_ONCE):
                await client.request("GET", "/ready")
        except (httpx.HTTPError, TimeoutError):
            return False
    return True


async def answering(client: PrefectClient) -> None:
    """Wait until the server answers, however long that takes."""
    while not await answers(client):
        await asyncio.sleep(0.25)


async def check_login(client: PrefectClient) -> None:
    """Raise `UserError` if the server, which answers, does not accept the login."""
    try:
        await client.request("GET", "/admin/version")
    except httpx.HTTPStatusError as error:
        if error.response.status_code not in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise
        raise UserError(
            f"The server at {client.api_url} does not accept the login.",
            "Set PREFECT_API_AUTH_STRING to what `rapporteur login` prints where the server runs.",
        ) from error


async def check_login_now() -> None:
    """The same, if the server answers now."""
    async with get_client() as client:
        if await answers(client):
            await check_login(client)


async def back(client: PrefectClient) -> None:
    """Wait for a server that is away; a server that has just started ignores events at first."""
    if not await answers(client):
        await answering(client)
        await asyncio.sleep(SETTLES)
