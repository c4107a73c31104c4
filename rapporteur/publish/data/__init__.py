"""For machines: each table as CSV and Parquet, the lists beside them, and what describes them."""

from pathlib import Path

from rapporteur.cycle import Cycle
from rapporteur.publish.content import Content
from rapporteur.publish.data.csvs import write_csv
from rapporteur.publish.data.lists import codelists, evidence, respondents
from rapporteur.publish.data.observations import observations
from rapporteur.publish.data.package import write_package
from rapporteur.publish.data.parquet import write_parquet
from rapporteur.publish.data.tables import table_resource
from rapporteur.publish.labels import Labels


def write_data(cycle: Cycle, content: Content, labels: Labels, folder: Path) -> list[Path]:
    """Write `csv/<name>.csv`, `parquet/<name>.parquet` and `datapackage.json` into a folder.

    The tables come first, in their order. The same content gives the same bytes.
    """
    languages = cycle.definition.languages
    resources = (
        *(table_resource(one, labels, languages) for one in content.tables),
        respondents(cycle, languages),
        codelists(cycle, content, labels, languages),
        observations(content, labels, cycle.roster, languages),
        evidence(cycle, content, languages),
    )
    files = [
        *((one, write_csv(one, folder / "csv" / f"{one.name}.csv")) for one in resources),
        *(
            (one, write_parquet(one, folder / "parquet" / f"{one.name}.parquet"))
            for one in resources
        ),
    ]
    package = write_package(cycle, len(content.replies), files, folder)
    return [*(path for _, path in files), package]
