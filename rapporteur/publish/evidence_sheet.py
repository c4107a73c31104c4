"""The sheet of the evidence: every answer behind the tables, and which rows rest on it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial

from rapporteur.publish.body import abridged
from rapporteur.publish.content import DESK_RESEARCH, REPLY
from rapporteur.publish.edition import Edition
from rapporteur.publish.grid import Cell, Grid, GridColumn, Link, Made, Rows, Symbol

_KEYS = (
    "number", "respondent", "basis", "file", "sheet", "cells", "question", "text", "note",
    "tables", "id",
)  # fmt: skip

Use = tuple[int, int]
"""A table, and a row of its CSV, both from 0."""


def evidence_rows(edition: Edition) -> Rows:
    """The rows in the language of an edition, the same in each profile."""
    return Made(len(edition.content.evidence), partial(_rows, edition))


def evidence_grid(edition: Edition, rows: Rows) -> Grid:
    """Every answer that some table rests on: who gave it, in which file and cells.

    Each leads back to the first of the rows that rest on it and on little else.
    """
    return Grid(
        sheet=edition.say("sheet-evidence"),
        name="evidence",
        title=edition.say("evidence-title"),
        above=[edition.say("evidence-headnote"), edition.back],
        columns=[GridColumn(edition.say(f"evidence-column-{key}")) for key in _KEYS],
        rows=rows,
    )


def _rows(edition: Edition) -> Iterator[list[Cell]]:
    content, language = edition.content, edition.language
    none = Symbol("not_applicable")
    name = cache(partial(edition.labels.respondent, language=language))
    part = cache(partial(edition.labels.part, language=language))
    bases = {basis: edition.basis(basis) for basis in (REPLY, DESK_RESEARCH)}
    places: list[Mapping[int, int]] = [
        {index: place for place, index in enumerate(table.orders[language], start=1)}
        for table in content.tables
    ]
    for number, item in enumerate(content.evidence, start=1):
        uses = content.uses[item.id]
        table, index = uses[0] if len(uses) == 1 else min(uses, key=content.breadth)
        yield [
            f"E{number}",
            name(item.submission.respondent),
            bases[item.submission.basis],
            item.submission.file,
            item.sheet or none,
            item.cells or none,
            part(item.part) if item.part else none,
            item.text or none,
            item.note or none,
            Link(
                abridged(edition, _places(edition, uses)),
                content.tables[table].table.id,
                places[table][index],
            ),
            item.id,
        ]


def _places(edition: Edition, uses: Sequence[Use]) -> list[str]:
    """The tables and rows, of a table one after the other."""
    tables = edition.content.tables
    if len(uses) == 1:
        table, row = uses[0]
        return [f"{tables[table].table.id} {row + 1}"]
    found: dict[str, list[int]] = {}
    for table, row in uses:
        found.setdefault(tables[table].table.id, []).append(row + 1)
    return [f"{name} {row}" for name, rows in found.items() for row in rows]
