"""The sheet of the evidence: every answer behind the tables, and which rows rest on it."""

from array import array
from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter

from rapporteur.disseminate.content.content import DESK_RESEARCH, REPLY, Content
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.grid import Cell, Field, Grid, GridColumn, Link, Rows, Symbol
from rapporteur.disseminate.workbook.table_sheet import abridged

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
        "respondent": _said(
            "submission.respondent", lambda code: edition.labels.respondent(code, language)
        ),
        "basis": _said("submission.basis", lambda basis: bases[basis]),
        "file": _common("submission.file", str),
        "sheet": _common("sheet", lambda sheet: sheet or none),
        "cells": _common("cells", lambda cells: cells or none),
        "question": _said(
            "part", lambda part: edition.labels.part(part, language) if part else none
        ),
        "text": _common("text", lambda text: text or none),
        "note": _common("note", lambda note: note or none),
        "tables": _said("id", partial(_use, edition, places)),
        "id": _common("id", str),
    }
    return Rows(content.evidence, [fields[key] for key in _KEYS])


def _said(name: str, cell: Callable[[str], Cell]) -> Field:
    return Field(attrgetter(name), cell)


def _common(name: str, cell: Callable[[str], Cell]) -> Field:
    return Field(attrgetter(name), cell, common=True)


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


def _places(content: Content, language: str) -> Sequence[Sequence[int]]:
    """For each table in which row of the sheet, from 1, each row of the CSV stands."""
    found = []
    for table in content.tables:
        places = array("L", bytes(array("L").itemsize * len(table.rows)))
        for place, index in enumerate(table.orders[language], start=1):
            places[index] = place
        found.append(places)
    return found


def _use(edition: Edition, places: Sequence[Sequence[int]], key: str) -> Link:
    """What leads to the first of the rows that rest on an answer and on little else."""
    content = edition.content
    table, index = content.chief_uses[key]
    name = content.tables[table].table.id
    return Link(abridged(edition, _names(edition, content.uses[key])), name, places[table][index])


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
