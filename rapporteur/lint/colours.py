"""The colours of a workbook as RRGGBB, and the contrast of two colours (WCAG 2.2, 1.4.3)."""

import colorsys
from functools import lru_cache

from lxml import etree
from openpyxl import Workbook
from openpyxl.styles.colors import COLOR_INDEX, Color

# Office's default theme, for workbooks without one: light, dark, accents, links.
_OFFICE = (
    "FFFFFF", "000000", "E7E6E6", "44546A", "4472C4", "ED7D31",
    "A5A5A5", "FFC000", "5B9BD5", "70AD47", "0563C1", "954F72",
)  # fmt: skip
_SLOTS = ("lt1", "dk1", "lt2", "dk2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
_SYSTEM_INK, _SYSTEM_PAPER = 64, 65


class Colours:
    """The colours of one workbook, its theme's and its own."""

    def __init__(self, book: Workbook) -> None:
        self._theme = _theme(book.loaded_theme)
        self._indexed = list(vars(book)["_colors"] or COLOR_INDEX)

    def rgb(self, colour: Color | None, automatic: str) -> str | None:
        """A colour as RRGGBB; `automatic` where none is set, None where it cannot be known."""
        if colour is None or colour.type == "auto":
            return automatic
        if colour.type == "rgb":
            value = str(colour.rgb)
            # Many programs write zero for the first two digits, opacity; Excel ignores them.
            return _tinted(value[-6:], colour.tint)
        if colour.type == "theme":
            at = int(colour.theme)
            return _tinted(self._theme[at], colour.tint) if at < len(self._theme) else None
        at = int(colour.indexed)
        if at in (_SYSTEM_INK, _SYSTEM_PAPER):
            return automatic
        return _tinted(self._indexed[at][-6:], colour.tint) if at < len(self._indexed) else None


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    bright, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1024)
def _luminance(rgb: str) -> float:
    channels = [int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _tinted(rgb: str, tint: float) -> str:
    """A colour made lighter, or darker if `tint` is negative (ECMA-376, 18.8.19)."""
    if not tint:
        return rgb
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, depth = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    channels = colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), depth)
    return "".join(f"{round(channel * 255):02X}" for channel in channels)


def _theme(data: bytes | str | None) -> tuple[str, ...]:
    if not data:
        return _OFFICE
    xml = data.encode("utf-8") if isinstance(data, str) else data
    try:
        root = etree.fromstring(xml, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return _OFFICE
    colours = []
    for slot, usual in zip(_SLOTS, _OFFICE, strict=True):
        element = root.find(f".//{{*}}clrScheme/{{*}}{slot}/*")
        value = "" if element is None else element.get("lastClr") or element.get("val") or ""
        colours.append(value.upper() if len(value) == 6 else usual)
    return tuple(colours)
