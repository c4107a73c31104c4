"""How published sheets look: fonts and formats, widths in both scripts, lines of text."""

import unicodedata
from collections.abc import Iterable
from functools import cache

import xlsxwriter
from xlsxwriter.format import Format

FONT = "Arial"
CELL_LIMIT = 32_767  # UTF-16 units in a cell: Excel's limit
LINK_LIMIT = 65_530  # hyperlinks on a sheet: Excel's limit
SHEET_LIMIT = 1_048_576  # rows on a sheet: Excel's limit

NARROW, WIDE = 8.0, 52.0  # a column, in characters
LINE, TALL = 13.5, 409.0  # points: a line in either script, Excel's limit of a row
LEAST, MOST = 112.0, 190.0  # all columns of a sheet: what fits A4 landscape legibly


class Styles:
    """The cell formats of one workbook. `date_format` is a number format."""

    def __init__(self, book: xlsxwriter.Workbook, date_format: str) -> None:
        self._book = book
        line = {"bottom": 4, "bottom_color": "#BFBFBF", "valign": "top"}
        text = {**line, "align": "left", "text_wrap": True}
        # The indent keeps a number apart from the text of the next column.
        number = {**line, "align": "right", "indent": 1}
        link = {"font_color": "#0563C1", "underline": 1}
        self._number = number
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.above = book.add_format({"font_color": "#404040"})
        self.above_link = book.add_format(link)
        header = {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DCE6F1",
                  "top": 1, "bottom": 1}  # fmt: skip
        self.header = book.add_format({**header, "align": "left"})
        self.number_header = book.add_format({**header, "align": "right", "indent": 1})
        self.text = book.add_format(text)
        # A text that begins like a formula stays one even after it has been edited.
        self.formula_like = book.add_format({**text, "quote_prefix": True})
        self.symbol = book.add_format(number)
        self.year = book.add_format({**number, "num_format": "0"})
        self.date = book.add_format({**number, "num_format": date_format})
        self.link = book.add_format({**text, **link})
        self.label = book.add_format({**text, "bold": True})
        self.number = cache(self._with_decimals)

    def _with_decimals(self, decimals: int) -> Format:
        shown = "#,##0" + ("." + "0" * decimals if decimals else "")
        return self._book.add_format({**self._number, "num_format": shown})


def decimals(value: float) -> int:
    """How many decimals a figure was given with, at most six."""
    return len(f"{value:.6f}".rstrip("0").partition(".")[2])


def width(text: str) -> int:
    """How wide a text is, in characters of Latin script; a Chinese one counts twice."""
    if text.isascii():
        return len(text)
    return sum(
        2 if unicodedata.east_asian_width(one) in "WF" else not unicodedata.combining(one)
        for one in text
    )


def column_width(header: str, texts: Iterable[str], widest: float) -> float:
    """A width that fits the longest word of the header and nine of ten texts."""
    word = max((min(width(one), 12) for one in header.split()), default=0)
    lengths = sorted(max(map(width, text.split("\n"))) for text in texts if text)
    content = lengths[len(lengths) * 9 // 10] if lengths else 0
    # Half as wide again as the header's words, and room for the filter's button.
    return min(widest, max(NARROW, word * 1.15 + 4, min(width(header), 16) + 4, content * 1.1 + 2))


def fitted(widths: list[float], elastic: list[bool], least: float) -> list[float]:
    """The widths, of which the elastic ones give or take what the sheet as a whole needs."""
    total, free = sum(widths), [w for w, e in zip(widths, elastic, strict=True) if e]
    goal = min(max(total, LEAST, least), MOST)
    if not free or total == goal:
        return widths
    share = max(0.0, sum(free) + goal - total) / sum(free)
    floor = 2.5 * NARROW
    return [max(min(w, floor), w * share) if e else w for w, e in zip(widths, elastic, strict=True)]


def height(texts: Iterable[str], widths: Iterable[float]) -> float:
    """How high a row must be for its texts, wrapped to the widths of their columns, in points.

    Only Excel finds this out by itself, not LibreOffice.
    """
    most = 1
    for text, room in zip(texts, widths, strict=True):
        if len(text) * 2 > room:  # else it fits in any script
            most = max(most, len(lines(text, room - 1)))
    return min(TALL, most * LINE + 2)


def lines(text: str, room: float) -> list[str]:
    """A text in lines that are at most `room` wide, broken at spaces or between ideographs."""
    done: list[str] = []
    for paragraph in text.split("\n"):
        line, taken = "", 0
        for piece in _pieces(paragraph):
            longer = taken + width(piece)
            if line and longer - piece.endswith(" ") > room:
                done.append(line.rstrip())
                line, longer = "", width(piece)
            line, taken = line + piece, longer
        done.append(line.rstrip())
    return done


def _pieces(text: str) -> Iterable[str]:
    """The parts of a text between which a line may break."""
    piece = ""
    for index, one in enumerate(text):
        piece += one
        after = unicodedata.category(text[index + 1 : index + 2] or " ")
        wide = unicodedata.east_asian_width(one) in "WF"
        opening = unicodedata.category(one) in ("Ps", "Pi")
        if one == " " or (wide and not opening and after not in ("Pe", "Pf", "Po")):
            yield piece
            piece = ""
    if piece:
        yield piece


def clipped(text: str, remark: str) -> str:
    """A text as it fits into a cell; one that does not ends in `remark`, never silently."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    units = text.encode("utf-16-le")
    if len(units) <= 2 * CELL_LIMIT:
        return text
    room = CELL_LIMIT - len(remark.encode("utf-16-le")) // 2
    return units[: 2 * room].decode("utf-16-le", errors="ignore") + remark
