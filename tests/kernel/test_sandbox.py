"""If a worker dies, hangs or asks for too much memory, only its own task fails."""

import os
import signal
import time
from pathlib import Path

import pytest

from rapporteur.kernel import sandbox
from rapporteur.kernel.sandbox import run_tasks


def write_done(path: Path) -> None:
    path.write_text("done", encoding="utf-8")


def behave(path: Path, fault: str) -> None:
    """Do what a reader may do with a hostile file."""
    match fault:
        case "dies":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "aborts":
            os.abort()
        case "grows":
            bytearray(2 * sandbox.MEMORY)
        case "computes":
            while True:
                pass
        case "fails":
            raise ValueError(fault)
    write_done(path)


@pytest.mark.parametrize(
    ("fault", "failure"),
    [("dies", "file_damaged"), ("aborts", "too_large"), ("grows", "too_large"),
     ("computes", "too_large")],
)  # fmt: skip
def test_the_other_tasks_are_done(tmp_path: Path, fault: str, failure: str) -> None:
    tasks = [(tmp_path / "first", ""), (tmp_path / "second", fault), (tmp_path / "third", "")]
    assert sorted(run_tasks(behave, tasks)) == [(0, None), (1, failure), (2, None)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first", "third"]


def test_a_task_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_PATIENCE", 0.0)
    assert list(run_tasks(time.sleep, [(600,)])) == [(0, "too_large")]


def test_an_exception_of_a_task_is_raised(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="fails"):
        list(run_tasks(behave, [(tmp_path / "first", "fails")]))


def test_two_workers_share_the_tasks(tmp_path: Path) -> None:
    tasks = [(tmp_path / str(number),) for number in range(20)]
    assert sorted(index for index, _ in run_tasks(write_done, tasks, 2)) == list(range(20))
    assert len(list(tmp_path.iterdir())) == 20
