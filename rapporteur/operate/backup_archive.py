"""What a backup is: one .tar.gz, and in it a manifest with the SHA-256 of everything else."""

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

FORMAT: Final = 1
"""Changes when an older program could not put a backup back."""

MANIFEST: Final = "manifest.json"
FOLDERS: Final = ("inputs", "sql", "expectations")
"""The folders of a home that are given: sql/ and expectations/ where a home has its own."""

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
