"""The sheet of the evidence: every answer behind the tables, and which rows rest on it."""

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter

from rapporteur.disseminate.content.content import DESK_RESEARCH, REPLY, Content
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.grid import Cell, Field, Grid, GridColumn, Link, Rows, Symbol
from rapporteur.disseminate.workbook.table_sheet import abridged
from rapporteur.warehouse.evidence import Evidence

_KEYS = (
    "number", "respondent", "basis", "file", "sheet", "cells", "question", "text", "note",
    "tables", "id",
)  # fmt: skip

Use = tuple[int, int]
"""A table, and a row of its CSV, both from 0."""


def evidence_rows(edition: Edition) -> Rows:
    """The rows in the language of an edition, the same in each profile."""
    content, language = edition.content, edition.language
    none = Symbol("not_applicable")
    bases = {basis: edition.basis(basis) for basis in (REPLY, DESK_RESEARCH)}
    places = _places(content, language)
    fields = {
        "number": _common("id", lambda key: f"E{content.numbers[key]}"),
        "respondent": _translated(
            "submission.respondent", lambda code: edition.labels.respondent(code, language)
        ),
        "basis": _translated("submission.basis", lambda basis: bases[basis]),
        "file": _common("submission.file", str),
        "sheet": _common("sheet", lambda sheet: sheet or none),
        "cells": _common("cells", lambda cells: cells or none),
        "question": _translated(
            "part", lambda part: edition.labels.part(part, language) if part else none
        ),
        "text": _common("text", lambda text: text or none),
        "note": _common("note", lambda note: note or none),
        "tables": Field(partial(_chief_use, content), partial(_use, edition, places)),
        "id": _common("id", str),
    }
    return Rows(content.evidence, [fields[key] for key in _KEYS])


def _translated(name: str, cell: Callable[[str], Cell]) -> Field:
    return Field(attrgetter(name), cell)


def _common(name: str, cell: Callable[[str], Cell]) -> Field:
    return Field(attrgetter(name), cell, common=True)


def evidence_grid(edition: Edition, rows: Rows) -> Grid:
    """Every answer that some table rests on: its respondent, file and cells.

    Each links back to the row that rests on it and on the fewest others.
    """
    return Grid(
        sheet=edition.say("sheet-evidence"),
        name="evidence",
        title=edition.say("evidence-title"),
        above=[edition.say("evidence-headnote"), edition.back],
        columns=[GridColumn(edition.say(f"evidence-column-{key}")) for key in _KEYS],
        rows=rows,
    )


def _places(content: Content, language: str) -> Sequence[Sequence[int]]:
    """For each table, the row of the sheet (from 1) of each row of the CSV."""
    by_table = []
    for table in content.tables:
        places = array("L", bytes(array("L").itemsize * len(table.rows)))
        for place, index in enumerate(table.orders[language], start=1):
            places[index] = place
        by_table.append(places)
    return by_table


def _chief_use(content: Content, item: Evidence) -> tuple[Use, tuple[str, ...]]:
    """Of the rows that rest on an answer the one that rests on the fewest others, and all names."""
    return content.chief_uses[item.id], tuple(_names(content, content.uses[item.id]))


def _use(
    edition: Edition, places: Sequence[Sequence[int]], use: tuple[Use, tuple[str, ...]]
) -> Link:
    """The link to a row, named with the others."""
    (table, index), names = use
    name = edition.content.tables[table].table.id
    return Link(abridged(edition, names), name, places[table][index])


def _names(content: Content, uses: Sequence[Use]) -> list[str]:
    """The tables and rows, grouped by table."""
    tables = content.tables
    if len(uses) == 1:
        table, row = uses[0]
        return [f"{tables[table].table.id} {row + 1}"]
    rows_of: dict[str, list[int]] = {}
    for table, row in uses:
        rows_of.setdefault(tables[table].table.id, []).append(row + 1)
    return [f"{name} {row}" for name, rows in rows_of.items() for row in rows]
