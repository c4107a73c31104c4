"""What a reader does with a hostile workbook: it imports this, and so nothing that needs pandas."""

from rapporteur.collect.reading.spreadsheet import read_sheets
from rapporteur.correspond.returns.annotated_workbook import annotated
from rapporteur.correspond.returns.plan import PlannedReturn


def annotated_or_refused(content: bytes, planned: PlannedReturn) -> int:
    """The size of the marked workbook, 0 where it cannot be marked."""
    try:
        return len(annotated(content, planned))
    except Exception:
        return 0


def texts_read(content: bytes) -> set[str]:
    """The texts that the reader finds in the workbook's own sheets."""
    return {
        str(cell)
        for sheet in read_sheets(content)
        if not sheet.name.startswith("n")
        for row in sheet.rows
        for cell in row
    }
