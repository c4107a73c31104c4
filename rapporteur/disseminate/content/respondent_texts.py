"""The texts that respondents wrote: their languages and their translations.

Translations are lines of `inputs/<cycle>/translations/texts.csv`, which is only appended to. They
are keyed by the exact original: a changed answer needs a new translation, an unchanged one keeps
its translation. The last line for a text and a language counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from rapporteur.design.reviewed_texts import FOLDER
from rapporteur.kernel import append_only_csv
from rapporteur.kernel.errors import UserError
from rapporteur.language.cldr import is_rtl
from rapporteur.language.detection import detect, is_wording

COLUMNS = (
    "source_language", "language", "original", "translation", "kind", "status", "translator",
    "given_on",
)  # fmt: skip
"""The columns of texts.csv. A line without a translation corrects the language of the text."""

KINDS = ("machine", "human")
STATUSES = ("draft", "reviewed")

_DETECTED = "languages.json"
_LTR = "\u200e"


@dataclass(frozen=True, slots=True)
class Translation:
    """A line of texts.csv."""

    source_language: str
    language: str
    original: str
    translation: str
    kind: str
    status: str
    translator: str
    given_on: str

    @property
    def state(self) -> tuple[str, str, str, str]:
        """The columns that somebody who edits the line decides on."""
        return self.source_language, self.translation, self.kind, self.status


@dataclass(frozen=True)
class Register:
    """The lines of texts.csv, in their order."""

    lines: tuple[Translation, ...] = ()

    def last(self) -> Mapping[tuple[str, str], Translation]:
        """The lines that count, by original and language."""
        return {(line.original, line.language): line for line in self.lines}

    def sources(self) -> Mapping[str, str]:
        """The language of each original, by the last line that states it."""
        return {line.original: line.source_language for line in self.lines}


@dataclass(frozen=True)
class Texts:
    """The texts of the tables. `detected`: their languages are not those of the workbooks."""

    languages: Mapping[str, str] = field(default_factory=dict)
    translations: Mapping[tuple[str, str], Translation] = field(default_factory=dict)
    detected: bool = True

    def shown(self, text: str, language: str) -> str:
        """A text as a reader of `language` sees it: its marked translation, else the marked text.

        `[es→fr]` follows a translation, `[es→fr*]` a machine translation that nobody reviewed,
        `[es]` a text in another language.
        """
        written = self.languages.get(text, "")
        if not written or written == language:
            return text
        translation = self.translations.get((text, language))
        if translation is None or not translation.translation:
            return f"{text} {mark(written)}"
        unreviewed = (translation.kind, translation.status) == ("machine", "draft")
        return f"{translation.translation} {mark(written, language, unreviewed=unreviewed)}"


def mark(written: str, language: str = "", *, unreviewed: bool = False) -> str:
    """The mark after a text in another language, or after a translation into `language`."""
    star = "*" if unreviewed else ""
    if star and is_rtl(language):
        star += _LTR  # else it would stand before the codes
    return f"[{written}→{language}{star}]" if language else f"[{written}]"


def marks(language: str) -> Mapping[str, str]:
    """Examples of the marks for readers of `language`, by the key of their meaning."""
    other = "fr" if language == "es" else "es"
    return {
        "mark-other": mark(other),
        "mark-translated": mark(other, language),
        "mark-machine": mark(other, language, unreviewed=True),
    }


def path(inputs: Path) -> Path:
    """The path of a cycle's translations."""
    return inputs / FOLDER / "texts.csv"


def read_register(inputs: Path) -> Register:
    """The translations of the cycle in the folder `inputs`; none if there is no file.

    Raises `UserError` with the number of the first unusable line.
    """
    file = path(inputs)
    return _read(file, append_only_csv.state(file))


@lru_cache(maxsize=4)
def _read(file: Path, _: str) -> Register:
    """The lines of a file, kept by its state, since every language asks for them."""

    def parse(number: int, cells: Mapping[str, str]) -> Translation:
        entry = {name: cells[name] for name in COLUMNS}
        for name, known in (("kind", KINDS), ("status", STATUSES)):
            if entry["translation"] and entry[name] not in known:
                raise UserError(
                    f"{file}, line {number}: “{entry[name]}” is no {name};"
                    f" it is {' or '.join(known)}."
                )
        for name in ("source_language", "language", "original"):
            if not entry[name].strip():
                raise UserError(f"{file}, line {number}: {name} must not be empty.")
        return Translation(**entry)

    return Register(tuple(append_only_csv.read(file, COLUMNS, parse)))


def texts_of(inputs: Path, outputs: Path, written: Iterable[tuple[str, str]]) -> Texts:
    """The texts `written` in answers, each with the language of its workbook.

    Raises `UserError` when the file of translations is unusable.
    """
    workbooks: dict[str, str] = {}
    for text, language in written:
        if is_wording(text):
            workbooks.setdefault(text, language)
    detected = detect(workbooks, outputs / _DETECTED)
    register = read_register(inputs)
    corrected = {
        text: language for text, language in register.sources().items() if text in workbooks
    }
    known = {**workbooks, **(detected or {}), **corrected}
    languages = {text: language for text, language in known.items() if language}
    return Texts(languages, register.last(), detected is not None)
