"""The published tables: each is a mart and, beside its SQL, a sidecar of metadata.

`sql/marts/<id>.sql` makes the rows, `sql/marts/<id>.toml` says in every language of the cycle
how they are titled, explained and ordered. No title stands in Python.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, ValidationError, model_validator

from rapporteur.cycle import Cycle
from rapporteur.errors import UserError

Kind = Literal[
    "respondent", "code", "codes", "text", "integer", "number", "percent", "year", "date",
    "evidence",
]  # fmt: skip
"""What a column holds. `percent` is a number per hundred, `codes` several codes with spaces."""

NUMBERS = frozenset({"integer", "number", "percent", "year"})

# A table's id is also a sheet's name (at most 31 characters) and a named table's, which may not
# look like a reference to a cell: three letters and digits (ABC12), or R1C1.
_ID = re.compile(r"[a-z][a-z0-9_]{2,30}")
_REFERENCE = re.compile(r"[a-z]{1,3}[0-9]+|r[0-9]*c[0-9]*")


def _given(text: dict[str, str]) -> dict[str, str]:
    if not text or any(not value.strip() for value in text.values()):
        raise ValueError("must have a text for each language")
    return text


Words = Annotated[dict[str, str], AfterValidator(_given)]
"""A text by ISO 639-1 code of its language."""


class Column(BaseModel):
    """One column of a mart. `missing` says what an empty cell means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    type: Kind
    header: Words
    codelist: str | None = None
    missing: Literal["not_available", "not_applicable"] = "not_available"

    @model_validator(mode="after")
    def _codes_have_a_list(self) -> Self:
        if (self.type in ("code", "codes")) != (self.codelist is not None):
            raise ValueError("a column of codes, and no other, names its codelist")
        return self


class Table(BaseModel):
    """A sidecar. `path` is its file; `sort` names columns."""

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
            twice = sorted({header for header in headers if headers.count(header) > 1})
            if twice:
                raise ValueError(f"columns: header.{language} is not unique: {', '.join(twice)}")
        return self

    def column(self, name: str) -> Column | None:
        """The column of that name, None if there is none."""
        return next((column for column in self.columns if column.name == name), None)

    def words(self) -> Iterator[tuple[str, Words]]:
        """Every text with the key that it stands under."""
        for key in ("title", "headnote", "units", "scope", "source"):
            text: Words | None = getattr(self, key)
            if text is not None:
                yield key, text
        for number, note in enumerate(self.notes, start=1):
            yield f"notes.{number}", note
        for column in self.columns:
            yield f"columns.{column.name}.header", column.header


def read_tables(cycle: Cycle) -> tuple[Table, ...]:
    """The cycle's tables in the order of the workbook.

    Raises `UserError` that names the file and key when a sidecar is missing or unusable.
    """
    folder = cycle.sql / "marts"
    marts = sorted(path.stem for path in folder.glob("*.sql"))
    sidecars = sorted(path.stem for path in folder.glob("*.toml"))
    for name in sorted(set(marts) ^ set(sidecars)):
        has, lacks = (".sql", ".toml") if name in marts else (".toml", ".sql")
        raise UserError(
            f"{folder / name}{has} has no {name}{lacks} beside it.",
            "A table needs both: the SQL that makes it and the text that explains it.",
        )
    if not marts:
        raise UserError(f"{folder} holds no table.")
    found = [read_table(folder / f"{name}.toml", cycle.definition.languages) for name in marts]
    orders: dict[int, Table] = {}
    for table in found:
        other = orders.setdefault(table.order, table)
        if other is not table:
            raise UserError(f"{table.path}: order {table.order} is also that of {other.id}.")
    return tuple(orders[order] for order in sorted(orders))


def read_table(path: Path, languages: tuple[str, ...]) -> Table:
    """Read one sidecar. Raises `UserError` that names the file and the key."""
    if not _ID.fullmatch(path.stem) or _REFERENCE.fullmatch(path.stem):
        raise UserError(
            f"{path}: “{path.stem}” cannot be the name of a table.",
            "Use 3 to 31 lower-case letters, digits and _, not like a cell (abc12).",
        )
    try:
        entry = tomllib.loads(path.read_text(encoding="utf-8"))
        table = Table.model_validate({**entry, "id": path.stem, "path": path})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UserError(f"{path} is not readable TOML: {error}.") from error
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors()
        )
        raise UserError(f"{path} cannot be used: {problems}.") from error
    for key, text in table.words():
        lacking = [language for language in languages if language not in text]
        if lacking:
            raise UserError(
                f"{path}: {key} has no text in {', '.join(lacking)}.",
                "A table is published in every language of cycle.toml.",
            )
    return table
