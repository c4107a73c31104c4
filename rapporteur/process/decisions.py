"""The secretariat's decisions about submissions: `inputs/<cycle>/decisions.csv`.

Appended to, never rewritten. A decision is about one file, named by the first twelve digits of
its SHA-256: what comes later is judged anew. It is applied when the answers are loaded and
judged; what was received and what was landed stay as they are.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from rapporteur.collect.reading.values import Normalizer, Value
from rapporteur.design.cycle import Cycle
from rapporteur.design.findings import catalogue
from rapporteur.design.form import Form, Question
from rapporteur.design.tailoring import PRESETS
from rapporteur.kernel import append_only_csv
from rapporteur.kernel.errors import UserError

COLUMNS = (
    "who", "when", "submission", "decision", "finding", "question", "row", "value", "source",
    "reason",
)  # fmt: skip
"""The columns of decisions.csv. All are text; `when` is an ISO 8601 date or time."""

NEEDS: Mapping[str, tuple[str, ...]] = {
    "waive": ("finding",),
    "admit": (),
    "refuse": (),
    "withdraw": (),
    "assign": ("value",),
    "correct": ("question", "value", "source"),
    "stand": (),
}
"""The kinds of decision, and what each needs beside who, when, submission and reason."""

TAKES: Mapping[str, tuple[str, ...]] = {
    **NEEDS,
    "waive": ("finding", "question", "row"),
    "correct": ("question", "row", "value", "source"),
    "stand": ("question",),
}
"""What each kind may say besides."""

# What another decision is for, or what no decision can make good.
_NOT_WAIVED = {
    "received_after_cut_off": "admit the file instead",
    "superseded": "decide that the file stands instead",
    "refused": "admit the file instead",
    "withdrawn": "admit the file instead",
    "unknown_respondent": "assign the file to a respondent instead",
    "answers_repeated": "decide that the file stands instead",
    "not_a_questionnaire": "no answer could be read",
    "too_large": "no answer could be read",
}
_ONCE_WAIVED = {"identity_differs"}
"""What lines of an earlier version waive: they are read, and have no effect any more."""

_SUBMISSION = re.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Decision:
    """One line of the file; what does not belong to its kind is empty. `line` counts from 1."""

    line: int
    who: str
    when: str
    submission: str
    decision: str
    finding: str
    question: str
    row: int | None
    value: str
    source: str
    reason: str

    @property
    def day(self) -> str:
        """The date of the decision, as `2024-06-01`."""
        return self.when[:10]


def path(cycle: Cycle) -> Path:
    """Where the decisions on a cycle are."""
    return cycle.inputs / "decisions.csv"


def read_decisions(cycle: Cycle) -> list[Decision]:
    """The decisions in the order in which they were taken; none if there is no file.

    Raises `UserError` that names the first line that cannot be used, or was lost or changed.
    """
    file = path(cycle)

    def parse_line(number: int, cells: Mapping[str, str]) -> Decision:
        try:
            return parse(cycle, number, {name: cells[name].strip() for name in COLUMNS})
        except UserError as error:
            raise UserError(f"{file}, line {number}: {error.message}", error.remedy) from error

    return append_only_csv.read(file, COLUMNS, parse_line)


def parse(cycle: Cycle, line: int, entry: Mapping[str, str]) -> Decision:
    """A decision from its columns. Raises `UserError` that says what cannot be used."""
    kind = entry["decision"]
    if kind not in NEEDS:
        raise UserError(f"“{kind}” is no decision; they are {', '.join(NEEDS)}.")
    for name in ("who", "when", "submission", "reason", *NEEDS[kind]):
        if not entry[name]:
            raise UserError(f"The decision to {kind} needs a {name}.")
    for name in ("finding", "question", "row", "value", "source"):
        if entry[name] and name not in TAKES[kind]:
            raise UserError(f"The decision to {kind} has no {name}.")
    entry = {**entry, "submission": entry["submission"].lower()}
    if not _SUBMISSION.fullmatch(entry["submission"]):
        raise UserError(
            f"“{entry['submission']}” is no submission: it is the first twelve digits of the "
            "SHA-256 of a file."
        )
    try:
        datetime.fromisoformat(entry["when"])
        date.fromisoformat(entry["when"][:10])
    except ValueError as error:
        raise UserError(
            f"“{entry['when']}” is no time; write it like 2024-06-01 or 2024-06-01T09:30:00+00:00."
        ) from error
    if entry["row"] and not re.fullmatch(r"[1-9]\d{0,6}", entry["row"]):
        raise UserError(f"“{entry['row']}” is no row; rows are numbered 1, 2, 3 …")
    row = int(entry["row"]) if entry["row"] else None
    _check(cycle, kind, entry, row)
    return Decision(line=line, **{name: entry[name] for name in COLUMNS if name != "row"}, row=row)


def _check(cycle: Cycle, kind: str, entry: Mapping[str, str], row: int | None) -> None:
    """That the question, the respondent and the value are the cycle's."""
    name, value, finding = entry["question"], entry["value"], entry["finding"]
    question = cycle.form.questions.get(name)
    if name and question is None:
        raise UserError(f"“{name}” is not a question of the form; check its name.")
    if row is not None and (question is None or question.repeat is None):
        raise UserError("A row is of a question in a table; leave `row` empty.")
    if finding not in _ONCE_WAIVED:
        _check_waived(finding)
    if kind == "assign" and cycle.roster.get(value) is None:
        raise UserError(f"“{value}” is not on the roster {cycle.roster.path}.")
    if kind == "stand" and question is not None and question.repeat is not None:
        raise UserError(f"{name} is in a table: the rows of two files are put together.")
    if kind == "correct" and question is not None:
        if question.name in PRESETS:
            raise UserError(f"{name} is filled from the roster; assign the file instead.")
        if (row is None) == (question.repeat is not None):
            raise UserError(f"{name} is in the table {question.repeat}: give its row.")
        corrected(cycle.form, question, value)


def _check_waived(finding: str) -> None:
    """That a finding is not one of those that no decision waives."""
    doubt = finding in catalogue() and catalogue()[finding].doubt
    if finding in _NOT_WAIVED or doubt or finding.startswith("file_"):
        otherwise = "admit or assign the file instead" if doubt else "no answer could be read"
        why = _NOT_WAIVED.get(finding, otherwise)
        raise UserError(f"The finding {finding} cannot be waived: {why}.")


def corrected(form: Form, question: Question, text: str) -> Value:
    """The value that a correction gives: a code (several with spaces), number, ISO date or text.

    Raises `UserError` when `text` is no answer to the question.
    """
    several = question.type == "select_multiple"
    value = Normalizer(form, form.languages[0]).value(
        question, ";".join(text.split()) if several else text
    )
    usable = (value.text, value.number, value.day, value.code)
    # Nil is a number and no date or choice; the other missing-value codes have no value.
    if value.obs_status in ("A", None) and not any(part is not None for part in usable):
        raise UserError(f"“{text}” is no answer to {question.name}, which takes {_takes(question)}")
    return value


def _takes(question: Question) -> str:
    kinds = {"date": "a date like 2024-05-31.", "integer": "a whole number.", "text": "text."}
    choice = f"the codes of {question.list_name}."
    return choice if question.list_name else kinds.get(question.type, "a number.")


def append(cycle: Cycle, values: Mapping[str, str]) -> Decision:
    """Add a decision as the last line. Raises `UserError` when it cannot be used."""
    with append_only_csv.locked(cycle.inputs / "decisions.csv", cycle.outputs) as file:
        known = read_decisions(cycle)
        entry = {name: " ".join(values.get(name, "").split()) for name in COLUMNS}
        decision = parse(cycle, (known[-1].line if known else 1) + 1, entry)
        _check_waived(decision.finding)
        append_only_csv.append(file, COLUMNS, [[entry[name] for name in COLUMNS]])
    return decision


def columns(decisions: Sequence[Decision]) -> dict[str, list[object]]:
    """The decisions column by column, for a table; empty texts are null."""
    names = ("line", *(name for name in COLUMNS if name != "when"))
    texts = {name: [getattr(line, name) or None for line in decisions] for name in names}
    return {**texts, "day": [line.day for line in decisions]}
