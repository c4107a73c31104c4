"""Fixtures of all tests."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import settings

from rapporteur.cycle import Cycle
from rapporteur.run import run
from tests.support import Convert, project_cycle, tiny_cycle

# A busy machine is slow, and that is no failure.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def tiny(tmp_path: Path) -> Cycle:
    """An invented cycle of two categories, three sections and one table."""
    return tiny_cycle(tmp_path)


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of CSVs that a run of the cycle a79-sse publishes."""
    cycle = project_cycle(tmp_path_factory.mktemp("published"))
    run(cycle)
    return cycle.outputs / "tables" / "csv"


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
            timeout=120,
        )
        return folder / f"{path.stem}.{suffix}"

    return convert
