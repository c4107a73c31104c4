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
from rapporteur.kernel.progress import Progress, Step, unheard

_CHARTS, _ANNEX = "charts", "annex"


def write_annexes(publication: Publication, folder: Path, progress: Progress = unheard) -> None:
    """Write the Word annex and the drafting points, `<cycle>.<language>.docx` and `.points.md`.

    The annex shows the pictures that `draw_charts` wrote into the folder beside. One that rests
    on nothing else than the annex before is taken from there.
    """
    cycle, points = publication.cycle, publication.points
    with derived.part(cycle.outputs, _ANNEX, folder) as annexes:
        languages = cycle.definition.languages
        for number, language in enumerate(languages, start=1):
            edition = publication.edition(language)
            figures = read_figures(edition, publication.charts, folder.with_name(_CHARTS))
            workbook = cycle.outputs / TABLES / edition.workbook
            path = folder / f"{cycle.id}.{language}.docx"
            annexes.take(
                annex_key(edition, points, figures, workbook),
                partial(write_annex, edition, points, figures, path),
            )
            write_points(edition, points, folder / f"{cycle.id}.{language}.points.md")
            progress(Step(f"annex {path.name}", number, len(languages)))


def draw_charts(publication: Publication, folder: Path, progress: Progress = unheard) -> None:
    """Draw every chart in every language as PNG and SVG; nothing for a cycle without charts.

    A picture that rests on nothing else than the one before is taken from there.
    """
    with derived.part(publication.cycle.outputs, _CHARTS, folder) as pictures:
        editions = map(publication.edition, publication.cycle.definition.languages)
        several = [(edition, chart) for edition in editions for chart in publication.charts]
        for number, (edition, chart) in enumerate(several, start=1):
            pictures.take(picture_key(edition, chart), partial(draw, edition, chart, folder))
            said = f"chart {chart.chart.id}.{edition.language}"
            progress(Step(said, number, len(several)))


SUPPLEMENTS: Mapping[str, Callable[[Publication, Path, Progress], None]] = {
    _CHARTS: draw_charts,
    _ANNEX: write_annexes,
}
"""What writes each part into an empty folder of its name, in this order and side by side."""
