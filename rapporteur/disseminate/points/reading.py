"""Find the drafting points that the sidecars of a cycle's tables ask for."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rapporteur.design.cycle import Cycle
from rapporteur.design.table_spec import Point
from rapporteur.disseminate.content.content import Content, TableContent
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.points.sentences import Speaker
from rapporteur.disseminate.points.tally import Tally, tallies
from rapporteur.language.texts import language_of, mark_language
from rapporteur.warehouse.reader import rests_on, results_of


@dataclass(frozen=True)
class DraftingPoint:
    """A sentence of fact in each language, and what it rests on.

    `number` is the number of the table in the publication, `group` the code that the sentence is
    about where a point has several. `rows` are numbers of rows in the table's CSV, from 1, and
    `evidence` their identifiers. `replies` and `desk` are the numbers that were counted.
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
    languages = cycle.definition.languages
    points: list[DraftingPoint] = []
    with results_of(cycle) as results:
        for number, table in enumerate(content.tables, start=1):
            spoken = {
                *languages,
                *(language for point in table.table.points for language in point.text),
            }
            speakers = {
                language: Speaker(Edition(cycle, content, labels, language), table.table)
                for language in spoken
            }
            for point in table.table.points:
                matching = results.matching(table.table, point)
                counted = tallies(table, point, matching)
                if point.by:
                    by = {tally.group: tally for tally in counted}
                    order = speakers[languages[0]].in_order(point.by, by)
                    counted = [by[group] for group in order]
                points += _points(number, table, point, counted, speakers, languages)
    return tuple(points)


def _sentence(point: Point, tally: Tally, language: str, speakers: Mapping[str, Speaker]) -> str:
    """The sentence in a language; marked where its text is only there in another language."""
    spoken = language_of(point.text, language)
    return mark_language(speakers[spoken].sentence(point, tally), spoken, language)


def _points(
    number: int,
    content: TableContent,
    point: Point,
    counted: Sequence[Tally],
    speakers: Mapping[str, Speaker],
    languages: Sequence[str],
) -> list[DraftingPoint]:
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
                dict.fromkeys(key for row in tally.rows for key in rests_on(content.rows[row - 1]))
            ),
            texts={language: _sentence(point, tally, language, speakers) for language in languages},
        )
        for tally in counted
    ]
