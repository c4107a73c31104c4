"""Killed, without room or beside others: the next run ends as if nothing had happened."""

import os
import subprocess
import sys

import pytest

from rapporteur.design.cycle import Cycle
from tests.support import COMPLETE, ROOT, reply

pytestmark = pytest.mark.slow


def crash(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "benchmarks.crash", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_runs_that_are_killed_and_runs_at_once_lose_nothing() -> None:
    said = crash("--kills", "6", "--disks", "0")
    assert "four runs at once end right" in said
    assert "6 runs killed" in said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_loses_nothing() -> None:
    said = crash("--kills", "0", "--disks", "2")
    if "no full disk" in said:
        pytest.skip(said)
    assert "2 runs on a disk that fills up: 2 ended with an error" in said


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
@pytest.mark.parametrize("room", ["200k", "2m", "3500k"])
def test_a_full_disk_is_told_in_a_sentence(tiny: Cycle, room: str) -> None:
    reply(tiny, "XAA", COMPLETE)
    tiny.outputs.mkdir(parents=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={room}", "tmpfs", str(tiny.outputs)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no full disk: a disk cannot be mounted here")
    try:
        done = subprocess.run(
            [sys.executable, "-c", "from rapporteur.cli.main import main; main()", "run", tiny.id],
            env={**os.environ, "RAPPORTEUR_HOME": str(tiny.home)},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
    finally:
        subprocess.run(["umount", "-l", str(tiny.outputs)], check=True)
    assert done.returncode == 2, done.stderr
    assert "No space left on device. Make room on the disk, then run again" in " ".join(
        done.stderr.split()
    )
    assert "Traceback" not in done.stderr
