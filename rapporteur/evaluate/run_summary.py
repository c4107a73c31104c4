"""A summary of a run: a page in Markdown, and findings and submissions as rows."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rapporteur.design.cycle import Cycle
from rapporteur.design.findings import Severity
from rapporteur.language.markdown import block, code, escape, table
from rapporteur.language.texts import shown_in
from rapporteur.pipeline import Result
from rapporteur.warehouse import left_out
from rapporteur.warehouse.reader import opened
from rapporteur.warehouse.status import status
from rapporteur.warehouse.worded_findings import reported

MOST_ROWS = 1_000
"""How many findings a page can show."""


def markdown(cycle: Cycle, result: Result) -> str:
    """Replies by category, states of submissions, findings by severity, published files."""
    now = result.status
    states = Counter((submission.basis, submission.state) for submission in now.submissions)
    by_severity = {
        level: sum(submission.findings[level] for submission in now.submissions)
        for level in Severity
    }
    asked = sum(now.asked.values())
    return "\n".join(
        [
            f"# {escape(shown_in(cycle.definition.title, 'en'))}",
            "",
            f"The tables rest on **{now.replies} replies of {asked} respondents asked**.",
            "",
            table(
                ("Category", "Asked", "Replied"),
                ((name, number, now.replied[name]) for name, number in now.asked.items()),
            ),
            "",
            table(
                ("Submissions", "State", "Number"),
                ((basis, state, number) for (basis, state), number in sorted(states.items())),
            ),
            "",
            table(("Findings", "Number"), list(by_severity.items())),
            *_left_out(cycle, now.left_out),
            *_list(
                "What the suites expected and met",
                [result.data_docs.relative_to(cycle.home).as_posix()] if result.data_docs else [],
            ),
            *_list(
                "Published", (path.relative_to(cycle.home).as_posix() for path in result.published)
            ),
            "",
        ]
    )


def findings(cycle: Cycle) -> tuple[list[dict[str, str]], int]:
    """The findings of the last run as rows, the most severe first; and how many there are.

    At most `MOST_ROWS` are returned, in the first language of the cycle. Raises `UserError` when
    there was no run.
    """
    severities = list(Severity)
    with opened(cycle) as con:
        reports = sorted(
            reported(con, cycle, cycle.definition.languages[0]),
            key=lambda finding: severities.index(Severity(finding.severity)),
        )
    rows = [
        {
            "file": finding.file,
            "where": finding.where,
            "severity": finding.severity,
            "message": finding.message,
            "remedy": finding.remedy,
        }
        for finding in reports[:MOST_ROWS]
    ]
    return rows, len(reports)


def submissions(cycle: Cycle) -> list[dict[str, str | int]]:
    """Every received file, its state and what is wrong with it, as rows.

    Raises `UserError` when there was no run.
    """
    return [
        {
            "file": submission.file,
            "submission": submission.submission,
            "respondent": submission.respondent or "",
            "state": submission.state,
            **{level.value.lower(): submission.findings[level] for level in Severity},
        }
        for submission in status(cycle).submissions
    ]


def digest(cycle: Cycle) -> list[str]:
    """The state of the replies in paragraphs: who replied, who is awaited, what is to be corrected.

    Raises `UserError` when there was no run.
    """
    now = status(cycle)
    awaited = ", ".join(respondent.name for respondent in now.awaited)
    asked = sum(now.asked.values())
    by_category = "; ".join(
        f"{name.replace('_', ' ')} {now.replied[name]} of {number}"
        for name, number in now.asked.items()
    )
    blocked, unverified = (
        [
            f"{submission.file} ({submission.respondent or 'whose, is not known'})"
            for submission in now.submissions
            if submission.state == state
        ]
        for state in ("blocked", "unverified")
    )
    to_correct = [
        submission.respondent or submission.file
        for submission in now.submissions
        if submission.state == "correction requested" and submission.basis == "reply"
    ]
    return [
        f"The tables rest on {now.replies} replies of {asked} respondents asked: {by_category}.",
        f"The deadline is {cycle.definition.deadline}, the cut-off {cycle.definition.cut_off}.",
        f"Unverified until you decide: {', '.join(unverified) or 'none'}.",
        f"Blocked until mended: {', '.join(blocked) or 'none'}.",
        *_replaced(cycle),
        f"A correction is requested of: {', '.join(to_correct) or 'nobody'}.",
        f"Nothing has come from {len(now.awaited)}: {awaited or 'nobody is missing'}.",
    ]


def _replaced(cycle: Cycle) -> list[str]:
    """A paragraph on the replies that have taken the place of others, if there are any."""
    with opened(cycle) as con:
        lines = [
            f"{finding.file} ({finding.respondent}): {finding.message}"
            for finding in reported(con, cycle, "en")
            if finding.code == "reply_replaced" and not finding.waived
        ]
    return [f"Replies that were replaced: {' '.join(lines)}"] if lines else []


def _left_out(cycle: Cycle, entries: Sequence[left_out.LeftOut]) -> list[str]:
    """A block of code, in which a command stands as it is typed."""
    lines = list(left_out.lines(cycle.id, entries))
    return ["", block(lines)] if lines else []


def _list(title: str, names: Iterable[str]) -> list[str]:
    items = [f"- {code(name)}" for name in names]
    return ["", f"**{title}**", "", *items] if items else []
