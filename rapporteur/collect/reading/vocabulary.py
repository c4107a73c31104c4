"""The words of `vocabulary.toml`: for nothing, for ticks, for what counts, for ends of tables."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from rapporteur.collect.reading.texts import loose
from rapporteur.language.folding import fold

_LONGEST = 80  # characters of a word for nothing


@cache
def _vocabulary() -> Mapping[str, Any]:
    text = files("rapporteur.collect.reading").joinpath("vocabulary.toml").read_text("utf-8")
    return tomllib.loads(text)


def nothing(text: str) -> str | None:
    """The missing-value code that is proposed for a word for nothing; None for another text."""
    if len(text) > _LONGEST:
        return None
    words = _nothing()
    return words.get(fold(text)) or words.get(loose(text) or "\0")


@cache
def _nothing() -> Mapping[str, str]:
    words: dict[str, str] = {}
    for code, languages in _vocabulary()["nothing"].items():
        for word in (word for own in languages.values() for word in own):
            words.setdefault(fold(word), code)
            if len(loose(word)) > 1:  # one letter is a code, or a text of its own
                words.setdefault(loose(word), code)
    return words


@cache
def ticks() -> tuple[frozenset[str], frozenset[str]]:
    """The folded texts that take a choice, and those that do not."""
    entry = _vocabulary()["ticks"]
    return frozenset(map(fold, entry["yes"])), frozenset(map(fold, entry["no"]))


@cache
def between() -> re.Pattern[str]:
    """What may stand between two choices: punctuation, or a word for “and” or “or”."""
    words = sorted(map(fold, _vocabulary()["between"]["words"]), key=len, reverse=True)
    return re.compile(rf"(?:[\W_]|\b(?:{'|'.join(map(re.escape, words))})\b|[و和或及与])*")


@cache
def counts() -> frozenset[str]:
    """The folded words by which a number counts persons, enterprises and the like."""
    return frozenset(fold(word) for own in _vocabulary()["counts"].values() for word in own)


def is_unit(label: str) -> bool:
    """Whether the label of a question asks for the unit of a number."""
    return loose(label) in map(loose, _vocabulary()["unit"]["words"])


@lru_cache(1_000)
def is_number_of(label: str) -> bool:
    """Whether a label begins with a word for “number of”."""
    return fold(label).startswith(tuple(map(fold, _vocabulary()["number_of"]["words"])))


@lru_cache(1_000)
def is_per_cent(label: str) -> bool:
    """Whether the label of a question asks for a percentage."""
    folded = fold(label)
    return any(fold(word) in folded for word in _vocabulary()["per_cent"]["words"])


def is_total(text: str) -> bool:
    """Whether a text is a word for a total, alone or before a colon."""
    return loose(fold(text).replace("：", ":").partition(":")[0]) in _below("total")


def is_signature(text: str) -> bool:
    """Whether a text below a table is a signature or names who filled it in."""
    head, colon, _ = fold(text).replace("：", ":").partition(":")
    words = _below("signature")
    if loose(head) in words:
        return bool(colon) or head == fold(text)
    # Of several words, such as “prepared by”, what follows may stand without a colon.
    return loose(text).startswith(tuple(f"{word} " for word in words if " " in word))


def is_remark(text: str) -> bool:
    """Whether a text below a table is a source or a note, with a colon after the word."""
    head, colon, _ = fold(text).replace("：", ":").partition(":")
    return bool(colon) and loose(head) in _below("remark")


@cache
def _below(kind: str) -> frozenset[str]:
    entries = _vocabulary()["below_a_table"][kind].values()
    return frozenset(loose(word) for own in entries for word in own)
