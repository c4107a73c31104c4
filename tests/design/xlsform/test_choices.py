"""Choice lists: labels that tell choices apart, lists in files, and “Other”."""

from pathlib import Path

import pytest

from rapporteur.design.form import Choice, Form
from rapporteur.design.form_names import missing_codes
from rapporteur.kernel.errors import UserError
from rapporteur.language.messages import languages
from tests.design.xlsform.forms import form_of

SURVEY = """
| type | name | label::English (en) | label::Français (fr) |
| begin_group | g | G | G |
| {kind} | q | Kind | Genre |
| end_group | | | |
"""
IN_TABLE = """
| type | name | label::English (en) | label::Français (fr) |
| begin_group | g | G | G |
| begin_repeat | laws | Laws | Lois |
| {kind} | q | Kind | Genre |
| end_repeat | | | |
| end_group | | | |
"""
CHOICES = """
| list_name | name | label::English (en) | label::Français (fr) |
| k | a1 | {first} |
| k | a2 | {second} |
"""


def form(kind: str, first: str, second: str, survey: str = SURVEY) -> Form:
    return form_of(survey.format(kind=kind), CHOICES.format(first=first, second=second))


def notes(made: Form) -> list[str]:
    return [note.message for note in made.notes]


@pytest.mark.parametrize(
    ("first", "second", "language", "labels"),
    [
        ("Programme | Plan", "Programme | Programme", "en", ["Programme (a1)", "Programme (a2)"]),
        ("Plan | Plan", "Programme | PLAN", "fr", ["Plan (a1)", "PLAN (a2)"]),
        # A choice without a label in French is shown with the English one.
        ("Act | ", "Act | Loi", "en", ["Act (a1)", "Act (a2)"]),
        ("Ａct | Loi", "Act | Droit", "en", ["Ａct (a1)", "Act (a2)"]),
    ],
)
def test_two_choices_with_one_label_are_told_apart(
    first: str, second: str, language: str, labels: list[str]
) -> None:
    made = form("select_one k", first, second)
    assert [choice.label.get(language) for choice in made.choices["k"]] == labels
    (note,) = notes(made)
    assert note.startswith("demo.md, rows 2, 3 of the choices sheet: choices of k have the same")


def test_choices_may_share_a_label_across_languages() -> None:
    choices = form("select_one k", "Act | Plan", "Plan | Programme").choices["k"]
    assert [choice.label["fr"] for choice in choices] == ["Plan", "Programme"]


def test_a_choice_without_a_label_shows_its_name() -> None:
    made = form("select_one k", "One | Un", " | ")
    assert made.choices["k"][1].label == {"en": "a2", "fr": "a2"}
    (note,) = notes(made)
    assert note.startswith("demo.md, row 3 of the choices sheet: choices of k have no label")


def test_of_two_choices_with_one_code_the_first_counts() -> None:
    rows = CHOICES.replace("| a2 |", "| a1 |").format(first="One | Un", second="Two | Deux")
    settings = "| form_id | allow_choice_duplicates |\n| f | yes |"
    made = form_of(SURVEY.format(kind="select_one k"), rows, settings)
    assert [choice.label["en"] for choice in made.choices["k"]] == ["One"]
    (note,) = notes(made)
    assert note.startswith("demo.md, row 3 of the choices sheet: the code a1 is in k twice")


def test_spaces_in_codes_become_underscores_in_expressions_too() -> None:
    made = form_of(
        """
        | type | name | label | relevant |
        | begin_group | g | G | |
        | select_one k | q | Kind | |
        | text | t | Text | ${q} = 'a 1' or ${q} = "a 1" |
        | end_group | | | |
        """,
        "| list_name | name | label |\n| k | a 1 | One |\n| k | b1 | Two |",
    )
    assert [choice.code for choice in made.choices["k"]] == ["a_1", "b1"]
    assert made.questions["t"].relevant == "${q} = 'a_1' or ${q} = \"a_1\""
    (note,) = notes(made)
    assert note.startswith("demo.md, row 2 of the choices sheet: spaces in the names of choices")


def test_a_choice_without_a_list_is_refused_with_its_row() -> None:
    rows = CHOICES.replace("| k | a2", "|  | a2").format(first="One | Un", second="Two | Deux")
    with pytest.raises(UserError, match=r"demo\.md, row 3 of the choices sheet: .* in no list"):
        form_of(SURVEY.format(kind="select_one k"), rows)


@pytest.mark.parametrize(
    ("kind", "survey"),
    [
        ("select_one k", IN_TABLE),
        ("select_multiple k", IN_TABLE),
        ("select_multiple k", SURVEY),
        ("select_one k", SURVEY),
    ],
)
def test_a_semicolon_in_a_label_does_no_harm(kind: str, survey: str) -> None:
    choices = form(kind, "Yes; in part | Oui", "No | Non", survey).choices["k"]
    assert choices[0].label["en"] == "Yes; in part"


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        ("M | H", "F | F", ("a", "n", "x")),
        ("A | A", "N | N", ("m", "x")),
        ("x | Х", "Ａ | Я", ("m", "n")),
        ("Male | М", "Female | Ж", ("a", "n", "x")),  # Cyrillic
        ("Male | Homme", "Female | Femme", ("a", "m", "n", "x")),
    ],
)
def test_a_label_that_is_a_missing_value_code_is_that_choice(
    first: str, second: str, left: tuple[str, ...]
) -> None:
    made = form("select_one k", first, second)
    assert missing_codes(made.choices_of(made.questions["q"])) == left
    assert [note.message for note in made.notes if "missing-value code" in note.message] == (
        [] if len(left) == 4 else [
            f"demo.md: a choice of k is {', '.join(code for code in 'amnx' if code not in left)} "
            "by its name or label, which therefore is no missing-value code in questions with "
            "these choices."
        ]
    )  # fmt: skip


def test_or_other_adds_a_choice_and_a_text_question() -> None:
    made = form("select_one k or_other", "One | Un", "Two | Deux")
    assert made.choices["k"][2] == Choice("other", {"en": "Other", "fr": "Autre"})
    assert list(made.questions) == ["q", "q_other"]
    text = made.questions["q_other"]
    assert (text.type, text.section, text.repeat) == ("text", "g", None)
    assert text.relevant == "selected(${q}, 'other')"
    assert text.label == {
        "en": "If “Other”, please specify: Kind",
        "fr": "Si «\u202fAutre\u202f», veuillez préciser\u00a0: Genre",
    }
    assert made.source.place("q_other") == "demo.md, row 3 of the survey sheet"
    assert made.notes == ()


@pytest.mark.parametrize(
    "kind", ["select_multiple k or_other", "select one k or specify other", "select_one k or other"]
)
def test_or_other_in_a_table_is_a_column_of_it(kind: str) -> None:
    made = form(kind, "One | Un", "Two | Deux", IN_TABLE)
    assert [question.name for question in made.repeats["laws"].questions] == ["q", "q_other"]
    assert made.questions["q_other"].repeat == "laws"


def test_or_other_takes_the_label_that_the_list_has() -> None:
    made = form_of(
        SURVEY.format(kind="select_one k or_other"),
        """
        | list_name | name | label::English (en) | label::Français (fr) |
        | k | a1 | One | Un |
        | k | other | Another one | Un autre |
        """,
    )
    assert [choice.code for choice in made.choices["k"]] == ["a1", "other"]
    assert made.questions["q_other"].label["en"] == "If “Another one”, please specify: Kind"


def test_or_other_is_in_every_language_of_the_form() -> None:
    codes = languages()
    columns = " | ".join(f"label::L ({code})" for code in codes)
    labels = " | ".join(f"Kind {code}" for code in codes)
    made = form_of(
        f"""
        | type | name | {columns} |
        | begin_group | g | {labels} |
        | select_one k or_other | q | {labels} |
        | end_group | |
        """,
        f"""
        | list_name | name | {columns} |
        | k | a1 | {labels} |
        """,
    )
    label = made.choices["k"][1].label
    assert sorted(label) == codes
    assert len(set(label.values())) == len(codes)
    for code in codes:
        assert f"Kind {code}" in made.questions["q_other"].label[code]
        assert label[code] in made.questions["q_other"].label[code]


def test_a_list_that_gets_other_from_another_question_is_noted() -> None:
    made = form_of(
        """
        | type | name | label |
        | begin_group | g | G |
        | select_one k or_other | first | First |
        | select_one k | second | Second |
        | end_group | | |
        """,
        "| list_name | name | label |\n| k | a1 | One |",
    )
    (note,) = made.notes
    assert note.message.startswith("demo.md, row 4 of the survey sheet: second has the choice")


FILE = "name,label::English (en),label::Français (fr),region\n250,France,France,150\n"


def from_file(folder: Path, kind: str, content: str | bytes | None, parameters: str = "") -> Form:
    if content is not None:
        data = content if isinstance(content, bytes) else content.encode()
        (folder / "countries.csv").write_bytes(data)
    return form_of(
        f"""
        | type | name | label | parameters |
        | begin_group | g | G | |
        | {kind} | q | Country | {parameters} |
        | end_group | | | |
        """,
        folder=folder,
    )


@pytest.mark.parametrize("kind", ["select_one_from_file", "select one from file"])
def test_choices_are_read_from_a_file_beside_the_form(kind: str, tmp_path: Path) -> None:
    made = from_file(tmp_path, f"{kind} countries.csv", FILE)
    question = made.questions["q"]
    assert (question.type, question.list_name) == ("select_one", "countries")
    assert made.choices_of(question) == (Choice("250", {"en": "France", "fr": "France"}),)
    (note,) = made.notes
    assert note.message == (
        "demo.md, row 3 of the survey sheet: the columns region of countries.csv are not used."
    )


def test_several_choices_may_come_from_a_file(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbfname,label\r\na1,One\r\na2,Two\r\n"
    made = from_file(tmp_path, "select_multiple_from_file countries.csv", content)
    assert made.questions["q"].type == "select_multiple"
    assert [choice.label for choice in made.choices["countries"]] == [{"en": "One"}, {"en": "Two"}]
    assert made.notes == ()


def test_the_columns_of_a_file_may_have_other_names(tmp_path: Path) -> None:
    made = from_file(
        tmp_path, "select_one_from_file countries.csv", "iso3,title\nFRA,France\n",
        "value=iso3 label=title",
    )  # fmt: skip
    assert made.choices["countries"] == (Choice("FRA", {"en": "France"}),)
    assert made.notes == ()


def test_the_fingerprint_changes_with_a_file_of_choices(tmp_path: Path) -> None:
    kind = "select_one_from_file countries.csv"
    first = from_file(tmp_path, kind, FILE).fingerprint
    assert from_file(tmp_path, kind, FILE).fingerprint == first
    assert from_file(tmp_path, kind, FILE + "276,Germany,Allemagne,150\n").fingerprint != first


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "row 3 of the survey sheet: countries.csv lacks the column name or label"),
        ("name,title\na,A\n", "countries.csv lacks the column name or label"),
        ("name,label\n,One\n", "countries.csv, line 2: a choice needs a code"),
        ("name,label\nb1,One\nb1,Two\n", "line 3: the code “b1” is on line 2 already"),
        ("name,label::Frensh\nb1,Un\n", "“Frensh” is no language that is known"),
        ("name,label\nb1,Économie\n".encode("latin-1"), "countries.csv, line 2: this is not"),
        ('name,label\nb1,"One\n', "countries.csv, line 2: unexpected end"),
    ],
    ids=range(7),
)
def test_an_unusable_file_of_choices_is_refused(
    content: str | bytes | None, message: str, tmp_path: Path
) -> None:
    with pytest.raises(UserError) as caught:
        from_file(tmp_path, "select_one_from_file countries.csv", content)
    assert message in caught.value.message


@pytest.mark.parametrize("name", ["../countries.csv", "countries.xml", "lists/countries.csv"])
def test_choices_in_a_file_elsewhere_or_of_another_kind_are_written(
    name: str, tmp_path: Path
) -> None:
    made = from_file(tmp_path, f"select_one_from_file {name}", FILE)
    assert (made.questions["q"].type, made.questions["q"].list_name) == ("text", None)
    (note,) = notes(made)
    assert note.startswith(
        f"demo.md, row 3 of the survey sheet: choices cannot be taken from “{name}”"
    )


def test_choices_in_a_missing_file_are_written(tmp_path: Path) -> None:
    made = from_file(tmp_path, "select_multiple_from_file countries.csv", None)
    assert made.questions["q"].type == "text"
    (note,) = notes(made)
    assert "row 3 of the survey sheet: the file countries.csv with the choices is missing" in note


def test_choices_from_the_answers_to_a_repeat_are_written() -> None:
    made = form_of(
        """
        | type | name | label |
        | begin_group | g | G |
        | begin_repeat | laws | Laws |
        | text | law | Law |
        | end_repeat | | |
        | select_one ${law} | q | Which? |
        | end_group | | |
        """
    )
    assert made.questions["q"].type == "text"
    (note,) = notes(made)
    assert note.startswith("demo.md, row 6 of the survey sheet: the choices come from other")
