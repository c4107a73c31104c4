"""The types of an XLSForm by what becomes of them in a questionnaire."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Role = Literal["question", "note", "calculation", "left out"]
"""What becomes of a row: a question, a text, a column that is computed, or nothing."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What becomes of a type: its role, the type of the question, and what a note says of it."""

    role: Role
    type: str = "text"
    note: str = ""


_PLAIN = {
    "string": Kind("question", "text"),
    "int": Kind("question", "integer"),
    "decimal": Kind("question", "decimal"),
    "date": Kind("question", "date"),
}
"""Questions with a cell for their answer, by pyxform's type of the value."""

_SELECTS = {
    "select one": Kind("question", "select_one"),
    "select one external": Kind("question", "select_one"),
    "select all that apply": Kind("question", "select_multiple"),
    "rank": Kind("question", "rank"),
}

_WRITTEN = "of type {type}: it has a cell to write in, and what is written there stays a text"
_LEFT_OUT = "of type {type}: a workbook records nothing of that kind, and the row is left out"


def kind_of(entry: Mapping[str, Any]) -> Kind:
    """What becomes of a row that is neither group nor repeat; `entry` is pyxform's."""
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    type_name = str(entry["type"])
    bind = entry.get("bind", {})
    if bind.get("calculate") or type_name == "calculate":
        asked = "" if "calculate" in type_name else "computed: the row is a column, not a question"
        return Kind("calculation", note=asked)
    if type_name in _SELECTS:
        return _SELECTS[type_name]
    known = QUESTION_TYPE_DICT.get(type_name, {})
    control = known.get("control", {}).get("tag", "")
    value = known.get("bind", {})
    if value.get("readonly"):
        return Kind("note")
    if value.get("jr:preload") == "date":
        note = f"of type {type_name}: it is a column with the day on which the reply was received"
        return Kind("calculation", note=note)
    match control, value.get("type", ""):
        case "input", data if data in _PLAIN:
            return _PLAIN[data]
        case "trigger", _ if type_name != "background-geopoint":
            return Kind("question", "acknowledge", f"of type {type_name}: it has the answers yes "
                        "and no")  # fmt: skip
        case "range", _:
            return Kind("question", "range", "a range: it is a number to write between its ends")
        case "input" | "upload", _:
            return Kind("question", "text", _WRITTEN.format(type=type_name))
    return Kind("left out", note=_LEFT_OUT.format(type=type_name))
