"""What would change in the tables if files that came late were admitted.

The tables are made twice in memory, as decided so far and with the admissions; nothing is kept.
"""

from collections import Counter
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

Row = tuple[object, ...]
_ENOUGH = 250_000  # pairs of rows that are held against each other to find what was changed


@dataclass(frozen=True, slots=True)
class Effect:
    """What becomes of one table. Rows are without their evidence, in the order of `columns`."""

    table: str
    columns: list[str]
    added: list[Row]
    changed: list[tuple[Row, Row]]  # before and after
    removed: list[Row]


@dataclass(frozen=True, slots=True)
class Impact:
    """The submissions in question and the tables that would not stay as they are."""

    submissions: list[str]
    files: list[str]
    effects: list[Effect]

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data, for `--json`."""
        return asdict(self)

    def lines(self) -> Iterator[str]:
        """The same for a person: a line a table, then its rows."""
        yield f"If admitted: {', '.join(self.files)}"
        if not self.effects:
            yield "No table would change."
        for one in self.effects:
            yield (
                f"{one.table}: {len(one.added)} rows added, {len(one.changed)} changed, "
                f"{len(one.removed)} removed"
            )
            yield from (f"  + {_told(row)}" for row in one.added)
            yield from (f"  ~ {_told(old)} → {_told(new)}" for old, new in one.changed)
            yield from (f"  - {_told(row)}" for row in one.removed)


def impact(cycle: Cycle, submission: str = "") -> Impact:
    """The effect of admitting a late submission, or all of them.

    Raises `UserError` when it is not late, or nothing is.
    """
    with opened(cycle) as con:
        late = dict(
            con.execute(
                "select submission, file from landing.submissions where state = 'late' "
                "order by file desc"
            ).fetchall()
        )
        wanted = [submission_named(con, submission)] if submission else sorted(late)
    if not wanted or not set(wanted) <= set(late):
        named = f"{submission} is not late" if submission else "No file is late"
        raise UserError(f"{named}: nothing to admit.", "`rapporteur status` shows the states.")
    decided = read_decisions(cycle)
    files = landed(cycle)
    before = _tables(cycle, files, decided)
    after = _tables(cycle, files, [*decided, *(_admission(one) for one in wanted)])
    effects = [
        effect
        for table, (columns, rows) in before.items()
        if (effect := _effect(table, columns, rows, after[table][1]))
    ]
    return Impact(wanted, [late[one] for one in wanted], effects)


def _admission(submission: str) -> Decision:
    return Decision(
        line=2**31 - 1,  # after all that are written
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
) -> dict[str, tuple[list[str], Counter[Row]]]:
    """The columns of every published table, and how often it has each row."""
    found = {}
    with duckdb.connect() as con:
        warehouse.stage(con, cycle, files, landing.folder(cycle), decisions)
        validate(con, cycle)
        warehouse.derive(con, cycle)
        for table in read_tables(cycle):
            columns = [one.name for one in table.columns if one.name != "evidence"]
            selected = ", ".join(f'"{name}"' for name in columns)
            rows = con.execute(f'select {selected} from marts."{table.id}" order by all').fetchall()
            found[table.id] = (columns, Counter(rows))
    return found


def _effect(table: str, columns: list[str], old: Counter[Row], new: Counter[Row]) -> Effect | None:
    added, removed = list((new - old).elements()), list((old - new).elements())
    if not added and not removed:
        return None
    changed = list(_changed(removed, added))
    for before, after in changed:
        removed.remove(before)
        added.remove(after)
    return Effect(table, columns, added, changed, removed)


def _changed(removed: list[Row], added: list[Row]) -> Iterator[tuple[Row, Row]]:
    """Rows that are the same in at least half of their columns, the most alike first."""
    if len(removed) * len(added) > _ENOUGH:
        return
    alike = sorted(
        (
            (-same, i, j)
            for i, old in enumerate(removed)
            for j, new in enumerate(added)
            if (same := sum(a == b for a, b in zip(old, new, strict=True))) * 2 >= len(old)
        )
    )
    left, right = set(range(len(removed))), set(range(len(added)))
    for _, i, j in alike:
        if i in left and j in right:
            left.remove(i)
            right.remove(j)
            yield removed[i], added[j]


def _told(row: Row) -> str:
    return " | ".join(str(value) for value in row if value is not None)
