"""Nothing is made twice: files of outputs/ are taken over by the key of what they are made from.

Beside a part of outputs/, which is a folder of files, `derived/<part>.json` lists the keys of its
files with the SHA-256 of each. A file that is not there any more, or not as it was made, is made
again; so is everything if the list is lost.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from pydantic import BaseModel

from rapporteur.kernel.files import digest, replacing
from rapporteur.kernel.program import program_hash

FOLDER = "derived"
"""The folder of the lists in the outputs of a cycle."""


def key(*made_from: object) -> str:
    """A hash of all that something is made from, and of the program that makes it, in hex.

    Values may be None, truth values, numbers, texts, bytes, days, paths, enumerations, mappings
    (whose order counts), sequences, sets, dataclasses and Pydantic models. Raises `TypeError` for
    any other, which might differ without its key.
    """
    hashed = hashlib.sha256(program_hash().encode())
    for text in _canonical(made_from):
        # A length before each text: two of them side by side are not one.
        hashed.update(f"{len(text)}:{text}".encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


def _canonical(value: object) -> Iterator[str]:
    """A value as texts, the same for equal values and other ones for any other."""
    match value:
        case Enum():
            yield f"{type(value).__name__}.{value.name}"
        case str():
            yield f"'{value}"
        case None | bool() | int() | float() | bytes() | date():
            yield f"{type(value).__name__} {value!r}"
        case Path():
            yield f"path {value}"
        case Mapping():
            yield f"mapping {len(value)}"
            for name, of_name in value.items():
                yield from _canonical(name)
                yield from _canonical(of_name)
        case Set():
            yield f"set {len(value)}"
            for item in sorted("".join(_canonical(item)) for item in value):
                yield item
        case BaseModel():
            yield type(value).__name__
            yield from _canonical(dict(value))
        case Sequence():
            yield f"sequence {len(value)}"
            for item in value:
                yield from _canonical(item)
        case _ if is_dataclass(value) and not isinstance(value, type):
            yield type(value).__name__
            for field in fields(value):
                yield from _canonical(getattr(value, field.name))
        case _:
            raise TypeError(f"{type(value).__name__} has no key")


class Part:
    """The files of a part of outputs/, while it is made anew in `folder`.

    `former` is the folder with the files that were made before, listed in `known`: the SHA-256 of
    each by its name, by key.
    """

    def __init__(self, folder: Path, former: Path, known: Mapping[str, Mapping[str, str]]) -> None:
        self.made: dict[str, dict[str, str]] = {}
        self._folder, self._former, self._known = folder, former, known

    def take(self, of: str, make: Callable[[], Iterable[Path]]) -> None:
        """Put the files of the key `of` into the folder: those made before, else what `make` does.

        `make` writes files into the folder and returns their paths.
        """
        if not self._taken(of):
            self.made[of] = {
                path.relative_to(self._folder).as_posix(): digest(path) for path in make()
            }

    def _taken(self, of: str) -> bool:
        known = self._known.get(of)
        if known is None or not all(self._holds(name, sha) for name, sha in known.items()):
            return False
        for name in known:
            _link(self._former / name, self._folder / name)
        self.made[of] = dict(known)
        return True

    def _holds(self, name: str, sha256: str) -> bool:
        try:
            return digest(self._former / name) == sha256
        except OSError:
            return False


@contextmanager
def part(outputs: Path, name: str, folder: Path) -> Iterator[Part]:
    """The part of that name of `outputs`, to be made anew in `folder`.

    Its list is replaced when the block succeeds.
    """
    listed = outputs / FOLDER / f"{name}.json"
    made = Part(folder, outputs / name, _read(listed))
    yield made
    with replacing(listed) as beside:
        beside.write_text(json.dumps(made.made, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _read(listed: Path) -> Mapping[str, Mapping[str, str]]:
    try:
        keys = json.loads(listed.read_text("utf-8"))
        return {of: dict(files) for of, files in keys.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}  # everything is made again


def _link(source: Path, target: Path) -> None:
    """A second name of a file, or a copy where the drive has no hard links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
