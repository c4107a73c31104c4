"""Reviewed texts: `inputs/<cycle>/translations/<language>.csv`, to which lines are added.

A reviewed text goes before the one that stands in the file where it is used, as long as the
English text that the reviewer saw is still the English text there. The last line for a key counts.
"""

import csv
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from rapporteur.errors import UserError
from rapporteur.files import digest
from rapporteur.form import Text

COLUMNS = ("key", "source", "text", "reviewer", "reviewed_on")
"""The columns of a register. `source` is the English text that `text` was held against."""

FOLDER = "translations"

_LANGUAGE = re.compile(r"[a-z]{2}")


@dataclass(frozen=True, slots=True)
class Review:
    """One line of a register."""

    key: str
    source: str
    text: str
    reviewer: str
    reviewed_on: str


@dataclass(frozen=True, eq=False)
class Reviews:
    """All reviews of a cycle by language, in the order in which they were given."""

    lines: Mapping[str, Sequence[Review]]
    fingerprint: str = ""

    @cached_property
    def last(self) -> Mapping[str, Mapping[str, Review]]:
        """What counts: the last line for each key, by key and language."""
        found: dict[str, dict[str, Review]] = {}
        for language, lines in self.lines.items():
            for one in lines:
                found.setdefault(one.key, {})[language] = one
        return found

    @cached_property
    def ever(self) -> Mapping[str, Sequence[str]]:
        """Every text that was ever given for a key, in whatever language."""
        found: dict[str, list[str]] = {}
        for lines in self.lines.values():
            for one in lines:
                found.setdefault(one.key, []).append(one.text)
        return found

    def text(self, key: str, text: Text) -> Text:
        """`text` with the reviewed texts in the place of those that they were given for."""
        source = source_of(text)
        given = self.last.get(key, {}).items()
        fit = {language: one.text for language, one in given if one.source == source}
        return {**text, **fit} if fit else text

    def document(self, key: str, entry: Any) -> Any:
        """The same for every text of a TOML document, whose key begins with `key`."""
        if is_text(entry):
            return self.text(key, entry)
        if isinstance(entry, dict):
            return {name: self.document(joined(key, name), one) for name, one in entry.items()}
        if isinstance(entry, list):
            return [
                self.document(joined(key, name_of(one, number)), one)
                for number, one in enumerate(entry, start=1)
            ]
        return entry


NONE = Reviews({})


def source_of(text: Text) -> str:
    """What a translation is made from: the English text, else whatever there is."""
    return text.get("en") or next(iter(text.values()), "")


def is_text(entry: object) -> bool:
    """Whether a value of a TOML document is a text by language."""
    return (
        isinstance(entry, dict)
        and bool(entry)
        and all(_LANGUAGE.fullmatch(name) and isinstance(entry[name], str) for name in entry)
    )


def joined(key: str, name: str) -> str:
    """The key of what stands under `name`; the document itself ends with a slash."""
    return f"{key}{name}" if key.endswith("/") else f"{key}.{name}"


def name_of(entry: object, number: int) -> str:
    """What one of several tables of a TOML document is called: by its name, else by its number."""
    return str(entry.get("name", number)) if isinstance(entry, dict) else str(number)


def read_reviews(inputs: Path) -> Reviews:
    """The reviews of the cycle in the folder `inputs`; none without files.

    Raises `UserError` that names the file and line of the first unusable one.
    """
    files = sorted((inputs / FOLDER).glob("*.csv"))
    found = tuple((path, digest(path)) for path in files if _LANGUAGE.fullmatch(path.stem))
    return _read(found) if found else NONE


@lru_cache(maxsize=8)
def _read(files: Sequence[tuple[Path, str]]) -> Reviews:
    """Those of files with these digests: what runs for months reads them once."""
    lines = {path.stem: tuple(read_lines(path)) for path, _ in files}
    seen = " ".join(f"{path.stem} {mark}" for path, mark in files)
    return Reviews(lines, hashlib.sha256(seen.encode()).hexdigest()[:12])


def read_lines(path: Path) -> Iterator[Review]:
    """The lines of one register. Raises `UserError` that names the first unusable one."""
    for number, entry in rows(path, COLUMNS):
        if not (entry["key"] and entry["source"] and entry["text"].strip()):
            raise UserError(f"{path}, line {number}: key, source and text must not be empty.")
        yield Review(**entry)


def rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """The lines of a register with their numbers; none if it is not there. Raises `UserError`."""
    if not path.exists():
        return
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restkey="", strict=True)
            if missing := [name for name in columns if name not in (reader.fieldnames or ())]:
                raise UserError(
                    f"{path} lacks the columns {', '.join(missing)}.",
                    f"The first line must be {','.join(columns)}.",
                )
            for entry in reader:
                yield reader.line_num, {name: entry[name] or "" for name in columns}
    except (UnicodeDecodeError, csv.Error) as error:
        raise UserError(f"{path} cannot be read: {error}.", "Save it as CSV in UTF-8.") from error
