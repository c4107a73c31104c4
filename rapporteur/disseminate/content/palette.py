"""The colours of charts: blues that differ in lightness, so that grey copies are legible too."""

from collections.abc import Mapping
from typing import Any

DARK, MIDDLE, LIGHT = "#1f4e79", "#5b9bd5", "#bdd7ee"
_SERIES = (DARK, MIDDLE, LIGHT, "#deebf7")
INK, EDGE = "#1a1a1a", "#1f4e79"
NOTHING = "#ffffff"
"""The fill of zero, and of what was not stated."""

_HATCH = "////"
_PALEST, _DEEPEST = (234, 242, 250), (91, 155, 213)


def series_color(number: int) -> str:
    """The fill of a series, from dark to light."""
    return _SERIES[min(number, len(_SERIES) - 1)]


def ink_on(color: str) -> str:
    """The colour of a number that stands on a fill."""
    return "#ffffff" if color == DARK else INK


def style(number: int, unstated: bool) -> Mapping[str, Any]:
    """The fill of the bars of a series; what was not stated is hatched on white."""
    if unstated:
        return {"facecolor": NOTHING, "edgecolor": "#7f7f7f", "hatch": _HATCH, "linewidth": 0.5}
    return {"facecolor": series_color(number), "edgecolor": EDGE, "linewidth": 0.5}


def shade(value: int, most: int) -> str:
    """The fill of a cell of a matrix: deeper for more; black type is legible on each."""
    if not value or not most:
        return NOTHING
    mixed = (
        round(pale + (deep - pale) * (value - 1) / max(most - 1, 1))
        for pale, deep in zip(_PALEST, _DEEPEST, strict=True)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)
