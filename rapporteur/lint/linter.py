"""Check a workbook against every rule of the catalogue."""

from pathlib import Path

from rapporteur.kernel.errors import UserError
from rapporteur.kernel.sandbox import Bounds, Failure, run
from rapporteur.lint.catalogue import Profile, catalogue
from rapporteur.lint.checks import (
    cell_fit,
    cell_styles,
    cell_values,
    drawings_and_pages,
    excel_limits,
    file_properties,
    links,
    notes,
    sheet_structure,
    table_layout,
)
from rapporteur.lint.open_book import open_book
from rapporteur.lint.report import Problem
from rapporteur.lint.violations import Check, Violation

_CHECKS: tuple[Check, ...] = (
    file_properties.check,
    sheet_structure.check,
    table_layout.check,
    cell_values.check,
    notes.check,
    cell_styles.check,
    cell_fit.check,
    links.check,
    drawings_and_pages.check,
    excel_limits.check,
)


BOUNDS = Bounds(seconds=120, memory=3 * 2**30)
"""The time and memory to check a workbook: a million cells take two gigabytes."""


def lint_foreign(path: Path, profile: Profile | None = None) -> list[Problem]:
    """The problems of a workbook from anywhere, as `lint`, within bounds of time and memory."""
    problems = run(lint, path, profile, bounds=BOUNDS)
    if isinstance(problems, Failure):
        raise UserError(
            f"{path} takes more than {BOUNDS.seconds} seconds or {BOUNDS.memory // 2**30} GB of "
            "memory to be checked, or ends the process that reads it.",
            "Split the workbook, or save it anew in a spreadsheet program.",
        )
    return problems


def lint(path: Path, profile: Profile | None = None) -> list[Problem]:
    """The problems of a workbook: the file's first, then sheet by sheet, in the order of the rules.

    Without `profile`, the profile follows from the file's name and properties (`open_book`).
    Raises `UserError` when the file is no .xlsx that can be read.
    """
    book = open_book(path, profile)
    rules = catalogue()
    order = {name: number for number, name in enumerate(rules)}
    sheets = {name: number for number, name in enumerate(book.parts.sheet_names)}
    violations = [
        violation
        for check in _CHECKS
        for violation in check(book)
        if book.profile in rules[violation.rule].profiles
    ]
    violations.sort(key=lambda violation: (sheets.get(violation.sheet, -1), order[violation.rule]))
    return [_problem(str(path), violation) for violation in violations]


def _problem(file: str, violation: Violation) -> Problem:
    rule = catalogue()[violation.rule]
    return Problem(
        file=file,
        rule=rule.id,
        severity=rule.severity,
        sheet=violation.sheet,
        cell=violation.cell,
        message=rule.message.format_map(violation.params),
        remedy=rule.remedy.format_map(violation.params),
        sources=rule.sources,
    )
