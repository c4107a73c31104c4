"""The figures as Markdown: stages, memory, growth, and the product beside its peers."""

import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import pairwise

from benchmarks.measuring import Measured

STAGES = (
    "start", "read and land", "load and shape", "validate", "make the tables", "publish",
)  # fmt: skip


def machine() -> str:
    """What was measured on, and when."""
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, "
        f"{platform.system()}, {platform.python_implementation()} {platform.python_version()} "
        f"({platform.python_compiler()})"
    )


def product(runs: Sequence[Measured]) -> Iterator[str]:
    """The stages of the product's runs, a column a number of files, and how they grow."""
    yield from _table("The product: seconds (processor seconds of all processes)", runs)
    for run in runs:
        each = 1000 * run.stages["read and land"] / run.files
        yield f"- {run.files} files: {each:.1f} ms to read and land a file"
    yield from growth(runs)


def growth(runs: Sequence[Measured]) -> Iterator[str]:
    """How much more the larger of two successive runs takes than in proportion to its files."""
    for less, more in pairwise(runs):
        files = more.files / less.files
        for name, time in (
            ("seconds", _variable(more.stages) / _variable(less.stages)),
            ("processor seconds", _variable(more.processor) / _variable(less.processor)),
        ):
            yield (
                f"- from {less.files} to {more.files} files, {files:.1f} times as many: "
                f"{time:.2f} times the {name}, start apart ({time / files:.2f} of linear growth)"
            )


def lean(runs: Sequence[Measured], ours: Sequence[Measured]) -> Iterator[str]:
    """The stages of the lean script, and how much more the product takes on the same files."""
    yield from _table("The lean script: seconds (processor seconds of all processes)", runs)
    for script, run in zip(runs, ours, strict=True):
        ratio = sum(run.processor.values()) / sum(script.processor.values())
        yield (
            f"- on the same {run.files} files the product takes {ratio:.1f} times the processor "
            f"seconds, and {run.total / script.total:.1f} times the seconds"
        )


def peer(runs: Sequence[Measured], ours: Sequence[Measured]) -> Iterator[str]:
    """The peer's stages; the product's advantage on the same files, and on more by its growth."""
    yield from _table("The peer: seconds (processor seconds)", runs)
    yield from growth(runs)
    last = runs[-1]
    each = _variable(last.stages) / last.files
    for run in ours:
        if run.files == last.files:
            yield f"- on the same {run.files} files the peer takes {_ratios(last, run)}"
        elif run.files > last.files:
            expected = last.stages["start"] + each * run.files
            yield (
                f"- on {run.files} files, at the {each:.2f} s a file that it took on {last.files}, "
                f"the peer would take {expected:.0f} s: {expected / run.total:.0f} times as long"
            )


def _ratios(slow: Measured, fast: Measured) -> str:
    parts = [
        f"{stage} {slow.stages[stage] / fast.stages[stage]:.1f}"
        for stage in STAGES[1:]
        if stage in slow.stages
    ]
    return f"{slow.total / fast.total:.1f} times as long ({', '.join(parts)})"


def _table(title: str, runs: Sequence[Measured]) -> Iterator[str]:
    yield from ("", title, "")
    yield "| | " + " | ".join(f"{run.files} files" for run in runs) + " |"
    yield "| --- |" + " ---: |" * len(runs)
    for stage in STAGES:
        if stage in runs[0].stages:
            cells = (f"{run.stages[stage]:.1f} ({run.processor[stage]:.1f})" for run in runs)
            yield f"| {stage} | " + " | ".join(cells) + " |"
    sums = (f"{run.total:.1f} ({sum(run.processor.values()):.1f})" for run in runs)
    yield "| **in all** | " + " | ".join(sums) + " |"
    yield "| peak of memory, MiB | " + " | ".join(f"{run.memory:.0f}" for run in runs) + " |"
    yield "| load of the machine | " + " | ".join(f"{run.load:.1f}" for run in runs) + " |"
    yield ""


def _variable(stages: dict[str, float]) -> float:
    return sum(seconds for stage, seconds in stages.items() if stage != "start")
