"""Read an XLSForm with pyxform into the model of `form.py`.

XLSForm is the standard of ODK, KoboToolbox and SurveyCTO (https://xlsform.org). What the model
has no place for is refused when the form is loaded, with its row, never ignored.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rapporteur.design.form import Calculation, Choice, Form, Question, Repeat, Section, Source
from rapporteur.design.form_names import check_names
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
"""pyxform's names of the supported question types, and XLSForm's."""

_LANGUAGE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z]+)?)\)\s*$")


def read_form(path: Path) -> Form:
    """Read an XLSForm (.md, .xlsx, .xls, .csv). Raises `UserError` when it is unusable."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"The questionnaire {path} cannot be read: {error.strerror}.",
            "Check the name under `form` in cycle.toml.",
        ) from error
    return parse_form(content, path.suffix, path.name)


def parse_form(content: bytes | str, file_type: str = ".md", name: str = "the form") -> Form:
    """Read an XLSForm from memory. Raises `UserError` when it is unusable."""
    # Imported here because it takes a second, which a command without a form need not pay.
    from pyxform.errors import PyXFormError
    from pyxform.xls2json_backends import get_xlsform
    from pyxform.xls2xform import convert

    data = content.encode() if isinstance(content, str) else content
    try:
        given = data.decode() if file_type == ".md" else data
        tree: dict[str, Any] = convert(xlsform=given, validate=False, file_type=file_type)._pyxform
        survey = get_xlsform(given, file_type=file_type).survey
    except (PyXFormError, UnicodeDecodeError) as error:
        raise UserError(f"{name} is not a valid XLSForm: {error}") from error
    rows = {str(row.get("name")): number for number, row in enumerate(survey, start=2)}
    source = Source(name, rows)
    children = [entry for entry in tree["children"] if _is_given(entry)]
    calculations = list(_take_calculations(children, None, rows))
    form = Form(
        id=tree["id_string"],
        version=str(tree.get("version", "")),
        title=tree["title"],
        languages=_languages(tree),
        sections=tuple(_section(entry, source) for entry in children),
        choices={
            list_name: tuple(Choice(str(c["name"]), _text(c.get("label"))) for c in entries)
            for list_name, entries in tree.get("choices", {}).items()
        },
        calculations={one.name: one for one in calculations},
        fingerprint=hashlib.sha256(data).hexdigest()[:12],
        source=source,
    )
    check_names(form, [one.name for one in calculations], name)
    return form


def _take_calculations(
    children: list[dict[str, Any]], repeat: str | None, rows: Mapping[str, int]
) -> Iterator[Calculation]:
    """Take the `calculate` rows out of the tree: what is left is what is asked."""
    for entry in list(children):
        # pyxform adds one for the count of a repeat, which is refused with the repeat.
        if entry["type"] == "calculate" and entry["name"] in rows:
            children.remove(entry)
            yield Calculation(entry["name"], repeat, str(_bind(entry, "calculate")))
        elif entry["type"] in ("group", "repeat"):
            inside = entry["name"] if entry["type"] == "repeat" else repeat
            yield from _take_calculations(entry.get("children", []), inside, rows)


def _is_given(entry: Mapping[str, Any]) -> bool:
    """False for the `meta` group, which pyxform adds to every form."""
    return not (entry["name"] == "meta" and entry["type"] == "group")


def _section(entry: Mapping[str, Any], source: Source) -> Section:
    if entry["type"] != "group":
        raise UserError(
            f"{source.place(entry['name'])}: {entry['name']} stands outside any group.",
            "Put it between `begin group` and `end group`: a group becomes a sheet.",
        )
    name = entry["name"]
    return Section(
        name=name,
        label=_text(entry.get("label")),
        hint=_text(entry.get("hint")),
        relevant=_bind(entry, "relevant"),
        items=tuple(_item(child, name, source) for child in entry.get("children", ())),
    )


def _item(entry: Mapping[str, Any], section: str, source: Source) -> Question | Repeat:
    _refuse_computed(entry, source)
    if entry["type"] != "repeat":
        return _question(entry, section, None, source)
    name = entry["name"]
    return Repeat(
        name=name,
        section=section,
        label=_text(entry.get("label")),
        hint=_text(entry.get("hint")),
        relevant=_bind(entry, "relevant"),
        questions=tuple(_question(c, section, name, source) for c in entry.get("children", ())),
    )


def _question(
    entry: Mapping[str, Any], section: str, repeat: str | None, source: Source
) -> Question:
    _refuse_computed(entry, source)
    if entry["type"] not in TYPES:
        raise UserError(
            f"{source.place(entry['name'])}: {entry['name']} is of type “{entry['type']}”, "
            "which is not supported here.",
            f"Use one of {', '.join(TYPES.values())}; groups and repeats do not nest.",
        )
    return Question(
        name=entry["name"],
        type=TYPES[entry["type"]],
        section=section,
        repeat=repeat,
        label=_text(entry.get("label")),
        hint=_text(entry.get("hint")),
        required=_bind(entry, "required"),
        required_message=_text(entry.get("bind", {}).get("jr:requiredMsg")),
        relevant=_bind(entry, "relevant"),
        constraint=_bind(entry, "constraint"),
        constraint_message=_text(entry.get("bind", {}).get("jr:constraintMsg")),
        list_name=entry.get("list_name"),
    )


def _refuse_computed(entry: Mapping[str, Any], source: Source) -> None:
    """Refuse what a workbook cannot do: fill in answers, choices and rows that follow."""
    given = {
        "calculation": entry.get("bind", {}).get("calculate"),
        "choice_filter": entry.get("choice_filter"),
        "repeat_count": (entry.get("control") or {}).get("jr:count"),
    }
    for column, expression in given.items():
        if expression:
            raise UserError(
                f"{source.place(entry['name'])}: the {column} of {entry['name']}, "
                f"“{expression}”, is not supported here.",
                "Only relevant, required and constraint hold expressions, and the calculation of "
                "a row of type calculate, which nobody is asked for.",
            )


def _bind(entry: Mapping[str, Any], key: str) -> str | None:
    """A bind expression; XLSForm's `yes` and `no` become `true()` and `false()`."""
    value = str(entry.get("bind", {}).get(key, "")).strip()
    if value.lower() in ("yes", "true", "true()"):
        return "true()"
    if value.lower() in ("no", "false", "false()"):
        return None if key == "required" else "false()"
    return value or None


def _text(value: object) -> Text:
    if isinstance(value, Mapping):
        return {_language(str(name)): str(text) for name, text in value.items() if text}
    return {"en": str(value)} if value else {}


def _language(name: str) -> str:
    found = _LANGUAGE.search(name)
    return found.group(1).lower() if found else "en"


def _languages(tree: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages of the labels, the form's default first."""
    found: dict[str, None] = {_language(str(tree.get("default_language", ""))): None}

    def visit(node: Mapping[str, Any]) -> None:
        found.update(dict.fromkeys(_text(node.get("label"))))
        for child in node.get("children", ()):
            visit(child)

    visit(tree)
    return tuple(found)
