"""The script that a good data engineer would write instead: `HOME FILES`.

python-calamine in two processes, one check of all numbers at once in DuckDB, a workbook in one
language with XlsxWriter. It publishes every row that was received and counts every choice. It does
less than the product: no file may have been rearranged, nothing is judged but numbers, no cell is
remembered, no evidence, no second language, no profiles, no notes.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from benchmarks import CYCLE
from benchmarks.measuring import Stages

Line = tuple[str, str, int, str | None, int | None, str, str]
"""Respondent, sheet, row of the sheet, table with the row in it, question, and what is written."""

_COLUMNS = ("respondent", "sheet", "line", "repeat", "row", "question", "written")
_NUMBERS = "count|_year$|_rate$|_value$"
"""The questions that are answered with a number, by their names."""


def main() -> None:
    """Take the first files of a home to a workbook beside them, and report the stages."""
    home, files = Path(sys.argv[1]), int(sys.argv[2])
    stages = Stages()
    stages.begin("read and land")
    paths = sorted((home / "inputs" / CYCLE / "submissions").glob("*.xlsx"))[:files]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        lines = [line for lines in pool.map(read, paths, chunksize=25) for line in lines]
    stages.begin("validate")
    import duckdb
    import pyarrow as pa

    con = duckdb.connect()
    con.register("received", pa.table(dict(zip(_COLUMNS, zip(*lines, strict=True), strict=True))))
    con.execute("create table answers as select * from received")
    wrong = con.execute(
        f"select respondent, sheet, line, written from answers where question ~ '{_NUMBERS}' "
        "and try_cast(written as double) is null order by all"
    ).fetchall()
    stages.begin("make the tables")
    rows = con.execute(
        "select repeat, respondent, row, string_agg(question || ': ' || written, '; ' order by "
        "question) from answers where repeat is not null group by all order by all"
    ).fetchall()
    counts = con.execute(
        "select question, written, count(*) from answers where repeat is null group by all "
        "order by all"
    ).fetchall()
    stages.begin("publish")
    publish(home / "outputs" / "lean.xlsx", rows, {"counts": counts, "wrong": wrong})
    stages.report()


def read(path: Path) -> list[Line]:
    """The answers of a file, found by the names in the hidden first column and rows."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(path)
    respondent = path.stem.partition(".")[0]
    return [
        (respondent, sheet, *answer)
        for sheet in book.sheet_names
        for answer in answers(book.get_sheet_by_name(sheet).to_python(skip_empty_area=False))
    ]


def answers(
    rows: Sequence[Sequence[Any]],
) -> Iterator[tuple[int, str | None, int | None, str, str]]:
    """The answers of a sheet, each with its row, its table, and its row in that."""
    answer, repeat, within = None, None, 0
    names: dict[int, str] = {}
    for line, cells in enumerate(rows, start=1):
        mark = str(cells[0]) if cells else ""
        if mark == "#questions":
            answer, repeat = list(cells).index("answer"), None
        elif mark.startswith("#repeat:"):
            repeat, within = mark.removeprefix("#repeat:"), 0
            names = {at: str(cell) for at, cell in enumerate(cells) if at and cell}
        elif mark in ("", "#row") and repeat and names:
            within += mark == "#row"
            for at, name in names.items():
                if within and at < len(cells) and cells[at] not in ("", None):
                    yield line, repeat, within, name, str(cells[at])
        elif mark and mark[0] != "#" and answer is not None and cells[answer] not in ("", None):
            yield line, None, None, mark, str(cells[answer])


def publish(path: Path, rows: Sequence[Sequence[Any]], others: dict[str, Any]) -> None:
    """Write a sheet for each table."""
    import xlsxwriter

    path.parent.mkdir(exist_ok=True)
    sheets = {repeat: list(some) for repeat, some in groupby(rows, key=itemgetter(0))}
    with xlsxwriter.Workbook(path) as book:
        for name, some in {**sheets, **others}.items():
            sheet = book.add_worksheet(name[:31])
            for at, row in enumerate(some):
                sheet.write_row(at, 0, row)


if __name__ == "__main__":
    main()
