"""Do work in processes of bounded time and memory, where a death is an answer like another.

A worker that dies, hangs or asks for too much memory takes only its own task with it. It is a
Python of its own, started afresh: a fork of a process that has threads (DuckDB's, Prefect's)
may hang.
"""

import atexit
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, Final

SECONDS: Final = 5
"""Of computing, for one task."""

MEMORY: Final = 512 * 2**20
"""Bytes of data that a worker may hold."""

_PATIENCE = 60.0  # seconds by the clock: on a busy machine computing takes longer
_LEAVES = 20.0  # seconds until a worker that nobody gives a task leaves
_TOO_LARGE = {signal.SIGXCPU, signal.SIGABRT}  # out of time; a reader out of memory aborts


def work(
    function: Callable[..., None], tasks: Sequence[tuple[Any, ...]], workers: int = 1
) -> Iterator[tuple[int, str | None]]:
    """Call `function` with each of the tasks, in at most so many processes at once.

    Yields for each, as it ends, its index and None, or the finding it comes to: `too_large`
    when it took more time or memory than allowed, `file_damaged` when its process died twice.
    An exception of the function is raised here.
    """
    waiting = list(range(len(tasks)))[::-1]
    again: set[int] = set()
    busy: dict[Connection, _Worker] = {}
    try:
        for _ in range(min(workers, len(tasks))):
            worker = _hired(function)
            busy[worker.end] = worker
            worker.give(index := waiting.pop(), tasks[index])
        while busy:
            for worker in _done(list(busy.values())):
                index, failure = worker.index, worker.result()
                if failure is not None:
                    del busy[worker.end]
                    worker.stop()
                elif not waiting:
                    del busy[worker.end]
                    _idle.append(worker)
                if failure == "file_damaged" and index not in again:
                    again.add(index)  # it may have been killed for another's sake
                    waiting.append(index)
                else:
                    yield index, failure
                if waiting:
                    heir = worker if worker.end in busy else _hired(function)
                    busy[heir.end] = heir
                    heir.give(index := waiting.pop(), tasks[index])
    finally:
        for worker in busy.values():
            worker.stop()


@dataclass(slots=True)
class _Worker:
    """A process that calls one function again and again, and the task that it is at."""

    function: Callable[..., None]
    end: Connection = field(init=False)
    process: subprocess.Popen[bytes] = field(init=False)
    index: int = -1
    until: float = 0.0

    def __post_init__(self) -> None:
        self.end, theirs = Pipe()
        self.process = subprocess.Popen(
            [sys.executable, "-m", __name__, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # where what a reader panics about would be seen
        )
        theirs.close()
        self.does(self.function)

    def does(self, function: Callable[..., None]) -> None:
        """Let the next tasks be of `function`."""
        self.function = function
        self._send(function)

    def give(self, index: int, task: tuple[Any, ...]) -> None:
        self.index = index
        self.until = time.monotonic() + _PATIENCE
        self._send(task)

    def _send(self, what: object) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # who waits for it will see
            self.end.send(what)

    def result(self) -> str | None:
        """What the task came to. Raises what the function raised."""
        try:
            if not self.end.poll():
                return "too_large"
            told = self.end.recv()
        except (EOFError, ConnectionResetError):
            died = -self.process.wait()
            return "too_large" if died in _TOO_LARGE else "file_damaged"
        if isinstance(told, BaseException):
            raise told
        return str(told) if told else None

    def stop(self) -> None:
        self.end.close()
        self.process.kill()
        self.process.wait()


_idle: list[_Worker] = []
"""Workers without a task: starting one takes longer than reading many files."""


def _hired(function: Callable[..., None]) -> _Worker:
    """A worker for `function`: one that is idle and lives, else a new one."""
    while _idle:
        worker = _idle.pop()
        if worker.process.poll() is None:
            if worker.function is not function:
                worker.does(function)
            return worker
        worker.stop()
    return _Worker(function)


@atexit.register
def _dismiss() -> None:
    for worker in _idle:
        worker.stop()


def _done(workers: Sequence[_Worker]) -> list[_Worker]:
    """Those that have ended their tasks, or have had long enough; waits for the first."""
    left = min(worker.until for worker in workers) - time.monotonic()
    ready = wait([worker.end for worker in workers], max(left, 0))
    now = time.monotonic()
    return [one for one in workers if one.end in ready or one.until <= now]


def _serve(end: Connection) -> None:
    """Do what comes through the pipe until nobody is at its other end."""
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    function: Callable[..., None] = print
    while end.poll(_LEAVES):
        try:
            task = end.recv()
        except EOFError:
            return
        if callable(task):
            function = task
            continue
        used = time.process_time()
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (int(used) + SECONDS, hard))
        try:
            function(*task)
        except MemoryError:
            end.send("too_large")
        except Exception as error:
            end.send(error)
        else:
            end.send(None)


if __name__ == "__main__":
    _serve(Connection(int(sys.argv[1])))
