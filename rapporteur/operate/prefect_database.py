"""Prefect's database, copied as it is at one moment while the server goes on writing to it."""

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from rapporteur.kernel.errors import UserError
from rapporteur.operate.backup_archive import POSTGRESQL, SQLITE
from rapporteur.operate.embedded_database import EmbeddedDatabase
from rapporteur.operate.embedded_database import program as embedded_program
from rapporteur.operate.prefect_settings import database_url, prefect_home

_DEBIAN = Path("/usr/lib/postgresql")


@dataclass(frozen=True, slots=True)
class Dump:
    """A copy of the database: its name in a backup, and where it is now."""

    name: str
    file: Path


def dump(database: str, home: Path, folder: Path) -> tuple[Dump | None, str]:
    """Copy the database that is named, or that Prefect's server uses for `home`, into `folder`.

    Returns None, and why, if there is none and none was named. Raises `UserError` when it
    cannot be copied.
    """
    url = database or database_url()
    embedded = EmbeddedDatabase(home)
    target = folder / Path(POSTGRESQL).name
    if not url and embedded.exists:
        with embedded.running() as address:
            _dump_postgresql(address, target, embedded_program("pg_dump"))
        return Dump(POSTGRESQL, target), ""
    if url.partition(":")[0].partition("+")[0] in ("postgresql", "postgres"):
        _dump_postgresql(url, target, _pg_dump())
        return Dump(POSTGRESQL, target), ""
    path = _sqlite_path(url) if url else default_sqlite()
    if not path.is_file():
        if url:
            raise UserError(
                f"There is no database {path}.",
                "Give --database the file of SQLite, or the URL of PostgreSQL.",
            )
        return None, f"Prefect's database is not in the backup: there is no {path}."
    target = folder / Path(SQLITE).name
    _copy_sqlite(path, target)
    return Dump(SQLITE, target), ""


def default_sqlite() -> Path:
    """The file that Prefect's server uses if it is given no database."""
    return prefect_home() / "prefect.db"


def _sqlite_path(url: str) -> Path:
    scheme, colon, rest = url.partition("://")
    if not colon:
        return Path(url).expanduser()
    if scheme.partition("+")[0] != "sqlite":
        raise UserError(
            f"A database of the kind “{scheme}” cannot be backed up.",
            "Prefect has SQLite or PostgreSQL.",
        )
    path = unquote(rest.partition("?")[0].removeprefix("/"))
    if not path or ":memory:" in path:
        raise UserError(
            "Prefect's database is in memory alone and cannot be backed up.",
            "Give it a file: sqlite+aiosqlite:////srv/prefect/prefect.db.",
        )
    return Path(path)


def _copy_sqlite(path: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)  # in one step: a step at a time begins anew with every write
            (state,) = copy.execute("pragma quick_check(1)").fetchone()
    except sqlite3.Error as error:
        raise UserError(
            f"The database {path} cannot be copied: {error}.",
            "See that it is Prefect's SQLite file, and that there is room for a copy.",
        ) from error
    if state != "ok":
        raise UserError(
            f"The database {path} is damaged: {state}.",
            "Stop the server and mend it (sqlite3 FILE .recover), or restore an older backup.",
        )


def _dump_postgresql(url: str, target: Path, program: str) -> None:
    address, password = libpq(url)
    command = [program, "--format=custom", "--no-password", f"--file={target}", address]
    password_variable = {"PGPASSWORD": password} if password else {}
    done = subprocess.run(
        command,
        env={**os.environ, **password_variable},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = " ".join(done.stderr.split()) or f"it ended with {done.returncode}"
        reason = reason.replace(password, "…") if password else reason
        raise UserError(
            f"pg_dump cannot copy the database: {reason.rstrip('.')}.",
            "See that the server runs, that the URL is right, and that pg_dump is as new as it is.",
        )


def libpq(url: str) -> tuple[str, str]:
    """The address as PostgreSQL's own programs take it, without the password, and the password."""
    parts = urlsplit(re.sub(r"^\w+(\+\w+)?:", "postgresql:", url, count=1))
    login, at, host = parts.netloc.rpartition("@")
    user, _, password = login.partition(":")
    # asyncpg calls `ssl` what libpq calls `sslmode`.
    query = [("sslmode" if key == "ssl" else key, value) for key, value in parse_qsl(parts.query)]
    secret = unquote(password) or dict(query).get("password", "")
    left = [(key, value) for key, value in query if key != "password"]
    shown = f"?{urlencode(left, safe='/')}" if left else ""
    return f"postgresql://{user}{at}{host}{parts.path}{shown}", secret


def _pg_dump() -> str:
    """The program, on the path or where Debian puts the newest."""
    on_path = shutil.which("pg_dump")
    debian = sorted(_DEBIAN.glob("*/bin/pg_dump"), key=lambda path: int(path.parts[-3]))
    if not on_path and not debian:
        raise UserError(
            "Prefect's database is in PostgreSQL, and there is no pg_dump on this machine.",
            "Install it (apt-get install postgresql-client), of the server's version or later.",
        )
    return on_path or str(debian[-1])
