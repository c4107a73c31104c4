"""Read an XLSForm with pyxform into the model of `form.py`.

XLSForm is the standard of ODK, KoboToolbox and SurveyCTO (https://xlsform.org). A feature that the
model does not support is an error that names its row; nothing is ignored.
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
"""The supported question types: pyxform's names, and XLSForm's."""

_LANGUAGE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z]+)?)\)\s*$")


def read_form(path: Path) -> Form:
    """Read an XLSForm (.md, .xlsx, .xls, .csv). Raises `UserError` if it is unusable."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UserError(
            f"The questionnaire {path} cannot be read: {error.strerror}.",
            "Check the name under `form` in cycle.toml.",
        ) from error
    return parse_form(content, path.suffix, path.name)


def parse_form(content: bytes | str, file_type: str = ".md", name: str = "the form") -> Form:
    """Read an XLSForm from memory; `name` is used in messages. Raises `UserError` if unusable."""
    # The import takes a second, which commands that need no form should not spend.
    from pyxform.errors import PyXFormError
    from pyxform.xls2json_backends import get_xlsform
    from pyxform.xls2xform import convert

    data = content.encode() if isinstance(content, str) else content
    try:
        source_text = data.decode() if file_type == ".md" else data
        tree: dict[str, Any] = convert(
            xlsform=source_text, validate=False, file_type=file_type
        )._pyxform
        survey = get_xlsform(source_text, file_type=file_type).survey
    except (PyXFormError, UnicodeDecodeError) as error:
        raise UserError(f"{name} is not a valid XLSForm: {error}") from error
    rows = {str(row.get("name")): number for number, row in enumerate(survey, start=2)}
    source = Source(name, rows)
    children = [entry for entry in tree["children"] if not _is_meta_group(entry)]
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
        calculations={calculation.name: calculation for calculation in calculations},
        fingerprint=hashlib.sha256(data).hexdigest()[:12],
        source=source,
    )
    check_names(form, [calculation.name for calculation in calculations], name)
    return form


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


def _section(entry: Mapping[str, Any], source: Source) -> Section:
    if entry["type"] != "group":
        raise UserError(
            f"{source.place(entry['name'])}: {entry['name']} is outside any group.",
            "Put it between `begin group` and `end group`: each group becomes a sheet.",
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
            "which is not supported.",
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
        is_year="year" in str((entry.get("control") or {}).get("appearance", "")).split(),
    )


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


def _text(value: object) -> Text:
    if isinstance(value, Mapping):
        return {_language(str(name)): str(text) for name, text in value.items() if text}
    return {"en": str(value)} if value else {}


def _language(name: str) -> str:
    """The language code in a column's name such as `Français (fr)`; `en` if there is none."""
    match = _LANGUAGE.search(name)
    return match.group(1).lower() if match else "en"


def _languages(tree: Mapping[str, Any]) -> tuple[str, ...]:
    """The languages of the labels, the form's default first."""
    codes: dict[str, None] = {_language(str(tree.get("default_language", ""))): None}

    def visit(node: Mapping[str, Any]) -> None:
        codes.update(dict.fromkeys(_text(node.get("label"))))
        for child in node.get("children", ()):
            visit(child)

    visit(tree)
    return tuple(codes)
