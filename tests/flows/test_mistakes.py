"""A mistake in a cycle's files: what the logs and the runs say of it, and that others go on.

Each mistake is made in a cycle of its own, and all of them are in one home, which a real worker
and a real watcher work on. tests/cycles/test_mistakes.py has more kinds of mistakes.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from prefect.client.schemas.responses import DeploymentResponse

from rapporteur.collect.receipts import received
from rapporteur.design.cycle import load_cycle
from rapporteur.warehouse.basis import fingerprint, is_current
from tests.installation import Installation, asked
from tests.mistakes import MISTAKES, instead, of
from tests.support import COMPLETE, reply, tiny_cycle

from .conftest import beside, ended, started

pytestmark = [pytest.mark.in_order, pytest.mark.slow]

GOOD, UNREAD, UNMADE = "good", "toml", "sql"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a good cycle, one that cannot be read, and one whose tables cannot be made."""
    home = tmp_path_factory.mktemp("mistaken")
    cycle = tiny_cycle(home)
    for name in (GOOD, UNREAD, UNMADE):
        inputs = home / "inputs" / name
        shutil.copytree(cycle.inputs, inputs)
        instead("cycle.toml", 'id = "tiny"', f'id = "{name}"')(inputs)
        if name in MISTAKES:
            MISTAKES[name].make(inputs)
    shutil.rmtree(cycle.inputs)
    reply(load_cycle(home, GOOD), "XAA", COMPLETE)
    return home


@pytest.fixture(scope="module")
def operated(
    installed: Installation, deployed: dict[str, DeploymentResponse], home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Installation]:  # fmt: skip
    assert deployed
    variables = {"RAPPORTEUR_SWEEP": "PT2S", "RAPPORTEUR_AGAIN": "PT1H"}
    with beside(installed, tmp_path_factory.mktemp("logs"), home, **variables) as running:
        running.start("worker")
        running.start("watcher")
        yield running


def test_the_watcher_says_what_it_cannot_watch_and_the_other_cycle_has_its_tables(
    operated: Installation, home: Path
) -> None:
    cycle = load_cycle(home, GOOD)
    operated.until(
        lambda: is_current(cycle, fingerprint(cycle, received(cycle))), "the tables of the other"
    )
    operated.until(lambda: of(UNREAD, operated.log("watcher")), "a line on the unread cycle")
    (line,) = (line for line in operated.log("watcher").splitlines() if of(UNREAD, line))
    assert f" {UNREAD}: " in line


@pytest.mark.parametrize(
    ("flow", "mistake"),
    [("pipeline", UNMADE), ("pipeline", UNREAD), ("transform", UNMADE), ("ingest", UNREAD)],
)
def test_a_run_fails_with_the_sentence(
    operated: Installation, deployed: dict[str, DeploymentResponse], flow: str, mistake: str
) -> None:
    assert operated.home
    run = ended(started(deployed[flow].id, cycle=mistake))
    assert run.state
    assert run.state.name == "Failed"
    assert of(mistake, str(run.state.message))


def test_no_log_shows_a_traceback(installed: Installation, operated: Installation) -> None:
    for part in ("worker", "watcher"):
        assert "Traceback" not in operated.log(part), part
    # Nor do the logs of the runs, which the server keeps.
    texts: list[str] = []
    while True:
        page = asked(
            "POST", f"{installed.api}/logs/filter", {"limit": 200, "offset": len(texts)},
            installed.login,
        ).json()  # fmt: skip
        texts += [str(line["message"]) for line in page]
        if len(page) < 200:
            break
    assert any("cannot be run: Binder Error" in text for text in texts)
    assert [text for text in texts if "Traceback" in text] == []
