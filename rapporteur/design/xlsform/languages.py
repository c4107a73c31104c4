"""The languages of an XLSForm: `label::Français (fr)` and `label::French` are labels in French."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache

from babel import Locale
from babel.localedata import locale_identifiers

from rapporteur.kernel.errors import UserError
from rapporteur.language.folding import fold
from rapporteur.language.messages import FALLBACK, languages
from rapporteur.language.texts import Text, straight

_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*)\)\s*$")
UNNAMED = frozenset({"", "default"})
"""How headings and pyxform call the language of a column that names none."""


def language_code(name: str) -> str | None:
    """The code of a language by its name in a heading; None for an unknown one.

    A name ends with a code in brackets (`Français (fr)`), or is a code, or the name of a language
    in English, in one of the program's languages, or in itself, as CLDR has it. Of a code with a
    country or script, such as `pt-BR`, the language counts.
    """
    if match := _CODE.search(name):
        return _base(match[1])
    head = name.partition("(")[0]
    for words in filter(None, map(_key, (name, head))):
        if words in (names := _names()):
            return names[words]
        if words in (own := _own_names()):
            return own[words]
    return None


def _base(code: str) -> str:
    return re.split("[-_]", code)[0].lower()


def _key(name: str) -> str:
    """A name without case and diacritics of Latin letters, as people who type it leave them out."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not "\u0300" <= c <= "\u036f")
    return fold(plain)


@cache
def _names() -> Mapping[str, str]:
    """The codes by themselves, and by the names of the languages in those of the program."""
    english = map(str, Locale.parse(FALLBACK).languages)
    names = {code: code for code in english if code.isalpha()}
    for language in (FALLBACK, *languages()):
        for code, name in Locale.parse(language).languages.items():
            names.setdefault(_key(str(name)), _base(str(code)))
    return names


@cache
def _own_names() -> Mapping[str, str]:
    """The codes of all languages by their names in themselves."""
    names: dict[str, str] = {}
    for code in sorted(filter(str.isalpha, locale_identifiers())):
        if name := Locale.parse(code).languages.get(code):
            names.setdefault(_key(name), code)
    return names


class Languages:
    """The languages of a form's columns.

    `default` is the code for columns that name none. `codes` are those of the languages whose
    texts are used, in order; None for all.
    """

    def __init__(self, default: str = FALLBACK, codes: Collection[str] | None = None) -> None:
        self.default = default
        self.codes = codes

    def code(self, name: str) -> str | None:
        """The code of the language of a heading; None for a language that is not known."""
        return self.default if name.strip() in UNNAMED else language_code(name)

    def texts(self, written: Mapping[str, str]) -> Text:
        """Texts by the code of their language.

        A column that names its language goes before one that does not. A language that is not
        used counts where no other has a text.
        """
        filled = {name: text for name, text in written.items() if text}
        ordered = sorted(filled, key=lambda name: name.strip() in UNNAMED)
        texts: dict[str, str] = {}
        for name in ordered:
            texts.setdefault(self.code(name) or self.default, filled[name])
        used = {code: texts[code] for code in texts if self.codes is None or code in self.codes}
        in_order = {self.code(name): None for name in filled}
        kept = used or texts
        return {code: kept[code] for code in in_order if code is not None and code in kept}

    def text_of(self, value: object) -> Text:
        """A text of pyxform's tree, which is a mapping if the form has columns of languages."""
        if isinstance(value, Mapping):
            return self.texts({str(name): str(text) for name, text in value.items() if text})
        return {self.default: str(value)} if value else {}

    def as_written(self, text: Text, written: Mapping[str, str]) -> Text:
        """A text of pyxform's tree with its quotation marks and apostrophes.

        pyxform makes ’ and “ ” into ' and ". `written` is the text in the sheet, by the language
        of the column.
        """
        # As pyxform cleans texts: no-break spaces stay.
        marked = self.texts(
            {name: re.sub(" +", " ", words.strip()) for name, words in written.items()}
        )
        return {
            language: marked[language] if straight(marked.get(language, "")) == words else words
            for language, words in text.items()
        }

    def check(self, headings: Mapping[str, str], where: str) -> None:
        """Raise `UserError` for columns in an unknown language, or two in the same.

        `headings` has the heading of a column by its language, such as `English (en)`.
        """
        seen: dict[str, str] = {}
        for language, heading in headings.items():
            code = self.code(language)
            if code is None:
                raise UserError(
                    f"{where}, column “{heading}”: “{language}” is no language that is known.",
                    "Write its name in English or in the language itself, or the code of ISO 639-1 "
                    "behind it, such as label::Français (fr).",
                )
            if code in seen and language.strip() not in UNNAMED:
                raise UserError(
                    f"{where}: the columns “{seen[code]}” and “{heading}” are both in “{code}”.",
                    "Give each language one column, with the code of ISO 639-1 behind its name.",
                )
            if language.strip() not in UNNAMED:
                seen[code] = heading
