"""The fonts of pictures, from two packages, so that they are the same on every machine."""

from functools import cache, lru_cache
from importlib.metadata import distribution
from pathlib import Path

import matplotlib
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import LoadFlags

LATIN, CHINESE = "DejaVuSans.ttf", "NotoSansSC-Regular.ttf"
"""The first has Cyrillic and Arabic letters too."""

_SIDES = 64  # FreeType measures in 64ths of a point


@cache
def font_file(language: str) -> Path:
    """The font of a language."""
    if language == "zh":
        # Importing the package would change the fonts of all matplotlib's pictures.
        return Path(str(distribution("zhplot").locate_file(f"zhplot/fonts/{CHINESE}")))
    return Path(matplotlib.get_data_path(), "fonts", "ttf", LATIN)


@cache
def font(language: str, size: float) -> FontProperties:
    """The font of a language in a size in points."""
    return FontProperties(fname=str(font_file(language)), size=size)


@lru_cache(50_000)
def width(text: str, language: str, size: float) -> float:
    """The width of a line of text, in points."""
    face = font_manager.get_font(str(font_file(language)))
    face.set_size(size, 72)
    face.set_text(text, 0, flags=LoadFlags.NO_HINTING)
    return float(face.get_width_height()[0]) / _SIDES
