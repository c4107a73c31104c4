"""The process of the warm judge: `python -m rapporteur.operate.judge_process`.

Forms, SQL and suites are read for each check, and files in processes of their own, as in the
command. After so many checks, or after an upgrade, the process ends: `serve` starts another.
"""

import json
import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from rapporteur.collect.receipts import Received
from rapporteur.evaluate import check_files
from rapporteur.kernel.access import keep_new_files_from_others
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.program import installed_program_hash, program_hash
from rapporteur.operate import judge
from rapporteur.process import great_expectations

_CHECKS = 100  # after so many the process is replaced
_LARGEST = 700 * 2**20  # bytes: one that holds more is replaced
_PATIENCE = 5.0  # seconds that a command has to ask, once it is connected


def serve(home: Path) -> None:
    """Answer commands, one after another, until the process is to be replaced."""
    program_hash()  # of now: later it would be that of another program
    great_expectations.load()
    with _listening(home) as door:
        for _ in range(_CHECKS):
            connection, _ = door.accept()
            with connection:
                _answer(connection, home)
            if _told_to_end:
                raise SystemExit(0)
            if program_hash() != installed_program_hash() or _resident() > _LARGEST:
                return


def _answer(connection: socket.socket, home: Path) -> None:
    """Answer a command. One that gets no answer checks by itself, and explains what is wrong."""
    try:
        connection.settimeout(_PATIENCE)
        if not judge.is_ours(connection):
            return
        with connection.makefile("rw", encoding="utf-8") as stream:
            question = json.loads(stream.readline(judge.LARGEST))
            if any(question[key] != value for key, value in judge.identity(home).items()):
                return
            print(judge.TAKEN, end="", file=stream, flush=True)
            files = [
                Received(Path(path), name, sha256, "reply", None, "check")
                for name, path, sha256 in question["files"]
            ]
            report = check_files.report(home, files, question["language"], as_json=question["json"])
            print(json.dumps(asdict(report)), file=stream, flush=True)
    except (UserError, OSError) as error:
        print(f"not answered: {error}", flush=True)
    except Exception as error:  # whatever a check meets with, the next one is answered
        print(f"not answered: {error!r}", flush=True)


@contextmanager
def _listening(home: Path) -> Iterator[socket.socket]:
    """A socket in the place of any that an earlier judge has left."""
    (home / "outputs").mkdir(parents=True, exist_ok=True)
    with judge.address(home) as path, socket.socket(socket.AF_UNIX) as door:
        Path(path).unlink(missing_ok=True)
        former = os.umask(0o177)
        try:
            door.bind(path)
        finally:
            os.umask(former)
        door.listen()
        print("ready", flush=True)
        try:
            yield door
        finally:
            Path(path).unlink(missing_ok=True)


def _resident() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


_told_to_end: list[int] = []
"""The signals to end that have come: what a handler raises within a finalizer is lost."""


def _end(number: int, frame: object) -> None:
    _told_to_end.append(number)
    raise SystemExit(0)


def main() -> None:
    """Serve the home that RAPPORTEUR_HOME names, until told to end or to be replaced."""
    keep_new_files_from_others()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    serve(Path(os.environ.get("RAPPORTEUR_HOME", "")).absolute())


if __name__ == "__main__":
    main()
