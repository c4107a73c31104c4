"""The sheets of the tables, and that of the evidence behind them."""

from collections.abc import Iterable, Mapping, Sequence

from rapporteur.publish.content import DESK_RESEARCH, REPLY, TableContent
from rapporteur.publish.edition import Edition
from rapporteur.publish.grid import Cell, Grid, GridColumn, Link, Symbol
from rapporteur.results import Value
from rapporteur.tables import NUMBERS, Column

MOST_RANGES = 5
"""So many ranges of evidence are shown in a cell."""


def tables(edition: Edition, evidence: Grid) -> Iterable[Grid]:
    """The tables of the report, their rows linked to the sheet `evidence`."""
    for content in edition.content.tables:
        yield Grid(
            sheet=content.table.id,
            name=content.table.id,
            title=edition.titles[content.table.id],
            above=[*_above(edition, content), edition.back],
            columns=[
                GridColumn(
                    header=edition.words(column.header),
                    numeric=column.type in NUMBERS or column.type == "date",
                    year=column.type == "year",
                )
                for column in content.table.columns
            ],
            rows=_rows(edition, content, evidence.header_row),
        )


def _above(edition: Edition, content: TableContent) -> Iterable[str]:
    table = content.table
    if table.headnote:
        yield edition.words(table.headnote)
    if table.scope:
        yield edition.say("line-scope", text=edition.words(table.scope))
    if table.units:
        yield edition.say("line-units", text=edition.words(table.units))
    for number, note in enumerate(table.notes, start=1):
        yield edition.say("line-note", number=str(number), text=edition.words(note))
    yield _coverage(edition, content)
    yield edition.say("line-source", text=edition.words(table.source))


def _coverage(edition: Edition, content: TableContent) -> str:
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
            found.append([*cells, Link(_shown(edition, _ranges(numbers)), sheet, first)])
        else:
            found.append([*cells, none])
    return found


def _shown(edition: Edition, ranges: list[str]) -> str:
    """The numbers in one line: of many the first, and how many more; the CSV has them all."""
    if len(ranges) <= MOST_RANGES:
        return edition.join(ranges)
    first = edition.join(ranges[: MOST_RANGES - 1])
    return edition.say("evidence-more", first=first, number=len(ranges) - MOST_RANGES + 1)


def _cell(
    edition: Edition, value: Value, column: Column, words: Mapping[str, str], missing: Symbol
) -> Cell:
    if value is None or value == "":
        return missing
    if column.type == "codes":
        return edition.join(words[code] for code in str(value).split())
    return words[str(value)] if words else value


def evidence_sheet(edition: Edition) -> Grid:
    """Every answer that some table rests on: who gave it, in which file and cells."""
    used: dict[str, list[str]] = {}
    for content in edition.content.tables:
        for key in dict.fromkeys(key for ids in content.evidence for key in ids):
            used.setdefault(key, []).append(content.table.id)
    none = edition.symbol("not_applicable")
    bases = {basis: edition.basis(basis) for basis in (REPLY, DESK_RESEARCH)}
    rows: list[list[Cell]] = [
        [
            f"E{number}",
            edition.labels.respondent(item.submission.respondent, edition.language),
            bases[item.submission.basis],
            item.submission.file,
            item.sheet or none,
            item.cells or none,
            edition.labels.part(item.part, edition.language) if item.part else none,
            item.text or none,
            item.note or none,
            ", ".join(used[item.id]),
            item.id,
        ]
        for number, item in enumerate(edition.content.evidence, start=1)
    ]
    keys = (
        "number", "respondent", "basis", "file", "sheet", "cells", "question", "text", "note",
        "tables", "id",
    )  # fmt: skip
    return Grid(
        sheet=edition.say("sheet-evidence"),
        name="evidence",
        title=edition.say("evidence-title"),
        above=[edition.say("evidence-headnote"), edition.back],
        columns=[GridColumn(edition.say(f"evidence-column-{key}")) for key in keys],
        rows=rows,
    )


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
