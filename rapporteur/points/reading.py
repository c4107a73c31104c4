"""Find the drafting points that the sidecars of a cycle's tables ask for."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rapporteur.cycle import Cycle
from rapporteur.points.sentences import Speaker
from rapporteur.points.tally import Tally, tallies
from rapporteur.publish.content import Content, TableContent
from rapporteur.publish.edition import Edition
from rapporteur.publish.labels import Labels
from rapporteur.results import Results
from rapporteur.tables import Point


@dataclass(frozen=True)
class DraftingPoint:
    """One sentence of fact in each language, and what it rests on.

    `number` is that of the table in the publication, `group` the code that the sentence is about
    where a point has several. `rows` are numbers of rows in the table's CSV, from 1, and
    `evidence` their identifiers. `replies` and `desk` say how many were counted.
    """

    table: str
    number: int
    name: str
    group: str
    replies: int
    desk: int
    rows: tuple[int, ...]
    evidence: tuple[str, ...]
    texts: Mapping[str, str]

    def to_dict(self) -> dict[str, Any]:
        """The point for JSON."""
        return asdict(self)


def read_points(cycle: Cycle, content: Content, labels: Labels) -> tuple[DraftingPoint, ...]:
    """All drafting points, in the order of the tables and of their sidecars.

    Raises `UserError` when a condition cannot be evaluated.
    """
    editions = [
        Edition(cycle, content, labels, language) for language in cycle.definition.languages
    ]
    found: list[DraftingPoint] = []
    with Results(cycle.warehouse) as results:
        for number, table in enumerate(content.tables, start=1):
            speakers = {one.language: Speaker(one, table.table) for one in editions}
            for point in table.table.points:
                matching = results.matching(table.table, point)
                found += _points(number, table, point, tallies(table, point, matching), speakers)
    return tuple(found)


def _points(
    number: int,
    content: TableContent,
    point: Point,
    given: list[Tally],
    speakers: Mapping[str, Speaker],
) -> list[DraftingPoint]:
    """The sentences of one point, those about groups in the order of the first language."""
    if point.by:
        by = {tally.group: tally for tally in given}
        first = next(iter(speakers.values()))
        given = [by[group] for group in first.in_order(point.by, by)]
    return [
        DraftingPoint(
            table=content.table.id,
            number=number,
            name=point.name,
            group=tally.group,
            replies=sum(tally.replies.values()),
            desk=sum(tally.desk.values()),
            rows=tally.rows,
            evidence=tuple(
                dict.fromkeys(key for row in tally.rows for key in content.evidence[row - 1])
            ),
            texts={language: one.sentence(point, tally) for language, one in speakers.items()},
        )
        for tally in given
    ]
