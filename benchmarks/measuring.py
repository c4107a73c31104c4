"""Run one thing in a process of its own and watch it: its stages, wall time and memory."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_EVERY = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run took: by stage seconds and processor seconds, and the peak of memory in MiB.

    `memory` counts all processes that live at one time, what they share only once. `load` is
    the machine's load average at the end: other work makes the times longer.
    """

    files: int
    stages: dict[str, float]
    processor: dict[str, float]
    memory: float
    load: float

    @property
    def total(self) -> float:
        """Seconds from the first file to the published workbook."""
        return sum(self.stages.values())


class Stages:
    """A stopwatch for the stages of a run, in the process that runs."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}
        self._processor: dict[str, float] = {}
        self._stage = ""
        self._since = (0.0, 0.0)

    def begin(self, stage: str) -> None:
        """End the stage before and begin `stage`, or go on with it."""
        now = (time.perf_counter(), _processor())
        if self._stage:
            totals = (self._seconds, self._processor)
            for sums, start, end in zip(totals, self._since, now, strict=True):
                sums[self._stage] = sums.get(self._stage, 0.0) + end - start
        self._stage, self._since = stage, now

    def report(self) -> None:
        """End the last stage and tell the process that measures."""
        self.begin("")
        print(json.dumps([self._seconds, self._processor]))


def _processor() -> float:
    """Seconds of processor time of this process and of those that it started and that ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def measure(module: str, home: Path, files: int) -> Measured:
    """Run `python -m <module> <home> <files>`, which ends by reporting its stages."""
    command = [sys.executable, "-m", module, str(home), str(files)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        peak = 0.0
        while process.poll() is None:
            peak = max(peak, sum(map(memory, family(process.pid))))
            time.sleep(_EVERY)
        assert process.stdout
        output = process.stdout.read()
    if process.returncode:
        raise SystemExit(f"{module} has failed.")
    stages, processor = json.loads(output.splitlines()[-1])
    return Measured(files, stages, processor, peak, os.getloadavg()[0])


def family(pid: int) -> Iterator[int]:
    """A process and all that it has started, and these in turn."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = task.read_text().split()
        except OSError:  # it has just ended
            continue
        for child in map(int, children):
            yield from family(child)


def memory(pid: int) -> float:
    """The proportional set size of a process in MiB; 0 when it has just ended."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0
