"""A throw-away PostgreSQL: a cluster of its own on loopback, which may be killed and started."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

USER, PASSWORD, DATABASE = "rapporteur", "a password: 1@2/3", "prefect"
_ENCODED = "a%20password%3A%201%402%2F3"
_ACCOUNTS = ("postgres", "nobody")  # as root it refuses to run


@dataclass(frozen=True)
class Cluster:
    """A cluster that is running, unless it was killed. `url` is as Prefect takes it."""

    programs: Path
    data: Path
    log: Path
    port: int
    durable: bool

    @property
    def url(self) -> str:
        """With the password, which holds what a URL must encode."""
        return f"postgresql+asyncpg://{USER}:{_ENCODED}@127.0.0.1:{self.port}/{DATABASE}"

    def start(self) -> None:
        """Start it and wait until it answers; after a kill, until the old processes are gone."""
        # What the machine's memory has is durable enough: a killed process loses nothing of it.
        fast = "" if self.durable else "-F"
        at = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
        options = f"{at} {fast}"
        limit = time.monotonic() + 60
        while True:
            command = ["-D", str(self.data), "-l", str(self.log), "-w", "-t", "60", "-o", options]
            started = self._call("pg_ctl", *command, "start")
            if started.returncode == 0:
                return
            assert time.monotonic() < limit, started.stderr + self.log.read_text(encoding="utf-8")
            time.sleep(0.2)

    def kill(self) -> None:
        """End it as a power cut does (SIGKILL)."""
        pid = int((self.data / "postmaster.pid").read_text(encoding="ascii").split()[0])
        os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        """Stop it, if it runs."""
        self._call("pg_ctl", "-D", str(self.data), "-m", "immediate", "-w", "stop")

    def make(self) -> None:
        """Make the cluster's files and its empty database."""
        secret = self.data.with_name("password")
        secret.write_text(PASSWORD, encoding="ascii")
        secret.chmod(0o644)
        made = self._call(
            *("initdb", "-D", str(self.data), "-U", USER, "--pwfile", str(secret), "--no-sync"),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"),
        )
        assert made.returncode == 0, made.stderr
        self.statement("template1", f"create database {DATABASE}")

    def statement(self, database: str, sql: str) -> None:
        """Run one statement while the cluster is stopped."""
        command = ["--single", "-F", "-D", str(self.data), database]
        done = self._call("postgres", *command, given=f"{sql}\n")
        assert done.returncode == 0, done.stderr

    def _call(
        self, program: str, *arguments: str, given: str | None = None
    ) -> "subprocess.CompletedProcess[str]":
        # To a file and not to a pipe, which the server would keep open.
        with tempfile.TemporaryFile("w+", encoding="utf-8") as said:
            done = subprocess.run(
                [*_as_other(), str(self.programs / program), *arguments],
                input=given,
                stdout=said,
                stderr=said,
                text=True,
                cwd=self.data.parent,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
                timeout=120,
                check=False,
            )
            said.seek(0)
            return subprocess.CompletedProcess(done.args, done.returncode, "", said.read())


@contextmanager
def postgres(*, durable: bool = False) -> Iterator[Cluster]:
    """A new cluster for as long as the block lasts; skips where PostgreSQL is not installed.

    If `durable`, it writes to the disk as it would in earnest.
    """
    programs = _programs()
    # Not among pytest's own, which no other account may enter.
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    try:
        if _as_other():
            account = pwd.getpwnam(_account())
            os.chown(folder, account.pw_uid, account.pw_gid)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        cluster = Cluster(programs, folder / "data", folder / "log", port, durable)
        cluster.make()
        cluster.start()
        try:
            yield cluster
        finally:
            cluster.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of the server's programs: where Debian puts them they are not on the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_number)
    found = shutil.which("initdb") or (str(debian[-1]) if debian else "")
    if not found:
        pytest.skip("PostgreSQL's server (initdb, postgres, pg_ctl) is not installed")
    return Path(found).resolve().parent


def _number(path: Path) -> int:
    return int(path.parts[-3])


def _account() -> str:
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in _ACCOUNTS if name in known)


def _as_other() -> list[str]:
    """What to put before a command so that it is not run as root."""
    if os.geteuid():
        return []
    account = pwd.getpwnam(_account())
    return [
        *("setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups")
    ]
