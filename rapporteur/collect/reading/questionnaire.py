"""Find the answers in a returned workbook, and account for every filled cell of it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from rapporteur.collect.reading.answers import IDENTITY, QUESTIONS, REPEAT, Reading
from rapporteur.collect.reading.display.cells import Remark
from rapporteur.collect.reading.labels import LabelCheck
from rapporteur.collect.reading.ledger import (
    Kind,
    Ledger,
    SheetLedger,
    filled_columns,
    is_filled,
    reference,
)
from rapporteur.collect.reading.lost_markers import lost_markers
from rapporteur.collect.reading.recorder import Recorder
from rapporteur.collect.reading.sheet_reader import SheetReader
from rapporteur.collect.reading.spreadsheet import Sheet, at
from rapporteur.collect.reading.texts import marker_of, raw_text, shortened
from rapporteur.collect.reading.values import Normalizer
from rapporteur.design.findings import Finding, Severity
from rapporteur.design.form import Form
from rapporteur.language.folding import fold
from rapporteur.language.messages import languages, message

_COVER, _LISTS, _FINDINGS = "rapporteur:cover", "rapporteur:lists", "rapporteur:findings"
"""Cell A1 of the sheets of the questionnaire, and of a return, that hold no answers."""

_REMARK = 300  # characters of a comment or text box in a finding
_NO_AUTHORS = frozenset({"", "rapporteur", "unknown author", "none"})  # as programs leave it


def read_answers(sheets: Sequence[Sheet], form: Form, file: str) -> Reading:
    """Read the answers of a workbook. `file` is the file name for its findings."""
    keys = identity(sheets)
    if not keys:
        lost = any(map(_holds_answers, sheets))
        return Reading({}, findings=[Finding("identification_missing", file)] if lost else [])
    language = keys.get("language", "")
    usable = language if language in form.languages else form.languages[0]
    from_1904 = any(sheet.from_1904 for sheet in sheets)
    recorder = Recorder(form, file, Normalizer(form, usable, from_1904=from_1904))
    current = keys.get("form_version") == form.version and not form.wording
    labels = LabelCheck(form, file, current)
    total = Ledger()
    bands: list[str] = []
    for sheet in sheets:
        if _holds_answers(sheet):
            reader = SheetReader(recorder, sheet, labels)
            reader.read()
            ledger, band = reader.ledger, reader.band
            bands += band
        else:
            ledger = _account(sheet, form)
            recorder.findings += lost_markers(sheet, form, file)
        total += ledger.total()
        _report(recorder, sheet, ledger)
    if not all(sheet.display_known for sheet in sheets):
        recorder.findings.append(Finding("display_unknown", file))
    written_over = labels.findings()
    total = total.unread_after_all(len(written_over))
    findings = [*recorder.findings, *written_over, *recorder.faults()]
    answers = list(recorder.answers.values())
    names = list(dict.fromkeys(filter(None, bands)))
    return Reading(keys, list(recorder.sections), answers, findings, names, total)


def _holds_answers(sheet: Sheet) -> bool:
    """Whether a sheet is one of the questionnaire; respondents may add others."""
    markers = (marker_of(cells[0]) for cells in sheet.rows if cells)
    return any(marker == QUESTIONS or marker.startswith(REPEAT) for marker in markers)


def identity(sheets: Sequence[Sheet]) -> Mapping[str, str]:
    """The keys and values of the hidden sheet, which is recognized by its first cell."""
    for sheet in sheets:
        if _first(sheet) == IDENTITY:
            return {
                fold(raw_text(cells[0])): raw_text(at(cells, 1))
                for cells in sheet.rows[1:]
                if cells and raw_text(cells[0])
            }
    return {}


def _first(sheet: Sheet) -> str:
    return raw_text(sheet.rows[0][0]) if sheet.rows and sheet.rows[0] else ""


def _account(sheet: Sheet, form: Form) -> SheetLedger:
    """The account of a sheet without answers: the builder's text, or unread."""
    ledger = SheetLedger()
    first = _first(sheet)
    columns = _builders_columns(sheet, first, form)
    for index, cells in enumerate(sheet.rows):
        marked = bool(cells) and is_filled(cells[0])
        if first == _COVER and not marked:
            ledger.enter(index, cells, {})
        else:
            ledger.enter_common(index, cells, columns)
    return ledger


def _builders_columns(sheet: Sheet, first: str, form: Form) -> Mapping[int, Kind]:
    """The columns of a sheet without answers in which the builder writes."""
    if first == IDENTITY:
        return {0: "builder", 1: "builder"}
    if first == _LISTS:
        names = enumerate(sheet.rows[0])
        return {i: "builder" for i, cell in names if i == 0 or raw_text(cell) in form.choices}
    if first == _FINDINGS:
        return dict.fromkeys(range(6), "builder")
    if first == _COVER:
        # Two columns, wherever they are: the respondent may have inserted others.
        columns = (filled_columns(tuple(cells)) for cells in sheet.rows)
        filled = Counter(column for own in columns for column in own if column)
        return {0: "builder", **{column: "builder" for column, _ in filled.most_common(2)}}
    return {}


def _report(recorder: Recorder, sheet: Sheet, ledger: SheetLedger) -> None:
    """Add a finding for what was not read in a sheet, and for what lies over it."""
    regions = list(ledger.regions())
    if not ledger.counted and regions:
        cells = sum(region.cells for region in regions)
        recorder.find(
            "sheet_unread", sheet, regions[0].cell,
            name=sheet.name, cells=str(cells), value=regions[0].text,
        )  # fmt: skip
    else:
        for region in regions:
            recorder.find(
                "content_unread", sheet, region.cell, value=region.text, cells=str(region.cells)
            )
    for remark in sheet.remarks:
        if text := _respondents_text(remark):
            cell = reference(remark.row, remark.column)
            code = "comment_unread" if remark.kind == "comment" else "text_box_unread"
            recorder.find(code, sheet, cell, value=shortened(text, _REMARK))


def _respondents_text(remark: Remark) -> str:
    """The text of a remark without what an earlier return wrote into the comment.

    Not every program keeps the author of a comment, but each keeps the first words.
    """
    if remark.kind == "comment":
        ours = returned_text().search(remark.text)
        if ours and (ours.start() or remark.author.strip().casefold() in _NO_AUTHORS):
            return remark.text[: ours.start()].strip()
    return remark.text.strip()


@cache
def returned_text() -> re.Pattern[str]:
    """Finds where in a comment the text of a return begins, in any language."""
    words = {message(each, f"severity-{severity}") for each in languages() for severity in Severity}
    return re.compile(rf"^(?:{'|'.join(map(re.escape, sorted(words)))}): ", re.MULTILINE)
