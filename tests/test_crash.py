"""Killed, without room or beside others: the next run ends as if nothing had happened."""

import os
import subprocess
import sys

import pytest

from tests.support import ROOT

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
