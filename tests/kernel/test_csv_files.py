"""CSV files as people save them read the same, or are refused with their line."""

import csv
import io
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.kernel.csv_files import is_blank, parse_csv, read_csv
from rapporteur.kernel.errors import UserError

HEADER = ("code", "label_en", "label_ar")

# A text of a cell has something that is seen, and no control character but a line break.
TEXT = st.text(
    st.characters(exclude_categories=["C"], exclude_characters="\u2028\u2029") | st.just("\n"),
    min_size=1,
).filter(lambda text: bool(text.strip(" \n?")))
ROWS = st.lists(st.tuples(TEXT, TEXT | st.just(""), TEXT | st.just("")), max_size=5)


def saved(
    rows: Sequence[Sequence[str]],
    delimiter: str = ",",
    encoding: str = "utf-8",
    newline: str = "\n",
    empty_columns: int = 0,
    empty_rows: int = 0,
    *,
    quoted: bool = False,
) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(
        text,
        delimiter=delimiter,
        lineterminator=newline,
        quoting=csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL,
    )
    full = [[*row, *[""] * empty_columns] for row in (HEADER, *rows)]
    writer.writerows([*full, *[[""] * (len(HEADER) + empty_columns)] * empty_rows])
    return text.getvalue().encode(encoding)


@given(
    rows=ROWS,
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    newline=st.sampled_from(["\n", "\r\n", "\r"]),
    empty_columns=st.integers(0, 3),
    empty_rows=st.integers(0, 3),
    quoted=st.booleans(),
)
def test_however_a_file_is_saved_it_reads_the_same(
    rows: list[tuple[str, str, str]],
    delimiter: str,
    encoding: str,
    newline: str,
    empty_columns: int,
    empty_rows: int,
    quoted: bool,
) -> None:
    quoted |= newline == "\r"  # `csv` would not quote a line break of another kind
    content = saved(rows, delimiter, encoding, newline, empty_columns, empty_rows, quoted=quoted)
    file = parse_csv(content, "list.csv", HEADER)
    assert file.header == list(HEADER)
    assert [tuple(line.cells.values()) for line in file.lines] == rows


@given(st.binary(max_size=200), st.sampled_from([b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"]))
def test_bytes_of_any_kind_are_read_or_refused(content: bytes, mark: bytes) -> None:
    with suppress(UserError):
        parse_csv(mark + content, "list.csv")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("code,label\nA,Économie\n".encode("cp1252"), "list.csv, line 2: this is not Unicode."),
        ("code,label\nA,Труд\n".encode("cp1251"), "list.csv, line 2: this is not Unicode."),
        (b"code,label\nA,B\n\0\0\0", "list.csv, line 3: a character NUL"),
        ("code,label\nA,B\n".encode("utf-16-le"), "list.csv, line 1: a character NUL"),
        (b"\xff\xfec\0o\0d", "list.csv, line 1: this is not Unicode."),
        (b'code,label\nA,B\nC,"D\nE,F\n', "list.csv, line 3: unexpected end of data."),
        (b'code,label\nA,"B" C\n', "list.csv, line 2: "),
        (b"code,label\nA,B,C\n", "list.csv, line 2: “C” stands under no heading."),
        (b"code,,label\nA,x,B\n", "list.csv, line 2: “x” stands under no heading."),
        (b"code,label,code\nA,B,C\n", "list.csv, line 1: the column code is there twice."),
        (
            "code,label\nA,法律\n".encode("cp1252", "replace"),
            "list.csv, line 2: the letters of label",
        ),
        (b"code\nA\n", "list.csv lacks the columns label."),
        (b"", "list.csv lacks the columns code, label."),
        (b'code,label\nA,"%s"\n' % (b"x" * 200_000), "list.csv, line 2: field larger"),
    ],
    ids=range(14),
)
def test_what_cannot_be_read_is_refused_with_its_line(content: bytes, message: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_csv(content, "list.csv", ("code", "label"))
    assert caught.value.message.startswith(message)
    assert caught.value.remedy


def test_a_line_has_the_number_at_which_it_begins() -> None:
    file = parse_csv(b'code,label\n\n"A\nB",C\n,\nD,E\n', "list.csv")
    assert [line.number for line in file.lines] == [3, 6]


def test_cells_that_excel_leaves_out_are_empty_unless_lines_must_be_whole() -> None:
    content = b"code,label\nA\n"
    with pytest.raises(UserError, match="line 2: it has 1 cells, and the header has 2"):
        parse_csv(content[:-1], "list.csv")  # it was cut off
    (line,) = parse_csv(content, "list.csv").lines
    assert line.cells == {"code": "A", "label": ""}
    with pytest.raises(UserError, match="line 2: it has 1 cells, and the header has 2"):
        parse_csv(content, "list.csv", whole_lines=True)


@pytest.mark.parametrize("content", [None, b"", b"\xef\xbb\xbf", b"\0\0", b"\r\n"], ids=range(5))
def test_a_file_without_a_character_is_blank(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "list.csv"
    if content is not None:
        path.write_bytes(content)
    assert is_blank(path)
    path.write_bytes(b"a\n")
    assert not is_blank(path)
    assert read_csv(path).header == ["a"]
