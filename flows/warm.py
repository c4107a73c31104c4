"""Processes that are ready to run flow runs: started early, handed out, replaced."""

import asyncio
import contextlib
import json
import os
import signal
import socket
import sys
from pathlib import Path
from uuid import UUID

from rapporteur.kernel.program import installed_program_hash

_RUNS = 200  # after so many runs a process is replaced
_LARGEST = 700 * 2**20  # bytes: one that holds more is replaced; reading has processes of its own
_STOP = 20.0  # seconds that a process has to end with its input


class Executor:
    """A process of `rapporteur.flows.executor`. `died` is its exit code once it ended unasked."""

    def __init__(self) -> None:
        self.runs = 0
        self.died: int | None = None
        self._is_ready = False
        self._program = ""
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int:
        """The number of its process, which leads a group of its own."""
        return self._process.pid if self._process else 0

    async def start(self) -> "Executor":
        """Start the process and wait until it is ready. Raises `RuntimeError` if it is not."""
        self._program = installed_program_hash()
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "rapporteur.flows.executor",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
        )  # fmt: skip
        if await self._answer() is None:
            raise RuntimeError("A process for the flows cannot be started; its log says why.")
        self._is_ready = True
        return self

    async def run(self, identifier: UUID, entrypoint: str) -> None:
        """Run a flow run to its end, or to the process's."""
        assert self._process
        assert self._process.stdin
        self.runs += 1
        order = json.dumps({"id": str(identifier), "entrypoint": entrypoint})
        with contextlib.suppress(ConnectionError):  # its end is seen below
            self._process.stdin.write(f"{order}\n".encode())
            await self._process.stdin.drain()
        if await self._answer() is None:
            self.died = await self._process.wait()

    async def _answer(self) -> str | None:
        assert self._process
        assert self._process.stdout
        try:
            line = await self._process.stdout.readline()
        except asyncio.CancelledError:
            self.kill()  # whoever waited has given it up
            raise
        return str(json.loads(line)) if line else None

    def fit(self) -> bool:
        """Whether it may run another: it lives, has not grown or run for too long, and is current.

        One from before an upgrade would hold for out of date what the others have made.
        """
        if not self._process or self._process.returncode is not None or self.died is not None:
            return False
        if self.runs >= _RUNS or _resident(self.pid) >= _LARGEST:
            return False
        return self._program == installed_program_hash()

    def kill(self) -> None:
        """End the process and all that it has started."""
        if self._process and self._process.returncode is None:
            self.died = -signal.SIGKILL
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    async def stop(self) -> None:
        """Let the process end by itself, in some seconds; at once if it is still starting."""
        if not self._is_ready:
            self.kill()
        if self._process and self._process.stdin:
            self._process.stdin.close()
            try:
                await asyncio.wait_for(self._process.wait(), _STOP)
            except TimeoutError:
                self.kill()
                await self._process.wait()


class Executors:
    """A pool of ready processes; each that is used up is replaced before it is needed."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._ready: asyncio.Queue[asyncio.Task[Executor]] = asyncio.Queue()
        self._living: set[Executor] = set()
        self._starting: set[asyncio.Task[Executor]] = set()
        self._leaving: set[asyncio.Task[None]] = set()
        self._stopping = False

    def start(self) -> None:
        """Begin to start the processes, one after the other: the first is needed soon."""
        before = None
        for _ in range(self._number):
            before = self._add(before)

    def _add(self, after: "asyncio.Task[Executor] | None" = None) -> "asyncio.Task[Executor]":
        task = asyncio.create_task(self._started(after))
        self._starting.add(task)
        task.add_done_callback(self._has_started)
        self._ready.put_nowait(task)
        return task

    def _has_started(self, task: "asyncio.Task[Executor]") -> None:
        self._starting.discard(task)
        if not task.cancelled():
            task.exception()  # told to whoever hires it, and nobody does of those that are ended

    async def _started(self, after: "asyncio.Task[Executor] | None") -> Executor:
        if after:
            await asyncio.wait([after])
        if self._stopping:
            raise RuntimeError("No more processes are started.")
        executor = Executor()
        self._living.add(executor)
        return await executor.start()

    async def hired(self) -> Executor:
        """A process that is ready. Raises `RuntimeError` when none can be started."""
        while True:
            task = await self._ready.get()
            try:
                executor = await task
            except BaseException:
                self._replace()
                raise
            if executor.fit():
                return executor
            self._dismiss(executor)
            self._replace()

    def release(self, executor: Executor) -> None:
        """Take a process back after a run."""
        if executor.fit():
            done: asyncio.Task[Executor] = asyncio.create_task(_itself(executor))
            self._ready.put_nowait(done)
            return
        self._dismiss(executor)
        self._replace()

    def _replace(self) -> None:
        if not self._stopping:
            self._add()

    def _dismiss(self, executor: Executor) -> None:
        executor.kill()
        self._living.discard(executor)
        leaving = asyncio.create_task(executor.stop())
        self._leaving.add(leaving)
        leaving.add_done_callback(self._leaving.discard)

    def close(self) -> None:
        """Start no more processes."""
        self._stopping = True

    async def stop(self) -> None:
        """End all processes, those that are idle by themselves."""
        self.close()
        try:
            await self._stop()
        except asyncio.CancelledError:  # Prefect gives the signal to end twice
            await self._stop()
            raise

    async def _stop(self) -> None:
        await self._stop_living()
        # Whoever ends the worker may have cancelled these.
        await asyncio.gather(*self._starting, *self._leaving, return_exceptions=True)
        await self._stop_living()  # what was being created meanwhile

    async def _stop_living(self) -> None:
        await asyncio.gather(*(executor.stop() for executor in self._living))


async def _itself(executor: Executor) -> Executor:
    return executor


def mark(pid: int) -> str:
    """A process as no other is called: machine, number and the moment of its start."""
    return f"{socket.gethostname()}:{pid}:{_started(pid)}"


def alive(called: str) -> bool:
    """Whether the process of that mark lives on this machine."""
    _, pid, started = called.rsplit(":", 2)
    return _started(int(pid)) == started


def _started(pid: int) -> str:
    """The 22nd field of proc(5)'s stat: the start of a process in ticks since the boot."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""


def _resident(pid: int) -> int:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
