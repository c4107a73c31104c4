"""Every kind of Office file that the program writes, held against Microsoft's Open XML SDK.

What it calls an error, Excel or Word may offer to repair.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
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

_PACKAGES = Path(__file__).parent / "node_modules/@xarsh"
_QUICK = {**os.environ, "DOTNET_TieredPGO": "0"}  # what is learnt while it runs comes too late
LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
Check = Callable[[Path], None]


@pytest.fixture(scope="session")
def valid() -> Check:
    """Assert that a file is valid; skips where the validator is not installed."""
    # The program itself, for this platform: its wrapper would start a Node.js for each file.
    program = next(_PACKAGES.glob("ooxml-validator-*/ooxml-validator"), None)
    if program is None:
        pytest.skip("npm has not installed the validator: see tests/office in the Makefile")

    def check(path: Path) -> None:
        ran = subprocess.run(
            [program, path], env=_QUICK, check=False, capture_output=True, timeout=120
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


SAVED_AS = {"xlsx": "XAA", "xlsm": "XAB", "ods": "XBA", "xls": "XBB"}
"""Types of files that LibreOffice saves, each of another respondent."""


@pytest.fixture(scope="module")
def returned(
    valid: Check,  # where it is skipped, nothing is to be made
    libreoffice: Convert,
    tmp_path_factory: pytest.TempPathFactory,
) -> Sequence[Path]:
    """The returns of files that LibreOffice saved, and those of these returns saved once more.

    With errors to mark: at cells that the file does not hold, and below a comment.
    """
    cycle = tiny_cycle(tmp_path_factory.mktemp("returned"))
    received = cycle.inputs / "submissions"
    for suffix, code in SAVED_AS.items():
        path = reply(cycle, code, {**COMPLETE, "progress": "none"})
        with edited(path) as workbook:
            cell(workbook, "share").value = "much"
            cell(workbook, "unit").value = None
            cell(workbook, "law_budget", 1).value = "1e30"
        saved = libreoffice(path, suffix).read_bytes()
        path.unlink()
        path.with_suffix(f".{suffix}").write_bytes(saved)
    run(cycle)
    first = cycle.home / "first"
    shutil.copytree(cycle.outputs / "returns", first)
    for suffix, code in SAVED_AS.items():
        (received / f"{code}.{suffix}").unlink()
        again = libreoffice(first / f"{code}.xlsx", "xlsx")
        shutil.copy(again, received / f"{code}-again.xlsx")
    run(load_cycle(cycle.home, cycle.id))
    return first, cycle.outputs / "returns"


@pytest.mark.slow
@pytest.mark.parametrize("suffix", SAVED_AS)
def test_returns_of_files_that_libreoffice_saved(
    valid: Check, returned: Sequence[Path], suffix: str
) -> None:
    first, again = (folder / f"{SAVED_AS[suffix]}.xlsx" for folder in returned)
    assert first.read_bytes() != again.read_bytes()
    valid(first)
    valid(again)


@pytest.mark.parametrize(
    "language",
    [
        code if code in ("en", "ar", "zh") else pytest.param(code, marks=pytest.mark.slow)
        for code in LANGUAGES
    ],
)
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


def test_returns_of_workbooks_whose_formats_have_no_parent(valid: Check, tiny: Cycle) -> None:
    for code, old, new in (
        ("XAA", r'xfId="0"', 'xfId="99"'),  # beyond the list of parents
        ("XAB", r"<cellStyleXfs.*</cellStyleXfs>", ""),  # and without one
    ):
        path = reply(tiny, code, {**COMPLETE, "progress": "none"})
        patched(path, "xl/styles.xml", old, new)
    run(tiny)
    for code in ("XAA", "XAB"):
        valid(tiny.outputs / "returns" / f"{code}.xlsx")
