"""Everything on one machine, in one command: server and its database, worker, watcher, judge.

`python -m rapporteur.flows.serve`, which is `rapporteur serve`. The lines of all go into one log,
each with the name of its process. One that dies is started again; the signal to end ends them in
turn.
"""

import argparse
import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from rapporteur.flows import POOL
from rapporteur.flows.deployed import FILE, deployed
from rapporteur.kernel.errors import UserError, unreachable
from rapporteur.kernel.settings import load_settings
from rapporteur.operate import embedded_database, server_login
from rapporteur.operate.embedded_database import EmbeddedDatabase
from rapporteur.operate.prefect_database import default_sqlite
from rapporteur.operate.served import alone, announced

_BIN = Path(sys.executable).parent
_AGAIN = (1, 2, 5, 15, 30)  # seconds until a process that keeps dying is started again
_STEADY = 60.0  # seconds after which it has not kept dying
_STOP = 30.0  # seconds that a process has to end


class Process:
    """A process that is to be there, its output line by line in the log."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        variables: Mapping[str, str],
        to_end: signal.Signals = signal.SIGTERM,
    ) -> None:
        self.name = name
        self._to_end = to_end
        self._command = command
        self._variables = variables
        self._process: asyncio.subprocess.Process | None = None
        self._ending = False

    async def keep(self) -> None:
        """Start it, and again whenever it has ended unasked."""
        tries = 0
        while not self._ending:
            began = time.monotonic()
            code = await self.run()
            if self._ending:
                return
            tries = 0 if time.monotonic() - began > _STEADY else tries
            pause = _AGAIN[min(tries, len(_AGAIN) - 1)]
            tries += 1
            say(self.name, f"ended with {code}; it is started again in {pause} s")
            await asyncio.sleep(pause)

    async def run(self, *, quiet: bool = False) -> int:
        """Start it and wait for its end. Returns its exit code.

        If `quiet`, what it says is told only when it has failed.
        """
        output: list[str] = []
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            cwd=FILE.parent,  # Prefect finds there its settings for the program, too
            env=self._variables,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,  # the terminal's Ctrl-C is for this process alone
        )
        assert self._process.stdout
        async for line in self._process.stdout:
            if text := line.decode(errors="replace").rstrip():
                output.append(text) if quiet else say(self.name, text)
        code = await self._process.wait()
        for text in output if code and not self._ending else ():
            say(self.name, text)
        return code

    async def end(self) -> None:
        """Ask it to end, and after a while no longer ask."""
        self._ending = True
        if self._process and self._process.returncode is None:
            self._process.send_signal(self._to_end)
            try:
                await asyncio.wait_for(self._process.wait(), _STOP)
            except TimeoutError:
                say(self.name, "does not end and is killed")
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)


def say(name: str, line: str) -> None:
    """A line of the log."""
    print(f"{name:>8} | {line}", flush=True)


def check_port(host: str, port: int) -> None:
    """Raise `UserError` if no server can listen there.

    One that cannot would be started again and again, and the worker and the watcher would work
    for whoever listens there.
    """
    try:
        (family, kind, *_, address), *_ = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the server does
            probe.bind(address)
    except (OSError, OverflowError) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise UserError(
            f"Nobody can be served at {host}, port {port}: {why}.",
            "End what listens there, or choose another --port.",
        ) from error


async def serve(host: str, port: int, home: Path, database: EmbeddedDatabase | None) -> int:
    """Run all until told to end, on the home's own database if one is given.

    Returns the exit code: 0, or 1 if it could not begin. Raises `UserError` and `OSError` if the
    database cannot be made.
    """
    began = time.monotonic()
    ending = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    names = {host, "localhost"} if host == "127.0.0.1" else {host}
    origins = ",".join(sorted(f"http://{name}:{port}" for name in names))
    variables = {
        **os.environ,
        **server_login.for_server(home, origins),
        server_login.URL: f"http://{host}:{port}/api",
        "RAPPORTEUR_HOME": str(home),
        "PYTHONUNBUFFERED": "1",
    }
    parts = Parts(host, port, variables, database)
    beginning = asyncio.create_task(parts.begin())
    waiting = asyncio.create_task(ending.wait())
    try:
        await asyncio.wait((beginning, waiting), return_when=asyncio.FIRST_COMPLETED)
        failed = beginning.done() and not beginning.result()
        if beginning.done() and not failed:
            say("serve", "the pages ask for the login that `rapporteur login` prints")
            say("serve", f"ready after {time.monotonic() - began:.1f} s: http://{host}:{port}")
            await waiting
    finally:
        beginning.cancel()
        await parts.end()
        say("serve", "ended")
    return int(failed)


class Parts:
    """The processes of an installation. Each that needs another ends before it."""

    def __init__(
        self, host: str, port: int, variables: Mapping[str, str], database: EmbeddedDatabase | None
    ) -> None:
        self._host, self._port, self._variables = host, port, variables
        self._database = database
        self._processes: list[Process] = []
        self._keeping: list[asyncio.Task[None]] = []

    async def begin(self) -> bool:
        """Start all. Returns whether the server could be given the deployments.

        Two start at a time, as many as a small machine has processors: beside the server what is
        waited for next. Raises `UserError` and `OSError` if the database cannot be made.
        """
        is_new = self._database is not None and not self._database.exists
        server_variables = {**self._variables, **await self._begin_database()}
        prefect, python = str(_BIN / "prefect"), sys.executable
        at = ["--host", self._host, "--port", str(self._port)]
        self._keep(Process("server", [prefect, "server", "start", *at], server_variables))
        command = [prefect, "worker", "start", "--pool", POOL, "--type", POOL]
        worker = Process("worker", command, self._variables)
        if not is_new:
            self._keep(worker)
        if is_new or not await deployed(self._variables):
            deploy = Process("deploy", [python, "-m", "rapporteur.flows.deploy"], self._variables)
            self._processes.append(deploy)
            if await deploy.run(quiet=True):
                return False
        if is_new:
            self._keep(worker)
        self._keep(Process("watcher", [python, "-m", "rapporteur.flows.watch"], self._variables))
        home = self._variables["RAPPORTEUR_HOME"]
        # It needs neither the server nor its login.
        plain = {**os.environ, "RAPPORTEUR_HOME": home, "PYTHONUNBUFFERED": "1"}
        self._keep(Process("judge", [python, "-m", "rapporteur.operate.judge_process"], plain))
        return True

    async def _begin_database(self) -> Mapping[str, str]:
        """Start the home's own database, if it is used; returns the server's variables for it."""
        if self._database is None:
            return {}
        await asyncio.to_thread(self._database.prepare)
        process = Process(
            "database",
            self._database.command(),
            embedded_database.VARIABLES,
            to_end=signal.SIGINT,  # it does not wait for whoever is connected
        )
        self._keep(process)
        while not self._database.is_ready():
            await asyncio.sleep(0.05)
        return embedded_database.for_prefect(self._database.url())

    def _keep(self, process: Process) -> None:
        self._processes.append(process)
        self._keeping.append(asyncio.create_task(process.keep()))

    async def end(self) -> None:
        """End them, the last first."""
        for process in reversed(self._processes):
            await process.end()
        for task in self._keeping:
            task.cancel()


def _former_history() -> str:
    return (
        f"The history of runs in {default_sqlite()} stays there, and the server begins another in "
        "PostgreSQL. To go on with the former, set PREFECT_API_DATABASE_CONNECTION_URL="
        f"sqlite+aiosqlite:///{default_sqlite()}"
    )


def main() -> int:
    """Run from the command line. Exit code 2: a mistake, said in a sentence."""
    parser = argparse.ArgumentParser(prog="rapporteur serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="the server's address")
    parser.add_argument("--port", type=int, default=4200, help="the server's port")
    arguments = parser.parse_args()
    home = Path(os.environ.get("RAPPORTEUR_HOME", "")).absolute()
    try:
        load_settings(home)  # else the watcher would die of them again and again
        address = f"http://{arguments.host}:{arguments.port}/api"
        database = EmbeddedDatabase(home) if embedded_database.needed() else None
        with alone(home):
            check_port(arguments.host, arguments.port)
            if database and not database.exists and default_sqlite().exists():
                say("serve", _former_history())
            with announced(home, address):
                return asyncio.run(serve(arguments.host, arguments.port, home, database))
    except (UserError, OSError) as error:
        print(unreachable(error) if isinstance(error, OSError) else error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
