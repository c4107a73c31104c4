"""Which tables are published, in which order and under which titles: `tables.csv`.

The program writes the file beside `cycle.toml` when it derives a cycle's tables for the first
time. From then on it is the cycle's: the program reads it and never changes it.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapporteur.design.cycle import Cycle
from rapporteur.design.form import FormNote
from rapporteur.design.table_spec import Table
from rapporteur.kernel.csv_files import CsvFile, Line, read_csv
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import replacing
from rapporteur.language.texts import Text, shown_in

FILE = "tables.csv"
_COLUMNS = ("table", "about", "publish", "order")
_TITLE = "title::"
_YES, _NO = ("yes", "true", "1"), ("no", "false", "0")


@dataclass(frozen=True, slots=True)
class Planned:
    """What a line says of a table. Without `order` it stands behind those that have one."""

    line: int
    published: bool
    order: int | None
    title: Text


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines of a cycle's `tables.csv` by table, and its columns."""

    path: Path
    tables: Mapping[str, Planned]
    columns: Sequence[str]

    def applied(self, tables: Sequence[Table]) -> Sequence[Table]:
        """Those of `tables` that are published, in their order, with their titles.

        A table without a line stands behind the others. Raises `UserError` if none is left.
        """
        ordered = sorted((table for table in tables if self._is_published(table)), key=self._place)
        if not ordered:
            raise UserError(
                f"{self.path} publishes no table.", "Write yes in the column publish of some."
            )
        return [
            table.model_copy(update={"order": order, "title": self._title(table)})
            for order, table in enumerate(ordered, start=1)
        ]

    def notes(self, tables: Sequence[Table], languages: Sequence[str]) -> Iterator[FormNote]:
        """What of the file has no effect, and which of `tables` it does not name."""
        derived = {table.id for table in tables}
        for name, planned in self.tables.items():
            if name not in derived:
                yield FormNote(
                    f"{self.path}, line {planned.line}: neither the form nor the SQL gives a table "
                    f"“{name}”.",
                    "Delete the line, or delete the file to have it written anew.",
                )
        for table in tables:
            if table.id not in self.tables:
                yield FormNote(
                    f"{self.path} does not name the table “{table.id}”, which is published "
                    "behind the others.",
                    f"Add a line for it, such as {table.id},,yes,{len(tables)}.",
                )
        known = {*_COLUMNS, *(f"{_TITLE}{language}" for language in languages)}
        for column in self.columns:
            if column and column not in known:
                yield FormNote(
                    f"{self.path}: the column {column} is not used.",
                    f"The columns are {', '.join(_header(languages))}.",
                )

    def _is_published(self, table: Table) -> bool:
        planned = self.tables.get(table.id)
        return planned is None or planned.published

    def _place(self, table: Table) -> tuple[bool, int]:
        planned = self.tables.get(table.id)
        order = planned.order if planned else None
        return (order is None, table.order if order is None else order)

    def _title(self, table: Table) -> Text:
        planned = self.tables.get(table.id)
        return {**table.title, **planned.title} if planned else table.title


def read_plan(cycle: Cycle) -> Plan | None:
    """The plan of a cycle, None if it has no `tables.csv`.

    Raises `UserError` with the line for a table that is there twice, and for a cell of `publish`
    or `order` that cannot be understood.
    """
    path = cycle.inputs / FILE
    if not path.exists():
        return None
    content = read_csv(path, ("table",))
    return Plan(path, _tables(path, content, cycle.definition.languages), content.header)


def write_plan(cycle: Cycle, tables: Sequence[Table]) -> Path | None:
    """Write the plan of a cycle that has none: all derived `tables`, with empty titles.

    Returns the path; None if there is a plan already, or if the folder cannot be written to.
    """
    path, languages = cycle.inputs / FILE, cycle.definition.languages
    if path.exists():
        return None
    try:
        with replacing(path) as beside, beside.open("w", encoding="utf-8-sig", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(_header(languages))
            for table in tables:
                about = shown_in(table.title, languages[0])
                lines.writerow([table.id, about, "yes", table.order, *("" for _ in languages)])
    except OSError:
        return None  # the tables need no plan
    return path


def _header(languages: Sequence[str]) -> Sequence[str]:
    return [*_COLUMNS, *(f"{_TITLE}{language}" for language in languages)]


def _tables(path: Path, content: CsvFile, languages: Sequence[str]) -> Mapping[str, Planned]:
    tables: dict[str, Planned] = {}
    for line in content.lines:
        name = line.cells["table"].strip()
        if name in tables:
            raise UserError(
                f"{path}, line {line.number}: the table “{name}” is there twice.",
                "Keep one of the lines.",
            )
        titles = {code: line.cells.get(f"{_TITLE}{code}", "").strip() for code in languages}
        tables[name] = Planned(
            line.number,
            _is_yes(path, line),
            _order(path, line),
            {code: title for code, title in titles.items() if title},
        )
    return tables


def _is_yes(path: Path, line: Line) -> bool:
    word = line.cells.get("publish", "").strip().lower()
    if word in _NO:
        return False
    if word and word not in _YES:
        raise UserError(
            f"{path}, line {line.number}: “{word}” under publish is neither yes nor no.",
            "Write yes or no.",
        )
    return True


def _order(path: Path, line: Line) -> int | None:
    word = line.cells.get("order", "").strip()
    if not word:
        return None
    try:
        return int(word)
    except ValueError as error:
        raise UserError(
            f"{path}, line {line.number}: “{word}” under order is no whole number.",
            "Write a number such as 3.",
        ) from error
