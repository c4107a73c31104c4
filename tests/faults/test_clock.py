"""A machine whose clock is a day ahead, and is set right."""

import time
from pathlib import Path

import pytest

from tests.faults.conftest import Measured
from tests.faults.scene import Scene

pytestmark = pytest.mark.slow


def test_the_clock_is_a_day_ahead_and_set_right(scene: Scene, measured: Measured) -> None:
    library = next(iter(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), None)
    if library is None:
        pytest.skip("faketime is not installed")
    parts = ("server", "worker", "watcher")
    cycle = scene.new("XAA")
    for clock, code in (("a day ahead", "XAB"), ("set right again", "XBA")):
        scene.kill(*parts)
        scene.put(cycle, code)
        # Not by its command, which would stand between us and the part.
        faked = ["env", f"LD_PRELOAD={library}", "FAKETIME=+1d"]
        prefix = faked if clock == "a day ahead" else []
        began = time.monotonic()
        for part in parts:
            scene.installation.start(part, *prefix)
        took = scene.recovered(cycle) - began
        # The watcher may have asked for one run more, which finds nothing to do.
        scene.until(lambda: scene.ends(cycle) == {"Completed"}, "all runs completed")
        measured(f"everything started anew, the clock {clock}", "all in the tables, once", took)
