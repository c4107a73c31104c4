"""Answers and findings of a workbook, as they are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rapporteur.collect.reading.answers import Answer
from rapporteur.collect.reading.display.cells import Shown
from rapporteur.collect.reading.spreadsheet import Cell, Sheet
from rapporteur.collect.reading.texts import raw_text, shortened
from rapporteur.collect.reading.values import EMPTY, Normalizer, display_findings, raw_of
from rapporteur.design.findings import Finding
from rapporteur.design.form import Form, Question


@dataclass(slots=True)
class Recorder:
    """What has been read of a workbook: answers by question and row, findings, sections."""

    form: Form
    file: str
    normalizer: Normalizer
    sections: dict[str, None] = field(default_factory=dict)  # a set that keeps the order
    answers: dict[tuple[str, int | None], Answer] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def answer(
        self, sheet: Sheet, cell: str, question: Question, content: Cell, note: str = "",
        row: int | None = None,
    ) -> Answer:  # fmt: skip
        """The answer in a cell, with the address behind it in its note."""
        raw = raw_of(question, content)
        link = content.link if isinstance(content, Shown) else ""
        return Answer(
            question=question.name,
            repeat=question.repeat,
            row=row,
            sheet=sheet.name,
            cell=cell,
            raw=raw,
            value=self.normalizer.value(question, content) if raw else EMPTY,
            note="\n".join(part for part in (note, link) if part),
        )

    def shown(self, answer: Answer, content: Cell) -> None:
        """Add the findings about what a cell shows beside its answer."""
        if isinstance(content, Shown):
            question = self.form.questions[answer.question]
            for said in display_findings(question, content):
                self.about(said.code, answer, value=shortened(said.value), read=said.read)

    def keep(self, answer: Answer) -> None:
        """Add an answer; if a question has two, the first that is not blank counts."""
        key = (answer.question, answer.row)
        before = self.answers.get(key)
        if before is None or not before.raw:
            self.answers[key] = answer
        elif answer.raw and (answer.raw, answer.value.code) != (before.raw, before.value.code):
            self.about("answered_twice", answer, first=f"{before.sheet}!{before.cell}")

    def about(self, code: str, answer: Answer, **params: str) -> None:
        """Add a finding about an answer."""
        self.findings.append(self._finding(code, answer, params))

    def _finding(self, code: str, answer: Answer, params: Mapping[str, str]) -> Finding:
        return Finding(
            code,
            self.file,
            sheet=answer.sheet,
            cell=answer.cell,
            question=answer.question,
            repeat=answer.repeat,
            row=answer.row,
            params=dict(params),
        )

    def find(
        self, code: str, sheet: Sheet, cell: str, question: str | None = None, **params: str
    ) -> None:
        """Add a finding about a cell of a sheet."""
        self.findings.append(
            Finding(code, self.file, sheet=sheet.name, cell=cell, question=question, params=params)
        )

    def faults(self) -> Sequence[Finding]:
        """A finding for each answer with a fault; `read` is the value understood, or offered."""
        return [
            self._finding(answer.value.fault, answer, self._fault_params(answer))
            for answer in self.answers.values()
            if answer.value.fault
        ]

    def _fault_params(self, answer: Answer) -> Mapping[str, str]:
        params = {"value": answer.raw[:100], "read": _value_text(answer)}
        if answer.value.fault == "unknown_choice":
            question = self.form.questions[answer.question]
            params |= choice_params(self.normalizer, question, answer.value.offered)
        return params


def choice_params(normalizer: Normalizer, question: Question, nearest: str) -> dict[str, str]:
    """The choices of a question and the nearest of them, for a finding."""
    return {"choices": normalizer.choices_in_words(question), "nearest": nearest}


def _value_text(answer: Answer) -> str:
    value = answer.value
    if value.fault == "read_as_code":
        return answer.raw.lower()
    if value.offered:
        return value.offered
    if value.number is not None:
        return raw_text(value.number)
    return raw_text(value.day)
