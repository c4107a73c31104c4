"""What lies in a folder and is no file that may be taken: links, pipes, devices, what is too large.

Whoever may write to a folder decides what lies in it. A link would have this program read what
its writer may not; a pipe would have it wait for ever; a huge file would fill the memory.
"""

import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from getpass import getuser
from pathlib import Path
from typing import BinaryIO

LARGEST = 64 * 2**20
"""The bytes of a file that is read."""

DEEPEST = 10
"""How many folders one in the other are looked into: a path may have 4,096 bytes."""

LARGEST_REGISTERED = 2**30
"""The bytes of a file that is registered, which takes a reading of all of it."""

_KINDS = {
    stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device", stat.S_IFBLK: "a device",
}  # fmt: skip
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Unfit:
    """Something that is not taken: its path, why, and what to do about it."""

    path: Path
    why: str
    remedy: str

    def __str__(self) -> str:
        return f"{shown(self.path)} is not taken: {self.why}. {self.remedy}"


class UnfitError(Exception):
    """Raised for something that is not to be read; `unfit` says what and why."""

    def __init__(self, unfit: Unfit) -> None:
        super().__init__(str(unfit))
        self.unfit = unfit


def lying(top: Path) -> Iterator[tuple[Path, Unfit | None]]:
    """What lies in a folder and in those below it, in any order, and why it is not to be taken.

    A folder is named only if it is not looked into.
    """
    closed: list[OSError] = []
    for folder, folders, files in os.walk(top, onerror=closed.append):
        at = Path(folder)
        for path, not_entered in below(at, folders, len(at.relative_to(top).parts)):
            yield path, not_entered
        for name in files:
            path = at / name
            why = unfit(path)
            if why is None and not os.access(path, os.R_OK) and path.exists():
                why = cannot_be_read(path, PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
            yield path, why
    for error in closed:
        if not isinstance(error, FileNotFoundError):
            yield Path(error.filename), cannot_be_read(Path(error.filename), error)


def below(folder: Path, folders: list[str], depth: int) -> Iterator[tuple[Path, Unfit]]:
    """Take from `folders`, which lie in `folder`, those that are not to be looked into.

    `depth` is how many folders `folder` lies in. Yields each with the reason.
    """
    for name in list(folders):
        path = folder / name
        why = Unfit(path, "it is a link", "Put the folder itself there.")
        if not path.is_symlink():
            if depth < DEEPEST:
                continue
            why = Unfit(path, f"it lies in more than {DEEPEST} folders", "Move its files up.")
        folders.remove(name)
        yield path, why


def cannot_be_read(path: Path, error: OSError) -> Unfit:
    """What the account of this program may not open."""
    return Unfit(
        path, f"it cannot be read ({error.strerror})", f"Give {getuser()} the right to it."
    )


def shown(path: Path) -> str:
    """A path for a message: what would move the cursor or turn the text round is escaped."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return _UNSEEN.sub(lambda found: ascii(found[0])[1:-1], text)


def unfit(path: Path, largest: int = LARGEST_REGISTERED) -> Unfit | None:
    """Why what lies at a path is not to be taken; None for a file, a folder, and what is gone."""
    try:
        state = path.lstat()
    except FileNotFoundError:
        return None
    if stat.S_ISDIR(state.st_mode):
        return None
    if stat.S_ISREG(state.st_mode) and _UNSEEN.search(path.name):
        return Unfit(path, "its name has signs that nobody sees", "Rename it.")
    return _unfit(path, state, largest)


def _unfit(path: Path, state: os.stat_result, largest: int) -> Unfit | None:
    if stat.S_ISLNK(state.st_mode):
        return Unfit(path, "it is a link", "Put the file itself there.")
    if not stat.S_ISREG(state.st_mode):
        kind = _KINDS.get(stat.S_IFMT(state.st_mode), "no file")
        return Unfit(path, f"it is {kind}", "Remove it.")
    if state.st_size > largest:
        limit = f"more than {largest // 2**20:,} MiB"
        return Unfit(path, f"it has {limit}", "Take pictures and other documents out of it.")
    return None


@contextmanager
def opened(name: str, folder: int, path: Path, largest: int) -> Iterator[BinaryIO]:
    """Open the file `name` in the folder of that descriptor, which is at `path`.

    What is looked at is what was opened: nobody can exchange it between the two. Raises
    `UnfitError`, and `OSError` where it is gone or may not be read.
    """
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    try:
        number = os.open(name, flags, dir_fd=folder)
    except OSError as error:
        kinds = {errno.ELOOP: stat.S_IFLNK, errno.ENXIO: stat.S_IFSOCK}  # open(2)
        if error.errno in kinds:
            state = os.stat_result((kinds[error.errno], *[0] * 9))
            if found := _unfit(path, state, largest):
                raise UnfitError(found) from error
        raise
    with os.fdopen(number, "rb") as stream:
        state = os.fstat(number)
        found = _unfit(path, state, largest) or _of_another(path, state, folder)
        if found:
            raise UnfitError(found)
        yield stream


def _of_another(path: Path, state: os.stat_result, folder: int) -> Unfit | None:
    """Whether a file has other names, and another owner than its folder.

    A hard link to a file of somebody else's is as good as a symbolic one where the system lets
    anybody make it (proc(5), fs.protected_hardlinks).
    """
    if state.st_nlink > 1 and state.st_uid != os.fstat(folder).st_uid:
        return Unfit(
            path, "it is a second name of a file of another account", "Put a copy of it there."
        )
    return None
