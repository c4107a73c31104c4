"""A page to draw on in points, from the top; mirrored for languages written from the right."""

import io
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text

from rapporteur.disseminate.content.palette import INK
from rapporteur.disseminate.pictures.fonts import font, width
from rapporteur.disseminate.pictures.wrapping import narrowest, wrapped

_MARGIN = 2.0
WIDTH = 16 / 2.54 * 72 - 2 * _MARGIN
"""The width to draw on, in points: with its margins, the width of the text on an A4 page."""

_PAPER = 16 / 2.54  # inches
DPI = 200
LINE = 1.3  # the height of a line, in sizes of its type
GREY, RULE = "#595959", "#d0d0d0"

# A reader's own settings of matplotlib must not change the pictures.
matplotlib.rcdefaults()
matplotlib.rcParams["svg.hashsalt"] = "rapporteur"  # the same identifiers every time
matplotlib.rcParams["svg.fonttype"] = "path"  # a reader need not have the fonts
matplotlib.rcParams["text.hinting"] = "none"  # as wide as measured
matplotlib.rcParams["hatch.linewidth"] = 0.5

Align = Literal["left", "center", "right"]
_FLIPPED: Mapping[Align, Align] = {"left": "right", "right": "left", "center": "center"}


class Canvas:
    """A figure that is being drawn: `height` has been used so far, in points."""

    def __init__(self, language: str, rtl: bool) -> None:
        self.language = language
        self.rtl = rtl
        self.height = 0.0
        self._figure = Figure(figsize=(_PAPER, 1), dpi=DPI, facecolor="white")
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_axis_off()
        self._axes.set_xlim(-_MARGIN, WIDTH + _MARGIN)

    def measure(self, text: str, size: float) -> float:
        """The width of a line of text."""
        return width(text, self.language, size)

    def lines(self, text: str, size: float, room: float) -> list[str]:
        """The text in lines that fit the room."""
        return wrapped(text, room, lambda line: self.measure(line, size))

    def least(self, text: str, size: float) -> float:
        """The room that the text's longest word needs."""
        return narrowest(text, lambda line: self.measure(line, size))

    def text(
        self,
        x: float,
        y: float,
        lines: Sequence[str],
        size: float,
        *,
        align: Align = "left",
        color: str = INK,
    ) -> None:
        """Draw lines of text with their middle at `y`; `align` is mirrored with the page."""
        step = size * LINE
        first = y - step * (len(lines) - 1) / 2
        for number, line in enumerate(lines):
            self._axes.add_artist(
                Text(
                    self._x(x),
                    first + number * step,
                    line,
                    color=color,
                    fontproperties=font(self.language, size),
                    horizontalalignment=_FLIPPED[align] if self.rtl else align,
                    verticalalignment="center_baseline",
                    parse_math=False,
                    language=self.language,
                )
            )

    def paragraph(self, text: str, size: float, *, color: str = INK, after: float = 0) -> None:
        """Draw lines of text over the whole width, below what is drawn already."""
        lines = self.lines(text, size, WIDTH)
        tall = len(lines) * size * LINE
        self.text(0, self.height + tall / 2, lines, size, color=color)
        self.height += tall + after

    def box(self, x: float, y: float, wide: float, tall: float, style: Mapping[str, Any]) -> None:
        """Draw a filled rectangle; x and y are its corner nearest to the origin."""
        left = WIDTH - x - wide if self.rtl else x
        self._axes.add_artist(Rectangle((left, y), wide, tall, **style))

    def line(self, start: tuple[float, float], end: tuple[float, float], color: str = RULE) -> None:
        """Draw a thin straight line behind the boxes."""
        xs, ys = zip(start, end, strict=True)
        self._axes.add_artist(
            Line2D([self._x(x) for x in xs], ys, color=color, linewidth=0.6, zorder=0.5)
        )

    def png(self, texts: Mapping[str, str]) -> bytes:
        """The picture in pixels, with texts that describe it."""
        metadata = {"Software": None, **texts}
        faster = {"compress_level": 3}
        return self._printed(FigureCanvasAgg, "png", metadata=metadata, pil_kwargs=faster)

    def svg(self) -> bytes:
        """The picture in lines."""
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        return self._printed(FigureCanvasSVG, "svg", metadata=nothing)

    def _x(self, x: float) -> float:
        return WIDTH - x if self.rtl else x

    def _printed(self, canvas: type[Any], kind: str, **options: Mapping[str, Any]) -> bytes:
        self._figure.set_size_inches(_PAPER, self.height / 72)
        self._axes.set_ylim(self.height, 0)
        stream = io.BytesIO()
        getattr(canvas(self._figure), f"print_{kind}")(stream, **options)
        return stream.getvalue()
