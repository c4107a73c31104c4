"""The cells that are made by columns, beside a plain reference that makes them one by one."""

import re
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from operator import itemgetter
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import quote_sheetname

from rapporteur.disseminate.content.grid import (
    Cell,
    Field,
    Grid,
    GridColumn,
    Link,
    Rows,
    Symbol,
)
from rapporteur.disseminate.content.profiles import PROFILES, Profile
from rapporteur.disseminate.content.text_measure import LINE, Texts, clipped, height
from rapporteur.disseminate.workbook.archive import Archive, compressed
from rapporteur.disseminate.workbook.cell_columns import CHUNK, Cells, Shared
from rapporteur.disseminate.workbook.sheet_xml import GridPart
from rapporteur.disseminate.workbook.styles import Styles
from rapporteur.language.cldr import is_rtl_text

TOO_LONG = " (cut)"
ESCAPED = re.compile("_x([0-9A-F]{4})_")
HEADERS = {"Data": 1, "It's": 7}

texts = st.one_of(
    st.text("ab c_x0041_&<>\"'=+-@\t\n\r\x00\x1fé", max_size=20),
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=80),
    st.text("abcdefg   ", max_size=300),
    st.text("قانون، الدولة ab", max_size=60),
    st.text("关于 法律《》ab", max_size=60),
    st.sampled_from(["=1+1", "_x0041_", " a ", "a" * 40_000, "法" * 33_000]),
)
links = st.builds(Link, texts, st.sampled_from(list(HEADERS)), st.integers(0, 90_000))
symbols = st.sampled_from(
    [Symbol("not_available"), Symbol("not_applicable"), Symbol("included_elsewhere")]
)
columns = st.one_of(
    st.tuples(st.just(GridColumn("Text")), st.just(st.one_of(texts, symbols))),
    st.tuples(st.just(GridColumn("Link")), st.just(st.one_of(links, symbols))),
    st.tuples(
        st.sampled_from(
            [
                GridColumn("Number", numeric=True),
                GridColumn("Year", numeric=True, year=True),
                GridColumn("Share", numeric=True, decimals=1),
            ]
        ),
        st.just(
            st.one_of(
                st.floats(-1e12, 1e12),
                st.dates(),
                symbols,
            )
        ),
    ),
)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[GridColumn], list[list[Cell]], list[int]]:
    """Columns, the cells of each row, and another order of the rows."""
    chosen = draw(st.lists(columns, min_size=1, max_size=4))
    rows = draw(st.lists(st.tuples(*(cells for _, cells in chosen)), min_size=1, max_size=8))
    return [column for column, _ in chosen], list(map(list, rows)), draw(
        st.permutations(range(len(rows)))
    )  # fmt: skip


def grid(columns: Sequence[GridColumn], rows: Rows) -> Grid:
    named = [
        GridColumn(f"{c.header} {at}", c.numeric, c.year, decimals=c.decimals)
        for at, c in enumerate(columns)
    ]
    return Grid("Data", "data", "Title", [], named, rows)


@cache
def styles_of(profile: Profile, *, rtl: bool) -> Styles:
    return Styles(openpyxl.Workbook(), "yyyy-mm-dd", profile, rtl=rtl)


def in_language(value: object) -> Cell:
    assert isinstance(value, str | int | float | date | Link | Symbol)
    return value


def reference(value: Cell, column: GridColumn, styles: Styles, profile: Profile) -> object:
    """Style and content of a cell."""
    if isinstance(value, Symbol):
        style = styles.number(column) if column.numeric else styles.text
        return style, getattr(profile, value.missing)
    if isinstance(value, Link):
        return styles.link, clipped(value.text, TOO_LONG)
    if isinstance(value, str):
        style = styles.text
        if value[:1] in ("=", "+", "-", "@") and value:
            style = styles.formula_like
        elif is_rtl_text(value) not in (styles.rtl, None):
            style = styles.other_way
        return style, clipped(value, TOO_LONG)
    if isinstance(value, date):
        if value < date(1900, 3, 1):
            return styles.date, value.isoformat()
        return styles.date, float((value - date(1899, 12, 30)).days)
    return styles.number(column, value), float(value)


def tall(value: Cell, room: float) -> float:
    text = value.text if isinstance(value, Link) else value
    return height(clipped(text, TOO_LONG), room) if isinstance(text, str) else LINE


def content(cell: ElementTree.Element) -> object:
    """Style and content of a cell as a reader of the file understands it."""
    style = int(cell.attrib["s"])
    if cell.attrib.get("t") != "inlineStr":
        return style, float(cell.findtext("v") or "")
    element = cell.find("is/t")
    assert element is not None
    text = element.text or ""
    kept = element.attrib.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"
    assert kept or text == text.strip()
    return style, ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def check(made: Cells, table: Grid, styles: Styles, profile: Profile) -> None:
    part = GridPart(table, made, styles, profile, HEADERS)
    xml = b"".join(part.rows()).decode()
    links = b"".join(part.hyperlinks()).decode()
    first = table.header_row
    rows = ElementTree.fromstring(f"<rows>{xml}</rows>").findall("row")[first:]
    expected: dict[str, str] = {}
    assert len(rows) == len(table.rows)
    for at, (row, cells) in enumerate(zip(rows, table.rows, strict=True), start=first + 1):
        assert row.attrib["r"] == str(at)
        high = max(tall(cell, room) for cell, room in zip(cells, table.widths, strict=True))
        assert f' ht="{row.attrib["ht"]}" customHeight="1"' == styles.height(high)
        assert [content(cell) for cell in row] == [
            reference(cell, column, styles, profile)
            for cell, column in zip(cells, table.columns, strict=True)
        ]
        for place, cell in enumerate(cells):
            if isinstance(cell, Link):
                row_there = HEADERS[cell.sheet] + cell.row if cell.row else 1
                expected[f"{'ABCD'[place]}{at}"] = f"{quote_sheetname(cell.sheet)}!A{row_there}"
    assert {
        link.attrib["ref"]: link.attrib["location"]
        for link in ElementTree.fromstring(links or "<hyperlinks/>")
    } == expected


@settings(max_examples=200, deadline=None)
@given(tables(), st.booleans())
def test_columns_say_what_single_cells_would(
    table: tuple[list[GridColumn], list[list[Cell]], list[int]], common: bool
) -> None:
    columns, cells, order = table
    shared = Shared()
    for rtl in (False, True):
        for language in ("first", "second"):

            def said(value: object, language: str = language) -> Cell:
                if isinstance(value, str) and not common and language == "second":
                    return f"{value} [fr]"
                return in_language(value)

            fields = [Field(itemgetter(at), said, common) for at in range(len(columns))]
            rows = Rows(cells, fields, order if language == "second" else None)
            made: Cells | None = None
            for profile in PROFILES:
                styles = styles_of(profile, rtl=rtl)
                data = grid(columns, rows)
                made = made or Cells(data, styles, TOO_LONG, shared)
                check(made, data, styles, profile)


def test_rows_are_put_together_in_chunks() -> None:
    styles = Styles(openpyxl.Workbook(), "yyyy-mm-dd", PROFILES[0], rtl=False)
    rows = Rows(range(2 * CHUNK + 1), [Field(lambda n: n % 7, lambda n: f"row {n}")])
    data = grid([GridColumn("Text")], rows)
    check(Cells(data, styles, TOO_LONG, Shared()), data, styles, PROFILES[0])


@given(st.lists(st.one_of(st.none(), texts.map(lambda text: clipped(text, ""))), max_size=20),
       st.floats(8, 90))  # fmt: skip
@settings(max_examples=25, deadline=None)
def test_many_texts_are_as_high_as_each_of_them(words: list[str | None], room: float) -> None:
    assert Texts(words).heights(room).tolist() == [
        LINE if text is None else height(text, room) for text in words
    ]


@pytest.mark.parametrize("pieces", [[], [b"one"], [b"a" * 70_000, b"", b"b" * 10]])
def test_an_archive_is_the_same_each_time_and_any_reader_opens_it(
    tmp_path: Path, pieces: list[bytes]
) -> None:
    for name in ("one.zip", "two.zip"):
        with ThreadPoolExecutor(1) as thread, Archive(tmp_path / name) as archive:
            archive.add(compressed("a/b.xml", pieces, thread))
            archive.add(compressed("c.xml", [b"c"], thread))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as read:
        assert read.testzip() is None
        assert read.read("a/b.xml") == b"".join(pieces)
        assert read.namelist() == ["a/b.xml", "c.xml"]
        assert {member.date_time for member in read.infolist()} == {(1980, 1, 1, 0, 0, 0)}
