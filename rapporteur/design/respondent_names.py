"""Which respondent of a roster a text names, in whatever language."""

import re
from collections import defaultdict
from collections.abc import Iterator

from rapporteur.design.roster import Respondent, Roster
from rapporteur.language.folding import fold

_UNSPACED = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")  # scripts that put no space between words
_NO_WORD = re.compile(r"[\W_]+")


class RespondentNames:
    """The codes and the names of a roster's respondents in all languages."""

    def __init__(self, roster: Roster) -> None:
        self._codes: dict[str, set[str]] = defaultdict(set)
        for respondent in roster:
            for name in _names(respondent):
                self._codes[_words(name)].add(respondent.code)
        self._codes.pop("", None)

    def is_of_another(self, text: str, code: str) -> bool:
        """Whether a text is the name or code of another respondent than that with the `code`."""
        named = self._codes.get(_words(text), set())
        return bool(named) and code not in named

    def names(self, text: str, code: str) -> bool:
        """Whether a text names the respondent with that code, alone or among other words.

        Of several names in the text the longest counts: “Guinea-Bissau” does not name Guinea.
        """
        words = _words(text)
        if words in self._codes:
            return code in self._codes[words]
        found = [
            (len(name), code in codes)
            for name, codes in self._codes.items()
            if _within(name, words)
        ]
        return bool(found) and max(found)[1]


def _names(respondent: Respondent) -> Iterator[str]:
    yield respondent.code
    yield from respondent.name.values()


def _words(text: str) -> str:
    return _NO_WORD.sub(" ", fold(text)).strip()


def _within(name: str, text: str) -> bool:
    """Whether a text contains a name as whole words."""
    return name in text if _UNSPACED.search(name) else f" {name} " in f" {text} "
