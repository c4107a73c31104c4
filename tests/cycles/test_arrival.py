"""The same files give the same bytes, in whatever order they come and whatever process is at work.

On the small cycle `a70-inclusion`, with what could hang on an order: a second reply of the same
respondent, the same bytes under two names, desk research beside a reply, and a decision on one
answer of a row that has a note.
"""

import csv
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rapporteur.build import build_all
from rapporteur.build.prefill import read_prefill
from rapporteur.collect.land_cycle import collect
from rapporteur.collect.receipts import COLUMNS as RECEIPT
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.publication import Publication
from rapporteur.kernel.installation_secrets import FOLDER
from rapporteur.pipeline import disseminate, locked, run
from rapporteur.process.decisions import COLUMNS as DECISION
from rapporteur.warehouse import build as warehouse
from tests.support import ROOT, cell, edited

pytestmark = pytest.mark.slow  # test_incremental.py has one history of arrivals

HERE = ROOT / "tests" / "cycles" / "a70-inclusion"
PARTS = ("tables", "annex", "charts")
RUN = "from rapporteur.cli.main import main; main()"


@dataclass(frozen=True)
class Arrival:
    """A received file, and when it came."""

    file: str
    content: bytes
    received_at: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def make_home(top: Path) -> Cycle:
    """The cycle without a received file."""
    home = top / "tests" / "cycles" / "a70-inclusion"
    shutil.copytree(HERE, home)
    shutil.copytree(ROOT / "expectations", top / "expectations")
    toml = home / "inputs" / "a70-inclusion" / "cycle.toml"
    text = toml.read_text("utf-8").replace('languages = ["en", "zh"]', 'languages = ["zh"]')
    toml.write_text(text, "utf-8")  # one of them is enough, and takes half the time
    key = home / FOLDER / "signing-key"  # the same for all: they are one installation
    key.parent.mkdir()
    key.write_text("0123456789abcdef" * 4, "ascii")
    return load_cycle(home, "a70-inclusion")


def deliver(cycle: Cycle, arrivals: Sequence[Arrival]) -> None:
    """Let the files come, one after the other, with times of change that say nothing."""
    register = cycle.inputs / "receipts.csv"
    for number, one in enumerate(arrivals):
        path = cycle.inputs / one.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(one.content)
        os.utime(path, (10**9 + len(arrivals) - number, 10**9 + number))
        begun = register.exists()
        with register.open("a", encoding="utf-8", newline="") as stream:
            lines = csv.writer(stream)
            lines.writerows([] if begun else [RECEIPT])
            lines.writerow((one.sha256, one.file, one.received_at, "folder"))


def publish(cycle: Cycle) -> None:
    """Make the tables of what has come; not what goes with them."""
    with locked(cycle):
        warehouse.build(cycle, collect(cycle))
        disseminate(Publication(cycle))


def published(cycle: Cycle, parts: Sequence[str] = PARTS) -> Mapping[str, bytes]:
    found = {
        path.relative_to(cycle.outputs).as_posix(): path.read_bytes()
        for part in parts
        for path in (cycle.outputs / part).rglob("*")
        if path.is_file()
    }
    assert len(found) > 10
    return found


def different(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def arrivals(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Arrival], str]:
    """What comes, the file that stands for its respondent last; and the decisions about it."""
    cycle = make_home(tmp_path_factory.mktemp("filled"))
    known = read_prefill(cycle.home / "answers.csv", cycle.form, cycle.roster)
    folder = cycle.inputs / "submissions"
    build_all(cycle, [one for one in cycle.roster if one.code in known], folder, prefill=known)
    paths = sorted(folder.iterdir())
    first = next(path for path in paths if path.name.startswith("XAA."))
    later = folder / "a later reply.xlsx"
    shutil.copyfile(first, later)
    with edited(later) as workbook:
        cell(workbook, "protection_share").value = 63.5
    desk = shutil.copyfile(first, folder / "desk.xlsx")
    with edited(desk) as workbook:
        cell(workbook, "measure_title", 1).value = "What a website says"
    noted = next(path for path in paths if path.name.startswith("XAB."))
    found = [
        Arrival(f"submissions/{path.name}", path.read_bytes(), f"2015-02-{day}T23:30:00+00:00")
        for day, path in enumerate(paths, start=10)
    ]
    found += [
        Arrival("submissions/again/a copy.xlsx", noted.read_bytes(), "2015-02-09T10:00:00+00:00"),
        Arrival("desk-research/website.xlsx", desk.read_bytes(), ""),
        Arrival("submissions/a later reply.xlsx", later.read_bytes(), "2015-02-20T08:00:00+00:00"),
    ]
    waived = {
        "who": "Secretariat", "when": "2015-02-21", "submission": "", "decision": "waive",
        "finding": "measure_in_force_without_date", "question": "measure_adopted_on", "row": "1",
        "reason": "it has no date",
    }  # fmt: skip
    waived["submission"] = hashlib.sha256(noted.read_bytes()).hexdigest()[:12]
    line = ",".join(waived.get(name, "") for name in DECISION)
    return found, f"{','.join(DECISION)}\n{line}\n"


@pytest.fixture(scope="module")
def all_at_once(
    arrivals: tuple[list[Arrival], str], tmp_path_factory: pytest.TempPathFactory
) -> Mapping[str, bytes]:
    """What another process publishes, elsewhere, when all has come before its first run."""
    cycle = prepared(tmp_path_factory.mktemp("at-once"), arrivals[1])
    deliver(cycle, arrivals[0])
    subprocess.run(
        [sys.executable, "-c", RUN, "--home", str(cycle.home), "run", cycle.id],
        env={**os.environ, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        capture_output=True,
        check=True,
        timeout=300,
    )
    return published(cycle)


def prepared(top: Path, decisions: str) -> Cycle:
    cycle = make_home(top)
    (cycle.inputs / "decisions.csv").write_text(decisions, "utf-8")
    return cycle


@settings(max_examples=2, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.permutations(range(8)), cuts=st.sets(st.integers(1, 7), min_size=1, max_size=2))
def test_the_order_of_arrival_leaves_no_trace(
    arrivals: tuple[list[Arrival], str],
    all_at_once: Mapping[str, bytes],
    tmp_path_factory: pytest.TempPathFactory,
    order: list[int],
    cuts: set[int],
) -> None:
    """With a run after each gathering of some files."""
    files, decisions = arrivals
    assert len(files) == 8
    cycle = prepared(tmp_path_factory.mktemp("gathered"), decisions)
    for begin, end in zip([0, *sorted(cuts)], [*sorted(cuts), None], strict=True):
        deliver(cycle, [files[at] for at in order[begin:end]])
        publish(cycle)
    expected = {name: of for name, of in all_at_once.items() if name.startswith("tables/")}
    assert different(published(cycle, ["tables"]), expected) == []


def test_the_moments_of_receipt_leave_no_trace_in_the_annex_and_pictures_either(
    arrivals: tuple[list[Arrival], str], all_at_once: Mapping[str, bytes], tmp_path: Path
) -> None:
    """What is published says the day of the last reply, and of no other when it came.

    And an empty outputs/ is filled again.
    """
    files, decisions = arrivals
    *others, later = files
    moved = [
        replace(one, received_at=one.received_at and f"2015-02-{18 - at}T11:00:00+14:00")
        for at, one in enumerate(others)
    ]
    moved.append(replace(later, received_at="2015-02-20T09:30:00+00:00"))
    cycle = prepared(tmp_path, decisions)
    deliver(cycle, moved[:3:-1])
    publish(cycle)
    deliver(cycle, moved[3::-1])
    shutil.rmtree(cycle.outputs)
    run(cycle)
    assert different(published(cycle), all_at_once) == []
