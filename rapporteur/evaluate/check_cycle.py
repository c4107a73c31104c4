"""Check a cycle before it is sent out: everything that is wrong with its files, at once."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TypeVar

import duckdb

from rapporteur.collect import landing
from rapporteur.design.chart_spec import Chart, own_charts
from rapporteur.design.cycle import MARK, Cycle, load_cycle
from rapporteur.design.cycle_tables import plan_notes, read_charts, read_tables
from rapporteur.design.roster import roster_problems
from rapporteur.design.rules import checks
from rapporteur.design.sidecar_texts import shared_texts
from rapporteur.design.table_spec import Table, read_table
from rapporteur.design.tailoring import PRESETS
from rapporteur.disseminate.content.labels import Labels
from rapporteur.kernel.errors import UserError, unreachable
from rapporteur.language.messages import languages
from rapporteur.process.great_expectations import suites
from rapporteur.process.validate import validate
from rapporteur.translate.inventory import Part, entries
from rapporteur.warehouse import build as warehouse
from rapporteur.warehouse.reader import Results

T = TypeVar("T")

_TRANSLATED: tuple[Part, ...] = (
    "questionnaire", "tables", "charts", "shared", "checks", "cycle", "lists",
)  # fmt: skip
"""The parts of a cycle's texts in which a missing translation is told."""


class Level(StrEnum):
    """Whether a remark must be corrected."""

    ERROR = "error"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a cycle's files: where and what it is, and what to do about it.

    `about` is what it concerns: definition, roster, form, texts, suites, tables, checks or data.
    """

    level: Level
    about: str
    message: str
    remedy: str

    def to_dict(self) -> dict[str, str]:
        """The same as plain data, for `--json`."""
        return asdict(self)


def check_cycle(home: Path, cycle_id: str) -> list[Remark]:
    """What is wrong with the files of a cycle, and what in them has no effect.

    Its SQL is run without any reply. Nothing is written. Raises `UserError` when there is no such
    cycle; whatever is wrong with an existing one is a remark.
    """
    if not (home / "inputs" / cycle_id / "cycle.toml").exists():
        load_cycle(home, cycle_id)  # says which cycles there are
    found = _Found()
    cycle = found.attempt("definition", lambda: load_cycle(home, cycle_id))
    if cycle is None:
        return found.remarks
    found.marks(cycle)
    roster_usable = found.roster(cycle)
    found.attempt("suites", lambda: suites(cycle.expectations))
    form = found.attempt("form", lambda: cycle.form)
    if form is None:
        return found.remarks
    for note in form.notes:
        found.add(Level.NOTE, "form", note.message, note.remedy)
    found.categories(cycle)
    described = found.sidecars(cycle)
    if described and roster_usable:
        found.translations(cycle)
        found.sql(cycle)
    return found.remarks


@dataclass
class _Found:
    """Collects the remarks."""

    remarks: list[Remark] = field(default_factory=list)

    def add(self, level: Level, about: str, message: str, remedy: str) -> None:
        self.remarks.append(Remark(level, about, message, remedy))

    @property
    def errors(self) -> int:
        """How many remarks must be corrected."""
        return sum(remark.level is Level.ERROR for remark in self.remarks)

    def wrong(self, about: str) -> Callable[[UserError], None]:
        """What takes errors about something."""
        return lambda error: self.add(Level.ERROR, about, error.message, error.remedy)

    def attempt(self, about: str, make: Callable[[], T]) -> T | None:
        """What `make` returns; None where it raises, which is added to the remarks."""
        try:
            return make()
        except (UserError, OSError) as caught:
            self.wrong(about)(unreachable(caught) if isinstance(caught, OSError) else caught)
        except duckdb.Error as error:
            self.wrong(about)(UserError(f"DuckDB refuses what the cycle says: {error}"))
        return None

    def marks(self, cycle: Cycle) -> None:
        """Add the places at which a person has to look."""
        roster = cycle.inputs / cycle.definition.roster
        for path in (cycle.inputs / "cycle.toml", roster):
            marked = [n for n, line in enumerate(_lines(path), start=1) if f"{MARK}:" in line]
            if marked:
                lines = f"line{'s' if len(marked) > 1 else ''} {', '.join(map(str, marked))}"
                self.add(
                    Level.NOTE, "definition", f"{path}, {lines}: marked {MARK}.",
                    "Correct what is not so, and delete the mark.",
                )  # fmt: skip

    def roster(self, cycle: Cycle) -> bool:
        """Add what is wrong with the roster; return whether it can be used."""
        path = cycle.inputs / cycle.definition.roster
        problems = roster_problems(path, cycle.definition.categories)
        for problem in problems:
            self.wrong("roster")(problem)
        if problems:
            return False
        known = languages()
        for one in cycle.roster:
            if one.language not in known:
                self.add(
                    Level.NOTE, "roster",
                    f"{path}: the language of {one.code} is “{one.language}”, in which the program "
                    "has no messages.",
                    f"It gets an English questionnaire; known are {', '.join(known)}.",
                )  # fmt: skip
        if not len(cycle.roster):
            self.add(Level.ERROR, "roster", f"{path} lists nobody.", "Write a line for each.")
        return True

    def categories(self, cycle: Cycle) -> None:
        """Add the categories of respondents that the form does not know."""
        question = cycle.form.questions.get(PRESETS[1])
        known = {choice.code for choice in cycle.form.choices_of(question)} if question else set()
        if not known or any(remark.about == "roster" for remark in self.remarks):
            return
        for category in cycle.categories:
            if category not in known:
                self.add(
                    Level.ERROR, "roster",
                    f"The category “{category}” is no choice of {PRESETS[1]} in the form.",
                    f"It has {', '.join(sorted(known))}.",
                )  # fmt: skip

    def sidecars(self, cycle: Cycle) -> bool:
        """Add what is wrong with sidecars and lists; return whether all can be used."""
        before = self.errors
        shared = self.attempt("tables", lambda: shared_texts(cycle))
        if shared is None:
            return False
        for path in sorted((cycle.sql / "marts").glob("*.toml")):
            self.attempt("tables", partial(read_table, path, shared))
        if self.errors == before:  # else its error is among them
            self.attempt("tables", lambda: read_tables(cycle))
        if self.errors == before:
            for note in plan_notes(cycle):
                self.add(Level.NOTE, "tables", note.message, note.remedy)
        self.attempt("charts", lambda: own_charts(cycle))
        self.attempt("checks", lambda: checks(cycle))
        for path in sorted((cycle.sql / "checks").glob("*.toml")):
            if not path.with_suffix(".sql").exists():
                self.add(
                    Level.ERROR, "checks", f"{path} has no {path.stem}.sql beside it.",
                    "A check needs both: the SQL that finds breaches and the text about them.",
                )  # fmt: skip
        return self.errors == before

    def translations(self, cycle: Cycle) -> None:
        """Add the texts that lack a language of the cycle or of its form."""
        wanted = dict.fromkeys((*cycle.definition.languages, *cycle.form.languages))
        for entry in self.attempt("texts", lambda: entries(cycle)) or ():
            missing = [language for language in wanted if not entry.text.get(language)]
            if missing and entry.part in _TRANSLATED:
                self.add(
                    Level.NOTE, "texts",
                    f"{entry.place}: there is no text in {', '.join(missing)}.",
                    "Readers see it in another language, with a mark: translate it.",
                )  # fmt: skip

    def sql(self, cycle: Cycle) -> None:
        """Add what of the cycle's lists and SQL cannot be used, without any reply."""
        with duckdb.connect() as con:
            before = len(self.remarks)
            empty = partial(warehouse.stage, con, cycle, [], landing.folder(cycle), [])
            self.attempt("data", empty)
            if len(self.remarks) > before:
                return
            if self.attempt("checks", lambda: validate(con, cycle, self.wrong("checks"))) is None:
                return
            before = len(self.remarks)
            wrong = self.wrong("tables")
            self.attempt("tables", lambda: warehouse.derive(con, cycle, wrong))
            if len(self.remarks) > before:
                return
            results, labels = Results(con), Labels(cycle)
            for table in read_tables(cycle):
                self.attempt("tables", partial(_check_table, results, labels, table))
            for chart in read_charts(cycle):
                self.attempt("charts", partial(_check_chart, results, labels, chart))


def _check_table(results: Results, labels: Labels, table: Table) -> None:
    """Raise `UserError` when a sidecar does not fit the table that its SQL makes, or the lists."""
    results.rows(table)
    for point in table.points:
        results.matching(table, point)
    for column in table.columns:
        labels.codes(table, column)


def _check_chart(results: Results, labels: Labels, chart: Chart) -> None:
    """Raise `UserError` when a sidecar does not fit the counts of its SQL, or the lists."""
    results.counts(chart)
    for axis in chart.axes.values():
        labels.codes(chart, axis)


def _lines(path: Path) -> Iterator[str]:
    try:
        yield from path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return
