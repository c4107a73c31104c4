"""The processor seconds that short commands take, with those of the processes that they start.

`python -m benchmarks.commands <home> <cycle> <file>`: a home after a run, and a file to check.
Where its judge runs, `check` is answered by it; the judge's own time is not counted.
"""

import os
import resource
import statistics
import subprocess
import sys
from collections.abc import Sequence

from benchmarks import report

_RUNS = 5


def main() -> None:
    """Run each command in turn, so often, and print the median of each."""
    home, cycle, file = sys.argv[1:]
    commands = (["--help"], ["status", cycle], ["check", file])
    taken: dict[str, list[float]] = {}
    for _ in range(_RUNS):
        for command in commands:
            taken.setdefault(command[0], []).append(processor(["--home", home, *command]))
    print(f"{report.machine()}; load {os.getloadavg()[0]:.1f}; median of {_RUNS}")
    for name, seconds in taken.items():
        print(f"| `{name}` | {statistics.median(seconds):.2f} |")


def processor(arguments: Sequence[str]) -> float:
    """The processor seconds of the command `rapporteur` with these arguments."""
    before = _children()
    command = "from rapporteur.cli.main import main; main()"
    subprocess.run([sys.executable, "-c", command, *arguments], capture_output=True, check=False)
    return _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
