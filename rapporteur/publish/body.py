"""The sheets of the tables."""

from collections.abc import Iterable, Mapping, Sequence

from rapporteur.publish.content import TableContent
from rapporteur.publish.edition import Edition
from rapporteur.publish.grid import Cell, Grid, GridColumn, Line, Link, Marked, Symbol
from rapporteur.results import Value
from rapporteur.tables import NUMBERS, Column, Table, Words

MOST_PARTS = 5
"""So many references are shown in a cell."""


def tables(edition: Edition, evidence: Grid) -> list[Grid]:
    """The tables of the report, their rows linked to the sheet `evidence`."""
    return [_table(edition, content, evidence) for content in edition.content.tables]


def _table(edition: Edition, content: TableContent, evidence: Grid) -> Grid:
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
        rows=_rows(edition, content, evidence.header_row),
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
    said = edition.say(
        "line-replies", replies=content.replies, received=received, asked=edition.content.asked
    )
    if content.desk_rows is None:
        return said
    rest = edition.say("line-desk", rows=content.desk_rows, total=len(content.rows))
    return said + edition.say("sentence-separator.value") + rest


def _rows(edition: Edition, content: TableContent, header_row: int) -> list[list[Cell]]:
    table = content.table
    columns = [
        (column, edition.labels.words(table, column, edition.language), symbol)
        for column in table.columns[:-1]
        for symbol in [edition.symbol(column.missing)]
    ]
    sheet = edition.say("sheet-evidence")
    none = edition.symbol("not_applicable")
    found: list[list[Cell]] = []
    for index in content.orders[edition.language]:
        cells: list[Cell] = [
            _cell(edition, value, column, words, symbol)
            for value, (column, words, symbol) in zip(content.rows[index], columns, strict=False)
        ]
        numbers = sorted(edition.content.numbers[key] for key in content.evidence[index])
        if numbers:
            first = f"A{header_row + numbers[0]}"
            found.append([*cells, Link(abridged(edition, _ranges(numbers)), sheet, first)])
        else:
            found.append([*cells, none])
    return found


def abridged(edition: Edition, parts: Sequence[str]) -> str:
    """References in one line: of many the first, and how many more; the CSV has them all."""
    if len(parts) <= MOST_PARTS:
        return edition.join(parts)
    first = edition.join(parts[: MOST_PARTS - 1])
    return edition.say("evidence-more", first=first, number=len(parts) - MOST_PARTS + 1)


def _cell(
    edition: Edition, value: Value, column: Column, words: Mapping[str, str], missing: Symbol
) -> Cell:
    if value is None or value == "":
        return missing
    if column.type == "codes":
        return edition.join(words[code] for code in str(value).split())
    if column.type == "text":
        return edition.text(str(value))
    return words[str(value)] if words else value


def _ranges(numbers: Sequence[int]) -> list[str]:
    """Numbers as `E3`, and three or more in succession as `E3–E5`."""
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
