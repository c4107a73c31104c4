"""The questionnaire as a small immutable model.

It is two levels deep: sections, one to a sheet, that hold questions, repeats of questions, and
texts between them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapporteur.language.messages import message
from rapporteur.language.texts import Text, shown_in


@dataclass(frozen=True, slots=True)
class Choice:
    """One entry of a choice list.

    `values` are what the expressions of `choice_filter` refer to, by column of the choices sheet.
    """

    code: str
    label: Text
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `relevant`, `required` and `constraint` are XLSForm expressions.

    So is `choice_filter`, which is true of the choices that may be chosen.

    `default` is an answer to fill in before the questionnaire is sent out, as data: a code, a
    date of ISO 8601, a plain number or a text.
    `is_year`: its number is a calendar year, as its `appearance` in the form says.
    `is_ranked`: the order in which its choices are given is part of the answer.
    `unit` is that of a number, as the column `unit` of the form has it.
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
    is_ranked: bool = False
    choice_filter: str | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Calculation:
    """A `calculate` row: a value computed from answers, which is not a question."""

    name: str
    repeat: str | None
    expression: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A text that asks for nothing: a note, or the heading of a group within a section or table.

    One without a label is where such a group ends and the section goes on. `columns` are the
    questions below the heading of a group in a table.
    """

    name: str
    label: Text
    hint: Text
    relevant: str | None
    is_heading: bool = False
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """A group of questions that may be answered any number of times: one table.

    `passages` are texts above it. `rows` is the number of its rows, None for the usual number.
    Rows of a nested repeat belong to those of the repeat `outer`: its first question says to which.
    """

    name: str
    section: str
    label: Text
    hint: Text
    relevant: str | None
    questions: tuple[Question, ...]
    passages: tuple[Passage, ...] = ()
    rows: int | None = None
    outer: str | None = None


Item = Question | Repeat | Passage
"""What stands in a section."""


@dataclass(frozen=True, slots=True)
class Section:
    """A top-level group: one sheet of the workbook."""

    name: str
    label: Text
    hint: Text
    relevant: str | None
    items: tuple[Item, ...]

    @property
    def questions(self) -> Sequence[Question]:
        """The questions of the section, those in repeats included, in the form's order."""
        return [
            question
            for item in self.items
            if not isinstance(item, Passage)
            for question in (item.questions if isinstance(item, Repeat) else (item,))
        ]

    @property
    def passages(self) -> Sequence[Passage]:
        """The texts of the section, those above its tables included."""
        return [
            passage
            for item in self.items
            if not isinstance(item, Question)
            for passage in (item.passages if isinstance(item, Repeat) else (item,))
        ]


@dataclass(frozen=True, slots=True)
class Source:
    """The form's file name, and the row of each item in its survey sheet (headings are row 1)."""

    name: str
    rows: Mapping[str, int]

    def place(self, item: str) -> str:
        """Where an item is defined, for messages: `form.md, row 12 of the survey sheet`."""
        # pyxform adds questions `<question>_other`, which have no rows.
        row = self.rows.get(item) or self.rows.get(item.removesuffix("_other"))
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

    def has_nested(self, repeat: str) -> bool:
        """Whether rows of another repeat belong to those of a repeat."""
        return any(other.outer == repeat for other in self.repeats.values())

    def in_table(self, passage: Passage, language: str) -> str:
        """A text above a table; the heading of a group names the columns that belong to it."""
        heading = shown_in(passage.label, language).strip()
        labels = [self.questions[name].label for name in passage.columns]
        columns = "; ".join(shown_in(label, language).strip() for label in labels)
        if not columns:
            return heading
        return message(language, "questionnaire-columns", heading=heading, columns=columns)

    def questions_in_order(self) -> Iterator[Question]:
        """The questions in the form's order."""
        for section in self.sections:
            yield from section.questions
