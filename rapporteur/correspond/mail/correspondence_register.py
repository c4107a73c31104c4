"""The register of correspondence, `inputs/<cycle>/correspondence.csv`: what was sent to whom, when.

It is only appended to. A letter gets a line before it is handed to the server, and another with
the outcome; its last line counts.
"""

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
"""The first words of the states. A letter that stays at `sending` may or may not have arrived."""


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
    """The path of a cycle's register."""
    return cycle.inputs / "correspondence.csv"


def entries(cycle: Cycle) -> list[Entry]:
    """All lines in their order.

    Raises `UserError` when the file cannot be read as a register, or a line is lost or changed:
    nothing is sent until that is mended, since it says what was sent before.
    """

    def parse(_: int, cells: Mapping[str, str]) -> Entry:
        return Entry(**{name: cells[name] for name in COLUMNS})

    try:
        return append_only_csv.read(path(cycle), COLUMNS, parse)
    except UserError as error:
        told = f"{error.remedy} Nothing is sent until then, since it says what was sent before."
        raise UserError(error.message, told.strip()) from error


def last_entries(cycle: Cycle) -> Mapping[str, Entry]:
    """The last line of each letter, by the letter's key."""
    return {entry.key: entry for entry in entries(cycle)}


def open_register(cycle: Cycle) -> AbstractContextManager[Path]:
    """The register's path, locked: one process at a time sends."""
    return append_only_csv.locked(path(cycle), cycle.outputs)


def append_entry(file: Path, entry: Entry) -> None:
    """Add a line; it is on the disk when this returns."""
    append_only_csv.append(file, COLUMNS, [list(entry.to_dict().values())])


def now() -> str:
    """The present time as the register writes it."""
    return datetime.now(UTC).replace(microsecond=0).isoformat()
