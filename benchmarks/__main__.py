"""Measure the product and its peer, and print the figures as Markdown."""

import argparse
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import CYCLE, report
from benchmarks.content import Fill
from benchmarks.generator import make_home
from benchmarks.measuring import Measured, measure


def main() -> None:
    """Make the files, run everything as often as asked, print the best run of each."""
    arguments = _arguments()
    if arguments.keep:
        arguments.keep.mkdir(parents=True, exist_ok=True)
        _measure(arguments, arguments.keep)
    else:
        with TemporaryDirectory(prefix="rapporteur-benchmark-") as folder:
            _measure(arguments, Path(folder))


def _measure(arguments: argparse.Namespace, folder: Path) -> None:
    sizes = sorted({*arguments.files, *arguments.peer[-1:]})
    homes: dict[int, Path] = {}
    for size in reversed(sizes):  # the largest first: the others are its first files
        homes[size] = folder / str(size)
        if homes[size].exists():
            _say(f"using {homes[size]} as it is")
            continue
        _say(f"making {size} questionnaires")
        share = None if size == sizes[-1] else homes[sizes[-1]]
        make_home(homes[size], size, Fill(arguments.seed, *arguments.rows), share)
    ours, lean = (
        [_best(module, homes[size], size, arguments.rounds) for size in sizes]
        for module in ("benchmarks.product", "benchmarks.lean")
    )
    print(f"\n{report.machine()}; the best of {arguments.rounds}; seed {arguments.seed};", end=" ")
    print("{} to {} rows in most tables".format(*arguments.rows))
    _print(report.product(ours))
    _print(report.lean(lean, ours))
    if arguments.peer:
        largest = homes[sizes[-1]]
        theirs = [
            _best("benchmarks.peer", largest, size, arguments.rounds) for size in arguments.peer
        ]
        _print(report.peer(theirs, ours))


def _best(module: str, home: Path, size: int, rounds: int) -> Measured:
    runs = []
    for number in range(1, rounds + 1):
        _say(f"{module}, {size} files, {number} of {rounds}")
        shutil.rmtree(home / "outputs", ignore_errors=True)
        for name in ("receipts.csv", ".receipts.chain"):
            (home / "inputs" / CYCLE / name).unlink(missing_ok=True)
        runs.append(measure(module, home, size))
        _say(f"  {runs[-1].total:.1f} s, {runs[-1].memory:.0f} MiB, load {runs[-1].load:.1f}")
    return min(runs, key=lambda run: run.total)


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Measure rapporteur on synthetic questionnaires, beside the script that one "
        "would write instead. Everything is made in a temporary folder.",
    )
    parser.add_argument("--files", type=int, nargs="+", default=[1000, 3000], metavar="N",
                        help="how many files the product gets (default: 1000 3000)")  # fmt: skip
    parser.add_argument("--peer", type=int, nargs="*", default=[50, 100], metavar="N",
                        help="how many the peer gets, none to leave it out (default: 50 100); "
                        "the product gets the last number too")  # fmt: skip
    parser.add_argument("--rounds", type=int, default=1, metavar="N",
                        help="how often each is run; the best counts (default: 1)")  # fmt: skip
    parser.add_argument("--rows", type=int, nargs=2, default=[1, 5], metavar=("LEAST", "MOST"),
                        help="how many rows are filled in most tables (default: 1 5)")  # fmt: skip
    parser.add_argument("--seed", type=int, default=1, help="of the answers (default: 1)")
    parser.add_argument("--keep", type=Path, metavar="FOLDER",
                        help="make the files here, and keep them")  # fmt: skip
    return parser.parse_args()


if __name__ == "__main__":
    main()
