"""In which language a text is written, as far as can be told from the text itself.

A naive Bayes model (py3langid) tells it of a text that is long enough. What is short or doubtful
is for the caller to judge, by the language of the workbook in which it stands.
"""

import json
import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from rapporteur.kernel.files import replacing

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

MOST = 20_000
"""Of more distinct texts the languages are not told: it would take longer than publishing."""

KNOWN = ("ar", "en", "es", "fr", "ru", "zh", "de", "it", "ja", "ko", "nl", "pt", "tr", "uk")
"""The languages among which one is chosen: the United Nations' own, and others of statutes."""

_SURE = 0.8  # of two texts in a hundred more it would be told, and of half of them wrongly
_LETTERS = 20  # of a shorter text the model sees names, not a language
_IDEOGRAMS = 6
_LOOKED_AT = 120  # signs; more of them make it slower and no surer

_FORMAT = 1
_IDEOGRAM = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MARKS = ("://", "@", "www.")
_ADDRESS = re.compile(rf"\S*(?:{'|'.join(map(re.escape, _MARKS))})\S*")


def is_wording(text: str) -> bool:
    """Whether a text is in some language: not a number, an acronym or an address on the web."""
    if any(mark in text for mark in _MARKS):
        text = _ADDRESS.sub(" ", text)
    return any(sign.isalpha() and not sign.isupper() for sign in text)


def detect(texts: Collection[str], cache: Path) -> Mapping[str, str] | None:
    """The languages of those texts of which it can be told; None if there are too many.

    What was told before stands in the file `cache`, which is written anew when there is more.
    """
    asked = list(islice(filter(_long_enough, texts), MOST + 1))
    if len(asked) > MOST:
        return None
    asked.sort()
    told = _told(cache)
    if all(text in told for text in asked):
        return {text: told[text] for text in asked if told[text]}
    found = {text: told[text] if text in told else _language(text) for text in asked}
    with replacing(cache) as beside:
        kept = json.dumps({"format": _FORMAT, "languages": found}, ensure_ascii=False)
        beside.write_text(kept, "utf-8")
    return {text: language for text, language in found.items() if language}


def _told(cache: Path) -> Mapping[str, str]:
    try:
        kept = json.loads(cache.read_text("utf-8"))
        languages: Mapping[str, str] = kept["languages"] if kept["format"] == _FORMAT else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return languages


def _long_enough(text: str) -> bool:
    head = text[:_LOOKED_AT]
    return (
        sum(map(str.isalpha, head)) >= _LETTERS or len(_IDEOGRAM.findall(head)) >= _IDEOGRAMS
    ) and is_wording(text)


def _language(text: str) -> str:
    """The language of a text; empty if that is doubtful."""
    language, sure = _model().classify(text[:_LOOKED_AT])
    return language if sure >= _SURE else ""


@lru_cache(maxsize=1)
def _model() -> "LanguageIdentifier":
    # Imported here because it takes half a second, which is needed for new texts alone.
    from py3langid import langid

    model = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    model.set_languages(KNOWN)
    return model
