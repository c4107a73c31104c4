"""Nothing that a form says is ignored in silence."""

from collections.abc import Sequence

import pytest

from rapporteur.design.form import Form
from rapporteur.kernel.errors import UserError
from tests.design.xlsform.forms import form_of


def messages(form: Form) -> Sequence[str]:
    return [note.message for note in form.notes]


def with_column(heading: str, *, group: str = "", text: str = "", number: str = "") -> Form:
    return form_of(
        f"""
        | type | name | label | {heading} |
        | begin_group | g | G | {group} |
        | text | first | First | {text} |
        | integer | second | Second | {number} |
        | end_group | | | |
        """
    )


@pytest.mark.parametrize(
    ("heading", "remedy"),
    [
        ("appearance", "A workbook has one way"),
        ("guidance_hint", "the column hint"),
        ("read_only", "Respondents can change every answer"),
        ("media::image", "A workbook shows no pictures"),
        ("relevent", "Did you mean relevant?"),
        ("Constraint mesage", "Did you mean constraint_message?"),
        ("trigger_warning", "Delete it, or check the name"),
        ("my notes", "Delete it, or check the name"),
    ],
)
def test_a_column_that_is_not_used_is_noted_with_its_rows(heading: str, remedy: str) -> None:
    (note,) = with_column(heading, text="yes", number="yes").notes
    assert note.message == (
        f"demo.md, rows 3, 4 of the survey sheet, column “{heading}”: what stands there is not "
        "used."
    )
    assert remedy in note.remedy


def test_the_appearance_of_a_year_is_not_noted() -> None:
    assert with_column("appearance", number="year").notes == ()
    assert len(with_column("appearance", group="year", number="minimal").notes) == 1


def test_an_empty_column_is_not_noted() -> None:
    assert with_column("appearance").notes == ()


@pytest.mark.parametrize("heading", ["required", "constraint", "constraint_message", "default"])
def test_a_column_of_questions_is_noted_in_the_row_of_a_group(heading: str) -> None:
    (note,) = with_column(heading, group="yes").notes
    assert f"row 2 of the survey sheet, column “{heading}”" in note.message
    assert "no meaning in a row of that type" in note.remedy


@pytest.mark.parametrize(
    ("relevant", "required", "hint", "heading"),
    [("1 = 1", "", "", "relevant"), ("", "yes", "", "required"), ("", "", "A sum.", "hint")],
)
def test_a_calculation_has_its_expression_alone(
    relevant: str, required: str, hint: str, heading: str
) -> None:
    form = form_of(
        f"""
        | type | name | label | calculation | relevant | required | hint |
        | begin_group | g | G | | | | |
        | integer | first | First | | | | |
        | calculate | sum | | 1 + 1 | {relevant} | {required} | {hint} |
        | end_group | | | | | | |
        """
    )
    (message,) = messages(form)
    assert f"row 4 of the survey sheet, column “{heading}”" in message


def test_aliases_of_the_standard_are_no_unused_columns() -> None:
    form = form_of(
        """
        | command | tag | caption | relevance | requiredmsg | required |
        | begin group | g | G | | | |
        | text | q | Q | 1 = 1 | Please answer. | yes |
        | end group | g | G | | | |
        """
    )
    assert form.notes == ()
    question = form.questions["q"]
    assert (question.relevant, question.required_message) == ("1 = 1", {"en": "Please answer."})


def test_columns_of_choices_and_settings_and_sheets_are_noted() -> None:
    form = form_of(
        "| type | name | label |\n| begin_group | g | G |\n| select_one k | q | Q |\n"
        "| end_group | | |",
        "| list_name | name | label | colour |\n| k | a1 | One | red |\n| k | a2 | Two | |",
        "| form_title | form_id | style |\n| T | t | pages |",
        more="| instructions |\n| | text |\n| | Read me |\n| _draft |\n| | x |\n| | y |\n",
    )
    assert messages(form) == [
        "demo.md, row 2 of the choices sheet, column “colour”: what stands there is not used.",
        "demo.md, row 2 of the settings sheet, column “style”: what stands there is not used.",
        "demo.md: the sheet “instructions” is not read.",
    ]


def test_a_row_without_a_type_is_noted() -> None:
    form = form_of(
        """
        | type | name | label | hint |
        | begin_group | g | G | |
        | text | q | Q | |
        | | | | to be discussed |
        | end_group | | | |
        """
    )
    assert any(
        message.startswith("demo.md, row 4 of the survey sheet: the row has no type")
        for message in messages(form)
    )


@pytest.mark.parametrize(
    ("label", "hint", "column"),
    [
        ("How old is ${leader}?", "", "label"),
        ("Age", "Of ${leader}.", "hint"),
        ("${leader}", "", "label"),
    ],
)
def test_a_reference_in_a_text_is_refused_with_its_row(label: str, hint: str, column: str) -> None:
    with pytest.raises(UserError) as caught:
        form_of(
            f"""
            | type | name | label | hint |
            | begin_group | g | G | |
            | text | leader | Leader | |
            | integer | age | {label} | {hint} |
            | end_group | | | |
            """
        )
    assert caught.value.message.startswith(
        f"demo.md, row 4 of the survey sheet, column “{column}”: “"
    )


def test_a_reference_in_a_label_of_a_choice_or_in_one_language_is_refused() -> None:
    survey = """
        | type | name | label::English (en) | label::Français (fr) |
        | begin_group | g | G | G |
        | text | leader | Leader | {label} |
        | select_one k | q | Q | Q |
        | end_group | | | |
        """
    choices = "| list_name | name | label |\n| k | a1 | {label} |"
    with pytest.raises(UserError, match=r"row 2 of the choices sheet, column “label”: “\$"):
        form_of(survey.format(label="Chef"), choices.format(label="${leader}"))
    with pytest.raises(UserError, match=r"row 3 of the survey sheet, column “label::Français"):
        form_of(survey.format(label="Chef ${q}"), choices.format(label="One"))


@pytest.mark.parametrize(
    ("headings", "message"),
    [
        ("label::English (en) | label::French", "column “label::French”: the language has no code"),
        ("label::English (en) | label::Anglais (en)", "are both in “en”"),
        ("label | label::English (en)", "are both in “en”"),
    ],
)
def test_two_columns_of_one_language_are_refused(headings: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        form_of(
            f"| type | name | {headings} |\n| begin_group | g | G | G |\n| text | q | Q | Q |\n"
            "| end_group | | | |"
        )
    assert message in caught.value.message
    assert caught.value.message.startswith("demo.md, survey sheet")
