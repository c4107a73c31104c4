"""Names of a form's items as names of tables and columns: safe in SQL, each used once."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, count
from typing import Literal

from rapporteur.design.form_names import OF_REPEATS, OF_TABLES, RESERVED

_NAME = re.compile(r"[a-z][a-z0-9_]*")
# A repeat is a named Excel table, which must not be named like a cell or a list of choices.
_NO_TABLE = re.compile(r"[a-z]{1,3}[0-9]+|r[0-9]*c?[0-9]*|c[0-9]*|choices_.*")
_REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")
# Not within quotation marks: an even number of them follows.
_PATH = re.compile(
    r"(?:(?:current\(\)/)?(?:\.\./)+|(?<![\w.)}\]/])/[A-Za-z_][\w.-]*/)(?:[A-Za-z_][\w.-]*/)*"
    r"([A-Za-z_][\w.-]*)(?=(?:[^'\"]|'[^']*'|\"[^\"]*\")*$)"
)

Sort = Literal["question", "repeat", "calculation", "link", "section", "passage"]


@dataclass(frozen=True, slots=True)
class Written:
    """A name as the form has it, of what, and in which repeat it stands."""

    name: str
    sort: Sort
    in_repeat: bool


def names_of(items: Sequence[Written], kept: Set[str]) -> Sequence[str]:
    """A name for each item, the one that is written where it can be used.

    Names of questions, repeats and calculations become tables and columns. `kept` are names that
    no item may have.
    """
    # Imported here, since a process that only reads files needs no DuckDB.
    from rapporteur.design.expressions.compiler import reserved_words

    reserved = RESERVED | reserved_words() | kept
    taken: dict[str, int] = {}
    in_sql = [at for at, item in enumerate(items) if item.sort not in ("section", "passage")]
    for at in in_sql:
        name = items[at].name
        if items[at].sort != "link" and name not in taken and _usable(name, items[at], reserved):
            taken[name] = at
    names = {at: name for name, at in taken.items()}
    others = [at for at in range(len(items)) if at not in names and at not in in_sql]
    for at in (*(at for at in in_sql if at not in names), *others):
        sql = at not in others
        tried = _plain(items[at], at) if sql else (items[at].name,)
        names[at] = next(
            name
            for name in chain(tried, _numbered(tried[-1]))
            if name not in taken and (not sql or _usable(name, items[at], reserved))
        )
        taken[names[at]] = at
    return [names[at] for at in range(len(items))]


def _usable(name: str, item: Written, reserved: Set[str]) -> bool:
    return bool(
        _NAME.fullmatch(name)
        and name not in reserved
        and name not in OF_TABLES
        and not (item.in_repeat and item.sort != "repeat" and name in OF_REPEATS)
        and not (item.sort == "repeat" and _NO_TABLE.fullmatch(name))
    )


def _plain(item: Written, at: int) -> Sequence[str]:
    """Names that are like the one written, the most like it first."""
    decomposed = unicodedata.normalize("NFKD", item.name).lower()
    ascii_only = "".join(c for c in decomposed if not unicodedata.combining(c))
    plain = re.sub("[^a-z0-9]+", "_", ascii_only).strip("_")
    if not plain:
        return (f"{item.sort}_{at + 1}",)
    return plain, f"{plain}_", f"{item.sort}_{plain}"


def _numbered(name: str) -> Iterator[str]:
    return (f"{name}_{number}" for number in count(2))


def with_names(expression: str, names: Mapping[str, str]) -> str:
    """An expression whose references `${…}` have the names of columns.

    `names` has these by the names that the form has. Paths such as `../age` and `/data/group/age`
    become references to what they end with.
    """
    expression = _PATH.sub(r"${\1}", expression)
    return _REFERENCE.sub(lambda match: f"${{{names.get(match[1], match[1])}}}", expression)
