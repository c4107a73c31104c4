"""TOML files that people write."""

import tomllib
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
