"""The choice lists of an XLSForm: from its sheet, from a CSV file beside it, and “Other”.

A respondent chooses by label, and the label is what comes back: in each language the labels of a
list tell its choices apart.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rapporteur.design.form import Choice, Form, Question
from rapporteur.design.xlsform.languages import Languages
from rapporteur.design.xlsform.sheets import Row, Sheet
from rapporteur.kernel.csv_files import CsvFile, parse_csv
from rapporteur.kernel.errors import UserError
from rapporteur.language.folding import fold
from rapporteur.language.messages import FALLBACK, languages, message
from rapporteur.language.quotes import nested
from rapporteur.language.texts import Text, shown_in, unmarked

OTHER = "other"
"""The code of the choice that `or_other` adds."""

_SELECT = re.compile(
    r"(?P<select>.+?)\s+(?P<list>\S+?)(?P<other>\s+(?:or specify other|or_other|or other))?"
)
_FROM_FILE = re.compile(r"select[_ ](?:one|multiple)[_ ]from[_ ]file")


@dataclass(frozen=True, slots=True)
class Select:
    """The type of a select question as the form has it: `select_one k or_other`."""

    list_name: str
    from_file: bool
    or_other: bool


def select_of(type_text: str) -> Select | None:
    """The parts of a type such as `select_one k or_other`; None for one without a list."""
    match = _SELECT.fullmatch(" ".join(type_text.split()))
    if match is None:
        return None
    from_file = bool(_FROM_FILE.fullmatch(match["select"]))
    return Select(match["list"], from_file, match["other"] is not None)


@dataclass(frozen=True, slots=True)
class ChoiceFile:
    """A CSV file of choices as one question uses it: its columns of codes and of labels."""

    name: str
    value: str
    label: str

    @property
    def list_name(self) -> str:
        """The name of the list that the file becomes: the file's name without `.csv`."""
        return Path(self.name).stem


def choice_file(select: Select, parameters: Mapping[str, str]) -> ChoiceFile | None:
    """The file that a question takes its choices from; None for one that is not read.

    Read are CSV files in the folder of the form.
    """
    name = select.list_name
    if Path(name).name != name or Path(name).suffix.lower() != ".csv":
        return None
    return ChoiceFile(name, parameters.get("value", "name"), parameters.get("label", "label"))


def read_choices(
    file: ChoiceFile, path: Path, place: str, languages: Languages
) -> tuple[bytes, tuple[Choice, ...], Sequence[str]]:
    """The content of a file of choices, its choices, and the headings of columns not used.

    `place` is where the form refers to it. A choice without a label has none yet. Raises
    `UserError` if the file is unusable.
    """
    try:
        content = path.read_bytes()
        lines = parse_csv(content, file.name)
    except OSError as error:
        raise UserError(
            f"{place}: the file {file.name} cannot be read: {error.strerror}.",
            "Make it readable, or take it away: without it the question is a cell to write in.",
        ) from error
    headings = lines.header
    columns = {
        heading: language.strip()
        for heading in headings
        for name, _, language in (heading.partition("::"),)
        if name.strip() == file.label
    }
    if file.value not in headings or not columns:
        raise UserError(
            f"{place}: {file.name} lacks the column {file.value} or {file.label}.",
            "Give it a column of codes and one of labels, or one for each language, "
            f"such as {file.label}::Français (fr).",
        )
    languages.check({language: heading for heading, language in columns.items()}, file.name)
    choices = tuple(_choices(file, lines, columns, languages))
    used = {file.value, *columns}
    return content, choices, [heading for heading in headings if heading not in used]


def _choices(
    file: ChoiceFile, lines: CsvFile, columns: Mapping[str, str], languages: Languages
) -> Iterator[Choice]:
    seen: dict[str, int] = {}
    for line in lines.lines:
        number, code = line.number, line.cells[file.value].strip()
        texts = {language: line.cells[heading].strip() for heading, language in columns.items()}
        label = languages.texts(texts)
        if not code and not label:
            continue
        where = f"{file.name}, line {number}"
        if not code:
            raise UserError(f"{where}: a choice needs a code.", "Enter it.")
        if code in seen:
            raise UserError(
                f"{where}: the code “{code}” is on line {seen[code]} already.",
                "Give each choice a code of its own.",
            )
        seen[code] = number
        yield Choice(code, label)


def listed(sheet: Sheet) -> Mapping[str, Sequence[Row]]:
    """The rows of the choices sheet by list. Raises `UserError` for a row without a list."""
    lists: dict[str, list[Row]] = {}
    for row in sheet.rows:
        if name := sheet.text(row, "list_name"):
            lists.setdefault(name, []).append(row)
        elif row.texts:
            raise UserError(
                f"row {row.number} of the choices sheet: the choice is in no list.",
                "Write the name of its list into the column list_name.",
            )
    return lists


def said(key: str, codes: Iterable[str]) -> Text:
    """A text of the program in those of the languages that it speaks; else in English."""
    return {code: message(code, key) for code in _spoken(codes)}


def other_question(name: str, question: Question, choice: Choice, codes: Sequence[str]) -> Question:
    """The text question that `or_other` adds to a select question, asked if `choice` is chosen."""
    return Question(
        name=name,
        type="text",
        section=question.section,
        repeat=question.repeat,
        label={
            code: message(
                code,
                "questionnaire-specify-other",
                question=shown_in(question.label, code),
                other=nested(shown_in(choice.label, code), code),
            )
            for code in _spoken(codes)
        },
        hint={},
        required=None,
        required_message={},
        relevant=both(question.relevant, f"selected(${{{question.name}}}, '{OTHER}')"),
        constraint=None,
        constraint_message={},
        list_name=None,
    )


def _spoken(codes: Iterable[str]) -> Sequence[str]:
    """Those of the languages in which the program has texts; English if it has none of them."""
    available = languages()
    return [code for code in codes if code in available] or [FALLBACK]


def both(first: str | None, second: str | None) -> str | None:
    """The condition that two conditions are true; None is always true."""
    return f"({first}) and ({second})" if first and second else first or second


def told_apart(
    choices: Sequence[Choice], languages: Iterable[str]
) -> tuple[Sequence[Choice], Sequence[str]]:
    """The choices with their code behind labels that are those of others; the codes of these.

    Respondents choose by label, and the label is what comes back.
    """
    labels = {choice.code: dict(choice.label) for choice in choices}
    alike: dict[str, None] = {}
    for language in languages:
        codes: dict[str, list[str]] = {}
        for choice in choices:
            codes.setdefault(fold(shown_in(choice.label, language)), []).append(choice.code)
        for code in (code for same in codes.values() if len(same) > 1 for code in same):
            text = unmarked(shown_in(labels[code], language))
            labels[code][language] = f"{text} ({code})"
            alike[code] = None
    return [replace(choice, label=labels[choice.code]) for choice in choices], list(alike)


def check_labels(form: Form, where: str) -> None:
    """Raise `UserError` if two choices of a list have the same label; `where` are the labels."""
    for name, choices in form.choices.items():
        for language in form.languages:
            seen: dict[str, Choice] = {}
            for choice in choices:
                label = shown_in(choice.label, language)
                earlier = seen.setdefault(fold(label), choice)
                if earlier is not choice:
                    raise UserError(
                        f"{where}: the choices {earlier.code} and {choice.code} of {name} have "
                        f"the same label in “{language}”, “{label}”.",
                        "Answers come back as labels: word them differently.",
                    )
