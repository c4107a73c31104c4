"""The published tables: each is a mart and, beside its SQL, a sidecar of metadata.

`sql/marts/<id>.sql` makes the rows, `sql/marts/<id>.toml` says in every language of the cycle
how they are titled, explained and ordered. No title stands in Python.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from rapporteur.design.cycle import Cycle
from rapporteur.design.sidecar_texts import Origin, SharedTexts, shared_texts
from rapporteur.design.sidecars import read_sidecar, read_sidecars
from rapporteur.kernel.errors import UserError
from rapporteur.language.messages import problem

Kind = Literal[
    "respondent", "code", "codes", "text", "integer", "number", "percent", "year", "date",
    "evidence",
]  # fmt: skip
"""What a column holds. `percent` is a number per hundred, `codes` several codes with spaces."""

_HERE = Origin("", "")
"""Of a text that stands in the sidecar itself."""

NUMBERS = frozenset({"integer", "number", "percent", "year"})

PERCENT = "PT"
"""The unit of a percentage in `IAEG-SDGs:CL_UNIT_MEASURE`, a list of the SDMX Global Registry."""

_OF_POINTS = {
    "count": ("respondent", "code", "text"),
    "sum": ("integer",),
    "by": ("respondent", "code"),
}
"""What the columns that a drafting point names may hold."""

ACCOMPANYING = ("respondents", "codelists", "observations", "evidence")
"""The lists that are published beside the tables, so that no table may have such a name."""

# A table's id is also a sheet's name (at most 31 characters) and a named table's, which may not
# look like a reference to a cell: three letters and digits (ABC12), or R1C1.
_ID = re.compile(r"[a-z][a-z0-9_]{2,30}")
_REFERENCE = re.compile(r"[a-z]{1,3}[0-9]+|r[0-9]*c[0-9]*")


def _written(text: dict[str, str]) -> dict[str, str]:
    if not text or any(not value.strip() for value in text.values()):
        raise ValueError("must have a text for each language")
    return text


Words = Annotated[dict[str, str], AfterValidator(_written)]
"""A text by ISO 639-1 code of its language."""


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


class Column(BaseModel):
    """One column of a mart.

    `question` names the question of the form whose answer it shows, or several for a table of
    several repeats: where a respondent gave a reason for a missing answer, an empty cell means
    that reason, otherwise what `missing` says. `unit` is that of a number: a code of
    `IAEG-SDGs:CL_UNIT_MEASURE` where one fits (`NUMBER`, `USD`), else a text; a percentage has
    `PT` by itself.

    Columns in succession with the same `spanner` stand under one heading. `decimals` are shown
    of every number; without it, as many as each number came with. `notes` are numbers of the
    table's notes, from 1, that are about this column; the sidecar names them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    type: Kind
    header: Words
    codelist: str | None = None
    question: Annotated[tuple[str, ...], BeforeValidator(_several)] = ()
    missing: Literal["not_available", "not_applicable"] = "not_available"
    unit: Annotated[str, Field(pattern=r"\S")] | None = None
    spanner: Words | None = None
    subheader: Words | None = None  # the header below its spanner
    decimals: Annotated[int, Field(ge=0, le=6)] | None = None
    notes: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _codes_have_a_list(self) -> Self:
        if (self.type in ("code", "codes")) != (self.codelist is not None):
            raise ValueError("a column of codes, and no other, names its codelist")
        if (self.spanner is None) != (self.subheader is None):
            raise ValueError("spanner and subheader need each other")
        if self.decimals is not None and self.type not in ("number", "percent"):
            raise ValueError("decimals are for numbers and percentages")
        if self.unit is not None and self.type not in ("integer", "number"):
            raise ValueError("a unit is for integers and numbers; percentages have PT")
        return self

    @property
    def measure(self) -> str | None:
        """The unit of measure, None if there is none or it is not stated."""
        return PERCENT if self.type == "percent" else self.unit

    def codes_in(self, value: object) -> list[str]:
        """The codes that a value is: several only in a column of that type, with blanks between."""
        return str(value).split() if self.type == "codes" else [str(value)]


class Point(BaseModel):
    """A drafting point: the sentence of fact from which whoever writes the report begins.

    `where` is a condition over the table's columns, in SQL; without it all rows are meant.
    `count` names the column whose values are counted and listed; with `sum`, the numbers of that
    column are added up, and listed with each value. With `by` there is a sentence for each code
    of that column. `text` is a pattern of Project Fluent, which may use the program's messages. A
    point that says nothing about replies is not `of_replies`; the others say it where the cycle's
    replies are a reconstruction.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern="^[a-z][a-z0-9_]*$")]
    count: str
    text: Words
    where: str = ""
    sum: str | None = None
    by: str | None = None
    of_replies: bool = True

    @property
    def params(self) -> tuple[str, ...]:
        """The parameters that `text` may use."""
        return ("count", "number", "list", *(("group",) if self.by else ()))


class Table(BaseModel):
    """A sidecar. `path` is its file; `sort` names columns.

    `origins` has where a text is written that the sidecar refers to, by the key under which it
    stands here, and None for a header that is composed of spanner and subheader.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    path: Path
    order: int
    title: Words
    source: Words
    columns: tuple[Column, ...]
    paragraphs: str = ""
    sort: tuple[str, ...] = ()
    headnote: Words | None = None
    units: Words | None = None
    scope: Words | None = None
    notes: tuple[Words, ...] = ()
    points: tuple[Point, ...] = ()
    origins: dict[str, Origin | None] = {}

    @model_validator(mode="after")
    def _points_fit(self) -> Self:
        named = [point.name for point in self.points]
        if twice := sorted({name for name in named if named.count(name) > 1}):
            raise ValueError(f"points: {twice[0]} is there twice")
        for point in self.points:
            for key, kinds in _OF_POINTS.items():
                name = getattr(point, key)
                column = self.column(name) if name is not None else None
                if name is not None and (column is None or column.type not in kinds):
                    raise ValueError(
                        f"points.{point.name}.{key}: “{name}” is no column of the type"
                        f" {' or '.join(kinds)}"
                    )
            for language, pattern in point.text.items():
                if wrong := problem(language, pattern, point.params):
                    raise ValueError(f"points.{point.name}.text.{language}: {wrong}")
        return self

    @model_validator(mode="after")
    def _columns_fit(self) -> Self:
        names = [column.name for column in self.columns]
        if not names or len(set(names)) < len(names):
            raise ValueError("columns: there must be some, each named once")
        strange = [name for name in self.sort if name not in names]
        if strange:
            raise ValueError(f"sort: {', '.join(strange)} is not a column")
        if names[-1] != "evidence" or self.columns[-1].type != "evidence":
            raise ValueError("columns: the last must be `evidence`, of type evidence")
        for language in self.columns[0].header:
            headers = [column.header.get(language, "").casefold() for column in self.columns]
            twice = sorted({header for header in headers if header and headers.count(header) > 1})
            if twice:
                raise ValueError(f"columns: header.{language} is not unique: {', '.join(twice)}")
        return self

    def column(self, name: str) -> Column | None:
        """The column of that name, None if there is none."""
        return next((column for column in self.columns if column.name == name), None)

    def words(self) -> Iterator[tuple[str, Words]]:
        """Every text with the key that it stands under, but for headers that are composed."""
        for key in ("title", "headnote", "units", "scope", "source"):
            text: Words | None = getattr(self, key)
            if text is not None:
                yield key, text
        for number, note in enumerate(self.notes, start=1):
            yield f"notes.{number}", note
        for column in self.columns:
            for key in ("header", "spanner", "subheader"):
                name = f"columns.{column.name}.{key}"
                text = getattr(column, key)
                if text is not None and self.origins.get(name, _HERE) is not None:
                    yield name, text
        for point in self.points:
            yield f"points.{point.name}.text", point.text


def own_tables(cycle: Cycle) -> tuple[Table, ...]:
    """The tables that the cycle's own marts make, in the order of the workbook; perhaps none.

    Raises `UserError` that names the file and key when a sidecar is missing or unusable.
    """
    shared = shared_texts(cycle)
    remedy = "A table needs both: the SQL that makes it and the text that explains it."
    return read_sidecars(cycle.sql / "marts", lambda path: read_table(path, shared), remedy)


def can_be_id(name: str) -> bool:
    """Whether a table can have that name."""
    if name in ACCOMPANYING or _REFERENCE.fullmatch(name):
        return False
    return bool(_ID.fullmatch(name))


def read_table(path: Path, shared: SharedTexts) -> Table:
    """Read one sidecar with its texts. Raises `UserError` that names file and key."""
    if path.stem not in ACCOMPANYING and not can_be_id(path.stem):
        raise UserError(
            f"{path}: “{path.stem}” cannot be the name of a table.",
            "Use 3 to 31 lower-case letters, digits and _, not like a cell (abc12).",
        )
    if path.stem in ACCOMPANYING:
        raise UserError(
            f"{path}: {path.stem} is the name of a list that is published beside the tables.",
            "Give the table another name.",
        )
    table = read_sidecar(Table, path, "tables", shared)
    for column in table.columns:
        for name in column.question:
            if name not in shared.form.questions:
                raise UserError(
                    f"{path}: columns.{column.name}.question: the form has no question “{name}”.",
                    "Name the question of the form whose answer the column shows.",
                )
    return table
