"""A worker that dies, hangs or grows takes only its own task with it."""

import os
import signal
import time
from pathlib import Path

import pytest

from rapporteur.kernel import sandbox
from rapporteur.kernel.sandbox import work


def note(path: Path) -> None:
    path.write_text("done", encoding="utf-8")


def behave(path: Path, how: str) -> None:
    """What a reader may do on a poisoned file."""
    match how:
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
            raise ValueError(how)
    note(path)


@pytest.mark.parametrize(
    ("how", "failure"),
    [("dies", "file_damaged"), ("aborts", "too_large"), ("grows", "too_large"),
     ("computes", "too_large")],
)  # fmt: skip
def test_the_others_go_on(tmp_path: Path, how: str, failure: str) -> None:
    tasks = [(tmp_path / "first", ""), (tmp_path / "second", how), (tmp_path / "third", "")]
    assert sorted(work(behave, tasks)) == [(0, None), (1, failure), (2, None)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["first", "third"]


def test_one_that_hangs_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_PATIENCE", 0.0)
    assert list(work(time.sleep, [(600,)])) == [(0, "too_large")]


def test_what_fails_is_said(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="fails"):
        list(work(behave, [(tmp_path / "one", "fails")]))


def test_several_share_the_work(tmp_path: Path) -> None:
    tasks = [(tmp_path / str(number),) for number in range(20)]
    assert sorted(index for index, _ in work(note, tasks, 2)) == list(range(20))
    assert len(list(tmp_path.iterdir())) == 20
