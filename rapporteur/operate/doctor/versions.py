"""The versions: of Python, and of what is installed against what is pinned and asked for."""

import sys
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from rapporteur.operate.doctor.result import Result, failed, ok, warning

_MEND = "Stop the server and the worker, `make clean` and `make run`, and start them again."


def python() -> Iterator[Result]:
    """Whether this Python is new enough, also to unpack a backup safely."""
    installed = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < (3, 11) or not hasattr(tarfile, "data_filter"):
        yield failed(
            "Python", f"This is Python {installed}.", "Install 3.11.4 or later, then make run."
        )
    else:
        yield ok("Python", installed)


def packages(project: Path) -> Iterator[Result]:
    """Whether what is installed is what requirements.txt pins, and what the program asks for."""
    try:
        asked = [Requirement(line) for line in requires("rapporteur") or ()]
    except PackageNotFoundError:
        asked = []
    wrong = list(differing(requirement for requirement in asked if _applies(requirement)))
    if wrong:
        yield failed("requirements", f"rapporteur asks for {'; '.join(wrong)}.", _MEND)
    else:
        yield ok("requirements", f"prefect {version('prefect')}, fastapi {version('fastapi')}")
    lock = project / "requirements.txt"
    if not lock.exists():
        return
    pins = pinned(lock.read_text(encoding="utf-8"))
    others = list(differing(pins))
    if others:
        shown = "; ".join(others[:10]) + ("; …" if len(others) > 10 else "")
        yield warning("pinned versions", f"{len(others)} differ: {shown}.", _MEND)
    else:
        yield ok("pinned versions", f"{len(pins)} are as requirements.txt has them")


def pinned(text: str) -> list[Requirement]:
    """The requirements of a lock file that apply to this machine."""
    lines = (line.rstrip("\\ ") for line in text.splitlines() if "==" in line and line[0].isalnum())
    return [requirement for requirement in map(Requirement, lines) if _applies(requirement)]


def differing(
    wanted: Iterable[Requirement], installed: Mapping[str, str] | None = None
) -> Iterator[str]:
    """What of it is not installed so, in words."""
    for requirement in wanted:
        has = _installed(requirement.name) if installed is None else installed.get(requirement.name)
        if has is None:
            yield f"{requirement.name}{requirement.specifier}, not installed"
        elif not requirement.specifier.contains(has, prereleases=True):
            yield f"{requirement.name}{requirement.specifier}, installed is {has}"


def _applies(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": ""})


def _installed(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
