"""Kill publications at steps of a seed.

`python -m tests.disseminate.releases.killed HOME SEED KILLS`

A process of its own, which forks one for each publication: what it imports is imported once, and
it has no threads. A step is a change to the file system, as Python's audit events tell it.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import duckdb

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.publication import Publication
from rapporteur.disseminate.releases import versions
from rapporteur.disseminate.releases.manifest import differences
from rapporteur.disseminate.releases.publishing import publish_tables, supplement
from rapporteur.kernel.progress import Progress
from rapporteur.pipeline import locked
from tests.demo import make_demo

_STEPS = ("os.rename", "os.symlink", "os.link", "os.mkdir", "os.remove", "os.chmod")


def forked(work: Callable[[], None]) -> int:
    """Do the work in a child; its exit code, negative when a signal ended it."""
    child = os.fork()
    if not child:
        try:
            work()
        except BaseException as error:
            print(repr(error), file=sys.stderr, flush=True)
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def publish(cycle: Cycle, title: str, stop: int = 0, steps: Path | None = None) -> None:
    """Publish with other tables than before and an annex; be killed before the step `stop`."""
    with duckdb.connect(str(cycle.warehouse)) as con:
        con.execute("update marts.laws set title = ? where respondent = 'CCC'", [title])
    seen = 0

    def count(event: str, _: object) -> None:
        nonlocal seen
        if event in _STEPS:
            seen += 1
            if seen == stop:
                os.kill(os.getpid(), signal.SIGKILL)

    def annex(_: Publication, folder: Path, progress: Progress) -> None:
        (folder / "annex.txt").write_text(title, "utf-8")

    sys.addaudithook(count)
    with locked(cycle):
        publication = Publication(cycle)
        publish_tables(publication)
        supplement(publication, {"annex": annex})
    if steps:
        steps.write_text(str(seen), "utf-8")


def whole(cycle: Cycle) -> None:
    """Raises `AssertionError` unless readers see one whole version of the tables."""
    for part in ("tables", "annex"):
        assert (cycle.outputs / part).is_dir(), f"{part} is gone"
        assert not differences(cycle.outputs / part), f"{part} is not whole"


def ready(cycle: Cycle, title: str) -> None:
    """Raises `AssertionError` unless that is published and nothing lies about."""
    whole(cycle)
    assert title in (cycle.outputs / "tables" / "csv" / "laws.csv").read_text("utf-8")
    assert (cycle.outputs / "annex" / "annex.txt").read_text("utf-8") == title
    left = [path.name for path in versions.home(cycle).rglob(".*")]
    assert not left, f"left behind: {left}"
    numbers = [number for number, _ in versions.numbered(cycle)]
    assert numbers == [one.number for one in versions.versions(cycle)]
    now = versions.current(cycle)
    assert now is not None
    assert now.number == numbers[-1]


def main(home: Path, seed: int, kills: int) -> None:
    """Publish once undisturbed, then so many times killed, and each time once more."""
    assert forked(lambda: _prepare(home)) == 0
    cycle, steps = load_cycle(home, "demo"), home / "steps"
    assert forked(lambda: publish(cycle, "first")) == 0
    assert forked(lambda: publish(cycle, "second", steps=steps)) == 0
    ready(cycle, "second")
    number = int(steps.read_text("utf-8"))
    for stop in Random(seed).sample(range(1, number + 1), kills):
        title = f"killed at {stop}"
        assert forked(lambda: publish(cycle, title, stop)) == -signal.SIGKILL, stop  # noqa: B023
        whole(cycle)
        assert forked(lambda: publish(cycle, title)) == 0, stop  # noqa: B023
        ready(cycle, title)
    print(f"{kills} of {number} steps")


def _prepare(home: Path) -> None:
    toml = make_demo(home).inputs / "cycle.toml"
    text = toml.read_text("utf-8")
    toml.write_text(text.replace('["en", "zh", "fr"]', '["en"]'), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
