"""The two profiles of the tables: as the United Nations print them, and accessible.

UN: the symbols of UNCTAD's Handbook of Statistics, source and lettered footnotes below the table,
headings with spanners. Accessible: the symbols and the layout that the Analysis Function of the
United Kingdom's government asks for in "Releasing statistics in spreadsheets", larger type.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Profile:
    """The layout and symbols of an edition. `scale` is its type size relative to ten points.

    `suffix` is a part of the names of its files. With `printed` the headings have spanners, and
    source and footnotes are below the table; without, above it and on the sheet of notes.
    """

    name: Literal["un", "accessible"]
    suffix: str
    nil: str
    not_available: str
    not_applicable: str
    included_elsewhere: str
    printed: bool
    scale: float = 1.0

    @property
    def size(self) -> float:
        """The size of the type, in points."""
        return 10 * self.scale


UN = Profile("un", "", "0", "..", "–", "..", printed=True)
ACCESSIBLE = Profile(
    "accessible", ".accessible", "0", "[x]", "[z]", "[x]", printed=False, scale=1.2
)
PROFILES = (UN, ACCESSIBLE)
