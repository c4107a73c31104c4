"""A blank questionnaire taken apart, so that filled copies of it cost next to nothing.

The product builds the workbook; where an answer goes its XML is cut, and a copy is the pieces
with cells between them: texts as openpyxl writes them, numbers and dates as numbers, choices as
their labels in the language.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook

from rapporteur.build import build
from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Form
from rapporteur.design.roster import Respondent
from rapporteur.design.signatures import sign, signing_key
from rapporteur.design.tailoring import PRESETS
from rapporteur.language.texts import shown_in

NOTICE = "SYNTHETIC: filled by a program to measure rapporteur. This is not a submission."
CODE, NAME = "TEMPLATE-CODE", "TEMPLATE-NAME"
"""What stands in a template for the respondent's code and name."""

Key = tuple[str, int | None]
"""A question and the row of its repeat; for a repeat's note its own name stands in `question`."""

Value = str | float | date
_EPOCH = date(1899, 12, 30)  # day 0 of a spreadsheet's calendar
_BLANK = re.compile(r'(<c r="([A-Z]+[0-9]+)"(?: s="[0-9]+")?)(?: t="n")?(?: ?/>|></c>)')


@dataclass(frozen=True, slots=True)
class Slot:
    """Where an answer goes: the number of its sheet, its row and column, all from 0."""

    sheet: int
    row: int
    column: int


@dataclass(frozen=True)
class Template:
    """A blank workbook for one category in one language.

    `sheets` holds for each sheet with slots the pieces of its XML and the key and head of the
    cell that stands between each two.
    """

    category: str
    language: str
    slots: Mapping[Key, Slot]
    entries: Mapping[str, bytes]
    sheets: Mapping[str, tuple[list[str], list[tuple[Key, str]]]]
    labels: Mapping[str, Mapping[str, str]]
    identity: Mapping[str, str]
    key: str

    def filled(self, respondent: Respondent, answers: Mapping[Key, Value]) -> bytes:
        """The workbook of a respondent with these answers, a choice being given by its code."""
        written: dict[str, str] = {}
        for path, (pieces, cells) in self.sheets.items():
            parts = [pieces[0]]
            for (key, head), piece in zip(cells, pieces[1:], strict=True):
                parts += [head, self._rest(key[0], answers.get(key)), piece]
            written[path] = "".join(parts)
        name = escape(shown_in(respondent.name, self.language))
        signature = sign({**self.identity, "respondent": respondent.code}, self.key)
        content = io.BytesIO()
        with ZipFile(content, "w", ZIP_DEFLATED) as archive:
            for path, data in self.entries.items():
                text = written.get(path) or data.decode()
                text = text.replace(CODE, respondent.code).replace(NAME, name)
                text = text.replace(self.identity["signature"], signature)
                archive.writestr(ZipInfo(path), text.encode(), ZIP_DEFLATED)
        return content.getvalue()

    def _rest(self, question: str, value: Value | None) -> str:
        """A cell after its reference and style."""
        if value is None:
            return "/>"
        if isinstance(value, str):
            text = self.labels.get(question, {}).get(value, value)
            return f' t="inlineStr"><is><t>{escape(text)}</t></is></c>'
        number = (value - _EPOCH).days if isinstance(value, date) else value
        return f"><v>{number!r}</v></c>"


def make_template(cycle: Cycle, category: str, language: str) -> Template:
    """Let the product build a blank questionnaire and take it apart."""
    form = cycle.form
    name = dict.fromkeys(("en", language), NAME)
    nobody = Respondent(CODE, category, language, "", "", "", name)
    workbook = build(cycle, nobody, language, notice=NOTICE)
    slots = dict(_slots(workbook, form))
    content = io.BytesIO()
    workbook.save(content)
    with ZipFile(content) as archive:
        entries = {
            name_in_archive: archive.read(name_in_archive) for name_in_archive in archive.namelist()
        }
    by_sheet: dict[int, dict[str, Key]] = {}
    for key, slot in slots.items():
        cell = workbook.worksheets[slot.sheet].cell(slot.row + 1, slot.column + 1)
        by_sheet.setdefault(slot.sheet, {})[cell.coordinate] = key
    sheets = {}
    for number, cells in by_sheet.items():
        path = f"xl/worksheets/sheet{number + 1}.xml"
        sheets[path] = _cut(entries[path].decode(), cells)
    labels = {
        question.name: {c.code: shown_in(c.label, language) for c in form.choices_of(question)}
        for question in form.questions.values()
    }
    identity = {
        str(name): str(value) for name, value in workbook["rapporteur"].iter_rows(values_only=True)
    }
    return Template(
        category, language, slots, entries, sheets, labels, identity, signing_key(cycle)
    )


def _cut(xml: str, cells: Mapping[str, Key]) -> tuple[list[str], list[tuple[Key, str]]]:
    pieces, cut, end = [], [], 0
    for match in _BLANK.finditer(xml):
        if match[2] in cells:
            pieces.append(xml[end : match.start()])
            cut.append((cells[match[2]], match[1]))
            end = match.end()
    if len(cut) != len(cells):
        raise ValueError("an answer cell of the blank questionnaire is not blank")
    return [*pieces, xml[end:]], cut


def _slots(workbook: Workbook, form: Form) -> Iterator[tuple[Key, Slot]]:
    """The answer cells, found by the markers that the questionnaire's builder writes."""
    for sheet, page in enumerate(workbook.worksheets):
        columns: dict[int, str] = {}
        repeat, filled = "", 0
        for row, cells in enumerate(page.iter_rows(values_only=True)):
            marker = str(cells[0] or "")
            if marker == "#questions" or marker.startswith("#repeat:"):
                columns = {i: str(cell) for i, cell in enumerate(cells) if i and cell}
                repeat, filled = marker.removeprefix("#repeat:"), 0
            elif marker == "#row":
                filled += 1
                for column, name in columns.items():
                    key = repeat if name == "note" else name
                    yield (key, filled), Slot(sheet, row, column)
            elif marker in form.questions and marker not in PRESETS:
                column = next(i for i, role in columns.items() if role == "answer")
                yield (marker, None), Slot(sheet, row, column)
