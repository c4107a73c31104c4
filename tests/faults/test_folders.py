"""Folders that are away with their drive, and drives that are full."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle
from tests.faults.conftest import Measured
from tests.faults.means import csvs, mounted, room, unmount
from tests.faults.scene import Scene
from tests.support import reply

pytestmark = pytest.mark.slow

GONE = "is gone: "


def command(cycle: Cycle) -> "subprocess.CompletedProcess[str]":
    """`rapporteur run`, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", "from rapporteur.cli.main import main; main()", "run", cycle.id],
        cwd=cycle.home,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_the_submissions_are_away(scene: Scene, measured: Measured, tmp_path: Path) -> None:
    cycle = scene.new()
    folder = cycle.inputs / "submissions"
    with mounted(folder, "--bind", str(tmp_path)):
        scene.put(cycle, "XAA", "XAB")
        scene.put(cycle, "XBA", folder="desk-research")
        scene.recovered(cycle)
        before = csvs(cycle)
        unmount(folder)
        scene.until(lambda: f"{folder} {GONE}" in scene.installation.log("watcher"), "a sentence")
        # Whatever is asked for meanwhile, nothing is published.
        scene.start_run(cycle, "tables")
        scene.until(lambda: len(scene.ended(cycle, "Failed")) == 1, "the end of the run")
        (said,) = scene.ended(cycle, "Failed")
        assert GONE in said
        assert "mount the drive again" in said
        scene.told(cycle, GONE)
        done = command(cycle)
        assert done.returncode == 2
        assert "mount the drive again" in " ".join(done.stderr.split())
        assert csvs(cycle) == before
        with mounted(folder, "--bind", str(tmp_path)):
            began = time.monotonic()
            reply(cycle, "XBB", {"unit": "Ministry of XBB", "progress": "none"})
            took = scene.recovered(cycle) - began
        assert scene.installation.log("watcher").count(f"{folder} {GONE}") == 1
    measured("submissions/ unmounted and back", "nothing published meanwhile, said", took)


def test_the_outputs_are_away(scene: Scene, measured: Measured, tmp_path: Path) -> None:
    cycle = scene.new()
    with mounted(cycle.outputs, "--bind", str(tmp_path)):
        scene.put(cycle, "XAA")
        scene.recovered(cycle)
        unmount(cycle.outputs)
        scene.put(cycle, "XAB")
        scene.recovered(cycle)
        with mounted(cycle.outputs, "--bind", str(tmp_path)):
            began = time.monotonic()
            took = scene.recovered(cycle) - began
    measured("outputs/ unmounted and back", "made anew there, then here", took)


@pytest.mark.parametrize(("size", "where"), [("100k", "ingest"), ("1500k", "tables")])
def test_the_disk_is_full(scene: Scene, measured: Measured, size: str, where: str) -> None:
    cycle = scene.new()
    with mounted(cycle.outputs, "-t", "tmpfs", "-o", f"size={size}", "tmpfs"):
        before = len(scene.installation.log("worker"))
        scene.put_many(cycle, "XAA", 30)
        scene.until(
            lambda: (
                "No space left on device" in scene.installation.log("worker")[before:]
                or bool(scene.ended(cycle, "Failed"))
            ),
            f"a full disk in {where}",
        )
        began = time.monotonic()
        room(cycle.outputs, "64m")
        took = scene.recovered(cycle) - began
        for said in scene.ended(cycle, "Failed"):
            assert "No space left on device. Make room on the disk, then run again" in said
            scene.told(cycle, "Make room on the disk")
    measured(f"disk full in `{where}`, then room", "all in the tables, once", took)
