"""Hold the account of a reading against its workbook, of which no filled cell may be lost."""

from collections.abc import Sequence

from rapporteur.collect.reading.answers import Reading
from rapporteur.collect.reading.display.cells import Shown
from rapporteur.collect.reading.spreadsheet import Cell, Sheet
from rapporteur.kernel.xlsx_flaws import Flaw


def count_filled(sheets: Sequence[Sheet]) -> int:
    """The cells in which a person sees something, counted in another way than the reader does."""
    return sum(_is_seen(one) for sheet in sheets for row in sheet.rows for one in row)


def _is_seen(content: Cell) -> bool:
    match content:
        case None:
            return False
        case str():
            visible = content.translate(dict.fromkeys(map(ord, "\u200e\u200f\u200b\ufeff\u2060")))
            return bool(visible.strip())
        case Shown():
            return bool(content.text.strip() or content.struck)
        case Flaw():
            return True
    return True


OTHERWISE_SAID = {
    "struck_out", "word_for_nothing", "unknown_choice", "question_unknown", "label_contradicts",
    "answer_in_label",
}  # fmt: skip
"""Findings about cells that are unread for another reason than their place."""


def check_account(reading: Reading, sheets: Sequence[Sheet]) -> None:
    """Filled is what is read and what is told; what is told has its place and its text."""
    ledger = reading.ledger
    assert ledger.filled == count_filled(sheets)
    assert ledger.filled == ledger.answers + ledger.notes + ledger.builders + ledger.unread
    kept = sum(len(answer.cell.split()) for answer in reading.answers if answer.raw)
    assert ledger.answers >= kept
    told = [f for f in reading.findings if f.code in ("content_unread", "sheet_unread")]
    assert all(f.params["value"] and f.sheet and f.cell for f in told)
    rest = ledger.unread - sum(int(f.params["cells"]) for f in told)
    assert rest >= 0
    assert not rest or any(f.code in OTHERWISE_SAID for f in reading.findings)
