"""A resource as a CSV: codes stay codes, numbers are plain, missing values are empty."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from rapporteur.disseminate.data.resource import Resource
from rapporteur.kernel.files import replacing
from rapporteur.warehouse.reader import Row, Value

_QUOTED = "\r\n"
"""The library quotes a text that has a character of this line end; a text may have either."""


@contextmanager
def csv_of(resource: Resource, path: Path) -> Iterator[Callable[[Sequence[Row]], None]]:
    """A CSV in UTF-8 with a header and line feeds; yields the function that writes rows."""
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(_Lines(stream), lineterminator=_QUOTED)
        writer.writerow([field.name for field in resource.fields])
        yield lambda rows: writer.writerows(_plain_rows(resource, rows))


class _Lines:
    """Replaces the line ends of the library, which writes each line at once, by a line feed."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, line: str) -> int:
        """Write a line."""
        return self._stream.write(line.removesuffix(_QUOTED) + "\n")


def plain(value: Value) -> str:
    """A value as text: no exponent, no trailing zero, ISO dates, empty for none."""
    if value is None:
        return ""
    if isinstance(value, float):
        digits = format(Decimal(repr(value)), "f")
        return digits.removesuffix(".0")
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _plain_rows(resource: Resource, rows: Iterable[Row]) -> Iterable[Iterable[object]]:
    """Rows for the library, which writes texts, integers and dates plainly by itself."""
    if any(field.type in ("number", "percent", "boolean") for field in resource.fields):
        return (map(plain, row) for row in rows)
    return rows
