"""The answers of a cycle's accepted replies, to be filled in before the next questionnaire is sent.

They have the columns of a file of known answers (`rapporteur.build.prefill`).
"""

from collections.abc import Iterator
from datetime import date

from rapporteur.build.prefill import Line
from rapporteur.design.cycle import Cycle
from rapporteur.design.form_names import MISSING_CODES
from rapporteur.design.tailoring import PRESETS
from rapporteur.kernel.sql_files import read_sql
from rapporteur.language.folding import fold
from rapporteur.warehouse.reader import fetched, opened

_NORMAL = "A"  # of CL_OBS_STATUS: a value


def former_answers(cycle: Cycle) -> Iterator[Line]:
    """The answers on which the tables of `cycle` rest, numbered from 1.

    An answer that was a reason for none, such as “m”, is that reason. Raises `UserError` when the
    cycle has no warehouse.
    """
    with opened(cycle) as con:
        cursor = con.execute(read_sql("rapporteur.warehouse", "former_answers"))
        for number, (respondent, question, row, *values, raw, status, note) in enumerate(
            fetched(cursor), start=1
        ):
            if question in PRESETS:  # the roster answers them
                continue
            value = _written(*values) if status == _NORMAL else fold(raw or "")
            if not value or (status != _NORMAL and value not in MISSING_CODES):
                continue
            yield (
                number,
                {
                    "respondent": respondent,
                    "question": question,
                    "row": str(row or ""),
                    "value": value,
                    "note": note or "",
                },
            )


def _written(code: str | None, number: float | None, day: date | None, text: str | None) -> str:
    """A value as a file of known answers has it."""
    if number is not None:
        return str(int(number)) if number == int(number) else repr(number)
    return day.isoformat() if day else code or text or ""
