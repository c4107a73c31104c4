"""The roster of respondents."""

from pathlib import Path

import pytest

from rapporteur.design.roster import Respondent, read_roster, roster_problems
from rapporteur.kernel.errors import UserError
from tests.support import ROSTER, ROSTER_HEADER

CATEGORIES = ("government", "ngo")


def write_roster(tmp_path: Path, text: str, encoding: str = "utf-8") -> Path:
    path = tmp_path / "roster.csv"
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_respondents_in_the_order_of_the_file(tmp_path: Path, encoding: str) -> None:
    roster = read_roster(write_roster(tmp_path, ROSTER, encoding), CATEGORIES)
    assert len(roster) == 29
    assert [respondent.code for respondent in roster][:3] == ["XAA", "XAB", "XBA"]
    civil = roster.respondents["CIVIL-A"]
    assert (civil.category, civil.language) == ("ngo", "zh")
    assert civil.name == {"en": "Network A", "zh": "民间组织甲"}


def test_a_respondent_is_addressed_by_a_name_that_it_bears(tmp_path: Path) -> None:
    named = ROSTER.replace("民间组织甲", "")
    roster = read_roster(write_roster(tmp_path, named), CATEGORIES).respondents
    assert roster["XAA"].addressed("zh") == "国家XAA"
    assert roster["CIVIL-A"].addressed("zh") == roster["CIVIL-A"].addressed("ar") == "Network A"
    assert Respondent("N", "ngo", "en", "", "", "", {}).addressed("en") == ""


def test_four_columns_are_enough_and_a_name_is_that_of_every_language(tmp_path: Path) -> None:
    text = "code,name,category,language,name_fr\nA,Works,unit,en,\nB,Crafts,unit,fr,Métiers\n"
    roster = read_roster(write_roster(tmp_path, text))
    assert {*roster.respondents["A"].name} == {"ar", "en", "es", "fr", "ru", "zh"}
    assert roster.respondents["A"].addressed("zh") == "Works"
    assert roster.respondents["B"].name["fr"] == "Métiers"
    assert (roster.respondents["A"].m49, roster.respondents["A"].groups) == ("", frozenset())


def test_a_roster_names_those_who_are_asked(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="has no column of names"):
        read_roster(write_roster(tmp_path, "code,category,language\nA,unit,en\n"))


def test_every_problem_of_a_roster_is_told(tmp_path: Path) -> None:
    text = (
        "code,name,category,language,email\na,A,x,en,\nB,B,,en,\nC,C,x,en,c\nD,D,x,en,\nD,,x,en,\n"
    )
    path = write_roster(tmp_path, text)
    told = [problem.message.removeprefix(f"{path}, ") for problem in roster_problems(path)]
    assert told == [
        "line 2: the code “a” is empty, malformed or used twice.",
        "line 3: B is of no category.",
        "line 4: “c” is not an e-mail address.",
        "line 6: the code “D” is empty, malformed or used twice.",
    ]
    assert len(roster_problems(tmp_path / "none.csv")) == 1


def test_a_code_is_found_whatever_its_case(tmp_path: Path) -> None:
    roster = read_roster(write_roster(tmp_path, ROSTER), CATEGORIES)
    assert roster.get(" civil-a ") is roster.respondents["CIVIL-A"]
    assert roster.get("XZZ") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (ROSTER.replace("language,", "", 1), "lacks the columns language"),
        (ROSTER + "XAA,government,en,,,,,,,,A,,,,,\n", "“XAA” is empty, malformed or used twice"),
        (ROSTER + "xac,government,en,,,,,,,,A,,,,,\n", "“xac” is empty"),
        (ROSTER + ",government,en,,,,,,,,A,,,,,\n", "“” is empty"),
        (ROSTER + "XAC,state,en,,,,,,,,A,,,,,\n", "unknown category “state”"),
        (ROSTER + "XAC\n", "unknown category"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, text: str, message: str) -> None:
    path = write_roster(tmp_path, text)
    with pytest.raises(UserError) as caught:
        read_roster(path, CATEGORIES)
    assert message in caught.value.message
    assert str(path) in caught.value.message
    if "columns" not in message:
        assert f"line {text.count(chr(10))}" in caught.value.message


def test_a_roster_saved_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = write_roster(tmp_path, ROSTER_HEADER + "XAA,government,en,,,,,,,,Île,,,,,\n", "latin-1")
    with pytest.raises(UserError, match="line 2: this is not Unicode"):
        read_roster(path, CATEGORIES)


def test_a_missing_roster_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_roster(tmp_path / "none.csv", CATEGORIES)


WITH_EMAIL = ROSTER_HEADER.replace("\n", ",email\n") + "XAA,government,en,,,,,,,,A,,,,,,{}\n"


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("", ()),
        ("unit@example.org", ("unit@example.org",)),
        (" unit@example.org ; o'neill+sse@mail.un-body.example;", (
            "unit@example.org",
            "o'neill+sse@mail.un-body.example",
        )),
    ],
)  # fmt: skip
def test_addresses_are_optional_and_may_be_several(
    tmp_path: Path, email: str, expected: tuple[str, ...]
) -> None:
    roster = read_roster(write_roster(tmp_path, WITH_EMAIL.format(email)), CATEGORIES)
    assert roster.respondents["XAA"].email == expected
    assert read_roster(write_roster(tmp_path, ROSTER), CATEGORIES).respondents["XAA"].email == ()


@pytest.mark.parametrize(
    "address",
    ["unit", "unit@", "@example.org", "a@b", "a@b@c.org", "A <a@example.org>", "ü@example.org",
     "a@example.org b@example.org", "a@-.org", '"a@example.org\nBcc: b@example.org"'],
)  # fmt: skip
def test_a_bad_address_is_named(tmp_path: Path, address: str) -> None:
    path = write_roster(tmp_path, WITH_EMAIL.format(f"ok@example.org;{address}"))
    if address.startswith('"'):
        path = write_roster(tmp_path, WITH_EMAIL.format(address))
    with pytest.raises(UserError, match=r"(?s)line \d: “.*” is not an e-mail address") as caught:
        read_roster(path, CATEGORIES)
    assert "semicolons" in caught.value.remedy
