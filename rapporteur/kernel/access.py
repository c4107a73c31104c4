"""Who may read the files of a home: its account and its group, since replies are confidential."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_UMASK: Final = 0o027
"""Files are made as 0640 and folders as 0750."""


def keep_new_files_from_others() -> None:
    """Let nobody but account and group read what this process, and those it starts, will write.

    Whatever the shell that starts it has set: of a stricter umask the group would have tables
    that it cannot read. What is to be the account's alone is made so where it is written.
    """
    os.umask(_UMASK)


def open_to_others(top: Path) -> Iterator[Path]:
    """The files and folders at and below `top` that every account of the machine can reach.

    Those that can be read or written and, of the folders, entered by others: not those within a
    folder that others cannot enter. Links are followed, each folder once.
    """
    real = top.resolve()
    if all(_mode(folder) & stat.S_IXOTH for folder in real.parents):
        yield from _open_below(top, set())


def _open_below(path: Path, seen: set[Path]) -> Iterator[Path]:
    if path.is_symlink() and not all(_mode(one) & stat.S_IXOTH for one in path.resolve().parents):
        return
    mode = _mode(path)
    if mode & (stat.S_IROTH | stat.S_IWOTH):
        yield path
    if not stat.S_ISDIR(mode) or not mode & stat.S_IXOTH or path.resolve() in seen:
        return
    seen.add(path.resolve())
    for below in sorted(path.iterdir()):
        yield from _open_below(below, seen)


def _mode(path: Path) -> int:
    try:
        return path.stat().st_mode
    except OSError:  # a link to nothing, or a file that was removed meanwhile
        return 0
