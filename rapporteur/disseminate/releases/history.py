"""The versions one after the other, with the tables that changed in each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.releases import versions
from rapporteur.disseminate.releases.changed_tables import TableRows, changes, rows_by_table
from rapporteur.disseminate.releases.versions import TABLES, Version


@dataclass(frozen=True, slots=True)
class Entry:
    """A version; `changed` are the tables whose rows differ from the version listed before it."""

    version: Version
    current: bool
    changed: Sequence[str]

    def to_dict(self) -> dict[str, Any]:
        """The entry as plain data, for `--json`."""
        known = self.version.model_dump(
            mode="json", include={"number", "published_at", "tag", "replies", "again"}
        )
        return {**known, "current": self.current, "changed": list(self.changed)}

    def line(self) -> str:
        """The entry as a line for a person."""
        version = self.version
        parts = [
            f"{'*' if self.current else ' '} {version.number}"
            f"  {version.published_at:%Y-%m-%d %H:%M:%S}Z",
            version.tag,
            "" if version.replies is None else f"{version.replies} replies",
            f"as {version.again} was" if version.again else "",
            f"changed: {', '.join(self.changed)}" if self.changed else "",
        ]
        return "  ".join(part for part in parts if part)


def history(cycle: Cycle) -> Iterator[Entry]:
    """The versions that are kept, the oldest first. In the first, every table counts as changed."""
    now = versions.current(cycle)
    before: TableRows = {}
    for version in versions.versions(cycle):
        after = rows_by_table(version.part(TABLES) / "csv")
        shown = now is not None and version.number == now.number
        yield Entry(version, shown, list(changes(before, after)))
        before = after
