"""What a backup is: one .tar.gz, and in it a manifest with the SHA-256 of everything else.

The manifest is signed by the installation: a SHA-256 can be made anew by whoever changes a file.
"""

import hashlib
import hmac
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

from rapporteur.kernel.installation_secrets import FOLDER as SECRETS

FORMAT: Final = 1
"""Changes when an older program could not put a backup back."""

MANIFEST: Final = "manifest.json"
FOLDERS: Final = ("inputs", "sql", "expectations")
"""The folders of a home that are given: sql/ and expectations/ where a home has its own."""

KEY: Final = "signing-key"
"""The secret of the installation by which it signs."""

SQLITE: Final = "database/prefect.db"
POSTGRESQL: Final = "database/prefect.dump"


class Member(BaseModel):
    """A file of the backup."""

    model_config = ConfigDict(frozen=True)

    sha256: str
    size: int


class Manifest(BaseModel):
    """What a backup says of itself; a newer one may say more."""

    model_config = ConfigDict(frozen=True)

    format: int
    program: str
    made_at: datetime
    counts: dict[str, int]
    left_out: tuple[str, ...] = ()
    files: dict[str, Member]
    signature: str = ""
    """The HMAC-SHA-256 of the rest, in hexadecimal; empty if it was made without a key."""


def signature(manifest: str | bytes, key: str) -> str:
    """What an installation with that key signs a manifest with, be it signed already or not.

    `manifest` is its JSON, a newer one's with all that this program does not know.
    """
    rest = {name: value for name, value in json.loads(manifest).items() if name != "signature"}
    text = f"backup of rapporteur {json.dumps(rest, sort_keys=True)}"
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def mode(name: str, *, is_folder: bool) -> int:
    """The access to a member of that name: of secrets the account's alone."""
    own = 0o700 if is_folder else 0o600
    shared = 0o050 if is_folder else 0o040
    return own if f"{name}/".startswith(f"{SECRETS}/") else own | shared


@contextmanager
def scratch(folder: Path) -> Iterator[Path]:
    """A hidden folder in `folder` for as long as the block lasts; one of a killed process goes."""
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob(".scratch-*"):
        left = re.fullmatch(r"\.scratch-(\d+)-.*", path.name)
        if left and not Path(f"/proc/{left[1]}").exists():
            shutil.rmtree(path, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=f".scratch-{os.getpid()}-") as name:
        yield Path(name)
