"""Small forms in Markdown for the tests of what an XLSForm may say."""

from pathlib import Path

from rapporteur.design.form import Form
from rapporteur.design.xlsform import parse_form

NAME = "demo.md"


def form_of(
    survey: str, choices: str = "", settings: str = "", folder: Path | None = None, more: str = ""
) -> Form:
    """The form with these tables, each as the lines of a Markdown table without the first cell.

    `choices` and `settings` may be left out; `more` are whole tables of other sheets.
    """
    parts = {"survey": survey, "choices": choices, "settings": settings}
    tables = [f"| {name} |\n{_table(lines)}" for name, lines in parts.items() if lines]
    return parse_form("".join(tables) + more, name=NAME, folder=folder)


def _table(lines: str) -> str:
    return "".join(f"| {line.strip()}\n" for line in lines.strip().splitlines())
