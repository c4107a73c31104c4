"""What two files of one respondent answer differently, question by question."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from rapporteur.collect.reading.values import fold
from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Repeat
from rapporteur.evaluate.decide import submission_named
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.sql_files import read_sql
from rapporteur.language.texts import shown_in
from rapporteur.warehouse.reader import opened


@dataclass(frozen=True, slots=True)
class Change:
    """One answer that was added, changed or removed.

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
        """The same as plain data, for `--json`."""
        return asdict(self)

    def lines(self) -> Iterator[str]:
        """The same for a person, a line an answer."""
        yield f"{self.respondent}: {self.before_file} ({self.before}) → {self.after_file}"
        for one in self.changes:
            where = f"{one.question}, row {one.row} “{one.title}”" if one.repeat else one.question
            told = {
                "added": f"+ {where}: {one.after}",
                "removed": f"- {where}: {one.before}",
                "changed": f"~ {where}: {one.before} → {one.after}",
            }
            yield told[one.kind]
        kinds = [one.kind for one in self.changes]
        counts = (f"{kinds.count(kind)} {kind}" for kind in ("added", "changed", "removed"))
        yield ", ".join(counts)


_PACKAGE = "rapporteur.evaluate"

_Shown = tuple[str, str]  # what the cell says, and what it means
_Row = Mapping[str, _Shown]


@dataclass(frozen=True, slots=True)
class _File:
    singles: Mapping[str, _Shown]
    rows: Mapping[str, Mapping[int, _Row]]


def diff(cycle: Cycle, respondent: str, before: str = "", after: str = "") -> Diff:
    """Compare two submissions of a respondent, by default the last two, as last loaded.

    Answers are equal where their values are, in whatever language or format they are written.
    Raises `UserError` when there are no two.
    """
    if cycle.roster.get(respondent) is None:
        raise UserError(f"“{respondent}” is not on the roster {cycle.roster.path}.")
    with opened(cycle) as con:
        files_in_order = read_sql(_PACKAGE, "files_in_order")
        names = [
            name for (name,) in con.execute(files_in_order, {"respondent": respondent}).fetchall()
        ]
        if before or after:
            names = [submission_named(con, one) for one in (before, after) if one]
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
            for before, after in _pairs(names[0], was, now):
                row = after if after is not None else before
                gone: _Row = was[before] if before is not None else {}
                come: _Row = now[after] if after is not None else {}
                title = (come or gone).get(names[0], ("", ""))[0]
                for name in names:
                    yield from _compared(
                        name, labels, gone.get(name), come.get(name), item.name, row, title
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


def _pairs(
    title: str, old: Mapping[int, _Row], new: Mapping[int, _Row]
) -> Iterator[tuple[int | None, int | None]]:
    """Rows of one table in two files, matched by all that they say, then by their first column."""
    left, right = dict(old), dict(new)
    matched: list[tuple[int | None, int | None]] = []
    for key in (_content, lambda row: fold(row.get(title, ("", ""))[0])):
        waiting: dict[object, list[int]] = {}
        for number, row in sorted(left.items()):
            waiting.setdefault(key(row), []).append(number)
        for number, row in sorted(right.items()):
            if same := waiting.get(key(row)):
                found = same.pop(0)
                matched.append((found, number))
                del left[found], right[number]
    matched += [(None, number) for number in right]
    yield from sorted(matched, key=lambda pair: pair[1] or 0)
    yield from ((number, None) for number in sorted(left))


def _content(row: _Row) -> object:
    return tuple(sorted((name, value) for name, (_, value) in row.items()))
