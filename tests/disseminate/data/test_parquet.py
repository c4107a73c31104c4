"""Parquet files: their types, their texts, and that they say what the CSVs say."""

import csv
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.data import resource, write_resource
from rapporteur.disseminate.data.csvs import plain
from rapporteur.disseminate.data.resource import Field, Resource
from rapporteur.warehouse.reader import Row

KINDS = {
    "text": st.text(st.characters(codec="utf-8")),
    "code": st.sampled_from(["a", "b_c", "004"]),
    "codes": st.sampled_from(["a", "a b_c"]),
    "respondent": st.sampled_from(["AAA", "CIVIL-A"]),
    "evidence": st.just("s1/laws/1 s1/unit"),
    "integer": st.integers(-(2**63), 2**63 - 1),
    "year": st.integers(1800, 2100),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "percent": st.floats(0, 100),
    "date": st.dates(),
    "boolean": st.booleans(),
}
FIELDS = tuple(Field(kind, kind, {"en": kind.title()}) for kind in KINDS)  # type: ignore[arg-type]
ROWS = st.lists(st.tuples(*(st.none() | kind for kind in KINDS.values())), max_size=40)


def of(rows: list[Row]) -> Resource:
    return Resource("all", {"en": "All"}, {}, FIELDS, lambda: rows)


def value(kind: str, text: str) -> object:
    if text == "":
        return None
    if kind in ("integer", "year"):
        return int(text)
    if kind in ("number", "percent"):
        return float(text)
    if kind == "date":
        return date.fromisoformat(text)
    return {"true": True, "false": False}[text] if kind == "boolean" else text


@settings(max_examples=40)
@given(ROWS)
def test_csv_and_parquet_agree(rows: list[Row]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        lined, typed = write_resource(of(rows), folder)
        with lined.open(encoding="utf-8", newline="") as stream:
            header, *lines = csv.reader(stream)
        columns = pq.read_table(typed).to_pydict()
    assert header == list(columns)
    told = [[value(kind, text) for kind, text in zip(KINDS, line, strict=True)] for line in lines]
    assert told == [list(row) for row in zip(*columns.values(), strict=True)]
    assert lines == [list(map(plain, row)) for row in rows]


def test_the_columns_have_the_right_types(published_demo: Cycle) -> None:
    schema = pq.read_schema(published_demo.outputs / "tables" / "parquet" / "laws.parquet")
    code = pa.dictionary(pa.int32(), pa.string())
    assert dict(zip(schema.names, schema.types, strict=True)) == {
        "respondent": code, "title": pa.string(), "status": code, "kinds": code,
        "territory": pa.string(), "year": pa.int32(), "amount": pa.float64(),
        "day": pa.date32(), "basis": code, "evidence": pa.string(),
    }  # fmt: skip


def test_the_columns_carry_their_texts(published_demo: Cycle) -> None:
    path = published_demo.outputs / "tables" / "parquet" / "laws.parquet"
    schema = pq.read_schema(path)
    assert schema.metadata[b"title@zh"].decode() == "法律"
    assert schema.metadata[b"source"] == b"Replies."
    status = schema.field("status").metadata
    assert status[b"title"] == b"Status"
    assert status[b"description@zh"].decode() == "proposed: 提议; in_force: 生效"
    assert status[b"codelist"] == b"status"
    assert schema.field("amount").metadata[b"unit"] == b"USD"
    assert pq.ParquetFile(path).metadata.row_group(0).column(0).compression == "ZSTD"


def test_rows_are_written_in_groups(tmp_path: Path) -> None:
    fields = (Field("n", "integer", {}), Field("t", "text", {}))
    count = 2 * resource.BATCH + 1
    many = Resource("many", {}, {}, fields, lambda: ((n, str(n)) for n in range(count)))
    _, path = write_resource(many, tmp_path)
    file = pq.ParquetFile(path)
    groups = [file.metadata.row_group(at).num_rows for at in range(file.num_row_groups)]
    assert groups == [resource.BATCH, resource.BATCH, 1]
    assert file.read().column("n").to_pylist() == list(range(count))
