"""The table of docs/events.md, as the program is held against it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tests.support import ROOT

PAGE = ROOT / "docs" / "events.md"


@dataclass(frozen=True)
class Documented:
    """What the page says of an event."""

    resource: str  # the pattern of its identifier
    in_batches: bool  # whether it has the label rapporteur.batch
    payload: Mapping[str, str]  # the fields and their types
    sets_off: Sequence[str]  # deployments


@cache
def documented() -> Mapping[str, Documented]:
    """The events of the page, by name."""
    found = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split(" | ")]
        if not (line.startswith("| `") and len(cells) == 5):
            continue
        name, _, resource, payload, sets_off = cells
        code = re.findall(r"`([^`]+)`", resource)
        found[name.strip("`")] = Documented(
            resource=code[0],
            in_batches="rapporteur.batch" in code,
            payload=dict(re.findall(r"`(\w+)` ([^;]+)", payload)),
            sets_off=re.findall(r"`([\w-]+)`", sets_off),
        )
    return found
