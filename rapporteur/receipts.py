"""The register of receipts: which file came when, and how.

Appended to, never rewritten: `inputs/<cycle>/receipts.csv` with the columns sha256, file,
received_at (ISO 8601 with offset; empty where unknown) and channel.
"""

import csv
import hashlib
import io
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from filelock import FileLock

from rapporteur.errors import UserError

if TYPE_CHECKING:  # a process that reads files is to start fast
    from rapporteur.cycle import Cycle

COLUMNS = ("sha256", "file", "received_at", "channel")
FOLDERS = {"submissions": "reply", "desk-research": "desk_research"}
"""The folders of a cycle that hold received files, and the basis of what is in each."""


_Register = dict[tuple[str, str], tuple[datetime | None, str]]


@dataclass(frozen=True, slots=True)
class Received:
    """A received file. `submission` is the first twelve hexadecimal digits of its SHA-256."""

    path: Path
    file: str  # relative to the cycle's inputs
    sha256: str
    basis: str  # reply or desk_research
    received_at: datetime | None
    channel: str

    @property
    def submission(self) -> str:
        """The name of the submission: the same bytes are the same submission."""
        return self.sha256[:12]


def received(cycle: "Cycle") -> list[Received]:
    """The files that were given to a cycle, by name; those not yet registered now are.

    Of a register that begins after the cut-off nobody knows which files came in time: their
    time is left empty. Raises `UserError` when the register cannot be understood.
    """
    register = cycle.inputs / "receipts.csv"
    cycle.outputs.mkdir(parents=True, exist_ok=True)
    with FileLock(cycle.outputs / ".receipts.lock"):
        known = _registered(register)
        # One time for all that is found at once: which of them stands must not hang on a second.
        now = datetime.now(UTC).replace(microsecond=0)
        today = now.astimezone(ZoneInfo(cycle.definition.time_zone)).date()
        known_since = register.exists() or today <= cycle.definition.cut_off
        when = now if known_since else None
        found = [_received(cycle, path, basis, known, when) for path, basis in given(cycle)]
        _append(register, [one for one in found if (one.sha256, one.file) not in known])
    return found


def given(cycle: "Cycle") -> list[tuple[Path, str]]:
    """The files that lie in the folders of a cycle, by name, each with its basis.

    Hidden files and the lock files of office programs (`~$…`, `.~lock…`) are passed over.
    """
    return [
        (path, basis)
        for folder, basis in FOLDERS.items()
        for path in sorted((cycle.inputs / folder).glob("**/*"))
        if path.is_file() and not path.name.startswith((".", "~$"))
    ]


def _received(
    cycle: "Cycle", path: Path, basis: str, known: _Register, now: datetime | None
) -> Received:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    file = path.relative_to(cycle.inputs).as_posix()
    when, channel = known.get((digest, file), (now, "folder"))
    return Received(path, file, digest, basis, when, channel)


def _registered(register: Path) -> _Register:
    if not register.exists():
        return {}
    try:
        with register.open(encoding="utf-8-sig", newline="") as stream:
            return {
                (entry["sha256"], entry["file"]): (
                    datetime.fromisoformat(entry["received_at"]) if entry["received_at"] else None,
                    entry["channel"],
                )
                for entry in csv.DictReader(stream)
            }
    except (KeyError, ValueError, TypeError) as error:
        raise UserError(
            f"{register} cannot be understood: {error}.",
            f"It has the columns {', '.join(COLUMNS)}; a time is like 2024-05-10T09:30:00+00:00.",
        ) from error


def _append(register: Path, new: list[Received]) -> None:
    """Add lines in one write, so that a crash or a full disk leaves whole lines or none."""
    if not new:
        return
    before = register.stat().st_size if register.exists() else 0
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    if not before:
        writer.writerow(COLUMNS)
    elif not register.read_bytes().endswith(b"\n"):
        text.write("\n")  # an editor may have left the last line open
    for one in new:
        when = one.received_at.isoformat() if one.received_at else ""
        writer.writerow((one.sha256, one.file, when, one.channel))
    try:
        with register.open("a", encoding="utf-8") as stream:
            stream.write(text.getvalue())
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        if register.exists():
            os.truncate(register, before)
        raise
