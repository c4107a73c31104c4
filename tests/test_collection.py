"""What pytest collects does not hang on chance: its processes could not share the tests."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

import pytest

from tests.support import ROOT

FIRST, OTHER = ("1", "2026-02-03 04:05:06"), ("2", "2031-10-11 12:13:14")


def collecting(hash_seed: str, clock: str) -> "subprocess.Popen[str]":
    """A process that prints the ids of all tests, its clock started at a moment."""
    command = ["-m", "pytest", "--collect-only", "-q", "-n0", "-p", "no:randomly", "-m", ""]
    own = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST_")}
    own = {name: text for name, text in own.items() if not name.startswith("SLIPCOVER_")}
    return subprocess.Popen(
        ["faketime", clock, sys.executable, *command, "-p", "no:cacheprovider"],
        cwd=ROOT,
        env=own | {"PYTHONHASHSEED": hash_seed},
        stdout=subprocess.PIPE,
        text=True,
    )


def ids(process: "subprocess.Popen[str]") -> Sequence[str]:
    """The ids that a process has printed, in order."""
    out, _ = process.communicate(timeout=600)
    assert process.returncode == 0, out[-4000:]
    return [line for line in out.splitlines() if "::" in line]


@pytest.mark.skipif(shutil.which("faketime") is None, reason="faketime is not installed")
def test_another_hash_seed_and_another_clock_change_no_id() -> None:
    first, second = map(ids, [collecting(*FIRST), collecting(*OTHER)])
    assert len(first) > 1000
    assert len(set(first)) == len(first)
    assert first == second
