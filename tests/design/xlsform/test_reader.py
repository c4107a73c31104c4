"""Reading an XLSForm into the model of the questionnaire."""

from pathlib import Path

import pytest

from rapporteur.design.form import Calculation, Passage
from rapporteur.design.form_names import RESERVED
from rapporteur.design.xlsform import parse_form, read_form
from rapporteur.design.xlsform.languages import language_code
from rapporteur.kernel.errors import UserError
from tests.support import FORM


def variant(old: str, new: str) -> str:
    assert FORM.count(old) == 1, old
    return FORM.replace(old, new)


def test_sections_repeats_and_questions() -> None:
    form = parse_form(FORM)
    assert (form.id, form.version, form.title) == ("tiny", "1", "Tiny")
    assert form.languages == ("en", "zh")
    assert [section.name for section in form.sections] == ["about", "work", "frameworks"]
    assert list(form.repeats) == ["laws"]
    assert [question.name for question in form.singles] == [
        "respondent", "respondent_category", "unit", "email", "completed_on",
        "progress", "timing", "topics", "share", "staff", "remarks",
    ]  # fmt: skip
    assert [question.name for question in form.repeats["laws"].questions] == [
        "law_title", "law_status", "law_year", "law_on", "law_topics", "law_budget",
    ]  # fmt: skip


def test_a_question_has_all_its_columns_of_the_form() -> None:
    question = parse_form(FORM).questions["law_year"]
    assert (question.type, question.section, question.repeat) == ("integer", "frameworks", "laws")
    assert question.label == {"en": "Year", "zh": "年份"}
    assert question.constraint == ". >= 1800 and . <= 2100"
    assert question.constraint_message == {"en": "Four digits.", "zh": "四位数。"}
    assert (question.required, question.relevant, question.list_name) == (None, None, None)


@pytest.mark.parametrize(
    ("appearance", "is_year"),
    [("year", True), ("w1 year", True), ("", False), ("month-year", False)],
)
def test_a_question_is_a_year_by_its_appearance_and_not_by_its_name(
    appearance: str, is_year: bool
) -> None:
    form = parse_form(FORM.replace(" year |", f" {appearance} |"))
    assert form.questions["law_year"].is_year is is_year
    assert [name for name, question in form.questions.items() if question.is_year] == (
        ["law_year"] if is_year else []
    )


def test_required_and_relevant() -> None:
    form = parse_form(FORM)
    assert form.questions["unit"].required == "true()"
    assert form.questions["timing"].relevant == "${progress} = 'in_place'"
    assert form.sections[2].relevant == "${respondent_category} = 'government'"


@pytest.mark.parametrize("word", ["no", "false()"])
def test_required_and_relevant_may_be_no(word: str) -> None:
    form = parse_form(
        variant("| Reporting unit | 填报单位 | yes |", f"| U | U | {word} | {word} |")
    )
    assert form.questions["unit"].required is None
    assert form.questions["unit"].relevant == "false()"


def test_the_choices_of_a_question() -> None:
    form = parse_form(FORM)
    assert [c.code for c in form.choices_of(form.questions["topics"])] == [
        "finance",
        "education",
        "other",
    ]
    assert form.choices_of(form.questions["unit"]) == ()


def test_the_fingerprint_changes_with_the_form() -> None:
    assert parse_form(FORM).fingerprint == parse_form(FORM).fingerprint
    assert parse_form(FORM).fingerprint != parse_form(FORM + "\n").fingerprint


def test_labels_without_a_language_are_english() -> None:
    form = parse_form(
        "| survey |\n| | type | name | label |\n| | begin group | g | G |\n"
        "| | text | q | Question |\n| | end group | | |\n"
    )
    assert form.questions["q"].label == {"en": "Question"}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("| | integer | staff |", "| | select_one nothing | staff |", "not a valid XLSForm"),
        ("| | begin repeat | laws |", "| | begin group | laws |", "not a valid XLSForm"),
        ("| | text | unit |", "| | text | a b |", "not a valid XLSForm"),
    ],
)
def test_an_unusable_form_is_an_error_that_names_the_file(old: str, new: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_form(variant(old, new), name="tiny.md")
    assert message in caught.value.message
    assert "tiny.md" in caught.value.message


def test_a_calculation_is_no_question() -> None:
    form = parse_form(
        """
        | survey |
        | | type | name | label | calculation |
        | | begin group | g | G | |
        | | integer | women | Women | |
        | | integer | men | Men | |
        | | calculate | everybody | | ${women} + ${men} |
        | | begin repeat | laws | Laws | |
        | | integer | year | Year | |
        | | calculate | age | | 2024 - ${year} |
        | | end repeat | | | |
        | | end group | | | |
        """
    )
    assert [question.name for question in form.questions_in_order()] == ["women", "men", "year"]
    assert form.calculations == {
        "everybody": Calculation("everybody", None, "${women} + ${men}"),
        "age": Calculation("age", "laws", "2024 - ${year}"),
    }


def test_the_names_of_the_program_s_tables_are_reserved() -> None:
    assert {"main", "answers", "findings", "submissions"} <= RESERVED


def test_the_error_for_a_missing_form_names_it(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"none\.md cannot be read"):
        read_form(tmp_path / "none.md")


def test_a_form_not_in_utf_8_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    path.write_bytes(FORM.encode("utf-16"))
    with pytest.raises(UserError, match="is not a valid XLSForm"):
        read_form(path)


TYPOGRAPHIC = """
| survey |
| | type | name | label::English (en) | label::Français (fr) | hint::Français (fr) | required | required_message::English (en) |
| | begin_group | g | “Our”  group | L’ensemble | L’État | | |
| | select_one k | q | The State’s kind | Genre de l’État | N’oubliez pas : « l’État » | yes | Choose “one”. |
| | text | plain | State's name | Nom de l'État | | | |
| | end_group | | | | | | |
| choices |
| | list_name | name | label::English (en) | label::Français (fr) |
| | k | before | Before | Avant l’adoption |
| | k | after | After | Après |
"""  # noqa: E501


def test_quotation_marks_and_apostrophes_stay_as_they_are_written() -> None:
    form = parse_form(TYPOGRAPHIC)
    assert form.sections[0].label == {"en": "“Our” group", "fr": "L’ensemble"}
    assert form.sections[0].hint == {"fr": "L’État"}
    question = form.questions["q"]
    assert question.label == {"en": "The State’s kind", "fr": "Genre de l’État"}
    assert question.hint == {"fr": "N’oubliez pas\u00a0: «\u202fl’État\u202f»"}
    assert question.required_message == {"en": "Choose “one”."}
    assert form.questions["plain"].label == {"en": "State's name", "fr": "Nom de l'État"}
    assert form.choices["k"][0].label["fr"] == "Avant l’adoption"


def test_texts_with_straight_ones_may_come_back_in_older_workbooks() -> None:
    form = parse_form(TYPOGRAPHIC)
    assert form.former_choices == {"k": {"before": ("Avant l'adoption",)}}
    assert {
        "The State's kind",
        "Genre de l'État",
        "N'oubliez pas\u00a0: «\u202fl'État\u202f»",
    } <= set(form.former["q"])
    assert "plain" not in form.former


def test_a_table_list_is_a_group_like_others() -> None:
    form = parse_form(
        """
        | survey |
        | | type | name | label | appearance |
        | | begin group | stock | Stock | table-list |
        | | select_one yn | ors | Salts | |
        | | select_one yn | gloves | Gloves | |
        | | end group | | | |
        | choices |
        | | list_name | name | label |
        | | yn | yes | Yes |
        """
    )
    (section,) = form.sections
    assert section.label == {"en": "Stock"}
    assert [item.name for item in section.items] == ["ors", "gloves"]


def test_rows_outside_groups_have_sections_of_their_own() -> None:
    form = parse_form(
        """
        | survey |
        | | type | name | label::Spanish | label::Russian |
        | | text | general | Primera | Первый |
        | | begin group | g | Grupo | Группа |
        | | text | q | Pregunta | Вопрос |
        | | end group | | | |
        | | note | n | Nota | Примечание |
        | | begin repeat | rows | Filas | Строки |
        | | text | last | Última | Последний |
        | | end repeat | | | |
        """
    )
    assert [(section.name, section.label) for section in form.sections] == [
        ("general_2", {"es": "Preguntas generales", "ru": "Общие вопросы"}),
        ("g", {"es": "Grupo", "ru": "Группа"}),
        ("general_3", {"es": "Preguntas generales (2)", "ru": "Общие вопросы (2)"}),
    ]
    assert [item.name for item in form.sections[2].items] == ["n", "rows"]
    assert form.repeats["rows"].section == "general_3"


def test_groups_in_groups_are_headings_whose_conditions_are_combined() -> None:
    form = parse_form(
        """
        | survey |
        | | type | name | label | relevant |
        | | begin group | a | A | ${x} = 1 |
        | | integer | x | X | |
        | | begin group | b | B | ${x} = 2 |
        | | text | y | Y | |
        | | begin group | c | | ${x} = 3 or ${x} = 4 |
        | | text | z | Z | ${y} = 'z' |
        | | end group | | | |
        | | end group | | | |
        | | end group | | | |
        """
    )
    (section,) = form.sections
    assert section.relevant == "${x} = 1"
    x, heading, y, z = section.items
    assert isinstance(heading, Passage)
    assert (heading.label, heading.is_heading) == ({"en": "B"}, True)
    assert (x.relevant, y.relevant) == (None, "${x} = 2")
    assert z.relevant == "((${x} = 2) and (${x} = 3 or ${x} = 4)) and (${y} = 'z')"


def test_names_become_columns_in_expressions_too() -> None:
    form = parse_form(
        """
        | survey |
        | | type | name | label | relevant | calculation |
        | | text | HH-ID | Household | | |
        | | text | hh_id | Other | ${HH-ID} = 'a' | |
        | | integer | Select | Select | ../hh_id = '../HH-ID' | |
        | | calculate | Sum.1 | | | ${Select} * 2 |
        """
    )
    assert list(form.questions) == ["hh_id_", "hh_id", "select_"]
    assert form.questions["hh_id"].relevant == "${hh_id_} = 'a'"
    assert form.questions["select_"].relevant == "${hh_id} = '../HH-ID'"
    assert form.calculations == {"sum_1": Calculation("sum_1", None, "${select_} * 2")}
    (note,) = form.notes
    assert note.message.startswith("the form, rows 2, 4, 5 of the survey sheet: names that SQL")
    assert "HH-ID → hh_id_, Select → select_, Sum.1 → sum_1." in note.message


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Français", "fr"), ("francais", "fr"), ("French", "fr"), ("FRENCH (France)", "fr"),
        ("fr", "fr"), ("Français (fr-CA)", "fr"), ("Französisch", None), ("العربية", "ar"),
        ("法语", "fr"), ("中文", "zh"), ("Chinese (Simplified)", "zh"), ("Kiswahili", "sw"),
        ("Русский", "ru"), ("Klingonese", None), ("Language 1", None),
    ],
)  # fmt: skip
def test_languages_are_known_by_their_names(heading: str, code: str | None) -> None:
    assert language_code(heading) == code


def test_a_language_that_is_not_known_is_refused_by_name() -> None:
    form = "| survey |\n| | type | name | label::Klingonese |\n| | text | q | Q |\n"
    with pytest.raises(UserError, match="column “label::Klingonese”: “Klingonese” is no language"):
        parse_form(form)
    settings = "| settings |\n| | default_language |\n| | Klingonese |\n"
    with pytest.raises(UserError, match="default_language “Klingonese” is not known"):
        parse_form(form.replace("::Klingonese", "") + settings)


def test_the_end_of_a_group_in_a_group_is_marked_where_the_section_goes_on() -> None:
    form = parse_form(
        """
        | survey |
        | | type | name | label |
        | | begin group | a | A |
        | | begin group | b | B |
        | | text | x | X |
        | | end group | | |
        | | text | y | Y |
        | | end group | | |
        """
    )
    items = form.sections[0].items
    assert [(item.name, bool(item.label)) for item in items] == [
        ("b", True), ("x", True), ("b", False), ("y", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("names", "columns"),
    [
        (["respondent", "respondent_category"], ["respondent", "respondent_category"]),
        (["respondent_category"], ["respondent_category"]),
        (["respondent"], ["respondent_"]),
    ],
)
def test_a_respondent_without_a_category_is_a_question_like_others(
    names: list[str], columns: list[str]
) -> None:
    rows = "".join(f"| | text | {name} | Label |\n" for name in names)
    form = parse_form(f"| survey |\n| | type | name | label |\n{rows}")
    assert list(form.questions) == columns
