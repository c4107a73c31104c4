"""What goes with the tables of a version: pictures of the charts, and the annex of the report.

Both take longer than the tables, which do not wait for them.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.annex.document import write_annex
from rapporteur.disseminate.annex.figures import read_figures
from rapporteur.disseminate.content.chart_content import read_chart_contents
from rapporteur.disseminate.content.content import read_content
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.pictures.draw import draw_all
from rapporteur.disseminate.points.markdown import write_points
from rapporteur.disseminate.points.reading import read_points

_CHARTS = "charts"


def write_annexes(cycle: Cycle, folder: Path) -> None:
    """Write the Word annex and the drafting points, `<cycle>.<language>.docx` and `.points.md`.

    The annex shows the pictures that were drawn into the folder beside.
    """
    labels = Labels(cycle)
    charts = read_chart_contents(cycle, labels)
    content = read_content(cycle, labels)
    points = read_points(cycle, content, labels)
    for language in cycle.definition.languages:
        edition = Edition(cycle, content, labels, language)
        figures = read_figures(edition, charts, folder.with_name(_CHARTS))
        write_annex(edition, points, figures, folder / f"{cycle.id}.{language}.docx")
        write_points(edition, points, folder / f"{cycle.id}.{language}.points.md")


def draw_charts(cycle: Cycle, folder: Path) -> None:
    """Draw every chart in every language, as PNG and SVG; nothing for a cycle without charts."""
    labels = Labels(cycle)
    charts = read_chart_contents(cycle, labels)
    if charts:
        content = read_content(cycle, labels)
        for language in cycle.definition.languages:
            draw_all(Edition(cycle, content, labels, language), charts, folder)


SUPPLEMENTS: Mapping[str, Callable[[Cycle, Path], None]] = {
    _CHARTS: draw_charts,
    "annex": write_annexes,
}
"""What writes each of them into an empty folder, in this order, the folders side by side."""
