"""The locked packages, as requirements.txt and requirements-dev.txt name them, and why."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support import ROOT

RUNTIME: Final = ROOT / "requirements.txt"
DEVELOPMENT: Final = ROOT / "requirements-dev.txt"
"""All packages of the other and those of the tests."""

_OURS: Final = "rapporteur (pyproject.toml)"


@dataclass(frozen=True, slots=True)
class Locked:
    """A package of a lock: the names that require it; of none, the project itself does."""

    name: str
    version: str
    marker: str
    required_by: tuple[str, ...]


def locked(path: Path) -> Sequence[Locked]:
    """The packages of a lock, in its order."""
    return list(_entries(path.read_text(encoding="utf-8")))


def _entries(text: str) -> Iterator[Locked]:
    for entry in re.split(r"\n(?=[a-z0-9])", text):
        if "==" not in entry.split("\n", 1)[0]:
            continue
        requirement = Requirement(entry.split("\\", 1)[0].strip())
        by = re.findall(r"(?m)^    #(?: via|  ) +(\S.*)$", entry)
        yield Locked(
            canonicalize_name(requirement.name),
            str(requirement.specifier).removeprefix("=="),
            str(requirement.marker or ""),
            tuple(name for name in by if name != _OURS),
        )


def stated() -> Mapping[str, Any]:
    """What pyproject.toml says of the packages: `reasons`, and `licences` that were looked up."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    tool: Mapping[str, Any] = project["tool"]["rapporteur"]
    return tool


def direct() -> set[str]:
    """The names that pyproject.toml asks for itself."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lists = [project["dependencies"], *project["optional-dependencies"].values()]
    names = {str(canonicalize_name(Requirement(text).name)) for texts in lists for text in texts}
    return names - {"rapporteur"}
