"""Files for machines: tables and lists as CSV and Parquet, and the package that describes them."""

from pathlib import Path

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.content.content import Content
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.data.csvs import csv_of
from rapporteur.disseminate.data.lists import codelists, evidence, respondents
from rapporteur.disseminate.data.observations import observations
from rapporteur.disseminate.data.package import write_package
from rapporteur.disseminate.data.parquet import parquet_of
from rapporteur.disseminate.data.resource import Resource
from rapporteur.disseminate.data.tables import table_resource


def write_data(cycle: Cycle, content: Content, labels: Labels, folder: Path) -> list[Path]:
    """Write `csv/<name>.csv`, `parquet/<name>.parquet` and `datapackage.json` into a folder.

    The tables come first, in their order. The same content gives the same bytes.
    """
    languages = cycle.definition.languages
    resources = (
        *(table_resource(table, labels, languages) for table in content.tables),
        respondents(cycle, languages),
        codelists(cycle, content, labels, languages),
        observations(content, labels, cycle.roster, languages),
        evidence(cycle, content, languages),
    )
    written = [(resource, *write_resource(resource, folder)) for resource in resources]
    files = [
        *((resource, csv) for resource, csv, _ in written),
        *((resource, parquet) for resource, _, parquet in written),
    ]
    package = write_package(cycle, len(content.replies), files, folder)
    return [*(path for _, path in files), package]


def write_resource(resource: Resource, folder: Path) -> tuple[Path, Path]:
    """Write `csv/<name>.csv` and `parquet/<name>.parquet`, making the rows once."""
    csv = folder / "csv" / f"{resource.name}.csv"
    parquet = folder / "parquet" / f"{resource.name}.parquet"
    with csv_of(resource, csv) as to_csv, parquet_of(resource, parquet) as to_parquet:
        for batch in resource.batches():
            to_csv(batch)
            to_parquet(batch)
    return csv, parquet
