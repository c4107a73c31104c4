"""What a drafting point counts: replies, and separately what desk research adds."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapporteur.design.table_spec import Point
from rapporteur.disseminate.content.content import REPLY, TableContent
from rapporteur.warehouse.reader import Row


@dataclass(frozen=True)
class Tally:
    """The values counted in some rows of a table, and the number of each.

    A value with replies is in `replies` alone where values are counted; where numbers are added
    up, those of desk research are in `desk`. `rows` are numbers of rows, from 1.
    """

    group: str
    rows: tuple[int, ...]
    replies: Mapping[str, int]
    desk: Mapping[str, int]


def tallies(content: TableContent, point: Point, matching: set[Row]) -> list[Tally]:
    """What a point counts in the rows that match its condition: for each group, or once.

    Only groups with such a row, in no particular order.
    """
    names = [column.name for column in content.table.columns]
    counted = names.index(point.count)
    grouped = names.index(point.by) if point.by else None
    rows: dict[str, list[tuple[int, Row]]] = defaultdict(list)
    if grouped is None:
        rows[""] = []
    for number, row in enumerate(content.rows, start=1):
        if row in matching and row[counted] is not None:
            if grouped is None:
                rows[""].append((number, row))
            elif row[grouped] is not None:
                rows[str(row[grouped])].append((number, row))
    return [_tally(group, rows_of_group, point, names) for group, rows_of_group in rows.items()]


def _tally(
    group: str, rows: Sequence[tuple[int, Row]], point: Point, names: Sequence[str]
) -> Tally:
    counted = names.index(point.count)
    summed = names.index(point.sum) if point.sum else None
    basis = names.index("basis") if "basis" in names else None
    replies: dict[str, int] = defaultdict(int)
    desk: dict[str, int] = defaultdict(int)
    for _, row in rows:
        side = replies if basis is None or row[basis] == REPLY else desk
        value = row[summed] if summed is not None else 1
        side[str(row[counted])] += int(value) if isinstance(value, int | float) else 0
    if summed is None:
        replies = dict.fromkeys(replies, 1)
        desk = {value: 1 for value in desk if value not in replies}
    used = [number for number, row in rows if summed is None or row[summed]]
    return Tally(
        group,
        tuple(used),
        {value: number for value, number in replies.items() if number},
        {value: number for value, number in desk.items() if number},
    )
