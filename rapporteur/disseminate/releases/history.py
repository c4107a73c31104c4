"""The versions one after the other: what each said otherwise than the one before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.releases import versions
from rapporteur.disseminate.releases.changed_tables import Said, changes, said
from rapporteur.disseminate.releases.versions import TABLES, Version


@dataclass(frozen=True, slots=True)
class Entry:
    """A version; `changed` are the tables of which rows differ from the version listed before."""

    version: Version
    current: bool
    changed: Sequence[str]

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data."""
        known = self.version.model_dump(
            mode="json", include={"number", "published_at", "tag", "replies", "again"}
        )
        return {**known, "current": self.current, "changed": list(self.changed)}

    def line(self) -> str:
        """The same for a person."""
        one = self.version
        parts = [
            f"{'*' if self.current else ' '} {one.number}  {one.published_at:%Y-%m-%d %H:%M:%S}Z",
            one.tag,
            "" if one.replies is None else f"{one.replies} replies",
            f"as {one.again} was" if one.again else "",
            f"changed: {', '.join(self.changed)}" if self.changed else "",
        ]
        return "  ".join(part for part in parts if part)


def history(cycle: Cycle) -> Iterator[Entry]:
    """The versions that are kept, the first one first. In that, all tables are changed."""
    now = versions.current(cycle)
    before: Said = {}
    for one in versions.versions(cycle):
        after = said(one.part(TABLES) / "csv")
        shown = now is not None and one.number == now.number
        yield Entry(one, shown, list(changes(before, after)))
        before = after
