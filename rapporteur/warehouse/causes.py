"""Findings as a reader needs them: causes, each once with all its places, in the order of sheets.

What merely follows from another finding is left out: who mends the cause need not read that the
sheet whose hidden column is missing has no answers. The cause then has the gravest severity of all
that follows from it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from rapporteur.design.findings import Severity, catalogue
from rapporteur.design.form import Form
from rapporteur.warehouse.worded_findings import Reported

_GRAVITY = list(Severity)

_NO_COLUMN = "hidden_column_missing"
_ABSENT = {_NO_COLUMN, "section_missing"}
"""The findings by which all questions of a section are unanswered."""

_MISSING = "required_missing"
_CONDITIONAL = {"not_relevant", _MISSING}

_WITHOUT_VALUE = {
    _MISSING, "not_a_number", "not_a_whole_number", "number_out_of_range", "not_a_date",
    "unknown_choice", "two_choices", "formula_without_value", "error_value",
}  # fmt: skip
"""The findings by which an answer has no value for rules over several answers."""

_REFERENCE = re.compile(r"\$\{(\w+)\}")
_RANGES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Cause:
    """A finding and all the places of its file where the same is wrong, in their order."""

    finding: Reported
    places: Sequence[Reported]

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of all places, each once."""
        cells = (cell for place in self.places for cell in cells_in(place.cell))
        return tuple(dict.fromkeys(cells))

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of the table that the places are in, each once; none outside tables."""
        return tuple(dict.fromkeys(place.row for place in self.places if place.row))

    @property
    def where(self) -> str:
        """The places in short: `2 Work!D9`, `3 Laws!C12:C25`; empty for the whole file."""
        if len(self.places) == 1:
            return self.finding.where
        return f"{self.finding.sheet}!{ranges(self.cells)}" if self.cells else ""


def causes(findings: Iterable[Reported], form: Form) -> list[Cause]:
    """The causes of findings, file by file: those about the whole file, then sheet by sheet."""
    by_file: dict[str, list[Reported]] = defaultdict(list)
    for finding in findings:
        by_file[finding.file].append(finding)
    return [cause for file in by_file.values() for cause in _of_file(file, form)]


def _of_file(findings: Sequence[Reported], form: Form) -> Iterator[Cause]:
    groups: dict[tuple[object, ...], list[Reported]] = {}
    for finding in _in_order(_without_consequences(findings, form), form):
        key = (
            finding.code, finding.severity, finding.waived, finding.sheet, finding.question,
            finding.message, finding.remedy,
        )  # fmt: skip
        groups.setdefault(key, []).append(finding)
    return (Cause(places[0], places) for places in groups.values())


def _without_consequences(findings: Sequence[Reported], form: Form) -> Iterator[Reported]:
    """The findings that do not follow from others, each as grave as what follows from it."""
    index = _Index(findings, form)
    sources = [index.sources(finding) for finding in findings]
    severities = {id(finding): [Severity(finding.severity)] for finding in findings}
    for finding, found in zip(findings, sources, strict=True):
        for source in found:
            severities[id(source)].append(Severity(finding.severity))
    for finding, found in zip(findings, sources, strict=True):
        if not found:
            yield replace(finding, severity=min(severities[id(finding)], key=_GRAVITY.index))


class _Index:
    """The findings of a file from which others may follow. One that is waived is no cause."""

    def __init__(self, findings: Sequence[Reported], form: Form) -> None:
        standing = [finding for finding in findings if not finding.waived]
        self._form = form
        self._order = {name: number for number, name in enumerate(form.questions)}
        self._absent = [finding for finding in standing if finding.code in _ABSENT]
        self._without_value = _by_answer(f for f in standing if f.code in _WITHOUT_VALUE)
        self._seen = _by_answer(
            f
            for f in standing
            if f.code in catalogue() and f.code not in _CONDITIONAL and f.severity != Severity.INFO
        )

    def sources(self, finding: Reported) -> Sequence[Reported]:
        """The findings that `finding` follows from."""
        columns = [cause for cause in self._absent if cause.code == _NO_COLUMN]
        if finding.code == _NO_COLUMN:
            return []
        if finding.code == "nothing_answered":
            return columns
        if finding.sheet and (same := [c for c in columns if c.sheet == finding.sheet]):
            return same
        if finding.code == "section_missing":
            return [cause for cause in columns if cause.section == finding.section]
        answer = (finding.question, finding.row)
        if finding.code in _CONDITIONAL:
            absent = [cause for cause in self._absent if cause.section == finding.section]
            seen = self._seen.get(answer, ()) if finding.code == _MISSING else ()
            return absent or seen or self._unmet(finding)
        # A check of the cycle sees no value in a cell that is blank or could not be understood.
        return () if finding.code in catalogue() else self._without_value.get(answer, ())

    def _unmet(self, finding: Reported) -> Sequence[Reported]:
        """The answers without value on which it depends whether the question is asked.

        Only answers before the question, so that no two findings follow from each other.
        """
        own = self._order.get(finding.question, 0)
        return [
            cause
            for name in self._conditions(finding.question)
            if self._order.get(name, own) < own
            for row in (finding.row, None)
            for cause in self._without_value.get((name, row), ())
        ]

    def _conditions(self, name: str) -> Iterator[str]:
        """The questions to which the conditions of a question, and of what it is in, refer."""
        question = self._form.questions.get(name)
        if question is None:
            return
        section = next((s for s in self._form.sections if s.name == question.section), None)
        repeat = self._form.repeats.get(question.repeat or "")
        for item in (question, repeat, section):
            yield from _REFERENCE.findall((item.relevant if item else None) or "")


def _by_answer(
    findings: Iterable[Reported],
) -> Mapping[tuple[str, int | None], Sequence[Reported]]:
    by_answer: dict[tuple[str, int | None], list[Reported]] = defaultdict(list)
    for finding in findings:
        if finding.question:
            by_answer[finding.question, finding.row].append(finding)
    return by_answer


def _in_order(findings: Iterable[Reported], form: Form) -> list[Reported]:
    """The findings in the order in which a reader who goes through the workbook meets them."""
    found = list(findings)
    sections = {section.name: number for number, section in enumerate(form.sections)}
    last = len(sections)
    ranks: dict[str, int] = {}
    for finding in found:
        if finding.sheet:
            rank = sections.get(finding.section, last)
            ranks[finding.sheet] = min(rank, ranks.get(finding.sheet, last))

    def place(finding: Reported) -> tuple[object, ...]:
        cell = next(iter(cells_in(finding.cell)), "A1")
        column, row = coordinate_from_string(cell)
        rank = ranks[finding.sheet] if finding.sheet else sections.get(finding.section, -1)
        return (
            rank, bool(finding.sheet), _numbered(finding.sheet), row,
            column_index_from_string(column), finding.level,
            _GRAVITY.index(Severity(finding.severity)), finding.code,
        )  # fmt: skip

    return sorted(found, key=place)


def _numbered(title: str) -> tuple[int, str]:
    """A key to sort titles of sheets, which the builder numbers."""
    number = re.match(r"\d{1,9}", title)
    return (int(number[0]) if number else 10**9, title)


def cells_in(reference: str | None) -> tuple[str, ...]:
    """The cells that a finding names, separated by spaces; what is no cell is left out."""
    cells = []
    for word in (reference or "").split():
        with suppress(ValueError):  # the base class of openpyxl's exception for what is no cell
            coordinate_from_string(word)
            cells.append(word)
    return tuple(cells)


def ranges(cells: Iterable[str]) -> str:
    """Cells in short, those below each other as a range: `C12:C25, C30`; at most a few ranges."""
    runs: list[tuple[int, int, int]] = []
    for column, row in sorted(
        (column_index_from_string(column), row)
        for column, row in map(coordinate_from_string, cells)
    ):
        if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    texts = [
        f"{get_column_letter(column)}{first}"
        + (f":{get_column_letter(column)}{last}" if last > first else "")
        for column, first, last in runs
    ]
    more = ["…"] if len(texts) > _RANGES_SHOWN else []
    return ", ".join(texts[:_RANGES_SHOWN] + more)
