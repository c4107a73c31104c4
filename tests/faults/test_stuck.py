"""Runs that would never end, runs that share a cycle, and files that kill who reads them."""

import os
import signal
import subprocess
import sys
import time

import pytest
from filelock import FileLock

from tests.collect.test_hostile import STRINGS, a_million_strings, repacked
from tests.faults.conftest import Measured
from tests.faults.scene import Scene
from tests.support import COMPLETE, filled

pytestmark = pytest.mark.slow

LONG = "It took longer than 4 seconds and was ended."


@pytest.mark.parametrize("server", ["there", "killed"])
def test_a_run_that_waits_for_a_lock_is_ended(
    scene: Scene, measured: Measured, server: str
) -> None:
    cycle = scene.new("XAA")
    scene.recovered(cycle)
    with FileLock(cycle.outputs / ".lock"):
        scene.start_run(cycle, "tables", time_limit=4)
        scene.running(cycle, "tables")
        if server == "killed":
            scene.kill("server")
            time.sleep(6)
            scene.installation.start("server")
        scene.put(cycle, "XAB")
        scene.until(lambda: len(scene.ended(cycle, "TimedOut")) == 1, "the end of the run")
        # The slot in the deployment's limit is free: the next run is under way, and waits.
        scene.running(cycle, "tables")
    began = time.monotonic()
    took = scene.recovered(cycle) - began
    (said,) = scene.ended(cycle, "TimedOut")
    assert said.startswith(LONG)
    if server == "there":  # else the server waits a quarter of an hour for what came before
        scene.told(cycle, LONG)
    measured(f"a lock is held, server {server}", "said TimedOut; the next run goes on", took)


def test_a_process_that_is_stopped_is_ended(scene: Scene, measured: Measured) -> None:
    cycle = scene.new("XAA")
    scene.recovered(cycle)
    with FileLock(cycle.outputs / ".lock"):
        scene.start_run(cycle, "tables", time_limit=4)
        pid = scene.running(cycle, "tables")
        os.kill(pid, signal.SIGSTOP)
    scene.put(cycle, "XAB")
    began = time.monotonic()
    took = scene.recovered(cycle) - began
    (said,) = scene.ended(cycle, "TimedOut")
    assert said.startswith(LONG)
    scene.told(cycle, LONG)
    measured("the process of a run is stopped", "said TimedOut, alarm; the next run goes on", took)


def test_runs_by_hand_and_by_the_worker_share_a_cycle(scene: Scene, measured: Measured) -> None:
    cycle = scene.new()
    began = time.monotonic()
    scene.put_many(cycle, "XAA", 40)
    command = [
        sys.executable,
        "-c",
        "from rapporteur.cli.main import main; main()",
        "run",
        cycle.id,
    ]
    hands = [subprocess.Popen(command, cwd=cycle.home, stdout=subprocess.DEVNULL)
             for _ in range(2)]  # fmt: skip
    assert [one.wait(300) for one in hands] == [0, 0]
    took = scene.recovered(cycle) - began
    assert {one["state_name"] for one in scene.runs(cycle)} == {"Completed"}
    measured("two runs by hand beside the worker's", "all in the tables, once", took)


def test_a_file_that_kills_its_reader_stops_no_other(scene: Scene, measured: Measured) -> None:
    cycle = scene.new("XAA", "XAB")
    book = filled(cycle, "XBA", COMPLETE)
    path = cycle.inputs / "submissions" / "poison.xlsx"
    book.save(path)
    poison = repacked(a_million_strings, **{"sharedStrings.xml": STRINGS * 8})(path.read_bytes())
    path.write_bytes(poison)
    began = time.monotonic()
    took = scene.recovered(cycle) - began
    measured("a file too large for its reader", "a finding; the others in", took)
    assert path.read_bytes() == poison
