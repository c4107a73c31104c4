"""The choice lists of a form while it is being read: from its sheet, and from files beside it."""

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import Any

from rapporteur.design.form import Choice, Form, FormNote
from rapporteur.design.form_names import MISSING_CODES, missing_codes
from rapporteur.design.xlsform.choices import (
    OTHER,
    ChoiceFile,
    Select,
    choice_file,
    listed,
    read_choices,
    said,
    told_apart,
)
from rapporteur.design.xlsform.languages import Languages
from rapporteur.design.xlsform.notes import Notes
from rapporteur.design.xlsform.sheets import Row, Sheet
from rapporteur.kernel.errors import UserError
from rapporteur.language.texts import Text

ACKNOWLEDGED = "OK"
"""The answer to a question of type acknowledge, as servers of ODK have it."""


class Lists:
    """The lists of the form `name`; files are looked for in `folder`.

    `contents` are the bytes of the files; `respelled` are the names of choices with spaces, with
    the codes that they have instead.
    """

    def __init__(self, name: str, folder: Path | None, notes: Notes) -> None:
        self.choices: dict[str, tuple[Choice, ...]] = {}
        self.former: dict[str, dict[str, tuple[str, ...]]] = {}
        self.contents: dict[ChoiceFile, bytes] = {}
        self.respelled: dict[str, str] = {}
        self._added: set[str] = set()
        self._name = name
        self._folder = folder
        self._notes = notes
        self._languages: Languages = Languages()
        self._codes: Sequence[str] = ()

    def read(
        self,
        sheet: Sheet,
        tree: Mapping[str, Sequence[Mapping[str, Any]]],
        languages: Languages,
        codes: Sequence[str],
        shown: Callable[[Text, int], Text],
        columns: Set[str],
    ) -> None:
        """Take the lists of the choices sheet; `tree` is what pyxform makes of them.

        `codes` are the languages of the form; `shown` makes a text of a row as cells show it;
        `columns` are those to which a `choice_filter` refers.
        """
        self._languages, self._codes = languages, codes
        try:
            rows = listed(sheet)
        except UserError as error:
            raise UserError(f"{self._name}, {error.message}", error.remedy) from error
        for list_name, entries in tree.items():
            by_code: dict[str, list[Row]] = {}
            for line in rows.get(list_name, ()):
                by_code.setdefault(sheet.text(line, "name"), []).append(line)
            numbers = {self._code(code): same[0].number for code, same in by_code.items()}
            choices: dict[str, Choice] = {}
            for entry in entries:
                same = by_code.get(str(entry["name"]))
                row = same.pop(0) if same else None
                code = self._code(str(entry["name"]), row.number if row else None)
                if row is None:  # pyxform adds it for `or_other`, in English alone
                    choices[code] = Choice(code, said("questionnaire-choice-other", codes))
                    self._added.add(list_name)
                    continue
                if code in choices:
                    self._notes.add(
                        f"the code {code} is in {list_name} twice; the first choice counts.",
                        "Give each choice a code of its own.", row.number, "choices",
                    )  # fmt: skip
                    continue
                text = languages.text_of(entry.get("label"))
                written = languages.as_written(text, sheet.texts(row, "label"))
                values = {name: self._value(sheet, row, name) for name in sorted(columns)}
                choices[code] = Choice(
                    code,
                    shown(written, row.number),
                    {name: text for name, text in values.items() if text},
                )
                if changed := tuple(words for key, words in text.items() if words != written[key]):
                    self.former.setdefault(list_name, {})[code] = changed
            self.choices[list_name] = self._labelled(list_name, [*choices.values()], numbers)

    def _labelled(
        self, list_name: str, choices: Sequence[Choice], rows: Mapping[str, int]
    ) -> tuple[Choice, ...]:
        """The choices of a list, each with a label of its own."""
        labelled: list[Choice] = []
        for choice in choices:
            if any(text.strip() for text in choice.label.values()):
                labelled.append(choice)
                continue
            labelled.append(replace(choice, label=dict.fromkeys(self._codes, choice.code)))
            self._notes.add(
                f"choices of {list_name} have no label; respondents see the name.",
                "Write the label.", rows.get(choice.code), "choices",
            )  # fmt: skip
        apart, alike = told_apart(labelled, self._codes)
        for code in alike:
            self._notes.add(
                f"choices of {list_name} have the same label; it is shown with the name of the "
                "choice behind it.",
                "Answers come back as labels: word them differently, or keep one choice.",
                rows.get(code), "choices",
            )  # fmt: skip
        return tuple(apart)

    def _code(self, code: str, row: int | None = None) -> str:
        """The code of a choice; spaces, which separate the codes of several choices, become _."""
        spelled = "_".join(code.split())
        if spelled != code and self.respelled.setdefault(code, spelled) and row:
            self._notes.add(
                "spaces in the names of choices are written as _.",
                "Write the names so, also in expressions.", row, "choices",
            )  # fmt: skip
        return spelled

    def _value(self, sheet: Sheet, row: Row, column: str) -> str:
        """What a choice has in a column, which may be the code of another choice."""
        text = " ".join(sheet.text(row, column).split())
        return self.respelled.get(text, text)

    def acknowledged(self) -> str:
        """The list of the answers to a question of type acknowledge: yes and no."""
        name = "acknowledge"
        while name in self.choices and self.choices[name][0].code != ACKNOWLEDGED:
            name += "_"
        self.choices[name] = tuple(
            Choice(code, said(f"questionnaire-choice-{key}", self._codes))
            for code, key in ((ACKNOWLEDGED, "yes"), ("no", "no"))
        )
        return name

    def name_of(
        self, entry: Mapping[str, Any], select: Select | None, place: str, row: int | None
    ) -> str | None:
        """The list of a select question; reads it if it is in a file.

        None, with a note on the `row`, where the choices are not known before the questionnaire
        is filled in, or in a file that is missing or not read: then answers are written. `place`
        is where the question stands. Raises `UserError` if a file is unusable.
        """
        if select and select.from_file:
            file = choice_file(select, entry.get("parameters") or {})
            if file is None:
                self._notes.add(
                    f"choices cannot be taken from “{select.list_name}”; answers are written.",
                    "Put a CSV file beside the form, and write its name alone, such as "
                    "countries.csv.", row,
                )  # fmt: skip
                return None
            return self._from_file(file, place, row)
        list_name = entry.get("list_name")
        appearance = str((entry.get("control") or {}).get("appearance", ""))
        if list_name not in self.choices or "search(" in appearance:
            self._notes.add(
                "the choices come from other answers or from a search, which a workbook cannot "
                "offer; answers are written.",
                "Name a list of the choices sheet, or a CSV file with select_one_from_file.", row,
            )  # fmt: skip
            return None
        return str(list_name)

    def _from_file(self, file: ChoiceFile, place: str, row: int | None) -> str | None:
        if file in self.contents:
            return file.list_name
        if file.list_name in self.choices:
            raise UserError(
                f"{place}: there are two lists {file.list_name}, one of them in {file.name}.",
                "Give the file another name, and use it with the same columns everywhere.",
            )
        path = (self._folder or Path()) / file.name
        if not path.exists():
            self._notes.add(
                f"the file {file.name} with the choices is missing; answers are written.",
                "Put it into the folder of the form, with columns for code and label.", row,
            )  # fmt: skip
            return None
        content, choices, unread = read_choices(
            file, path, place, Languages(self._languages.default)
        )
        self.contents[file] = content
        spelled = [replace(choice, code=self._code(choice.code)) for choice in choices]
        self.choices[file.list_name] = self._labelled(file.list_name, spelled, {})
        if unread:
            self._notes.add(
                f"the columns {', '.join(unread)} of {file.name} are not used.",
                "They may stay: only codes and labels become choices.", row,
            )  # fmt: skip
        return file.list_name

    def notes_on(self, form: Form) -> Iterator[FormNote]:
        """What is to be known about the choices of a form that was read with these lists."""
        asked = {question.list_name for question in form.questions_in_order()}
        for list_name, choices in form.choices.items():
            taken = [code for code in MISSING_CODES if code not in missing_codes(choices)]
            if taken and list_name in asked:
                yield FormNote(
                    f"{self._name}: a choice of {list_name} is {', '.join(taken)} by its name or "
                    "label, which therefore is no missing-value code in questions with these "
                    "choices.",
                    "Write the label out, such as Male for M, if respondents should have the code.",
                )
        for question in form.questions_in_order():
            list_name = question.list_name or ""
            if list_name in self._added and f"{question.name}_{OTHER}" not in form.questions:
                yield FormNote(
                    f"{form.source.place(question.name)}: {question.name} has the choice “Other” "
                    f"too, which another question adds to {list_name}, but no text to explain it.",
                    "Write or_other behind its list, or give one of the questions its own list.",
                )
