"""All SQL keeps to its style, that of a cycle to its layers; every mart has a fitting sidecar."""

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

ROOT = Path(__file__).parents[2]
READS = {
    "staging": {"landing", "form", "reference"},
    "intermediate": {"staging", "intermediate"},
    "marts": {"intermediate"},
    "charts": {"intermediate", "marts"},
    "checks": {
        *("landing", "form", "reference", "staging", "intermediate", "marts"),
        "previous",
    },
}
CHECK_COLUMNS = ["submission", "question", "repeat", "row", "params"]
TYPES = {
    *("respondent", "code", "codes", "text", "integer", "number", "percent", "year", "date"),
    "evidence",
}


def _cycles() -> dict[Path, set[str]]:
    """The folder of SQL of every cycle, with the languages that its tables are published in."""
    found: dict[Path, set[str]] = {}
    for pattern in ("inputs/*/cycle.toml", "tests/**/inputs/*/cycle.toml"):
        for path in ROOT.glob(pattern):
            cycle = tomllib.loads(path.read_text(encoding="utf-8"))
            folder = (path.parent / cycle.get("sql", f"../../sql/{cycle['id']}")).resolve()
            found.setdefault(folder, set()).update(cycle["languages"])
    return found


CYCLES = _cycles()
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


def _texts(sidecar: dict[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
    """What a sidecar says in words, with the place where it says so."""
    for key in ("title", "source"):
        yield key, sidecar[key]
    for key in ("headnote", "units", "scope"):
        if key in sidecar:
            yield key, sidecar[key]
    for number, note in enumerate(sidecar.get("notes", []), start=1):
        yield f"note {number}", note
    for column in sidecar["columns"]:
        yield f"column {column['name']}", column["header"]


def test_every_layer_has_models() -> None:
    assert CYCLES
    for folder in CYCLES:
        for layer in READS:
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
    sidecar = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    languages = CYCLES[path.parents[1]]
    shown = [column["name"] for column in sidecar["columns"]]
    assert shown == [name for name in _columns(path) if name != "submission"]
    assert shown[-1] == "evidence"
    assert set(sidecar["sort"]) <= set(shown)
    for column in sidecar["columns"]:
        assert column["type"] in TYPES
        assert ("codelist" in column) == (column["type"] in ("code", "codes")), column["name"]
    for place, text in _texts(sidecar):
        assert languages <= set(text), f"{place} lacks a language"
        assert all(value.strip() for value in text.values()), f"{place} is empty"
    for language in languages:
        headers = [column["header"][language] for column in sidecar["columns"]]
        assert len(set(headers)) == len(headers), f"headers repeat in {language}"


@pytest.mark.parametrize("path", CHARTS, ids=_name)
def test_sidecar_fits_its_chart(path: Path) -> None:
    sidecar = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
    axes = [sidecar[role] for role in ("group", "category", "series", "value") if role in sidecar]
    assert sorted(axis["name"] for axis in axes) == sorted(_columns(path))
    texts = [sidecar["title"], sidecar["alt"], sidecar["source"], *sidecar.get("notes", [])]
    texts += [axis[key] for axis in axes for key in ("header", "missing") if key in axis]
    for text in texts:
        assert CYCLES[path.parents[1]] <= set(text)
        assert all(value.strip() for value in text.values())


@pytest.mark.parametrize("folder", CYCLES, ids=_name)
def test_sidecars_belong_to_marts_and_have_an_order(folder: Path) -> None:
    sidecars = list(folder.glob("marts/*.toml"))
    assert all(path.with_suffix(".sql").exists() for path in sidecars)
    orders = [tomllib.loads(path.read_text(encoding="utf-8"))["order"] for path in sidecars]
    assert sorted(orders) == list(range(1, len(orders) + 1))
