"""TOML files that people write, and values as they stand in them."""

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from rapporteur.kernel.errors import UserError


def read_toml(path: Path) -> dict[str, Any]:
    """The content of a TOML file; a byte order mark, which some editors write, is passed over.

    Raises `UserError` with the line when it is no TOML, and `OSError` when it cannot be read.
    """
    content = path.read_bytes()
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UserError(
            f"{path} is not valid TOML: line {line} is not Unicode.", "Save it as text in UTF-8."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise UserError(
            f"{path} is not valid TOML: {error}.",
            "Correct it there: a line is `key = value`, and a text stands in quotation marks.",
        ) from error


def toml_value(value: object) -> str:
    """A text, number, truth, date, list or mapping as it stands behind `key =`."""
    if isinstance(value, Mapping):
        inside = ", ".join(f"{key} = {toml_value(part)}" for key, part in value.items())
        return f"{{ {inside} }}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(toml_value, value))}]"
    if isinstance(value, date):
        return value.isoformat()
    # A string of JSON is one of TOML, but for the character DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
