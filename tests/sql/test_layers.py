"""All SQL keeps to its style, that of a cycle to its layers; every mart has a fitting sidecar."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from rapporteur.design.chart_spec import Chart
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.design.sidecar_texts import SharedTexts, shared_texts
from rapporteur.design.sidecars import read_sidecar
from rapporteur.design.table_spec import read_table

ROOT = Path(__file__).parents[2]
READS = {
    "staging": {"landing", "form", "reference", "previous"},
    "intermediate": {"staging", "intermediate"},
    "marts": {"intermediate"},
    "charts": {"intermediate", "marts"},
    "checks": {
        *("landing", "form", "reference", "staging", "intermediate", "marts"),
        "previous",
    },
}
CHECK_COLUMNS = ["submission", "question", "repeat", "row", "params"]


def _definitions() -> dict[Path, Cycle]:
    """Every cycle by its folder of SQL."""
    patterns = ("inputs/*/cycle.toml", "tests/**/inputs/*/cycle.toml")
    paths = [path for pattern in patterns for path in ROOT.glob(pattern)]
    cycles = [load_cycle(path.parents[2], path.parent.name) for path in paths]
    return {cycle.sql: cycle for cycle in cycles}


DEFINITIONS = _definitions()
CYCLES = {folder: set(cycle.definition.languages) for folder, cycle in DEFINITIONS.items()}
"""The folder of SQL of every cycle, with the languages that its tables are published in."""

MODELS = sorted(path for folder in CYCLES for path in folder.glob("*/*.sql"))
MARTS = [path for path in MODELS if path.parent.name == "marts"]
CHARTS = [path for path in MODELS if path.parent.name == "charts"]
CHECKS = [path for path in MODELS if path.parent.name == "checks"]
PROGRAM = sorted((ROOT / "rapporteur").rglob("sql/**/*.sql"))
SELECTS = [
    path
    for path in (*MODELS, *PROGRAM)
    if re.match(r"(--.*\n)*(with|select)\b", path.read_text(encoding="utf-8"))
]
"""All but macros and the few statements that change a table."""


def _name(path: Path) -> str:
    """The path from the top of the project, to name a test case."""
    return str(path.relative_to(ROOT))


def _tree(path: Path) -> dict[str, Any]:
    """DuckDB's syntax tree of a file that holds one select."""
    sql = path.read_text(encoding="utf-8")
    row = duckdb.execute("select json_serialize_sql(?::varchar)", [sql]).fetchone()
    assert row is not None
    parsed: dict[str, Any] = json.loads(row[0])
    assert not parsed["error"], parsed.get("error_message")
    assert len(parsed["statements"]) == 1, "one select a file"
    node: dict[str, Any] = parsed["statements"][0]["node"]
    return node


def _shared(folder: Path) -> SharedTexts:
    """The texts that the sidecars in a cycle's folder of SQL share."""
    return shared_texts(DEFINITIONS[folder])


def _nodes(tree: object) -> Iterator[dict[str, Any]]:
    """Every object of a syntax tree."""
    if isinstance(tree, dict):
        yield tree
        for value in tree.values():
            yield from _nodes(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _nodes(value)


def _ctes(tree: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The common table expressions of a select, in their order."""
    return {entry["key"]: entry["value"]["query_node"] for entry in tree["cte_map"]["map"]}


def _columns(path: Path) -> list[str]:
    """The columns that the last expression of a file names."""
    columns = []
    tree = _tree(path)
    node = list(_ctes(tree).values())[-1] if _ctes(tree) else tree
    for item in node["select_list"]:
        assert item["type"] != "STAR", "the last expression names its columns"
        columns.append(item["alias"] or item["column_names"][-1])
    return columns


def test_every_layer_has_models() -> None:
    assert CYCLES
    for folder in CYCLES:
        for layer in ("staging", "intermediate", "marts"):  # charts may be derived
            assert list(folder.glob(f"{layer}/*.sql")), f"{_name(folder)}/{layer} is empty"


@pytest.mark.parametrize("path", MODELS, ids=_name)
def test_reads_only_what_its_layer_may(path: Path) -> None:
    tree = _tree(path)
    ctes = {entry["key"] for node in _nodes(tree) for entry in node.get("map", [])}
    for node in _nodes(tree):
        if node.get("type") != "BASE_TABLE":
            continue
        schema, table = node["schema_name"], node["table_name"]
        if not schema:
            assert table in ctes, f"{table} has no schema"
            continue
        assert schema in READS[path.parent.name], f"{schema}.{table} is out of reach"
        if schema in READS:
            model = path.parents[1] / schema / f"{table}.sql"
            assert model.exists(), f"{schema}.{table} is no model"
            assert model != path, "a model does not read itself"


@pytest.mark.parametrize("path", SELECTS, ids=_name)
def test_a_file_is_one_select_whose_steps_have_names(path: Path) -> None:
    """What one select can say is a plain select. What takes steps names each, and ends so."""
    ctes = _ctes(_tree(path))
    last = path.read_text(encoding="utf-8").rstrip("\n").splitlines()[-1]
    if ctes:
        assert len(ctes) > 1, "a single step is the select itself"
        assert last == f"select * from {list(ctes)[-1]}", "the last line selects the last step"


@pytest.mark.parametrize("path", SELECTS, ids=_name)
def test_no_step_only_renames_a_table(path: Path) -> None:
    clauses = ("where_clause", "qualify", "group_expressions", "modifiers")
    for step, node in _ctes(_tree(path)).items():
        table = node.get("from_table", {})
        if table.get("type") != "BASE_TABLE" or not table["schema_name"]:
            continue
        (first, *others) = node["select_list"]
        changed = first["class"] != "STAR" or first["exclude_list"] or first["replace_list"]
        assert others or changed or any(node[clause] for clause in clauses), (
            f"{step} is {table['schema_name']}.{table['table_name']}: select from that"
        )


@pytest.mark.parametrize("path", SELECTS, ids=_name)
def test_columns_in_lines_of_their_own_end_with_commas(path: Path) -> None:
    text = re.sub(r" *--.*", "", path.read_text(encoding="utf-8"))
    lists = re.findall(r"(?m)^( *)select(?: distinct)?\n((?:\1    .*\n)+)\1from\b", text)
    assert all(columns.endswith(",\n") for _, columns in lists)


@pytest.mark.parametrize("path", [*MODELS, *PROGRAM], ids=_name)
def test_a_file_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith("-- ") or re.fullmatch(r"select \* from [\w.]+\n", text)


@pytest.mark.parametrize("path", CHECKS, ids=_name)
def test_a_check_selects_what_a_finding_needs(path: Path) -> None:
    assert _columns(path) == CHECK_COLUMNS


@pytest.mark.parametrize("path", CHECKS, ids=_name)
def test_a_check_says_what_is_wrong_and_how_to_mend_it(path: Path) -> None:
    sidecar = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    sql = path.read_text(encoding="utf-8")
    for key in ("message", "remedy"):
        texts = sidecar[key]
        assert CYCLES[path.parents[1]] <= set(texts), f"{key} lacks a language"
        used = {frozenset(re.findall(r"{ \$(\w+) }", text)) for text in texts.values()}
        assert len(used) == 1, f"{key} names other parameters in another language"
        assert all(f"'{name}'" in sql for name in used.pop()), f"{key} asks for more than it gets"


@pytest.mark.parametrize("path", MARTS, ids=_name)
def test_sidecar_fits_its_mart(path: Path) -> None:
    table = read_table(path.with_suffix(".toml"), _shared(path.parents[1]))
    languages = CYCLES[path.parents[1]]
    shown = [column.name for column in table.columns]
    assert shown == [name for name in _columns(path) if name != "submission"]
    for place, text in table.words():
        assert languages <= set(text), f"{place} lacks a language"
    for column in table.columns:
        assert languages <= set(column.header), f"{column.name} lacks a language"


@pytest.mark.parametrize("path", CHARTS, ids=_name)
def test_sidecar_fits_its_chart(path: Path) -> None:
    shared = _shared(path.parents[1])
    chart = read_sidecar(Chart, path.with_suffix(".toml"), "charts", shared)
    assert sorted(chart.columns) == sorted(_columns(path))
    for place, text in chart.words():
        assert CYCLES[path.parents[1]] <= set(text), f"{place} lacks a language"


@pytest.mark.parametrize("folder", CYCLES, ids=_name)
def test_sidecars_belong_to_marts_and_have_an_order(folder: Path) -> None:
    sidecars = list(folder.glob("marts/*.toml"))
    assert all(path.with_suffix(".sql").exists() for path in sidecars)
    orders = [tomllib.loads(path.read_text(encoding="utf-8"))["order"] for path in sidecars]
    assert sorted(orders) == list(range(1, len(orders) + 1))
