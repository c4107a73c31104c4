"""Run tasks in worker processes with limited time and memory.

If a worker dies, hangs or asks for too much memory, only its own task fails. Each worker is a new
Python process, since a fork of a process that has threads (DuckDB's, Prefect's) may hang.
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
"""The processor time that a task may take, in seconds."""

MEMORY: Final = 512 * 2**20
"""The bytes of data that a worker may hold."""

_PATIENCE = 60.0  # seconds by the clock that a task may take: more, for a busy machine
_IDLE_SECONDS = 20.0  # after which a worker without a task ends
_TOO_LARGE = {signal.SIGXCPU, signal.SIGABRT}  # out of time; out of memory in native code


def run_tasks(
    function: Callable[..., None], tasks: Sequence[tuple[Any, ...]], workers: int = 1
) -> Iterator[tuple[int, str | None]]:
    """Call `function` with the arguments of each task, in at most `workers` processes.

    Yields the index of each task as it ends, with None or the code of a finding: `too_large`
    when it took more time or memory than allowed, `file_damaged` when its process died twice.
    An exception that the function raises is raised here.
    """
    waiting = list(range(len(tasks)))[::-1]
    again: set[int] = set()
    busy: dict[Connection, _Worker] = {}
    try:
        for _ in range(min(workers, len(tasks))):
            worker = _free_worker(function)
            busy[worker.end] = worker
            worker.start(index := waiting.pop(), tasks[index])
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
                    again.add(index)  # the system may have killed it to free memory
                    waiting.append(index)
                else:
                    yield index, failure
                if waiting:
                    free = worker if worker.end in busy else _free_worker(function)
                    busy[free.end] = free
                    free.start(index := waiting.pop(), tasks[index])
    finally:
        for worker in busy.values():
            worker.stop()


@dataclass(slots=True)
class _Worker:
    """A process that calls one function for task after task, and its present task."""

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
            stderr=subprocess.DEVNULL,  # a Rust panic in a reader would be printed there
        )
        theirs.close()
        self.use(self.function)

    def use(self, function: Callable[..., None]) -> None:
        """Let the next tasks call `function`."""
        self.function = function
        self._send(function)

    def start(self, index: int, task: tuple[Any, ...]) -> None:
        """Send the task of that index to the process."""
        self.index = index
        self.until = time.monotonic() + _PATIENCE
        self._send(task)

    def _send(self, message: object) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # `result` reports a dead process
            self.end.send(message)

    def result(self) -> str | None:
        """None, or the code of a finding. Raises what the function raised."""
        try:
            if not self.end.poll():
                return "too_large"
            outcome = self.end.recv()
        except (EOFError, ConnectionResetError):
            died = -self.process.wait()
            return "too_large" if died in _TOO_LARGE else "file_damaged"
        if isinstance(outcome, BaseException):
            raise outcome
        return str(outcome) if outcome else None

    def stop(self) -> None:
        self.end.close()
        self.process.kill()
        self.process.wait()


_idle: list[_Worker] = []
"""Workers without a task, kept since starting a process takes longer than reading many files."""


def _free_worker(function: Callable[..., None]) -> _Worker:
    """A worker for `function`: an idle one whose process is alive, or a new one."""
    while _idle:
        worker = _idle.pop()
        if worker.process.poll() is None:
            if worker.function is not function:
                worker.use(function)
            return worker
        worker.stop()
    return _Worker(function)


@atexit.register
def _dismiss() -> None:
    for worker in _idle:
        worker.stop()


def _done(workers: Sequence[_Worker]) -> list[_Worker]:
    """Wait for the first workers to end their task or run out of time, and return them."""
    remaining = min(worker.until for worker in workers) - time.monotonic()
    ready = wait([worker.end for worker in workers], max(remaining, 0))
    now = time.monotonic()
    return [worker for worker in workers if worker.end in ready or worker.until <= now]


def _serve(end: Connection) -> None:
    """Run the tasks that come through the pipe until its other end is closed."""
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    function: Callable[..., None] = print
    while end.poll(_IDLE_SECONDS):
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
