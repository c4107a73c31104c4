"""Open a spreadsheet by its content: .xlsx, .xlsm, .xlsb, .ods or .xls, whatever its name."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

import openpyxl
import python_calamine

from rapporteur.collect.reading.default_password import decrypted
from rapporteur.collect.reading.display import ods, xls, xlsx
from rapporteur.collect.reading.display.cells import Looks, Plain, Remark, Shown, shown
from rapporteur.kernel import xlsx_flaws, xlsx_parts
from rapporteur.kernel.xlsx_flaws import Flaw, WorkbookFlaws

Cell = Plain | Shown | Flaw | None
"""The content of a cell; an empty one is `""` or None."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and any encrypted Office file
_LARGEST = 128 * 2**20  # bytes of an unpacked workbook; ten thousand rows have a tenth of that
_MEMBERS = 10_000
_SMALL = 200_000  # cells of a sheet that are read at once
_BLANK = frozenset({"", None})


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of a sheet, row by row, from A1, and the texts that lie over them.

    `from_1904`: dates are counted from 1904. `display_known` is False where the file does not
    tell what its cells show: an .xlsb, or one whose formats cannot be read.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    from_1904: bool = False
    remarks: Sequence[Remark] = ()
    display_known: bool = True


def at(cells: Sequence[Cell], column: int | None) -> Cell:
    """The cell of a row in a column; None where the row is shorter or there is no column."""
    return cells[column] if column is not None and 0 <= column < len(cells) else None


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
    archive = _archive(content)
    if (len(content) if archive is None else _unpacked(archive)) > _LARGEST:
        raise UnreadableError("too_large")
    try:
        sheets = _read_with_calamine(content, archive)
    except python_calamine.PasswordError as error:
        raise UnreadableError("file_encrypted") from error
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a Rust panic is not an Exception
        if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
            raise UnreadableError("file_encrypted") from error
        return _as_shown(_read_with_openpyxl(content), content, archive)
    return sheets


def _archive(content: bytes) -> zipfile.ZipFile | None:
    """The archive that a workbook is; None if it is none, or its directory is damaged."""
    if not content.startswith(b"PK"):
        return None
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except Exception:  # the readers report what is wrong with the file
        return None


def _unpacked(archive: zipfile.ZipFile) -> int:
    """The size of a workbook when unpacked, in bytes, by its own directory.

    More than `_LARGEST` for an archive with too many members.
    """
    members = archive.infolist()
    return _LARGEST + 1 if len(members) > _MEMBERS else sum(member.file_size for member in members)


def _read_with_calamine(content: bytes, archive: zipfile.ZipFile | None) -> list[Sheet]:
    with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        rows = {name: _rows(workbook.get_sheet_by_name(name)) for name in workbook.sheet_names}
    return _as_shown(rows, content, archive)


def _as_shown(
    rows: Mapping[str, list[list[Cell]]], content: bytes, archive: zipfile.ZipFile | None
) -> list[Sheet]:
    """The sheets with what calamine does not tell: flaws, and what the cells show."""
    flaws, looks = _flaws_and_looks(content, archive)
    for name, found in flaws.flaws.items():
        if name in rows:
            _insert(rows[name], found)
    sheets = []
    for name, cells in rows.items():
        remarks: Sequence[Remark] = ()
        if looks is not None and name in looks:
            _show(cells, looks, name)
            remarks = looks[name].remarks
        sheets.append(Sheet(name, cells, flaws.from_1904, remarks, looks is not None))
    return sheets


def _rows(sheet: python_calamine.CalamineSheet) -> list[list[Cell]]:
    """The rows of a sheet, without the blank cells at their ends and the blank rows at its end.

    Blank rows are one object: a sheet may declare a million of them.
    """
    blank: list[Cell] = []
    before: list[Cell] = [""] * (sheet.start or (0, 0))[1]
    rows: list[list[Cell]] = []
    table: Iterable[list[Cell]] = sheet.iter_rows()  # type: ignore[assignment]
    if sheet.total_height * sheet.total_width < _SMALL:
        table, before = sheet.to_python(skip_empty_area=False), []  # type: ignore[assignment]
    for values in table:
        if _BLANK.issuperset(values):
            rows.append(blank)
            continue
        row = [*before, *values] if before else values
        if _BLANK.issuperset(row[1:]):  # as most rows of a table: nothing but a marker
            del row[1:]
        else:
            end = len(row)
            while row[end - 1] == "":
                end -= 1
            del row[end:]
        rows.append(row)
    while rows and all(isinstance(cell, str) and not cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def _flaws_and_looks(
    content: bytes, archive: zipfile.ZipFile | None
) -> tuple[WorkbookFlaws, Looks | None]:
    """What calamine does not tell: flaws, and how cells look; None where the file does not say."""
    if archive is not None:
        parts = xlsx_parts.of(archive)
        if parts is not None:
            return xlsx_flaws.flaws_of(parts), _looks(lambda: xlsx.looks(parts))
        return WorkbookFlaws(), _looks(lambda: ods.looks(archive))  # an .xlsb has no such parts
    if content.startswith(_OLE):
        return WorkbookFlaws(), _looks(lambda: xls.looks(content))
    return WorkbookFlaws(), None


def _looks(read: Callable[[], Looks]) -> Looks | None:
    try:
        return read()
    except MemoryError:
        raise
    except Exception:  # what calamine can read, another reader may not
        return None


def _show(rows: Sequence[list[Cell]], looks: Looks, name: str) -> None:
    """Put into the cells what they show."""
    for (row, column), look in looks[name].cells.items():
        if row < len(rows) and column < len(rows[row]):
            value = rows[row][column]
            if value is not None and value != "" and not isinstance(value, Flaw | Shown):
                rows[row][column] = shown(value, look)


def _insert(rows: list[list[Cell]], flaws: Sequence[tuple[int, int, Flaw]]) -> None:
    """Put the flaws into their cells, which are blank and may lie behind the last filled one."""
    blank: list[Cell] = []
    for row, column, flaw in flaws:
        rows.extend(blank for _ in range(row + 1 - len(rows)))
        if len(rows[row]) <= column:
            rows[row] = [*rows[row], *[""] * (column + 1 - len(rows[row]))]
        rows[row][column] = flaw


def _read_with_openpyxl(content: bytes) -> dict[str, list[list[Cell]]]:
    """Read a file that calamine cannot read. Raises `UnreadableError` by what it seems to be."""
    if not content.startswith((b"PK", _OLE)):
        raise UnreadableError("file_not_spreadsheet")
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        return {
            sheet.title: [[_plain(cell) for cell in row] for row in sheet.values]
            for sheet in workbook.worksheets
        }
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
