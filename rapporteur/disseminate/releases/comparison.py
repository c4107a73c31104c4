"""What the current tables say otherwise than an earlier version, row by row and in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapporteur.design.cycle import Cycle
from rapporteur.design.table_spec import read_tables
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
    """What a cell said before and says now."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row that was added, changed or removed, in words of the language.

    `row` says which it is; of one that was added or removed, `cells` are all that say anything.
    """

    kind: str
    respondent: str
    row: str
    cells: tuple[CellChange, ...]
    cause: Cause


@dataclass(frozen=True, slots=True)
class TableChanges:
    """A table that says something else, is `new` or `gone`, or has other columns, by their heads.

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
        return sum(one.kind == kind for one in self.rows)


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
    found = (
        _table(
            name,
            old.get(name),
            new.get(name),
            TableWords(words, sidecars.get(name), _heads(old.get(name), new.get(name))),
            causes,
        )
        for name in dict.fromkeys((*new, *old))
    )
    return Comparison(before, now, language, [one for one in found if one is not None])


def _heads(*versions: Published | None) -> Mapping[str, str]:
    return {name: head for one in versions if one for name, head in one.headers.items()}


def _table(
    name: str,
    before: Published | None,
    after: Published | None,
    words: TableWords,
    causes: Causes,
) -> TableChanges | None:
    shown = after or before
    assert shown is not None
    old, new = (one.columns if one else shown.columns for one in (before, after))
    columns = [one for one in new if one in old]
    whose = next((one for one in columns if words.kind(one) == "respondent"), None)
    texts = [one for one in columns if words.kind(one) == "text"]
    codes = [one for one in columns if words.kind(one) in ("respondent", "code", "codes")]
    differing = differences(
        before.rows if before else [],
        after.rows if after else [],
        Columns(columns, codes or texts, texts, whose),
    )
    rows = [_row(was, now, columns, whose, words, causes) for was, now in differing]
    order = sort_keys((one.respondent for one in rows), words.words.language, names=True)
    made = TableChanges(
        id=name,
        title=words.title(shown.title),
        rows=sorted(rows, key=lambda one: order[one.respondent]),
        new=before is None,
        gone=after is None,
        columns_added=[words.head(one) for one in new if one not in old],
        columns_removed=[words.head(one) for one in old if one not in new],
    )
    same = not (made.rows or made.new or made.gone or made.columns_added or made.columns_removed)
    return None if same else made


def _row(
    before: PublishedRow | None,
    after: PublishedRow | None,
    columns: Sequence[str],
    whose: str | None,
    words: TableWords,
    causes: Causes,
) -> RowChange:
    shown = after or before
    assert shown is not None
    others = [one for one in columns if one != whose]
    was, now = (one.cells if one else {} for one in (before, after))
    return RowChange(
        kind=CHANGED if before and after else ADDED if after else REMOVED,
        respondent=words.value(whose, shown.cells[whose]) if whose else "",
        row=words.which(shown.cells, others),
        cells=tuple(
            CellChange(
                words.head(one),
                words.value(one, was[one]) if one in was else "",
                words.value(one, now[one]) if one in now else "",
            )
            for one in others
            if was.get(one, "") != now.get(one, "")
        ),
        cause=causes.of(before, after),
    )
