"""Look a workbook over by every rule of the catalogue."""

from pathlib import Path

from rapporteur.lint import (
    document,
    fitting,
    layout,
    limits,
    links,
    looks,
    notes,
    paper,
    structure,
    values,
)
from rapporteur.lint.book import Book
from rapporteur.lint.catalogue import Profile, catalogue
from rapporteur.lint.hits import Hit, Judge
from rapporteur.lint.opening import open_book
from rapporteur.lint.report import Problem

_JUDGES: tuple[Judge, ...] = (
    document.judge,
    structure.judge,
    layout.judge,
    values.judge,
    notes.judge,
    looks.judge,
    fitting.judge,
    links.judge,
    paper.judge,
    limits.judge,
)


def lint(path: Path, profile: Profile | None = None) -> list[Problem]:
    """What is wrong with a workbook, file first, then sheet by sheet, in the order of the rules.

    Without `profile` it is judged as its name and properties tell. Raises `UserError` when it is
    no .xlsx that can be read.
    """
    book = open_book(path, profile)
    order = {name: number for number, name in enumerate(catalogue())}
    sheets = {name: number for number, name in enumerate(book.parts.sheet_names)}
    found = [hit for judge in _JUDGES for hit in judge(book) if _holds(hit, book)]
    found.sort(key=lambda hit: (sheets.get(hit.sheet, -1), order[hit.rule]))
    return [_problem(str(path), hit) for hit in found]


def _holds(hit: Hit, book: Book) -> bool:
    return book.profile in catalogue()[hit.rule].profiles


def _problem(file: str, hit: Hit) -> Problem:
    rule = catalogue()[hit.rule]
    return Problem(
        file=file,
        rule=rule.id,
        severity=rule.severity,
        sheet=hit.sheet,
        cell=hit.cell,
        message=rule.message.format_map(hit.params),
        remedy=rule.remedy.format_map(hit.params),
        sources=rule.sources,
    )
