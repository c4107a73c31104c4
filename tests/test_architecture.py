"""The architecture, held by tests: who imports whom, and what stands where."""

import ast
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from tests.support import ROOT

PACKAGE = ROOT / "rapporteur"
MODULES = sorted(PACKAGE.rglob("*.py"))
AT_THE_ROOT = {"__init__", "pipeline"}
SANDBOX = "rapporteur.kernel.sandbox"

DOORS = {
    "great_expectations": {"process/great_expectations.py"},
    "pyxform": {"design/xlsform/"},
    "python_calamine": {"collect/reading/spreadsheet.py"},
    "dateparser": {"collect/reading/dates.py"},
    "xlrd": {"collect/reading/display/xls.py"},
    "lark": {"design/expressions/compiler.py"},
    "matplotlib": {
        "disseminate/pictures/bars.py", "disseminate/pictures/canvas.py",
        "disseminate/pictures/fonts.py",
    },
    "fluent": {"language/messages.py", "translate/patterns.py"},
    "docx": {"correspond/returns/covering_letter.py", "disseminate/annex/document.py"},
    "py3langid": {"language/detection.py"},
    "imap_tools": {"collect/mailbox/imap.py", "collect/mailbox/attachments.py"},
    # Parsers of files: what opens received bytes with them runs in bounded processes (below).
    "lxml": {
        "collect/reading/display/", "correspond/returns/", "lint/", "kernel/workbook_file.py",
        "disseminate/annex/document.py", "disseminate/pictures/draw.py",
    },
    "zipfile": {
        "collect/reading/", "kernel/xlsx_parts.py", "correspond/returns/xlsx_package.py", "lint/",
        "kernel/workbook_file.py", "disseminate/", "correspond/mail/reply_letters.py",
        "correspond/returns/covering_letter.py",
    },
    "msoffcrypto": {"collect/reading/default_password.py"},
    # Packages in which anything may be asked of a library.
    "duckdb": {"design/", "process/", "warehouse/", "evaluate/", "disseminate/data/database.py"},
    "typer": {"cli/"},
}  # fmt: skip
"""The modules, or the packages, through which a heavy library may be entered."""


def direction() -> Sequence[str]:
    """The packages from the one that knows none to the one that knows all, and `flows` beside it.

    They stand in docs/architecture.md, in the one line that begins so.
    """
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^    (kernel .*)$", page, re.MULTILINE)
    return [name.strip("{},") for name in re.split(r"[ ←,]+", line)]


DIRECTION = direction()
LINT_NEEDS = {"kernel", "language", "design", "lint"}


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> Sequence[str]:
    """The modules that a file imports, at its top or inside."""
    names: list[str] = []
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            names.append(node.module or "")
    return names


def roots(path: Path) -> set[str]:
    return {name.partition(".")[0] for name in imports(path)}


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_the_package_knows_nothing_of_flows() -> None:
    foreign = {"flows", "prefect", "tests", "benchmarks"}
    flows = [
        name(path)
        for path in MODULES
        if any(module.startswith("rapporteur.flows") for module in imports(path))
    ]
    assert flows == []
    assert [name(path) for path in MODULES if roots(path) & foreign] == []


def test_findings_import_nothing_of_the_project() -> None:
    assert "rapporteur" not in roots(PACKAGE / "design" / "findings.py")


@pytest.mark.parametrize("library", list(DOORS))
def test_a_heavy_library_has_few_doors(library: str) -> None:
    entered = {name(path) for path in MODULES if library in roots(path)}
    doors = DOORS[library]
    assert {one for one in entered if not any(map(one.startswith, doors))} == set()
    assert entered, f"{library} is not used: take it out of the list"


RECEIVED = {
    "rapporteur.collect.reading.spreadsheet.read_sheets": {
        "collect/landing.py", "collect/name_list.py", "correspond/returns/annotated_workbook.py",
        "translate/returned.py",
    },
    "rapporteur.collect.reading.default_password.decrypted": {
        "collect/reading/spreadsheet.py", "correspond/returns/write_returns.py",
    },
    "rapporteur.kernel.xlsx_parts.opened": {"kernel/xlsx_flaws.py"},
    "rapporteur.correspond.returns.xlsx_package.opened": {
        "correspond/returns/annotated_workbook.py",
    },
    "rapporteur.correspond.returns.annotated_workbook.annotated": {
        "correspond/returns/write_returns.py",
    },
    "rapporteur.lint.open_book.open_book": {"lint/linter.py"},
    "rapporteur.collect.mailbox.attachments.attachments": {"collect/mailbox/fetch.py"},
}  # fmt: skip
"""The functions that open bytes which somebody sent, and the modules that may call them."""

BOUNDED = {
    "collect/land_cycle.py", "collect/mailbox/fetch.py", "collect/name_list.py",
    "correspond/returns/write_returns.py", "lint/linter.py", "translate/returned.py",
}  # fmt: skip
"""The modules that start bounded processes: in these, all of the above ends."""


@pytest.mark.parametrize("function", list(RECEIVED))
def test_few_modules_open_what_somebody_sent(function: str) -> None:
    assert {name(path) for path in MODULES if function in names_imported(path)} == RECEIVED[
        function
    ]


def test_what_somebody_sent_is_opened_in_bounded_processes() -> None:
    assert {name(path) for path in MODULES if SANDBOX in imports(path)} == BOUNDED
    landing = re.compile(r"\blanding\.(?:land|read)\b")
    callers = {name(path) for path in MODULES if landing.search(path.read_text(encoding="utf-8"))}
    assert callers <= BOUNDED
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert "huge_tree" not in text, path
        if "load_workbook(" in text:
            assert name(path) in {"collect/reading/spreadsheet.py", "lint/open_book.py"}


def names_imported(path: Path) -> set[str]:
    """What a module imports by name, with the module that it is of."""
    return {
        f"{node.module}.{alias.name}"
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }


def test_few_modules_take_a_text_in_another_language_than_asked_for() -> None:
    """They say so, or why they need not; all others leave it to `shown_in`, which does."""
    taken = re.compile(r"texts import .*\blanguage_of\b|(\.get\(|\[)[\"']en[\"']")
    takers = {name(path) for path in MODULES if taken.search(path.read_text(encoding="utf-8"))}
    assert takers == {
        "language/messages.py", "design/roster.py", "design/reviewed_texts.py",
        "disseminate/content/chart_texts.py", "disseminate/points/reading.py",
        "translate/inventory.py",
    }  # fmt: skip


@pytest.mark.parametrize("library", ["great_expectations", "pyxform"])
def test_what_takes_seconds_is_imported_where_it_is_used(library: str) -> None:
    for path in MODULES:
        for node in parsed(path).body:
            if isinstance(node, ast.Import | ast.ImportFrom):
                assert not ast.unparse(node).startswith((f"import {library}", f"from {library}"))


def package(path: Path) -> str:
    """The first folder below the package, or the module itself at its root."""
    return path.relative_to(PACKAGE).with_suffix("").parts[0]


def test_every_package_has_its_place_in_the_direction() -> None:
    known = {*DIRECTION, "lint", "__init__"} - {"flows"}
    assert {package(path) for path in MODULES} == known


def may_import(here: str) -> set[str]:
    """The packages that a package may import: itself and those before it."""
    if here == "lint":
        return LINT_NEEDS
    before = {*DIRECTION[: DIRECTION.index(here) + 1], "__init__"} if here in DIRECTION else set()
    return before | ({"lint"} if here == "cli" else set())


def test_imports_run_one_way() -> None:
    """`if TYPE_CHECKING` hides nothing from this."""
    backwards = [
        f"{name(path)} imports {module}"
        for path in MODULES
        for module in imports(path)
        if package(path) != "__init__" and module.startswith("rapporteur.")
        if module.split(".")[1] not in may_import(package(path))
    ]
    assert backwards == []


def test_few_modules_lie_at_the_root() -> None:
    assert {path.stem for path in PACKAGE.glob("*.py")} == AT_THE_ROOT


def test_no_file_name_occurs_three_times() -> None:
    names = Counter(path.name for path in MODULES if path.name != "__init__.py")
    assert [one for one, times in names.items() if times > 2] == []


def test_every_folder_of_tests_is_that_of_a_package() -> None:
    others = {"cycles", "dependencies", "faults", "flows", "office", "sql"}
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}
    for folder in folders - {ROOT / "tests"}:
        inside = folder.relative_to(ROOT / "tests")
        assert inside.parts[0] in others or (PACKAGE / inside).is_dir(), inside


def test_no_module_speaks_of_a_cycle() -> None:
    """A cycle is data: its names, questions and resolution stand in its folder alone."""
    cycles = [
        *(ROOT / "inputs").glob("*/cycle.toml"),
        *(ROOT / "tests" / "cycles").glob("*/inputs/*/cycle.toml"),
    ]
    assert len(cycles) >= 2
    codes = {cycle.parent.name for cycle in cycles}
    words = {"77/281", "68/131", *codes}
    words |= {code.replace("-", "_") for code in codes} | {code.partition("-")[0] for code in codes}
    speaking = [
        f"{name(path)}: {word}"
        for path in MODULES
        for text in [path.read_text(encoding="utf-8")]
        for word in sorted(words)
        if re.search(rf"\b{re.escape(word)}\b", text)
    ]
    assert speaking == []
