"""Write the supplements of the tables: pictures of the charts, and the annex of the report.

Both take longer than the tables, which are opened before them.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from rapporteur.disseminate.annex.document import write_annex
from rapporteur.disseminate.annex.figures import read_figures
from rapporteur.disseminate.pictures.draw import draw_all
from rapporteur.disseminate.points.markdown import write_points
from rapporteur.disseminate.publication import Publication

_CHARTS = "charts"


def write_annexes(publication: Publication, folder: Path) -> None:
    """Write the Word annex and the drafting points, `<cycle>.<language>.docx` and `.points.md`.

    The annex shows the pictures that `draw_charts` wrote into the folder beside.
    """
    cycle, points = publication.cycle, publication.points
    for language in cycle.definition.languages:
        edition = publication.edition(language)
        figures = read_figures(edition, publication.charts, folder.with_name(_CHARTS))
        write_annex(edition, points, figures, folder / f"{cycle.id}.{language}.docx")
        write_points(edition, points, folder / f"{cycle.id}.{language}.points.md")


def draw_charts(publication: Publication, folder: Path) -> None:
    """Draw every chart in every language as PNG and SVG; nothing for a cycle without charts."""
    if publication.charts:
        for language in publication.cycle.definition.languages:
            draw_all(publication.edition(language), publication.charts, folder)


SUPPLEMENTS: Mapping[str, Callable[[Publication, Path], None]] = {
    _CHARTS: draw_charts,
    "annex": write_annexes,
}
"""What writes each part into an empty folder of its name, in this order and side by side."""
