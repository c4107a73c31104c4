"""An installation on each of the databases, and the table of what became of the faults."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.embedded import Embedded
from tests.faults.scene import Scene

DATABASES = ("postgresql", pytest.param("sqlite", marks=pytest.mark.slow))
NAMES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}

Measured = Callable[[str, str, float], None]
"""Note of a fault what became of it and after how many seconds all was well."""


@pytest.fixture(scope="session", params=DATABASES)
def installed(
    request: pytest.FixtureRequest, history: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    """An installation that is running."""
    with ExitStack() as stack:
        folder = tmp_path_factory.mktemp(request.param)
        database: Embedded | None = None
        if request.param == "postgresql":
            (folder / "home").mkdir()
            database = Embedded(folder / "home")
            database.start()
            stack.callback(database.stop)
        found = Scene(folder, NAMES[request.param], database)
        stack.enter_context(found.installation)
        if not database:
            found.installation.keep(history)
        found.installation.up()
        yield found


@pytest.fixture
def scene(installed: Scene) -> Iterator[Scene]:
    """The same for a test, which may leave it in any state."""
    installed.mend()
    yield installed
    installed.mend()


@pytest.fixture
def measured(scene: Scene, record_property: Callable[[str, object], None]) -> Measured:
    """Where a test notes its fault."""

    def note(fault: str, outcome: str, seconds: float) -> None:
        record_property("fault", (fault, scene.database, outcome, round(seconds, 1)))

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the faults as a table."""
    found: dict[tuple[str, str], dict[str, float]] = {}
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            if name == "fault" and report.when == "call":
                fault, database, outcome, seconds = value
                found.setdefault((fault, outcome), {})[database] = seconds
    if found:
        head = " | ".join(f"{name}, s" for name in NAMES.values())
        terminalreporter.write_line(f"| fault | what became of it | {head} |")
        terminalreporter.write_line(f"| --- | --- |{' ---: |' * len(NAMES)}")
        for (fault, outcome), seconds in found.items():
            each = " | ".join(str(seconds.get(name, "")) for name in NAMES.values())
            terminalreporter.write_line(f"| {fault} | {outcome} | {each} |")
