"""Run tasks in worker processes with limited time, memory and rights: the door to received files.

If a worker dies, hangs or asks for too much memory, only its own task fails. Each worker is a new
Python process, since a fork of a process that has threads (DuckDB's, Prefect's) may hang. It has
an environment of its own from its first instruction: what a process was started with stays in
/proc/<pid>/environ, whatever it deletes later.
"""

import atexit
import ctypes
import errno
import io
import os
import pickle
import resource
import signal
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, is_dataclass
from enum import Enum
from importlib.abc import MetaPathFinder
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeVar

from rapporteur.kernel.confinement import confine
from rapporteur.kernel.errors import UserError

T = TypeVar("T")

SECONDS: Final = 5
"""The processor time that a task may take, in seconds."""

MEMORY: Final = 512 * 2**20
"""The bytes of data that a worker may hold."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The processor seconds that a task may take, and the bytes of data that it may hold."""

    seconds: int = SECONDS
    memory: int = MEMORY


@dataclass(frozen=True, slots=True)
class Failure:
    """A task that did not end: `too_large` for its bounds, or `file_damaged`."""

    code: str


_PATIENCE = 60.0  # seconds by the clock that a task may take: more, for a busy machine
_SLOWER = 12  # times that the clock may be slower than the processor, for long tasks
_IDLE_SECONDS = 20.0  # after which a worker without a task ends
_TOO_LARGE = {signal.SIGXCPU, signal.SIGABRT}  # out of time; out of memory in native code
_LARGEST_FILE = 256 * 2**20  # bytes of a file that a worker writes
_LARGEST_ANSWER = 512 * 2**20  # bytes
_OPEN_FILES = 256  # imports and libraries need some forty
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "LD_LIBRARY_PATH")
"""The variables that a worker gets of its environment: none can hold a secret."""
# Not as `__main__`: what it returns is to be of the classes that this process knows.
_START = f"from {__name__} import serve; serve()"
_NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS, prctl(2)


def run_tasks(
    function: Callable[..., T],
    tasks: Sequence[tuple[Any, ...]],
    workers: int = 1,
    bounds: Bounds = Bounds(),
) -> Iterator[tuple[int, T | Failure]]:
    """Call `function` with the arguments of each task, in at most `workers` processes.

    They may write nowhere but in a folder of their own (`confinement`): what is to be kept, they
    return.

    Yields the index of each task as it ends, with what the function returned or a `Failure`:
    `too_large` when it took more time or memory than allowed, `file_damaged` when its process died
    twice. An exception that the function raises is raised here.
    """
    waiting = list(range(len(tasks)))[::-1]
    again: set[int] = set()
    busy: dict[Connection, _Worker] = {}
    try:
        for _ in range(min(workers, len(tasks))):
            worker = _free_worker(function)
            busy[worker.end] = worker
            worker.start(index := waiting.pop(), tasks[index], bounds)
        while busy:
            for worker in _done(list(busy.values())):
                index = worker.index
                outcome = worker.outcome()
                failed = isinstance(outcome, Failure)
                if failed:
                    del busy[worker.end]
                    worker.stop()
                elif not waiting:
                    del busy[worker.end]
                    _idle.append(worker)
                if failed and index not in again and (
                    outcome.code == "file_damaged" or worker.tasks > 1
                ):  # fmt: skip
                    # The system may have killed it to free memory, and one that has done other
                    # tasks holds what these have left.
                    again.add(index)
                    waiting.append(index)
                else:
                    yield index, outcome
                if waiting:
                    index = waiting.pop()
                    if index in again:
                        free = _Worker(function)
                    else:
                        free = worker if worker.end in busy else _free_worker(function)
                    busy[free.end] = free
                    free.start(index, tasks[index], bounds)
    finally:
        for worker in busy.values():
            worker.stop()


def run(function: Callable[..., T], *arguments: Any, bounds: Bounds = Bounds()) -> T | Failure:
    """Call `function` once as `run_tasks` does; returns what it returned, or a `Failure`."""
    [(_, outcome)] = run_tasks(function, [arguments], bounds=bounds)
    return outcome


@dataclass(slots=True)
class _Worker:
    """A process that calls one function for task after task, and its present task."""

    function: Callable[..., Any]
    end: Connection = field(init=False)
    process: subprocess.Popen[bytes] = field(init=False)
    folder: TemporaryDirectory[str] = field(init=False)  # its own, for temporary files
    index: int = -1
    tasks: int = 0  # that it was given so far
    until: float = 0.0

    def __post_init__(self) -> None:
        self.end, theirs = Pipe()
        self.folder = TemporaryDirectory(prefix="rapporteur-reader-", ignore_cleanup_errors=True)
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self.process = subprocess.Popen(
            [sys.executable, "-c", _START, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env={
                **kept,
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "TMPDIR": self.folder.name,
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,  # a Rust panic in a reader would be printed there
        )
        theirs.close()
        self.use(self.function)

    def use(self, function: Callable[..., Any]) -> None:
        """Let the next tasks call `function`."""
        self.function = function
        self._send(function)

    def start(self, index: int, task: tuple[Any, ...], bounds: Bounds) -> None:
        """Send the task of that index to the process."""
        self.index = index
        self.tasks += 1
        slowest = bounds.seconds * _SLOWER if bounds.seconds > SECONDS else 0.0
        self.until = time.monotonic() + max(_PATIENCE, slowest)
        self._send((task, bounds))

    def _send(self, message: object) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):  # `outcome` reports a dead process
            self.end.send(message)

    def outcome(self) -> Any:
        """What the function returned, or a `Failure`. Raises what the function raised."""
        if not self.end.poll():
            return Failure("too_large")
        # Half of an answer would have this process wait for the rest.
        patience = threading.Timer(max(self.until - time.monotonic(), 1.0), self.process.kill)
        patience.start()
        try:
            content = self.end.recv_bytes(_LARGEST_ANSWER)
        except (EOFError, OSError):
            self.process.kill()  # unless it is dead, it sends what is no answer
            died = -self.process.wait()
            return Failure("too_large" if died in _TOO_LARGE else "file_damaged")
        finally:
            patience.cancel()
        try:
            raised, outcome = _unpickled(content)
        except Exception:  # whatever sends that is no longer this program
            return Failure("file_damaged")
        if raised:
            raise outcome
        return outcome

    def stop(self) -> None:
        self.end.close()
        self.process.kill()
        self.process.wait()
        self.folder.cleanup()


class _Data(pickle.Unpickler):
    """Reads data alone: a worker that a file took over must not have code run here."""

    def find_class(self, module: str, name: str) -> Any:
        """A class of plain data, a frozen dataclass or an enumeration of ours, or an exception."""
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        if module == "builtins" or module.startswith("rapporteur."):
            found = super().find_class(module, name)
            if isinstance(found, type) and (
                issubclass(found, Enum | Exception)
                or (is_dataclass(found) and found.__dataclass_params__.frozen)  # type: ignore[attr-defined]
            ):
                return found
        raise pickle.UnpicklingError(f"{module}.{name} is no data")


_PLAIN = {
    ("builtins", "frozenset"), ("builtins", "set"), ("pathlib", "PosixPath"),
    ("datetime", "date"), ("datetime", "datetime"), ("datetime", "timezone"),
    ("datetime", "timedelta"),
}  # fmt: skip


def _unpickled(content: bytes) -> tuple[bool, Any]:
    """Whether the function raised, and what it raised or returned."""
    raised, outcome = _Data(io.BytesIO(content)).load()
    return bool(raised), outcome


_idle: list[_Worker] = []
"""Workers without a task, kept since starting a process takes longer than reading many files."""


def _free_worker(function: Callable[..., Any]) -> _Worker:
    """An idle worker that is alive, or a new one."""
    while _idle:
        worker = _idle.pop()
        if worker.process.poll() is not None:
            worker.stop()
            continue
        if worker.function is not function:
            worker.use(function)
        return worker
    return _Worker(function)


@atexit.register
def dismiss() -> None:
    """End the processes of the workers without a task."""
    while _idle:
        _idle.pop().stop()


def _done(workers: Sequence[_Worker]) -> list[_Worker]:
    """Wait for the first workers to end their task or run out of time, and return them."""
    remaining = min(worker.until for worker in workers) - time.monotonic()
    ready = wait([worker.end for worker in workers], max(remaining, 0))
    now = time.monotonic()
    return [worker for worker in workers if worker.end in ready or worker.until <= now]


def serve() -> None:
    """As a worker: run the tasks that come through the pipe until its other end is closed."""
    end = Connection(int(sys.argv[1]))
    _give_up_rights()
    sys.meta_path.insert(0, _WithoutPandas())
    function: Callable[..., Any] = print
    while end.poll(_IDLE_SECONDS):
        try:
            message = end.recv()
        except EOFError:
            return
        if callable(message):
            function = message
            continue
        task, bounds = message
        end.send_bytes(_outcome(function, task, bounds))


class _WithoutPandas(MetaPathFinder):
    """Finds no pandas, which pyarrow would import to ask whether a list is something of it."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError("No task needs pandas.", name=fullname)


def _give_up_rights() -> None:
    """Give up what no reader needs, for the rest of the process."""
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: _LARGEST_FILE,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
    }
    for kind, wanted in limits.items():
        highest = resource.getrlimit(kind)[1]
        limit = wanted if highest == resource.RLIM_INFINITY else min(wanted, highest)
        resource.setrlimit(kind, (limit, limit))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    confine(Path(os.environ["TMPDIR"]))


def _outcome(function: Callable[..., T], task: tuple[Any, ...], bounds: Bounds) -> bytes:
    """Whether the function raised, and what it raised or returned, pickled."""
    for kind, limit in (
        (resource.RLIMIT_DATA, bounds.memory),
        (resource.RLIMIT_CPU, int(time.process_time()) + bounds.seconds),
    ):
        resource.setrlimit(kind, (limit, resource.getrlimit(kind)[1]))
    try:
        return pickle.dumps((False, function(*task)))
    except MemoryError:
        return pickle.dumps((False, Failure("too_large")))
    except OSError as error:
        too_large = error.errno == errno.EFBIG
        return pickle.dumps((False, Failure("too_large")) if too_large else (True, error))
    except Exception as error:
        ours = type(error).__module__ == "builtins" or isinstance(error, UserError)
        # Another library's exception would have to be loaded there.
        plain = error if ours else RuntimeError("".join(traceback.format_exception(error)))
        return pickle.dumps((True, plain))
