"""How the current tables differ from an earlier version, row by row and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapporteur.design.cycle import Cycle
from rapporteur.design.cycle_tables import read_tables
from rapporteur.disseminate.releases import versions
from rapporteur.disseminate.releases.causes import Cause, Causes
from rapporteur.disseminate.releases.published_rows import Columns, PublishedRow, differences
from rapporteur.disseminate.releases.value_words import TableWords, Words
from rapporteur.disseminate.releases.version_tables import Published, published
from rapporteur.disseminate.releases.versions import Version
from rapporteur.kernel.errors import UserError
from rapporteur.language.collation import sort_keys

ADDED, CHANGED, REMOVED = "added", "changed", "removed"


@dataclass(frozen=True, slots=True)
class CellChange:
    """The text of a cell before and after."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that was added, changed or removed, in words of the language.

    `row` tells which row it is. Of a row that was added or removed, `cells` has every filled cell.
    """

    kind: str
    respondent: str
    row: str
    cells: tuple[CellChange, ...]
    cause: Cause


@dataclass(frozen=True, slots=True)
class TableChanges:
    """A table with other rows or other columns (by their headers), or one that is `new` or `gone`.

    Columns that only one of the versions has are not compared.
    """

    id: str
    title: str
    rows: Sequence[RowChange]
    new: bool = False
    gone: bool = False
    columns_added: Sequence[str] = ()
    columns_removed: Sequence[str] = ()

    def count(self, kind: str) -> int:
        """How many rows were added, changed or removed."""
        return sum(row.kind == kind for row in self.rows)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The tables that changed between two versions, in the order of the workbook."""

    since: Version
    now: Version
    language: str
    tables: Sequence[TableChanges]


def compare(cycle: Cycle, since: str, language: str) -> Comparison:
    """Compare the current version with that of a tag, a number, or the last until a day.

    Raises `UserError` when there is no such version.
    """
    before, now = versions.find(cycle, since), versions.current(cycle)
    if now is None:
        raise UserError(
            f"There are no tables of the cycle “{cycle.id}” to compare.",
            f"Run `rapporteur run {cycle.id}` first.",
        )
    causes = Causes(cycle, before, now)
    known = causes.known()
    old, new = published(before, known), published(now, known)
    sidecars = {table.id: table for table in read_tables(cycle)}
    words = Words(cycle, language)
    tables = (
        _table(
            name,
            old.get(name),
            new.get(name),
            TableWords(words, sidecars.get(name), _heads(old.get(name), new.get(name))),
            causes,
        )
        for name in dict.fromkeys((*new, *old))
    )
    return Comparison(before, now, language, [table for table in tables if table is not None])


def _heads(*versions: Published | None) -> Mapping[str, str]:
    return {name: head for table in versions if table for name, head in table.headers.items()}


def _table(
    name: str,
    before: Published | None,
    after: Published | None,
    words: TableWords,
    causes: Causes,
) -> TableChanges | None:
    shown = after or before
    assert shown is not None
    old, new = (table.columns if table else shown.columns for table in (before, after))
    columns = [name for name in new if name in old]
    respondent = next((name for name in columns if words.kind(name) == "respondent"), None)
    texts = [name for name in columns if words.kind(name) == "text"]
    codes = [name for name in columns if words.kind(name) in ("respondent", "code", "codes")]
    differing = differences(
        before.rows if before else [],
        after.rows if after else [],
        Columns(columns, codes or texts, texts, respondent),
    )
    rows = [_row(was, now, columns, respondent, words, causes) for was, now in differing]
    order = sort_keys((row.respondent for row in rows), words.words.language, names=True)
    made = TableChanges(
        id=name,
        title=words.title(shown.title),
        rows=sorted(rows, key=lambda row: order[row.respondent]),
        new=before is None,
        gone=after is None,
        columns_added=[words.head(name) for name in new if name not in old],
        columns_removed=[words.head(name) for name in old if name not in new],
    )
    same = not (made.rows or made.new or made.gone or made.columns_added or made.columns_removed)
    return None if same else made


def _row(
    before: PublishedRow | None,
    after: PublishedRow | None,
    columns: Sequence[str],
    respondent: str | None,
    words: TableWords,
    causes: Causes,
) -> RowChange:
    shown = after or before
    assert shown is not None
    others = [name for name in columns if name != respondent]
    was, now = (row.cells if row else {} for row in (before, after))
    return RowChange(
        kind=CHANGED if before and after else ADDED if after else REMOVED,
        respondent=words.value(respondent, shown.cells[respondent]) if respondent else "",
        row=words.which(shown.cells, others),
        cells=tuple(
            CellChange(
                words.head(name),
                words.value(name, was[name]) if name in was else "",
                words.value(name, now[name]) if name in now else "",
            )
            for name in others
            if was.get(name, "") != now.get(name, "")
        ),
        cause=causes.of(before, after),
    )
