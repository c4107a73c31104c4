"""Trace a published row back to the files, sheets and cells that it rests on."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from rapporteur.design.cycle import Cycle
from rapporteur.design.cycle_tables import read_tables
from rapporteur.design.table_spec import Table
from rapporteur.disseminate.content.content import read_rows
from rapporteur.disseminate.content.labels import Labels
from rapporteur.kernel.errors import UserError
from rapporteur.warehouse.evidence import Answer, Evidence
from rapporteur.warehouse.missing_reasons import Reason, asked, find_reasons
from rapporteur.warehouse.reader import Row, Value, rests_on, results_of


@dataclass(frozen=True)
class Source:
    """A place in a received file. `answers` are its cells; a trace of all rows leaves them out.

    `received` is an ISO 8601 time in UTC, empty when it is not known.
    """

    id: str
    respondent: str
    basis: str
    submission: str
    file: str
    received: str
    sheet: str
    cells: str
    text: str
    note: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class TracedRow:
    """A row of the table: its number in the CSV, from 1, its values, and their sources.

    `missing` has the reasons why values are missing, where the respondent gave one.
    """

    number: int
    values: Mapping[str, Value]
    missing: Mapping[str, Reason]
    evidence: tuple[Source, ...]

    def column_lines(self) -> Iterator[str]:
        """A line for each column: its value, or the reason why it is missing."""
        for name, value in self.values.items():
            if name in self.missing:
                yield f"{name}: {self.missing[name].replace('_', ' ')}"
            elif value is not None and name != "evidence":
                yield f"{name}: {value}"


@dataclass(frozen=True)
class Trace:
    """The rows of a table that were asked for."""

    table: str
    rows: tuple[TracedRow, ...]

    def to_dict(self) -> dict[str, Any]:
        """The trace as plain data for JSON, with dates as ISO text."""
        plain = asdict(self)
        for row in plain["rows"]:
            row["values"] = {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in row["values"].items()
            }
        return plain


def trace(cycle: Cycle, table: str, row: str | None = None) -> Trace:
    """Trace the rows of a table to what they rest on.

    `row` is the number of a row of the CSV (from 1, the header not counted), the code of a
    respondent, or an identifier of the column `evidence`. Without it all rows
    are traced, without their cells. Raises `UserError` for an unknown table or row.
    """
    tables = {described.id: described for described in read_tables(cycle)}
    if table not in tables:
        raise UserError(
            f"{cycle.id} has no table “{table}”.", f"Its tables are {', '.join(tables)}."
        )
    described = tables[table]
    with results_of(cycle) as results:
        rows = list(enumerate(read_rows(cycle, described, Labels(cycle), results), start=1))
        if row is not None:
            rows = _chosen(described, rows, row.strip())
        ids = [key for _, values in rows for key in rests_on(values)]
        evidence = results.evidence(ids)
        answers = results.answers(ids) if row is not None else {}
        statuses = results.statuses(asked([described]))
    reasons = find_reasons(described, [values for _, values in rows], cycle.form, statuses)
    names = [column.name for column in described.columns]
    return Trace(
        table,
        tuple(
            TracedRow(
                number,
                dict(zip(names, values, strict=True)),
                {names[at]: reason for at, reason in reasons.get(index, {}).items()},
                tuple(_source(evidence[key], answers.get(key, ())) for key in rests_on(values)),
            )
            for index, (number, values) in enumerate(rows)
        ),
    )


def _chosen(table: Table, rows: list[tuple[int, Row]], wanted: str) -> list[tuple[int, Row]]:
    if wanted.isdecimal() and 0 < int(wanted) <= len(rows):
        return [rows[int(wanted) - 1]]
    respondents = [at for at, column in enumerate(table.columns) if column.type == "respondent"]
    chosen = [
        (number, row)
        for number, row in rows
        if wanted in rests_on(row) or any(row[at] == wanted.upper() for at in respondents)
    ]
    if not chosen:
        raise UserError(
            f"The table {table.id} has no row “{wanted}”.",
            f"Give a number from 1 to {len(rows)}, the code of a respondent in the table,"
            " or an identifier from its column evidence.",
        )
    return chosen


def _source(evidence: Evidence, answers: Sequence[Answer]) -> Source:
    submission = evidence.submission
    return Source(
        id=evidence.id,
        respondent=submission.respondent,
        basis=submission.basis,
        submission=submission.id,
        file=submission.file,
        received=submission.received,
        sheet=evidence.sheet,
        cells=evidence.cells,
        text=evidence.text,
        note=evidence.note,
        answers=tuple(answers),
    )
