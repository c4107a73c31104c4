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


def test_a_read_only_answer_with_a_default_can_be_changed() -> None:
    form = form_of(
        """
        | type | name | label | read_only | default |
        | begin_group | g | G | | |
        | text | q | Q | yes | As before |
        | end_group | | | | |
        """
    )
    (note,) = form.notes
    assert "row 3 of the survey sheet, column “read_only”" in note.message
    assert "Respondents can change every answer" in note.remedy


@pytest.mark.parametrize(
    ("label", "hint", "shown"),
    [
        ("How old is ${leader}?", "", ("How old is [The leader]?", "")),
        ("Age", "Of ${leader}.", ("Age", "Of [The leader].")),
        ("${leader} of ${town}", "", ("[The leader] of Arba", "")),
        ("${kind}, ${sum}", "", ("Two, [sum]", "")),
    ],
)
def test_a_reference_in_a_text_shows_the_default_or_the_label(
    label: str, hint: str, shown: tuple[str, str]
) -> None:
    form = form_of(
        f"""
        | type | name | label | hint | default | calculation |
        | begin_group | g | G | | | |
        | text | leader | The **leader** | | | |
        | text | town | Town | | Arba | |
        | select_one k | kind | Kind | | b2 | |
        | calculate | sum | | | | 1 + 1 |
        | integer | age | {label} | {hint} | | |
        | end_group | | | | | |
        """,
        "| list_name | name | label |\n| k | a1 | One |\n| k | b2 | Two |",
    )
    age = form.questions["age"]
    assert (age.label["en"], age.hint.get("en", "")) == shown
    (note,) = form.notes
    assert note.message.startswith("demo.md, row 7 of the survey sheet: a text refers to an answer")


def test_a_reference_in_the_label_of_a_choice_is_noted_there() -> None:
    form = form_of(
        """
        | type | name | label |
        | text | leader | Leader |
        | select_one k | q | Q |
        """,
        "| list_name | name | label |\n| k | a1 | ${leader} |",
    )
    assert form.choices["k"][0].label == {"en": "[Leader]"}
    assert messages(form)[0].startswith("demo.md, row 2 of the choices sheet: a text refers")


@pytest.mark.parametrize(
    ("headings", "message"),
    [
        ("label::English (en) | label::Frensh", "“Frensh” is no language that is known"),
        ("label::English (en) | label::Anglais (en)", "are both in “en”"),
    ],
)
def test_columns_of_an_unknown_or_the_same_language_are_refused(
    headings: str, message: str
) -> None:
    with pytest.raises(UserError) as caught:
        form_of(
            f"| type | name | {headings} |\n| begin_group | g | G | G |\n| text | q | Q | Q |\n"
            "| end_group | | | |"
        )
    assert message in caught.value.message
    assert caught.value.message.startswith("demo.md, survey sheet")


def test_a_column_that_names_the_default_language_goes_before_one_without_a_name() -> None:
    form = form_of(
        """
        | type | name | label | label::English (en) |
        | text | q | Old | New |
        | text | p | Alone | |
        """
    )
    assert [question.label for question in form.questions.values()] == [
        {"en": "New"},
        {"en": "Alone"},
    ]
    assert (
        "“label” and “label::English (en)” of the survey sheet are both in “en”"
        in (messages(form)[0])
    )
