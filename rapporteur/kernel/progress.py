"""What long work says of itself while it goes on, line by line."""

from collections.abc import Callable
from typing import Self

Progress = Callable[[str], None]
"""Takes a line; a `Step`, if it is about one of several things."""


class Step(str):
    """The line about one of several things that are done one by one.

    `Step("FRA.xlsx", 3, 82)` reads “FRA.xlsx (3 of 82)”; a terminal makes a bar of it.
    """

    __slots__ = ("done", "total", "what")
    what: str
    done: int
    total: int

    def __new__(cls, what: str, done: int, total: int) -> Self:
        """The thing that is done, counted from 1, of how many."""
        step = super().__new__(cls, f"{what} ({done} of {total})")
        step.what, step.done, step.total = what, done, total
        return step


def unheard(line: str) -> None:
    """Takes a line where nobody listens."""
