"""From a file in the folder to the published workbook, everything running as it is operated.

`python -m benchmarks.events latency|burst|two|soak` starts an installation of its own on loopback,
as `rapporteur serve` does: on the PostgreSQL that it brings, unless `--database` says otherwise.
"""

import argparse
import hashlib
import io
import os
import re
import shutil
import statistics
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from benchmarks import CYCLE
from benchmarks.content import Fill
from benchmarks.generator import make_home
from benchmarks.measuring import family, memory
from rapporteur.build import build_all
from rapporteur.build.prefill import read_prefill
from rapporteur.collect.receipts import received
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.warehouse.basis import fingerprint, is_current
from rapporteur.warehouse.reader import opened
from tests.installation import ROOT, Installation
from tests.postgres import postgres
from tests.support import project_cycle

_DATABASE = "PREFECT_API_DATABASE_CONNECTION_URL"
_QUIET = 4.0  # seconds between two files that are to have nothing to do with each other


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.events", description=__doc__)
    parser.add_argument("what", choices=("latency", "burst", "two", "soak"))
    parser.add_argument("--files", type=int, default=60, help="how many files, one by one")
    parser.add_argument("--burst", type=int, default=1000, help="how many files at once")
    parser.add_argument("--minutes", type=float, default=30, help="how long a soak lasts")
    parser.add_argument("--every", type=float, default=2, help="seconds between files of a soak")
    parser.add_argument(
        "--database",
        choices=("default", "sqlite", "postgresql"),
        default="default",
        help="what Prefect's server keeps its state in",
    )
    arguments = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="rapporteur-events-") as folder,
        database(arguments.database, Path(folder)) as variables,
    ):
        if arguments.what == "burst":
            burst(Path(folder), arguments.burst, variables)
        elif arguments.what == "two":
            two(Path(folder), variables)
        elif arguments.what == "latency":
            latency(Path(folder), arguments.files, variables)
        else:
            soak(Path(folder), arguments.minutes * 60, arguments.every, variables)


@contextmanager
def database(kind: str, folder: Path) -> Iterator[dict[str, str]]:
    """The variables with which a server finds a database of that kind."""
    if kind == "default":
        yield {}
    elif kind == "sqlite":
        yield {_DATABASE: f"sqlite+aiosqlite:///{folder / 'prefect.db'}"}
    else:
        with postgres(durable=True) as cluster:
            yield {_DATABASE: cluster.url}


def latency(folder: Path, files: int, variables: Mapping[str, str]) -> None:
    """Put files one by one among those of the sample cycle, and wait for the workbook of each."""
    cycle = reopened(project_cycle(folder / "home"))
    with Installation(folder / "prefect", cycle.home, **variables) as running:
        first(running, cycle)
        took = []
        for content in variants(cycle, files):
            took.append(put_and_wait(running, cycle, content))
            print(f"{took[-1]:.2f}", end=" ", flush=True)
            running.until(lambda: settled(cycle), "the end of the run", 60)
            time.sleep(_QUIET)
    print(f"\n{summary(took)} ({len(took)} files, load {os.getloadavg()[0]:.1f})")


def put_and_wait(running: Installation, cycle: Cycle, content: bytes, name: str = "") -> float:
    """Write a file and wait until every workbook has been published after it: seconds."""
    path = cycle.inputs / "submissions" / (name or f"late-{time.monotonic_ns()}.xlsx")
    before = since(cycle)
    path.write_bytes(content)
    return running.until(partial(renewed, cycle, before), "the workbooks", 90)


def since(cycle: Cycle) -> int:
    """When the tables that readers see were opened to them: the time of the link, in ns."""
    return (cycle.outputs / "tables").lstat().st_mtime_ns


def renewed(cycle: Cycle, before: int) -> bool:
    """Whether readers see another version since."""
    return since(cycle) != before


def settled(cycle: Cycle) -> bool:
    """Whether what is published is of all that there is, and the run that did it concluded."""
    return is_current(cycle, fingerprint(cycle, received(cycle)))


def first(running: Installation, cycle: Cycle) -> None:
    """Start everything, and wait for the first tables and for quiet."""
    running.start("serve")
    print(next(line for line in running.log("serve").splitlines() if "ready after" in line).strip())
    running.until(lambda: settled(cycle), "the first tables", 240)
    time.sleep(2 * _QUIET)


def second(home: Path) -> Cycle:
    """The small cycle of the tests beside another, with a reply of each respondent."""
    source, name = ROOT / "tests" / "cycles" / "a70-inclusion", "a70-inclusion"
    for folder in (f"inputs/{name}", f"sql/{name}"):
        shutil.copytree(source / folder, home / folder)
    path = home / "inputs" / name / "cycle.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("../../../../../expect", "../../expect"), encoding="utf-8")
    cycle = load_cycle(home, name)
    known = read_prefill(source / "answers.csv", cycle.form, cycle.roster)
    build_all(cycle, list(cycle.roster), cycle.inputs / "submissions", prefill=known)
    return cycle


def reopened(cycle: Cycle) -> Cycle:
    """The cycle with its dates in the future: what comes today is not late."""
    path = cycle.inputs / "cycle.toml"
    text = path.read_text(encoding="utf-8")
    for name, day in (("deadline", "2099-05-10"), ("cut_off", "2099-06-28")):
        text = re.sub(rf"(?m)^{name} = \S+", f"{name} = {day}", text)
    path.write_text(text, encoding="utf-8")
    return load_cycle(cycle.home, cycle.id)


def variants(cycle: Cycle, number: int) -> Iterator[bytes]:
    """Files like those received, each of other bytes: in the comment of the archive."""
    known = sorted((cycle.inputs / "submissions").glob("*.xlsx"))
    for at in range(number):
        stream = io.BytesIO(known[at % len(known)].read_bytes())
        with zipfile.ZipFile(stream, "a") as archive:
            archive.comment = f"variant {at}".encode()
        yield stream.getvalue()


def burst(folder: Path, number: int, variables: Mapping[str, str]) -> None:
    """Put so many synthetic questionnaires into the folder at once; wait until all are in."""
    made, home = folder / "made", folder / "home"
    print(f"making {number} questionnaires", flush=True)
    make_home(made, number, Fill(1, 1, 5))
    shutil.copytree(made, home)
    cycle = reopened(load_cycle(home, CYCLE))
    files = sorted((cycle.inputs / "submissions").iterdir())
    for path in files[1:]:
        path.unlink()
    with Installation(folder / "prefect", home, **variables) as running:
        first(running, cycle)
        began = time.monotonic()
        for path in files[1:]:
            shutil.copy(made / path.relative_to(home), path)
        copied = time.monotonic() - began
        last, done = since(cycle), 0
        while done < number:  # to look costs what is measured: only after a publication
            running.until(partial(renewed, cycle, last), "the tables", 600)
            last = since(cycle)
            with opened(cycle) as con:
                accepted = "select count(*) from landing.submissions where state = 'accepted'"
                ((done,),) = con.execute(accepted).fetchall()
        took = time.monotonic() - began
        runs = running.log("serve").count("Beginning flow run")
    print(f"{number} files: copied in {copied:.1f} s, all in the tables after {took:.1f} s, "
          f"{runs} flow runs since the start")  # fmt: skip


def two(folder: Path, variables: Mapping[str, str]) -> None:
    """Put twenty files into each of two cycles at once, and wait until all are in the tables."""
    number = 20
    cycle = reopened(project_cycle(folder / "home"))
    other = reopened(second(cycle.home))
    files = {
        each.inputs / "submissions" / f"late-{at}.xlsx": content
        for each in (cycle, other)
        for at, content in enumerate(variants(each, number))
    }
    with Installation(folder / "prefect", cycle.home, **variables) as running:
        first(running, cycle)
        running.until(lambda: settled(other), "the first tables of the other", 240)
        time.sleep(2 * _QUIET)
        began, said = time.monotonic(), len(running.log("serve"))
        for path, content in files.items():
            path.write_bytes(content)
        answered: list[float] = []
        done: dict[str, float] = {}
        limit = began + 600
        while len(done) < 2 and time.monotonic() < limit:
            asked_at = time.monotonic()
            running.answers()
            answered.append(time.monotonic() - asked_at)
            time.sleep(0.2)
            for one in (cycle, other):
                if one.id not in done and settled(one):
                    done[one.id] = (one.outputs / "tables").lstat().st_mtime - time.time()
                    done[one.id] += time.monotonic() - began
        log = running.log("serve")[said:]
    seconds = ", ".join(f"{name} {took:.1f} s" for name, took in done.items())
    print(f"in the tables: {seconds}; the server answers: {summary(answered)}; "
          f"tracebacks {log.count('Traceback')}, locked {log.count('database is locked')} "
          f"(load {os.getloadavg()[0]:.1f})")  # fmt: skip


def soak(folder: Path, seconds: float, every: float, variables: Mapping[str, str]) -> None:
    """Put a file every so often, each in the place of the one of that name before.

    The cycle stays as large as it is, so that what grows is the program's.
    """
    cycle = reopened(project_cycle(folder / "home"))
    with Installation(folder / "prefect", cycle.home, **variables) as running:
        first(running, cycle)
        began = time.monotonic()
        took: list[float] = []
        memories: list[tuple[float, float]] = []
        put: dict[str, int] = {}
        contents = variants(cycle, int(seconds / every) + 1)
        last = since(cycle)
        for number, content in enumerate(contents):
            due = began + number * every
            while (now := time.monotonic()) < due:
                time.sleep(0.02)
                last = _published(cycle, last, put, took)
            path = cycle.inputs / "submissions" / f"soak-{number % 20}.xlsx"
            beside = path.with_suffix(".part")
            beside.write_bytes(content)
            beside.rename(path)
            put[hashlib.sha256(content).hexdigest()] = time.time_ns()
            if number % 15 == 0:
                used = sum(memory(pid) for pid in family(running.processes["serve"].pid))
                memories.append((now - began, used))
        running.until(lambda: settled(cycle), "the last tables", 120)
        _published(cycle, last, put, took)
    for part, name in ((took[: len(took) // 3], "first"), (took[-len(took) // 3 :], "last")):
        print(f"{name} third: {summary(part)}")
    for at, used in memories[:: max(1, len(memories) // 12)]:
        print(f"after {at / 60:.0f} min {used:.0f} MiB")


def _published(cycle: Cycle, last: int, put: dict[str, int], took: list[float]) -> int:
    """Note for each file that is in the tables since the last publication how long it took."""
    if not renewed(cycle, last):
        return last
    now = since(cycle)
    with opened(cycle) as con:
        present = {
            sha256 for (sha256,) in con.execute("select sha256 from landing.files").fetchall()
        }
    took.extend((now - put.pop(sha256)) / 1e9 for sha256 in present & put.keys())
    return now


def summary(took: Sequence[float]) -> str:
    """Median, 95th percentile and most, in seconds."""
    ordered = sorted(took)
    high = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"median {statistics.median(took):.2f} s, 95 per cent {high:.2f}, most {ordered[-1]:.2f}"


if __name__ == "__main__":
    main()
