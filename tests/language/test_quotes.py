"""Quotation marks within quotation marks."""

import pytest

from rapporteur.language.quotes import nested


@pytest.mark.parametrize(
    ("language", "text", "inside"),
    [
        ("en", "Follow-up to “Peace”", "Follow-up to ‘Peace’"),
        ("es", "Seguimiento de “Paz”", "Seguimiento de ‘Paz’"),
        ("fr", "Suite donnée à «\u202fPaix\u202f»", "Suite donnée à “Paix”"),
        ("fr", "Suite donnée à «\u00a0Paix\u00a0»\u202f?", "Suite donnée à “Paix”\u202f?"),
        ("ru", "Ход осуществления «Мир»", "Ход осуществления „Мир“"),
        ("ar", "متابعة «السلام»", "متابعة “السلام”"),
        ("zh", "“和平”的后续行动", "‘和平’的后续行动"),
        ("pt", "“Paz”", "“Paz”"),
        ("en", "The State’s law", "The State’s law"),
    ],
)
def test_quotations_in_a_quotation_have_other_marks(language: str, text: str, inside: str) -> None:
    assert nested(text, language) == inside
    assert nested(inside, language) == inside
