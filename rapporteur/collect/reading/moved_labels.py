"""Labels that were moved against their hidden markers: whose question a row shows.

Moved are rows that were sorted or exchanged without the hidden column, and cells that were shifted.
"""

from collections.abc import Iterator, Mapping, Sequence

from rapporteur.collect.reading.answers import HEADER, QUESTIONS, REPEAT
from rapporteur.collect.reading.labels import is_heading, question_of_label, text_beside_label
from rapporteur.collect.reading.ledger import SheetLedger
from rapporteur.collect.reading.spreadsheet import Sheet, at
from rapporteur.collect.reading.texts import marker_of, raw_text
from rapporteur.design.form import Form

_SHIFTED = 30  # rows by which the roles of columns are looked for below their place
_ROLES = ("label", "answer", "note")


def questions_seen(
    form: Form, sheet: Sheet, markers: Sequence[str], ledger: SheetLedger
) -> Mapping[int, str | None]:
    """The question of each row whose label is that of another question than its marker's.

    None where it is not certain: two rows have the same label, or the marker's question has
    its label elsewhere and none stands here.
    """
    moved: dict[int, str] = {}
    right: dict[str, int] = {}
    for index, label in _label_cells(sheet, markers, ledger):
        text = raw_text(at(sheet.rows[index], label))
        marker = markers[index]
        if not text:
            continue
        if marker in form.questions and not text_beside_label(form, marker, text):
            right[marker] = index
            continue
        name = question_of_label(form, text)
        if name is not None and name != marker:
            moved[index] = name
    if not moved:
        return {}
    names = list(moved.values())
    seen: dict[int, str | None] = {}
    for index, name in moved.items():
        twice = names.count(name) > 1 or name in right
        marked = markers[index] in form.questions
        # A label elsewhere than beside an answer may be a remark that names the question.
        if marked or (name in markers and not twice):
            seen[index] = None if twice else name
    for index, marker in enumerate(markers):
        if marker in names and index not in seen and marker in form.questions and (
            marker not in right
        ):  # fmt: skip
            seen[index] = None
    return seen


def _claim_headings(sheet: Sheet, row: int, roles: Mapping[str, int], ledger: SheetLedger) -> None:
    """Enter the roles and headings of columns that were shifted into a row."""
    cells = sheet.rows[row] if row < len(sheet.rows) else ()
    for column in roles.values():
        if is_heading(raw_text(at(cells, column))):
            ledger.claims[row, column] = "builder"


def roles_at(sheet: Sheet, markers: Sequence[str], index: int) -> tuple[Mapping[str, int], int]:
    """The columns of label, answer and note, and how many rows lower they were shifted."""
    for lower, cells in enumerate(sheet.rows[index : index + _SHIFTED]):
        texts = {marker_of(cell): i for i, cell in enumerate(cells) if i and cell}
        if "answer" in texts and "label" in texts:
            return {name: texts[name] for name in _ROLES if name in texts}, lower
        if lower and markers[index + lower] == QUESTIONS:
            break
    texts = {marker_of(cell): i for i, cell in enumerate(sheet.rows[index]) if i}
    return {name: texts[name] for name in _ROLES if name in texts}, 0


def _label_cells(
    sheet: Sheet, markers: Sequence[str], ledger: SheetLedger
) -> Iterator[tuple[int, int]]:
    """The rows below the roles of columns, without tables, with the column of labels."""
    if QUESTIONS not in markers:
        return
    label: int | None = None
    for index, marker in enumerate(markers):
        if marker == QUESTIONS:
            roles, lower = roles_at(sheet, markers, index)
            label = roles.get("label")
            # The roles themselves and the visible headings below them moved along.
            for row in range(index, index + lower + 2) if lower else ():
                _claim_headings(sheet, row, roles, ledger)
        elif marker == HEADER or marker.startswith(REPEAT):
            label = None
        elif label is not None and "/" not in marker:
            yield index, label
