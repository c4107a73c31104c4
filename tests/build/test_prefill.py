"""Reading the answers to fill in."""

from pathlib import Path

import pytest

from rapporteur.build import Prefill
from rapporteur.build.prefill import read_prefill
from rapporteur.design.form import Form
from rapporteur.design.roster import Respondent, Roster
from rapporteur.design.xlsform import parse_form
from rapporteur.kernel.errors import UserError

FORM = """
| survey | | | | |
| | type | name | label | relevant |
| | begin group | about | About | |
| | text | respondent | Code | |
| | select_one category | respondent_category | Category | |
| | text | unit | Unit | |
| | date | done_on | Date | |
| | integer | staff | Staff | |
| | decimal | share | Share | |
| | select_multiple level | levels | Levels | |
| | text | office | Office | ${respondent_category} = 'government' |
| | begin repeat | laws | Laws | |
| | text | law_title | Title | |
| | select_one level | law_level | Level | |
| | end repeat | | | |
| | end group | | | |
| choices | | | | |
| | list_name | name | label | |
| | category | government | Government | |
| | category | ngo | Organization | |
| | level | national | National | |
| | level | regional | Regional | |
| settings | | | | |
| | form_title | form_id | | |
| | Demo | demo | | |
"""


@pytest.fixture(scope="module")
def form() -> Form:
    return parse_form(FORM)


@pytest.fixture(scope="module")
def roster() -> Roster:
    respondents = [Respondent("AAA", "government", "en", "", "", "", {}),
              Respondent("CCC", "ngo", "en", "", "", "", {})]  # fmt: skip
    return Roster(Path("roster.csv"), {respondent.code: respondent for respondent in respondents})


def write_prefill(folder: Path, *lines: str) -> Path:
    path = folder / "answers.csv"
    path.write_text("\n".join(("respondent,question,row,value,note", *lines)), encoding="utf-8")
    return path


def test_answers_are_read_by_respondent(form: Form, roster: Roster, tmp_path: Path) -> None:
    path = write_prefill(
        tmp_path,
        'AAA,unit,,"Office, main",para. 1',
        "CCC,levels,,national regional,",
        "AAA,law_title,1,=1+1,",
        "AAA,law_level,1,m,",
        "AAA,law_title,2,社会互助经济法,",
        "AAA,done_on,,2024-02-29,",
        "AAA,staff,,-12,",
        "AAA,share,,12.50,",
        "aaa,office,,x,see unit",
    )
    assert read_prefill(path, form, roster) == {
        "AAA": (
            Prefill("unit", None, "Office, main", "para. 1"),
            Prefill("law_title", 1, "=1+1"),
            Prefill("law_level", 1, "m"),
            Prefill("law_title", 2, "社会互助经济法"),
            Prefill("done_on", None, "2024-02-29"),
            Prefill("staff", None, "-12"),
            Prefill("share", None, "12.50"),
            Prefill("office", None, "x", "see unit"),
        ),
        "CCC": (Prefill("levels", None, "national regional"),),
    }


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("ZZZ,unit,,x y,", "“ZZZ” is not on the roster"),
        ("AAA,units,,x y,", "“units” is not a question of the form"),
        ("AAA,respondent,,AAA,", "filled from the roster"),
        ("CCC,office,,Main,", "office does not apply to CCC"),
        ("AAA,unit,1,Main,", "leave `row` empty"),
        ("AAA,law_title,,Title,", "enter its row"),
        ("AAA,law_title,0,Title,", "enter its row"),
        ("AAA,law_title,2,Title,", "no row 1"),
        ("AAA,unit,, ,", "the value is empty"),
        ("AAA,unit", "it has 2 cells"),
        ("AAA,staff,,1.5,", "not a whole number"),
        ("AAA,share,,about 5,", "not a number"),
        ("AAA,share,,1e400,", "not a number"),
        ("AAA,done_on,,31/05/2024,", "not a date"),
        ("AAA,done_on,,20240531,", "not a date"),
        ("AAA,levels,,national local,", "not among the codes of level: national regional"),
        ("AAA,law_level,1,national regional,", "not among the codes"),
        ("AAA,unit,,bell \x07,", "control characters"),
    ],
)
def test_an_unusable_line_is_named(
    form: Form, roster: Roster, tmp_path: Path, line: str, problem: str
) -> None:
    with pytest.raises(UserError) as caught:
        read_prefill(write_prefill(tmp_path, line), form, roster)
    assert f"{tmp_path / 'answers.csv'}, line 2: " in caught.value.message
    assert problem in caught.value.message


def test_a_repeated_answer_is_named(form: Form, roster: Roster, tmp_path: Path) -> None:
    path = write_prefill(tmp_path, "AAA,unit,,One,", "AAA,unit,,Two,")
    with pytest.raises(UserError, match=r"line 3: .* on line 2 already"):
        read_prefill(path, form, roster)


def test_up_to_twenty_problems_are_reported_at_once(
    form: Form, roster: Roster, tmp_path: Path
) -> None:
    path = write_prefill(tmp_path, *(["ZZZ,unit,,x y,"] * 25))
    with pytest.raises(UserError) as caught:
        read_prefill(path, form, roster)
    assert caught.value.message.count("not on the roster") == 20
    assert caught.value.message.endswith("… and 5 more.")


def test_an_unusable_file_is_an_error(form: Form, roster: Roster, tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    with pytest.raises(UserError, match="cannot be read: No such file"):
        read_prefill(path, form, roster)
    path.write_text("code,value\n", encoding="utf-8")
    with pytest.raises(UserError, match="lacks the columns respondent, question, row, note"):
        read_prefill(path, form, roster)
    path.write_bytes("respondent,question,row,value,note\nAAA,unit,,Büro,".encode("latin-1"))
    with pytest.raises(UserError, match="CSV in UTF-8"):
        read_prefill(path, form, roster)
