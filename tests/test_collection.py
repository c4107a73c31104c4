"""What pytest collects does not hang on chance: its processes could not share the tests."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from fnmatch import fnmatch

import pytest

from tests.support import ROOT

CLOCK = "2031-10-11 12:13:14"


def collected(hash_seed: str, *prefix: str) -> Sequence[str]:
    """The ids of all tests, in order, as a process collects them; `prefix` begins its command."""
    command = ["-m", "pytest", "--collect-only", "-q", "-n0", "-p", "no:randomly"]
    own = {name: text for name, text in os.environ.items() if not name.startswith("PYTEST_")}
    own = {name: text for name, text in own.items() if not name.startswith("SLIPCOVER_")}
    done = subprocess.run(
        [*prefix, sys.executable, *command, "-p", "no:cacheprovider"],
        cwd=ROOT,
        env=own | {"PYTHONHASHSEED": hash_seed},
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stdout[-4000:]
    return [line for line in done.stdout.splitlines() if "::" in line]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("faketime") is None, reason="faketime is not installed")
def test_another_hash_seed_and_another_clock_change_no_id() -> None:
    here = collected("1")
    assert len(here) > 1000
    assert len(set(here)) == len(here)
    assert here == collected("2", "faketime", CLOCK)


def test_no_folder_of_tests_is_passed_over(pytestconfig: pytest.Config) -> None:
    passed_over = pytestconfig.getini("norecursedirs")
    folders = {path.parent.relative_to(ROOT) for path in ROOT.glob("tests/**/test_*.py")}
    assert [
        str(folder)
        for folder in folders
        if "node_modules" not in folder.parts
        and any(fnmatch(part, pattern) for part in folder.parts for pattern in passed_over)
    ] == []
