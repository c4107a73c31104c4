"""The typeface of a language, and the colours that all workbooks share."""

from dataclasses import dataclass

from rapporteur.language.cldr import is_rtl
from rapporteur.language.text_width import lines

ACCENT = "1A6AA6"
PALE = "DCEAF5"
INK = "262626"
GREY = "666666"
LINE = "B4C6D6"

# Excel's unit of width and the height of its lines depend on the font of the style Normal.
_FONTS = {"zh": ("Microsoft YaHei", 1.62), "ja": ("Yu Gothic", 1.62), "ko": ("Malgun Gothic", 1.62)}
_OTHER = ("Arial", 1.3)
SIZE, HINT = 10.0, 9.0
_MARGIN = 1.5  # what Excel keeps free inside a cell


@dataclass(frozen=True, slots=True)
class Typeface:
    """The font of a language: its name, the height of a line in ems, and its direction."""

    name: str
    leading: float
    right_to_left: bool

    @property
    def start(self) -> str:
        """The side on which a line begins: left or right."""
        return "right" if self.right_to_left else "left"

    def height(self, text: str, columns: float, size: float = SIZE) -> float:
        """The height in points of `text` wrapped into a cell of the width `columns`."""
        return lines(text, (columns - _MARGIN) * SIZE / size) * size * self.leading


def typeface(language: str) -> Typeface:
    """The typeface for an ISO 639-1 language code."""
    name, leading = _FONTS.get(language, _OTHER)
    return Typeface(name, leading, is_rtl(language))
