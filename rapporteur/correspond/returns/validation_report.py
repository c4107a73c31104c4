"""The findings as a validation report of the European Statistical System, version 1.0.1.

The structure is that of the ESSnet ValidatIntegration's generic validation report
(https://github.com/data-cleaning/ValidatReport); `validation-report.schema.json` describes the
part of it that this program writes. Each finding is a validation with the value 0; each rule
without a finding is one with the value 1.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rapporteur import __version__
from rapporteur.design.cycle import Cycle
from rapporteur.design.findings import Rule, Severity
from rapporteur.design.rules import checks, rules
from rapporteur.kernel.files import replacing
from rapporteur.warehouse.reader import opened
from rapporteur.warehouse.worded_findings import Reported, reported

REPORT = "validation-report.json"

SEVERITIES = {
    Severity.BLOCKER: "error",
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "information",
}
"""The report's names for our severities; it has three."""

_FORM = {
    "constraint_broken": "constraint",
    "required_missing": "required",
    "not_relevant": "relevant",
}
"""The rules whose expression is in the form, and the column of the form that holds it."""


def write_report(cycle: Cycle) -> Path:
    """Write `outputs/<cycle>/validation-report.json`. Raises `UserError` without a run."""
    with opened(cycle) as con:
        findings = list(reported(con, cycle, cycle.definition.languages[0]))
    # The time of validation, even if the report is written again later.
    when = datetime.fromtimestamp(cycle.warehouse.stat().st_mtime, UTC).replace(microsecond=0)
    path = cycle.outputs / REPORT
    with replacing(path) as beside, beside.open("w", encoding="utf-8") as stream:
        stream.write("[\n")
        for number, validation in enumerate(_validations(cycle, findings, when.isoformat())):
            stream.write(",\n" if number else "")
            json.dump(validation, stream, ensure_ascii=False)
        stream.write("\n]\n")
    return path


def _validations(
    cycle: Cycle, findings: Sequence[Reported], when: str
) -> Iterator[Mapping[str, Any]]:
    catalogue = rules(cycle)
    own_checks = checks(cycle)
    event = {"time": when, "actor": f"rapporteur {__version__}"}
    seen: dict[str, int] = {}
    for finding in findings:
        key = [
            cycle.id, finding.file, finding.respondent or "", finding.question or finding.repeat,
            "" if finding.row is None else str(finding.row), finding.where,
        ]  # fmt: skip
        identifier = _id([finding.code, *key, finding.message])
        seen[identifier] = seen.get(identifier, 0) + 1
        if seen[identifier] > 1:  # the same finding again, such as a text that equals two others
            identifier = f"{identifier}-{seen[identifier]}"
        yield {
            "id": identifier,
            "type": "validation",
            "event": event,
            "rule": {
                **_rule(
                    cycle, catalogue[finding.code], finding.code in own_checks, finding.question
                ),
                "description": finding.message,
                "explanation": finding.remedy,
            },
            "data": {"source": [key], "target": [key]},
            "value": "0",
        }
    for code in sorted(catalogue.keys() - {finding.code for finding in findings}):
        yield {
            "id": _id([code, cycle.id]),
            "type": "validation",
            "event": event,
            "rule": _rule(cycle, catalogue[code], code in own_checks, ""),
            "data": {"source": [[cycle.id]], "target": [[cycle.id]]},
            "value": "1",
        }


def _rule(cycle: Cycle, rule: Rule, is_own: bool, question: str) -> dict[str, str]:
    """The language, expression and severity of a rule, as near as can be to what was computed."""
    form_question = cycle.form.questions.get(question)
    expression = getattr(form_question, _FORM.get(rule.code, ""), None)
    if expression:
        language = "XLSForm"
    elif is_own:
        language, expression = "SQL (DuckDB)", f"checks/{rule.code}.sql"
    else:
        language, expression = f"rapporteur {__version__}", rule.code
    return {"language": language, "expression": expression, "severity": SEVERITIES[rule.severity]}


def _id(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
