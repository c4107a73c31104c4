"""Write the tables: workbooks in each language, and for machines CSVs, Parquet and a data package.

Where they go, and how readers come to see them, is for `rapporteur.releases` to say.
"""

import gc
from collections.abc import Iterator
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


def write_tables(cycle: Cycle, folder: Path) -> Content:
    """Write the cycle's tables into an empty folder, and return what they say.

    The same warehouse gives the same files, byte for byte. Raises `UserError` when there is no
    warehouse, or when it and the sidecars do not fit together.
    """
    labels = Labels(cycle)
    with _uncollected():
        content = read_content(cycle, labels)
        charts = read_chart_contents(cycle, labels)
        editions = [
            Edition(cycle, content, labels, language, profile)
            for language in cycle.definition.languages
            for profile in PROFILES
        ]
        write_data(cycle, content, labels, folder)
        write_workbooks(editions, charts, folder)
    return content


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
