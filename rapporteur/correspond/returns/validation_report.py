"""The findings as a validation report of the European Statistical System, version 1.0.1.

The structure is the ESSnet ValidatIntegration's generic validation report
(https://github.com/data-cleaning/ValidatReport); `validation-report.schema.json` is what this
program writes of it. Each finding is a validation with the value 0; each rule that nothing broke
is one with the value 1.
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

SEVERITIES = {
    Severity.BLOCKER: "error",
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "information",
}
"""The report's names of our severities: it has three."""

_FORM = {
    "constraint_broken": "constraint",
    "required_missing": "required",
    "not_relevant": "relevant",
}
"""The rules of which the form has the expression, and its column there."""


def write_report(cycle: Cycle) -> Path:
    """Write `outputs/<cycle>/validation-report.json`. Raises `UserError` without a run."""
    with opened(cycle) as con:
        found = list(reported(con, cycle, cycle.definition.languages[0]))
    # When the answers were judged, also if the report is written again later.
    when = datetime.fromtimestamp(cycle.warehouse.stat().st_mtime, UTC).replace(microsecond=0)
    path = cycle.outputs / "validation-report.json"
    with replacing(path) as beside, beside.open("w", encoding="utf-8") as stream:
        stream.write("[\n")
        for number, one in enumerate(_validations(cycle, found, when.isoformat())):
            stream.write(",\n" if number else "")
            json.dump(one, stream, ensure_ascii=False)
        stream.write("\n]\n")
    return path


def _validations(cycle: Cycle, found: Sequence[Reported], when: str) -> Iterator[Mapping[str, Any]]:
    known = rules(cycle)
    own = checks(cycle)
    event = {"time": when, "actor": f"rapporteur {__version__}"}
    seen: dict[str, int] = {}
    for one in found:
        key = [
            cycle.id, one.file, one.respondent or "", one.question or one.repeat,
            "" if one.row is None else str(one.row), one.where,
        ]  # fmt: skip
        identifier = _id([one.code, *key, one.message])
        seen[identifier] = seen.get(identifier, 0) + 1
        if seen[identifier] > 1:  # the same finding once more, such as a text of two others
            identifier = f"{identifier}-{seen[identifier]}"
        yield {
            "id": identifier,
            "type": "validation",
            "event": event,
            "rule": {
                **_rule(cycle, known[one.code], one.code in own, one.question),
                "description": one.message,
                "explanation": one.remedy,
            },
            "data": {"source": [key], "target": [key]},
            "value": "0",
        }
    for code in sorted(known.keys() - {one.code for one in found}):
        yield {
            "id": _id([code, cycle.id]),
            "type": "validation",
            "event": event,
            "rule": _rule(cycle, known[code], code in own, ""),
            "data": {"source": [[cycle.id]], "target": [[cycle.id]]},
            "value": "1",
        }


def _rule(cycle: Cycle, rule: Rule, own: bool, question: str) -> dict[str, str]:
    """The language and expression of a rule, as near to what was computed as can be named."""
    asked = cycle.form.questions.get(question)
    expression = getattr(asked, _FORM.get(rule.code, ""), None)
    if expression:
        language = "XLSForm"
    elif own:
        language, expression = "SQL (DuckDB)", f"checks/{rule.code}.sql"
    else:
        language, expression = f"rapporteur {__version__}", rule.code
    return {"language": language, "expression": expression, "severity": SEVERITIES[rule.severity]}


def _id(parts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
