"""Fixtures of all tests."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.pipeline import run
from rapporteur.process.great_expectations import Judged
from tests.sharing import shared
from tests.support import COMPLETE, ROOT, Convert, cell, edited, project_cycle, reply, tiny_cycle

pytest_plugins = ["tests.demo", "tests.charted"]

# A busy machine is slow, and that is no failure.
# What decides on a change tries the same examples each time; `--hypothesis-profile=searching`
# tries others.
PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("repeatable", PATIENT, derandomize=True, max_examples=50)
settings.register_profile("searching", PATIENT, max_examples=1000)
settings.load_profile("repeatable")


ONE_SERVER = (
    "flows/test_worker.py",
    "flows/test_events.py",
    "flows/test_flows.py",
    "flows/test_command.py",
    "flows/test_mail.py",
    "flows/test_deployments.py",
)
"""The files that use the Prefect server of tests/flows: in one process, it is started once."""

LONGEST = (
    *ONE_SERVER,
    "flows/test_serve.py",
    "flows/test_deploy.py",
    "operate/test_everything_back.py",
    "operate/test_doctor_server.py",
    "office/test_valid.py",
    "cycles/test_arrival.py",
    "collect/test_hostile.py",
    "collect/test_corpus.py",
    "correspond/test_returns.py",
    "process/test_decisions.py",
    "operate/test_backup.py",
    "operate/test_restore.py",
    "warehouse/test_basis.py",
)
"""The files that take longest. They begin first, so that none of them is left alone at the end."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the files an order; that of the tests within a file stays as the seed has it.

    Of a file that tells one story (marked `in_order`) it is that of the file: a server is started
    once, and each test goes on where the last one left it.
    """
    rank = {ROOT / "tests" / name: number for number, name in enumerate(LONGEST)}

    def place(item: pytest.Item) -> tuple[int, str, int]:
        line = item.location[1] if item.get_closest_marker("in_order") else None
        return rank.get(item.path, len(rank)), item.path.as_posix(), line or 0

    items.sort(key=place)


class Files(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """Each file of tests stays in one process, and the files of ONE_SERVER in the same."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return "server" if path.removeprefix("tests/") in ONE_SERVER else path


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Files:
    """What its tests share is made once."""
    return Files(config, log)


def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are processors: servers are waited for."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session", autouse=True)
def _without_data_docs() -> Iterator[None]:
    """Leave out what takes a quarter of the time of a small run and few tests look at.

    Great Expectations compiles the templates of its pages anew each time. A test that is about
    them asks for `data_docs`.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Judged, "write_docs", lambda *_: None)
        yield


_WRITE_DOCS = Judged.write_docs


@pytest.fixture
def data_docs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let runs write the pages of Great Expectations."""
    monkeypatch.setattr(Judged, "write_docs", _WRITE_DOCS)


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

    def make(home: Path) -> None:
        cycle = tiny_cycle(home)
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

    return load_cycle(shared(tmp_path_factory, "ran", make), "tiny")
