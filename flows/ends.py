"""How a run ends that cannot tell of its end itself, and whether it can."""

import socket
from collections.abc import Iterable
from datetime import UTC, datetime

from prefect.client.schemas.objects import FlowRun, State, Worker
from prefect.states import Cancelled, Crashed, Failed

from rapporteur.flows.warm import alive

PATIENCE = 60.0
"""Seconds after which a run that no process has taken is given up."""

LONG_PATIENCE = 600.0
"""The same while another worker lives, which may have taken it from a server that is slow."""


_QUIET = 90.0
"""Seconds without a sign of life after which the server takes a worker to be gone."""


def too_long(seconds: float) -> State[None]:
    """Ended for what it may take."""
    return Failed(
        name="TimedOut",
        message=f"It took longer than {seconds:.0f} seconds and was ended. What was published "
        "before is whole. If files are that many, raise the time limit of the deployment.",
    )


def died(code: int) -> State[None]:
    """Its process died, of that exit code or signal."""
    return Crashed(
        message=f"Its process died ({'signal' if code < 0 else 'exit code'} {abs(code)}). "
        "What was to be done is done by the next run."
    )


def cancelled() -> State[None]:
    """Somebody has cancelled it."""
    return Cancelled(message="Cancelled while it was running.")


def stopped() -> State[None]:
    """Its worker was told to end."""
    return Crashed(message="The worker was stopped. What was to be done is done by the next run.")


def left_behind() -> State[None]:
    """Its worker died, or the machine."""
    return Crashed(
        message="The process that ran it is no more. What was to be done is done by the next run."
    )


def abandoned(run: FlowRun, patience: float = PATIENCE) -> bool:
    """Whether a run that is not ended was begun on this machine by a process that is no more.

    One that no process has taken is so after `patience` seconds.
    """
    host, _, _ = (run.infrastructure_pid or "").partition(":")
    if host:
        return host == socket.gethostname() and not alive(run.infrastructure_pid or "")
    # Between taking it and handing it on its worker died, whichever that was.
    since = run.state.timestamp if run.state else None
    return since is not None and (datetime.now(UTC) - since).total_seconds() > patience


def another_lives(workers: Iterable[Worker], name: str) -> bool:
    """Whether a worker of another name has given a sign of life about as lately as that of `name`.

    That is not asked of the clock: a server that was away for a minute has heard of nobody.
    """
    heard = {one.name: one.last_heartbeat_time for one in workers if one.last_heartbeat_time}
    now = heard.pop(name, None) or datetime.now(UTC)
    return any((now - last).total_seconds() < _QUIET for last in heard.values())
