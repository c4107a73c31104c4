"""The questionnaire as a small immutable model.

It is two levels deep: sections, one to a sheet, that hold questions and repeats of questions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from rapporteur.language.texts import Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a choice list."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `relevant`, `required` and `constraint` are XLSForm expressions.

    `default` is an answer to fill in before the questionnaire is sent out, as data: a code, a
    date of ISO 8601, a plain number or a text.
    `is_year`: its number is a calendar year, as its `appearance` in the form says.
    """

    name: str
    type: str
    section: str
    repeat: str | None
    label: Text
    hint: Text
    required: str | None
    required_message: Text
    relevant: str | None
    constraint: str | None
    constraint_message: Text
    list_name: str | None
    default: str = ""
    is_year: bool = False


@dataclass(frozen=True, slots=True)
class Calculation:
    """A `calculate` row: a value computed from answers, which is not a question."""

    name: str
    repeat: str | None
    expression: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """A group of questions that may be answered any number of times: one table."""

    name: str
    section: str
    label: Text
    hint: Text
    relevant: str | None
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A top-level group: one sheet of the workbook."""

    name: str
    label: Text
    hint: Text
    relevant: str | None
    items: tuple[Question | Repeat, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The form's file name, and the row of each item in its survey sheet (headings are row 1)."""

    name: str
    rows: Mapping[str, int]

    def place(self, item: str) -> str:
        """Where an item is defined, for messages: `form.md, row 12 of the survey sheet`."""
        # pyxform adds items `<repeat>_count` and `<question>_other`, which have no rows.
        origin = item.removesuffix("_count").removesuffix("_other")
        row = self.rows.get(item) or self.rows.get(origin)
        return f"{self.name}, row {row} of the survey sheet" if row else self.name


@dataclass(frozen=True, slots=True)
class FormNote:
    """Something in a form that has no effect: where and what it is, and what to do about it."""

    message: str
    remedy: str


@dataclass(frozen=True, eq=False)
class Form:
    """A questionnaire. `fingerprint` changes with the form's file, `wording` with reviewed texts.

    `former` has the former labels and hints of each question in any language, `former_choices`
    the former labels of choices by list and code: workbooks with them may still come back.
    `notes` are about what the form says and the program does not use.
    """

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    sections: tuple[Section, ...]
    choices: Mapping[str, tuple[Choice, ...]]
    calculations: Mapping[str, Calculation]
    fingerprint: str
    source: Source
    notes: tuple[FormNote, ...] = ()
    wording: str = ""
    former: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    former_choices: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by name, those in repeats included, in the form's order."""
        return {question.name: question for question in self.questions_in_order()}

    @cached_property
    def repeats(self) -> Mapping[str, Repeat]:
        """Every repeat by name, in the form's order."""
        items = (item for section in self.sections for item in section.items)
        return {item.name: item for item in items if isinstance(item, Repeat)}

    @cached_property
    def singles(self) -> tuple[Question, ...]:
        """The questions outside repeats, in the form's order."""
        return tuple(question for question in self.questions_in_order() if question.repeat is None)

    def choices_of(self, question: Question) -> tuple[Choice, ...]:
        """The choices of a select question; none for any other type."""
        return self.choices[question.list_name] if question.list_name else ()

    def questions_in_order(self) -> Iterator[Question]:
        """The questions in the form's order; before `check_names`, two may have the same name."""
        for section in self.sections:
            for item in section.items:
                yield from item.questions if isinstance(item, Repeat) else (item,)
