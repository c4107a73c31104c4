"""Parts that are killed (SIGKILL) and started again."""

import os
import signal
import time

import pytest

from tests.faults.conftest import Measured
from tests.faults.scene import Scene

WELL = "all in the tables, once"


@pytest.mark.slow  # test_serve.py kills each part too, and has its tables compared
@pytest.mark.parametrize("part", ["watcher", "worker", "server"])
def test_a_part_is_killed(scene: Scene, measured: Measured, part: str) -> None:
    cycle = scene.new("XAA", "XAB")
    scene.moment(part, 4)
    scene.kill(part)
    scene.put(cycle, "XBA")
    began = time.monotonic()
    scene.installation.start(part)
    took = scene.recovered(cycle) - began
    measured(f"{part} killed while files are worked on", WELL, took)


@pytest.mark.slow
@pytest.mark.parametrize("flow", ["ingest", "tables"])
def test_the_process_of_a_run_is_killed(scene: Scene, measured: Measured, flow: str) -> None:
    cycle = scene.new()
    scene.put_many(cycle, "XAA", 60 if flow == "ingest" else 5)
    pid = scene.running(cycle, flow)
    scene.moment(flow, 0.5)
    os.kill(pid, signal.SIGKILL)
    began = time.monotonic()
    took = scene.recovered(cycle) - began
    (said,) = scene.ended(cycle, "Crashed")
    assert said.startswith("Its process died (signal 9).")
    scene.told(cycle, said)
    measured(f"process of `{flow}` killed", "said Crashed, alarm; done by the next run", took)


@pytest.mark.slow  # test_serve.py kills it too
def test_the_database_is_killed(scene: Scene, measured: Measured) -> None:
    if scene.cluster is None:
        pytest.skip("SQLite is in the server's own process")
    cycle = scene.new("XAA", "XAB")
    scene.moment("database", 4)
    scene.cluster.kill()
    scene.put(cycle, "XBA")
    time.sleep(5)
    began = time.monotonic()
    scene.cluster.start()
    took = scene.recovered(cycle) - began
    measured("database killed, back after 5 s", WELL, took)


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 2, 3])
def test_everything_is_killed_at_once(scene: Scene, measured: Measured, number: int) -> None:
    cycle = scene.new()
    scene.put_many(cycle, "XAA", 40)
    scene.moment(f"everything {number}", 5)
    if scene.cluster:
        scene.cluster.kill()
    scene.kill("server", "worker", "watcher")
    scene.put(cycle, "XBA")
    began = time.monotonic()
    if scene.cluster:
        scene.cluster.start()
    scene.mend()
    took = scene.recovered(cycle) - began
    measured(f"everything killed at once ({number})", WELL, took)
