"""Read CSV files as people and their programs save them.

Excel writes semicolons where the comma is the decimal sign, and tabs with UTF-16 for “Unicode
Text”; it adds a byte order mark, CRLF, and empty columns and rows. All of these read the same.
What could be read in more than one way, such as Windows-1252, is refused with its line.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from rapporteur.kernel.errors import UserError

_DELIMITERS = ",;\t|"
_LONGEST_CELL = 131_072  # characters: the limit of `csv`, which other libraries raise for all
_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UTF_8 = "Save it as CSV in UTF-8 (in Excel: “CSV UTF-8”)."


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty. `number` is where it begins in the file, counted from 1."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CsvFile:
    """The content of a file, and how the file writes it."""

    header: Sequence[str]
    lines: Sequence[Line]
    delimiter: str
    encoding: str
    mark: bytes  # of the byte order
    newline: str


def read_csv(path: Path, columns: Collection[str] = (), *, whole_lines: bool = False) -> CsvFile:
    """Read a file whose first line names its columns.

    Cells hold their text as it is, with line breaks as `\\n`. Excel leaves out the delimiters
    behind the last filled cell of some lines: what is missing is empty, unless `whole_lines` says
    that the file is a register, whose cells may hold any text.
    Raises `UserError` with the number of the line for a file that is no CSV in Unicode, lacks
    one of `columns`, or has text under no heading; `OSError` if it cannot be opened.
    """
    return parse_csv(path.read_bytes(), str(path), columns, whole_lines=whole_lines)


def parse_csv(
    content: bytes, name: str, columns: Collection[str] = (), *, whole_lines: bool = False
) -> CsvFile:
    """The same for the bytes of a file, which errors call `name`."""
    text, encoding, mark = _text(content, name)
    delimiter = _delimiter(text, columns)
    records = _records(text, delimiter, name)
    number, titles = next(records, (1, []))
    header = [title.strip() for title in titles]
    while header and not header[-1]:
        del header[-1]
    if missing := [column for column in columns if column not in header]:
        raise UserError(
            f"{name} lacks the columns {', '.join(missing)}.",
            f"The first line must be {','.join(columns)}.",
        )
    if twice := [title for title, times in Counter(header).items() if title and times > 1]:
        raise UserError(
            f"{name}, line {number}: the column {twice[0]} is there twice.", "Keep one of them."
        )
    rows = [*records]
    cut_off = rows[-1:] if not text.endswith(("\n", "\r")) else []
    for at, cells in rows if whole_lines else cut_off:
        if len(cells) < len(header):
            raise UserError(
                f"{name}, line {at}: it has {len(cells)} cells, and the header has {len(header)}.",
                "Complete the line, or remove it if it was cut off.",
            )
    lines = [Line(at, _cells(header, cells, f"{name}, line {at}")) for at, cells in rows]
    if not whole_lines:
        _check_letters(lines, name)
    newline = "\r\n" if "\r\n" in text else "\n"
    return CsvFile(header, lines, delimiter, encoding, mark, newline)


def _check_letters(lines: Iterable[Line], name: str) -> None:
    """Raise `UserError` for a cell of question marks: a program puts them for letters it lacks."""
    for line in lines:
        for title, cell in line.cells.items():
            if cell.count("?") > 1 and not cell.replace("?", "").strip():
                raise UserError(
                    f"{name}, line {line.number}: the letters of {title} were lost when it was "
                    "saved.",
                    f"Enter them again. {_UTF_8}",
                )


def is_blank(path: Path) -> bool:
    """Whether there is no file, or one without a character: a full disk leaves such files."""
    if not path.exists():
        return True
    content = path.read_bytes()
    return not content.removeprefix(codecs.BOM_UTF8).strip(b"\0 \t\r\n")


def _text(content: bytes, name: str) -> tuple[str, str, bytes]:
    """The text, its encoding and the mark of the byte order before it."""
    mark, encoding = next(
        (known for known in _ENCODINGS if content.startswith(known[0])), (b"", "utf-8")
    )
    try:
        text = content[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        before = content[len(mark) : len(mark) + error.start].decode(encoding, errors="replace")
        raise UserError(f"{name}, line {_line(before)}: this is not Unicode.", _UTF_8) from error
    if "\0" in text:
        at = _line(text[: text.index("\0")])
        raise UserError(f"{name}, line {at}: a character NUL, as in a damaged file.", _UTF_8)
    return text, encoding, mark


def _line(before: str) -> int:
    """The number of the line in which a text ends."""
    return 1 + before.replace("\r\n", "\n").replace("\r", "\n").count("\n")


def _delimiter(text: str, columns: Collection[str]) -> str:
    """The delimiter with which the header has most of the columns, then most cells."""

    def fit(delimiter: str) -> tuple[int, int]:
        try:
            _, titles = next(_records(text, delimiter, ""), (1, []))
        except UserError:
            return 0, 0
        return len({title.strip() for title in titles}.intersection(columns)), len(titles)

    return max(_DELIMITERS, key=fit)


def _records(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The records that are not empty, each with the number of the line where it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        number = reader.line_num + 1
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise UserError(
                f"{name}, line {number}: {error}.",
                "A quotation mark inside a cell is written twice, and the cell stands in "
                "quotation marks.",
            ) from error
        if cells is None:
            return
        if any(len(cell) > _LONGEST_CELL for cell in cells):
            raise UserError(
                f"{name}, line {number}: field larger than field limit ({_LONGEST_CELL}).",
                "A quotation mark may be open, so that lines are read as one.",
            )
        if any(cell.strip() for cell in cells):
            yield number, [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]


def _cells(header: Sequence[str], cells: Sequence[str], place: str) -> Mapping[str, str]:
    named = dict.fromkeys(filter(None, header), "")
    for title, cell in zip_longest(header, cells, fillvalue=""):
        if title:
            named[title] = cell
        elif cell.strip():
            raise UserError(
                f"{place}: “{cell.strip()}” stands under no heading.",
                "A text with a separator in it stands in quotation marks; a column has a heading.",
            )
    return named
