"""A resource as Parquet: typed columns that carry their titles in every language.

The same rows give the same bytes with the same version of the library, which they name.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rapporteur.disseminate.data.resource import Field, Resource, properties
from rapporteur.kernel.files import replacing
from rapporteur.warehouse.reader import Row

_CODE = pa.dictionary(pa.int32(), pa.string())
_TYPES = {
    "integer": pa.int64(),
    "year": pa.int32(),
    "number": pa.float64(),
    "percent": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
    "respondent": _CODE,
    "code": _CODE,
    "codes": _CODE,
}
"""The Arrow types of fields; any other is text."""


@contextmanager
def parquet_of(resource: Resource, path: Path) -> Iterator[Callable[[Sequence[Row]], None]]:
    """A Parquet file with Zstandard; yields the function that writes rows as a row group."""
    schema = _schema(resource)
    with (
        replacing(path) as beside,
        pq.ParquetWriter(beside, schema, compression="zstd") as writer,
    ):

        def write(rows: Sequence[Row]) -> None:
            columns = [_column(field, rows, at) for at, field in enumerate(resource.fields)]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))

        yield write


def _schema(resource: Resource) -> pa.Schema:
    return pa.schema(
        [
            pa.field(
                field.name,
                _TYPES.get(field.type, pa.string()),
                metadata={
                    **properties(field.title, "title"),
                    **properties(field.description, "description"),
                    **({"codelist": field.codelist} if field.codelist else {}),
                    **({"unit": field.unit} if field.unit else {}),
                },
            )
            for field in resource.fields
        ],
        metadata={
            **properties(resource.title, "title"),
            **properties(resource.description, "description"),
            **properties(resource.source, "source"),
        },
    )


def _column(field: Field, rows: Sequence[Row], at: int) -> pa.Array:
    """A column; an empty text is a missing value, as in the CSV."""
    kind = _TYPES.get(field.type, pa.string())
    if kind == pa.float64():
        return pa.array([None if row[at] is None else float(row[at]) for row in rows], kind)  # type: ignore[arg-type]
    if kind not in (pa.string(), _CODE):
        return pa.array([row[at] for row in rows], kind)
    texts = pa.array([row[at] or None for row in rows], pa.string())
    return texts.dictionary_encode() if kind == _CODE else texts
