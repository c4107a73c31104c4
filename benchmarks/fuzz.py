"""Mutate real questionnaires and land what comes of it: `python -m benchmarks.fuzz`.

Every mutation follows from the seed. Each file must be landed, readable or with a finding, in
bounded time and memory, whatever it does to the process that reads it, and keep its bytes.
"""

import argparse
import hashlib
import io
import resource
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

import pyarrow.parquet as pq

from benchmarks.accounting import check_account
from benchmarks.mutations import PACKED, PLAIN
from rapporteur.collect import landing
from rapporteur.collect.reading.questionnaire import read_answers
from rapporteur.collect.reading.spreadsheet import UnreadableError, read_sheets
from rapporteur.collect.receipts import Received
from rapporteur.design.cycle import load_cycle
from rapporteur.design.form import Form
from rapporteur.kernel.sandbox import MEMORY, SECONDS, Failure, run_tasks

PROJECT = Path(__file__).resolve().parent.parent
ORIGINALS = ("CAN.en.xlsx", "FRA.zh.xlsx", "WHO.en.xlsx", "BGR.en.ods", "ICMIF.en.ods",
         "URY.en.xls", "CIRIEC.zh.xls")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mutated file. `memory` is the peak of its process, in MiB.

    `account` has the filled cells, and of them the answers, notes, builder's and unread ones.
    """

    mutation: str
    suffix: str
    codes: tuple[str, ...]
    answers: int
    seconds: float
    memory: float
    account: tuple[int, ...] = (0, 0, 0, 0, 0)


def mutated(content: bytes, random: Random) -> tuple[str, bytes]:
    """A mutation of a workbook and its name; several in a row for some."""
    kinds: Mapping[str, Callable[[bytes, Random], bytes]] = (
        {**PACKED, **PLAIN} if zipfile.is_zipfile(io.BytesIO(content)) else PLAIN
    )
    name = random.choice(list(kinds))
    content = kinds[name](content, random)
    while random.random() < 0.2:
        more = PACKED if name in PACKED and zipfile.is_zipfile(io.BytesIO(content)) else PLAIN
        content = more[random.choice(list(more))](content, random)
    return name, content


def land(received: Received, form: Form) -> tuple[bytes | None, float, float]:
    """The landing file of a file, and the seconds and MiB that it took."""
    start = time.perf_counter()
    content = landing.read_to_land(received, form)
    seconds = time.perf_counter() - start
    return content, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def account(received: Received, form: Form) -> tuple[int, ...] | None:
    """Hold the account of a file that can be read against its cells; its figures.

    Raises `AssertionError` where it does not hold.
    """
    try:
        sheets = read_sheets(received.path.read_bytes())
    except UnreadableError:
        return None
    try:
        reading = read_answers(sheets, form, received.file)
    except Exception:  # landed as damaged
        return None
    if reading.identity:
        check_account(reading, sheets)
    ledger = reading.ledger
    return ledger.filled, ledger.answers, ledger.notes, ledger.builders, ledger.unread


def fuzz(number: int, seed: int, folder: Path, workers: int = 2) -> list[Outcome]:
    """Make so many mutated files in `folder`, land them all and say what became of each.

    Raises `AssertionError` when one is not landed or has lost a byte.
    """
    form = load_cycle(PROJECT, "a79-sse").form
    originals = [(PROJECT / "inputs/a79-sse/submissions" / name).read_bytes() for name in ORIGINALS]
    random = Random(seed)
    mutants: dict[str, tuple[str, Received]] = {}
    while len(mutants) < number:
        which = random.randrange(len(originals))
        kind, content = mutated(originals[which], random)
        digest = hashlib.sha256(content).hexdigest()
        path = folder / f"{len(mutants):05}{Path(ORIGINALS[which]).suffix}"
        if digest in mutants or content in originals:
            continue
        path.write_bytes(content)
        mutants[digest] = (kind, Received(path, path.name, digest, "reply", None, "fuzz"))
    to = folder / "landing"
    to.mkdir()
    files = [file for _, file in mutants.values()]
    tasks = [(file,) for file in files]
    took: dict[str, tuple[float, float]] = {}
    accounts: dict[str, tuple[int, ...]] = {}
    for index, outcome in run_tasks(partial(land, form=form), tasks, workers):
        file = files[index]
        if isinstance(outcome, Failure):  # its process is gone; it took at most the bounds
            landing.land(file, to, landing.unread(file, form, outcome.code))
            took[file.sha256] = (SECONDS, MEMORY / 2**20)
            continue
        landed, *cost = outcome
        assert landed is not None, file.file
        landing.land(file, to, landed)
        took[file.sha256] = (cost[0], cost[1])
    for index, figures in run_tasks(partial(account, form=form), tasks, workers):
        if isinstance(figures, tuple):  # one beyond the bounds has no account
            accounts[files[index].sha256] = figures
    outcomes = []
    for digest, (kind, file) in mutants.items():
        assert hashlib.sha256(file.path.read_bytes()).hexdigest() == digest, file.file
        row = pq.read_table(landing.path(to, file)).to_pylist()[0]
        seconds, memory = took[digest]
        codes = tuple(sorted({finding["code"] for finding in row["findings"]}))
        answers = sum(cell["raw"] is not None for cell in row["cells"])
        figures = accounts.get(digest, (0, 0, 0, 0, 0))
        outcomes.append(Outcome(kind, file.path.suffix, codes, answers, seconds, memory, figures))
    return outcomes


def table(outcomes: Sequence[Outcome]) -> list[str]:
    """The outcomes as lines of Markdown."""
    blocking = {"file_empty", "file_encrypted", "file_damaged", "file_not_spreadsheet", "too_large"}

    def of(outcome: Outcome) -> str:
        return next((code for code in outcome.codes if code in blocking), "read" if outcome.answers
                    else "read, nothing of ours in it")  # fmt: skip

    counted = Counter((of(outcome), outcome.suffix) for outcome in outcomes)
    suffixes = sorted({outcome.suffix for outcome in outcomes})
    lines = [f"| outcome | {' | '.join(suffixes)} |", "| --- |" + " ---: |" * len(suffixes)]
    for name in sorted({name for name, _ in counted}):
        numbers = " | ".join(f"{counted[name, suffix]:,}" for suffix in suffixes)
        lines.append(f"| {name} | {numbers} |")
    survived = [outcome for outcome in outcomes if "too_large" not in outcome.codes]
    times = sorted(outcome.seconds for outcome in survived)
    killed = len(outcomes) - len(survived)
    peak = max(outcome.memory for outcome in survived)
    lines += [
        "",
        f"{len(outcomes):,} files; median {times[len(times) // 2] * 1000:.1f} ms, 99 per cent "
        f"within {times[len(times) * 99 // 100] * 1000:.0f} ms, slowest {times[-1]:.2f} s; peak of "
        f"a reader {peak:.0f} MiB; {killed} beyond the bounds of {SECONDS} s and "
        f"{MEMORY // 2**20} MiB.",
        "",
        _account_line(outcomes),
    ]
    return lines


def _account_line(outcomes: Sequence[Outcome]) -> str:
    filled, answers, notes, builders, unread = (
        sum(figures) for figures in zip(*(one.account for one in outcomes), strict=True)
    )
    return (
        f"Of {filled:,} filled cells {answers:,} are answers, {notes:,} notes, {builders:,} the "
        f"builder's and {unread:,} unread."
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    from benchmarks.fuzz import fuzz  # by its name, under which workers know it

    with tempfile.TemporaryDirectory() as folder:
        print("\n".join(table(fuzz(arguments.number, arguments.seed, Path(folder)))))


if __name__ == "__main__":
    main()
