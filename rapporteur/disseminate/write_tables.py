"""Write the tables: workbooks in each language; for machines CSVs, Parquet and a data package.

`rapporteur.disseminate.releases` decides where they go and opens them to readers.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rapporteur.disseminate.content.profiles import PROFILES
from rapporteur.disseminate.data import write_data
from rapporteur.disseminate.publication import Publication
from rapporteur.disseminate.workbook.write_workbooks import write_workbooks
from rapporteur.kernel.progress import Progress, unheard


def write_tables(publication: Publication, folder: Path, progress: Progress = unheard) -> None:
    """Write the tables of a publication into an empty folder.

    The same warehouse gives the same files, byte for byte. Raises `UserError` when there is no
    warehouse, or when it and the sidecars do not fit together.
    """
    cycle = publication.cycle
    with _uncollected():
        editions = [
            publication.edition(language, profile)
            for language in cycle.definition.languages
            for profile in PROFILES
        ]
        charts = publication.charts
        write_data(cycle, publication.content, publication.labels, folder)
        write_workbooks(editions, charts, folder, progress)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause Python's garbage collector.

    The content is many objects that stay: examining them again and again took a seventh of the
    time, and freed nothing.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
