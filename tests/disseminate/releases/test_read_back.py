"""Read back: what a file lacks is found before readers see it."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table

from rapporteur.disseminate.releases import read_back
from rapporteur.disseminate.releases.read_back import check
from rapporteur.kernel.errors import UserError


def workbook(path: Path, rows: int, *, spans: int | None = None, named: bool = False) -> None:
    """A workbook with the table `laws`, two lines above it and one below."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "the laws' sheet"
    laws = [[f"X{at}", "Act"] for at in range(rows)]
    for line in (["Laws"], ["A note"], ["state", "title"], *laws, ["Note"]):
        sheet.append(line)
    last = 3 + (rows if spans is None else spans)
    if named:
        area = f"'the laws'' sheet'!$A$3:$B${last}"
        book.defined_names["laws"] = DefinedName("laws", attr_text=area)
    elif rows:
        sheet.add_table(Table(name="laws", displayName="laws", ref=f"A3:B{last}"))
    book.save(path)


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize("rows", [1, 3, 2_000])
def test_the_rows_of_a_workbook_are_counted(tmp_path: Path, rows: int, named: bool) -> None:
    workbook(tmp_path / "a.en.xlsx", rows, named=named)
    check(tmp_path, {"laws": rows})
    for other in (0, rows - 1, rows + 1):
        if other:
            with pytest.raises(UserError, match=f"it has {rows} rows, and there are {other}"):
                check(tmp_path, {"laws": other})


def test_a_table_that_a_workbook_lacks_is_missed_unless_it_has_no_rows(tmp_path: Path) -> None:
    workbook(tmp_path / "a.en.xlsx", 2)
    check(tmp_path, {"laws": 2, "empty": 0})
    with pytest.raises(UserError, match="of the table other it has 0 rows, and there are 4"):
        check(tmp_path, {"laws": 2, "other": 4})


def test_a_table_that_spans_more_than_there_is_is_no_table(tmp_path: Path) -> None:
    workbook(tmp_path / "a.en.xlsx", 2, spans=9)
    with pytest.raises(UserError, match=r"a\.en\.xlsx was not written .* spans 9 rows and has 3"):
        check(tmp_path, {"laws": 9})


@pytest.mark.parametrize("cut", [10, 400, 3_000])
def test_a_workbook_that_was_cut_off_is_told(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a.en.xlsx"
    workbook(path, 50)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(UserError, match="it cannot be read"):
        check(tmp_path, {"laws": 50})


def test_a_damaged_sheet_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.en.xlsx"
    workbook(path, 500)
    content = bytearray(path.read_bytes())
    at = content.index(b"xl/worksheets/sheet1.xml") + 400
    content[at] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"a\.en\.xlsx was not written as it should be"):
        check(tmp_path, {"laws": 500})


def test_the_rows_of_a_csv_are_not_its_lines(tmp_path: Path) -> None:
    (tmp_path / "csv").mkdir()
    path = tmp_path / "csv" / "laws.csv"
    path.write_text(f'state,title\nXAA,"An Act,\nof two lines"\nXAB,{"x" * 200_000}\n', "utf-8")
    check(tmp_path, {"laws": 2})
    with pytest.raises(UserError, match="has 2 rows, and there are 3"):
        check(tmp_path, {"laws": 3})


def test_a_list_is_no_table_and_a_table_without_a_file_is_told(tmp_path: Path) -> None:
    for name in ("respondents", "laws"):
        (tmp_path / f"{name}.csv").write_text("a\n1\n", "utf-8")
    check(tmp_path, {"laws": 1})
    with pytest.raises(UserError, match=r"counts\.csv was not .*: it is not there"):
        check(tmp_path, {"laws": 1, "counts": 0})


def test_the_rows_of_a_parquet_file_are_counted(tmp_path: Path) -> None:
    pq.write_table(pa.table({"state": ["XAA", "XAB"]}), tmp_path / "laws.parquet")
    check(tmp_path, {"laws": 2})
    with pytest.raises(UserError, match=r"laws\.parquet"):
        check(tmp_path, {"laws": 1})


def test_a_file_of_another_kind_is_not_read_back(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text("{}", "utf-8")
    check(tmp_path, {"laws": 2})


@settings(max_examples=30)
@given(chunk=st.integers(1, 300))
def test_rows_are_counted_wherever_a_chunk_ends(
    chunk: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("chunks")
    workbook(folder / "a.xlsx", 7)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(read_back, "_CHUNK", chunk)
        check(folder, {"laws": 7})
