"""What a cell shows: text without struck-out runs, formatted numbers, links behind words."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Literal

from rapporteur.collect.reading.display.number_format import number_format

Plain = str | int | float | bool | date | datetime | time | timedelta
"""A value as a cell stores it."""

_RAISED = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")


@dataclass(frozen=True, slots=True)
class Run:
    """A part of a cell's text in one format. `raised` is that of a superscript or subscript."""

    text: str
    struck: bool = False
    raised: Literal["", "super", "sub"] = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What a file says about the look of a cell.

    `format` is the code of its number format, `text` what it shows where the file holds that,
    `runs` the parts of its text, `link` the address behind it. `font` is the format of the whole
    cell, without a text.
    """

    format: str = ""
    text: str | None = None
    runs: Sequence[Run] = ()
    font: Run = Run("")
    link: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """A text that lies over a sheet: a comment, or a text box (any shape with text)."""

    kind: Literal["comment", "text_box"]
    row: int
    column: int
    text: str
    author: str = ""


@dataclass(slots=True)
class SheetLooks:
    """The looks of a sheet's cells by row and column, counted from 0, and its remarks."""

    cells: dict[tuple[int, int], Look] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


Looks = Mapping[str, SheetLooks]
"""The looks of a workbook by the name of the sheet."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell that shows something else than it stores.

    `text` is what is seen, without what is struck out; raised and lowered digits are those of
    Unicode. `base` is the text without raised and lowered parts, `marks` those parts. `value` is
    what is stored, of a text its `base`. `struck` is what is struck out, `link` the address
    behind the cell.
    """

    value: Plain
    text: str
    base: str
    marks: str = ""
    struck: str = ""
    link: str = ""

    @property
    def is_percentage(self) -> bool:
        """Whether a number is shown as a percentage, a hundred times the stored one."""
        return not isinstance(self.value, str) and any(sign in self.text for sign in "%٪％")

    @property
    def has_words(self) -> bool:
        """Whether a number is shown with words, such as “12 million”, or another scale."""
        if isinstance(self.value, str | bool | date | time | timedelta):
            return False
        letters = self.text.replace("E", "").replace("e", "")
        return any(unicodedata.category(letter)[0] == "L" for letter in letters)


def shown(value: Plain, look: Look) -> "Plain | Shown":
    """The cell with `value` as it looks: the value itself where it shows what it stores."""
    text = _formatted(value, look)
    runs = look.runs or (Run(text, look.font.struck),)
    if isinstance(value, str) and look.runs and not _reads(runs, value):
        runs = (Run(text, look.font.struck),)  # a look that is not that of this value
    visible = [run for run in runs if not run.struck]
    seen = "".join(_raised(run) for run in visible)
    base = "".join(run.text for run in visible if not run.raised)
    marks = "".join(run.text for run in visible if run.raised)
    if not base.strip():  # raised as a whole: a style, not a mark
        base, marks, seen = base + marks, "", base + marks
    struck = " ".join(run.text.strip() for run in runs if run.struck).strip()
    link = "" if _same_address(look.link, seen) else look.link
    stored = base if isinstance(value, str) else value
    cell = Shown(stored, seen, base, marks, struck, link)
    if struck or marks or link or (seen.strip() and seen != _stored_text(value)):
        return cell
    return value


def _formatted(value: Plain, look: Look) -> str:
    if look.text is not None and (look.text.strip() or isinstance(value, str)):
        return look.text
    if isinstance(value, str):
        return value
    return number_format(look.format).shown(value) or _stored_text(value)


def _stored_text(value: Plain) -> str:
    """A stored value in digits, dates as in ISO 8601."""
    if isinstance(value, datetime):
        return (value.date() if value.time() == time() else value).isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e21:
        return str(int(value))
    if isinstance(value, float):
        return f"{value:.15g}"
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _reads(runs: Sequence[Run], value: str) -> bool:
    """Whether the runs are those of the stored text, whatever its line ends and spaces."""
    return "".join("".join(run.text for run in runs).split()) == "".join(value.split())


def _raised(run: Run) -> str:
    """The text of a run, with the digits of Unicode for raised and lowered ones."""
    if run.raised and all(c.isdigit() or c in "+-()" for c in run.text.strip()):
        return run.text.translate(_RAISED if run.raised == "super" else _LOWERED)
    return run.text


def _same_address(link: str, text: str) -> bool:
    """Whether a link only repeats the text, as programs add it to every address."""
    bare = link.removeprefix("mailto:").partition("://")[2] or link.removeprefix("mailto:")
    shown_text = text.strip().partition("://")[2] or text.strip()
    return bare.rstrip("/").casefold() == shown_text.rstrip("/").casefold()
