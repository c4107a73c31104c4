"""Killed at any step of a publication: readers see one whole version, and the next run goes on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.releases import versions
from rapporteur.disseminate.releases.manifest import differences
from tests.support import ROOT


def python(*arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.slow
def test_after_a_kill_the_tables_are_whole_and_the_next_run_publishes(tmp_path: Path) -> None:
    with python("-m", "tests.disseminate.releases.killed", str(tmp_path), "1", "3") as done:
        said, mistakes = done.communicate(timeout=300)
    assert done.returncode == 0, mistakes
    assert said.startswith("3 of ")


_PUBLISH = """
import sys
from pathlib import Path
from rapporteur.design.cycle import load_cycle
from rapporteur.disseminate.publication import Publication
from rapporteur.disseminate.releases.publishing import publish_tables
from rapporteur.pipeline import locked

cycle = load_cycle(Path(sys.argv[1]), "demo")
with locked(cycle, lambda line: print(line, flush=True)):
    print(publish_tables(Publication(cycle)).number)
"""


def test_two_runs_at_once_publish_one_version(demo: Cycle) -> None:
    with FileLock(demo.outputs / ".lock"):  # until both have come to it
        both = [python("-c", _PUBLISH, str(demo.home)) for _ in range(2)]
        for one in both:
            assert one.stdout is not None
            assert "waiting for another run" in one.stdout.readline()
    for one in both:
        said, mistakes = one.communicate(timeout=300)
        assert one.returncode == 0, mistakes
        assert said == "1\n"
    assert [one.number for one in versions.versions(demo)] == [1]
    assert differences(demo.outputs / "tables") == []
