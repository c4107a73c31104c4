"""The PostgreSQL that `rapporteur serve` runs for Prefect's server."""

from collections.abc import Iterator

from rapporteur.kernel.settings import Settings
from rapporteur.operate.doctor.result import Result, failed, ok
from rapporteur.operate.embedded_database import EmbeddedDatabase, needed


def database(settings: Settings) -> Iterator[Result]:
    """Whether the database of the home can be run, and is the account's alone.

    Nothing where the operator has given Prefect's server another, or `serve` was never started.
    Raises `UserError` if it cannot be run.
    """
    found = EmbeddedDatabase(settings.home)
    if not needed() or not found.exists:
        return
    found.check()
    if found.folder.stat().st_mode & 0o077:
        yield failed(
            "database",
            f"Other accounts may enter {found.folder}, and with it the database.",
            f"chmod 700 {found.folder}",
        )
    else:
        yield ok("database", "it runs" if found.is_ready() else "it does not run, and can be run")
