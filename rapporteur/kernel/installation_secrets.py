"""Secrets that an installation makes for itself, each when it is first needed.

They are files of the account alone, in inputs/.secrets/: outputs/ may be deleted, and what a secret
has signed must still be recognized afterwards.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

from rapporteur.kernel.errors import UserError

FOLDER = "inputs/.secrets"


def installation_secret(home: Path, name: str) -> str:
    """The secret of that name: 256 random bits in hexadecimal.

    Of several processes that need a new secret at once, one makes it. Raises `UserError` if the
    file does not hold a secret.
    """
    path = home / FOLDER / name
    if not path.exists():
        _make(path)
    return _read(path)


def existing_secret(home: Path, name: str) -> str | None:
    """The secret of that name; None where none was needed yet. Raises `UserError` as above."""
    path = home / FOLDER / name
    return _read(path) if path.exists() else None


def _read(path: Path) -> str:
    secret = path.read_text(encoding="ascii", errors="replace").strip()
    if len(secret) < 64:
        raise UserError(
            f"{path} does not hold a secret.",
            "Restore the file from a copy. If there is none, delete it and a new secret is made; "
            "what the lost one has signed is then not recognized.",
        )
    return secret


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, name = mkstemp(dir=path.parent, prefix=".")  # readable by its owner alone
    beside = Path(name)
    if os.geteuid() == 0:  # a command of root's must not keep it from the account of the home
        inputs = path.parents[1].stat()
        for made in (path.parent, beside):
            os.chown(made, inputs.st_uid, inputs.st_gid)
    try:
        with open(number, "w", encoding="ascii") as stream:
            stream.write(f"{secrets.token_hex(32)}\n")
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(beside)  # unlike a renaming, it fails if another process was first
    finally:
        beside.unlink()
