"""The register of receipts: when and through which channel each file was received.

It is `inputs/<cycle>/receipts.csv`, to which lines are only added, with the columns sha256, file,
received_at (ISO 8601 with offset; empty if unknown) and channel.
"""

import errno
import fcntl
import os
import re
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from zoneinfo import ZoneInfo

from rapporteur.collect.unfit_files import Unfit, lying
from rapporteur.kernel import append_only_csv
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import digest

if TYPE_CHECKING:  # at run time the import would slow down the start of a worker process
    from rapporteur.design.cycle import Cycle

COLUMNS = ("sha256", "file", "received_at", "channel")
FOLDERS = {"submissions": "reply", "desk-research": "desk_research"}
"""The folders of a cycle with received files, and the basis of the files in each."""

_CLOCKS_DIFFER = timedelta(minutes=5)  # a mail server's may be a little ahead
_NAMED = 5  # files in one sentence
_SETTLED = 2.0  # seconds without a change, if the system cannot tell who is writing
_UNFINISHED = (".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp")
"""The suffixes of unfinished files of browsers and transfer programs."""

_SHA256 = re.compile(r"[0-9a-f]{64}")

_Receipt = tuple[datetime | None, str]
_Register = dict[tuple[str, str], _Receipt]


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
        """The identifier of the submission: the same bytes are the same submission."""
        return self.sha256[:12]


def received(cycle: "Cycle") -> list[Received]:
    """The received files of a cycle, by name; registers those that are complete.

    A file that is registered counts whoever has it open: people look at replies. One that was
    moved or renamed keeps its receipt. If a register begins after the cut-off, it is unknown
    which files came in time, and their time of receipt is empty; one without a line is not begun.

    Raises `UserError` if the register is not valid, has lost a line, or names a file that cannot
    be read or files in a folder of which all are gone.
    """
    files = present_files(cycle)
    _settle(path for path, _ in files)
    with append_only_csv.locked(cycle.inputs / "receipts.csv", cycle.outputs) as register:
        receipts = _read_register(register)
        _check_present(cycle, list(receipts))
        _check_readable(cycle, receipts)
        # The same time for all: which of two files supersedes the other must not depend on seconds.
        now = datetime.now(UTC).replace(microsecond=0)
        today = now.astimezone(ZoneInfo(cycle.definition.time_zone)).date()
        time_is_known = bool(receipts) or today <= cycle.definition.cut_off
        when = now if time_is_known else None
        former = _former(cycle, receipts)
        counted = []
        for path, basis in files:
            whole = complete(path)  # asked first: what was read before might be a part
            file = _received(cycle, path, basis, receipts, former, when)
            if whole or (file.sha256, file.file) in receipts:
                counted.append(file)
        _append(register, counted, receipts)
    return counted


def unfinished(cycle: "Cycle", counted: Iterable[Received]) -> list[Unfit]:
    """The files that lie among the received ones and are not among those `counted`, by name."""
    paths = {file.path for file in counted}
    return [
        Unfit(path, "another program has it open to write", "Close it there; then it is taken.")
        for path, _ in present_files(cycle)
        if path not in paths and path.exists()
    ]


def registered(cycle: "Cycle") -> list[tuple[str, str]]:
    """The SHA-256 and the file name of each receipt. Raises `UserError` as `received` does."""
    receipts = list(_read_register(cycle.inputs / "receipts.csv"))
    _check_present(cycle, receipts)
    return receipts


def still_to_come(cycle: "Cycle", now: datetime) -> UserError | None:
    """What is wrong if there are receipts whose time is after `now`.

    Such a file takes the place of all others of its respondent. Nothing that is published depends
    on the clock: people are told, and the time counts as it is written until they correct it.
    """
    register = cycle.inputs / "receipts.csv"
    wrong = [
        f"{file} ({when.isoformat()})"
        for (_, file), (when, _) in _read_register(register).items()
        if when is not None and when > now + _CLOCKS_DIFFER
    ]
    if not wrong:
        return None
    more = f" and {len(wrong) - _NAMED} more" if len(wrong) > _NAMED else ""
    return UserError(
        f"{register}: of these files the time of receipt is still to come: "
        f"{', '.join(wrong[:_NAMED])}{more}.",
        f"Correct it there, then `rapporteur registers confirm {cycle.id} receipts.csv "
        "--reason …`.",
    )


def receipts_of(cycle: "Cycle", sha256: str) -> Mapping[str, str]:
    """The files that were registered with these bytes, also those gone since, and their channels.

    Raises `UserError` as `received` does.
    """
    register = _read_register(cycle.inputs / "receipts.csv")
    _check_present(cycle, list(register))
    return {file: channel for (of, file), (_, channel) in register.items() if of == sha256}


def mailed_from(channel: str) -> str | None:
    """The address from which a file was mailed, empty if it is unknown; None if it was not mailed.

    The channel of a mailed file is `mail:<address>`, or `mail` without one.
    """
    kind, _, address = channel.partition(":")
    return address if kind == "mail" else None


def add_receipts(cycle: "Cycle", files: list[Received]) -> None:
    """Register files with a known time of receipt, unless they are registered."""
    with append_only_csv.locked(cycle.inputs / "receipts.csv", cycle.outputs) as register:
        _append(register, files, _read_register(register))


def present_files(cycle: "Cycle") -> list[tuple[Path, str]]:
    """The files in the cycle's folders of received files, by name, each with its basis.

    Hidden files, files of systems and programs (`Thumbs.db`, `~$…`, `.~lock…`) and unfinished
    files of transfers (`….part`) are left out, and so is what `unfit_files` names.
    """
    return [(path, basis) for path, basis, unfit_for in _lying(cycle) if unfit_for is None]


def unfit_files(cycle: "Cycle") -> list[Unfit]:
    """What lies in the cycle's folders of received files and is not to be taken, by name."""
    return [unfit_for for _, _, unfit_for in _lying(cycle) if unfit_for is not None]


def _lying(cycle: "Cycle") -> Iterator[tuple[Path, str, Unfit | None]]:
    """What lies in the folders of received files, with its basis, and why it is not to be taken."""
    for folder, basis in FOLDERS.items():
        for path, unfit_for in sorted(lying(cycle.inputs / folder), key=itemgetter(0)):
            if not passed_over(path.relative_to(cycle.inputs)):
                yield path, basis, unfit_for


def passed_over(path: Path) -> bool:
    """Whether a path is ignored: hidden, of a system, or an unfinished file of a transfer.

    Files in hidden folders are ignored too, since transfers keep unfinished files there.
    """
    hidden = any(part.startswith(".") or is_system_file(part) for part in path.parts)
    return hidden or path.suffix.lower() in _UNFINISHED


def is_system_file(name: str) -> bool:
    """Whether a name is one that a system, an office program or an editor gives to its own files.

    Such are `Thumbs.db`, `._reply.xlsx`, `~$reply.xlsx`, `reply.xlsx~`: system_files.toml.
    """
    folded = name.lower()
    return any(fnmatchcase(folded, pattern) for pattern in _system_files())


@cache
def _system_files() -> Sequence[str]:
    file = resources.files("rapporteur.collect").joinpath("system_files.toml")
    by_system = tomllib.loads(file.read_text(encoding="utf-8"))
    return [pattern for patterns in by_system.values() for pattern in patterns]


def complete(path: Path) -> bool:
    """Whether no process is writing to a file. Raises `OSError` if it is gone.

    If the system cannot tell, for instance on a network drive, a file is complete some seconds
    after its last change.
    """
    return _complete(being_written(path), path.stat)


def complete_stream(stream: BinaryIO) -> bool:
    """Whether no process is writing to a file that is open for reading."""
    return _complete(_being_written(stream), lambda: os.fstat(stream.fileno()))


def _complete(writing: bool | None, state: Callable[[], os.stat_result]) -> bool:
    if writing is None:
        # The clock of a server may be ahead, so that the last change is in the future.
        return abs(time.time() - state().st_mtime) >= _SETTLED
    return not writing


def _settle(paths: Iterable[Path]) -> None:
    """Wait once if the system cannot tell whether one of the files is complete."""
    if any(being_written(path) is None and not complete(path) for path in paths):
        time.sleep(_SETTLED)


def being_written(path: Path) -> bool | None:
    """Whether a process of this machine is writing to a file; None if the system cannot tell.

    Linux grants a read lease (fcntl(2), F_SETLEASE) only if no process has the file open for
    writing. It grants leases to the owner of a file only, and not on network drives.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    with open(os.open(path, flags), "rb") as stream:
        return _being_written(stream)


def _being_written(stream: BinaryIO) -> bool | None:
    try:
        fcntl.fcntl(stream, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as error:
        return True if error.errno == errno.EAGAIN else None
    fcntl.fcntl(stream, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def _check_present(cycle: "Cycle", receipts: list[tuple[str, str]]) -> None:
    """Raise `UserError` if all files that were received in a folder are gone from it.

    Its drive may be unmounted: tables would be published without these files, and new files
    would be hidden when the drive is mounted again. It is no error if the files were moved to
    another folder, or if at least as many other files are in the folder.
    """
    folders: dict[str, list[tuple[str, str]]] = {}
    for sha256, file in receipts:
        if file.partition("/")[0] in FOLDERS:
            folders.setdefault(file.rpartition("/")[0], []).append((sha256, file))
    for folder, in_folder in folders.items():
        if any((cycle.inputs / file).exists() for _, file in in_folder):
            continue
        present = [path for path, _ in present_files(cycle)]
        others = sum(path.parent == cycle.inputs / folder for path in present)
        digests = {digest(path) for path in present}
        gone = not any(sha256 in digests for sha256, _ in in_folder)
        if gone and others < len({file for _, file in in_folder}):
            raise UserError(
                f"What was received in {cycle.inputs / folder} is gone: {in_folder[0][1]} and all "
                f"other files that the register names there, {len(in_folder)} in all.",
                "If the folder is on a drive, mount the drive again; until then nothing is "
                "published. If the files were removed on purpose, delete their lines from "
                f"{cycle.inputs / 'receipts.csv'}, and confirm that: `rapporteur registers "
                f"confirm {cycle.id} receipts.csv --reason …`.",
            )


def _check_readable(cycle: "Cycle", receipts: _Register) -> None:
    """Raise `UserError` if a file that counts cannot be read: the tables would miss it."""
    files = {file for _, file in receipts}
    for unfit in unfit_files(cycle):
        file = unfit.path.relative_to(cycle.inputs).as_posix()
        if file in files and unfit.path.is_file() and not os.access(unfit.path, os.R_OK):
            raise UserError(f"{unfit.path} was received, and cannot be read now.", unfit.remedy)


def _former(cycle: "Cycle", receipts: _Register) -> Mapping[str, _Receipt]:
    """The first receipt, by SHA-256, of bytes that lie in no place where they were registered."""
    former: dict[str, _Receipt] = {}
    in_place: set[str] = set()
    for (sha256, file), receipt in receipts.items():
        former.setdefault(sha256, receipt)
        if (cycle.inputs / file).exists():
            in_place.add(sha256)
    return {sha256: receipt for sha256, receipt in former.items() if sha256 not in in_place}


def _received(
    cycle: "Cycle",
    path: Path,
    basis: str,
    receipts: _Register,
    former: Mapping[str, _Receipt],
    now: datetime | None,
) -> Received:
    """A received file with its receipt, with the `former` one of its bytes, or one of `now`."""
    sha256 = digest(path)
    # A name may have bytes that are not UTF-8, for instance from an archive of another system.
    name = os.fsencode(path.relative_to(cycle.inputs).as_posix())
    file = append_only_csv.storable(name.decode("utf-8", errors="replace"))
    when, channel = receipts.get((sha256, file)) or former.get(sha256, (now, "folder"))
    return Received(path, file, sha256, basis, when, channel)


def _read_register(register: Path) -> _Register:
    """The time and channel of each receipt by SHA-256 and file; none without a register."""

    def parse(line: int, cells: Mapping[str, str]) -> tuple[tuple[str, str], _Receipt]:
        sha256, when = cells["sha256"].strip().lower(), cells["received_at"].strip()
        if not _SHA256.fullmatch(sha256):
            raise UserError(
                f"{register}, line {line}: “{cells['sha256']}” is no SHA-256.",
                "It has 64 hexadecimal digits; some spreadsheet programs make a number of them.",
            )
        return (sha256, cells["file"]), (_time(register, line, when), cells["channel"])

    return dict(append_only_csv.read(register, COLUMNS, parse))


def _time(register: Path, line: int, text: str) -> datetime | None:
    """A time of receipt; None for an empty text, which means that it is unknown."""
    if not text:
        return None
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        when = None
    if when is None or when.tzinfo is None:
        raise UserError(
            f"{register}, line {line}: “{text}” is no time of receipt.",
            "Write it with its offset from UTC, like 2024-05-10T09:30:00+00:00.",
        )
    return when


def _append(register: Path, files: list[Received], receipts: _Register) -> None:
    """Add the files that are not among the receipts."""
    lines = []
    for received_file in files:
        if (received_file.sha256, received_file.file) not in receipts:
            when = received_file.received_at.isoformat() if received_file.received_at else ""
            lines.append((received_file.sha256, received_file.file, when, received_file.channel))
    if lines:
        append_only_csv.append(register, COLUMNS, lines)
