"""The tables of a version, read from its CSVs and their data package."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapporteur.design.table_spec import ACCOMPANYING
from rapporteur.disseminate.data.package import FILE
from rapporteur.disseminate.releases.manifest import read_manifest
from rapporteur.disseminate.releases.published_rows import PublishedRow
from rapporteur.disseminate.releases.read_back import LONGEST
from rapporteur.disseminate.releases.versions import TABLES, Version

EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Published:
    """A table as it was published: title and headers are in the cycle's first language of then."""

    title: str
    headers: Mapping[str, str]
    rows: Sequence[PublishedRow]

    @property
    def columns(self) -> list[str]:
        """The names of the columns, without the column of the evidence."""
        return [name for name in self.headers if name != EVIDENCE]


@dataclass(frozen=True, slots=True)
class Source:
    """A received file, as a manifest names it."""

    file: str
    respondent: str


def sources(version: Version) -> Mapping[str, Source]:
    """The received files by submission; none for tables that an older program published."""
    manifest = read_manifest(version.part(TABLES)) or {"received": ()}
    return {
        file["sha256"][:12]: Source(file["path"], file["respondent"] or "")
        for file in manifest["received"]
    }


def decided(version: Version) -> int:
    """How many decisions the version rests on."""
    manifest = read_manifest(version.part(TABLES))
    return int(manifest["counts"]["decisions"]) if manifest else 0


def published(version: Version, known: Mapping[str, Source]) -> Mapping[str, Published]:
    """The tables of a version by their id, in its order. `known` has the respondents."""
    path = version.part(TABLES) / FILE
    if not path.exists():  # an older program put it beside the CSVs
        path = path.parent / "csv" / FILE
    package = json.loads(path.read_text("utf-8"))
    return {
        resource["name"]: Published(
            title=resource["title"],
            headers={field["name"]: field["title"] for field in resource["schema"]["fields"]},
            rows=_rows(path.parent / resource["path"], known),
        )
        for resource in package["resources"]
        if resource["format"] == "csv" and resource["name"] not in ACCOMPANYING
    }


def _rows(path: Path, known: Mapping[str, Source]) -> list[PublishedRow]:
    csv.field_size_limit(LONGEST)
    with path.open(encoding="utf-8", newline="") as stream:
        return [_row(row, known) for row in csv.DictReader(stream)]


def _row(cells: dict[str, str], known: Mapping[str, Source]) -> PublishedRow:
    evidence = tuple(cells.pop(EVIDENCE, "").split())
    answers = set()
    for identifier in evidence:
        submission, _, rest = identifier.partition("/")
        source = known.get(submission)
        answers.add(f"{source.respondent if source else submission}/{rest}")
    return PublishedRow(cells, frozenset(answers), evidence)
