"""Open a spreadsheet by its content: .xlsx, .xlsm, .xlsb, .ods or .xls, whatever its name."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import openpyxl
import python_calamine

from rapporteur.collect.reading.default_password import decrypted
from rapporteur.kernel import xlsx_flaws
from rapporteur.kernel.xlsx_flaws import Flaw

Cell = str | int | float | bool | date | datetime | time | timedelta | Flaw | None
"""The value of a cell; an empty one is `""` or None."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and any encrypted Office file
_LARGEST = 128 * 2**20  # bytes of an unpacked workbook; ten thousand rows have a tenth of that
_MEMBERS = 10_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """The values of a sheet, row by row, from A1. `from_1904`: dates are counted from 1904."""

    name: str
    rows: Sequence[Sequence[Cell]]
    from_1904: bool = False


class UnreadableError(Exception):
    """The content is not a readable spreadsheet. `code` is the code of the finding."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_sheets(content: bytes) -> list[Sheet]:
    """The sheets of a workbook, including hidden ones. Raises `UnreadableError`."""
    if not content.strip(b"\0 \t\r\n"):
        raise UnreadableError("file_empty")
    content = decrypted(content)
    if _unpacked(content) > _LARGEST:
        raise UnreadableError("too_large")
    try:
        sheets = _read_with_calamine(content)
    except python_calamine.PasswordError as error:
        raise UnreadableError("file_encrypted") from error
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a Rust panic is not an Exception
        if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableError("file_encrypted") from error
        return _read_with_openpyxl(content)
    return sheets


def _unpacked(content: bytes) -> int:
    """The size of a workbook when unpacked, in bytes, by its own directory.

    More than `_LARGEST` for an archive with too many members.
    """
    if not content.startswith(b"PK"):
        return len(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
    except Exception:  # the readers report what is wrong with the file
        return len(content)
    return _LARGEST + 1 if len(members) > _MEMBERS else sum(member.file_size for member in members)


def _read_with_calamine(content: bytes) -> list[Sheet]:
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        names = workbook.sheet_names
        rows: dict[str, list[list[Cell]]] = {
            name: workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)  # type: ignore[misc]
            for name in names
        }
    workbook_flaws = xlsx_flaws.find_flaws(content)
    for name, flaws in workbook_flaws.flaws.items():
        _insert(rows.get(name, []), flaws)
    return [Sheet(name, rows[name], workbook_flaws.from_1904) for name in names]


def _insert(rows: list[list[Cell]], flaws: Sequence[tuple[int, int, Flaw]]) -> None:
    """Put the flaws into their cells; those outside the used area cannot be answers."""
    for row, column, flaw in flaws:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = flaw


def _read_with_openpyxl(content: bytes) -> list[Sheet]:
    """Read a file that calamine cannot read. Raises `UnreadableError` by what it seems to be."""
    if not content.startswith((b"PK", _OLE)):
        raise UnreadableError("file_not_spreadsheet")
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        return [
            Sheet(sheet.title, [[_plain(cell) for cell in row] for row in sheet.values])
            for sheet in workbook.worksheets
        ]
    except MemoryError:
        raise
    except Exception as error:  # a parser may raise anything for damaged bytes
        code = "file_not_spreadsheet" if _is_other_archive(content) else "file_damaged"
        raise UnreadableError(code) from error


def _is_other_archive(content: bytes) -> bool:
    """Whether this is an intact zip archive that is not a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            return not any(name.startswith(("xl/workbook", "content.xml")) for name in names)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def _plain(value: object) -> Cell:
    """A value of openpyxl as calamine would return it; unusual types become text."""
    if value is None or isinstance(value, str | int | float | date | time | timedelta):
        return value
    return str(value)
