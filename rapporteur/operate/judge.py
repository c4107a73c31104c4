"""The warm judge: a process beside `serve` that checks files for the command, which is then short.

It listens at a socket in the home's outputs/ that its account alone may use. A line of JSON asks,
a line says that the question is taken up, another is the answer. Whoever gets none checks by
itself: the judge is a short way and nothing depends on it.
"""

import json
import os
import socket
import struct
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from rapporteur.evaluate.check_report import Report
from rapporteur.kernel.files import digest
from rapporteur.kernel.program import program_hash

TAKEN: Final = "taken\n"
"""The line that says that a question is being answered."""

LARGEST: Final = 2**20
"""The most characters of a question."""

_NAME = ".judge.sock"
_BUSY = 5.0  # seconds in which a question must be taken up
_PATIENCE = 60.0  # seconds in which it must be answered then
_LARGEST_ANSWER = 2**26  # characters
_LONGEST = 100  # bytes of a path that a socket may have everywhere


def ask(home: Path, files: Sequence[Path], language: str | None, *, as_json: bool) -> Report | None:
    """What the judge of `home` says of the files; None if there is none that answers.

    It may be gone, busy, of another program or account, unable to read a file as it is here, or
    have met with an error, which the check without it then explains.
    """
    try:
        asked = [(str(file), str(file.absolute()), digest(file)) for file in files]
        question = {"files": asked, "language": language, "json": as_json, **identity(home)}
        with address(home) as path, socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(_BUSY)
            connection.connect(path)
            if not is_ours(connection):
                return None
            with connection.makefile("rw", encoding="utf-8") as stream:
                print(json.dumps(question), file=stream, flush=True)
                if stream.readline(len(TAKEN)) != TAKEN:
                    return None
                connection.settimeout(_PATIENCE)
                return _report(json.loads(stream.readline(_LARGEST_ANSWER)))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def identity(home: Path) -> Mapping[str, str]:
    """What command and judge must have in common: program, interpreter with its packages, home."""
    return {"program": program_hash(), "python": sys.prefix, "home": str(home.resolve())}


@contextmanager
def address(home: Path) -> Iterator[str]:
    """A path of the judge's socket that is short enough for one, while the context lasts."""
    folder = home / "outputs"
    plain = str(folder / _NAME)
    if len(os.fsencode(plain)) <= _LONGEST:
        yield plain
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{opened}/{_NAME}"
    finally:
        os.close(opened)


def is_ours(connection: socket.socket) -> bool:
    """Whether the process at the other end is of this account, as far as the system tells."""
    if not hasattr(socket, "SO_PEERCRED"):
        return True
    form = "3i"  # ucred of unix(7): process, user, group
    told = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize(form))
    _, user, _ = struct.unpack(form, told)
    return bool(user == os.geteuid())


def _report(answer: Mapping[str, Any]) -> Report:
    text, findings, serious = answer["text"], answer["findings"], answer["serious"]
    if not (isinstance(text, str) and isinstance(findings, int) and isinstance(serious, int)):
        raise ValueError("This is no answer.")
    return Report(text, findings, serious)
