"""A resource as a CSV: codes stay codes, numbers are plain, what is missing is empty."""

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
"""A text with one of the characters that end a line is quoted: both may stand in a text."""


@contextmanager
def csv_of(resource: Resource, path: Path) -> Iterator[Callable[[Sequence[Row]], None]]:
    """A CSV in UTF-8 with a header, its lines ended by a line feed; what is given writes rows."""
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(_Lines(stream), lineterminator=_QUOTED)
        writer.writerow([field.name for field in resource.fields])
        yield lambda rows: writer.writerows(_plain_rows(resource, rows))


class _Lines:
    """Ends each line, which the library writes at once, as our CSVs do."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, line: str) -> int:
        """Write one line."""
        return self._stream.write(line.removesuffix(_QUOTED) + "\n")


def plain(value: Value) -> str:
    """A value as a CSV has it: no exponent, no trailing zero, ISO dates, empty for none."""
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
    """Texts, integers and dates are plain as the library writes them."""
    if any(field.type in ("number", "percent", "boolean") for field in resource.fields):
        return (map(plain, row) for row in rows)
    return rows
