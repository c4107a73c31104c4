"""Backup: inputs/ and Prefect's database in one file, while everything runs.

outputs/ is derived and left out, except for the versions of the tables that have a tag: what a
document quotes must be there even if the inputs have changed since. Backups are kept elsewhere, and
more people read them: passwords, the installation's secrets, and what a link within inputs/ leads
to elsewhere on the machine are left out unless the operator asks for them.
"""

import hashlib
import json
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
from typing import Any, Final

from rapporteur import __version__
from rapporteur.collect.receipts import being_written, passed_over
from rapporteur.design.cycle import cycle_ids
from rapporteur.disseminate.releases.versions import RECORD, read
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import replacing
from rapporteur.kernel.installation_secrets import FOLDER as SECRETS
from rapporteur.kernel.installation_secrets import installation_secret
from rapporteur.kernel.settings import FILE
from rapporteur.operate.backup_archive import (
    FOLDERS,
    FORMAT,
    KEY,
    MANIFEST,
    Manifest,
    Member,
    mode,
    scratch,
    signature,
)
from rapporteur.operate.prefect_database import dump

_TRIES: Final = 3
_PAUSE: Final = 0.5  # seconds until a file that was changed is taken again
_LAST: Final = ("receipts.csv", "verified.csv", "decisions.csv", "correspondence.csv")
"""The registers are taken after the files that they are about: none is without its receipt."""
_SECRET_NAME = re.compile(r"(?i)passw|pwd|secret|token|credential|api.?key")
_LOGIN = re.compile(r"[^\s/@]:[^\s/@]+@")  # user:password@host


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


def back_up(
    home: Path,
    file: Path,
    database: str = "",
    *,
    with_secrets: bool = False,
    follow_links: bool = False,
) -> Backup:
    """Back up the home, and the database that is named or that Prefect is set to use.

    With secrets, whoever has the backup can sign as this installation and start its runs.
    `follow_links` is for folders that a link in inputs/ leads to, such as a share.

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
    key, unsigned = _key(home)  # made before what is backed up is looked at
    with scratch(file.parent) as beside:
        whole = beside / "whole"
        whole.touch(mode=0o600)  # replies may be confidential
        with tarfile.open(whole, "w:gz", compresslevel=6) as tar:
            into = _Archive(tar, beside / "copy", home, with_secrets, follow_links)
            for folder in FOLDERS:
                into.add_folder(home / folder)
            for version in _tagged(home):
                into.add_folder(version)
            notes = [*unsigned, *_settings(into, home / FILE)]
            kept, note = dump(database, home, beside)
            if kept:
                into.add(kept.name, kept.file)
            manifest = into.close(cycles=len(cycle_ids(home)), key=key)
        with replacing(file) as target:
            whole.rename(target)
    return Backup(file, manifest, kept.name if kept else "", (*notes, *([note] if note else [])))


class _Archive:
    """The archive while it is written: each file is copied aside, and added when it is whole."""

    def __init__(
        self, tar: tarfile.TarFile, copy: Path, home: Path, with_secrets: bool, follow_links: bool
    ) -> None:
        self._tar, self._copy, self._home = tar, copy, home
        self._with_secrets, self._follow_links = with_secrets, follow_links
        # A top folder may be a link of the operator's; what is in it need not be the operator's.
        self._tops = [(home / name).resolve() for name in (*FOLDERS, "outputs")]
        self._files: dict[str, Member] = {}
        self._left_out: list[str] = []

    def add_folder(self, top: Path) -> None:
        """Add all that is in a folder, the registers last."""
        files: list[Path] = []
        for folder, names in self._walk(top):
            info = tarfile.TarInfo(self._name(folder))
            info.type, info.mode = tarfile.DIRTYPE, mode(info.name, is_folder=True)
            self._tar.addfile(info)
            paths = (folder / name for name in names)
            files += [path for path in paths if self._within(path)]
        for path in sorted(files, key=lambda path: (path.name in _LAST, path)):
            self._add_whole(self._name(path), path)

    def _name(self, path: Path) -> str:
        return path.relative_to(self._home).as_posix()

    def _walk(self, top: Path) -> Iterator[tuple[Path, list[str]]]:
        """The folders below with the names of their files, through links too, each once."""
        seen: set[str] = set()
        for root, folders, files in os.walk(top, followlinks=True):
            real = os.path.realpath(root)
            if real in seen:
                folders.clear()
                continue
            seen.add(real)
            folders[:] = sorted(name for name in folders if self._within(Path(root, name)))
            yield Path(root), files

    def _within(self, path: Path) -> bool:
        """Whether a file or folder belongs into the backup; if not, it is said."""
        name = self._name(path)
        if name == SECRETS and not self._with_secrets:
            self._left_out.append(
                f"{name}: keep a copy of it elsewhere, or use --with-secrets; what was signed is "
                "recognized by its keys alone"
            )
            return False
        if path.is_symlink() and not self._follow_links:
            real = path.resolve()
            if not any(real.is_relative_to(top) for top in self._tops):
                self._left_out.append(
                    f"{name} (a link to elsewhere; --follow-links includes what it leads to)"
                )
                return False
        if os.path.lexists(path) and not path.is_dir() and not path.is_file():
            self._left_out.append(f"{name} (neither a file nor a folder)")
            return False
        return True

    def add(self, name: str, path: Path, stamp: float | None = None) -> None:
        """Add a file that nobody changes."""
        info = tarfile.TarInfo(name)
        info.size = path.stat().st_size
        info.mtime, info.mode = stamp or path.stat().st_mtime, mode(name, is_folder=False)
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            stream.seek(0)
            self._tar.addfile(info, stream)
        self._files[name] = Member(sha256=digest, size=info.size)

    def add_text(self, name: str, text: str) -> None:
        """Add a text."""
        self._copy.write_text(text, encoding="utf-8", newline="")
        self.add(name, self._copy)

    def close(self, cycles: int, key: str) -> Manifest:
        """Add the manifest, signed if there is a key, and return it."""
        manifest = Manifest(
            format=FORMAT,
            program=__version__,
            made_at=datetime.now(UTC).replace(microsecond=0),
            counts={"cycles": cycles, "files": len(self._files)},
            left_out=tuple(self._left_out),
            files=self._files,
        )
        if key:
            signed = signature(manifest.model_dump_json(), key)
            manifest = manifest.model_copy(update={"signature": signed})
        self._copy.write_text(manifest.model_dump_json(indent=1), encoding="utf-8")
        self.add(MANIFEST, self._copy)
        return manifest

    def _add_whole(self, name: str, path: Path) -> None:
        """Add a file as it is at one moment. One that is never whole is not received yet."""
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(_PAUSE)
            try:
                if being_written(path.resolve()):
                    continue
                before = _state(path)
                shutil.copyfile(path, self._copy)
                if _state(path) == before and not being_written(path.resolve()):
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


def _tagged(home: Path) -> Iterator[Path]:
    """The folders of the versions that have a tag. Raises `UserError` for a damaged record."""
    for record in sorted((home / "outputs").glob(f"*/versions/*/{RECORD}")):
        if read(record.parent).tag:
            yield record.parent


def _key(home: Path) -> tuple[str, list[str]]:
    """The key of the installation; none, and why, where this account cannot read it."""
    try:
        return installation_secret(home, KEY), []
    except OSError as error:
        return "", [f"The backup is not signed: {error.filename}: {error.strerror}."]


def _settings(into: _Archive, path: Path) -> Iterator[str]:
    """Add the settings without passwords; yields what is to be said about it.

    As they are written where nothing in the file looks like a secret, else without comments and
    without what does.
    """
    if not path.exists():
        return
    text = path.read_text(encoding="utf-8")
    try:
        settings = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        yield f"{path} is not valid TOML, and is left out: it may hold a password."
        return
    left_out: list[str] = []
    kept = _without_secrets(settings, "", left_out)
    if not left_out and not _SECRET_NAME.search(text) and not _LOGIN.search(text):
        into.add_text(path.name, text)
        return
    into.add_text(path.name, "".join(_toml(kept, "")))
    if left_out:
        yield (
            f"{path} holds a password, or what looks like it. It is in the backup without its "
            f"comments and without {', '.join(left_out)}: give that as a variable, such as "
            "RAPPORTEUR_SMTP__PASSWORD."
        )
    else:
        yield f"{path} is in the backup without its comments, which may hold a password."


def _without_secrets(
    table: Mapping[str, Any], within: str, left_out: list[str]
) -> Mapping[str, Any]:
    """A table without the keys that look like a secret or whose value has a login."""
    kept = {}
    for key, value in table.items():
        name = f"{within}{key}"
        if isinstance(value, Mapping):
            kept[key] = _without_secrets(value, f"{name}.", left_out)
        elif _SECRET_NAME.search(key) or _LOGIN.search(json.dumps(value, default=str)):
            left_out.append(name)
        else:
            kept[key] = value
    return kept


def _toml(table: Mapping[str, Any], within: str) -> Iterator[str]:
    """The lines of a table: what the settings may be is written alike in JSON and TOML."""
    plain = {key: value for key, value in table.items() if not isinstance(value, Mapping)}
    if plain and within:
        yield f"[{within}]\n"
    for key, value in plain.items():
        yield f"{key} = {json.dumps(value, ensure_ascii=False, default=str)}\n"
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _toml(value, f"{within}.{key}" if within else key)
