"""Fixtures of all tests."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.pipeline import run
from tests.sharing import shared
from tests.support import COMPLETE, Convert, cell, edited, project_cycle, reply, tiny_cycle

pytest_plugins = ["tests.demo", "tests.charted"]

# A busy machine is slow, and that is no failure.
# What decides on a change tries the same examples each time; `--hypothesis-profile=searching`
# tries others.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeatable", PATIENT, derandomize=True)
settings.register_profile("searching", PATIENT, max_examples=1000)
settings.load_profile("repeatable")


@pytest.fixture
def tiny(tmp_path: Path) -> Cycle:
    """An invented cycle of two categories, three sections and one table."""
    return tiny_cycle(tmp_path)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """The cycle a79-sse after a run: do not change it."""
    home = shared(tmp_path_factory, "sample", lambda home: run(project_cycle(home)))
    return load_cycle(home, "a79-sse")


@pytest.fixture(scope="session")
def published(sample: Cycle) -> Path:
    """The folder of CSVs that a run of the cycle a79-sse publishes."""
    return sample.outputs / "tables" / "csv"


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of Prefect's with its tables and nothing in them, to be copied.

    To make the tables takes a server longer than to start.
    """

    def upgrade(folder: Path) -> None:
        prefect = str(Path(sys.executable).with_name("prefect"))
        command = [prefect, "server", "database", "upgrade", "-y"]
        own = {name: text for name, text in os.environ.items() if not name.startswith("PREFECT_")}
        variables = own | {"PREFECT_HOME": str(folder), "DO_NOT_TRACK": "1"}
        subprocess.run(command, env=variables, check=True, capture_output=True, timeout=300)

    return shared(tmp_path_factory, "history", upgrade) / "prefect.db"


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Save a workbook anew as LibreOffice does; skips where there is no LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    profile = tmp_path_factory.mktemp("profile")

    def convert(path: Path, suffix: str) -> Path:
        folder = tmp_path_factory.mktemp("resaved")
        subprocess.run(
            [
                program,
                f"-env:UserInstallation={profile.as_uri()}",
                "--headless",
                "--convert-to",
                suffix,
                "--outdir",
                str(folder),
                str(path),
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
        return folder / f"{path.stem}.{suffix}"

    return convert


@pytest.fixture(scope="session")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """The cycle `tiny` after a run: do not change it.

    XAA replied well, XAB with mistakes, CIVIL-A in Chinese; XBA is from desk research, and one
    file is no spreadsheet.
    """
    cycle = tiny_cycle(tmp_path_factory.mktemp("ran"))
    reply(cycle, "XAA", COMPLETE)
    with edited(reply(cycle, "XAB", {**COMPLETE, "progress": "none"})) as workbook:
        cell(workbook, "share").value = "much"
        cell(workbook, "unit").value = None
        cell(workbook, "law_year", 1).value = None
        cell(workbook, "law_budget", 1).value = 1e30
        cell(workbook, "staff").value = 1e30
    reply(cycle, "CIVIL-A", {"unit": "秘书处", "progress": "none"}, language="zh")
    reply(cycle, "XBA", {"laws": [{"law_title": "Act"}]}, folder="desk-research")
    (cycle.inputs / "submissions" / "letter.pdf").write_bytes(b"%PDF-1.7")
    run(cycle)
    return cycle
