"""What a command shows while it works: a bar on a terminal, lines elsewhere."""

import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.cli.console import print_progress
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.progress import Step

BIN = Path(sys.executable).parent


def build(cycle: Cycle, folder: Path, stderr: int) -> subprocess.Popen[bytes]:
    own = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "CI")}
    return subprocess.Popen(
        [BIN / "rapporteur", "questionnaire", "build", cycle.id, "--output", folder],
        env=own | {"RAPPORTEUR_HOME": str(cycle.home), "TERM": "xterm", "COLUMNS": "100"},
        stdout=subprocess.DEVNULL, stderr=stderr,
    )  # fmt: skip


def test_a_terminal_shows_a_bar_that_goes_away(tiny: Cycle, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with build(tiny, tmp_path, theirs) as process:
        os.close(theirs)
        said = b""
        with suppress(OSError):  # the terminal is gone when nobody writes to it any more
            while read := os.read(ours, 65536):
                said += read
    os.close(ours)
    number = len(list(tiny.roster))
    assert process.returncode == 0
    assert "━".encode() in said
    assert f"{number}/{number}".encode() in said
    assert b"(1 of" not in said
    assert said.rstrip().endswith((b"\x1b[2K", b"\x1b[?25h")), "the line of the bar is empty again"


def test_elsewhere_there_are_lines(tiny: Cycle, tmp_path: Path) -> None:
    with build(tiny, tmp_path, subprocess.PIPE) as process:
        said = process.communicate()[1].decode()
    number = len(list(tiny.roster))
    assert said.splitlines()[-1].endswith(f"({number} of {number})")
    assert "\x1b" not in said


@given(total=st.integers(1, 2000))
def test_of_many_steps_ten_lines_tell(total: int) -> None:
    lines: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rapporteur.cli.console.ERR.print", lambda line, **_: lines.append(line))
        for done in range(1, total + 1):
            print_progress(Step("one", done, total))
    assert lines[-1] == f"one ({total} of {total})"
    assert len(lines) == min(total, 10)
