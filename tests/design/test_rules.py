"""The rules of a cycle: the program's and its own."""

import re
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.design.findings import Severity, catalogue
from rapporteur.design.rules import checks, entries, explain, markdown, rules
from rapporteur.kernel.errors import UserError
from rapporteur.language.messages import languages
from tests.support import ROOT


def test_a_check_is_a_rule_of_the_cycle_s_own(tiny: Cycle) -> None:
    known = rules(tiny)
    assert set(known) == {*catalogue(), "law_without_year"}
    assert known["law_without_year"].severity is Severity.WARNING


def test_it_explains_itself_in_the_reader_s_language(tiny: Cycle) -> None:
    params = {"title": "Act"}
    assert explain(checks(tiny), "law_without_year", "en", params) == (
        "The law “Act” has no year.",
        "Enter its year.",
    )
    assert explain(checks(tiny), "law_without_year", "zh", params)[0] == "法律“Act”未填年份。"


def test_what_a_check_does_not_say_in_the_reader_s_language_says_in_which(tiny: Cycle) -> None:
    params = {"title": "Loi"}
    assert explain(checks(tiny), "law_without_year", "fr", params) == (
        "[en] The law “Loi” has no year.",
        "[en] Enter its year.",
    )


def test_nothing_is_explained_in_a_language_without_messages(tiny: Cycle) -> None:
    with pytest.raises(UserError, match="has no messages in “xx”"):
        entries(tiny, "xx")


def test_the_program_s_rules_explain_themselves(tiny: Cycle) -> None:
    said, remedy = explain(checks(tiny), "not_a_number", "en", {"value": "many"})
    assert "“many”" in said
    assert remedy


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('severity = "WARNING"', 'severity = "BAD"'),
        ("level = 1", ""),
        ("[remedy]", "[cure]"),
        ("level = 1", "level ="),
    ],
)
def test_a_sidecar_that_lacks_something_is_named(tiny: Cycle, old: str, new: str) -> None:
    path = tiny.sql / "checks" / "law_without_year.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(
        UserError, match=r"law_without_year\.toml (cannot be used|is not valid TOML)"
    ):
        checks(tiny)


def test_a_check_without_sidecar_is_refused(tiny: Cycle) -> None:
    (tiny.sql / "checks" / "law_without_year.toml").unlink()
    with pytest.raises(UserError, match=r"law_without_year\.toml is missing"):
        checks(tiny)


@pytest.fixture(scope="module")
def project() -> Cycle:
    """The cycle of the project, of which docs/rules.md is."""
    return load_cycle(ROOT, "a79-sse")


def test_the_project_s_checks_say_all_in_every_language(project: Cycle) -> None:
    assert len(checks(project)) >= 8
    for name, check in checks(project).items():
        for text in (check.message, check.remedy):
            assert set(languages()) <= set(text), name


@pytest.mark.parametrize("language", languages())
def test_every_rule_is_explained_in_every_language(project: Cycle, language: str) -> None:
    english = {one.code: one for one in entries(project)}
    assert set(english) == set(rules(project))
    for one in entries(project, language):
        assert one.message, one
        assert one.remedy, one
        named = [set(re.findall(r"\{\w+\}", text.message)) for text in (one, english[one.code])]
        assert named[0] == named[1]
        assert language == "en" or one.message != english[one.code].message


def test_the_page_of_rules_is_current(project: Cycle) -> None:
    page = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert page == markdown(project), "run `make docs`"


def test_the_page_has_every_rule_under_its_level(project: Cycle) -> None:
    levels = markdown(project).split("## Level ")[1:]
    for code, rule in rules(project).items():
        assert f"| `{code}` | {rule.severity} | {rule.entity} | " in levels[rule.level]


def test_every_rule_has_a_test_that_names_it(project: Cycle) -> None:
    """That they provoke it, the tests of the corpus and of the checks hold for their own."""
    texts = [
        path.read_text(encoding="utf-8")
        for path in (ROOT / "tests").rglob("test_*.py")
        if path.name not in (Path(__file__).name, "test_findings_languages.py")
    ]
    for code in rules(project):
        assert any(f'"{code}"' in text for text in texts), f"{code}: no test provokes it"
