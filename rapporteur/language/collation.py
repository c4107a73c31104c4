"""The alphabetical order of each language, as the Unicode collation of ICU has it."""

from collections.abc import Iterable
from functools import cache

import icu


@cache
def _collator(language: str, variant: str) -> icu.Collator:
    tag = f"{language}-u-co-{variant}" if variant else language
    return icu.Collator.createInstance(icu.Locale.forLanguageTag(tag))


def sort_keys(
    texts: Iterable[str], language: str, variant: str = "", *, names: bool = False
) -> dict[str, bytes]:
    """A key for each text; in the order of the keys the texts are in that of the dictionaries.

    `variant` is an order that the language has beside its usual one (BCP 47, `co`): `stroke` for
    Chinese, which is else ordered by `pinyin`. Among the Arabic `names` of States and
    organizations the article does not count, as in the lists of the United Nations.
    """
    key = _collator(language, variant).getSortKey
    article = "ال" if names and language == "ar" else ""
    return {text: bytes(key(text.removeprefix(article))) for text in set(texts)}
