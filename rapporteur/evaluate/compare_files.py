"""Compare two files of a respondent, question by question."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from difflib import SequenceMatcher
from typing import Any

import duckdb

from rapporteur.collect.reading.texts import shortened
from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Repeat
from rapporteur.evaluate.decide import submission_named
from rapporteur.evaluate.shown_changes import change, entry
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.sql_files import read_sql
from rapporteur.language.folding import fold
from rapporteur.language.texts import shown_in
from rapporteur.warehouse.reader import opened
from rapporteur.warehouse.row_matching import match


@dataclass(frozen=True, slots=True)
class Change:
    """An answer that was added, changed or removed.

    `label` is the question's in English. In a table, `row` is the row's number in the later file
    (in the earlier, where it is removed), `title` the text of its first column, and
    `repeat_label` what the form calls the table.
    """

    kind: str
    question: str
    label: str
    repeat: str | None
    row: int | None
    title: str
    before: str | None
    after: str | None
    repeat_label: str = ""


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
        """The differences for a person, by the labels of questions; long texts are shortened."""
        yield f"{self.respondent}: {self.before_file} ({self.before})"
        yield f"  → {self.after_file} ({self.after})"
        for one in self.changes:
            where = shortened(one.label, 60)
            if one.repeat:
                row = f"row {one.row} “{shortened(one.title, 30)}”"
                where = f"{shortened(one.repeat_label, 30)}, {row}, {shortened(one.label, 40)}"
            mark, what = {
                "added": ("+", one.after or ""),
                "removed": ("-", one.before or ""),
                "changed": ("~", change(one.before or "", one.after or "")),
            }[one.kind]
            yield from entry(mark, where, what)
        kinds = [one.kind for one in self.changes]
        counts = (f"{kinds.count(kind)} {kind}" for kind in ("added", "changed", "removed"))
        yield ", ".join(counts)


_PACKAGE = "rapporteur.evaluate"
_TITLES_ALIKE = 0.7  # of the characters of two titles, in their order
_ALIKE = 0.5  # of the other answers that are the same, where two rows have different titles

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
            chosen = [submission_named(con, named) for named in (before, after) if named]
            # A file that is named alone is compared with the last of the others.
            others = [name for name in names if name not in chosen][-1:]
            names = chosen if len(chosen) == 2 else [*chosen, *others]
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
                        name, labels, old_row.get(name), new_row.get(name), item, row, title
                    )


def _compared(
    name: str,
    labels: Mapping[str, str],
    old: _Shown | None,
    new: _Shown | None,
    repeat: Repeat | None = None,
    row: int | None = None,
    title: str = "",
) -> Iterator[Change]:
    if (old and old[1]) == (new and new[1]):
        return
    kind = "added" if old is None else "removed" if new is None else "changed"
    was, now = old[0] if old else None, new[0] if new else None
    named = repeat.name if repeat else None
    heading = shown_in(repeat.label, "en") if repeat else ""
    yield Change(kind, name, labels[name], named, row, title, was, now, heading)


def _matched(title: str, old: _Rows, new: _Rows) -> Iterator[tuple[int | None, int | None]]:
    """The numbers of the rows that differ, paired by what they are about.

    Rows with the same first column are the same row; so are, less surely, those with a similar
    one, and those of which at least half of the other answers are the same.
    """
    before, after = sorted(old), sorted(new)

    def name(row: _Row) -> str:
        return fold(row.get(title, ("", ""))[0])

    def likeness(was: _Row, now: _Row) -> float:
        others = (was.keys() | now.keys()) - {title}
        same = sum(was.get(one, ("", ""))[1] == now.get(one, ("", ""))[1] for one in others)
        share = same / len(others) if others else 0.0
        if name(was) == name(now):
            return 2 + share
        titles = SequenceMatcher(None, name(was)[:200], name(now)[:200], autojunk=False).ratio()
        if titles >= _TITLES_ALIKE:
            return titles + share
        return share if same > 1 and share >= _ALIKE else 0.0

    matching = match(
        [old[number] for number in before],
        [new[number] for number in after],
        content=lambda row: frozenset((one, value) for one, (_, value) in row.items()),
        likeness=likeness,
        anchor=name,
    )
    for was, now in matching.in_order():
        yield None if was is None else before[was], None if now is None else after[now]
