"""The sheet of the evidence: every answer behind the tables, and which rows rest on it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from rapporteur.publish.body import abridged
from rapporteur.publish.content import DESK_RESEARCH, REPLY
from rapporteur.publish.edition import Edition
from rapporteur.publish.grid import Cell, Grid, GridColumn, Link

_KEYS = (
    "number", "respondent", "basis", "file", "sheet", "cells", "question", "text", "note",
    "tables", "id",
)  # fmt: skip
_USES = _KEYS.index("tables")

Use = tuple[int, int]
"""A table, and a row of its CSV, both from 0."""


def evidence_sheet(edition: Edition) -> Grid:
    """Every answer that some table rests on: who gave it, in which file and cells.

    Its links back to the tables lead nowhere until `link_back` is called: the tables must know
    where its rows stand before it can know where theirs do.
    """
    uses = edition.content.uses
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
            abridged(edition, _places(edition, uses[item.id])),
            item.id,
        ]
        for number, item in enumerate(edition.content.evidence, start=1)
    ]
    return Grid(
        sheet=edition.say("sheet-evidence"),
        name="evidence",
        title=edition.say("evidence-title"),
        above=[edition.say("evidence-headnote"), edition.back],
        columns=[GridColumn(edition.say(f"evidence-column-{key}")) for key in _KEYS],
        rows=rows,
    )


def _places(edition: Edition, uses: Sequence[Use]) -> list[str]:
    tables = edition.content.tables
    found: dict[str, list[str]] = {}
    for table, row in uses:
        found.setdefault(tables[table].table.id, []).append(str(row + 1))
    return [f"{name} {row}" for name, rows in found.items() for row in rows]


def link_back(edition: Edition, evidence: Grid, tables: Sequence[Grid]) -> Grid:
    """The sheet with the links of each answer to the first row that rests on it and little else."""
    places: list[Mapping[int, int]] = [
        {index: place for place, index in enumerate(content.orders[edition.language])}
        for content in edition.content.tables
    ]
    rows = []
    for item, row in zip(edition.content.evidence, evidence.rows, strict=True):
        table, index = min(edition.content.uses[item.id], key=edition.content.breadth)
        cell = f"A{tables[table].header_row + 1 + places[table][index]}"
        link = Link(str(row[_USES]), tables[table].sheet, cell)
        rows.append([*row[:_USES], link, *row[_USES + 1 :]])
    return replace(evidence, rows=rows)
