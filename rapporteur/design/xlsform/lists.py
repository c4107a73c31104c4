"""The choice lists of a form while it is being read: from its sheet, and from files beside it."""

from collections.abc import Iterator, Mapping, Sequence
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
    other_label,
    read_choices,
)
from rapporteur.design.xlsform.languages import as_written, text_of
from rapporteur.design.xlsform.sheets import Sheet
from rapporteur.kernel.errors import UserError


class Lists:
    """The lists of the form `name`; files are looked for in `folder`.

    `places` has where each choice stands, by list and code; a choice that `or_other` adds has no
    place. `contents` are the bytes of the files.
    """

    def __init__(self, name: str, folder: Path | None) -> None:
        self.choices: dict[str, tuple[Choice, ...]] = {}
        self.former: dict[str, dict[str, tuple[str, ...]]] = {}
        self.places: dict[tuple[str, str], str] = {}
        self.contents: dict[ChoiceFile, bytes] = {}
        self.notes: list[FormNote] = []
        self._name = name
        self._folder = folder

    def read(
        self,
        sheet: Sheet,
        tree: Mapping[str, Sequence[Mapping[str, Any]]],
        languages: Sequence[str],
    ) -> None:
        """Take the lists of the choices sheet; `tree` is what pyxform makes of them."""
        try:
            rows = listed(sheet)
        except UserError as error:
            raise UserError(f"{self._name}, {error.message}", error.remedy) from error
        for list_name, entries in tree.items():
            by_code = {sheet.text(row, "name"): row for row in rows.get(list_name, ())}
            choices = []
            for entry in entries:
                code, text = str(entry["name"]), text_of(entry.get("label"))
                row = by_code.get(code)
                if row is None:  # pyxform adds it for `or_other`, in English alone
                    choices.append(Choice(code, other_label(languages)))
                    continue
                label = as_written(text, sheet.texts(row, "label"))
                choices.append(Choice(code, label))
                place = f"{self._name}, row {row.number} of the choices sheet"
                self.places[list_name, code] = place
                if changed := tuple(words for key, words in text.items() if words != label[key]):
                    self.former.setdefault(list_name, {})[code] = changed
            self.choices[list_name] = tuple(choices)

    def name_of(self, entry: Mapping[str, Any], select: Select | None, place: str) -> str:
        """The list of a select question at `place`; reads it if it is in a file.

        Raises `UserError` if there is no such list.
        """
        if select and select.from_file:
            return self._from_file(choice_file(select, entry.get("parameters") or {}, place), place)
        list_name = entry.get("list_name")
        if list_name not in self.choices:
            raise UserError(
                f"{place}: the choices of {entry['name']} are in no list of the choices sheet.",
                "Name a list of that sheet, or a CSV file with select_one_from_file.",
            )
        return str(list_name)

    def _from_file(self, file: ChoiceFile, place: str) -> str:
        if file in self.contents:
            return file.list_name
        if file.list_name in self.choices:
            raise UserError(
                f"{place}: there are two lists {file.list_name}, one of them in {file.name}.",
                "Give the file another name, and use it with the same columns everywhere.",
            )
        content, choices, unread = read_choices(file, self._folder, place)
        self.contents[file] = content
        self.choices[file.list_name] = choices
        self.places |= {(file.list_name, choice.code): file.name for choice in choices}
        if unread:
            self.notes.append(
                FormNote(
                    f"{file.name}, columns {', '.join(unread)}: what stands there is not used.",
                    "They may stay: only codes and labels become choices.",
                )
            )
        return file.list_name

    def notes_on(self, form: Form) -> Iterator[FormNote]:
        """What is to be known about the choices of a form that was read with these lists."""
        yield from self.notes
        asked = {question.list_name for question in form.questions_in_order()}
        for list_name, choices in form.choices.items():
            taken = [code for code in MISSING_CODES if code not in missing_codes(choices)]
            if taken and list_name in asked:
                yield FormNote(
                    f"{self._name}: a choice of {list_name} has the label {', '.join(taken)}, "
                    "which therefore is no missing-value code in questions with these choices.",
                    "Write the label out, such as Male for M, if respondents should have the code.",
                )
        for question in form.questions_in_order():
            list_name = question.list_name or ""
            codes = {choice.code for choice in form.choices_of(question)}
            added = OTHER in codes and (list_name, OTHER) not in self.places
            if added and f"{question.name}_{OTHER}" not in form.questions:
                yield FormNote(
                    f"{form.source.place(question.name)}: {question.name} has the choice “Other” "
                    f"too, which another question adds to {list_name}, but no text to explain it.",
                    "Write or_other behind its list, or give one of the questions its own list.",
                )
