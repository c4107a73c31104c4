"""A hash that identifies the program: outputs of another program are out of date."""

import hashlib
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_SUFFIXES = {".py", ".sql", ".ftl", ".toml", ".xml", ".json"}


@cache
def program_hash() -> str:
    """The hash of the program that this process runs."""
    return installed_program_hash()


def installed_program_hash() -> str:
    """The SHA-256 over the paths and contents of the package's files as they are now, in hex.

    After an upgrade it differs from `program_hash` of the processes that were started before.
    """
    package_hash = hashlib.sha256()
    for path in sorted(path for path in _PACKAGE.rglob("*") if path.suffix in _SUFFIXES):
        package_hash.update(f"\n{path.relative_to(_PACKAGE).as_posix()}\n".encode())
        package_hash.update(path.read_bytes())
    return package_hash.hexdigest()
