"""The sheet of the evidence: every answer behind the tables, and which rows rest on it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from operator import attrgetter

from rapporteur.publish.body import abridged
from rapporteur.publish.content import DESK_RESEARCH, REPLY, Content
from rapporteur.publish.edition import Edition
from rapporteur.publish.grid import Cell, Field, Grid, GridColumn, Link, Rows, Symbol

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
    fields: Mapping[str, tuple[str, Callable[[str], Cell]]] = {
        "number": ("id", lambda key: f"E{content.numbers[key]}"),
        "respondent": (
            "submission.respondent",
            lambda code: edition.labels.respondent(code, language),
        ),
        "basis": ("submission.basis", lambda basis: bases[basis]),
        "file": ("submission.file", str),
        "sheet": ("sheet", lambda sheet: sheet or none),
        "cells": ("cells", lambda cells: cells or none),
        "question": ("part", lambda part: edition.labels.part(part, language) if part else none),
        "text": ("text", lambda text: text or none),
        "note": ("note", lambda note: note or none),
        "tables": ("id", partial(_use, edition, _places(content, language))),
        "id": ("id", str),
    }
    return Rows(content.evidence, [Field(attrgetter(name), cell) for name, cell in fields.values()])


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


def _places(content: Content, language: str) -> Sequence[Mapping[int, int]]:
    """For each table in which row of the sheet, from 1, a row of the CSV, from 0, stands."""
    return [
        {index: place for place, index in enumerate(table.orders[language], start=1)}
        for table in content.tables
    ]


def _use(edition: Edition, places: Sequence[Mapping[int, int]], key: str) -> Link:
    """What leads to the first of the rows that rest on an answer and on little else."""
    content = edition.content
    uses = content.uses[key]
    table, index = uses[0] if len(uses) == 1 else min(uses, key=content.breadth)
    name = content.tables[table].table.id
    return Link(abridged(edition, _names(edition, uses)), name, places[table][index])


def _names(edition: Edition, uses: Sequence[Use]) -> list[str]:
    """The tables and rows, of a table one after the other."""
    tables = edition.content.tables
    if len(uses) == 1:
        table, row = uses[0]
        return [f"{tables[table].table.id} {row + 1}"]
    found: dict[str, list[int]] = {}
    for table, row in uses:
        found.setdefault(tables[table].table.id, []).append(row + 1)
    return [f"{name} {row}" for name, rows in found.items() for row in rows]
