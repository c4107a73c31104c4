"""A run in a page: Markdown for whoever looks after the runs, and the findings as rows."""

from collections import Counter
from collections.abc import Iterable, Sequence

from rapporteur.design.cycle import Cycle
from rapporteur.design.findings import Severity
from rapporteur.language.texts import shown_in
from rapporteur.pipeline import Result
from rapporteur.warehouse.reader import opened
from rapporteur.warehouse.status import status
from rapporteur.warehouse.worded_findings import reported

MOST_ROWS = 1_000
"""So many rows of findings a page can still show."""


def markdown(cycle: Cycle, result: Result) -> str:
    """Replies by category, states of submissions, findings by severity, published files."""
    now = result.status
    states = Counter((one.basis, one.state) for one in now.submissions)
    found = {level: sum(one.findings[level] for one in now.submissions) for level in Severity}
    blocked = [one.file for one in now.submissions if one.state == "blocked"]
    asked = sum(now.asked.values())
    return "\n".join(
        [
            f"# {shown_in(cycle.definition.title, 'en')}",
            "",
            f"The tables rest on **{now.replies} replies of {asked} respondents asked**.",
            *_table(
                ("Category", "Asked", "Replied"),
                ((name, number, now.replied[name]) for name, number in now.asked.items()),
            ),
            *_table(
                ("Submissions", "State", "Number"),
                ((basis, state, number) for (basis, state), number in sorted(states.items())),
            ),
            *_table(("Findings", "Number"), found.items()),
            *_list("Left out until mended", blocked),
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
    """The findings of the last run, the gravest first, as rows; and how many there are.

    Of more than `MOST_ROWS` only so many are returned. Their text is in the first of the
    languages of the cycle. Raises `UserError` when there was no run.
    """
    gravity = list(Severity)
    with opened(cycle) as con:
        every = sorted(
            reported(con, cycle, cycle.definition.languages[0]),
            key=lambda one: gravity.index(Severity(one.severity)),
        )
    rows = [
        {
            "file": one.file,
            "where": one.where,
            "severity": one.severity,
            "message": one.message,
            "remedy": one.remedy,
        }
        for one in every[:MOST_ROWS]
    ]
    return rows, len(every)


def submissions(cycle: Cycle) -> list[dict[str, str | int]]:
    """Every received file, its state and what is wrong with it, as rows.

    Raises `UserError` when there was no run.
    """
    return [
        {
            "file": one.file,
            "submission": one.submission,
            "respondent": one.respondent or "",
            "state": one.state,
            **{level.value.lower(): one.findings[level] for level in Severity},
        }
        for one in status(cycle).submissions
    ]


def digest(cycle: Cycle) -> list[str]:
    """How the replies stand, in paragraphs: who has replied, who is awaited, what is to be mended.

    Raises `UserError` when there was no run.
    """
    now = status(cycle)
    replied = {one.respondent for one in now.submissions if one.basis == "reply"}
    missing = [one for one in cycle.roster if one.code not in replied]
    asked = sum(now.asked.values())
    by_category = "; ".join(
        f"{name.replace('_', ' ')} {now.replied[name]} of {number}"
        for name, number in now.asked.items()
    )
    left = [f"{one.file} ({one.respondent or 'whose, is not known'})" for one in now.submissions
            if one.state == "blocked"]  # fmt: skip
    mend = [
        one.respondent or one.file
        for one in now.submissions
        if one.state == "correction requested" and one.basis == "reply"
    ]
    return [
        f"The tables rest on {now.replies} replies of {asked} respondents asked: {by_category}.",
        f"The deadline is {cycle.definition.deadline}, the cut-off {cycle.definition.cut_off}.",
        f"Blocked until mended: {', '.join(left) or 'none'}.",
        f"A correction is requested of: {', '.join(mend) or 'nobody'}.",
        f"Nothing has come from {len(missing)}: "
        f"{', '.join(shown_in(one.name, 'en') for one in missing) or 'nobody is missing'}.",
    ]


def _table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> list[str]:
    lines = [header, ["---"] * len(header), *rows]
    return ["", *(f"| {' | '.join(map(str, line))} |" for line in lines)]


def _list(title: str, names: Iterable[str]) -> list[str]:
    items = [f"- `{name}`" for name in names]
    return ["", f"**{title}**", "", *items] if items else []
