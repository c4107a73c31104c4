"""Break a text into lines: between words, in Chinese between characters."""

import re
from collections.abc import Callable

# A character that must not begin a line stays with the one before, a character that must not end
# a line with the one after. A line is not broken at a no-break space.
_PIECES = re.compile(
    r"[（《“「]*[\u2e80-\u9fff\uf900-\ufaff][，。；：、！？）》”」…]*[ \n]*"
    r"|[^ \n\u2e80-\u9fff\uf900-\ufaff（《“「]+[（《“「]*[ \n]*"
    r"|.[ \n]*",
    re.DOTALL,
)


def wrapped(text: str, room: float, measure: Callable[[str], float]) -> list[str]:
    """The lines, each no wider than `room` as far as its words allow."""
    lines = [""]
    for piece in _PIECES.findall(text):
        if lines[-1] and measure((lines[-1] + piece).rstrip(" \n")) > room:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip(" \n") for line in lines]


def narrowest(text: str, measure: Callable[[str], float]) -> float:
    """The room that the widest piece needs."""
    return max((measure(piece.rstrip(" \n")) for piece in _PIECES.findall(text)), default=0)
