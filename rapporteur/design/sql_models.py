"""The SQL files of a cycle: each is one select and has the name of the table that it makes.

The order in which they run is derived from the tables that they read, as parsed by DuckDB.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Any

import duckdb

from rapporteur.kernel.errors import UserError

LAYERS = ("staging", "intermediate", "marts", "charts")


@dataclass(frozen=True, slots=True)
class Model:
    """A SQL file. `name` is schema-qualified; `reads` are the tables that it selects from."""

    name: str
    path: Path
    sql: str
    reads: frozenset[str]


def read_models(folder: Path, layers: Sequence[str] = LAYERS) -> list[Model]:
    """The models of `layers` under `folder`, each after the models that it reads.

    Raises `UserError` if a file is not one select statement, or if models depend on each other.
    """
    paths = [path for layer in layers for path in sorted((folder / layer).glob("*.sql"))]
    models = {model.name: model for model in map(_model, paths)}
    graph = {name: model.reads & models.keys() for name, model in models.items()}
    try:
        return [models[name] for name in TopologicalSorter(graph).static_order()]
    except CycleError as error:
        raise UserError(
            f"These models depend on each other: {' → '.join(error.args[1])}."
        ) from error


def _model(path: Path) -> Model:
    try:
        sql = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{path} is not Unicode.", "Save it as text in UTF-8.") from error
    return Model(f"{path.parent.name}.{path.stem}", path, sql, frozenset(_tables(sql, path)))


def _tables(sql: str, path: Path) -> Iterator[str]:
    """The schema-qualified tables that a select reads; names of CTEs have no schema."""
    row = duckdb.execute("select json_serialize_sql(?)", [sql]).fetchone()
    tree: Mapping[str, Any] = json.loads(row[0]) if row else {}
    if tree.get("error") or len(tree["statements"]) != 1:
        reason = tree.get("error_message", "it has several")
        raise UserError(f"{path} is not one select statement: {reason}.")
    return _base_tables(tree)


def _base_tables(node: object) -> Iterator[str]:
    if isinstance(node, Mapping):
        if node.get("type") == "BASE_TABLE" and node["schema_name"]:
            yield f"{node['schema_name']}.{node['table_name']}"
        for child in node.values():
            yield from _base_tables(child)
    elif isinstance(node, list):
        for child in node:
            yield from _base_tables(child)
