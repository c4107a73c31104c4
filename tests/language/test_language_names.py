"""Languages by what people call them."""

import pytest

from rapporteur.language.cldr import language_named


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fr", "fr"), ("FR", "fr"), ("fr-CH", "fr"), ("pt_BR", "pt"), ("French", "fr"),
        ("français", "fr"), ("Francés", "fr"), ("французский", "fr"), ("法语", "fr"),
        ("中文", "zh"), ("Chinese", "zh"), ("العربية", "ar"), ("Kiswahili", "sw"),
        ("Klingonese", ""), ("xx", ""), ("", ""), ("France", ""),
    ],
)  # fmt: skip
def test_a_language_is_known_by_code_and_by_name(text: str, code: str) -> None:
    assert language_named(text) == code
