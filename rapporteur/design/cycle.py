"""A reporting cycle: a folder of text files and spreadsheets under `inputs/`."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from rapporteur import __version__
from rapporteur.design.expressions.conditions import check_expressions
from rapporteur.design.form import Form
from rapporteur.design.reviewed_texts import Reviews, read_reviews, reviewed_form, reviewed_roster
from rapporteur.design.roster import Roster, read_roster
from rapporteur.design.xlsform import read_form
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import digest
from rapporteur.language.messages import languages

FORMAT = 1
"""Of `cycle.toml`. Changes when the same text would mean something else."""

TEXTS = ("title", "agenda_title", "report")
"""The keys of `cycle.toml` that hold texts."""


class Definition(BaseModel):
    """What `cycle.toml` says. Unknown keys are refused, so that a misspelling is seen."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = Field(default=FORMAT, ge=1, strict=True)
    id: str
    title: dict[str, str]
    resolution: str
    adopted_on: date
    session: int
    agenda_item: str
    agenda_title: dict[str, str]
    report: dict[str, str]
    symbol: str = ""  # of the document in which the tables stand, such as A/1/1
    languages: tuple[str, ...]  # of the published tables
    collation: dict[str, Literal["pinyin", "stroke"]] = Field(default_factory=dict)  # by language
    opens_on: date
    deadline: date  # told to the respondents
    cut_off: date  # what comes later is not in the tables
    time_zone: str = "UTC"
    # What becomes of earlier answers that a later, partial file of the same respondent lacks.
    resubmission: Literal["merge", "replace"] = "replace"
    return_to: str
    categories: tuple[str, ...]
    previous: str = ""  # the cycle before, whose replies the present ones are compared with
    form: str = "questionnaire.md"
    roster: str = "roster.csv"
    sql: str = ""  # its own folder under sql/ unless it says otherwise
    expectations: str = "../../expectations"

    @property
    def sql_folder(self) -> str:
        """The folder of the cycle's models, from the cycle's own."""
        return self.sql or f"../../sql/{self.id}"

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if not self.opens_on <= self.deadline <= self.cut_off:
            raise ValueError("opens_on, deadline and cut_off must follow each other")
        return self

    @field_validator("languages")
    @classmethod
    def _spoken(cls, stated: tuple[str, ...]) -> tuple[str, ...]:
        known = languages()
        if unknown := [one for one in stated if one not in known]:
            raise ValueError(f"nothing can be said in “{unknown[0]}”, but in {', '.join(known)}")
        return stated


@dataclass(frozen=True)
class Cycle:
    """A cycle and where its files are. `home` is the folder that holds inputs/ and outputs/."""

    home: Path
    definition: Definition

    @property
    def id(self) -> str:
        """The name of the cycle's folder."""
        return self.definition.id

    @property
    def inputs(self) -> Path:
        """What was given: never changed by the program, but for the decisions, the translations
        and the registers of receipts and of correspondence, to which lines are added."""
        return self.home / "inputs" / self.id

    @property
    def outputs(self) -> Path:
        """What is derived: may be deleted at any time."""
        return self.home / "outputs" / self.id

    @property
    def sql(self) -> Path:
        """The folder of the cycle's models: staging/ intermediate/ marts/ checks/."""
        return (self.inputs / self.definition.sql_folder).resolve()

    @property
    def expectations(self) -> Path:
        """The folder of the Great Expectations suites."""
        return (self.inputs / self.definition.expectations).resolve()

    @property
    def warehouse(self) -> Path:
        """The DuckDB file: built beside and renamed, so that it is always whole."""
        return self.outputs / "warehouse.duckdb"

    @property
    def data_docs(self) -> Path:
        """The folder of Great Expectations' pages about the last run; begin at index.html."""
        return self.outputs / "data-docs"

    @cached_property
    def reviews(self) -> Reviews:
        """The texts that were reviewed. Raises `UserError` when a register is unusable."""
        return read_reviews(self.inputs)

    @cached_property
    def form(self) -> Form:
        """The questionnaire. Raises `UserError` when it is unusable."""
        path = self.inputs / self.definition.form
        form = _form(path, digest(path) if path.exists() else "")
        return reviewed_form(form, self.reviews)

    @cached_property
    def roster(self) -> Roster:
        """Those who were asked. Raises `UserError` when it is unusable."""
        roster = read_roster(self.inputs / self.definition.roster, self.definition.categories)
        return reviewed_roster(roster, self.reviews)


@lru_cache(maxsize=8)
def _form(path: Path, _: str) -> Form:
    """A form of that digest: what runs for months reads it once."""
    form = read_form(path)
    check_expressions(form)
    return form


def load_cycle(home: Path, cycle_id: str) -> Cycle:
    """Load the cycle `cycle_id` under `home`. Raises `UserError` when it cannot be used."""
    path = home / "inputs" / cycle_id / "cycle.toml"
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
        _check_format(path, stated.get("format"))
        texts = {key: stated[key] for key in TEXTS if key in stated}
        reviewed = read_reviews(path.parent).document("cycle/", texts)
        definition = Definition.model_validate({**stated, **reviewed})
    except FileNotFoundError as error:
        known = ", ".join(cycle_ids(home)) or "none"
        raise UserError(
            f"There is no cycle “{cycle_id}”: {path} does not exist.", f"Cycles here: {known}."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{path} is not valid TOML: {error}.") from error
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors()
        )
        raise UserError(f"{path} cannot be used: {problems}.") from error
    if definition.id != cycle_id:
        raise UserError(
            f"{path} says that it is the cycle “{definition.id}”.",
            "The `id` and the name of the folder must be the same.",
        )
    return Cycle(home, definition)


def _check_format(path: Path, stated: object) -> None:
    """Refuse a newer format before its keys are; an older one would be brought up to date here."""
    if isinstance(stated, int) and stated > FORMAT:
        raise UserError(
            f"{path} is of format {stated}: rapporteur {__version__} reads up to format {FORMAT}.",
            "Install a newer rapporteur, the one that this cycle was written for.",
        )


def cycle_ids(home: Path) -> list[str]:
    """The cycles under `home`, by name."""
    return sorted(path.parent.name for path in (home / "inputs").glob("*/cycle.toml"))
