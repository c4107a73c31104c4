"""Read a warehouse that is built: the rows of its tables, and the evidence that they rest on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from sys import intern
from typing import Any

import duckdb

from rapporteur.design.chart_spec import Chart
from rapporteur.design.cycle import Cycle
from rapporteur.design.table_spec import Point, Table
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.sql_files import read_sql
from rapporteur.warehouse.evidence import Answer, Evidence, Submission

Statuses = Mapping[str, Mapping[str, str]]
"""The status of answers without a value: by evidence identifier of the row of a table, or by
submission where something is asked once, and by question."""


_PACKAGE = "rapporteur.warehouse"
_AT_ONCE = 10_000  # rows


def fetched(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, without a second copy of them all in memory."""
    while some := cursor.fetchmany(_AT_ONCE):
        yield from some


def read_submissions(con: duckdb.DuckDBPyConnection) -> dict[str, Submission]:
    """Every readable submission by its id, whatever its state."""
    return {
        row[0]: Submission(*row)
        for row in con.execute(read_sql(_PACKAGE, "submissions")).fetchall()
    }


def read_evidence(
    con: duckdb.DuckDBPyConnection, ids: Iterable[str], submissions: Mapping[str, Submission]
) -> dict[str, Evidence]:
    """What the identifiers stand for. Raises `UserError` for an unknown one."""
    evidence: dict[str, Evidence] = {}
    cursor = con.execute(read_sql(_PACKAGE, "evidence"), {"ids": sorted(set(ids))})
    for key, sheet, first, last, text, note, position, cells in fetched(cursor):
        submission, _, rest = key.partition("/")
        part, _, row = rest.partition("/")
        if submission not in submissions or (part and not cells):
            raise UserError(f"The evidence “{key}” leads to no answer that was received.")
        evidence[key] = Evidence(
            id=key,
            submission=submissions[submission],
            part=intern(part),
            row=int(row) if row else None,
            sheet=intern(sheet or ""),
            cells=(first or "") if first == last else f"{first}:{last}",
            text=text or "",
            note=note or "",
            position=position if position is not None else -1,
        )
    return evidence


def read_answers(con: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> dict[str, list[Answer]]:
    """The answered cells behind each identifier, in the order of the sheet."""
    answers: dict[str, list[Answer]] = {}
    cursor = con.execute(read_sql(_PACKAGE, "answers"), {"ids": sorted(set(ids))})
    for key, question, sheet, cell, raw, note in cursor.fetchall():
        answer = Answer(question, sheet or "", cell or "", raw or "", note or "")
        answers.setdefault(key, []).append(answer)
    return answers


def read_statuses(con: duckdb.DuckDBPyConnection, questions: Sequence[str]) -> Statuses:
    """What answers to the questions say in the place of a value."""
    if not questions:
        return {}
    statuses: dict[str, dict[str, str]] = {}
    cursor = con.execute(read_sql(_PACKAGE, "missing_statuses"), {"questions": questions})
    for key, question, status in cursor.fetchall():
        statuses.setdefault(key, {})[question] = status
    return statuses


Value = str | int | float | date | None
Row = tuple[Value, ...]

_INTEGERS = {
    "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT",
    "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT",
}  # fmt: skip
_NUMBERS = _INTEGERS | {"FLOAT", "DOUBLE", "DECIMAL"}
_DUCKDB_TYPES = {
    "integer": _INTEGERS,
    "year": _INTEGERS,
    "number": _NUMBERS,
    "percent": _NUMBERS,
    "date": {"DATE"},
}
"""What a column of a sidecar's type may be in DuckDB; of any other type, text."""


_CODED = {"respondent", "code", "codes"}  # types of columns whose values come again and again


def rests_on(row: Row) -> list[str]:
    """The evidence identifiers of a row of a table, which are its last column."""
    return str(row[-1] or "").split()


@contextmanager
def opened(cycle: Cycle) -> Iterator[duckdb.DuckDBPyConnection]:
    """The cycle's warehouse, to read. Raises `UserError` when there is none yet.

    Within the block it is open for whoever opens it again, at a fortieth of the time.
    """
    if not cycle.warehouse.exists():
        raise UserError(
            f"There are no tables of the cycle “{cycle.id}” yet.",
            f"Run `rapporteur run {cycle.id}` first.",
        )
    with duckdb.connect(cycle.warehouse, read_only=True) as con:
        yield con


@contextmanager
def results_of(cycle: Cycle) -> Iterator["Results"]:
    """The cycle's warehouse, to be asked for rows and evidence. Raises `UserError` as `opened`."""
    with opened(cycle) as con:
        yield Results(con)


class Results:
    """A warehouse that is open for reading."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._connection = con
        self._submissions: dict[str, Submission] | None = None

    def rows(self, table: Table) -> list[Row]:
        """The rows of a mart with their columns in the order of the sidecar.

        Where the sidecar sorts them, they come in the order of all their columns, and must still
        be sorted; else in the mart's own order.

        Raises `UserError` when the mart is missing or its columns are not the sidecar's.
        """
        types = self._types(table)
        if not types:
            raise UserError(
                f"The results have no table {table.id}, which {table.path} describes.",
                "Run the cycle again: rapporteur run CYCLE.",
            )
        named = {column.name for column in table.columns}
        for name in sorted(named ^ (set(types) - {"submission"})):
            side = "the table has no such column" if name in named else "not described"
            raise UserError(f"{table.path}: columns.{name}: {side}.")
        for column in table.columns:
            allowed = _DUCKDB_TYPES.get(column.type, {"VARCHAR"})
            if types[column.name] not in allowed:
                raise UserError(
                    f"{table.path}: columns.{column.name} is of type {column.type},"
                    f" the table holds {types[column.name]}."
                )
        # Equal rows of a sorted table must not depend on the query; others keep the mart's order.
        order = " order by all" if table.sort else ""
        sql = f'select {_selected(table, types)} from marts."{table.id}"{order}'
        coded = [at for at, column in enumerate(table.columns) if column.type in _CODED]
        return [_interned(row, coded) for row in fetched(self._connection.execute(sql))]

    def matching(self, table: Table, point: Point) -> set[Row]:
        """The rows of a table for which the condition of a drafting point is true, or all.

        Raises `UserError` when DuckDB cannot evaluate it.
        """
        sql = (
            f'select * from (select {_selected(table, self._types(table))} from marts."{table.id}")'
        )
        if point.where:
            sql += f" where (\n{point.where}\n)"
        try:
            return set(self._connection.execute(sql).fetchall())
        except duckdb.Error as error:
            reason = str(error).partition("\n")[0]
            raise UserError(
                f"{table.path}: points.{point.name}.where cannot be evaluated: {reason}",
                "It is a condition in SQL over the columns of the table.",
            ) from error

    def _types(self, table: Table) -> dict[str, str]:
        """What DuckDB holds in each column of a mart; empty where there is no such mart."""
        return self._columns("marts", table.id)

    def _columns(self, schema: str, table: str) -> dict[str, str]:
        """What DuckDB holds in each column of a table; empty where there is no such table."""
        sql = read_sql(_PACKAGE, "columns")
        return dict(self._connection.execute(sql, {"schema": schema, "table": table}).fetchall())

    def counts(self, chart: Chart) -> list[tuple[Any, ...]]:
        """The rows of a chart, codes first and the count last, in the order of all columns.

        Raises `UserError` when the chart is missing or its columns are not the sidecar's.
        """
        types = self._columns("charts", chart.id)
        if not types:
            raise UserError(
                f"The results have no chart {chart.id}, which {chart.path} describes.",
                "Run the cycle again: rapporteur run CYCLE.",
            )
        for name in sorted(set(chart.columns) ^ set(types)):
            side = "the chart has no such column" if name in chart.columns else "not described"
            raise UserError(f"{chart.path}: {name}: {side}.")
        for name in chart.columns:
            allowed = _INTEGERS if name == chart.value.name else {"VARCHAR"}
            if types[name] not in allowed:
                raise UserError(f"{chart.path}: {name}: the chart holds {types[name]}.")
        selected = ", ".join(f'"{name}"' for name in chart.columns)
        sql = f'select {selected} from charts."{chart.id}" order by all'
        return self._connection.execute(sql).fetchall()

    def submissions(self) -> Mapping[str, Submission]:
        """Every readable submission by its id, whatever its state."""
        if self._submissions is None:
            self._submissions = read_submissions(self._connection)
        return self._submissions

    def asked(self) -> int:
        """How many respondents the questionnaire was addressed to."""
        row = self._connection.execute("select count(*) from landing.respondents").fetchone()
        return int(row[0]) if row else 0

    def findings(self) -> Mapping[str, int]:
        """How many findings of each severity there are in the submissions that are in the tables.

        There is no BLOCKER among them: it keeps a submission out.
        """
        return dict(
            self._connection.execute(
                "select severity, count(*) from landing.findings"
                " inner join landing.submissions using (submission)"
                " where state = 'accepted' and waived_by is null group by severity"
            ).fetchall()
        )

    def evidence(self, ids: Iterable[str]) -> dict[str, Evidence]:
        """What the identifiers stand for. Raises `UserError` for an unknown one."""
        return read_evidence(self._connection, ids, self.submissions())

    def answers(self, ids: Iterable[str]) -> dict[str, list[Answer]]:
        """The answered cells behind each identifier, in the order of the sheet."""
        return read_answers(self._connection, ids)

    def statuses(self, questions: Sequence[str]) -> Statuses:
        """What answers to the questions say in the place of a value."""
        return read_statuses(self._connection, questions)


def _interned(row: Row, coded: Sequence[int]) -> Row:
    """A row whose codes, which come again and again, take room once."""
    cells = list(row)
    for at in coded:
        if cells[at] is not None:
            cells[at] = intern(str(cells[at]))
    return tuple(cells)


def _selected(table: Table, types: Mapping[str, str]) -> str:
    """The columns in the order of the sidecar.

    A decimal has no place in a spreadsheet or in JSON: all that is no integer is a double.
    """
    return ", ".join(
        f'"{c.name}"::double as "{c.name}"' if types[c.name] == "DECIMAL" else f'"{c.name}"'
        for c in table.columns
    )
