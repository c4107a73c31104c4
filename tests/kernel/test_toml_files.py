"""Values as they stand in a TOML file."""

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.kernel.toml_files import toml_value


@pytest.mark.parametrize(
    "value",
    [7, -1.5, True, False, date(2026, 3, 2), ["a", "b"], [], {"en": "Works", "fr": "Été"},
     {"name": "row", "header": {"en": "Row"}, "question": ["a"]}],
)  # fmt: skip
def test_a_value_is_read_as_it_was(value: object) -> None:
    assert tomllib.loads(f"key = {toml_value(value)}") == {"key": value}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_read_as_it_was(text: str) -> None:
    assert tomllib.loads(f"key = {toml_value(text)}") == {"key": text}
