"""The register of workbooks whose signature was verified: `inputs/<cycle>/verified.csv`.

What was verified once stays verified: the tables follow from inputs/ alone, also where the key is
not there, as in a backup, or was lost. The program adds lines and changes none. The columns are
sha256, respondent (the code that the workbook states) and verified_at (ISO 8601).
"""

import csv
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path

from rapporteur.design.cycle import Cycle
from rapporteur.kernel import append_only_csv
from rapporteur.kernel.errors import UserError

COLUMNS = ("sha256", "respondent", "verified_at")


def path(cycle: Cycle) -> Path:
    """The path of a cycle's register."""
    return cycle.inputs / "verified.csv"


def registered(cycle: Cycle) -> Collection[str]:
    """The SHA-256 of the verified files. Raises `UserError` if the register cannot be read."""
    register = path(cycle)
    if not register.exists():
        return set()
    try:
        with register.open(encoding="utf-8-sig", newline="") as stream:
            return {entry["sha256"] for entry in csv.DictReader(stream)}
    except (KeyError, UnicodeDecodeError, csv.Error) as error:
        raise UserError(
            f"{register} cannot be understood: {error}.",
            f"It is CSV in UTF-8 with the columns {', '.join(COLUMNS)}.",
        ) from error


def add(cycle: Cycle, verified: Iterable[tuple[str, str]]) -> None:
    """Add files by their SHA-256, each with the respondent that it states, unless it is there."""
    new = dict(verified)
    if not new:
        return
    now = datetime.now(UTC).replace(microsecond=0).isoformat()
    with append_only_csv.locked(path(cycle), cycle.outputs) as register:
        known = registered(cycle)
        lines = [(sha256, code, now) for sha256, code in new.items() if sha256 not in known]
        if lines:
            append_only_csv.append(register, COLUMNS, lines)
