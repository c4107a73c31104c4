"""The PostgreSQL that `serve` brings, as a part of an installation whose parts start apart."""

import os
import signal
import subprocess
import time
from pathlib import Path

from rapporteur.operate import embedded_database
from rapporteur.operate.embedded_database import EmbeddedDatabase


class Embedded:
    """The database of a home, which may be killed and started. `url` is as Prefect takes it."""

    def __init__(self, home: Path) -> None:
        self._database = EmbeddedDatabase(home)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Without a password: whoever may enter the folder of the socket may use it."""
        return next(iter(embedded_database.for_prefect(self._database.url()).values()))

    def start(self) -> None:
        """Start it, made if there is none, and wait until it answers."""
        self._database.prepare()
        self._process = subprocess.Popen(
            self._database.command(), env=embedded_database.VARIABLES, stderr=subprocess.DEVNULL
        )
        while not self._database.is_ready():
            assert self._process.poll() is None, "the database does not start"
            time.sleep(0.1)

    def kill(self) -> None:
        """End it as a power cut does (SIGKILL)."""
        assert self._process
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """Stop it, if it runs."""
        if self._process and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait()
