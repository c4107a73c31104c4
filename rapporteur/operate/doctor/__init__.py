"""Check an installation: its folders, cycles, machine, versions, server and mail."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from rapporteur.design.cycle import cycle_ids
from rapporteur.kernel.confinement import confinement
from rapporteur.kernel.errors import UserError, unreachable
from rapporteur.kernel.settings import Settings, load_settings
from rapporteur.operate.doctor import cycles, database, folders, machine, mail, server, versions
from rapporteur.operate.doctor.result import Outcome, Result, attempt, failed

__all__ = ["Outcome", "Result", "examine"]

_PACKAGE = Path(__file__).parents[2]

PROJECT: Final = _PACKAGE if (_PACKAGE / "prefect.yaml").exists() else _PACKAGE.parent
"""Where prefect.yaml is: in the installed package, or in the clone, with requirements.txt."""


def examine(home: Path, only: Sequence[str] = ()) -> Iterator[Result]:
    """What is found of the installation in `home`, and of the cycles `only`, else those watched.

    Nothing is raised for what is wrong: it is a result that failed. No secret is in any of them.
    """
    try:
        settings = load_settings(home)
    except (UserError, OSError) as caught:
        error = unreachable(caught) if isinstance(caught, OSError) else caught
        yield failed("settings", error.message, error.remedy or "Mend it, and look again.")
        return
    secrets = [secret for secret in (*_passwords(settings), *server.secrets(home)) if secret]
    for result in _results(settings, only):
        yield result.without(secrets)


def _results(settings: Settings, only: Sequence[str]) -> Iterator[Result]:
    yield from attempt("home", partial(folders.home, settings))
    yield from attempt("access", partial(folders.access, settings))
    chosen = tuple(only) or settings.watched(cycle_ids(settings.home))
    if not chosen:
        yield failed("cycles", "There is no cycle.", "Make a folder of one under inputs/.")
    for cycle_id in chosen:
        yield from attempt(f"{cycle_id}: inputs", partial(folders.inputs, settings, cycle_id))
        yield from attempt(f"{cycle_id}: files", partial(folders.unfit, settings, cycle_id))
        yield from attempt(cycle_id, partial(cycles.loads, settings, cycle_id))
    yield from attempt("disk", partial(machine.disk, settings))
    yield from machine.memory()
    yield machine.readers(confinement())
    yield from attempt("limits", partial(machine.limits, settings))
    yield from versions.python()
    yield from versions.packages(PROJECT)
    yield from attempt("database", partial(database.database, settings))
    yield from attempt("server", partial(server.server, PROJECT, settings.home))
    yield from mail.mail(settings)


def _passwords(settings: Settings) -> Iterator[str]:
    for server_settings in (settings.imap, settings.smtp):
        yield server_settings.password.get_secret_value()
