"""Whose a file is: what speaks against the respondent that it names.

A doubt keeps a file out of the tables until the secretariat has decided. It follows from what the
workbook states of itself, its signature, the name in its first answer, and the address from which
it was mailed.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from rapporteur.collect.landing import IDENTITY
from rapporteur.collect.reading.texts import shortened
from rapporteur.collect.receipts import mailed_from
from rapporteur.design.cycle import Cycle
from rapporteur.design.respondent_names import RespondentNames
from rapporteur.design.signatures import installation_key, signed_with
from rapporteur.design.tailoring import PRESETS
from rapporteur.process import verified_workbooks
from rapporteur.process.sql_tables import load_columns, select_of

INSTALLATION, REGISTERED, PUBLIC, MISSING, WRONG = (
    "installation", "registered", "public", "missing", "wrong",
)  # fmt: skip
"""How a workbook is signed: with this installation's key, verified before, with the cycle's public
key, not at all, or with none of these over what it states."""


@dataclass(frozen=True, slots=True)
class _Workbook:
    """A questionnaire. `first_answer` is its text, sheet and cell."""

    submission: str
    sha256: str
    identity: Mapping[str, str | None]
    names: Sequence[str]
    first_answer: tuple[str, str, str] | None

    @property
    def respondent(self) -> str:
        """The code of the respondent that it states."""
        return (self.identity["respondent"] or "").strip().upper()


@dataclass(frozen=True, slots=True)
class _Doubt:
    submission: str
    code: str
    params: Mapping[str, str]
    question: str | None = None
    sheet: str | None = None
    cell: str | None = None


def load_doubts(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    """Make `landing.signatures`, a row a questionnaire, and `landing.doubts`, a row a finding."""
    workbooks = list(_workbooks(con))
    signatures = _signatures(cycle, workbooks)
    load_columns(
        con,
        "landing.signatures",
        {
            "submission": [one.submission for one in workbooks],
            "sha256": [one.sha256 for one in workbooks],
            "respondent": [one.respondent for one in workbooks],
            "signature": [signatures[one.submission] for one in workbooks],
        },
    )
    doubts = [
        *_unsigned(cycle, workbooks, signatures),
        *_named_otherwise(cycle, workbooks),
        *_mailed_by_others(con, cycle, workbooks),
    ]
    load_columns(
        con,
        "landing.doubts",
        {
            "submission": [doubt.submission for doubt in doubts],
            "code": [doubt.code for doubt in doubts],
            "sheet": [doubt.sheet for doubt in doubts],
            "cell": [doubt.cell for doubt in doubts],
            "question": [doubt.question for doubt in doubts],
            "params": [json.dumps(doubt.params, ensure_ascii=False) for doubt in doubts],
        },
    )


def register_verified(con: duckdb.DuckDBPyConnection, cycle: Cycle) -> None:
    """Register the workbooks that are signed with the installation's key."""
    sql = (
        "select sha256, respondent from landing.signatures where signature = ? "
        "order by respondent, sha256"
    )
    verified_workbooks.add(cycle, con.execute(sql, [INSTALLATION]).fetchall())


def _workbooks(con: duckdb.DuckDBPyConnection) -> Iterator[_Workbook]:
    for submission, sha256, names, raw, sheet, cell, *stated in con.execute(
        select_of("stated_identities"), {"question": PRESETS[0]}
    ).fetchall():
        identity = dict(zip(IDENTITY, stated, strict=True))
        first = (raw, sheet, cell) if raw else None
        yield _Workbook(submission, sha256, identity, names or (), first)


def _signatures(cycle: Cycle, workbooks: Sequence[_Workbook]) -> Mapping[str, str]:
    known = verified_workbooks.registered(cycle)
    own, public = installation_key(cycle), cycle.definition.public_key

    def signature(workbook: _Workbook) -> str:
        if workbook.sha256 in known:
            return REGISTERED
        if not (workbook.identity["signature"] or "").strip():
            return MISSING
        for key, signed_by in ((own, INSTALLATION), (public, PUBLIC)):
            if key and signed_with(workbook.identity, key):
                return signed_by
        return WRONG

    return {workbook.submission: signature(workbook) for workbook in workbooks}


def _unsigned(
    cycle: Cycle, workbooks: Sequence[_Workbook], signatures: Mapping[str, str]
) -> Iterator[_Doubt]:
    held = cycle.definition.submissions.unsigned == "hold"
    for workbook in workbooks:
        stated = {"respondent": workbook.respondent}
        match signatures[workbook.submission]:
            case "missing" if held:
                yield _Doubt(workbook.submission, "signature_missing", stated)
            case "wrong":
                yield _Doubt(workbook.submission, "signature_wrong", stated)


def _named_otherwise(cycle: Cycle, workbooks: Sequence[_Workbook]) -> Iterator[_Doubt]:
    """Where the first answer, or a sheet, names another respondent than the hidden sheet."""
    names = RespondentNames(cycle.roster)
    for workbook in workbooks:
        expected = workbook.respondent
        if cycle.roster.get(expected) is None:  # a finding of its own
            continue
        # What the sheets of the workbook call its respondent is as good as a name on the roster,
        # where it is not that of another: names may have changed since.
        others = [name for name in workbook.names if names.is_of_another(name, expected)]
        if workbook.first_answer:
            raw, sheet, cell = workbook.first_answer
            own = raw in workbook.names and raw not in others
            if not own and not names.names(raw, expected):
                params = {"value": shortened(raw), "expected": expected}
                yield _Doubt(
                    workbook.submission, "identity_differs", params, PRESETS[0], sheet, cell
                )
                continue
        if others:
            params = {"value": shortened(others[0]), "expected": expected}
            yield _Doubt(workbook.submission, "identity_differs", params)


def _mailed_by_others(
    con: duckdb.DuckDBPyConnection, cycle: Cycle, workbooks: Sequence[_Workbook]
) -> Iterator[_Doubt]:
    """Files that came by mail alone, and from no address that the roster has for the respondent."""
    channels: dict[str, list[str]] = defaultdict(list)
    for submission, channel in con.execute(
        "select submission, channel from landing.files where basis = 'reply'"
    ).fetchall():
        channels[submission].append(channel)
    for workbook in workbooks:
        came = channels[workbook.submission]
        mailed = [address for channel in came if (address := mailed_from(channel)) is not None]
        if not mailed or len(mailed) < len(came):
            continue
        respondent = cycle.roster.get(workbook.respondent)
        if not respondent or not any(map(respondent.has_address, mailed)):
            params = {"address": mailed[0] or "–", "respondent": workbook.respondent}
            yield _Doubt(workbook.submission, "sender_unknown", params)
