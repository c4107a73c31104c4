"""Which program this is: what it made is up to date only while its files are the same."""

import hashlib
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_SUFFIXES = {".py", ".sql", ".ftl", ".toml", ".xml", ".json"}


@cache
def program_hash() -> str:
    """The SHA-256 over the paths and contents of the package's files."""
    seen = hashlib.sha256()
    for path in sorted(path for path in _PACKAGE.rglob("*") if path.suffix in _SUFFIXES):
        seen.update(f"\n{path.relative_to(_PACKAGE).as_posix()}\n".encode())
        seen.update(path.read_bytes())
    return seen.hexdigest()
