"""Drop-downs: one for each list, with the missing-value codes that no choice is labelled as."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from rapporteur.build import build_all
from rapporteur.build.hidden_sheets import defined_names
from rapporteur.build.prefill import read_prefill
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.kernel.errors import UserError

FORM = """
| survey |
| | type | name | label::English (en) | label::Chinese (zh) | default | relevant |
| | begin_group | about | About | 概况 | | |
| | text | respondent | Code | 代码 | | |
| | select_one category | respondent_category | Category | 类别 | | |
| | text | unit | Unit | 单位 | Ministry of Labour | |
| | integer | units | Units | 单位数 | 5 | |
| | date | done_on | Date | 日期 | 2024-05-31 | |
| | select_one YesNo | asked | Asked? | 问？ | yes | |
| | select_one yesno | answered | Answered? | 答？ | | |
| | select_multiple a-b | first | First | 一 | one two | |
| | select_one a_b | second | Second | 二 | | |
| | select_one sex or_other | sex | Sex | 性别 | | |
| | text | only_ngo | Network | 网络 | Own | ${respondent_category} = 'ngo' |
| | end_group | | | | | |
| choices |
| | list_name | name | label::English (en) | label::Chinese (zh) |
| | category | government | Government | 政府 |
| | category | ngo | NGO | 非政府组织 |
| | YesNo | yes | Yes | 是 |
| | yesno | maybe | Maybe | 也许 |
| | a-b | one | One | 一 |
| | a-b | two | Two | 二 |
| | a_b | three | Three | 三 |
| | sex | male | M | 男 |
| | sex | female | F | 女 |
| settings |
| | form_title | form_id | version | default_language |
| | Demo | demo_form | 1 | English (en) |
"""


@pytest.fixture
def lists(cycle: Cycle) -> Cycle:
    """The invented cycle with a form whose lists have names that are alike."""
    (cycle.inputs / "questionnaire.md").write_text(FORM, encoding="utf-8")
    return load_cycle(cycle.home, cycle.id)


Built = Callable[..., Workbook]


@pytest.fixture
def built(lists: Cycle, tmp_path: Path) -> Built:
    """The questionnaire of a respondent as it is sent out, with the lines of a prefill file."""

    def make(code: str = "AAA", language: str = "en", *lines: str) -> Workbook:
        answers = tmp_path / "answers.csv"
        answers.write_text("\n".join(("respondent,question,row,value,note", *lines)), "utf-8")
        prefill = read_prefill(answers, lists.form, lists.roster)
        respondents = [lists.roster.respondents[code]]
        (path,) = build_all(lists, respondents, tmp_path / "out", language, prefill)
        return load_workbook(path)

    return make


def answers(workbook: Workbook) -> Mapping[str, object]:
    """What stands in the cells for answers, by the marker of the row."""
    (sheet,) = [sheet for sheet in workbook if sheet["A1"].value == "#sheet:about"]
    return {
        str(row[0]): row[3]
        for row in sheet.iter_rows(values_only=True)
        if row[0] and not str(row[0]).startswith("#") and row[3] is not None
    }


def drop_downs(workbook: Workbook) -> Mapping[str, Sequence[object]]:
    """What the drop-down of each question offers, by the marker of its row."""
    (sheet,) = [sheet for sheet in workbook if sheet["A1"].value == "#sheet:about"]
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list" and rule.formula1 in workbook.defined_names:
            ((title, area),) = workbook.defined_names[rule.formula1].destinations
            cells = [cell.value for (cell,) in workbook[title][area.replace("$", "")]]
            (row,) = {cell.row for ranges in rule.sqref.ranges for cell in [sheet[ranges.coord]]}
            offered[str(sheet.cell(row, 1).value)] = cells
    return offered


def test_lists_with_names_that_are_alike_have_drop_downs_of_their_own(built: Built) -> None:
    codes = ["a", "m", "n", "x"]
    assert drop_downs(built()) == {
        "asked": ["Yes", *codes],
        "answered": ["Maybe", *codes],
        "second": ["Three", *codes],
        "sex": ["M", "F", "Other", "a", "n", "x"],
    }


@pytest.mark.parametrize(
    ("lists", "names"),
    [
        (["a-b", "a_b"], ["choices_a_b", "choices_a_b_2"]),
        (["YesNo", "yesno", "YESNO"], ["choices_YesNo", "choices_yesno_2", "choices_YESNO_3"]),
        (["a_b_2", "a-b", "a_b"], ["choices_a_b_2", "choices_a_b", "choices_a_b_3"]),
        (["статус", "Статус"], ["choices_статус", "choices_Статус_2"]),
    ],
)
def test_names_differ_by_more_than_case(lists: Sequence[str], names: Sequence[str]) -> None:
    assert list(defined_names(lists).values()) == names


def test_a_code_that_is_a_label_is_offered_where_it_is_none(built: Built) -> None:
    assert drop_downs(built("BBB", "zh"))["sex"] == ["男", "女", "其他", "a", "n", "x"]


def test_defaults_stand_in_the_questionnaire_that_is_sent_out(built: Built) -> None:
    found = answers(built())
    assert {name: found.get(name) for name in ("unit", "units", "asked", "answered")} == {
        "unit": "Ministry of Labour", "units": 5, "asked": "Yes", "answered": None,
    }  # fmt: skip
    assert str(found["done_on"]).startswith("2024-05-31")
    assert {name for name in found if name.startswith("first/")} == {"first/one", "first/two"}
    assert "only_ngo" not in found


def test_a_default_is_in_the_language_of_the_questionnaire(built: Built) -> None:
    assert answers(built("CCC", "zh"))["asked"] == "是"
    assert answers(built("CCC", "zh"))["only_ngo"] == "Own"


def test_what_is_known_goes_before_the_default(built: Built) -> None:
    found = answers(built("AAA", "en", "AAA,units,,7,", "AAA,asked,,m,"))
    assert (found["units"], found["asked"], found["unit"]) == (7, "m", "Ministry of Labour")


def test_a_code_that_is_a_label_cannot_be_filled_in(built: Built) -> None:
    with pytest.raises(UserError, match="“m” is no missing-value code here"):
        built("AAA", "en", "AAA,sex,,m,")
    assert answers(built("AAA", "en", "AAA,sex,,male,"))["sex"] == "M"


def test_choices_from_a_file_are_read_again_when_it_changes(cycle: Cycle) -> None:
    form = FORM.replace("select_one sex or_other", "select_one_from_file sexes.csv")
    (cycle.inputs / "questionnaire.md").write_text(form, encoding="utf-8")
    labels = []
    for label in ("Man", "Male"):
        (cycle.inputs / "sexes.csv").write_text(f"name,label\nmale,{label}\n", encoding="utf-8")
        again = load_cycle(cycle.home, cycle.id)
        labels.append(again.form.choices["sexes"][0].label["en"])
        assert [path.name for path in again.choice_files] == ["sexes.csv"]
    assert labels == ["Man", "Male"]
