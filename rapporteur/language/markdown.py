"""Put texts of others into Markdown so that they come out as they were.

File names, codes and texts of cells are respondents': none may become a link, an image, HTML, or
break a table. The rules are those of CommonMark 0.31, and of GitHub's extensions for tables and
bare addresses, which Prefect's pages understand too.
"""

import re
from collections.abc import Iterable, Sequence

_ALWAYS = re.compile(r"[\\`*_\[\]<>|#~]")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_ADDRESS = re.compile(r":(?=//)|(?<=www)\.|@", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?= |$)")
_SPACE = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+")
_TICKS = re.compile("`+")


def escape(text: str) -> str:
    """A text in one line, as a paragraph, an item of a list or a cell of a table may hold it."""
    line = _one_line(text)
    for special in (_ALWAYS, _ENTITY, _ADDRESS):
        line = special.sub(lambda found: f"\\{found[0]}", line)
    if line[:1] in "-+=":
        return f"\\{line}" if line else line
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


def code(text: str) -> str:
    """A text in one line, as code."""
    line = _one_line(text)
    ticks = "`" * (1 + _longest(line))
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{space}{line}{space}{ticks}"


def block(lines: Iterable[str]) -> str:
    """Lines as a block of code, in which they stand as they are."""
    text = "\n".join(lines)
    fence = "`" * max(3, 1 + _longest(text))
    return f"{fence}text\n{text}\n{fence}"


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; its cells are texts of others."""
    cells = [[escape(str(value)) for value in line] for line in (header, *rows)]
    lines = [cells[0], ["---"] * len(header), *cells[1:]]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _one_line(text: str) -> str:
    """A text without line breaks and control characters; no-break spaces stay."""
    return _SPACE.sub(" ", text).strip()


def _longest(text: str) -> int:
    return max((len(ticks) for ticks in _TICKS.findall(text)), default=0)
