"""The architecture, held by tests: who imports whom, and how large a module may be."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT

PACKAGE = ROOT / "rapporteur"
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 300  # lines

DOORS = {
    "great_expectations": {"expectations.py"},
    "duckdb": {
        "check.py", "deciding.py", "diff.py", "impact.py", "rulings.py", "versions.py",
        "earlier.py", "expressions.py", "loading.py", "models.py", "origins.py", "report.py",
        "results.py", "shaping.py", "status.py", "validation.py", "warehouse.py",
        "publish/data/database.py",
    },
    "pyxform": {"xlsform.py"},
    "python_calamine": {"spreadsheet.py"},
    "dateparser": {"dates.py"},
    "lark": {"expressions.py"},
    "matplotlib": {"charts/bars.py", "charts/canvas.py", "charts/fonts.py"},
    "fluent": {"messages.py", "translations/patterns.py"},
    "docx": {"returns/letter.py", "annex/document.py"},
    "typer": {
        "cli.py", "commands.py", "operating.py", "lint/commands.py", "mail/commands.py",
        "points/commands.py", "releases/commands.py", "translations/commands.py",
    },
    "py3langid": {"translations/languages.py"},
    "imap_tools": {"mail/mailbox.py", "mail/attachments.py"},
}  # fmt: skip
"""The modules through which a heavy library may be entered."""


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, at its top or inside."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module or ""


def roots(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imports(path)}


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_the_package_knows_nothing_of_flows(path: Path) -> None:
    assert not roots(path) & {"flows", "prefect", "tests", "benchmarks"}


def test_findings_import_nothing_of_the_project() -> None:
    assert "rapporteur" not in roots(PACKAGE / "findings.py")


@pytest.mark.parametrize("library", list(DOORS))
def test_a_heavy_library_has_few_doors(library: str) -> None:
    entered = {name(path) for path in MODULES if library in roots(path)}
    assert entered <= DOORS[library]
    assert entered, f"{library} is not used: take it out of the list"


def test_few_modules_take_a_text_in_another_language_than_asked_for() -> None:
    """They say so, or why they need not; all others leave it to `shown_in`, which does."""
    taken = re.compile(r"form import .*\blanguage_of\b|(\.get\(|\[)[\"']en[\"']")
    takers = {name(path) for path in MODULES if taken.search(path.read_text(encoding="utf-8"))}
    assert takers == {
        "messages.py", "roster.py", "charts/texts.py", "points/reading.py",
        "translations/inventory.py", "translations/reviews.py",
    }  # fmt: skip


@pytest.mark.parametrize("library", ["great_expectations", "pyxform"])
def test_what_takes_seconds_is_imported_where_it_is_used(library: str) -> None:
    for path in MODULES:
        body = ast.parse(path.read_text(encoding="utf-8")).body
        for node in body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                assert library not in ast.unparse(node), path


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_module_speaks_of_a_cycle(path: Path) -> None:
    """A cycle is data: its names, questions and resolution stand in its folder alone."""
    text = path.read_text(encoding="utf-8")
    cycles = [
        *(ROOT / "inputs").glob("*/cycle.toml"),
        *(ROOT / "tests" / "cycles").glob("*/inputs/*/cycle.toml"),
    ]
    assert len(cycles) >= 2
    for cycle in cycles:
        code = cycle.parent.name
        for word in (code, code.replace("-", "_"), code.partition("-")[0]):
            assert word not in text
    for resolution in ("77/281", "68/131"):
        assert resolution not in text
