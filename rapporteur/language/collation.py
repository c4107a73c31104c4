"""The alphabetical order of each language, from ICU's Unicode collation."""

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
    """The sort key of each text in the alphabetical order of `language`.

    `variant` names another order of the language (BCP 47, `co`): `stroke` for Chinese, whose
    default is `pinyin`. With `names`, the Arabic article at the beginning of a name is ignored,
    as in the lists of States and organizations of the United Nations.
    """
    key = _collator(language, variant).getSortKey
    article = "ال" if names and language == "ar" else ""
    return {text: bytes(key(text.removeprefix(article))) for text in set(texts)}
