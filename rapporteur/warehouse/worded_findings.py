"""Findings as their reader sees them: what is wrong, where, and how to mend it."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import duckdb
from babel.numbers import format_decimal

from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Form, Question, Repeat
from rapporteur.design.rules import Check, checks, explain
from rapporteur.kernel.sql_files import read_sql
from rapporteur.language import cldr
from rapporteur.language.messages import languages, message
from rapporteur.language.quotes import nested
from rapporteur.language.texts import shown_in

_READERS = "select file, language, respondent from landing.submissions"

NOTHING = "–"
"""What stands in a sentence for a parameter that has no value."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Reported:
    """A finding in words. `where` is `Sheet!B4`, or empty when it is about the whole file.

    `row` counts from 1 in the table `repeat`; `sheet` and `cell` are those of `where`; `section` is
    the section that the question or the sheet belongs to. A `waived` finding has been set aside by
    a decision and keeps nothing out.
    """

    file: str
    respondent: str | None
    code: str
    level: int
    severity: str
    entity: str
    where: str
    sheet: str
    cell: str
    question: str
    repeat: str
    row: int | None
    message: str
    remedy: str
    waived: bool = False
    section: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data, for `--json`."""
        return asdict(self)


def reader_language(cycle: Cycle, stated: str | None, respondent: str | None) -> str:
    """In which language to write about a workbook: its own, as stated in it, else that of
    correspondence, else English. In a language without messages nothing is written.
    """
    addressee = cycle.roster.get(respondent or "")
    wanted = (stated, addressee.language if addressee else None)
    return next((language for language in wanted if language in languages()), "en")


def reported(
    con: duckdb.DuckDBPyConnection, cycle: Cycle, language: str | None = None
) -> Iterable[Reported]:
    """All findings in a warehouse, in `language`; None means that of each file's reader."""
    readers = {
        file: reader_language(cycle, stated, respondent)
        for file, stated, respondent in con.execute(_READERS).fetchall()
    }
    cycle_checks = checks(cycle)
    for (
        file, respondent, code, level, severity, entity, sheet, cell, question, repeat, row, params,
        waived,
    ) in con.execute(read_sql("rapporteur.warehouse", "findings")).fetchall():  # fmt: skip
        reader = language or readers.get(file, "en")
        message, remedy = _words(cycle.form, cycle_checks, code, reader, question, params)
        yield Reported(
            file=file,
            respondent=respondent,
            code=code,
            level=level,
            severity=severity,
            entity=entity,
            where=f"{sheet}!{cell}" if sheet and cell else "",
            sheet=sheet or "",
            cell=cell or "",
            question=question or "",
            repeat=repeat or "",
            row=row,
            message=message,
            remedy=remedy,
            waived=bool(waived),
            section=_section(cycle.form, question, params),
        )


def in_words(
    cycle: Cycle, code: str, language: str, question: str = "", params: str | None = None
) -> tuple[str, str]:
    """What one finding says is wrong, and how to correct it; `params` are JSON text."""
    return _words(cycle.form, checks(cycle), code, language, question, params)


def _section(form: Form, question: str | None, params: str | None) -> str:
    asked = form.questions.get(question or "")
    return asked.section if asked else str(json.loads(params or "{}").get("section") or "")


def _words(
    form: Form,
    cycle_checks: Mapping[str, Check],
    code: str,
    reader: str,
    question: str | None,
    params: str | None,
) -> tuple[str, str]:
    """What is wrong and how to mend it, in the language `reader`."""
    values = worded(params, reader)
    asked = form.questions.get(question or "")
    label = nested(shown_in(asked.label, reader), reader) if asked else NOTHING
    values.setdefault("question", label)
    if code == "section_missing":
        labels = (shown_in(s.label, reader) for s in form.sections if s.name == values["section"])
        values["section"] = nested(next(labels), reader)
    if code in ("partial_kept", "partial_dropped"):
        items: Mapping[str, Question | Repeat] = {**form.questions, **form.repeats}
        names = values["missing"].split()
        shown = (shown_in(items[name].label, reader) for name in names)
        values["missing"] = cldr.beside(shown, message(reader, "points-separator.value"), reader)
    problem, remedy = explain(cycle_checks, code, reader, values)
    if code == "constraint_broken" and asked:
        remedy = shown_in(asked.constraint_message, reader) or remedy
    return problem, remedy


def worded(params: str | None, language: str) -> dict[str, str]:
    """The parameters of a message, from their JSON, as a reader of `language` writes them.

    A number is grouped and a date is spelled as in that language, so a year is passed as text; a
    parameter without a value is a dash.
    """
    return {key: _worded(value, language) for key, value in json.loads(params or "{}").items()}


def _worded(value: object, language: str) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, int | float):
        # DuckDB writes 5000000.0; str() would write a large number as 1e+18.
        number = f"{value:.15g}" if value % 1 else int(value)
        return str(format_decimal(number, locale=language, decimal_quantization=False))
    text = str(value)
    if _DATE.fullmatch(text):
        try:
            return cldr.day(date.fromisoformat(text), language)
        except ValueError:
            return text
    return text
