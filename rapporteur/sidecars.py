"""Sidecars: beside each SQL file whose rows are published, a TOML file of the same name.

It says in every language of the cycle how the rows are titled, explained and ordered.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from rapporteur.errors import UserError

Sidecar = TypeVar("Sidecar", bound=BaseModel)


def paired(folder: Path, remedy: str) -> list[str]:
    """The names that have both files in `folder`, sorted.

    Raises `UserError` with the remedy when one of the two is missing.
    """
    queries = {path.stem for path in folder.glob("*.sql")}
    sidecars = {path.stem for path in folder.glob("*.toml")}
    for name in sorted(queries ^ sidecars):
        has, lacks = (".sql", ".toml") if name in queries else (".toml", ".sql")
        raise UserError(f"{folder / name}{has} has no {name}{lacks} beside it.", remedy)
    return sorted(queries)


def read_sidecar(kind: type[Sidecar], path: Path) -> Sidecar:
    """One sidecar; its `id` is the file's name. Raises `UserError` that names file and key."""
    try:
        entry = tomllib.loads(path.read_text(encoding="utf-8"))
        return kind.model_validate({**entry, "id": path.stem, "path": path})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"{path} is not readable TOML: {error}.") from error
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors()
        )
        raise UserError(f"{path} cannot be used: {problems}.") from error


def check_languages(
    path: Path, words: Iterable[tuple[str, Mapping[str, str]]], languages: Sequence[str]
) -> None:
    """See that every text, given with its key, is there in every language, or raise `UserError`."""
    for key, text in words:
        lacking = [language for language in languages if language not in text]
        if lacking:
            raise UserError(
                f"{path}: {key} has no text in {', '.join(lacking)}.",
                "What is published has a text in every language of cycle.toml.",
            )
