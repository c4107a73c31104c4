"""The choice lists of an XLSForm: from its sheet, from a CSV file beside it, and “Other”.

A respondent chooses by label, and the label is what comes back: in each language the labels of a
list must tell its choices apart.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapporteur.design.form import Choice, Form, Question
from rapporteur.design.xlsform.languages import check_languages, language_code
from rapporteur.design.xlsform.sheets import Row, Sheet
from rapporteur.kernel.csv_files import CsvFile, parse_csv
from rapporteur.kernel.errors import UserError
from rapporteur.language.folding import fold
from rapporteur.language.messages import FALLBACK, languages, message
from rapporteur.language.quotes import nested
from rapporteur.language.texts import Text, shown_in

OTHER = "other"
"""The code of the choice that `or_other` adds."""

SEPARATORS = ";；؛\n"
"""What separates several choices in one cell."""

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


def choice_file(select: Select, parameters: Mapping[str, str], place: str) -> ChoiceFile:
    """The file that a question takes its choices from. Raises `UserError` if it cannot be used."""
    name = select.list_name
    if Path(name).name != name or Path(name).suffix.lower() != ".csv":
        raise UserError(
            f"{place}: choices cannot be taken from “{name}”.",
            "Put a CSV file beside the form, and write its name alone, such as countries.csv.",
        )
    return ChoiceFile(name, parameters.get("value", "name"), parameters.get("label", "label"))


def read_choices(
    file: ChoiceFile, folder: Path | None, place: str
) -> tuple[bytes, tuple[Choice, ...], Sequence[str]]:
    """The content of a file of choices, its choices, and the headings of columns not used.

    `place` is where the form refers to it. Raises `UserError` if the file is missing or unusable.
    """
    path = (folder or Path()) / file.name
    try:
        content = path.read_bytes()
        lines = parse_csv(content, file.name)
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
        check_languages({language: heading for heading, language in columns.items()}, file.name)
        choices = tuple(_choices(file, lines, columns))
    except OSError as error:
        raise UserError(
            f"{place}: the file {file.name} cannot be read: {error.strerror}.",
            "Put it into the folder of the form, with columns for code and label.",
        ) from error
    used = {file.value, *columns}
    return content, choices, [heading for heading in headings if heading not in used]


def _choices(file: ChoiceFile, lines: CsvFile, columns: Mapping[str, str]) -> Iterator[Choice]:
    seen: dict[str, int] = {}
    for line in lines.lines:
        number, code = line.number, line.cells[file.value].strip()
        texts = {
            language_code(language): line.cells[heading].strip()
            for heading, language in columns.items()
        }
        label = {language: text for language, text in texts.items() if text}
        if not code and not label:
            continue
        where = f"{file.name}, line {number}"
        if not code or not label:
            raise UserError(f"{where}: a choice needs a code and a label.", "Enter both.")
        if len(code.split()) > 1:
            raise UserError(
                f"{where}: the code “{code}” has a space.", "Spaces separate codes: write it as _."
            )
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


def other_label(codes: Iterable[str]) -> Text:
    """The label of the choice that `or_other` adds, in those of the languages that there are."""
    return {code: message(code, "questionnaire-choice-other") for code in _spoken(codes)}


def other_question(question: Question, choice: Choice, codes: Sequence[str]) -> Question:
    """The text question that `or_other` adds to a select question, asked if `choice` is chosen."""
    return Question(
        name=f"{question.name}_{OTHER}",
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
        relevant=f"selected(${{{question.name}}}, '{OTHER}')",
        constraint=None,
        constraint_message={},
        list_name=None,
    )


def _spoken(codes: Iterable[str]) -> Sequence[str]:
    """Those of the languages in which the program has texts; English if it has none of them."""
    available = languages()
    return [code for code in codes if code in available] or [FALLBACK]


def check_labels(form: Form, places: Mapping[tuple[str, str], str], where: str) -> None:
    """Raise `UserError` if a choice has no label, or one that cannot be told from another's.

    `places` has where each choice stands, by list and code; for others it is `where`.
    """
    several = {
        question.list_name
        for question in form.questions_in_order()
        if question.repeat and question.type == "select_multiple"
    }
    for name, choices in form.choices.items():
        codes = Counter(choice.code for choice in choices)
        if twice := next((code for code, times in codes.items() if times > 1), ""):
            raise UserError(
                f"{places.get((name, twice), where)}: the code {twice} is in {name} twice.",
                "Give each choice a code of its own.",
            )
        for language in form.languages:
            seen: dict[str, Choice] = {}
            for choice in choices:
                label = shown_in(choice.label, language)
                place = places.get((name, choice.code), where)
                if not label.strip():
                    raise UserError(
                        f"{place}: the choice {choice.code} of {name} has no label.",
                        "Respondents choose by label: write one.",
                    )
                if name in several and any(mark in label for mark in SEPARATORS):
                    raise UserError(
                        f"{place}: the label “{label}” of {name} has a semicolon or a line break.",
                        "In a table several choices stand in one cell, separated by semicolons: "
                        "write the label with a comma or a dash.",
                    )
                key = fold(label)
                if key in seen:
                    earlier = places.get((name, seen[key].code), where)
                    raise UserError(
                        f"{place}: the choices {seen[key].code} and {choice.code} of {name} have "
                        f"the same label in “{language}”, “{label}” (also {earlier}).",
                        "Answers come back as labels: word them differently, or keep one choice.",
                    )
                seen[key] = choice
