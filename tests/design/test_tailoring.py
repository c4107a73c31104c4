"""Tailoring the questionnaire to a respondent."""

from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Repeat
from rapporteur.design.tailoring import presets, tailored
from rapporteur.design.xlsform import parse_form
from tests.support import FORM


def names(form_text: str, category: str) -> dict[str, list[str]]:
    """The items of each section that remain, by the section's name."""
    form = tailored(parse_form(form_text), {"respondent": "X", "respondent_category": category})
    return {section.name: [item.name for item in section.items] for section in form.sections}


def test_the_roster_presets_two_answers(tiny: Cycle) -> None:
    civil = tiny.roster.respondents["CIVIL-A"]
    assert presets(civil) == {"respondent": "CIVIL-A", "respondent_category": "ngo"}


def test_a_section_for_another_category_is_left_out() -> None:
    assert list(names(FORM, "government")) == ["about", "work", "frameworks"]
    assert list(names(FORM, "ngo")) == ["about", "work"]


def test_a_question_that_depends_on_an_answer_stays() -> None:
    assert "timing" in names(FORM, "ngo")["work"]


def test_a_question_that_depends_on_an_omitted_one_is_left_out() -> None:
    text = FORM.replace(
        "| | select_one progress | progress | Progress | 进展 | yes | |",
        "| | select_one progress | progress | Progress | 进展 | yes "
        "| ${respondent_category} = 'government' |",
    )
    assert "timing" in names(text, "government")["work"]
    assert names(text, "ngo")["work"] == ["topics", "share", "staff"]


def test_a_table_with_no_question_left_is_left_out() -> None:
    text = FORM.replace(
        "| | begin repeat | laws | Laws | 法律 | | |",
        "| | begin repeat | laws | Laws | 法律 | | ${respondent} = 'Y' |",
    )
    assert names(text, "government")["frameworks"] == ["remarks"]


def test_a_column_for_another_respondent_is_left_out() -> None:
    text = FORM.replace(
        "| | integer | law_year | Year | 年份 | | |",
        "| | integer | law_year | Year | 年份 | | ${respondent} = 'Y' |",
    )
    form = tailored(parse_form(text), {"respondent": "X", "respondent_category": "government"})
    laws = form.sections[2].items[0]
    assert isinstance(laws, Repeat)
    assert "law_year" not in [question.name for question in laws.questions]
