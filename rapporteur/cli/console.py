"""Tables and progress on a terminal."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.table import Table

from rapporteur.kernel.progress import Progress, Step

# No markup: names may hold brackets. And only a terminal has an edge: nothing else is folded.
OUT = Console(soft_wrap=True, markup=False, width=None if sys.stdout.isatty() else 10_000)
ERR = Console(stderr=True, soft_wrap=True, markup=False)


_PARTS = 10
"""Into so many parts the things that are done one by one are divided, where lines tell of them."""


def print_progress(line: str) -> None:
    """Print a line of progress to standard error; of many steps only every tenth part."""
    if not isinstance(line, Step) or _ends_a_part(line):
        ERR.print(line, style="dim", highlight=False)


def _ends_a_part(step: Step) -> bool:
    part, part_before = (done * _PARTS // step.total for done in (step.done, step.done - 1))
    return part > part_before


@contextmanager
def progress_shown() -> Iterator[Progress]:
    """What takes the lines of progress: on a terminal, steps become a bar with the time left."""
    if not ERR.is_terminal:
        yield print_progress
        return
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.progress import Progress as Bars
    from rich.table import Column

    what = TextColumn("{task.description}", table_column=Column(no_wrap=True, max_width=40))
    columns = (what, BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=ERR, transient=True) as bars:
        last = 0

        def show(line: str) -> None:
            nonlocal last
            step = line if isinstance(line, Step) else None
            if step is None or step.done <= last:  # something else has begun
                for task in bars.task_ids:
                    bars.remove_task(task)
            if step is None:
                print_progress(line)
            elif bars.task_ids:
                bars.update(bars.task_ids[-1], description=step.what, completed=step.done)
            else:
                bars.add_task(step.what, total=step.total, completed=step.done)
            last = step.done if step else 0

        yield show


def print_table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table to standard output."""
    table = Table(box=None, pad_edge=False)
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*map(str, row))
    OUT.print(table)
