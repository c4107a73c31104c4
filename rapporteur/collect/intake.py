"""Intake: put files that come through a channel (mail, drop folder) among the submissions.

A file is taken once, when it is complete. It is written under a temporary name, its receipt is
registered, and it is flushed to the disk and renamed: the source may be deleted as soon as `take`
has returned.
"""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from getpass import getuser
from itertools import count
from pathlib import Path

from rapporteur.collect.receipts import (
    Received,
    add_receipts,
    complete_stream,
    mailed_from,
    passed_over,
    receipts_of,
)
from rapporteur.collect.unfit_files import (
    LARGEST,
    Unfit,
    UnfitError,
    below,
    cannot_be_read,
    lying,
    opened,
)
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.files import replacing

_LONGEST = 150  # bytes of a name: most file systems allow 255, and a digest may be appended
_LONGEST_SUFFIX = 20
# Separators, characters that other systems refuse, surrogates of undecodable bytes, and what ends
# a line or turns the text behind it round, as if the suffix were another.
_NOT_IN_A_NAME = re.compile(
    '[\x00-\x1f\x7f-\x9f/\\\\:*?"<>|\u2028-\u202e\u2066-\u2069\ud800-\udfff]+'
)


def take(cycle: Cycle, name: str, content: bytes, channel: str, when: datetime) -> Received | None:
    """Put a file among the submissions of a cycle and register its receipt.

    None if the same bytes were taken before, unless they came from strangers alone and now come
    from a respondent or from the secretariat. If the name is in use for another file, the digits of
    the submission are added to it.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    receipts = receipts_of(cycle, sha256)  # raises if what was received before is gone
    before = {
        _origin(cycle, known) for file, known in receipts.items() if (cycle.inputs / file).exists()
    }
    origin = _origin(cycle, channel)
    if before and (origin == "" or origin in before or _SECRETARIAT in before):
        return None
    folder = cycle.inputs / "submissions" / channel.partition(":")[0]
    path, file = next(
        (path, file)
        for path in _paths(folder, safe_name(name), sha256)
        if (file := path.relative_to(cycle.inputs).as_posix())
        and not path.exists()
        # The receipt of a place stays: it must not name somebody else.
        and _origin(cycle, receipts.get(file, channel)) == origin
    )
    received = Received(path, file, sha256, "reply", when, channel)
    with replacing(path) as beside:
        beside.write_bytes(content)
        # Before the file appears: without a receipt, it would be registered as of the folder.
        add_receipts(cycle, [received])
    return received


_SECRETARIAT = "secretariat"


def _origin(cycle: Cycle, channel: str) -> str:
    """Who sent a file: the code of the respondent with that address, empty for a stranger."""
    address = mailed_from(channel)
    if address is None:
        return _SECRETARIAT
    owner = cycle.roster.with_address(address)
    return owner.code if owner else ""


def safe_name(name: str) -> str:
    """A file name that every file system allows and `passed_over` does not ignore.

    `name` is the sender's and may be anything; the result is as near to it as possible.
    """
    safe = _NOT_IN_A_NAME.sub("_", unicodedata.normalize("NFC", name))
    safe = safe.lstrip("~$. ").rstrip(" .") or "file"
    stem, suffix = os.path.splitext(safe)
    if len(suffix.encode()) > _LONGEST_SUFFIX:
        stem, suffix = safe, ""
    while len(f"{stem}{suffix}".encode()) > _LONGEST:
        stem = stem[:-1]
    safe = f"{stem.rstrip(' .')}{suffix}"
    return f"{safe}_" if passed_over(Path(safe)) else safe


def drop_folder(drop: Path, cycle: Cycle) -> Iterator[Path]:
    """The paths in the cycle's folder of the drop folder, by name, of whatever lies there."""
    top = drop / cycle.id
    for path in sorted(path for path, _ in lying(top)) if not top.is_symlink() else ():
        if not passed_over(path.relative_to(drop)):
            yield path


@dataclass(frozen=True, slots=True)
class Dropped:
    """The files that were taken from a drop folder, and what was not, and stays there."""

    taken: Sequence[Received]
    unfit: Sequence[Unfit]


def take_dropped(drop: Path, cycle: Cycle, when: datetime) -> Dropped:
    """Move the complete files of the cycle's drop folder among its submissions.

    A file is deleted from the drop folder only after it is among the submissions. What is no file
    that may be taken stays, and the others are taken. Links to folders are not followed.
    """
    taken, not_taken = [], []
    top = drop / cycle.id
    if top.is_symlink():
        return Dropped([], [Unfit(top, "it is a link", "Put the folder itself there.")])
    closed: list[OSError] = []
    for folder, folders, files, number in (
        os.fwalk(top, onerror=closed.append) if top.is_dir() else ()
    ):
        at = Path(folder)
        for path, not_entered in below(at, folders, len(at.relative_to(top).parts)):
            if not passed_over(path.relative_to(drop)):
                not_taken.append(not_entered)
        folders.sort()
        for name in sorted(files):
            path = at / name
            if passed_over(path.relative_to(drop)):
                continue
            try:
                content = _read_complete(name, number, path)
                if content is None:
                    continue
                received = take(cycle, name, content, "drop", when)
                _remove(name, number, path)
            except UnfitError as error:
                not_taken.append(error.unfit)
                continue
            if received:
                taken.append(received)
    not_taken += [cannot_be_read(Path(error.filename), error) for error in closed]
    return Dropped(taken, not_taken)


def _read_complete(name: str, folder: int, path: Path) -> bytes | None:
    """The content of a file; None if a process is writing to it, or it is gone.

    Raises `UnfitError`.
    """
    try:
        with opened(name, folder, path, LARGEST) as stream:
            if not complete_stream(stream):
                return None
            content = stream.read(LARGEST + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnfitError(cannot_be_read(path, error)) from error
    if len(content) > LARGEST:
        return None  # it grows: somebody writes to it
    return content


def _remove(name: str, folder: int, path: Path) -> None:
    """Remove a file that was taken. Raises `UnfitError` if it must stay."""
    try:
        os.unlink(name, dir_fd=folder)
    except FileNotFoundError:
        pass
    except OSError as error:
        why = f"it was taken, and cannot be removed ({error.strerror})"
        raise UnfitError(Unfit(path, why, f"Give {getuser()} the right to its folder.")) from error


def _paths(folder: Path, name: str, sha256: str) -> Iterator[Path]:
    """Where a file may be put, the best first."""
    path = folder / name
    yield path
    stem = f"{path.stem}-{sha256[:12]}"
    yield path.with_name(f"{stem}{path.suffix}")
    for number in count(2):
        yield path.with_name(f"{stem}-{number}{path.suffix}")
