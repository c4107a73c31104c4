"""The register of receipts: which file came when, and how.

Appended to, never rewritten: `inputs/<cycle>/receipts.csv` with the columns sha256, file,
received_at (ISO 8601 with offset; empty where unknown) and channel.
"""

import csv
import errno
import fcntl
import os
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from rapporteur.kernel.append_only_csv import append, locked
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import digest

if TYPE_CHECKING:  # a process that reads files is to start fast
    from rapporteur.design.cycle import Cycle

COLUMNS = ("sha256", "file", "received_at", "channel")
FOLDERS = {"submissions": "reply", "desk-research": "desk_research"}
"""The folders of a cycle that hold received files, and the basis of what is in each."""


_SETTLED = 2.0  # seconds without a change, where the system cannot say who is writing
_UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp")
"""How browsers and programs that transfer files name what they have not finished."""

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
    time is left empty. Raises `UserError` when the register cannot be understood, or all that
    it names in a folder is gone.
    """
    files = given(cycle)
    _settle(path for path, _ in files)
    with locked(cycle.inputs / "receipts.csv", cycle.outputs) as register:
        known = _registered(register)
        _check_there(cycle, list(known))
        # One time for all that is found at once: which of them stands must not hang on a second.
        now = datetime.now(UTC).replace(microsecond=0)
        today = now.astimezone(ZoneInfo(cycle.definition.time_zone)).date()
        known_since = register.exists() or today <= cycle.definition.cut_off
        when = now if known_since else None
        found = [
            _received(cycle, path, basis, known, when)
            for path, basis in files
            if complete(path)  # it is received when it is whole
        ]
        _append(register, [one for one in found if (one.sha256, one.file) not in known])
    return found


def registered(cycle: "Cycle") -> list[tuple[str, str]]:
    """The SHA-256 and the file of each receipt. Raises `UserError` as `received` does."""
    known = list(_registered(cycle.inputs / "receipts.csv"))
    _check_there(cycle, known)
    return known


def enter(cycle: "Cycle", files: list[Received]) -> None:
    """Enter receipts of files that came at a known time, those that are not there yet."""
    with locked(cycle.inputs / "receipts.csv", cycle.outputs) as register:
        known = _registered(register)
        _append(register, [one for one in files if (one.sha256, one.file) not in known])


def given(cycle: "Cycle") -> list[tuple[Path, str]]:
    """The files that lie in the folders of a cycle, by name, each with its basis.

    Hidden files, the lock files of office programs (`~$…`, `.~lock…`) and files that a transfer
    has not finished (`….part`) are passed over.
    """
    return [
        (path, basis)
        for folder, basis in FOLDERS.items()
        for path in sorted((cycle.inputs / folder).glob("**/*"))
        if path.is_file() and not passed_over(path.relative_to(cycle.inputs))
    ]


def passed_over(path: Path) -> bool:
    """Whether a name is none of a received file: hidden, of a lock, or of a transfer.

    What lies in a hidden folder is hidden: there, transfers keep what they have not finished.
    """
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return hidden or path.suffix.lower() in _UNFINISHED


def complete(path: Path) -> bool:
    """Whether nobody is writing to a file any more. Raises `OSError` when it is gone.

    Where the system cannot say, on a network drive for instance, its last change must be some
    seconds past.
    """
    writing = being_written(path)
    if writing is None:
        # By a clock that runs ahead of ours, the file is from the future: that is long enough.
        return abs(time.time() - path.stat().st_mtime) >= _SETTLED
    return not writing


def _settle(paths: Iterable[Path]) -> None:
    """Wait for files of which the system cannot say whether they are whole, once."""
    if any(being_written(path) is None and not complete(path) for path in paths):
        time.sleep(_SETTLED)


def being_written(path: Path) -> bool | None:
    """Whether a process of this machine is writing to a file; None if the system cannot say.

    Linux grants a lease for reading (fcntl(2), F_SETLEASE) only while nobody has the file open
    for writing; to its owner, and not on network drives.
    """
    with path.open("rb") as stream:
        try:
            fcntl.fcntl(stream, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        except OSError as error:
            return True if error.errno == errno.EAGAIN else None
        fcntl.fcntl(stream, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def _check_there(cycle: "Cycle", known: list[tuple[str, str]]) -> None:
    """Raise `UserError` when a folder holds nothing any more of what was received in it.

    Its drive may be away: tables would be published without these files, and a new file would
    be put where the drive hides it when it is back. As many other files in it have taken the
    place of those that are gone.
    """
    folders: dict[str, list[tuple[str, str]]] = {}
    for sha256, file in known:
        if file.partition("/")[0] in FOLDERS:
            folders.setdefault(file.rpartition("/")[0], []).append((sha256, file))
    for folder, receipts in folders.items():
        if any((cycle.inputs / file).exists() for _, file in receipts):
            continue
        now = [path for path, _ in given(cycle)]
        others = sum(path.parent == cycle.inputs / folder for path in now)
        elsewhere = {digest(path) for path in now}
        gone = not any(sha256 in elsewhere for sha256, _ in receipts)
        if gone and others < len({file for _, file in receipts}):
            raise UserError(
                f"What was received in {cycle.inputs / folder} is gone: {receipts[0][1]} and all "
                f"else that the register names there, {len(receipts)} in all.",
                "If it lies on a drive, mount the drive again; nothing is published meanwhile. "
                "If it was removed on purpose, take its lines out of "
                f"{cycle.inputs / 'receipts.csv'}.",
            )


def _received(
    cycle: "Cycle", path: Path, basis: str, known: _Register, now: datetime | None
) -> Received:
    sha256 = digest(path)
    # A name may hold bytes that are no text, from an archive of another system for instance.
    name = os.fsencode(path.relative_to(cycle.inputs).as_posix())
    file = name.decode("utf-8", errors="replace")
    when, channel = known.get((sha256, file), (now, "folder"))
    return Received(path, file, sha256, basis, when, channel)


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
    lines = []
    for one in new:
        when = one.received_at.isoformat() if one.received_at else ""
        lines.append((one.sha256, one.file, when, one.channel))
    if lines:
        append(register, COLUMNS, lines)
