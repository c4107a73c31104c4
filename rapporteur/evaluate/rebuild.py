"""Compare what is published with a rebuild from the inputs alone.

Every published byte must follow from the inputs. Anything else (a changed file in the landing, a
workbook edited by hand) shows as a difference.
"""

import hashlib
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rapporteur.collect import land_cycle
from rapporteur.collect.receipts import Received, received
from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.publication import Publication
from rapporteur.disseminate.releases import manifest, versions
from rapporteur.disseminate.releases.publishing import database, database_holds
from rapporteur.disseminate.releases.versions import PARTS, TABLES, Version
from rapporteur.disseminate.write_supplements import SUPPLEMENTS
from rapporteur.disseminate.write_tables import write_tables
from rapporteur.kernel.files import digest
from rapporteur.kernel.progress import Progress, unheard
from rapporteur.process.predecessors import former_warehouse
from rapporteur.warehouse import basis
from rapporteur.warehouse import build as warehouse


@dataclass(frozen=True, slots=True)
class Verified:
    """How many files are published, and the wrong ones, by part and path: `tables/csv/laws.csv`.

    `different` are the files that differ from the rebuild or that only one side has, and the
    database for analysts when it does not hold the tables. `altered` are the files that differ
    from the manifest of their part: changed, added or removed after they were published.
    """

    files: int
    different: list[str]
    altered: list[str]

    @property
    def sound(self) -> bool:
        """Whether no file is wrong."""
        return not self.different and not self.altered


def verify(cycle: Cycle, progress: Progress = unheard) -> Verified | None:
    """Rebuild a cycle in a folder of its own and compare every published file, byte for byte.

    None if the publication is out of date, which the next run mends, or if an earlier version was
    published again. Call it while nobody builds the cycle. Raises `UserError` as a run does.
    """
    files = received(cycle)
    mark, version = basis.fingerprint(cycle, files), versions.current(cycle)
    if version is None or version.basis != mark or basis.of_published(cycle) != mark:
        return None
    parts = [name for name in PARTS if name in version.manifests]
    with tempfile.TemporaryDirectory(prefix="rapporteur-verify-") as folder:
        stale = _database_differs(cycle, version, Path(folder))
        apart = _apart(cycle, Path(folder) / "home")
        _rebuild(apart, files, parts, progress)
        published, rebuilt = (_hashes(home, parts) for home in (cycle, apart))
    names = sorted(published.keys() | rebuilt.keys())
    different = [name for name in names if published.get(name) != rebuilt.get(name)]
    return Verified(len(published), [*different, *stale], _altered(cycle, version, parts))


def _apart(cycle: Cycle, home: Path) -> Cycle:
    """The cycle in another home, with links to its inputs and to the previous cycle's tables."""
    apart = Cycle(home, cycle.definition)
    apart.inputs.parent.mkdir(parents=True)
    # Linked, not copied: SQL and suites are looked for beside the real inputs.
    apart.inputs.symlink_to(cycle.inputs.resolve())
    if former := former_warehouse(cycle):
        there = home / former.relative_to(cycle.home)
        there.parent.mkdir(parents=True)
        there.symlink_to(former.resolve())
    return apart


def _rebuild(
    apart: Cycle, files: Sequence[Received], parts: Sequence[str], progress: Progress
) -> None:
    land_cycle.land_new(apart, files, progress)
    warehouse.build(apart, files, progress)
    progress("publishing")
    publication = Publication(apart)
    write_tables(publication, apart.outputs / TABLES, progress)
    content = publication.content
    facts = manifest.read_facts(apart, (table.table.id for table in content.tables))
    described = manifest.describe(apart, content, facts)
    for part, write in SUPPLEMENTS.items():
        (apart.outputs / part).mkdir()
        write(publication, apart.outputs / part, progress)
    for part in parts:
        manifest.seal(apart.outputs / part, part, described)


def _hashes(cycle: Cycle, parts: Sequence[str]) -> dict[str, str]:
    """The SHA-256 of each published file; of a manifest only the part about inputs and counts."""
    return {
        f"{part}/{path.relative_to(cycle.outputs / part).as_posix()}": _hash(path)
        for part in parts
        for path in sorted((cycle.outputs / part).rglob("*"))
        if path.is_file()
    }


def _hash(path: Path) -> str:
    # Read again, whatever was read before: a disk can lose what nobody wrote to.
    content = manifest.rests_on(path) if path.name == manifest.FILE else path.read_bytes()
    return hashlib.sha256(content).hexdigest()


def _altered(cycle: Cycle, version: Version, parts: Sequence[str]) -> list[str]:
    """The files that differ from the manifests of the version, and manifests that were changed."""
    altered = []
    for part in parts:
        sealed = cycle.outputs / part / manifest.FILE
        if sealed.exists() and digest(sealed) == version.manifests[part]:
            altered += [f"{part}/{name}" for name in manifest.differences(sealed.parent)]
        else:
            altered.append(f"{part}/{manifest.FILE}")
    return sorted(altered)


def _database_differs(cycle: Cycle, version: Version, folder: Path) -> list[str]:
    """The name of the database for analysts, unless it holds the tables of the version."""
    path = database(cycle)
    copy = folder / path.name  # an analyst may have opened it to write
    if path.exists():
        shutil.copyfile(path, copy)
    return [] if database_holds(copy, cycle, version) else [path.name]
