"""Write the supplements of the tables: pictures of the charts, and the annex of the report.

Both take longer than the tables, which are opened before them.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from rapporteur.disseminate.annex.document import annex_key, write_annex
from rapporteur.disseminate.annex.figures import read_figures
from rapporteur.disseminate.pictures.draw import draw, picture_key
from rapporteur.disseminate.points.markdown import write_points
from rapporteur.disseminate.publication import Publication
from rapporteur.disseminate.releases.versions import TABLES
from rapporteur.kernel import derived

_CHARTS, _ANNEX = "charts", "annex"


def write_annexes(publication: Publication, folder: Path) -> None:
    """Write the Word annex and the drafting points, `<cycle>.<language>.docx` and `.points.md`.

    The annex shows the pictures that `draw_charts` wrote into the folder beside. One that rests
    on nothing else than the annex before is taken from there.
    """
    cycle, points = publication.cycle, publication.points
    with derived.part(cycle.outputs, _ANNEX, folder) as annexes:
        for language in cycle.definition.languages:
            edition = publication.edition(language)
            figures = read_figures(edition, publication.charts, folder.with_name(_CHARTS))
            workbook = cycle.outputs / TABLES / edition.workbook
            path = folder / f"{cycle.id}.{language}.docx"
            annexes.take(
                annex_key(edition, points, figures, workbook),
                partial(write_annex, edition, points, figures, path),
            )
            write_points(edition, points, folder / f"{cycle.id}.{language}.points.md")


def draw_charts(publication: Publication, folder: Path) -> None:
    """Draw every chart in every language as PNG and SVG; nothing for a cycle without charts.

    A picture that rests on nothing else than the one before is taken from there.
    """
    with derived.part(publication.cycle.outputs, _CHARTS, folder) as pictures:
        for language in publication.cycle.definition.languages:
            edition = publication.edition(language)
            for chart in publication.charts:
                pictures.take(picture_key(edition, chart), partial(draw, edition, chart, folder))


SUPPLEMENTS: Mapping[str, Callable[[Publication, Path], None]] = {
    _CHARTS: draw_charts,
    _ANNEX: write_annexes,
}
"""What writes each part into an empty folder of its name, in this order and side by side."""
