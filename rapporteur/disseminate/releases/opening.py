"""Open a version to readers, and repair what a killed run left.

For one process at a time.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.releases import versions
from rapporteur.disseminate.releases.versions import PARTS, RECORD, TABLES, Version
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import digest, replacing

_NEXT, _FORMER, _LINK = ".next", ".former", ".link"
_PENDING = f".{RECORD}"
"""The name of the record while its version is not open yet."""


@contextmanager
def beside(cycle: Cycle) -> Iterator[Path]:
    """Repair what a killed run left, and give an empty folder to write the next version into."""
    home = versions.home(cycle)
    home.mkdir(parents=True, exist_ok=True)
    folder = home / _NEXT
    _settle(cycle)
    folder.mkdir()
    try:
        yield folder
    finally:
        _remove(folder)


def add(cycle: Cycle, folder: Path, version: Version) -> Version:
    """Make the content of `folder` a version with the next number, and open it to readers."""
    number = versions.next_number(cycle)
    target = versions.folder_of(cycle, number)
    made = version.model_copy(update={"number": number, "folder": target})
    with replacing(folder / _PENDING) as path:
        path.write_text(made.text(), "utf-8")
    folder.rename(target)
    open_parts(cycle, target)
    (target / _PENDING).rename(target / RECORD)
    return made


def open_parts(cycle: Cycle, folder: Path) -> None:
    """Point the links to the parts in the folder of a version, the tables first.

    Raises `UserError` where the drive has no symbolic links.
    """
    for part in PARTS:
        link, target = cycle.outputs / part, Path(versions.home(cycle).name, folder.name, part)
        if not (folder / part).is_dir() or (link.is_symlink() and link.readlink() == target):
            continue
        if link.is_dir() and not link.is_symlink():  # an older program made it
            link.rename(versions.home(cycle) / _FORMER)
        path = versions.home(cycle) / _LINK
        path.unlink(missing_ok=True)
        try:
            # Relative to where the link will be, since a home may be moved.
            path.symlink_to(target)
        except OSError as error:
            raise UserError(
                f"{cycle.outputs} is on a drive that has no symbolic links: {error.strerror}.",
                "Keep outputs/ on a local disk, or on NFS.",
            ) from error
        path.replace(link)
        _remove(versions.home(cycle) / _FORMER)


def share(before: Path, after: Path) -> None:
    """Hard-link the files of `after` that are equal to those of `before`, to save disk space."""
    for path in sorted(after.rglob("*")):
        old = before / path.relative_to(after)
        if path.is_file() and old.is_file() and digest(old) == digest(path):
            link = path.with_name(f".{path.name}{_LINK}")
            try:
                os.link(old, link)
            except OSError:  # no hard links on this drive, or too many of this file
                return
            link.replace(path)


def shared(before: Path, after: Path) -> None:
    """Copy a folder with hard links, or with copies where the drive has no hard links."""
    shutil.copytree(before, after, copy_function=_link)


def _settle(cycle: Cycle) -> None:
    home = versions.home(cycle)
    _remove(home / _NEXT)
    seen = cycle.outputs / TABLES
    if seen.is_symlink():
        folder = cycle.outputs / seen.readlink().parent
        if (folder / _PENDING).exists():  # the run was killed after opening it
            (folder / _PENDING).rename(folder / RECORD)
    for _, folder in versions.numbered(cycle):
        if not (folder / RECORD).exists():
            _remove(folder)
    now = versions.current(cycle)
    if seen.is_dir() and now is None:
        _adopt(cycle, seen)
    elif (
        now is not None and not seen.is_symlink()
    ):  # in a copy of a home, where links became folders
        open_parts(cycle, now.folder)
    elif not seen.is_symlink() and (there := versions.versions(cycle)):
        open_parts(cycle, there[-1].folder)
    _remove(home / _FORMER)


def _adopt(cycle: Cycle, tables: Path) -> None:
    """Make a version of the folder in which an older program published."""
    files = [path for path in tables.rglob("*") if path.is_file()]
    if not files:
        shutil.rmtree(tables)
        return
    folder = versions.home(cycle) / _NEXT
    shared(tables, folder / TABLES)
    last = datetime.fromtimestamp(max(path.stat().st_mtime for path in files), UTC)
    add(cycle, folder, Version(published_at=last.replace(microsecond=0)))


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
