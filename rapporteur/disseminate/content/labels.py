"""Codes in words: the form's choice lists, the cycle's reference lists and the roster."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Protocol

from rapporteur.design.cycle import Cycle
from rapporteur.design.cycle_tables import derived_codes
from rapporteur.design.table_spec import Column, Table
from rapporteur.kernel.csv_files import read_csv
from rapporteur.kernel.errors import UserError
from rapporteur.language.texts import Text, shown_in

PRESET_CATEGORY = "respondent_category"
"""The question that the roster answers; its list names the categories."""


class Described(Protocol):
    """A sidecar: of a table or of a chart."""

    @property
    def path(self) -> Path:
        """Its file."""


class Coded(Protocol):
    """A column of a sidecar, perhaps of codes."""

    @property
    def name(self) -> str:
        """What SQL calls it."""

    @property
    def type(self) -> str:
        """What it holds."""

    @property
    def codelist(self) -> str | None:
        """The list of its codes."""


class Labels:
    """The code lists of a cycle. Their codes are in the order that the author gave them."""

    def __init__(self, cycle: Cycle) -> None:
        self._cycle = cycle
        self._form = cycle.form
        self._reference = cycle.inputs / "reference"
        self._respondents = {respondent.code: respondent.name for respondent in cycle.roster}
        self._reviews = cycle.reviews
        self._read = cache(self._reviewed_list)

    def codes(self, table: Described, column: Coded) -> Mapping[str, Text]:
        """The codes that a column may hold, with their labels; empty for a column of no codes.

        A choice list of the form goes before one of derived tables, and that before a reference
        list of the same name. Raises
        `UserError` when there is neither.
        """
        if column.type == "respondent":
            return self._respondents
        if column.codelist is None:
            return {}
        if column.codelist in self._form.choices:
            return {choice.code: choice.label for choice in self._form.choices[column.codelist]}
        if derived := derived_codes(self._cycle, column.codelist):
            return derived
        path = self._reference / f"{column.codelist}.csv"
        if not path.is_file():
            raise UserError(
                f"{table.path}: columns.{column.name}.codelist: there is no list"
                f" “{column.codelist}”.",
                f"Name a choice list of the form, or write {path}.",
            )
        return self._read(path)

    def _reviewed_list(self, path: Path) -> dict[str, Text]:
        return {
            code: self._reviews.text(list_key(path.stem, code), label)
            for code, label in read_list(path).items()
        }

    def words(self, table: Table, column: Column, language: str) -> dict[str, str]:
        """The labels of a column's codes in one language."""
        return {
            code: shown_in(label, language) for code, label in self.codes(table, column).items()
        }

    def respondent(self, code: str, language: str) -> str:
        """The name of a respondent, its code when it is not on the roster."""
        return shown_in(self._respondents.get(code, {}), language) or code

    def category(self, code: str, language: str) -> str:
        """The name of a category of respondents."""
        question = self._form.questions.get(PRESET_CATEGORY)
        choices = self._form.choices_of(question) if question else ()
        label = next((choice.label for choice in choices if choice.code == code), {})
        return shown_in(label, language) or code

    def part(self, name: str, language: str) -> str:
        """What the form calls a question or repeat."""
        asked = self._form.questions.get(name) or self._form.repeats.get(name)
        return (shown_in(asked.label, language) if asked else "") or name


def list_key(name: str, code: str) -> str:
    """The key of the label of a code of a reference list."""
    return f"lists/{name}/{code}"


def read_list(path: Path) -> dict[str, Text]:
    """The labels of a reference list by code. Raises `UserError` when it has no codes."""
    return {
        line.cells["code"]: {
            name.removeprefix("label_"): text
            for name, text in line.cells.items()
            if name.startswith("label_") and text
        }
        for line in read_csv(path, ("code",)).lines
    }
