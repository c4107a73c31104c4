"""Findings as their reader sees them: what is wrong, where, and how to mend it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import duckdb

from rapporteur.cycle import Cycle
from rapporteur.form import text_in
from rapporteur.rules import explain
from rapporteur.validation import params_of


@dataclass(frozen=True, slots=True)
class Reported:
    """A finding in words. `where` is `Sheet!B4`, or empty when it is about the whole file."""

    file: str
    respondent: str | None
    code: str
    severity: str
    where: str
    question: str
    message: str
    remedy: str

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data, for `--json`."""
        return asdict(self)


_FINDINGS = """
select findings.file, submissions.respondent, findings.code, findings.severity, findings.sheet,
    findings.cell, findings.question, findings.params
from landing.findings
left join landing.submissions
    on submissions.submission = findings.submission and submissions.file = findings.file
order by findings.file, findings.level, array_position(
    ['BLOCKER', 'ERROR', 'WARNING', 'INFO'], findings.severity), findings.sheet, findings.row,
    findings.question, findings.code
"""


def reported(
    con: duckdb.DuckDBPyConnection, cycle: Cycle, language: str | None = None
) -> Iterable[Reported]:
    """All findings in a warehouse, in `language`; None means that of each workbook."""
    languages = dict(con.execute("select file, language from landing.submissions").fetchall())
    for file, respondent, code, severity, sheet, cell, question, params in con.execute(
        _FINDINGS
    ).fetchall():
        reader = language or languages.get(file) or "en"
        asked = cycle.form.questions.get(question or "")
        own = text_in(asked.constraint_message, reader) if asked else ""
        values = {**params_of(params), "question": text_in(asked.label, reader) if asked else ""}
        if code == "section_missing":
            values["section"] = next(
                text_in(s.label, reader) for s in cycle.form.sections if s.name == values["section"]
            )
        message, remedy = explain(cycle, code, reader, values)
        yield Reported(
            file=file,
            respondent=respondent,
            code=code,
            severity=severity,
            where=f"{sheet}!{cell}" if sheet and cell else "",
            question=question or "",
            message=message,
            remedy=own if code == "constraint_broken" and own else remedy,
        )
