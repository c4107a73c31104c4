"""Drafting points as Markdown, and how a sentence names the rows that it rests on."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.points.reading import DraftingPoint
from rapporteur.kernel.files import replacing
from rapporteur.language.markdown import escape


def write_points(edition: Edition, points: Sequence[DraftingPoint], path: Path) -> Path:
    """Write the points in the edition's language to `path`, beside it first. Returns `path`."""
    title = edition.say("points-title")
    blocks = [
        f"# {escape(edition.title)}",
        f"## {title}",
        edition.version,
        edition.say("points-about"),
    ]
    for table, of_table in groupby(points, key=lambda point: point.table):
        blocks.append(f"### {escape(edition.titles[table])}")
        blocks += [escape(sentence(edition, point)) for point in of_table]
    with replacing(path) as beside:
        beside.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    return path


def sentence(edition: Edition, point: DraftingPoint) -> str:
    """A point in the edition's language with the reference to its table and rows."""
    between = edition.say("sentence-separator.value")
    return between.join((point.texts[edition.language], reference(edition, point)))


def reference(edition: Edition, point: DraftingPoint) -> str:
    """The table and the rows that a point rests on, in brackets."""
    table = str(point.number)
    if not point.rows:
        return edition.say("points-reference.none", table=table)
    rows = edition.join(_ranges(edition, point.rows))
    return edition.say("points-reference", table=table, count=len(point.rows), rows=rows)


def _ranges(edition: Edition, numbers: Iterable[int]) -> list[str]:
    """Numbers in ascending order as `3`, and two or more in succession as `3–5`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    return [
        edition.say("points-range", first=str(run[0]), last=str(run[1])) if run[1:] else str(run[0])
        for run in runs
    ]
