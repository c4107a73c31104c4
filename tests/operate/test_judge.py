"""The warm judge says what the check without it says, and nothing depends on it."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.evaluate.check_files import received, report
from rapporteur.evaluate.check_report import Report
from rapporteur.kernel.workbook_file import save
from rapporteur.operate import judge
from tests.support import COMPLETE, ROOT, cell, filled


@contextmanager
def judging(home: Path) -> Iterator[subprocess.Popen[str]]:
    """A judge of `home` that is ready."""
    process = subprocess.Popen(
        [sys.executable, "-m", "rapporteur.operate.judge_process"],
        env={**os.environ, "RAPPORTEUR_HOME": str(home)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


@contextmanager
def answering(home: Path, text: str) -> Iterator[None]:
    """A stranger at the judge's place who answers with `text`."""
    (home / "outputs").mkdir(exist_ok=True)
    with judge.address(home) as path, socket.socket(socket.AF_UNIX) as door:
        door.bind(path)
        door.listen()

        def answer() -> None:
            connection, _ = door.accept()
            with connection, connection.makefile("rw", encoding="utf-8") as stream:
                stream.readline()
                stream.write(text)

        stranger = threading.Thread(target=answer)
        stranger.start()
        yield
        stranger.join()


@pytest.fixture
def wrong(tiny: Cycle, tmp_path: Path) -> Path:
    """A reply with an answer that is out of range."""
    workbook = filled(tiny, "XAA", COMPLETE, "en")
    cell(workbook, "share").value = 101
    save(workbook, path := tmp_path / "reply.xlsx")
    return path


def test_the_answer_is_that_of_the_check_without_it(tiny: Cycle, wrong: Path) -> None:
    letter = wrong.with_name("letter.docx")
    letter.write_bytes(b"Dear Sir or Madam")
    with judging(tiny.home) as process:
        assert (tiny.home / "outputs" / ".judge.sock").stat().st_mode & 0o777 == 0o600
        for files in ([wrong], [letter, wrong]):
            for language, as_json in ((None, False), ("zh", True)):
                cold = report(tiny.home, list(map(received, files)), language, as_json=as_json)
                assert judge.ask(tiny.home, files, language, as_json=as_json) == cold
                assert cold.serious
        # A suite that has changed judges the next file.
        suites = tiny.home / "suites"
        suites.mkdir()
        shutil.copy(ROOT / "expectations" / "submissions.json", suites)
        toml = tiny.inputs / "cycle.toml"
        lines = toml.read_text("utf-8").splitlines()[1:]
        toml.write_text("\n".join([f'expectations = "{suites.as_posix()}"', *lines]), "utf-8")
        assert judge.ask(tiny.home, [letter], None, as_json=False) == report(
            tiny.home, [received(letter)]
        )
        # What it cannot answer is left to the command.
        assert judge.ask(tiny.home, [wrong.with_name("none")], None, as_json=False) is None
        assert judge.ask(tiny.home, [letter], "xx", as_json=False) is None
        process.kill()
        process.wait()
        assert judge.ask(tiny.home, [letter], None, as_json=False) is None
    with judging(tiny.home):  # in the place of the one that was killed
        assert judge.ask(tiny.home, [letter], None, as_json=False) is not None


def test_a_judge_of_another_program_or_home_does_not_answer(
    tiny: Cycle, wrong: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with judging(tiny.home):
        link = tmp_path / "elsewhere" / "outputs"
        link.parent.mkdir()
        link.symlink_to(tiny.home / "outputs")
        assert judge.ask(link.parent, [wrong], None, as_json=False) is None
        monkeypatch.setattr(judge, "program_hash", lambda: "of another version")
        assert judge.ask(tiny.home, [wrong], None, as_json=False) is None


@pytest.mark.parametrize(
    "text",
    [
        "", "busy\n", judge.TAKEN, f"{judge.TAKEN}no JSON\n", f"{judge.TAKEN}[]\n",
        f'{judge.TAKEN}{{"text": 1, "findings": 0, "serious": 0}}\n',
    ],
)  # fmt: skip
def test_what_is_no_answer_counts_as_none(tiny: Cycle, wrong: Path, text: str) -> None:
    with answering(tiny.home, text):
        assert judge.ask(tiny.home, [wrong], None, as_json=False) is None


def test_an_answer_is_data(tiny: Cycle, wrong: Path) -> None:
    answer = json.dumps({"text": "x\n", "findings": 2, "serious": 1})
    with answering(tiny.home, f"{judge.TAKEN}{answer}\n"):
        told = judge.ask(tiny.home, [wrong], None, as_json=False)
    assert told == Report("x\n", 2, 1)


def test_a_home_may_have_a_long_path(tmp_path: Path) -> None:
    home = tmp_path / ("long" * 40)
    (home / "outputs").mkdir(parents=True)
    with judge.address(home) as path, socket.socket(socket.AF_UNIX) as door:
        door.bind(path)
    assert (home / "outputs" / ".judge.sock").is_socket()
