"""The register of correspondence: who was told what, and when.

Appended to, never rewritten: `inputs/<cycle>/correspondence.csv`. A letter has a line before it
is handed to the server and one that says what became of it; its last line counts.
"""

import csv
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from rapporteur.design.cycle import Cycle
from rapporteur.kernel import append_only_csv
from rapporteur.kernel.errors import UserError

COLUMNS = ("key", "when", "respondent", "address", "kind", "about", "subject", "state")
"""The columns of correspondence.csv. `when` is an ISO 8601 time, `state` as below."""

SENDING, SENT, FAILED = "sending", "sent", "failed"
"""What a state begins with. A letter that stays at `sending` may or may not have arrived."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register."""

    key: str
    when: str
    respondent: str
    address: str
    kind: str
    about: str
    subject: str
    state: str

    def to_dict(self) -> dict[str, str]:
        """The same as plain data, for `--json`."""
        return asdict(self)


def path(cycle: Cycle) -> Path:
    """Where the register of a cycle is."""
    return cycle.inputs / "correspondence.csv"


def entries(cycle: Cycle) -> list[Entry]:
    """All lines in their order. Raises `UserError` when they cannot be understood."""
    file = path(cycle)
    if not file.exists():
        return []
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            return [
                Entry(**{name: line[name] or "" for name in COLUMNS})
                for line in csv.DictReader(stream)
            ]
    except (KeyError, UnicodeDecodeError, csv.Error) as error:
        raise UserError(
            f"{file} cannot be understood: {error}.",
            f"It is CSV in UTF-8 with the columns {', '.join(COLUMNS)}. Nothing is sent until "
            "it is mended, since it says what was sent before.",
        ) from error


def last(cycle: Cycle) -> Mapping[str, Entry]:
    """How each letter stands, by its key."""
    return {one.key: one for one in entries(cycle)}


def opened(cycle: Cycle) -> AbstractContextManager[Path]:
    """The register, for the one process at a time that sends."""
    return append_only_csv.opened(cycle.inputs / "correspondence.csv", cycle.outputs)


def write(file: Path, entry: Entry) -> None:
    """Add a line; it is on the disk when this returns."""
    append_only_csv.append(file, COLUMNS, [list(entry.to_dict().values())])


def now() -> str:
    """The present time as the register writes it."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()
