"""Write the tables: workbooks in each language, and for machines CSVs, Parquet and a data package.

Where they go, and how readers come to see them, is for `rapporteur.releases` to say.
"""

import gc
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from rapporteur.charts.content import read_chart_contents
from rapporteur.cycle import Cycle
from rapporteur.publish.content import Content, read_content
from rapporteur.publish.data import write_data
from rapporteur.publish.edition import Edition
from rapporteur.publish.labels import Labels
from rapporteur.publish.profiles import PROFILES
from rapporteur.publish.workbook import write_workbooks

_LARGE = 200 * 2**20
"""From so many bytes of a warehouse on, another process is worth the memory that it takes."""


def write_tables(cycle: Cycle, folder: Path) -> Content:
    """Write the cycle's tables into an empty folder, and return what they say.

    The same warehouse gives the same files, byte for byte. Raises `UserError` when there is no
    warehouse, or when it and the sidecars do not fit together.
    """
    languages = cycle.definition.languages
    labels = Labels(cycle)
    large = cycle.warehouse.exists() and cycle.warehouse.stat().st_size >= _LARGE
    processes = min(len(languages), os.cpu_count() or 1) if large else 1
    mine, *others = [languages[at::processes] for at in range(processes)]
    # Not forked: the parent may have threads, of DuckDB or of a Prefect flow.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        theirs = [pool.submit(_read_and_write, cycle, share, folder) for share in others]
        with _uncollected():
            content = read_content(cycle, labels)
            write_data(cycle, content, labels, folder)
            _write(cycle, content, mine, folder)
        for share in theirs:
            share.result()
    return content


def _read_and_write(cycle: Cycle, languages: Sequence[str], folder: Path) -> None:
    with _uncollected():
        _write(cycle, read_content(cycle, Labels(cycle)), languages, folder)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let Python's collector rest.

    The content is many objects that stay: to look them through again and again took a seventh of
    the time, and found nothing.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _write(cycle: Cycle, content: Content, languages: Sequence[str], folder: Path) -> None:
    labels = Labels(cycle)
    charts = read_chart_contents(cycle, labels)
    editions = [
        Edition(cycle, content, labels, language, profile)
        for language in cycle.definition.languages
        for profile in PROFILES
    ]
    write_workbooks(editions, charts, folder, languages)
