"""Compare two files of a respondent, question by question."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Repeat
from rapporteur.evaluate.decide import submission_named
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.sql_files import read_sql
from rapporteur.language.folding import fold
from rapporteur.language.texts import shown_in
from rapporteur.warehouse.reader import opened
from rapporteur.warehouse.row_matching import match


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that was added, changed or removed.

    In a table, `row` is the row's number in the later file (in the earlier, where it is
    removed) and `title` the text of its first column.
    """

    kind: str
    question: str
    label: str
    repeat: str | None
    row: int | None
    title: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Diff:
    """The differences of two submissions of one respondent, in the order of the form."""

    respondent: str
    before: str
    before_file: str
    after: str
    after_file: str
    changes: list[Change]

    def to_dict(self) -> dict[str, Any]:
        """The differences as plain data, for `--json`."""
        return asdict(self)

    def lines(self) -> Iterator[str]:
        """The differences for a person, a line for each answer."""
        yield f"{self.respondent}: {self.before_file} ({self.before}) → {self.after_file}"
        for change in self.changes:
            where = (
                f"{change.question}, row {change.row} “{change.title}”"
                if change.repeat
                else change.question
            )
            lines = {
                "added": f"+ {where}: {change.after}",
                "removed": f"- {where}: {change.before}",
                "changed": f"~ {where}: {change.before} → {change.after}",
            }
            yield lines[change.kind]
        kinds = [change.kind for change in self.changes]
        counts = (f"{kinds.count(kind)} {kind}" for kind in ("added", "changed", "removed"))
        yield ", ".join(counts)


_PACKAGE = "rapporteur.evaluate"

_Shown = tuple[str, str]  # the text of the cell, and its value
_Row = Mapping[str, _Shown]
_Rows = Mapping[int, _Row]


@dataclass(frozen=True, slots=True)
class _File:
    singles: Mapping[str, _Shown]
    rows: Mapping[str, _Rows]


def diff(cycle: Cycle, respondent: str, before: str = "", after: str = "") -> Diff:
    """Compare two submissions of a respondent, by default the last two, as they were last loaded.

    Answers are equal if their values are, in whatever language or format they are written. Raises
    `UserError` when there are fewer than two.
    """
    if cycle.roster.get(respondent) is None:
        raise UserError(f"“{respondent}” is not on the roster {cycle.roster.path}.")
    with opened(cycle) as con:
        files_in_order = read_sql(_PACKAGE, "files_in_order")
        names = [
            name for (name,) in con.execute(files_in_order, {"respondent": respondent}).fetchall()
        ]
        if before or after:
            names = [submission_named(con, named) for named in (before, after) if named]
        if len(names) < 2:
            raise UserError(
                f"Two files are needed to compare, and {respondent} has {len(names)}.",
                "Name two submissions by their digits.",
            )
        first, second = names[-2:]
        files = dict(con.execute("select submission, file from landing.submissions").fetchall())
        old, new = _read(con, first), _read(con, second)
    changes = list(_changes(cycle, old, new))
    code = respondent.strip().upper()
    return Diff(code, first, files[first], second, files[second], changes)


def _read(con: duckdb.DuckDBPyConnection, submission: str) -> _File:
    singles: dict[str, _Shown] = {}
    rows: dict[str, dict[int, dict[str, _Shown]]] = {}
    answers = con.execute(read_sql(_PACKAGE, "answers"), {"submission": submission}).fetchall()
    for question, repeat, row, raw, value in answers:
        if repeat is None:
            singles[question] = (raw, value)
        else:
            rows.setdefault(repeat, {}).setdefault(row, {})[question] = (raw, value)
    return _File(singles, rows)


def _changes(cycle: Cycle, old: _File, new: _File) -> Iterator[Change]:
    labels = {
        name: shown_in(question.label, "en") for name, question in cycle.form.questions.items()
    }
    for section in cycle.form.sections:
        for item in section.items:
            if not isinstance(item, Repeat):
                yield from _compared(
                    item.name, labels, old.singles.get(item.name), new.singles.get(item.name)
                )
                continue
            was, now = old.rows.get(item.name, {}), new.rows.get(item.name, {})
            names = [question.name for question in item.questions]
            for before, after in _matched(names[0], was, now):
                row = after if after is not None else before
                old_row: _Row = was[before] if before is not None else {}
                new_row: _Row = now[after] if after is not None else {}
                title = (new_row or old_row).get(names[0], ("", ""))[0]
                for name in names:
                    yield from _compared(
                        name, labels, old_row.get(name), new_row.get(name), item.name, row, title
                    )


def _compared(
    name: str,
    labels: Mapping[str, str],
    old: _Shown | None,
    new: _Shown | None,
    repeat: str | None = None,
    row: int | None = None,
    title: str = "",
) -> Iterator[Change]:
    if (old and old[1]) == (new and new[1]):
        return
    kind = "added" if old is None else "removed" if new is None else "changed"
    was, now = old[0] if old else None, new[0] if new else None
    yield Change(kind, name, labels[name], repeat, row, title, was, now)


def _matched(title: str, old: _Rows, new: _Rows) -> Iterator[tuple[int | None, int | None]]:
    """The numbers of the rows that differ: those with the same first column are the same row."""
    before, after = sorted(old), sorted(new)
    matching = match(
        [old[number] for number in before],
        [new[number] for number in after],
        content=lambda row: frozenset((name, value) for name, (_, value) in row.items()),
        group=lambda row: fold(row.get(title, ("", ""))[0]),
    )
    for was, now in matching.in_order():
        yield None if was is None else before[was], None if now is None else after[now]
