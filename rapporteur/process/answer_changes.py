"""How the answers of one file differ from those of another, question by question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import duckdb

from rapporteur.design.form import Form, Passage, Question, Repeat
from rapporteur.language.folding import fold
from rapporteur.language.texts import shown_in
from rapporteur.process.row_matching import MOST_PAIRS, match
from rapporteur.process.sql_tables import select_of

_TITLES_ALIKE = 0.7  # of the characters of two titles, in their order
_ALIKE = 0.5  # of the other answers that are the same, where two rows have different titles

_Shown = tuple[str, str]  # the text of the cell, and its value
_Row = Mapping[str, _Shown]
_Rows = Mapping[int, _Row]


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
class FileAnswers:
    """The answers of a file: those outside tables by question, and the rows of each repeat."""

    singles: dict[str, _Shown] = field(default_factory=dict)
    rows: dict[str, dict[int, dict[str, _Shown]]] = field(default_factory=dict)


def read_answers(
    con: duckdb.DuckDBPyConnection, submissions: Sequence[str]
) -> Mapping[str, FileAnswers]:
    """The answers of submissions, as they were last loaded."""
    files = {submission: FileAnswers() for submission in submissions}
    answers = con.execute(select_of("answers_compared"), {"submissions": list(files)}).fetchall()
    for submission, question, repeat, row, raw, value in answers:
        if repeat is None:
            files[submission].singles[question] = (raw, value)
        else:
            rows = files[submission].rows.setdefault(repeat, {})
            rows.setdefault(row, {})[question] = (raw, value)
    return files


def changes(
    form: Form, old: FileAnswers, new: FileAnswers, most_pairs: int = MOST_PAIRS
) -> Iterator[Change]:
    """The differences of two files, in the order of the form.

    Answers are equal if their values are, in whatever language or format they are written. Where
    more than `most_pairs` pairs of rows of a table would have to be compared, only rows with the
    same title are.
    """
    labels = {name: shown_in(question.label, "en") for name, question in form.questions.items()}
    for section in form.sections:
        for item in section.items:
            if isinstance(item, Passage):
                continue
            if isinstance(item, Question):
                yield from _compared(
                    item.name, labels, old.singles.get(item.name), new.singles.get(item.name)
                )
                continue
            was, now = old.rows.get(item.name, {}), new.rows.get(item.name, {})
            names = [question.name for question in item.questions]
            for before, after in _matched(names[0], was, now, most_pairs):
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


def _matched(
    title: str, old: _Rows, new: _Rows, most_pairs: int
) -> Iterator[tuple[int | None, int | None]]:
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
        most_pairs=most_pairs,
    )
    for was, now in matching.in_order():
        yield None if was is None else before[was], None if now is None else after[now]
