"""Backup: inputs/ and Prefect's database in one file, while everything runs.

outputs/ is derived and left out, except for the versions of the tables that have a tag: what a
document quotes must be there even if the inputs have changed since.
"""

import hashlib
import os
import re
import shutil
import tarfile
import time
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from rapporteur import __version__
from rapporteur.collect.receipts import being_written, passed_over
from rapporteur.design.cycle import cycle_ids
from rapporteur.disseminate.releases.versions import RECORD, read
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import replacing
from rapporteur.kernel.settings import FILE
from rapporteur.operate.backup_archive import FOLDERS, FORMAT, MANIFEST, Manifest, Member, scratch
from rapporteur.operate.prefect_database import dump

_TRIES: Final = 3
_PAUSE: Final = 0.5  # seconds until a file that was changed is taken again
_LAST: Final = ("receipts.csv", "verified.csv", "decisions.csv", "correspondence.csv")
"""The registers are taken after the files that they are about: none is without its receipt."""
_PASSWORD = re.compile(r"^\s*[\w.]*password\s*=")


@dataclass(frozen=True, slots=True)
class Backup:
    """What was backed up, where to, and what was not."""

    file: Path
    manifest: Manifest
    database: str  # a member, or empty
    notes: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """What a person who keeps backups wants to read."""
        counts = ", ".join(f"{name}: {number}" for name, number in self.manifest.counts.items())
        yield f"{self.file}: {counts}, {self.database or 'no database'}"
        yield from self.notes
        yield from (f"Left out: {name}" for name in self.manifest.left_out)


def back_up(home: Path, file: Path, database: str = "") -> Backup:
    """Back up the home, and the database that is named or that Prefect is set to use.

    Raises `UserError` when there is nothing to back up or the database cannot be had, and
    `OSError` when a file cannot be read or there is no room.
    """
    if not (home / "inputs").is_dir():
        raise UserError(
            f"{home.resolve()} has no inputs/: there is nothing to back up.",
            "Start in the folder that holds inputs/, or name it in RAPPORTEUR_HOME.",
        )
    if any(file.resolve().is_relative_to((home / name).resolve()) for name in FOLDERS):
        raise UserError(f"{file} is among what is backed up.", "Write it elsewhere.")
    with scratch(file.parent) as beside:
        whole = beside / "whole"
        whole.touch(mode=0o600)  # replies may be confidential
        with tarfile.open(whole, "w:gz", compresslevel=6) as tar:
            into = _Archive(tar, beside / "copy")
            for folder in FOLDERS:
                into.add_folder(home, home / folder)
            for version in _tagged(home):
                into.add_folder(home, version)
            notes = list(_settings(into, home / FILE))
            kept, note = dump(database, beside)
            if kept:
                into.add(kept.name, kept.file)
            manifest = into.close(cycles=len(cycle_ids(home)))
        with replacing(file) as target:
            whole.rename(target)
    return Backup(file, manifest, kept.name if kept else "", (*notes, *([note] if note else [])))


class _Archive:
    """The archive while it is written: each file is copied aside, and added when it is whole."""

    def __init__(self, tar: tarfile.TarFile, copy: Path) -> None:
        self._tar, self._copy = tar, copy
        self._files: dict[str, Member] = {}
        self._left_out: list[str] = []

    def add_folder(self, home: Path, top: Path) -> None:
        """Add all that is in a folder, the registers last."""
        for folder in sorted(_folders(top)):
            info = tarfile.TarInfo(folder.relative_to(home).as_posix())
            info.type, info.mode = tarfile.DIRTYPE, 0o755
            self._tar.addfile(info)
        for path in sorted(_files(top), key=lambda path: (path.name in _LAST, path)):
            self._add_whole(path.relative_to(home).as_posix(), path)

    def add(self, name: str, path: Path, stamp: float | None = None) -> None:
        """Add a file that nobody changes."""
        info = tarfile.TarInfo(name)
        info.size = path.stat().st_size
        info.mtime, info.mode = stamp or path.stat().st_mtime, 0o644
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            stream.seek(0)
            self._tar.addfile(info, stream)
        self._files[name] = Member(sha256=digest, size=info.size)

    def add_text(self, name: str, text: str) -> None:
        """Add a text."""
        self._copy.write_text(text, encoding="utf-8", newline="")
        self.add(name, self._copy)

    def close(self, cycles: int) -> Manifest:
        """Add the manifest, and return it."""
        manifest = Manifest(
            format=FORMAT,
            program=__version__,
            made_at=datetime.now(UTC).replace(microsecond=0),
            counts={"cycles": cycles, "files": len(self._files)},
            left_out=tuple(self._left_out),
            files=self._files,
        )
        self._copy.write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
        self.add(MANIFEST, self._copy)
        return manifest

    def _add_whole(self, name: str, path: Path) -> None:
        """Add a file as it is at one moment. One that is never whole is not received yet."""
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(_PAUSE)
            try:
                if being_written(path):
                    continue
                before = _state(path)
                shutil.copyfile(path, self._copy)
                if _state(path) == before and not being_written(path):
                    self.add(name, self._copy, path.stat().st_mtime)
                    return
            except FileNotFoundError:
                if not passed_over(Path(name)):
                    self._left_out.append(f"{name} (it was removed meanwhile)")
                return
        self._left_out.append(f"{name} (it is being written)")


def _state(path: Path) -> tuple[int, int, int]:
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns


def _walk(top: Path) -> Iterator[tuple[Path, list[str]]]:
    """The folders below, through links too, each once."""
    seen: set[str] = set()
    for root, folders, files in os.walk(top, followlinks=True):
        real = os.path.realpath(root)
        if real in seen:
            folders.clear()
            continue
        seen.add(real)
        yield Path(root), files


def _folders(top: Path) -> Iterator[Path]:
    return (folder for folder, _ in _walk(top))


def _files(top: Path) -> Iterator[Path]:
    return (path for folder, names in _walk(top) for n in names if (path := folder / n).is_file())


def _tagged(home: Path) -> Iterator[Path]:
    """The folders of the versions that have a tag. Raises `UserError` for a damaged record."""
    for record in sorted((home / "outputs").glob(f"*/versions/*/{RECORD}")):
        if read(record.parent).tag:
            yield record.parent


def _settings(into: _Archive, path: Path) -> Iterator[str]:
    """Add the settings without passwords; yields what is to be said about it."""
    if not path.exists():
        return
    text = path.read_text(encoding="utf-8")
    try:
        passwords = [password for password in _passwords(tomllib.loads(text)) if password]
    except tomllib.TOMLDecodeError:
        yield f"{path} is not valid TOML, and is left out: it may hold a password."
        return
    if passwords:
        yield (
            f"{path} holds a password, which is not in the backup. Give it as a variable, such as "
            "RAPPORTEUR_SMTP__PASSWORD."
        )
        lines = text.splitlines(keepends=True)
        text = "".join(line for line in lines if not _PASSWORD.match(line))
        if any(part in text for password in passwords for part in password.splitlines()):
            yield f"{path} is left out altogether: the password stands in it in another way too."
            return
    into.add_text(path.name, text)


def _passwords(table: Mapping[str, object]) -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _passwords(value)
        elif key == "password":
            yield str(value)
