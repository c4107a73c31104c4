"""Restore: put what a backup holds into a home that has nothing yet, once all of it is verified.

The hashes of a backup say that it is whole, and its signature by whom it was made. The key is
where the lost installation was: without it a restore goes on, since there would be no other help
after a loss, and says what nobody can know. With the key a backup that it did not sign is refused
unless that is asked for: it was changed, or is another installation's.
"""

import hashlib
import hmac
import os
import tarfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from rapporteur import __version__
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.installation_secrets import FOLDER as SECRETS
from rapporteur.kernel.settings import FILE
from rapporteur.operate.backup_archive import (
    FORMAT,
    MANIFEST,
    POSTGRESQL,
    SQLITE,
    Manifest,
    mode,
    scratch,
    signature,
)

_TO_LOAD = {
    SQLITE: "Prefect's database is {path}. With the server stopped, put it where the server looks "
    "for it: PREFECT_HOME/prefect.db, else ~/.prefect/prefect.db, and remove prefect.db-wal and "
    "prefect.db-shm beside it.",
    POSTGRESQL: "Prefect's database is {path}. `rapporteur serve` loads it when it makes its own. "
    "Into another PostgreSQL load it with the server stopped: "
    "pg_restore --clean --if-exists --no-owner --dbname=postgresql://USER@HOST/prefect {path}",
}


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put where."""

    home: Path
    manifest: Manifest
    notes: tuple[str, ...]

    def lines(self) -> Iterator[str]:
        """What a person who restores wants to read."""
        counts = ", ".join(f"{name}: {number}" for name, number in self.manifest.counts.items())
        backed_up_at = self.manifest.made_at.isoformat()
        program = self.manifest.program
        yield f"{self.home}: {counts}, verified; backed up at {backed_up_at} by {program}"
        yield from self.notes
        # What to do about secrets is among the notes.
        left_out = (name for name in self.manifest.left_out if not name.startswith(SECRETS))
        yield from (f"Not in the backup: {name}" for name in left_out)


def restore(
    file: Path, home: Path, key: Path | None = None, *, unverified: bool = False
) -> Restored:
    """Verify a backup and put it into `home`; `key` is the file of the key that signed it.

    Raises `UserError`, and puts nothing in place, when the home has inputs/ already or when the
    backup is damaged, of a newer format, or holds anything but what its manifest names; unless
    `unverified`, also when the key did not sign it.
    """
    inputs = home / "inputs"
    if inputs.exists() and (not inputs.is_dir() or any(inputs.iterdir())):
        raise UserError(
            f"{inputs} is there already, and nothing is put over it.",
            "Restore into an empty folder, or rename inputs/ first.",
        )
    if not file.is_file():
        raise UserError(f"{file} is not a file.")
    with scratch(home) as beside:
        _unpack(file, beside)
        manifest = _verified(file, beside)
        signed = _signed(file, (beside / MANIFEST).read_bytes(), key, unverified)
        notes = (signed, *_put(beside, home, manifest))
    return Restored(home, manifest, notes)


def _unpack(file: Path, beside: Path) -> None:
    try:
        with tarfile.open(file, "r:gz") as tar:
            for member in tar:
                if not (member.isreg() or member.isdir()):
                    raise UserError(
                        f"{file} holds “{member.name}”, which is neither file nor folder.",
                        "It was not written by `rapporteur backup`: take another one.",
                    )
                access = mode(member.name, is_folder=member.isdir())
                tar.extract(member.replace(mode=access, deep=False), beside, filter="data")
    except tarfile.FilterError as error:
        raise UserError(
            f"{file} would write outside of its folder: {error}.",
            "It was not written by `rapporteur backup`: take another one.",
        ) from error
    except (tarfile.TarError, EOFError, zlib.error, UnicodeError, ValueError) as error:
        raise _damaged(file, str(error)) from error
    except OSError as error:
        if error.errno is None:  # gzip's own
            raise _damaged(file, str(error)) from error
        raise


def _verified(file: Path, beside: Path) -> Manifest:
    """The manifest, when all that it names is there as it says, and nothing else is."""
    try:
        manifest = Manifest.model_validate_json((beside / MANIFEST).read_bytes())
    except FileNotFoundError as error:
        raise _damaged(file, f"it has no {MANIFEST}") from error
    except ValidationError as error:
        raise _damaged(file, f"its {MANIFEST} cannot be understood") from error
    if manifest.format > FORMAT:
        raise UserError(
            f"{file} is of format {manifest.format}: rapporteur {__version__} reads up to format "
            f"{FORMAT}.",
            f"Install rapporteur {manifest.program} or later, which wrote it.",
        )
    there = {
        path.relative_to(beside).as_posix() for path in beside.rglob("*") if not path.is_dir()
    } - {MANIFEST}
    if not (beside / "inputs").is_dir():
        raise _damaged(file, "it has no inputs/")
    if odd := sorted(there ^ manifest.files.keys()):
        raise _damaged(file, f"it lacks, or has too much: {', '.join(odd[:5])}")
    for name, member in manifest.files.items():
        with (beside / name).open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != member.sha256:
                raise _damaged(file, f"{name} is not what was backed up")
            os.fsync(stream.fileno())
    return manifest


def _signed(file: Path, manifest: bytes, key: Path | None, unverified: bool) -> str:
    """Say who made the backup. Raises `UserError` if it is not the installation with that key."""
    stated = Manifest.model_validate_json(manifest).signature
    if key is None:
        return (
            "Nobody has verified which installation made this backup: to verify it, restore with "
            f"--key and a copy of {SECRETS}/signing-key as it was there."
        )
    secret = key.read_text(encoding="ascii", errors="replace").strip()
    if len(secret) < 64:
        raise UserError(
            f"{key} does not hold the key of an installation.",
            f"Name a copy of {SECRETS}/signing-key.",
        )
    if stated and hmac.compare_digest(stated, signature(manifest, secret)):
        return "It was made by the installation with this key, and has not been changed since."
    why = "was not signed by this key" if stated else "is not signed"
    if not unverified:
        raise UserError(
            f"{file} {why}: another installation made it, or it was changed afterwards.",
            "Take another backup. If you know where it comes from, restore with --unverified.",
        )
    return f"It {why}, and was restored all the same."


def _put(beside: Path, home: Path, manifest: Manifest) -> Iterator[str]:
    """Put everything in its place, inputs/ last: without it a restore may be tried again."""
    for name in ("sql", "expectations", "outputs", FILE):
        if not (beside / name).exists():
            continue
        if (home / name).exists():
            yield f"{home / name} is there already and is left as it is."
        else:
            (beside / name).rename(home / name)
    for name, sentence in _TO_LOAD.items():
        if name in manifest.files:
            path = home / name
            path.parent.mkdir(exist_ok=True)
            (beside / name).replace(path)
            yield sentence.format(path=path)
    if not (beside / SECRETS).exists():
        yield (
            f"{SECRETS} is not in it: put your copy there before anything runs, else new keys are "
            "made, and what the former ones have signed is not recognized."
        )
    if (home / "inputs").exists():
        (home / "inputs").rmdir()
    (beside / "inputs").rename(home / "inputs")


def _damaged(file: Path, why: str) -> UserError:
    return UserError(
        f"{file} cannot be restored: {why}.",
        "Take another backup: this one is damaged, or was not written by `rapporteur backup`.",
    )
