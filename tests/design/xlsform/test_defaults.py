"""The column `default`."""

import pytest

from rapporteur.design.form import Form
from tests.design.xlsform.forms import form_of

CHOICES = """
| list_name | name | label |
| k | a1 | One |
| k | a2 | Two |
"""


def form(kind: str, default: str) -> Form:
    return form_of(
        f"""
        | type | name | label | default |
        | begin_group | g | G | |
        | {kind} | q | Q | {default} |
        | end_group | | | |
        """,
        CHOICES,
    )


@pytest.mark.parametrize(
    ("kind", "default"),
    [
        ("integer", "5"),
        ("decimal", "-2.5"),
        ("date", "2024-05-31"),
        ("text", "Ministry of Labour"),
        ("select_one k", "a2"),
        ("select_multiple k", "a1 a2"),
    ],
)
def test_a_default_belongs_to_its_question(kind: str, default: str) -> None:
    made = form(kind, default)
    assert made.questions["q"].default == default
    assert made.notes == ()


@pytest.mark.parametrize(
    ("kind", "default", "problem"),
    [
        ("integer", "five", "“five” is not filled in, since it is not a whole number"),
        ("decimal", "1,5", "“1,5” is not filled in, since it is not a number"),
        ("date", "31.5.2024", "“31.5.2024” is not filled in, since it is not a date"),
        ("date", "2024-02-30", "“2024-02-30” is not filled in, since it is not a date"),
        ("select_one k", "One", "is not filled in, since it is not among the codes of k: a1 a2"),
        ("select_multiple k", "a1 a3", "is not filled in, since it is not among the codes of k"),
        ("text", "m", "“m” is not filled in, since it means a missing value"),
        ("integer", "n", "“n” is not filled in, since it is not a whole number"),
    ],
)
def test_a_default_that_is_no_answer_is_noted(kind: str, default: str, problem: str) -> None:
    made = form(kind, default)
    assert made.questions["q"].default == ""
    (note,) = made.notes
    assert note.message.startswith("demo.md, row 3 of the survey sheet: the default ")
    assert problem in note.message


@pytest.mark.parametrize(
    ("kind", "default"),
    [("date", "today()"), ("integer", "1 + 1"), ("text", "concat('a', 'b')")],
)
def test_a_computed_default_is_noted(kind: str, default: str) -> None:
    made = form(kind, default)
    assert made.questions["q"].default == ""
    (note,) = made.notes
    assert note.message.startswith(
        f"demo.md, row 3 of the survey sheet: the default “{default}” is not filled in"
    )


def test_defaults_in_tables_and_of_what_the_roster_answers_are_noted() -> None:
    made = form_of(
        """
        | type | name | label | default |
        | begin_group | g | G | |
        | text | respondent | Code | FRA |
        | text | respondent_category | Category | |
        | begin_repeat | laws | Laws | |
        | text | law | Law | Title |
        | end_repeat | | | |
        | end_group | | | |
        """
    )
    assert [question.default for question in made.questions.values()] == ["", "", ""]
    roster, table = [note.message for note in made.notes]
    assert roster.endswith("“FRA” is not filled in, since the answer comes from the roster.")
    assert "row 6 of the survey sheet" in table
    assert "each empty row of the table would count" in table
