"""The languages of an XLSForm: `label::Français (fr)` is a label in French."""

import re
from collections.abc import Mapping

from rapporteur.kernel.errors import UserError
from rapporteur.language.texts import Text, straight

_CODE = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z]+)?)\)\s*$")
_UNNAMED = {"", "default"}
"""How pyxform calls the language of columns that name none."""


def language_code(name: str) -> str:
    """The language code in a column's name such as `Français (fr)`; `en` if there is none."""
    match = _CODE.search(name)
    return match.group(1).lower() if match else "en"


def text_of(value: object) -> Text:
    """A text of pyxform's tree, which is a mapping if the form has columns of languages."""
    if isinstance(value, Mapping):
        return {language_code(str(name)): str(text) for name, text in value.items() if text}
    return {"en": str(value)} if value else {}


def as_written(text: Text, written: Mapping[str, str]) -> Text:
    """A text of pyxform's tree with its quotation marks and apostrophes.

    pyxform makes ’ and “ ” into ' and ". `written` is the text in the sheet, by the language of
    the column.
    """
    # As pyxform cleans texts: no-break spaces stay.
    marked = {
        language_code(name): re.sub(" +", " ", words.strip()) for name, words in written.items()
    }
    return {
        language: marked[language] if straight(marked.get(language, "")) == words else words
        for language, words in text.items()
    }


def check_languages(languages: Mapping[str, str], where: str) -> None:
    """Raise `UserError` if two languages of columns have the same code, or one has none.

    `languages` has the heading of a column by its language, such as `English (en)`.
    """
    seen: dict[str, str] = {}
    for language, heading in languages.items():
        code = language_code(language)
        without = language not in _UNNAMED and not _CODE.search(language)
        if without and language.strip().casefold() != "english":
            raise UserError(
                f"{where}, column “{heading}”: the language has no code.",
                "Write the code of ISO 639-1 behind its name, such as label::Français (fr).",
            )
        if code in seen:
            raise UserError(
                f"{where}: the columns “{seen[code]}” and “{heading}” are both in “{code}”.",
                "Give each language one column, with the code of ISO 639-1 behind its name.",
            )
        seen[code] = heading
