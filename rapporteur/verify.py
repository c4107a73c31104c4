"""Hold what is published against a rebuild from nothing but the inputs.

The tables of a cycle are to follow from its inputs alone. What has crept in otherwise (a file in
the landing that was changed, a table edited by hand) shows as a difference.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from rapporteur import collect, freshness, publish, warehouse
from rapporteur.collect import Progress
from rapporteur.cycle import Cycle
from rapporteur.receipts import received
from rapporteur.releases import versions


@dataclass(frozen=True, slots=True)
class Verified:
    """The CSV files of a publication, and those of them that a rebuild does not give."""

    files: int
    different: list[str]


def verify(cycle: Cycle, progress: Progress = lambda line: None) -> Verified | None:
    """Rebuild a cycle in a folder of its own and compare the published CSVs, byte for byte.

    None if what is published is not of all that there is, since the next run changes it anyway, or
    since an earlier version was published again.
    Call it while nobody builds the cycle. Raises `UserError` as a run does.
    """
    files = received(cycle)
    mark, version = freshness.basis(cycle, files), versions.current(cycle)
    if version is None or version.basis != mark or not freshness.fresh(cycle, mark):
        return None
    with tempfile.TemporaryDirectory(prefix="rapporteur-verify-") as folder:
        apart = Cycle(Path(folder), cycle.definition)
        # The inputs as they are: SQL and suites are found from there.
        apart.inputs.parent.mkdir()
        apart.inputs.symlink_to(cycle.inputs.resolve())
        collect.land_new(apart, files, progress)
        warehouse.build(apart, files, progress)
        publish.write(apart, apart.outputs / versions.TABLES)
        published, rebuilt = (
            _csvs(one.outputs / versions.TABLES / "csv") for one in (cycle, apart)
        )
    names = sorted(published.keys() | rebuilt.keys())
    return Verified(
        len(published), [name for name in names if published.get(name) != rebuilt.get(name)]
    )


def _csvs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
