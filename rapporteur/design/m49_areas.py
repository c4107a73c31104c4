"""The regions and subregions that a roster may name: M49 codes and their English names."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from rapporteur.kernel.errors import UserError
from rapporteur.language.folding import fold


@cache
def areas() -> Mapping[str, str]:
    """The English name of each region and subregion by its M49 code, three digits as text."""
    text = resources.files("rapporteur.design").joinpath("m49_areas.toml").read_text("utf-8")
    return tomllib.loads(text)


def area_named(text: str) -> str:
    """The M49 code of an area from its code or name, in any case of letters.

    Raises `UserError` with the names when there is no such area.
    """
    wanted = fold(text)
    code = wanted.zfill(3) if wanted.isdecimal() else ""
    for known, name in areas().items():
        if known == code or fold(name) == wanted:
            return known
    listed = ", ".join(f"{name} ({known})" for known, name in areas().items())
    raise UserError(f"“{text}” is no region or subregion.", f"They are {listed}.")
