"""Kill runs, fill the disk and start four runs at once: `python -m benchmarks.crash`.

After each the next run must publish the same tables, byte for byte, as an undisturbed one; no
received file may change, and nothing half-written may lie about.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Mapping
from pathlib import Path
from random import Random

from rapporteur.design.cycle import load_cycle
from rapporteur.pipeline import run
from tests.support import COMPLETE, reply, tiny_cycle

REGISTER = ("receipts.csv", ".receipts.chain")  # which runs write
_PATIENCE = 300  # seconds
_BESIDE = re.compile(
    r"\..+\.\d+\..+"
)  # what is written beside a file has the number of its process
_DISK = 64 * 1024  # KiB of a disk that is not full


def make(home: Path) -> None:
    """Make a small cycle with five files, one of which cannot be read."""
    cycle = tiny_cycle(home)
    for code in ("XAA", "XAB", "XBA"):
        reply(cycle, code, {**COMPLETE, "unit": f"Ministry of {code}"})
    reply(cycle, "CIVIL-A", {"unit": "秘书处", "progress": "none"}, language="zh")
    (cycle.inputs / "submissions" / "letter.xlsx").write_bytes(b"Please find our reply below.")


def start(home: Path) -> int:
    """Run the cycle in a child of this process, which has the imports behind it."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    try:
        run(load_cycle(home, "tiny"))
    except BaseException:
        if os.environ.get("CRASH_SHOW"):
            traceback.print_exc()
        os._exit(1)
    os._exit(0)


def ended(child: int) -> int:
    """The exit code of a child, waited for; of one that hangs, that it was killed."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        ended_child, code = os.waitpid(child, os.WNOHANG)
        if ended_child:
            return os.waitstatus_to_exitcode(code)
        time.sleep(0.01)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def input_files(home: Path) -> Mapping[str, bytes]:
    """What lies in the inputs, but for the register that runs write."""
    inputs = home / "inputs"
    return {
        str(path.relative_to(inputs)): path.read_bytes()
        for path in sorted(inputs.rglob("*"))
        if path.is_file() and path.name not in REGISTER
    }


def published(home: Path) -> Mapping[str, bytes]:
    """The published tables as data."""
    folder = home / "outputs" / "tiny" / "tables" / "csv"
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))}


def judge(home: Path, expected: Mapping[str, bytes], before: Mapping[str, bytes]) -> None:
    """Raises `AssertionError` when a run after a disturbance does not end right."""
    assert ended(start(home)) == 0, "the next run does not end"
    assert published(home) == expected, "the tables are not those of an undisturbed run"
    assert input_files(home) == before, "a received file has changed"
    left = [path.name for path in (home / "outputs").rglob(".*") if _BESIDE.fullmatch(path.name)]
    assert not left, f"left behind: {left}"


def fresh(home: Path) -> None:
    """Take away all that runs have made."""
    shutil.rmtree(home / "outputs", ignore_errors=True)
    for name in REGISTER:
        (home / "inputs" / "tiny" / name).unlink(missing_ok=True)


def kills(home: Path, number: int, seed: int, expected: Mapping[str, bytes], lasts: float) -> int:
    """Kill so many runs at moments of the seed; every second one has nothing to build on.

    Returns how many were still running when they were killed.
    """
    before, random, hit = input_files(home), Random(seed), 0
    for attempt in range(number):
        if attempt % 2 == 0:
            fresh(home)
        child = start(home)
        time.sleep(random.uniform(0, lasts))
        os.kill(child, signal.SIGKILL)
        hit += ended(child) == -signal.SIGKILL
        judge(home, expected, before)
    return hit


def full_disks(home: Path, number: int, expected: Mapping[str, bytes]) -> int:
    """Let so many runs meet a full disk, each a little later, on a small tmpfs.

    Returns how many ended with an error. Raises `PermissionError` without the right to mount.
    """
    need = sum(path.stat().st_blocks for path in home.rglob("*")) // 2 + 64  # KiB
    base = sum(path.stat().st_blocks for path in (home / "inputs").rglob("*")) // 2 + 16
    failed = 0
    for attempt in range(number):
        size = base + (need - base) * attempt // number
        with tempfile.TemporaryDirectory() as folder:
            disk = Path(folder)
            mount = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", folder]
            if subprocess.run(mount, capture_output=True, check=False).returncode:
                raise PermissionError("a disk cannot be mounted here")
            try:
                shutil.copytree(home / "inputs", disk / "inputs")
                for name in REGISTER:
                    (disk / "inputs" / "tiny" / name).unlink(missing_ok=True)
                before = input_files(disk)
                if ended(start(disk)) != 0:
                    failed += 1
                else:
                    assert published(disk) == expected, "half a publication passes for a whole one"
                again = ["mount", "-o", f"remount,size={_DISK}k", folder]
                subprocess.run(again, capture_output=True, check=True)
                judge(disk, expected, before)
            finally:
                subprocess.run(["umount", "-l", folder], capture_output=True, check=True)
    return failed


def at_once(home: Path, expected: Mapping[str, bytes], runs: int = 4) -> None:
    """Start several runs at once, with nothing to build on; each must end right."""
    fresh(home)
    before = input_files(home)
    codes = [ended(child) for child in [start(home) for _ in range(runs)]]
    assert codes == [0] * runs, codes
    assert published(home) == expected, "runs at once publish something else"
    judge(home, expected, before)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--disks", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    import great_expectations  # noqa: F401  # once, not in every run

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        make(home)
        began = time.perf_counter()
        assert ended(start(home)) == 0, "an undisturbed run fails"
        lasts = time.perf_counter() - began
        expected = published(home)
        assert len(expected) > 1, "nothing is published"
        if arguments.disks:
            try:
                failed = full_disks(home, arguments.disks, expected)
                print(
                    f"{arguments.disks} runs on a disk that fills up: {failed} ended with an error"
                )
            except PermissionError as error:
                print(f"no full disk: {error}")
        at_once(home, expected)
        print("four runs at once end right")
        hit = kills(home, arguments.kills, arguments.seed, expected, lasts)
        print(f"{arguments.kills} runs killed, {hit} of them before their end, in {lasts:.1f} s")


if __name__ == "__main__":
    main()
