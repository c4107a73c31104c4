"""How the tables would change if late or unverified files were admitted.

The tables are made twice in memory, without and with the admissions; nothing is kept.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from rapporteur.collect import landing
from rapporteur.collect.land_cycle import landed
from rapporteur.collect.reading.texts import shortened
from rapporteur.collect.receipts import Received
from rapporteur.design.cycle import Cycle
from rapporteur.design.cycle_tables import read_tables
from rapporteur.design.table_spec import Column, Table
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.releases.published_rows import Columns, PublishedRow, differences
from rapporteur.evaluate.decide import files_named
from rapporteur.evaluate.shown_changes import WIDTH, change
from rapporteur.kernel.errors import UserError
from rapporteur.language.texts import shown_in
from rapporteur.process.decisions import Decision, read_decisions
from rapporteur.process.validate import validate
from rapporteur.warehouse import build as warehouse
from rapporteur.warehouse.reader import opened

Row = tuple[object, ...]
_MOST_ROWS = 20  # of a table that are shown


@dataclass(frozen=True, slots=True)
class Effect:
    """How a table changes. Rows are without their evidence, in the order of `columns`.

    `title` and `headers` are what a reader of the published table sees, in English.
    """

    table: str
    title: str
    headers: list[str]
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
        """The impact as plain data, for `--json`: codes, and all rows."""
        return asdict(self)

    def lines(self, cycle: Cycle) -> Iterator[str]:
        """The impact for a person: a line for each table, then its rows in words.

        Long texts are shortened, and of many rows the first are shown.
        """
        yield f"If admitted: {', '.join(self.files)}"
        if not self.effects:
            yield "No table would change."
        tables = {table.id: table for table in read_tables(cycle)}
        labels = Labels(cycle)
        for effect in self.effects:
            yield (
                f"{shortened(effect.title, 40)} ({effect.table}): {len(effect.added)} rows added, "
                f"{len(effect.changed)} changed, {len(effect.removed)} removed"
            )
            rows = list(_row_lines(effect, _Words(tables[effect.table], labels)))
            for line, *more in rows[:_MOST_ROWS]:
                yield f"  {shortened(line, WIDTH - 2)}"
                yield from (f"      {shortened(part, WIDTH - 6)}" for part in more)
            if len(rows) > _MOST_ROWS:
                yield f"  … and {len(rows) - _MOST_ROWS} more: --json has all"


class _Words:
    """The values of a table's rows in English."""

    def __init__(self, table: Table, labels: Labels) -> None:
        columns = [column for column in table.columns if column.name != "evidence"]
        self._words = [labels.words(table, column, "en") for column in columns]
        self._several = [column.type == "codes" for column in columns]
        self.about = next((at for at, one in enumerate(columns) if one.type == "text"), None)
        self.whose = next((at for at, one in enumerate(columns) if one.type == "respondent"), None)

    def of(self, row: Row) -> list[str]:
        """The values in words, empty where there is none."""
        return [
            "; ".join(words.get(code, code) for code in str(value).split())
            if several and value is not None
            else words.get(str(value), "" if value is None else str(value))
            for value, words, several in zip(row, self._words, self._several, strict=True)
        ]


def _row_lines(effect: Effect, words: _Words) -> Iterator[Sequence[str]]:
    """The line of each row; of a changed row with much to tell, one for each change below it."""
    for row in effect.added:
        yield [f"+ {_line(words.of(row))}"]
    for old, new in effect.changed:
        before, after = words.of(old), words.of(new)
        name = [shortened(after[at], 40) for at in (words.whose, words.about) if at is not None]
        differing = [
            f"{shortened(header, 40)}: {change(was or '–', now or '–')}"
            for header, was, now in zip(effect.headers, before, after, strict=True)
            if was != now
        ]
        if not name:  # a table of counts: what is the same tells which row it is
            name = [was for was, now in zip(before, after, strict=True) if was == now and was]
        line = f"~ {_line(name)}: {'; '.join(differing)}"
        yield [line] if len(line) <= WIDTH - 2 else [f"~ {_line(name)}", *differing]
    for row in effect.removed:
        yield [f"- {_line(words.of(row))}"]


def impact(cycle: Cycle, submission: str = "") -> Impact:
    """The effect of admitting a submission, those of a respondent, or all late ones.

    A submission or respondent that is named may be unverified instead. Raises `UserError` when
    nothing is to be admitted.
    """
    with opened(cycle) as con:
        states = ["late", "unverified"] if submission else ["late"]
        kept_out = dict(
            con.execute(
                "select submission, file from landing.submissions "
                "where state in (select unnest(?)) order by file desc",
                [states],
            ).fetchall()
        )
        named = {name for name, _, _ in files_named(con, submission)} if submission else kept_out
    admitted = sorted(kept_out.keys() & named)
    if not admitted:
        what = f"{submission} is neither late nor unverified" if submission else "No file is late"
        raise UserError(f"{what}: nothing to admit.", "`rapporteur status` shows the states.")
    decisions = read_decisions(cycle)
    files = landed(cycle)
    before = _tables(cycle, files, decisions)
    after = _tables(cycle, files, [*decisions, *map(_admission, admitted)])
    effects = [
        effect
        for table in read_tables(cycle)
        if (effect := _effect(table, before[table.id], after[table.id]))
    ]
    return Impact(admitted, [kept_out[submission] for submission in admitted], effects)


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
) -> dict[str, list[Row]]:
    """The rows of every published table, without the evidence."""
    tables = {}
    with duckdb.connect() as con:
        warehouse.stage(con, cycle, files, landing.folder(cycle), decisions)
        validate(con, cycle)
        warehouse.derive(con, cycle)
        for table in read_tables(cycle):
            selected = ", ".join(f'"{column.name}"' for column in _columns(table))
            sql = f'select {selected} from marts."{table.id}" order by all'
            tables[table.id] = con.execute(sql).fetchall()
    return tables


def _columns(table: Table) -> list[Column]:
    return [column for column in table.columns if column.name != "evidence"]


def _effect(table: Table, old: list[Row], new: list[Row]) -> Effect | None:
    """What becomes of the rows of a table; None if they stay as they are.

    Rows are the same row as in the comparison of two versions: by respondent and what they say.
    """
    columns = _columns(table)
    names = [column.name for column in columns]
    texts = [column.name for column in columns if column.type == "text"]
    codes = [c.name for c in columns if c.type in ("respondent", "code", "codes")]
    respondent = next((c.name for c in columns if c.type == "respondent"), None)
    before, after = ([_published(names, row) for row in rows] for rows in (old, new))
    was = {id(row): values for row, values in zip(before, old, strict=True)}
    now = {id(row): values for row, values in zip(after, new, strict=True)}
    effect = Effect(
        table.id,
        shown_in(table.title, "en"),
        [shown_in(column.header, "en") for column in columns],
        names,
        added=[],
        changed=[],
        removed=[],
    )
    for left, right in differences(
        before, after, Columns(names, codes or texts, texts, respondent)
    ):
        if left is None and right is not None:
            effect.added.append(now[id(right)])
        elif left is not None and right is None:
            effect.removed.append(was[id(left)])
        elif left is not None and right is not None:
            effect.changed.append((was[id(left)], now[id(right)]))
    return effect if effect.added or effect.changed or effect.removed else None


def _published(names: Sequence[str], row: Row) -> PublishedRow:
    cells = {
        name: "" if value is None else str(value) for name, value in zip(names, row, strict=True)
    }
    return PublishedRow(cells, frozenset(), ())


def _line(values: Sequence[str]) -> str:
    return " | ".join(shortened(value, 40) for value in values if value)
