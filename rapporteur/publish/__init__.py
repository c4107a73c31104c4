"""Publish the tables: a workbook in each language, and CSVs with a data package."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

from rapporteur.cycle import Cycle
from rapporteur.publish.content import read_content
from rapporteur.publish.csvs import write_csvs
from rapporteur.publish.labels import Labels
from rapporteur.publish.workbook import write_workbook

_MANY = 5_000
"""From so many rows on, a process for each language is worth starting."""


def publish(cycle: Cycle) -> list[Path]:
    """Write the cycle's tables under `outputs/<cycle>/tables/` and return the files.

    The same warehouse gives the same files, byte for byte. Raises `UserError` when there is no
    warehouse, or when it and the sidecars do not fit together.
    """
    folder = cycle.outputs / "tables"
    labels = Labels(cycle)
    content = read_content(cycle, labels)
    languages = cycle.definition.languages
    paths = [folder / f"{cycle.id}.{language}.xlsx" for language in languages]
    workers = min(len(languages), os.cpu_count() or 1)
    if workers > 1 and sum(len(table.rows) for table in content.tables) >= _MANY:
        # Not forked: the parent may have threads, of DuckDB or of a Prefect flow.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(workers, mp_context=context) as pool:
            list(pool.map(write_workbook, repeat(cycle), repeat(content), languages, paths))
    else:
        list(map(write_workbook, repeat(cycle), repeat(content), languages, paths))
    for path in set(folder.glob(f"{cycle.id}.*.xlsx")) - set(paths):
        path.unlink()  # of a language that is published no more
    return [*paths, *write_csvs(cycle, content, labels, folder / "csv")]
