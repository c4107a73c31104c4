"""Publish: write a version beside the current one, read it back, and open it to readers at once.

For one process at a time (`rapporteur.pipeline.locked`). If it is killed at any moment, the
previous version stays open, and the next publication removes what was begun.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.data.database import Mark, holds, write_database
from rapporteur.disseminate.publication import Publication
from rapporteur.disseminate.releases import manifest, versions
from rapporteur.disseminate.releases.opening import add, beside, open_parts, share, shared
from rapporteur.disseminate.releases.read_back import check
from rapporteur.disseminate.releases.versions import PARTS, TABLES, Version
from rapporteur.disseminate.write_tables import write_tables
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.progress import Progress, unheard
from rapporteur.warehouse import basis
from rapporteur.warehouse.reader import opened

Write = Callable[[Publication, Path, Progress], object]
"""Writes a part of a version into an empty folder; the same warehouse gives the same bytes."""


def publish_tables(publication: Publication, progress: Progress = unheard) -> Version:
    """Write the tables, and open them to readers unless the current version has the same ones.

    Raises `UserError`, and opens nothing, when there is no warehouse, when it and the sidecars do
    not fit together, or when a written file does not hold the rows that it should.
    """
    cycle = publication.cycle
    with beside(cycle) as folder, opened(cycle):
        write_tables(publication, folder / TABLES, progress)
        content = publication.content
        facts = manifest.read_facts(cycle, (table.table.id for table in content.tables))
        check(folder / TABLES, facts.rows)
        described = manifest.describe(cycle, content, facts)
        sealed = {TABLES: manifest.seal(folder / TABLES, TABLES, described)}
        now = versions.current(cycle)
        if now is not None and not _changed(now, sealed):
            rests_on = basis.of_warehouse(cycle)
            if now.basis != rests_on:  # what is new, such as a late file, bears on nothing
                now = now.model_copy(update={"basis": rests_on})
                versions.keep(now)
            _open_database(cycle, now)
            return now
        if now is not None:
            share(now.part(TABLES), folder / TABLES)
        made = add(
            cycle,
            folder,
            Version(
                published_at=versions.now(),
                basis=basis.of_warehouse(cycle),
                replies=len(content.replies),
                manifests=_hashes(sealed),
            ),
        )
        _open_database(cycle, made)
        return made


def supplement(
    publication: Publication, writers: Mapping[str, Write], progress: Progress = unheard
) -> Version:
    """Write the supplements of the current tables, part by part, and open them beside the tables.

    A part that the version has already stays as it is; a part that differs from it makes another
    version of the same tables. Raises `UserError` when there are no tables.
    """
    cycle = publication.cycle
    with beside(cycle) as folder, opened(cycle):
        now = _present(cycle)
        described = manifest.read_manifest(now.part(TABLES))
        sealed = {}
        for name, write in writers.items() if described else ():
            (folder / name).mkdir()
            write(publication, folder / name, progress)
            sealed[name] = manifest.seal(folder / name, name, described or {})
        changed = _changed(now, sealed)
        if any(now.part(name).exists() for name in changed):
            for part in now.manifests.keys() - set(changed):
                if not (folder / part).exists():
                    shared(now.part(part), folder / part)
            for part in changed:
                share(now.part(part), folder / part)
            made = add(cycle, folder, _again(now, sealed))
            _open_database(cycle, made)
            return made
        for name in changed:
            (folder / name).rename(now.part(name))
        made = now.model_copy(update={"manifests": {**now.manifests, **_hashes(sealed)}})
        if changed:
            versions.keep(made)
        open_parts(cycle, now.folder)
        return made


def again(cycle: Cycle, name: str) -> Version:
    """Publish an earlier version again: a new number for the same files on the disk.

    Runs leave it so until the inputs change. Raises `UserError` when there is no such
    version, or when its files were changed.
    """
    with beside(cycle) as folder:
        chosen, now = versions.find(cycle, name), _present(cycle)
        if chosen.number == now.number:
            _open_database(cycle, now)
            return now
        for part in PARTS:
            if not chosen.part(part).exists():
                continue
            wrong = manifest.differences(chosen.part(part)) if part in chosen.manifests else []
            if wrong:
                raise UserError(
                    f"Version {chosen.number} is not what it was: {part}/{wrong[0]} was changed.",
                    "Take its folder from a backup, or publish another version.",
                )
            shared(chosen.part(part), folder / part)
        made = add(cycle, folder, _again(chosen, {}, again=chosen.number))
        _open_database(cycle, made)
        basis.exchange(cycle, paths(cycle, made))
        return made


def is_intact(cycle: Cycle) -> bool:
    """Whether the files that readers open, and the database, are as they were published."""
    now = versions.current(cycle)
    return (
        now is not None
        and not any(manifest.differences(now.part(part)) for part in now.manifests)
        and database_holds(database(cycle), cycle, now)
    )


def current_paths(cycle: Cycle) -> list[Path]:
    """The files of the version that is open, as `paths`. Raises `UserError` if there is none."""
    return paths(cycle, _present(cycle))


def paths(cycle: Cycle, version: Version) -> list[Path]:
    """The files of a version, by the paths that readers open: workbooks first, then by folder."""
    return [
        cycle.outputs / part / path.relative_to(version.part(part))
        for part in PARTS
        for path in sorted(version.part(part).rglob("*"), key=lambda path: (len(path.parts), path))
        if path.is_file()
    ]


def database(cycle: Cycle) -> Path:
    """The path of the database for analysts, which holds the current tables."""
    return cycle.outputs / f"{cycle.id}.duckdb"


def database_holds(path: Path, cycle: Cycle, version: Version) -> bool:
    """Whether a database file belongs to a version and holds its tables."""
    return holds(path, version.part(TABLES), _mark(cycle, version))


def _open_database(cycle: Cycle, version: Version) -> None:
    """Put the tables of the open version into the database for analysts."""
    write_database(version.part(TABLES), database(cycle), _mark(cycle, version))


def _mark(cycle: Cycle, version: Version) -> Mark:
    return Mark(cycle.id, version.number, version.manifests.get(TABLES, ""))


def _present(cycle: Cycle) -> Version:
    current = versions.current(cycle)
    if current is None:
        raise UserError(
            f"There are no tables of the cycle “{cycle.id}” yet.",
            f"Run `rapporteur run {cycle.id}` first.",
        )
    return current


def _again(version: Version, sealed: Mapping[str, bytes], again: int | None = None) -> Version:
    """The record of a version that is published once more, with the parts that were rewritten."""
    return Version(
        published_at=versions.now(),
        again=again,
        basis=version.basis,
        replies=version.replies,
        manifests={**version.manifests, **_hashes(sealed)},
    )


def _changed(now: Version, sealed: Mapping[str, bytes]) -> list[str]:
    """The sealed parts that the version lacks, has otherwise, or has in a damaged state."""
    return [
        name
        for name, text in sealed.items()
        if now.manifests.get(name) != sha256(text).hexdigest()
        or not now.part(name).exists()
        or manifest.differences(now.part(name))
    ]


def _hashes(sealed: Mapping[str, bytes]) -> dict[str, str]:
    return {name: sha256(text).hexdigest() for name, text in sealed.items()}
