"""What the warehouse says of a publication: how many rows each table has, and what was received."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapporteur.design.cycle import Cycle
from rapporteur.warehouse.reader import opened

_RECEIVED = """
select
    files.file as path,
    files.sha256,
    files.basis,
    submissions.respondent,
    coalesce(submissions.state, 'received') as state,
from landing.files
left join landing.submissions
    on submissions.submission = files.submission and submissions.basis = files.basis
order by path, files.sha256
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """The rows of each table by its id, and every received file by its path, as plain data."""

    rows: Mapping[str, int]
    received: list[dict[str, str | None]]


def read_facts(cycle: Cycle, tables: Iterable[str]) -> Facts:
    """Count the rows of these tables, and list the files. Raises `UserError` without a run."""
    with opened(cycle) as con:
        rows = {name: len(con.table(f'marts."{name}"')) for name in tables}
        received = con.execute(_RECEIVED)
        names = [column[0] for column in received.description or ()]
        return Facts(rows, [dict(zip(names, row, strict=True)) for row in received.fetchall()])
