"""The order of names in each language, against the lists that the United Nations print."""

import pytest

from rapporteur.language.collation import sort_keys


def ordered(
    texts: list[str], language: str, variant: str = "", *, names: bool = False
) -> list[str]:
    keys = sort_keys(texts, language, variant, names=names)
    return sorted(texts, key=keys.__getitem__)


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("en", ["Côte d’Ivoire", "Croatia", "Türkiye", "Tuvalu"]),
        ("fr", ["Égypte", "Émirats arabes unis", "Équateur", "Érythrée", "Espagne"]),
        ("es", ["Nicaragua", "Nueva Zelandia", "Ñandú", "Omán"]),
        ("ru", ["Ангола", "Бельгия", "Ёлкино", "Женева", "Япония"]),
        ("zh", ["阿富汗", "巴西", "大韩民国", "法国", "西班牙", "中国"]),
    ],
)
def test_the_order_is_that_of_the_dictionaries(language: str, texts: list[str]) -> None:
    assert ordered(texts[::-1], language) == texts


def test_chinese_by_strokes() -> None:
    # 1, 3, 4, 5, 8 strokes.
    assert ordered(["法国", "中国", "丙国", "大国", "一国"], "zh", "stroke") == [
        "一国", "大国", "中国", "丙国", "法国",
    ]  # fmt: skip


def test_the_arabic_article_does_not_count_among_names() -> None:
    names = ["إثيوبيا", "الأرجنتين", "أرمينيا", "بلجيكا", "اليابان"]
    assert ordered(names[::-1], "ar", names=True) == names
    assert ordered(["اليابان", "بلجيكا"], "ar") == ["اليابان", "بلجيكا"]
