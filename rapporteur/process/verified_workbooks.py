"""The register of workbooks whose signature was verified: `inputs/<cycle>/verified.csv`.

What was verified once stays verified: the tables follow from inputs/ alone, also where the key is
not there, as in a backup, or was lost. The program adds lines and changes none. The columns are
sha256, respondent (the code that the workbook states) and verified_at (ISO 8601).
"""

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from pathlib import Path

from rapporteur.design.cycle import Cycle
from rapporteur.kernel import append_only_csv

COLUMNS = ("sha256", "respondent", "verified_at")


def path(cycle: Cycle) -> Path:
    """The path of a cycle's register."""
    return cycle.inputs / "verified.csv"


def registered(cycle: Cycle) -> Collection[str]:
    """The SHA-256 of the verified files.

    Raises `UserError` if the register cannot be read, or has lost a line.
    """
    return set(append_only_csv.read(path(cycle), COLUMNS, lambda _, entry: entry["sha256"]))


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
