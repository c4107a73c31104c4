"""Files that come while a part is away, and news that is lost, doubled or too much."""

import re
import time

import pytest

from tests.faults.conftest import Measured
from tests.faults.scene import Scene

pytestmark = pytest.mark.slow

AWAY = 20.0  # seconds
BUSY = 900.0  # seconds: on SQLite, many runs at once keep the server from answering for minutes
TROUBLE = "The server does not answer."


@pytest.mark.parametrize("part", ["watcher", "worker", "server"])
def test_files_come_while_a_part_is_away(scene: Scene, measured: Measured, part: str) -> None:
    cycle = scene.new("XAA")
    scene.recovered(cycle)
    before = {one: len(scene.installation.log(one)) for one in ("watcher", "worker")}
    scene.kill(part)
    scene.put(cycle, "XAB", "XBA")
    time.sleep(AWAY)
    scene.put(cycle, "XBB")
    began = time.monotonic()
    scene.installation.start(part)
    took = scene.recovered(cycle) - began
    measured(f"files come while the {part} is away for {AWAY:.0f} s", "all in the tables, once",
             took)  # fmt: skip
    if part == "server":
        for one, length in before.items():
            said = scene.installation.log(one)[length:]
            # A busy server on SQLite may be away again: each time is told once, and its end.
            told = re.findall(f"{re.escape(TROUBLE)}|the server answers again", said, re.IGNORECASE)
            assert told[:1] == [TROUBLE], said
            assert all((one == TROUBLE) == (at % 2 == 0) for at, one in enumerate(told)), said
            assert "Traceback" not in said, said


def test_the_same_news_twice_is_one_file(scene: Scene, measured: Measured) -> None:
    cycle = scene.new("XAA")
    began = time.monotonic()
    for _ in range(2):
        scene.event(cycle, "questionnaire.received", f"submission.{cycle.id}.aaaaaaaaaaaa")
    took = scene.recovered(cycle) - began
    measured("the same event three times", "once in the tables", took)


def test_much_news_at_once(scene: Scene, measured: Measured) -> None:
    cycle = scene.new("XAB")
    began = time.monotonic()
    scene.put_many(cycle, "XAA", 1000)
    took = scene.recovered(cycle, BUSY) - began
    runs = [one for one in scene.runs(cycle) if one["state_name"] == "Completed"]
    assert len(runs) < 40
    measured("a thousand files, and events, at once", f"{len(runs)} runs", took)


def test_orders_at_once_are_worked_off(scene: Scene, measured: Measured) -> None:
    cycle = scene.new("XAA")
    scene.recovered(cycle)
    scene.put(cycle, "XAB")
    began = time.monotonic()
    scene.event(cycle, "cycle.changed", f"cycle.{cycle.id}", 30)
    took = scene.recovered(cycle, BUSY) - began
    measured("thirty runs ordered at once", "all in the tables, once", took)


def test_two_workers_share_the_work(scene: Scene, measured: Measured) -> None:
    scene.installation.start("second worker")
    try:
        second = "second worker"
        scene.until(lambda: "started!" in scene.installation.log(second), second)
        cycles = [scene.new("XAA", "XAB") for _ in range(4)]
        began = time.monotonic()
        for cycle in cycles:
            scene.event(cycle, "questionnaire.received", f"submission.{cycle.id}.a", 2)
        for cycle in cycles:
            took = scene.recovered(cycle, BUSY) - began
            # A busy server on SQLite may refuse a run to its worker; nobody gives up another's.
            crashed = scene.ended(cycle, "Crashed")
            refused = scene.cluster is None and all("503" in one for one in crashed)
            assert refused or not crashed, crashed
    finally:
        scene.installation.stop("second worker")
    measured("two workers of one pool", "each run done once", took)
