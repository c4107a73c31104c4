"""If a worker dies, hangs or asks for too much memory, only its own task fails."""

import errno
import os
import pickle
import resource
import signal
import socket
import stat
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest

from rapporteur.design.findings import Finding, Severity
from rapporteur.kernel import sandbox
from rapporteur.kernel.confinement import confinement
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.sandbox import Bounds, Failure, _Worker, run, run_tasks


def behave(name: str, fault: str) -> str:
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
    return f"{name} done"


@pytest.mark.parametrize(
    ("fault", "failure"),
    [("dies", "file_damaged"), ("aborts", "too_large"), ("grows", "too_large"),
     ("computes", "too_large")],
)  # fmt: skip
def test_the_other_tasks_are_done(fault: str, failure: str) -> None:
    tasks = [("first", ""), ("second", fault), ("third", "")]
    outcomes = dict(run_tasks(behave, tasks))
    assert outcomes == {0: "first done", 1: Failure(failure), 2: "third done"}


KEPT: list[bytearray] = []


def leave_behind(number: int) -> int:
    """Keep more than half of what a worker may hold."""
    KEPT.append(bytearray(sandbox.MEMORY * 5 // 9))
    return number


def test_what_other_tasks_left_in_a_worker_fails_none() -> None:
    assert sorted(run_tasks(leave_behind, [(1,), (2,), (3,)])) == [(0, 1), (1, 2), (2, 3)]


def test_a_task_that_hangs_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_PATIENCE", 0.0)
    assert list(run_tasks(time.sleep, [(600,)])) == [(0, Failure("too_large"))]


def test_an_exception_of_a_task_is_raised() -> None:
    with pytest.raises(ValueError, match="fails"):
        list(run_tasks(behave, [("first", "fails")]))


def test_two_workers_share_the_tasks() -> None:
    tasks = [(str(number), "") for number in range(20)]
    outcomes = sorted(run_tasks(behave, tasks, 2))
    assert outcomes == [(number, f"{number} done") for number in range(20)]


def test_a_value_comes_back() -> None:
    assert run(divmod, 7, 2) == (3, 1)


def test_other_bounds_hold_for_the_tasks_that_name_them() -> None:
    size = sandbox.MEMORY + 2**20
    assert run(bytearray, size) == Failure("too_large")
    assert run(len_of_zeros, size, bounds=Bounds(memory=2 * size)) == size
    assert run(len_of_zeros, size) == Failure("too_large")


def len_of_zeros(size: int) -> int:
    return len(bytearray(size))


def environment() -> tuple[bytes, dict[str, str]]:
    """What the system shows of the process's environment, and what the process itself sees."""
    return Path("/proc/self/environ").read_bytes(), dict(os.environ)


def test_a_reader_is_started_without_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """From its first instruction: deleting a variable does not clear what the system shows."""
    names = ("RAPPORTEUR_SMTP__PASSWORD", "PREFECT_API_AUTH_STRING", "PGPASSWORD", "ANY_TOKEN")
    for name in names:
        monkeypatch.setenv(name, "not-for-readers")
    sandbox.dismiss()  # those that earlier tests started
    outcome = run(environment)
    assert not isinstance(outcome, Failure)
    shown, seen = outcome
    assert b"not-for-readers" not in shown
    assert b"PYTHONPATH=" in shown
    assert "not-for-readers" not in seen.values()
    assert set(seen) <= {*sandbox._KEPT, "PYTHONPATH", "TMPDIR", "LC_CTYPE"}


def rights() -> tuple[str, dict[str, int], int]:
    """The process's state, its highest limits, and the number of open files."""
    highest = {
        name: resource.getrlimit(getattr(resource, name))[1]
        for name in ("RLIMIT_CORE", "RLIMIT_FSIZE", "RLIMIT_NOFILE")
    }
    return Path("/proc/self/status").read_text(), highest, len(os.listdir("/proc/self/fd"))


def test_a_reader_gives_up_the_rights_that_it_does_not_need() -> None:
    outcome = run(rights)
    assert not isinstance(outcome, Failure)
    state, highest, files = outcome
    assert "NoNewPrivs:\t1" in state
    assert highest["RLIMIT_CORE"] == 0
    assert 0 < highest["RLIMIT_FSIZE"] <= 2**28
    assert 0 < highest["RLIMIT_NOFILE"] <= 256
    assert files < 8  # the pipe, /dev/null, and this folder


def test_a_file_that_grows_without_end_is_too_large() -> None:
    assert run(write_zeros) == Failure("too_large")


def write_zeros() -> None:
    with tempfile.TemporaryFile() as stream:
        stream.truncate(2**28)
        stream.seek(2**28)
        stream.write(b"0")
        stream.flush()


class Command:
    """What unpickles to a call, as a process that a file took over might send."""

    def __init__(self, function: object, *arguments: object) -> None:
        self.call = (function, arguments)

    def __reduce__(self) -> tuple[object, ...]:
        return self.call


@pytest.mark.parametrize("function", [os.system, subprocess.Popen, eval, getattr, _Worker])
def test_what_a_worker_sends_is_never_run(function: object) -> None:
    content = pickle.dumps((False, Command(function, "true")))
    with pytest.raises(pickle.UnpicklingError, match="is no data"):
        sandbox._unpickled(content)


def send_half() -> None:
    """As a process that a file took over might: the head of an answer, and then nothing."""
    ends = [int(name) for name in os.listdir("/proc/self/fd")]
    for end in ends:
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(end).st_mode):
                os.write(end, b"\x00\x00\x00\xff half")
    time.sleep(600)


def test_half_of_an_answer_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_PATIENCE", 3.0)
    assert run(send_half) == Failure("file_damaged")


def test_data_of_ours_and_errors_come_through() -> None:
    for value in (Finding("x", "f"), {"a": [1, 2.5, None]}, Path("x"), Severity.ERROR):
        assert sandbox._unpickled(pickle.dumps((False, value))) == (False, value)
    _, error = sandbox._unpickled(pickle.dumps((True, UserError("What.", "How."))))
    assert str(error) == "What. How."
    _, gone = sandbox._unpickled(pickle.dumps((True, FileNotFoundError(2, "No such file", "x"))))
    assert (gone.errno, gone.filename) == (2, "x")


def forbidden(act: str, path: Path) -> str:
    """Try what a reader may not do; what the system says."""
    try:
        match act:
            case "write":
                path.write_text("x", encoding="utf-8")
            case "remove":
                path.unlink()
            case "link":
                path.with_name("link").symlink_to(path)
            case "execute":
                subprocess.run(["/bin/true"], check=True)
            case "connect":
                socket.create_connection(("127.0.0.1", 9), 1)
            case "signal":
                os.kill(os.getppid(), 0)
            case "environment":
                Path(f"/proc/{os.getppid()}/environ").read_bytes()
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    return "done"


@pytest.mark.skipif(confinement() < 6, reason="the kernel has no Landlock, or an older one")
@pytest.mark.parametrize(
    ("act", "answer"),
    [("write", "EACCES"), ("remove", "EACCES"), ("link", "EACCES"), ("execute", "EACCES"),
     ("connect", "EACCES"), ("signal", "EPERM"), ("environment", "EACCES")],
)  # fmt: skip
def test_a_reader_may_only_read(tmp_path: Path, act: str, answer: str) -> None:
    """Not even the environment of the process that started it, where there are passwords."""
    path = tmp_path / "file"
    path.write_text("kept", encoding="utf-8")
    assert run(forbidden, act, path) == answer
    assert path.read_text(encoding="utf-8") == "kept"


def test_temporary_files_are_the_worker_s_own_and_go_with_it() -> None:
    folder = run(write_temporary)
    assert isinstance(folder, str)
    assert Path(folder).name.startswith("rapporteur-reader-")
    sandbox.dismiss()
    assert not Path(folder).exists()


def write_temporary() -> str:
    with tempfile.NamedTemporaryFile(delete=False) as stream:
        stream.write(b"x")
    return tempfile.gettempdir()
