"""A reporting cycle: its definition, and where its files are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from rapporteur import __version__
from rapporteur.design.form import Form
from rapporteur.design.reviewed_texts import (
    FOLDER,
    Reviews,
    read_reviews,
    reviewed_form,
    reviewed_roster,
)
from rapporteur.design.roster import Roster, read_roster
from rapporteur.kernel.errors import UserError, unreachable
from rapporteur.kernel.files import digest
from rapporteur.kernel.toml_files import read_toml
from rapporteur.language.messages import FALLBACK, languages

FORMAT = 1
"""The format of `cycle.toml`. It changes when the same text would mean something else."""

MARK = "CHECK"
"""What stands in a file of a cycle at each place that a person has to look at."""

TEXTS = ("title", "mandate", "agenda_title", "report", "reconstruction")
"""The keys of `cycle.toml` that hold texts."""

_SUITES = Path(__file__).parents[1] / "process" / "expectations"
_SUITES_OF_A_CHECKOUT = Path(__file__).parents[2] / "expectations"


class Submissions(BaseModel):
    """What becomes of files whose origin is in doubt: the table `[submissions]` of `cycle.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    # Workbooks without a signature: made by another program, or by one that did not sign yet.
    unsigned: Literal["hold", "accept"] = "hold"
    # Files that take the place of a reply that is in the tables.
    replacements: Literal["accept", "hold"] = "accept"
    # A key that anybody may know, for workbooks that are published together with their cycle: the
    # cycle's id, a colon, and 64 hexadecimal digits.
    public_key: str = Field(default="", pattern="^([^:]+:[0-9a-f]{64})?$")


class Definition(BaseModel):
    """The content of `cycle.toml`. An unknown key is an error, since it may be misspelled.

    What it does not state is not printed. docs/cycle.md explains each key.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = Field(default=FORMAT, ge=1, strict=True)
    id: str
    title: dict[str, str] = Field(min_length=1)
    mandate: dict[str, str] = Field(default_factory=dict)  # on what the reporting rests, in words
    resolution: str = ""  # the number of one of the General Assembly
    adopted_on: date | None = None  # the resolution, or what else the mandate is
    session: Annotated[int, Field(ge=1)] | None = None
    agenda_item: str = ""
    agenda_title: dict[str, str] = Field(default_factory=dict)
    report: dict[str, str] = Field(default_factory=dict)  # the title of the report
    # Where the replies were put together from other sources: the sentence that says so.
    reconstruction: dict[str, str] = Field(default_factory=dict)
    symbol: str = ""  # of the document in which the tables stand, such as A/1/1
    languages: tuple[str, ...] = Field(min_length=1)  # of the published tables
    collation: dict[str, Literal["pinyin", "stroke"]] = Field(default_factory=dict)  # by language
    opens_on: date
    deadline: date  # announced to the respondents
    cut_off: date  # later replies are not in the tables
    time_zone: str = "UTC"
    # Whether a later, partial file of a respondent keeps the earlier answers that it lacks.
    resubmission: Literal["merge", "replace"] = "replace"
    submissions: Submissions = Field(default_factory=Submissions)
    return_to: str = ""  # an e-mail address
    categories: tuple[str, ...] = ()  # in their order; empty: those of the roster
    previous: str = ""  # the previous cycle, with whose replies the present ones are compared
    form: str = "questionnaire.md"
    roster: str = "roster.csv"
    sql: str = ""  # empty: the folder of the cycle's name under sql/
    expectations: str = ""  # empty: the folder expectations/ beside inputs/, else the program's

    @property
    def sql_folder(self) -> str:
        """The folder of the cycle's SQL models, relative to the cycle's folder."""
        return self.sql or f"../../sql/{self.id}"

    @model_validator(mode="after")
    def _dates_in_order(self) -> Self:
        if not self.opens_on <= self.deadline <= self.cut_off:
            raise ValueError("opens_on, deadline and cut_off must follow each other")
        return self

    @model_validator(mode="after")
    def _agenda_is_whole(self) -> Self:
        if self.agenda_item and not self.agenda_title:
            raise ValueError("agenda_item needs the title of the item: agenda_title")
        if self.agenda_title and self.session is None:
            raise ValueError("agenda_title needs the session on whose agenda the item stands")
        return self

    @model_validator(mode="after")
    def _public_key_is_for_a_reconstruction(self) -> Self:
        stated = self.submissions.public_key
        if stated and (not self.reconstruction or stated.partition(":")[0] != self.id):
            raise ValueError(
                "submissions.public_key is for the workbooks of a reconstructed cycle that begins "
                "it with its id; a cycle whose replies come from respondents must not have one, "
                "since anybody could sign with it"
            )
        return self

    @property
    def public_key(self) -> str:
        """The key that signs workbooks which are published with the cycle; empty for none."""
        return self.submissions.public_key.partition(":")[2]

    @field_validator("time_zone")
    @classmethod
    def _is_known(cls, zone: str) -> str:
        try:
            ZoneInfo(zone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise ValueError(
                f"the time zone “{zone}” is not known here: write it as Europe/Vienna is written, "
                "and install tzdata"
            ) from error
        return zone

    @field_validator("languages")
    @classmethod
    def _have_messages(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        available = languages()
        if unknown := [code for code in codes if code not in available]:
            raise ValueError(
                f"there are no messages in “{unknown[0]}”, only in {', '.join(available)}"
            )
        return codes


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
        """The folder of the cycle's inputs.

        The program changes no file there; it adds lines to the registers (receipts,
        correspondence, decisions, translations) and files that it takes in.
        """
        return self.home / "inputs" / self.id

    @property
    def outputs(self) -> Path:
        """The folder of derived files, which may be deleted at any time."""
        return self.home / "outputs" / self.id

    @property
    def sql(self) -> Path:
        """The folder of the cycle's models: staging/ intermediate/ marts/ checks/."""
        return (self.inputs / self.definition.sql_folder).resolve()

    @property
    def expectations(self) -> Path:
        """The folder of the Great Expectations suites."""
        if stated := self.definition.expectations:
            return (self.inputs / stated).resolve()
        folders = (self.home / "expectations", _SUITES)
        found = next((folder for folder in folders if folder.is_dir()), _SUITES_OF_A_CHECKOUT)
        return found.resolve()

    @property
    def warehouse(self) -> Path:
        """The DuckDB file, which is replaced as a whole."""
        return self.outputs / "warehouse.duckdb"

    @property
    def data_docs(self) -> Path:
        """The folder of Great Expectations' pages about the last run; the first is index.html."""
        return self.outputs / "data-docs"

    @cached_property
    def reviews(self) -> Reviews:
        """The reviewed texts. Raises `UserError` if a register is unusable."""
        return read_reviews(self.inputs)

    @cached_property
    def form(self) -> Form:
        """The questionnaire, with reviewed texts. Raises `UserError` if it is unusable."""
        path = self.inputs / self.definition.form
        lists = tuple((file, digest(file)) for file in self.choice_files if file.exists())
        form = _form(path, digest(path) if path.exists() else "", lists)
        reviewed = reviewed_form(form, self.reviews)
        if reviewed is not form:
            from rapporteur.design.xlsform import check_labels

            check_labels(reviewed, f"{self.inputs / FOLDER}")
        return reviewed

    @property
    def choice_files(self) -> Sequence[Path]:
        """The CSV files beside the form that its choices are taken from."""
        path = self.inputs / self.definition.form
        return _choice_files(path, digest(path) if path.exists() else "")

    @cached_property
    def roster(self) -> Roster:
        """The respondents, with reviewed names. Raises `UserError` if the roster is unusable."""
        roster = read_roster(self.inputs / self.definition.roster, self.definition.categories)
        return reviewed_roster(roster, self.reviews)

    @property
    def categories(self) -> tuple[str, ...]:
        """The categories of respondents, in the order of `cycle.toml`, else of the roster."""
        listed = (respondent.category for respondent in self.roster)
        return self.definition.categories or tuple(dict.fromkeys(listed))


@lru_cache(maxsize=8)
def _choice_files(path: Path, _: str) -> Sequence[Path]:
    """The files of choices of the form at `path`, cached by its digest."""
    from rapporteur.design.xlsform import choice_files

    return choice_files(path)


@lru_cache(maxsize=8)
def _form(path: Path, _: str, __: tuple[tuple[Path, str], ...]) -> Form:
    """The form at `path`, cached for processes that run for months.

    The key is the digest of the form and those of its files of choices.
    """
    # The imports take longer than what needs no form.
    from rapporteur.design.expressions.conditions import checked
    from rapporteur.design.xlsform import read_form

    return checked(read_form(path))


def load_cycle(home: Path, cycle_id: str) -> Cycle:
    """Load the cycle `cycle_id` under `home`. Raises `UserError` if it is unusable."""
    path = home / "inputs" / cycle_id / "cycle.toml"
    try:
        content = read_toml(path)
        _check_format(path, content.get("format"))
        texts = _texts(content)
        reviewed = read_reviews(path.parent).document("cycle/", texts)
        definition = Definition.model_validate({**content, **reviewed})
    except FileNotFoundError as error:
        existing = ", ".join(cycle_ids(home)) or "none"
        raise UserError(
            f"There is no cycle “{cycle_id}”: {path} does not exist.", f"Cycles here: {existing}."
        ) from error
    except ValidationError as error:
        text = path.read_text(encoding="utf-8-sig")
        problems = "; ".join(f"{_place(text, e['loc'])}: {e['msg']}" for e in error.errors())
        raise UserError(
            f"{path} cannot be used: {problems}.",
            "Correct what is named; docs/cycle.md explains each key.",
        ) from error
    if definition.id != cycle_id:
        raise UserError(
            f"{path} says that it is the cycle “{definition.id}”.",
            "The `id` and the name of the folder must be the same.",
        )
    return Cycle(home, definition)


def _texts(content: Mapping[str, Any]) -> dict[str, Any]:
    """The texts of `cycle.toml`; a text without languages is in the first one of the cycle."""
    stated = content.get("languages")
    first = stated[0] if isinstance(stated, list) and stated else FALLBACK
    texts = {key: content[key] for key in TEXTS if key in content}
    return {key: {first: text} if isinstance(text, str) else text for key, text in texts.items()}


def _place(text: str, keys: tuple[str | int, ...]) -> str:
    """A key of `cycle.toml` with its line, if it stands in one."""
    if not keys:
        return "file"
    stated = re.search(rf"^\s*\[?{re.escape(str(keys[-1]))}\b", text, re.MULTILINE)
    line = f"line {text.count(chr(10), 0, stated.end()) + 1}, " if stated else ""
    return f"{line}{'.'.join(map(str, keys))}"


def _check_format(path: Path, number: object) -> None:
    """Raise `UserError` for a newer format, before its unknown keys raise less helpful errors."""
    if isinstance(number, int) and number > FORMAT:
        raise UserError(
            f"{path} is of format {number}: rapporteur {__version__} reads up to format {FORMAT}.",
            "Install the newer version of rapporteur that this cycle was written for.",
        )


def usable_cycles(home: Path) -> tuple[Sequence[Cycle], Sequence[UserError]]:
    """The cycles under `home` whose definition can be used, and what is wrong with the others."""
    cycles: list[Cycle] = []
    errors: list[UserError] = []
    for cycle_id in cycle_ids(home):
        try:
            cycles.append(load_cycle(home, cycle_id))
        except (UserError, OSError) as caught:
            errors.append(unreachable(caught) if isinstance(caught, OSError) else caught)
    return cycles, errors


def cycle_ids(home: Path) -> list[str]:
    """The names of the cycles under `home`, sorted."""
    return sorted(path.parent.name for path in (home / "inputs").glob("*/cycle.toml"))
