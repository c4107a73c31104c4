"""The published tables against what the report itself says; README.md explains the files."""

import csv
import re
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rapporteur.design.cycle import load_cycle
from rapporteur.design.table_spec import ACCOMPANYING
from rapporteur.disseminate.content.content import read_content
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.points.reading import read_points
from rapporteur.language.messages import languages

HERE = Path(__file__).parent
ANYWHERE = "anywhere"
PARAGRAPH = "report_paragraph"
CONTAINS = "contains"
ANNOTATIONS = frozenset({PARAGRAPH, CONTAINS})
NOTHING = "(empty)"

# M49 codes such as 002 are text, hence no leading zero.
NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?")

Row = Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """A CSV read whole: its header and its rows by column name."""

    columns: list[str]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Expected:
    """A line of a golden file: at least one published row agrees with all its cells."""

    table: str
    line: int
    cells: Row

    @property
    def id(self) -> str:
        """Table, line and the first cells, for the test's name."""
        said = [v for k, v in self.cells.items() if v and k not in ANNOTATIONS]
        said = said or [self.cells[CONTAINS].split("|")[0]]
        return f"{self.table}:{self.line}-{'-'.join(said[:4])}"


@dataclass(frozen=True)
class Closed:
    """An entry of closed.toml: what stands in a column, under a filter, and nothing else."""

    table: str
    paragraph: str
    column: str
    where: Mapping[str, list[str]]
    where_not: Mapping[str, list[str]]
    exactly: list[str] | None
    among: list[str] | None
    rows: int | None

    @property
    def id(self) -> str:
        """Table, column and filter, for the test's name."""
        terms = [f"{k}={'+'.join(v)}" for k, v in self.where.items()]
        terms += [f"{k}!={'+'.join(v)}" for k, v in self.where_not.items()]
        return f"{self.table}:{self.column or 'rows'}[{','.join(terms)}]"


@cache
def read_table(path: Path) -> Table:
    """Read a UTF-8 CSV; csv.Error where its quoting is broken."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True, restval="")
        return Table(list(reader.fieldnames or []), list(reader))


def settings() -> dict[str, Any]:
    """The whole of closed.toml."""
    return tomllib.loads((HERE / "closed.toml").read_text(encoding="utf-8"))


def texts(values: object) -> list[str]:
    """A scalar or a list of TOML as a list of cells."""
    return [str(v) for v in values] if isinstance(values, list) else [str(values)]


def expectations() -> list[Expected]:
    """Every line of every golden file, with its line number in the file."""
    return [
        Expected(path.stem, line, cells)
        for path in sorted(HERE.glob("*.csv"))
        for line, cells in enumerate(read_table(path).rows, start=2)
    ]


def closed_set(table: str, entry: Mapping[str, Any]) -> Closed:
    """An entry of closed.toml; AssertionError where it has a key unknown or says nothing."""
    known = {"paragraph", "column", "where", "where_not", "exactly", "among", "rows"}
    assert set(entry) <= known, f"{table}: unknown keys {set(entry) - known}"
    assert len({"exactly", "among", "rows"} & set(entry)) == 1, f"{table}: {entry}"
    return Closed(
        table,
        entry["paragraph"],
        entry.get("column", ""),
        where={column: texts(v) for column, v in entry.get("where", {}).items()},
        where_not={column: texts(v) for column, v in entry.get("where_not", {}).items()},
        exactly=texts(entry["exactly"]) if "exactly" in entry else None,
        among=texts(entry["among"]) if "among" in entry else None,
        rows=entry.get("rows"),
    )


def closed_sets() -> list[Closed]:
    """Every entry of closed.toml, in its order."""
    tables = {table: entries for table, entries in settings().items() if table != "basis"}
    return [closed_set(table, entry) for table, entries in tables.items() for entry in entries]


def same(expected: str, actual: str) -> bool:
    """One alternative against one cell: numbers by value, `~` to the decimals written."""
    if expected == NOTHING:
        return actual == ""
    number = expected.removeprefix("~")
    if not (NUMBER.fullmatch(number) and NUMBER.fullmatch(actual)):
        return expected == actual
    found = Decimal(actual)
    if expected.startswith("~"):
        found = round(found, len(number.partition(".")[2]))
    return Decimal(number) == found


def fold(text: str) -> str:
    """Text without case, accents and the differences between dashes."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub("[\u2010-\u2015]", "-", plain).casefold()


def says(row: Row, words: str) -> bool:
    """Whether one of the words stands in the row: from a word's start, a number whole."""
    text = fold(" ".join(v for k, v in row.items() if k != "evidence"))
    for word in map(fold, words.split("|")):
        start = r"(?<![0-9a-z])" if word[0].isascii() and word[0].isalnum() else ""
        end = r"(?!\d)" if word[-1].isdigit() else ""
        if re.search(start + re.escape(word) + end, text):
            return True
    return False


def disagreements(expected: Row, row: Row) -> list[str]:
    """The cells of an expectation that a published row does not bear out."""
    wrong = []
    for column, wanted in expected.items():
        if column == CONTAINS:
            if not says(row, wanted):
                wrong.append(f"does not say {wanted!r}")
        elif not any(same(option, row.get(column, "")) for option in wanted.split("|")):
            wrong.append(f"{column} is {row.get(column)!r}, not {wanted!r}")
    return wrong


def shown(row: Row) -> str:
    """The filled cells of a row on one line."""
    return ", ".join(f"{k}={v}" for k, v in row.items() if v and k != "evidence")


def closest(expected: Row, rows: Iterable[Row]) -> str:
    """The three rows that come nearest, each with what is wrong about it."""
    # Of two rows equally far, the one of the right respondent helps more.
    who = expected.get("respondent", "").split("|")
    ranked = sorted(
        ((disagreements(expected, row), row) for row in rows),
        key=lambda pair: (len(pair[0]), pair[1].get("respondent") not in who),
    )
    near = [f"  {shown(row)}\n    {'; '.join(wrong)}" for wrong, row in ranked[:3]]
    return "\n".join(near) or "  (the published table has no row)"


def require_columns(wanted: Iterable[str], table: Table, name: str) -> None:
    """Fail where an expectation speaks of a column that is not published."""
    missing = sorted(set(wanted) - set(table.columns))
    assert not missing, f"{name} has no column {missing}; it has {table.columns}"


def test_every_published_table_has_its_expectations(published: Path) -> None:
    golden = {path.stem for path in HERE.glob("*.csv")} - {ANYWHERE}
    assert golden == {path.stem for path in published.glob("*.csv")} - {*ACCOMPANYING}


@pytest.mark.parametrize("table", sorted({e.table for e in expectations()} - {ANYWHERE}))
def test_columns(table: str, published: Path) -> None:
    wanted = set(read_table(HERE / f"{table}.csv").columns) - ANNOTATIONS
    require_columns(wanted, read_table(published / f"{table}.csv"), table)


@pytest.mark.parametrize("expected", expectations(), ids=lambda e: e.id)
def test_row(expected: Expected, published: Path) -> None:
    name = "*" if expected.table == ANYWHERE else expected.table
    rows = [row for path in sorted(published.glob(f"{name}.csv")) for row in read_table(path).rows]
    wanted = {k: v for k, v in expected.cells.items() if v and k != PARAGRAPH}
    if any(not disagreements(wanted, row) for row in rows):
        return
    pytest.fail(
        f"paragraph {expected.cells[PARAGRAPH]} of the report: {expected.table} should have\n"
        f"  {shown(wanted)}\nThe closest published rows:\n{closest(wanted, rows)}",
        pytrace=False,
    )


@pytest.mark.parametrize("closed", closed_sets(), ids=lambda c: c.id)
def test_closed_set(closed: Closed, published: Path) -> None:
    table = read_table(published / f"{closed.table}.csv")
    require_columns({*closed.where, *closed.where_not, closed.column} - {""}, table, closed.table)
    rows = [
        row
        for row in table.rows
        if all(any(same(v, row[k]) for v in values) for k, values in closed.where.items())
        and not any(same(v, row[k]) for k, values in closed.where_not.items() for v in values)
    ]
    listing = "\n".join(f"  {shown(row)}" for row in rows) or "  (no row)"
    said = f"paragraph {closed.paragraph} of the report: {closed.id}"
    if closed.rows is not None:
        assert len(rows) == closed.rows, f"{said}\n{listing}"
        return
    found = {row[closed.column] for row in rows} - {""}
    allowed = closed.exactly if closed.exactly is not None else closed.among or []
    extra = sorted(f for f in found if not any(same(a, f) for a in allowed))
    lacking = sorted(a for a in allowed if not any(same(a, f) for f in found))
    assert not extra, f"{said}: not in the report: {extra}\n{listing}"
    if closed.exactly is not None:
        assert not lacking, f"{said}: missing: {lacking}\n{listing}"


def test_replies_and_desk_research(published: Path) -> None:
    replied = set(settings()["basis"]["reply"])
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in published.glob("*.csv"):
        table = read_table(path)
        if {"respondent", "basis"} <= set(table.columns):
            for row in table.rows:
                found[row["basis"]].add(row["respondent"])
    assert set(found) == {"reply", "desk_research"}
    assert found["reply"] == replied
    assert not found["desk_research"] & replied


def test_drafting_points_say_what_is_expected(published: Path) -> None:
    cycle = load_cycle(published.parents[3], "a79-sse")
    labels = Labels(cycle)
    points = read_points(cycle, read_content(cycle, labels), labels)
    said = {(one.table, one.name, one.group): one for one in points}
    golden = tomllib.loads((HERE / "points.toml").read_text(encoding="utf-8"))["points"]
    assert len(golden) >= 5
    for expected in golden:
        found = said[expected["table"], expected["name"], expected.get("group", "")]
        assert found.texts == expected["text"]
        assert set(found.texts) == set(languages())
        assert list(found.rows) == expected["rows"]
        assert found.evidence
