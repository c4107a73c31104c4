"""The sheets of the tables."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from operator import itemgetter

from rapporteur.design.table_spec import NUMBERS, Column, Table, Words
from rapporteur.disseminate.content.content import TableContent
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.grid import (
    Cell,
    Field,
    Grid,
    GridColumn,
    Line,
    Link,
    Marked,
    Rows,
    Symbol,
)
from rapporteur.warehouse.reader import Row, Value, rests_on

MOST_PARTS = 5
"""How many references a cell shows."""


def table_grid(edition: Edition, content: TableContent, rows: Rows) -> Grid:
    """The sheet of a table, its rows linked to the sheet of the evidence."""
    table, printed = content.table, edition.profile.printed
    above: list[Line] = [edition.words(table.headnote)] if table.headnote else []
    above += [
        edition.say(f"line-{key}", text=edition.words(text))
        for key, text in (("scope", table.scope), ("units", table.units))
        if text
    ]
    source = edition.say("line-source", text=edition.words(table.source))
    counted = coverage(edition, content)
    letters = [footnote_letter(number) for number in range(1, 1 + len(table.notes))]
    of_columns = {number for column in table.columns for number in column.notes}
    of_table = [n for n in range(1, 1 + len(table.notes)) if n not in of_columns]
    words = edition.titles[table.id]
    title: str | Marked = words
    below: list[Line] = []
    if printed:
        title = Marked(words, _letters(letters, of_table))
        footnotes = zip(table.notes, letters, strict=True)
        below = [source, counted]
        below += [Marked(edition.words(note), letter, before=True) for note, letter in footnotes]
    else:
        above += [counted, source]
        if of_table:
            marks = edition.join(_note(edition, table.notes[number - 1]) for number in of_table)
            about = edition.say("line-notes", notes=marks)
            above.append(Link(about, edition.say("sheet-notes")))
    return Grid(
        sheet=table.id,
        name=table.id,
        title=title,
        above=[*above, edition.back],
        columns=[_column(edition, table, column, letters) for column in table.columns],
        rows=rows,
        below=below,
    )


def _column(edition: Edition, table: Table, column: Column, letters: Sequence[str]) -> GridColumn:
    printed = edition.profile.printed
    spanned = printed and column.spanner is not None and column.subheader is not None
    header = edition.words(column.subheader if spanned and column.subheader else column.header)
    if not printed:
        header = " ".join([header, *(_note(edition, table.notes[n - 1]) for n in column.notes)])
    decimals = 1 if column.type == "percent" and column.decimals is None else column.decimals
    return GridColumn(
        header=header,
        numeric=column.type in NUMBERS or column.type == "date",
        year=column.type == "year",
        spanner=edition.words(column.spanner) if spanned and column.spanner else "",
        marks=_letters(letters, column.notes) if printed else "",
        decimals=decimals,
    )


def footnote_letter(number: int) -> str:
    """The mark of a footnote, from 1: a to z, then aa, bb and so on."""
    return chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)


def _letters(letters: Sequence[str], numbers: Iterable[int]) -> str:
    return ", ".join(letters[number - 1] for number in numbers)


def _note(edition: Edition, note: Words) -> str:
    return note_mark(edition.notes[edition.words(note)])


def note_mark(number: int) -> str:
    """The mark of a note on the sheet of notes."""
    return f"[note {number}]"


def coverage(edition: Edition, content: TableContent) -> str:
    """How many of the replies the table rests on, and how much is desk research."""
    received = len(edition.content.replies)
    if not content.rows:
        return edition.say("line-empty", received=received)
    sentence = edition.say(
        "line-replies", replies=content.replies, received=received, asked=edition.content.asked
    )
    if content.desk_rows is None:
        return sentence
    rest = edition.say("line-desk", rows=content.desk_rows, total=len(content.rows))
    return sentence + edition.say("sentence-separator.value") + rest


def table_items(content: TableContent) -> Sequence[Sequence[Value | Symbol]]:
    """The rows of a table, with a symbol where a respondent gave the reason of an empty cell."""
    if not content.reasons:
        return content.rows
    return [
        tuple(Symbol(reasons[at]) if at in reasons else value for at, value in enumerate(row))
        if (reasons := content.reasons.get(index))
        else row
        for index, row in enumerate(content.rows)
    ]


def table_rows(
    edition: Edition, content: TableContent, items: Sequence[Sequence[Value | Symbol]]
) -> Rows:
    """The rows of a table in the language of an edition, the same in each profile.

    `items` are `table_items`, the same in every language.
    """
    cells = [_cell_of(edition, content, at) for at in range(len(content.table.columns) - 1)]
    fields = [Field(itemgetter(at), _or_symbol(cell)) for at, cell in enumerate(cells)]
    evidence = Field(
        partial(_references, edition.content.numbers),
        partial(_evidence, edition, edition.say("sheet-evidence")),
    )
    return Rows(items, [*fields, evidence], content.orders[edition.language])


def _or_symbol(of: Callable[[Value], Cell]) -> Callable[[Value | Symbol], Cell]:
    return lambda value: value if isinstance(value, Symbol) else of(value)


def _references(numbered: Mapping[str, int], row: Row) -> tuple[int, tuple[str, ...]]:
    """The first number of a row's evidence, 0 without any, and references to all of it."""
    numbers = sorted([numbered[key] for key in rests_on(row)])
    return (numbers[0], tuple(_ranges(numbers))) if numbers else (0, ())


def _evidence(edition: Edition, sheet: str, references: tuple[int, tuple[str, ...]]) -> Cell:
    """The link from a row to its evidence."""
    first, parts = references
    return Link(abridged(edition, parts), sheet, first) if first else Symbol("not_applicable")


def _cell_of(edition: Edition, content: TableContent, at: int) -> Callable[[Value], Cell]:
    """The function that makes a cell of a value of a column."""
    column = content.table.columns[at]
    missing = Symbol(column.missing)
    words = edition.labels.words(content.table, column, edition.language)
    if column.type == "text":
        text = edition.text
        return lambda value: text(str(value)) if value else missing
    if column.type == "codes":
        return lambda value: (
            edition.join(words[code] for code in str(value).split()) if value else missing
        )
    if words:
        return lambda value: words[str(value)] if value else missing
    return lambda value: missing if value is None or value == "" else value


def abridged(edition: Edition, parts: Sequence[str]) -> str:
    """References in one line: of many the first ones and how many more. The CSV has them all."""
    if len(parts) <= MOST_PARTS:
        return parts[0] if len(parts) == 1 else edition.join(parts)
    first = edition.join(parts[: MOST_PARTS - 1])
    return edition.say("evidence-more", first=first, number=len(parts) - MOST_PARTS + 1)


def _ranges(numbers: Sequence[int]) -> list[str]:
    """Numbers as `E3`, and three or more in succession as `E3–E5`."""
    if len(numbers) == 1:
        return [f"E{numbers[0]}"]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [
        text
        for run in runs
        for text in (
            [f"E{run[0]}–E{run[-1]}"] if len(run) > 2 else [f"E{number}" for number in run]
        )
    ]
