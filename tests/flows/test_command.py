"""`python -m rapporteur.flows.pipeline`, as `make run` calls it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.flows.pipeline import main
from tests.installation import ROOT

from .conftest import CYCLE, environment


def command(arguments: list[str], variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rapporteur.flows.pipeline", *arguments],
        cwd=ROOT,
        env=variables,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_it_needs_no_server_and_ends_with_what_it_published(
    cycle: Cycle, history: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "prefect"
    kept.mkdir()
    shutil.copy(history, kept)
    done = command([CYCLE], environment(kept, cycle.home))
    assert done.returncode == 0, done.stderr
    lines = [line.split("  ", 1)[-1] for line in done.stderr.splitlines()]
    assert lines[0] == "Starting Prefect, which takes some seconds."
    assert lines[1:3] == ["3 files received, 3 of them new", "submissions/UN-A.en.xlsx (1 of 3)"]
    assert lines[5:9] == ["loading the answers", "validating", "making the tables", "publishing"]
    published = done.stdout.splitlines()
    assert f"published {cycle.outputs}/tables/{CYCLE}.en.xlsx" in published
    assert "The tables rest on 3 replies of 11 respondents asked." in published
    # One of the replies has answers in error.
    assert published[-1] == f"After a decision or a new file: rapporteur run {CYCLE}"
    assert len(lines) == 9


def test_a_mistake_is_one_sentence(server: dict[str, str], cycle: Cycle) -> None:
    variables = server | {"RAPPORTEUR_HOME": str(cycle.home)}
    done = command(["a71-nothing"], variables)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        f"There is no cycle “a71-nothing”: {cycle.home}/inputs/a71-nothing/cycle.toml "
        f"does not exist. Cycles here: {CYCLE}.\n"
    )


def test_without_a_cycle_it_says_how_to_use_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert capsys.readouterr().err == "usage: python -m rapporteur.flows.pipeline CYCLE\n"
