"""Detect the language of a text.

A naive Bayes model (py3langid) is used for texts that are long enough. For short texts and
doubtful results there is no language; the caller may use the language of the workbook.
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
"""The limit of distinct texts: detecting more languages would take longer than publishing."""

KNOWN = ("ar", "en", "es", "fr", "ru", "zh", "de", "it", "ja", "ko", "nl", "pt", "tr", "uk")
"""The languages that are detected: those of the United Nations, and others of statutes."""

_SURE = 0.8  # a lower threshold detects 2 per cent more texts, half of them wrongly
_LETTERS = 20  # shorter texts are mostly names
_IDEOGRAMS = 6
_EXAMINED = 120  # characters; more make detection slower and not more certain

_FORMAT = 1
_IDEOGRAM = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MARKS = ("://", "@", "www.")
_ADDRESS = re.compile(rf"(?<!\S)\S*(?:{'|'.join(map(re.escape, _MARKS))})\S*")


def is_wording(text: str) -> bool:
    """Whether a text has words: not only numbers, acronyms, and web or e-mail addresses."""
    if any(mark in text for mark in _MARKS):
        text = _ADDRESS.sub(" ", text)
    return any(character.isalpha() and not character.isupper() for character in text)


def detect(texts: Collection[str], cache: Path) -> Mapping[str, str] | None:
    """The language of each text whose language is detected; None if there are too many texts.

    Results are kept in the file `cache`, which is rewritten when there are new texts.
    """
    candidates = list(islice(filter(_long_enough, texts), MOST + 1))
    if len(candidates) > MOST:
        return None
    candidates.sort()
    cached = _cached(cache)
    if all(text in cached for text in candidates):
        return {text: cached[text] for text in candidates if cached[text]}
    languages = {text: cached[text] if text in cached else _language(text) for text in candidates}
    with replacing(cache) as beside:
        content = json.dumps({"format": _FORMAT, "languages": languages}, ensure_ascii=False)
        beside.write_text(content, "utf-8")
    return {text: language for text, language in languages.items() if language}


def _cached(cache: Path) -> Mapping[str, str]:
    """The languages in the cache by text, empty for a doubtful one; none if it is unusable."""
    try:
        content = json.loads(cache.read_text("utf-8"))
        languages: Mapping[str, str] = content["languages"] if content["format"] == _FORMAT else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return languages


def _long_enough(text: str) -> bool:
    head = text[:_EXAMINED]
    return (
        sum(map(str.isalpha, head)) >= _LETTERS or len(_IDEOGRAM.findall(head)) >= _IDEOGRAMS
    ) and is_wording(text)


def _language(text: str) -> str:
    """The language of a text; empty if the result is doubtful."""
    language, probability = _model().classify(text[:_EXAMINED])
    return language if probability >= _SURE else ""


@lru_cache(maxsize=1)
def _model() -> "LanguageIdentifier":
    # The import takes half a second, which only new texts need.
    from py3langid import langid

    model = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
    model.set_languages(KNOWN)
    return model
