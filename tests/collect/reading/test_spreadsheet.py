"""Spreadsheets of several programs are opened; others raise an error with the reason."""

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime
from functools import cache
from pathlib import Path

import msoffcrypto
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from rapporteur.collect.reading.default_password import decrypted
from rapporteur.collect.reading.display.cells import Shown
from rapporteur.collect.reading.spreadsheet import Sheet, UnreadableError, read_sheets
from rapporteur.kernel.xlsx_flaws import Flaw
from tests.support import Convert


@cache
def workbook() -> bytes:
    """A workbook of two sheets, the second hidden, that does not begin in A1."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Values"
    sheet["B3"] = "text"
    sheet["C3"] = 12.5
    sheet["D3"] = True
    sheet["B4"] = datetime(2023, 4, 18)
    hidden = book.create_sheet("hidden")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "key"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def archive(**members: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name, text in members.items():
            target.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return stream.getvalue()


def encrypted(content: bytes, password: str = "secret") -> bytes:
    stream = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(content)).encrypt(password, stream)
    return stream.getvalue()


def code_of(content: bytes) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_sheets(content)
    return caught.value.code


def flat(sheets: list[Sheet]) -> dict[str, list[list[object]]]:
    """The sheets by name, blank cells as None and dates as days."""
    return {
        sheet.name: [
            [cell.date() if isinstance(cell, datetime) else cell if cell != "" else None
             for cell in (one.value if isinstance(one, Shown) else one for one in row)]
            for row in sheet.rows
        ]
        for sheet in sheets
    }  # fmt: skip


def test_values_are_at_their_place_and_hidden_sheets_are_read() -> None:
    sheets = flat(read_sheets(workbook()))
    assert list(sheets) == ["Values", "hidden"]
    assert sheets["Values"][2] == [None, "text", 12.5, True]
    assert sheets["Values"][3][1] == date(2023, 4, 18)
    assert sheets["hidden"] == [["key"]]


def test_a_workbook_under_the_password_that_excel_supplies_is_read() -> None:
    content = encrypted(workbook(), "VelvetSweatshop")
    assert content.startswith(b"\xd0\xcf\x11\xe0")
    assert flat(read_sheets(content)) == flat(read_sheets(workbook()))
    assert decrypted(content) == workbook()


@pytest.mark.parametrize("keep", [600, 5_000])
def test_a_damaged_one_is_damaged_or_encrypted(keep: int) -> None:
    content = encrypted(workbook(), "VelvetSweatshop")[:keep]
    assert code_of(content) in {"file_damaged", "file_encrypted"}


def test_what_has_no_such_password_stays_as_it_is() -> None:
    for content in (workbook(), encrypted(workbook()), b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        assert decrypted(content) is content


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_a_file_saved_by_another_program_has_the_same_values(
    suffix: str, tmp_path: Path, libreoffice: Convert
) -> None:
    path = tmp_path / "original.xlsx"
    path.write_bytes(workbook())
    sheets = flat(read_sheets(libreoffice(path, suffix).read_bytes()))
    assert sheets["Values"][2:4] == flat(read_sheets(workbook()))["Values"][2:4]
    assert sheets["hidden"] == [["key"]]


def test_a_format_far_from_the_values_costs_nothing() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "x"
    sheet["XFD1048576"].font = Font(bold=True)
    stream = io.BytesIO()
    book.save(stream)
    assert [sheet.rows for sheet in read_sheets(stream.getvalue())] == [[["x"]]]


@pytest.mark.parametrize("place", ["C1048576", "A1048576", "H1048576", "B200000"])
def test_a_blank_in_the_last_row_is_no_row(place: str) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "x"
    sheet[place] = " "
    stream = io.BytesIO()
    book.save(stream)
    assert [sheet.rows for sheet in read_sheets(stream.getvalue())] == [[["x"]]]


@pytest.mark.parametrize("first", ["A1", "AD3", "C1500"])
def test_a_formula_without_result_is_found_among_a_thousand(first: str) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    start = sheet[first]
    for down in range(1_001):
        sheet.cell(start.row + down, start.column, "=ROW()")
    sheet["B2900"] = "=SUM(1000,250)"
    stream = io.BytesIO()
    book.save(stream)
    (read,) = read_sheets(stream.getvalue())
    assert read.rows[2899][1] == Flaw("formula_without_value", "=SUM(1000,250)")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "file_empty", id="no bytes"),
        pytest.param(b"\0" * 512, "file_empty", id="zeros"),
        pytest.param(b" \r\n\t", "file_empty", id="blanks"),
        pytest.param(b"Our reply is attached.", "file_not_spreadsheet", id="text"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "file_not_spreadsheet", id="PDF"),
        pytest.param(
            b"<html><table><tr><td>1</td></tr></table></html>", "file_not_spreadsheet", id="HTML"
        ),
        pytest.param(
            archive(word__document_xml="<document/>"), "file_not_spreadsheet", id="Word document"
        ),
        pytest.param(archive(), "file_not_spreadsheet", id="empty archive"),
        pytest.param(archive(xl__workbook_xml="<workbook"), "file_damaged", id="broken XML"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "file_damaged", id="broken xls"
        ),
        pytest.param(workbook()[:4], "file_damaged", id="first four bytes"),
        pytest.param(workbook()[: len(workbook()) // 2], "file_damaged", id="first half"),
        pytest.param(workbook()[:-30], "file_damaged", id="end cut off"),
        pytest.param(encrypted(workbook()), "file_encrypted", id="encrypted"),
    ],
)
def test_an_unreadable_file_has_a_code(content: bytes, code: str) -> None:
    assert code_of(content) == code


@given(st.data())
def test_damaged_bytes_are_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(workbook())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5)):
        content[place] = data.draw(st.integers(0, 255))
    end = data.draw(st.integers(0, len(content)))
    with suppress(UnreadableError):
        assert read_sheets(bytes(content[:end] if data.draw(st.booleans()) else content))
