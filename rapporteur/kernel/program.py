"""A hash that identifies the program: outputs of another program are out of date.

The packages that it uses are part of it: another version of one may write other bytes.
"""

import hashlib
import sysconfig
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_SUFFIXES = {".py", ".sql", ".ftl", ".toml", ".xml", ".json"}


@cache
def program_hash() -> str:
    """The hash of the program that this process runs."""
    return installed_program_hash()


def installed_program_hash() -> str:
    """The SHA-256 over the package's files and the installed packages as they are now, in hex.

    Of the files count paths and contents, of the packages names and versions. After an upgrade
    it differs from `program_hash` of the processes that were started before.
    """
    package_hash = hashlib.sha256()
    for path in sorted(path for path in _PACKAGE.rglob("*") if path.suffix in _SUFFIXES):
        package_hash.update(f"\n{path.relative_to(_PACKAGE).as_posix()}\n".encode())
        package_hash.update(path.read_bytes())
    for folder in sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}):
        for path in sorted(Path(folder).glob("*.dist-info")):
            package_hash.update(f"\n{path.name}".encode())
    return package_hash.hexdigest()
