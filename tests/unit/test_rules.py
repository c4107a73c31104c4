"""The rules of a cycle: the program's and its own."""

import pytest

from rapporteur.cycle import Cycle, load_cycle
from rapporteur.errors import UserError
from rapporteur.findings import Severity, catalogue
from rapporteur.rules import checks, explain, rules
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
    assert explain(checks(tiny), "law_without_year", "fr", params)[0].startswith("The law")


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
    with pytest.raises(UserError, match=r"law_without_year\.toml cannot be used"):
        checks(tiny)


def test_a_check_without_sidecar_is_refused(tiny: Cycle) -> None:
    (tiny.sql / "checks" / "law_without_year.toml").unlink()
    with pytest.raises(UserError, match=r"law_without_year\.toml is missing"):
        checks(tiny)


def test_the_project_s_checks_say_all_in_every_language_of_the_cycle() -> None:
    cycle = load_cycle(ROOT, "a79-sse")
    assert len(checks(cycle)) >= 8
    for name, check in checks(cycle).items():
        for text in (check.message, check.remedy):
            assert set(cycle.definition.languages) <= set(text), name
