"""Write the tables: workbooks in each language, and for machines CSVs, Parquet and a data package.

Where they go, and how readers come to see them, is for `rapporteur.disseminate.releases` to say.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.content.chart_content import read_chart_contents
from rapporteur.disseminate.content.content import Content, read_content
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.content.profiles import PROFILES
from rapporteur.disseminate.data import write_data
from rapporteur.disseminate.workbook.workbook import write_workbooks


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
