"""Sidecars: beside each SQL file whose rows are published, a TOML file of the same name.

It says in every language of the cycle how the rows are titled, explained and ordered.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from rapporteur.design.reviewed_texts import NONE, Reviews
from rapporteur.kernel.errors import UserError

Model = TypeVar("Model", bound=BaseModel)


class Sidecar(Protocol):
    """What every sidecar has: the name and place of its file, and its place among the others."""

    @property
    def id(self) -> str:
        """The name of both files."""

    @property
    def path(self) -> Path:
        """The file."""

    @property
    def order(self) -> int:
        """Unlike that of any other."""


Described = TypeVar("Described", bound=Sidecar)


def read_sidecars(
    folder: Path, read: Callable[[Path], Described], remedy: str
) -> tuple[Described, ...]:
    """The sidecars of a folder, each read with `read`, in their order; none if it is not there.

    Raises `UserError`, with the remedy, when one of two files is missing, and when two have the
    same order.
    """
    queries = {path.stem for path in folder.glob("*.sql")}
    sidecars = {path.stem for path in folder.glob("*.toml")}
    for name in sorted(queries ^ sidecars):
        has, lacks = (".sql", ".toml") if name in queries else (".toml", ".sql")
        raise UserError(f"{folder / name}{has} has no {name}{lacks} beside it.", remedy)
    orders: dict[int, Described] = {}
    for found in (read(folder / f"{name}.toml") for name in sorted(queries)):
        other = orders.setdefault(found.order, found)
        if other is not found:
            raise UserError(f"{found.path}: order {found.order} is also that of {other.id}.")
    return tuple(orders[order] for order in sorted(orders))


def read_sidecar(kind: type[Model], path: Path, part: str, reviews: Reviews = NONE) -> Model:
    """One sidecar, with its reviewed texts; its `id` is the file's name.

    `part` is what keys of its texts begin with. Raises `UserError` that names file and key.
    """
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
        entry = reviews.document(f"{part}/{path.stem}/", stated)
        return kind.model_validate({**entry, "id": path.stem, "path": path})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"{path} is not readable TOML: {error}.") from error
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors()
        )
        raise UserError(f"{path} cannot be used: {problems}.") from error
