"""Read an XLSForm with pyxform into the model of `form.py`."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rapporteur.design.form import (
    Calculation,
    Form,
    FormNote,
    Question,
    Repeat,
    Section,
    Source,
)
from rapporteur.design.form_names import check_names
from rapporteur.design.xlsform.choices import (
    OTHER,
    Select,
    check_labels,
    other_question,
    select_of,
)
from rapporteur.design.xlsform.defaults import default_of
from rapporteur.design.xlsform.languages import as_written, check_languages, language_code, text_of
from rapporteur.design.xlsform.lists import Lists
from rapporteur.design.xlsform.sheets import Sheets, read_sheets
from rapporteur.design.xlsform.unused import unused
from rapporteur.kernel.errors import UserError
from rapporteur.language.texts import Text

TYPES = {
    "text": "text",
    "integer": "integer",
    "decimal": "decimal",
    "date": "date",
    "select one": "select_one",
    "select all that apply": "select_multiple",
}
"""The supported question types: pyxform's names, and XLSForm's."""

_SELECTS = ("select_one", "select_multiple")

_TEXTS = ("label", "hint", "required_message", "constraint_message", "title")
"""The columns that people read."""

_BINDS = {"required_message": "jr:requiredMsg", "constraint_message": "jr:constraintMsg"}

_FILE = re.compile(rb"select[_ ](?:one|multiple)[_ ]from[_ ]file[ \t]+([^\s|,;\"]+)")


def read_form(path: Path) -> Form:
    """Read an XLSForm (.md, .xlsx, .xls, .csv), and the files of choices beside it.

    Raises `UserError` if it is unusable.
    """
    return parse_form(_bytes(path), path.suffix, path.name, path.parent)


def choice_files(path: Path) -> Sequence[Path]:
    """The files beside the form at `path` from which it takes choices, whether or not they exist.

    Raises `UserError` if the form cannot be read.
    """
    content = _bytes(path)
    if path.suffix in (".md", ".csv"):
        names = {match.decode(errors="replace") for match in _FILE.findall(content)}
    else:
        survey = _opened(content, path.suffix, path.name)[1].survey
        selects = (select_of(survey.text(row, "type")) for row in survey.rows)
        names = {select.list_name for select in selects if select and select.from_file}
    return [path.parent / name for name in sorted(names)]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UserError(
            f"The questionnaire {path} cannot be read: {error.strerror}.",
            "Check the name under `form` in cycle.toml.",
        ) from error


def parse_form(
    content: bytes | str,
    file_type: str = ".md",
    name: str = "the form",
    folder: Path | None = None,
) -> Form:
    """Read an XLSForm from memory. Raises `UserError` if it is unusable.

    `name` is used in messages; files of choices are looked for in `folder`.
    """
    data = content.encode() if isinstance(content, str) else content
    tree, sheets = _opened(data, file_type, name)
    _check_texts(sheets, name)
    return _Reader(tree, sheets, name, Lists(name, folder)).form(data)


def _opened(data: bytes, file_type: str, name: str) -> tuple[dict[str, Any], Sheets]:
    """What pyxform makes of a form, and its sheets as they are written."""
    # The import takes a second, which commands that need no form should not spend.
    from pyxform.builder import create_survey_element_from_dict
    from pyxform.errors import PyXFormError
    from pyxform.xls2json import workbook_to_json
    from pyxform.xls2json_backends import get_xlsform

    if not data.strip():
        raise UserError(f"{name} is empty.", "Write the form there, or restore it.")
    try:
        content = data.decode("utf-8-sig") if file_type == ".md" else data
        workbook = get_xlsform(xlsform=content, file_type=file_type)
        tree = workbook_to_json(workbook, fallback_form_name=workbook.fallback_form_name)
        create_survey_element_from_dict(tree).validate()
        sheets = read_sheets(content, file_type)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UserError(
            f"{name} is not a valid XLSForm: line {line} is not Unicode.",
            "Save it as text in UTF-8.",
        ) from error
    except PyXFormError as error:
        raise UserError(
            f"{name} is not a valid XLSForm: {error}",
            "Correct the form there; docs/forms.md says what it may say.",
        ) from error
    except Exception as error:  # what the readers of damaged files raise has no common class
        raise UserError(
            f"{name} is not a valid XLSForm: it cannot be read ({error}).",
            "Save it anew as .xlsx, or restore it.",
        ) from error
    return tree, sheets


def _check_texts(sheets: Sheets, name: str) -> None:
    """Raise `UserError` for a text with a reference, and for columns of unclear language."""
    for sheet in (sheets.survey, sheets.choices, sheets.settings):
        for column in sheet.columns:
            rows = (row for row in sheet.rows if "${" in row.texts.get(column.heading, ""))
            if column.name in _TEXTS and (row := next(rows, None)):
                text = row.texts[column.heading]
                raise UserError(
                    f"{name}, row {row.number} of the {sheet.name} sheet, column "
                    f"“{column.heading}”: “{text}” refers to an answer.",
                    "A workbook cannot change its texts while it is filled in: say it in words.",
                )
        for column_name in _TEXTS:
            headings = {
                column.language: column.heading
                for column in sheet.columns
                if column.name == column_name
            }
            check_languages(headings, f"{name}, {sheet.name} sheet")


@dataclass(eq=False)
class _Reader:
    """Makes the model of a form from pyxform's tree and from the sheets as they are written."""

    tree: Mapping[str, Any]
    sheets: Sheets
    name: str
    lists: Lists
    notes: list[FormNote] = field(default_factory=list)
    former: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        rows = {name: row.number for name, row in self.sheets.survey.named.items()}
        self.source = Source(self.name, rows)
        self.languages = _languages(self.tree)

    def form(self, data: bytes) -> Form:
        """The form; `data` are the bytes of its file."""
        self.notes += unused(self.sheets, self.name)
        self.lists.read(self.sheets.choices, self.tree.get("choices", {}), self.languages)
        children = [entry for entry in self.tree["children"] if not _is_meta_group(entry)]
        calculations = list(_take_calculations(children, None, self.source.rows))
        sections = tuple(self._section(entry) for entry in children)
        digest = hashlib.sha256(data)
        for content in self.lists.contents.values():
            digest.update(content)
        form = Form(
            id=self.tree["id_string"],
            version=str(self.tree.get("version", "")),
            title=self.tree["title"],
            languages=self.languages,
            sections=sections,
            choices=self.lists.choices,
            calculations={calculation.name: calculation for calculation in calculations},
            fingerprint=digest.hexdigest()[:12],
            source=self.source,
            former=self.former,
            former_choices=self.lists.former,
        )
        check_names(form, [calculation.name for calculation in calculations], self.name)
        check_labels(form, self.lists.places, self.name)
        return replace(form, notes=(*self.notes, *self.lists.notes_on(form)))

    def _section(self, entry: Mapping[str, Any]) -> Section:
        if entry["type"] != "group":
            raise UserError(
                f"{self.source.place(entry['name'])}: {entry['name']} is outside any group.",
                "Put it between `begin group` and `end group`: each group becomes a sheet.",
            )
        name = entry["name"]
        items: list[Question | Repeat] = []
        for child in entry.get("children", ()):
            if child["type"] == "repeat":
                items.append(self._repeat(child, name))
            else:
                items += self._questions(child, name, None)
        return Section(
            name=name,
            label=self._text(entry, "label"),
            hint=self._text(entry, "hint"),
            relevant=_bind(entry, "relevant"),
            items=tuple(items),
        )

    def _repeat(self, entry: Mapping[str, Any], section: str) -> Repeat:
        _refuse_computed(entry, self.source)
        name = entry["name"]
        questions = [
            question
            for child in entry.get("children", ())
            for question in self._questions(child, section, name)
        ]
        return Repeat(
            name=name,
            section=section,
            label=self._text(entry, "label"),
            hint=self._text(entry, "hint"),
            relevant=_bind(entry, "relevant"),
            questions=tuple(questions),
        )

    def _questions(
        self, entry: Mapping[str, Any], section: str, repeat: str | None
    ) -> Iterator[Question]:
        """The question of an entry, and the text question of `or_other`.

        pyxform's own entry for the latter, which has no row in the sheet, yields nothing.
        """
        row = self.sheets.survey.named.get(entry["name"])
        if row is None and entry["name"].endswith(f"_{OTHER}"):
            return
        select = select_of(self.sheets.survey.text(row, "type")) if row else None
        question = self._question(entry, section, repeat, select)
        yield question
        if select and select.or_other:
            choices = self.lists.choices[select.list_name]
            other = next(choice for choice in choices if choice.code == OTHER)
            yield other_question(question, other, self.languages)

    def _text(self, entry: Mapping[str, Any], column: str) -> Text:
        """A text of an item in all languages, as it is written in the sheet."""
        bind = entry.get("bind", {})
        text = text_of(bind.get(_BINDS[column]) if column in _BINDS else entry.get(column))
        row = self.sheets.survey.named.get(entry["name"])
        written = as_written(text, self.sheets.survey.texts(row, column)) if row else text
        if changed := tuple(words for key, words in text.items() if words != written[key]):
            before = self.former.get(entry["name"], ())
            self.former[entry["name"]] = (*before, *changed)
        return written

    def _question(
        self, entry: Mapping[str, Any], section: str, repeat: str | None, select: Select | None
    ) -> Question:
        _refuse_computed(entry, self.source)
        place = self.source.place(entry["name"])
        if entry["type"] not in TYPES:
            raise UserError(
                f"{place}: {entry['name']} is of type “{entry['type']}”, which is not supported.",
                f"Use one of {', '.join(TYPES.values())}; groups and repeats do not nest.",
            )
        kind = TYPES[entry["type"]]
        list_name = self.lists.name_of(entry, select, place) if kind in _SELECTS else None
        question = Question(
            name=entry["name"],
            type=kind,
            section=section,
            repeat=repeat,
            label=self._text(entry, "label"),
            hint=self._text(entry, "hint"),
            required=_bind(entry, "required"),
            required_message=self._text(entry, "required_message"),
            relevant=_bind(entry, "relevant"),
            constraint=_bind(entry, "constraint"),
            constraint_message=self._text(entry, "constraint_message"),
            list_name=list_name,
            is_year="year" in str((entry.get("control") or {}).get("appearance", "")).split(),
        )
        choices = self.lists.choices[list_name] if list_name else ()
        default, note = default_of(entry, question, choices, place)
        if note:
            self.notes.append(note)
        return replace(question, default=default)


def _take_calculations(
    children: list[dict[str, Any]], repeat: str | None, rows: Mapping[str, int]
) -> Iterator[Calculation]:
    """Remove the `calculate` rows from the tree and yield them; only questions remain."""
    for entry in list(children):
        # pyxform adds one for `repeat_count`, which `_refuse_computed` reports.
        if entry["type"] == "calculate" and entry["name"] in rows:
            children.remove(entry)
            yield Calculation(entry["name"], repeat, str(_bind(entry, "calculate")))
        elif entry["type"] in ("group", "repeat"):
            inside = entry["name"] if entry["type"] == "repeat" else repeat
            yield from _take_calculations(entry.get("children", []), inside, rows)


def _is_meta_group(entry: Mapping[str, Any]) -> bool:
    """Whether an entry is the group `meta`, which pyxform adds to every form."""
    return bool(entry["name"] == "meta" and entry["type"] == "group")


def _refuse_computed(entry: Mapping[str, Any], source: Source) -> None:
    """Raise `UserError` for computed answers, choices or rows, which a workbook cannot offer."""
    computed = {
        "calculation": entry.get("bind", {}).get("calculate"),
        "choice_filter": entry.get("choice_filter"),
        "repeat_count": (entry.get("control") or {}).get("jr:count"),
    }
    for column, expression in computed.items():
        if expression:
            raise UserError(
                f"{source.place(entry['name'])}: the {column} of {entry['name']}, "
                f"“{expression}”, is not supported.",
                "Expressions are possible in relevant, required and constraint, and in the "
                "calculation of a row of type calculate.",
            )


def _bind(entry: Mapping[str, Any], key: str) -> str | None:
    """A bind expression; XLSForm's `yes` and `no` become `true()` and `false()`."""
    value = str(entry.get("bind", {}).get(key, "")).strip()
    if value.lower() in ("yes", "true", "true()"):
        return "true()"
    if value.lower() in ("no", "false", "false()"):
        return None if key == "required" else "false()"
    return value or None


def _languages(tree: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages of the labels, the form's default first."""
    codes: dict[str, None] = {language_code(str(tree.get("default_language", ""))): None}

    def visit(node: Mapping[str, Any]) -> None:
        codes.update(dict.fromkeys(text_of(node.get("label"))))
        for child in node.get("children", ()):
            visit(child)

    visit(tree)
    return tuple(codes)
