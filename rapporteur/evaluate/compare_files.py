"""Compare two files of a respondent, question by question."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from rapporteur.collect.reading.texts import shortened
from rapporteur.design.cycle import Cycle
from rapporteur.evaluate.decide import submission_named
from rapporteur.evaluate.shown_changes import change, entry
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.sql_files import read_sql
from rapporteur.process.answer_changes import Change, changes, read_answers
from rapporteur.warehouse.reader import opened


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
        answers = read_answers(con, (first, second))
    found = list(changes(cycle.form, answers[first], answers[second]))
    code = respondent.strip().upper()
    return Diff(code, first, files[first], second, files[second], found)
