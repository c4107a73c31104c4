"""See whether answers were written into the cells of the labels instead of beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from openpyxl.utils import get_column_letter

from rapporteur.answer import Answer
from rapporteur.findings import Finding
from rapporteur.form import Form, unmarked
from rapporteur.normalize import fold, raw_text
from rapporteur.spreadsheet import Cell, Sheet

# Where more than one in so many labels is another, the respondent has translated the workbook.
_TRANSLATED = 3


@dataclass(slots=True)
class Labels:
    """The labels of a workbook while it is being read."""

    form: Form
    file: str
    seen: int = 0
    changed: int = 0
    overwritten: list[Finding] = field(default_factory=list)

    def see(
        self, sheet: Sheet, index: int, cell: Cell, roles: Mapping[str, int], answer: Answer
    ) -> None:
        """Take note of a label's cell, in the row `index`, and of the answer beside it."""
        found = raw_text(cell)
        if not found:
            return
        self.seen += 1
        if not _beside_label(self.form, answer.question, found):
            return
        self.changed += 1
        if not answer.raw:
            self.overwritten.append(
                Finding(
                    "answer_in_label",
                    self.file,
                    sheet=sheet.name,
                    cell=f"{get_column_letter(roles['label'] + 1)}{index + 1}",
                    question=answer.question,
                    params={"value": found[:100]},
                )
            )

    def findings(self) -> Sequence[Finding]:
        """The labels written over; none where the workbook was translated."""
        return self.overwritten if self.changed * _TRANSLATED <= self.seen else []


@lru_cache(10_000)  # most labels are as they were sent
def _beside_label(form: Form, name: str, found: str) -> str:
    """What a label's cell holds beside the label and the hint, in whatever language."""
    question = form.questions[name]
    rest = fold(unmarked(found))
    for texts in (form.former.get(name, ()), question.label.values(), question.hint.values()):
        for text in sorted(map(fold, texts), key=len, reverse=True):
            rest = rest.replace(text, " ") if text else rest
    return " ".join(rest.split()).strip(" *:")
