"""The look of published sheets: the numbers of a workbook's cell styles, and their formats."""

from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from rapporteur.disseminate.content.grid import GridColumn
from rapporteur.disseminate.content.profiles import Profile
from rapporteur.disseminate.content.text_measure import LINE, TALLEST

FONT = "Arial"
LINK_LIMIT = 65_530  # hyperlinks on a sheet: Excel's limit
SHEET_LIMIT = 1_048_576  # rows on a sheet: Excel's limit

_DECIMALS = 6
_LINK = {"color": "FF0563C1", "underline": "single"}
_FRAME = Border(top=Side("thin"), bottom=Side("thin"))
_RULE = Border(bottom=Side("hair", color="FFA6A6A6"))
_WHITE = Side("thin", color="FFFFFFFF")
_GAP = Border(left=_WHITE, right=_WHITE, top=_WHITE, bottom=_WHITE)
_FILL = PatternFill("solid", fgColor="FFDCE6F1")
_DARK = 0.4  # of the luminance, from 0 to 1: below it letters are white


class Styles:
    """The numbers of a workbook's cell styles, in its profile and direction of writing.

    Texts begin where reading does, figures end at the right in every script. `date_format` is a
    number format.
    """

    def __init__(self, book: Workbook, date_format: str, profile: Profile, *, rtl: bool) -> None:
        self._book = book
        self.rtl = rtl
        self._scale, self._size = profile.scale, profile.size
        start: dict[str, Any] = {
            "horizontal": "right" if rtl else "left",
            "readingOrder": 2 if rtl else 1,
        }
        left = Alignment(**start, vertical="top", wrap_text=True)
        self._right = Alignment(horizontal="right", vertical="top", indent=1)  # apart from the next
        plain = Alignment(**start)
        title = {"bold": True, "size": self._size * 1.3}
        self.title = self._add(font=self._font(**title), alignment=plain)
        self.above = self._add(font=self._font(color="FF404040"), alignment=plain)
        self.above_formula = self._add(
            font=self._font(color="FF404040"), alignment=plain, quotePrefix=True
        )
        self.above_link = self._add(font=self._font(**_LINK), alignment=plain)
        header: dict[str, Any] = {"font": self._font(bold=True), "border": _FRAME}
        if profile.printed:  # colours disturb readers who use their own
            header["fill"] = _FILL
        self.buttons = LINE if profile.printed else 0.0
        """The height of a filter's button in a header."""
        self.header = self._add(**header, alignment=left)
        right = Alignment(horizontal="right", vertical="top", wrap_text=True, indent=1)
        self.number_header = self._add(**header, alignment=right)
        across = Alignment(horizontal="centerContinuous", vertical="top")
        self.spanner = self._add(**header, alignment=across)
        self._plain = {"font": self._font(), "border": _RULE, "alignment": left}
        self.text = self._add(**self._plain)
        other = Alignment(
            **{**start, "readingOrder": 1 if rtl else 2}, vertical="top", wrap_text=True
        )
        self.other_way = self._add(**{**self._plain, "alignment": other})
        """A text whose script runs the other way: it moves only the end of sentences."""
        # A text that begins like a formula stays a text even after it has been edited.
        self.formula_like = self._add(**self._plain, quotePrefix=True)
        self.label = self._add(**{**self._plain, "font": self._font(bold=True)})
        self.link = self._add(**{**self._plain, "font": self._font(**_LINK)})
        self._year = self._number("0")
        self.date = self._number(date_format)
        self._numbers = [
            self._number("#,##0" + ("." + "0" * places if places else ""))
            for places in range(_DECIMALS + 1)
        ]
        self.cells = (
            rtl, self.text, self.other_way, self.formula_like, self.link, self.date,
            self._year, *self._numbers,
        )  # fmt: skip
        """All that decides on the style of a cell in a table that has no colours."""
        self._filled: dict[str, int] = {}
        self._heights: dict[float, str] = {}

    def number(self, column: GridColumn, value: float = 0) -> int:
        """The style of a figure, or of the symbol in its place: that of its column."""
        if column.year:
            return self._year
        return self._numbers[decimals(value) if column.decimals is None else column.decimals]

    def filled(self, colour: str) -> int:
        """A text on a ground of this colour (RGB), dark on light or light on dark."""
        if colour not in self._filled:
            red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
            dark = 0.2126 * red + 0.7152 * green + 0.0722 * blue < _DARK
            self._filled[colour] = self._add(
                font=self._font(color="FFFFFFFF" if dark else "FF000000"),
                fill=PatternFill("solid", fgColor=f"FF{colour}"),
                border=_GAP,
                alignment=self._right,
                number_format="#,##0",
            )
        return self._filled[colour]

    def run(self, *, bold: bool = False, title: bool = False) -> str:
        """The properties of a run of text within a cell, as SpreadsheetML."""
        size = self._size * (1.3 if title else 1)
        return ("<b/>" if bold or title else "") + f'<sz val="{size:g}"/><rFont val="{FONT}"/>'

    def height(self, tall: float) -> str:
        """The height of a row whose texts are `tall` points high in type of ten points."""
        if tall not in self._heights:
            points = min(TALLEST, tall * self._scale + 3)
            self._heights[tall] = f' ht="{points:g}" customHeight="1"'
        return self._heights[tall]

    def row(self, row: int, tall: float, cells: str) -> str:
        """A row of cells whose texts are `tall` points high in type of ten points."""
        return f'<row r="{row}"{self.height(tall)}>{cells}</row>'

    def width(self, characters: float) -> float:
        """The width of a column for so many characters of ten points."""
        return round(characters * self._scale, 1)

    def _number(self, shown: str) -> int:
        font = self._font()
        return self._add(font=font, border=_RULE, alignment=self._right, number_format=shown)

    def _add(self, **properties: object) -> int:
        cell = Cell(self._book.worksheets[0], 1, 1)
        for name, value in properties.items():
            setattr(cell, name, value)
        return cell.style_id

    def _font(self, **more: Any) -> Font:
        return Font(**{"name": FONT, "size": self._size, **more})


def decimals(value: float) -> int:
    """How many decimals a figure has, at most six."""
    return len(f"{value:.{_DECIMALS}f}".rstrip("0").partition(".")[2])
