"""What respondents wrote: in which language, and its translations.

`inputs/<cycle>/translations/texts.csv`, to which lines are added. They are keyed by the exact
original, so that an answer that changes needs a new translation and one that does not keeps its
own. The last line for a text and a language counts.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from rapporteur.design.reviewed_texts import FOLDER, rows
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import digest
from rapporteur.language.cldr import is_rtl
from rapporteur.language.detection import detect, is_wording

COLUMNS = (
    "source_language", "language", "original", "translation", "kind", "status", "translator",
    "given_on",
)  # fmt: skip
"""The columns of texts.csv. Without a translation, a line corrects the language of the text."""

KINDS = ("machine", "human")
STATUSES = ("draft", "reviewed")

_DETECTED = "languages.json"
_LTR = "\u200e"


@dataclass(frozen=True, slots=True)
class Translation:
    """One line of the file."""

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
        """What somebody who edits it decides on."""
        return self.source_language, self.translation, self.kind, self.status


@dataclass(frozen=True)
class Register:
    """The lines of the file, in the order in which they were given."""

    lines: tuple[Translation, ...] = ()

    def last(self) -> Mapping[tuple[str, str], Translation]:
        """What counts, by original and language."""
        return {(one.original, one.language): one for one in self.lines}

    def sources(self) -> Mapping[str, str]:
        """The language of each original, as it was last said."""
        return {one.original: one.source_language for one in self.lines}


@dataclass(frozen=True)
class Texts:
    """The texts of the tables. `told`: languages were told from the texts, not the workbooks."""

    languages: Mapping[str, str] = field(default_factory=dict)
    translations: Mapping[tuple[str, str], Translation] = field(default_factory=dict)
    told: bool = True

    def shown(self, text: str, language: str) -> str:
        """A text as a reader of `language` sees it: its translation, marked; else marked itself.

        `[es→fr]` stands after a translation, `[es→fr*]` after one by a machine that nobody looked
        over, `[es]` after a text in another language.
        """
        written = self.languages.get(text, "")
        if not written or written == language:
            return text
        found = self.translations.get((text, language))
        if found is None or not found.translation:
            return f"{text} {mark(written)}"
        unseen = (found.kind, found.status) == ("machine", "draft")
        return f"{found.translation} {mark(written, language, unseen=unseen)}"


def mark(written: str, language: str = "", *, unseen: bool = False) -> str:
    """What stands after a text in another language, or after a translation into `language`."""
    star = "*" if unseen else ""
    if star and is_rtl(language):
        star += _LTR  # else it would stand before the codes
    return f"[{written}→{language}{star}]" if language else f"[{written}]"


def marks(language: str) -> Mapping[str, str]:
    """Examples of the marks for those who read `language`, by the key of what they mean."""
    other = "fr" if language == "es" else "es"
    return {
        "mark-other": mark(other),
        "mark-translated": mark(other, language),
        "mark-machine": mark(other, language, unseen=True),
    }


def path(inputs: Path) -> Path:
    """Where the translations of a cycle are."""
    return inputs / FOLDER / "texts.csv"


def read_register(inputs: Path) -> Register:
    """The translations of the cycle in the folder `inputs`; none if there is no file.

    Raises `UserError` that names the line of the first unusable one.
    """
    file = path(inputs)
    return _read(file, digest(file)) if file.exists() else Register()


@lru_cache(maxsize=4)
def _read(file: Path, _: str) -> Register:
    """Those of a file of that digest: each language version asks for them."""
    lines = []
    for number, entry in rows(file, COLUMNS):
        for name, known in (("kind", KINDS), ("status", STATUSES)):
            if entry["translation"] and entry[name] not in known:
                raise UserError(
                    f"{file}, line {number}: “{entry[name]}” is no {name};"
                    f" it is {' or '.join(known)}."
                )
        for name in ("source_language", "language", "original"):
            if not entry[name].strip():
                raise UserError(f"{file}, line {number}: {name} must not be empty.")
        lines.append(Translation(**entry))
    return Register(tuple(lines))


def texts_of(inputs: Path, outputs: Path, found: Iterable[tuple[str, str]]) -> Texts:
    """The texts `found`, each with the language of the workbook in which it stands.

    Raises `UserError` when the file of translations is unusable.
    """
    workbooks: dict[str, str] = {}
    for text, language in found:
        if is_wording(text):
            workbooks.setdefault(text, language)
    told = detect(workbooks, outputs / _DETECTED)
    register = read_register(inputs)
    said = {text: one for text, one in register.sources().items() if text in workbooks}
    known = {**workbooks, **(told or {}), **said}
    languages = {text: language for text, language in known.items() if language}
    return Texts(languages, register.last(), told is not None)
