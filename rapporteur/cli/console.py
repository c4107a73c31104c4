"""Tables and progress on a terminal."""

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.table import Table

# No markup: names may hold brackets. And only a terminal has an edge: nothing else is folded.
OUT = Console(soft_wrap=True, markup=False, width=None if sys.stdout.isatty() else 10_000)
ERR = Console(stderr=True, soft_wrap=True, markup=False)


def print_progress(line: str) -> None:
    """Print a line of progress to standard error."""
    ERR.print(line, style="dim", highlight=False)


def print_table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Print a table to standard output."""
    table = Table(box=None, pad_edge=False)
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*map(str, row))
    OUT.print(table)
