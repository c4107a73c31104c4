"""What a reader is asked to mark. Readers import it, and so nothing that needs pandas."""

from rapporteur.correspond.returns.annotated_workbook import annotated
from rapporteur.correspond.returns.plan import PlannedReturn


def annotated_or_refused(content: bytes, planned: PlannedReturn) -> int:
    """The size of the marked workbook, 0 where it cannot be marked."""
    try:
        return len(annotated(content, planned))
    except Exception:
        return 0
