"""Everything on one machine, in one command: Prefect's server, a worker, the watcher, the judge.

`python -m flows.serve`, which is `rapporteur serve`. The lines of all go into one log, each with
the name of its process. One that dies is started again; the signal to end ends them in turn.
"""

import argparse
import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from filelock import FileLock, Timeout

from flows import POOL
from rapporteur.kernel.errors import UserError, unreachable
from rapporteur.kernel.settings import load_settings
from rapporteur.operate import server_login

ROOT = Path(__file__).parents[1]
"""Where prefect.yaml is, and what Prefect is to know of this project."""

_BIN = Path(sys.executable).parent
_AGAIN = (1, 2, 5, 15, 30)  # seconds until a process that keeps dying is started again
_STEADY = 60.0  # seconds after which it has not kept dying
_STOP = 30.0  # seconds that a process has to end


class Process:
    """A process that is to be there, its output line by line in the log."""

    def __init__(self, name: str, command: Sequence[str], variables: Mapping[str, str]) -> None:
        self.name = name
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
            cwd=ROOT,
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
            self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), _STOP)
            except TimeoutError:
                say(self.name, "does not end and is killed")
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._process.pid, signal.SIGKILL)


def say(name: str, line: str) -> None:
    """A line of the log."""
    print(f"{name:>7} | {line}", flush=True)


@contextlib.contextmanager
def alone(home: Path) -> Iterator[None]:
    """Be the one that serves a home: two servers and watchers would do everything twice."""
    folder = home / "outputs"
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".serve.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise UserError(
            f"{home} is served already, by another `rapporteur serve`.",
            "Use that one, or end it first.",
        ) from None
    try:
        yield
    finally:
        lock.release()


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


async def serve(host: str, port: int, home: Path) -> int:
    """Run all until told to end. Returns the exit code: 0, or 1 if it could not begin."""
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
    prefect, python = str(_BIN / "prefect"), sys.executable
    at = ["--host", host, "--port", str(port)]
    server = Process("server", [prefect, "server", "start", *at], variables)
    worker = Process(
        "worker",
        [prefect, "worker", "start", "--pool", POOL, "--type", POOL],
        variables,
    )
    watcher = Process("watcher", [python, "-m", "flows.watch"], variables)
    plain = {**os.environ, "RAPPORTEUR_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    judge = Process("judge", [python, "-m", "rapporteur.operate.judge_process"], plain)
    deploy = Process("deploy", [python, "-m", "flows.deploy"], variables)
    kept = [asyncio.create_task(process.keep()) for process in (server, worker)]
    bringing = asyncio.create_task(deploy.run(quiet=True))
    waiting = asyncio.create_task(ending.wait())
    await asyncio.wait((bringing, waiting), return_when=asyncio.FIRST_COMPLETED)
    failed = bringing.done() and bringing.result() != 0
    if bringing.done() and not failed:
        kept += [asyncio.create_task(process.keep()) for process in (watcher, judge)]
        say("serve", "the pages ask for the login that `rapporteur login` prints")
        say("serve", f"ready after {time.monotonic() - began:.1f} s: http://{host}:{port}")
        await waiting
    for process in (watcher, judge, deploy, worker, server):  # whoever needs another ends before it
        await process.end()
    for task in kept:
        task.cancel()
    say("serve", "ended")
    return int(failed)


def main() -> int:
    """Run from the command line. Exit code 2: a mistake, said in a sentence."""
    parser = argparse.ArgumentParser(prog="rapporteur serve", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="the server's address")
    parser.add_argument("--port", type=int, default=4200, help="the server's port")
    arguments = parser.parse_args()
    home = Path(os.environ.get("RAPPORTEUR_HOME", "")).absolute()
    try:
        load_settings(home)  # else the watcher would die of them again and again
        with alone(home):
            check_port(arguments.host, arguments.port)
            return asyncio.run(serve(arguments.host, arguments.port, home))
    except (UserError, OSError) as error:
        print(unreachable(error) if isinstance(error, OSError) else error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
