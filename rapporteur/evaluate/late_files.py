"""How the tables would change if late files were admitted.

The tables are made twice in memory, without and with the admissions; nothing is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from rapporteur.collect import landing
from rapporteur.collect.land_cycle import landed
from rapporteur.collect.receipts import Received
from rapporteur.design.cycle import Cycle
from rapporteur.design.table_spec import read_tables
from rapporteur.evaluate.decide import submission_named
from rapporteur.kernel.errors import UserError
from rapporteur.process.decisions import Decision, read_decisions
from rapporteur.process.validate import validate
from rapporteur.warehouse import build as warehouse
from rapporteur.warehouse.reader import opened
from rapporteur.warehouse.row_matching import match

Row = tuple[object, ...]
_MOST_PAIRS = 250_000  # of rows that are compared, which costs little here


@dataclass(frozen=True, slots=True)
class Effect:
    """How a table changes. Rows are without their evidence, in the order of `columns`."""

    table: str
    columns: list[str]
    added: list[Row]
    changed: list[tuple[Row, Row]]  # before and after
    removed: list[Row]


@dataclass(frozen=True, slots=True)
class Impact:
    """The submissions, and the tables that admitting them would change."""

    submissions: list[str]
    files: list[str]
    effects: list[Effect]

    def to_dict(self) -> dict[str, Any]:
        """The impact as plain data, for `--json`."""
        return asdict(self)

    def lines(self) -> Iterator[str]:
        """The impact for a person: a line for each table, then its rows."""
        yield f"If admitted: {', '.join(self.files)}"
        if not self.effects:
            yield "No table would change."
        for effect in self.effects:
            yield (
                f"{effect.table}: {len(effect.added)} rows added, {len(effect.changed)} changed, "
                f"{len(effect.removed)} removed"
            )
            yield from (f"  + {_line(row)}" for row in effect.added)
            yield from (f"  ~ {_line(old)} → {_line(new)}" for old, new in effect.changed)
            yield from (f"  - {_line(row)}" for row in effect.removed)


def impact(cycle: Cycle, submission: str = "") -> Impact:
    """The effect of admitting a late submission, or all of them.

    Raises `UserError` when the submission is not late, or no file is.
    """
    with opened(cycle) as con:
        late = dict(
            con.execute(
                "select submission, file from landing.submissions where state = 'late' "
                "order by file desc"
            ).fetchall()
        )
        admitted = [submission_named(con, submission)] if submission else sorted(late)
    if not admitted or not set(admitted) <= set(late):
        named = f"{submission} is not late" if submission else "No file is late"
        raise UserError(f"{named}: nothing to admit.", "`rapporteur status` shows the states.")
    decisions = read_decisions(cycle)
    files = landed(cycle)
    before = _tables(cycle, files, decisions)
    after = _tables(cycle, files, [*decisions, *map(_admission, admitted)])
    effects = [
        effect
        for table, (columns, rows) in before.items()
        if (effect := _effect(table, columns, rows, after[table][1]))
    ]
    return Impact(admitted, [late[submission] for submission in admitted], effects)


def _admission(submission: str) -> Decision:
    return Decision(
        line=2**31 - 1,  # after all lines of the register
        who="impact",
        when="",
        submission=submission,
        decision="admit",
        finding="",
        question="",
        row=None,
        value="",
        source="",
        reason="to see its effect",
    )


def _tables(
    cycle: Cycle, files: Sequence[Received], decisions: Sequence[Decision]
) -> dict[str, tuple[list[str], list[Row]]]:
    """The columns and rows of every published table, without the evidence."""
    tables = {}
    with duckdb.connect() as con:
        warehouse.stage(con, cycle, files, landing.folder(cycle), decisions)
        validate(con, cycle)
        warehouse.derive(con, cycle)
        for table in read_tables(cycle):
            columns = [column.name for column in table.columns if column.name != "evidence"]
            selected = ", ".join(f'"{name}"' for name in columns)
            rows = con.execute(f'select {selected} from marts."{table.id}" order by all').fetchall()
            tables[table.id] = (columns, rows)
    return tables


def _effect(table: str, columns: list[str], old: list[Row], new: list[Row]) -> Effect | None:
    """What becomes of the rows of a table; None if they stay as they are."""
    matching = match(
        old, new, content=lambda row: row, likeness=_same_cells, most_pairs=_MOST_PAIRS
    )
    effect = Effect(
        table,
        columns,
        added=[new[at] for at in matching.added],
        changed=[(old[before], new[after]) for before, after in matching.changed],
        removed=[old[at] for at in matching.removed],
    )
    return effect if effect.added or effect.changed or effect.removed else None


def _same_cells(old: Row, new: Row) -> float:
    """The share of columns in which two rows are the same, if that is at least half of them."""
    same = sum(before == after for before, after in zip(old, new, strict=True))
    return same / len(old) if same * 2 >= len(old) else 0.0


def _line(row: Row) -> str:
    return " | ".join(str(value) for value in row if value is not None)
