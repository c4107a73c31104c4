"""Sidecars: beside each SQL file whose rows are published, a TOML file of the same name.

It says in every language of the cycle how the rows are titled, explained and ordered.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from pydantic import BaseModel, ValidationError

from rapporteur.design.sidecar_texts import SharedTexts, resolve
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

    Raises `UserError`, with the remedy, when the SQL or the sidecar is missing, and when two
    sidecars have the same order.
    """
    queries = {path.stem for path in folder.glob("*.sql")}
    sidecars = {path.stem for path in folder.glob("*.toml")}
    for name in sorted(queries ^ sidecars):
        has, lacks = (".sql", ".toml") if name in queries else (".toml", ".sql")
        raise UserError(f"{folder / name}{has} has no {name}{lacks} beside it.", remedy)
    orders: dict[int, Described] = {}
    for sidecar in (read(folder / f"{name}.toml") for name in sorted(queries)):
        other = orders.setdefault(sidecar.order, sidecar)
        if other is not sidecar:
            raise UserError(f"{sidecar.path}: order {sidecar.order} is also that of {other.id}.")
    return tuple(orders[order] for order in sorted(orders))


def read_sidecar(kind: type[Model], path: Path, part: str, shared: SharedTexts) -> Model:
    """One sidecar with its texts, those that it refers to and those that were reviewed.

    Its `id` is the file's name; `part` is what keys of its texts begin with. Raises `UserError`
    that names file and key.
    """
    entry = resolve(path, part, shared)
    try:
        return kind.model_validate({**entry, "id": path.stem, "path": path})
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors()
        )
        raise UserError(f"{path} cannot be used: {problems}.") from error
