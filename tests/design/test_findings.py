"""The shape of a finding and the catalogue of rules."""

import pytest

from rapporteur.design.findings import Entity, Finding, Rule, Severity, catalogue, rule_from


def test_every_rule_has_a_level_a_severity_and_an_entity() -> None:
    assert catalogue()["file_empty"] == Rule("file_empty", 0, Severity.BLOCKER, Entity.SUBMISSION)
    assert {rule.level for rule in catalogue().values()} <= {0, 1, 2, 3}


def test_a_blocker_is_about_a_whole_submission() -> None:
    for rule in catalogue().values():
        if rule.severity is Severity.BLOCKER:
            assert rule.entity is Entity.SUBMISSION, rule.code


def test_equal_findings_have_equal_parameters() -> None:
    finding = Finding("x", "f", params={"b": "部", "a": "1"})
    other = Finding("x", "f", params={"a": "1", "b": "部"})
    assert finding.params_json == other.params_json == '{"a": "1", "b": "部"}'


@pytest.mark.parametrize("entry", [{"severity": "FATAL"}, {"entity": "CELL"}])
def test_an_unknown_severity_or_entity_is_refused(entry: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"FATAL|CELL"):
        rule_from("x", {"level": 0, "severity": "INFO", "entity": "FIELD", **entry})
