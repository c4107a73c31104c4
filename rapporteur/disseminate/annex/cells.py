"""What stands in the cells of a table in the annex, and how wide its columns are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from rapporteur.design.table_spec import NUMBERS, Column
from rapporteur.disseminate.content.content import TableContent
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.text_measure import width
from rapporteur.warehouse.missing_reasons import Reason
from rapporteur.warehouse.reader import Value

_DIGIT, _MARGIN = 85, 160  # twips: a digit of the table's type, and what a cell keeps free
_BROAD = 112  # twips: a digit of the broadest type that may take its place, for unbroken words
_SMALLER = 14 / 17  # the type of dense tables
_HEADER_LINES = 3
_LONGEST_WORD, _WIDEST = 15.0, 60.0  # digits: more is broken, or wrapped
_NARROWEST = 4.0  # digits: a year
_IDEOGRAPHS = 8.0  # digits: four of Chinese, which may break anywhere


@dataclass(frozen=True)
class Cells:
    """A column of a table in the language of an edition."""

    edition: Edition
    column: Column
    labels: Mapping[str, str]

    @property
    def numeric(self) -> bool:
        """Whether it is set as numbers are, at the far side of its cells."""
        return self.column.type in NUMBERS

    def text(self, value: Value, reason: Reason | None = None) -> str:
        """A value as a reader sees it; the symbol for one that is missing, for that reason."""
        if value is None or value == "":
            return self.edition.symbol(reason or self.column.missing)
        if self.column.type == "codes":
            return self.edition.join(self.labels[code] for code in str(value).split())
        if isinstance(value, date):
            return self.edition.day(value)
        if self.column.type in NUMBERS and self.column.type != "year":
            return self._number(value)
        if self.column.type == "text":
            return self.edition.text(str(value))
        return self.labels.get(str(value), str(value))

    def _number(self, value: str | int | float) -> str:
        places = self.column.decimals
        if places is None and self.column.type == "percent":
            places = 1
        pattern = "#,##0.############" if places is None else f"#,##0.{'0' * places}"
        exact = Decimal(repr(value)) if isinstance(value, float) else value
        return str(format_decimal(exact, pattern.rstrip("."), locale=self.edition.locale))


def columns_of(edition: Edition, content: TableContent) -> tuple[list[Cells], list[Cells]]:
    """The columns that the annex has, and those left out because no row has anything in them.

    The evidence is in the workbook alone. Nor has the annex the basis, where a mark on the
    respondent's name takes its place.
    """
    table = content.table
    kinds = {column.name: column.type for column in table.columns}
    marked = "basis" in kinds and "respondent" in kinds.values()
    shown: list[Cells] = []
    empty: list[Cells] = []
    for at, column in enumerate(table.columns):
        if column.type == "evidence" or (marked and column.name == "basis"):
            continue
        labels = edition.labels.words(table, column, edition.language)
        filled = any(row[at] not in (None, "") for row in content.rows)
        (shown if filled else empty).append(Cells(edition, column, labels))
    return shown, empty


@dataclass(frozen=True)
class Layout:
    """The widths of a table's columns in twips. A `dense` one needs the smaller type."""

    widths: list[int]
    dense: bool


def layout(headers: Sequence[str], rows: Sequence[Sequence[str]], total: int) -> Layout:
    """Share `total` twips among the columns: room for their words, then for their texts."""
    words, texts = [], []
    for at, header in enumerate(headers):
        column = [row[at] for row in rows]
        parts = {word for text in (header, *column) for word in text.split()}
        words.append(max(_NARROWEST, *map(_unbroken, parts)))
        lengths = sorted(map(width, column))
        usual = lengths[len(lengths) * 9 // 10] if lengths else 0
        texts.append(max(min(usual, _WIDEST), width(header) / _HEADER_LINES))
    least = [word * _BROAD + _MARGIN for word in words]
    dense = sum(least) > total
    scale = _SMALLER if dense else 1.0
    if dense:
        least = [word * _BROAD * scale + _MARGIN for word in words]
    lacking = [
        max(0.0, text * _DIGIT * scale + _MARGIN - one)
        for text, one in zip(texts, least, strict=True)
    ]
    free = total - sum(least)
    # Where there is too little room, all columns give of theirs.
    shares = lacking if free > 0 and any(lacking) else least
    found = [
        int(one + free * share / sum(shares)) for one, share in zip(least, shares, strict=True)
    ]
    found[-1] += total - sum(found)
    return Layout(found, dense)


def _unbroken(word: str) -> float:
    """How wide a word stands that is broken only where it must be."""
    taken = width(word)
    return min(taken, _IDEOGRAPHS if taken > 1.2 * len(word) else _LONGEST_WORD)
