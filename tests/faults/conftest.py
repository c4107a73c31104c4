"""An installation on each of the databases, and the table of what became of the faults."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.faults.scene import Scene
from tests.postgres import postgres

DATABASES = ("sqlite", pytest.param("postgresql", marks=pytest.mark.slow))

Measured = Callable[[str, str, float], None]
"""Note of a fault what became of it and after how many seconds all was well."""


@pytest.fixture(scope="session", params=DATABASES)
def installed(
    request: pytest.FixtureRequest, history: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Scene]:
    """An installation that is running."""
    with ExitStack() as stack:
        cluster = stack.enter_context(postgres()) if request.param == "postgresql" else None
        found = Scene(tmp_path_factory.mktemp(request.param), cluster)
        stack.enter_context(found.installation)
        if not cluster:
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
        database = "PostgreSQL" if scene.cluster else "SQLite"
        record_property("fault", (fault, database, outcome, round(seconds, 1)))

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
        terminalreporter.write_line("| fault | what became of it | SQLite, s | PostgreSQL, s |")
        terminalreporter.write_line("| --- | --- | ---: | ---: |")
        for (fault, outcome), seconds in found.items():
            both = " | ".join(str(seconds.get(name, "")) for name in ("SQLite", "PostgreSQL"))
            terminalreporter.write_line(f"| {fault} | {outcome} | {both} |")
