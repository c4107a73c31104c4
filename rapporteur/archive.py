"""What a backup is: one .tar.gz, and in it a manifest with the SHA-256 of everything else."""

from datetime import datetime
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
