"""A comparison as Markdown, and the sentences that its workbook shares."""

from collections.abc import Iterator

from rapporteur.disseminate.releases.causes import Cause
from rapporteur.disseminate.releases.comparison import (
    ADDED,
    CHANGED,
    REMOVED,
    CellChange,
    Comparison,
    RowChange,
    TableChanges,
)
from rapporteur.disseminate.releases.value_words import Words
from rapporteur.disseminate.releases.versions import Version
from rapporteur.language.markdown import escape


def title(comparison: Comparison, words: Words) -> str:
    """The title of a comparison."""
    return words.say("changes-title", number=_named(comparison.since, words))


def between(comparison: Comparison, words: Words) -> str:
    """Which versions are compared."""
    return words.say(
        "changes-between",
        since=_named(comparison.since, words),
        now=_named(comparison.now, words),
        **{
            "since-day": words.moment(comparison.since.published_at),
            "now-day": words.moment(comparison.now.published_at),
        },
    )


def remarks(table: TableChanges, words: Words) -> list[str]:
    """The sentences about a table as a whole: whether it is new or gone, and its columns."""
    sentences = [words.say("changes-new")] if table.new else []
    sentences += [words.say("changes-gone")] if table.gone else []
    for key, names in (("added", table.columns_added), ("removed", table.columns_removed)):
        if names:
            sentences.append(words.say(f"changes-columns-{key}", names=words.join(names)))
    return sentences


def whole(row: RowChange, words: Words) -> list[str]:
    """The cells of a row that was added or removed, a line a column."""
    return [
        words.say("changes-value", column=cell.column, value=cell.after or cell.before)
        for cell in row.cells
    ]


def reasons(cause: Cause, words: Words) -> list[str]:
    """Why a row changed, files aside: each decision, or the definition."""
    sentences = [
        words.say(
            "changes-decision",
            what=words.say(f"changes-decision-{decision.decision}"),
            who=decision.who,
            date=words.iso_day(decision.day),
            reason=decision.reason,
        )
        for decision in cause.decisions
    ]
    return sentences or ([words.say("changes-defined")] if cause.defined else [])


def markdown(comparison: Comparison, words: Words) -> str:
    """The whole comparison, a heading a table and an item a row."""
    return "\n".join(_lines(comparison, words)) + "\n"


def _lines(comparison: Comparison, words: Words) -> Iterator[str]:
    yield f"# {escape(title(comparison, words))}"
    yield ""
    yield escape(between(comparison, words))
    if not comparison.tables:
        yield ""
        yield words.say("changes-none")
    for table in comparison.tables:
        counts = {kind: str(table.count(kind)) for kind in (ADDED, CHANGED, REMOVED)}
        yield ""
        yield f"## {escape(table.title)} (`{table.id}`)"
        yield ""
        yield " ".join(map(escape, (words.say("changes-counts", **counts), *remarks(table, words))))
        if table.rows:
            yield ""
        for row in table.rows:
            yield from _item(row, words)


def _item(row: RowChange, words: Words) -> Iterator[str]:
    which = [escape(text) for text in (row.respondent, row.row) if text]
    yield f"- **{words.say(f'changes-{row.kind}')}** {' — '.join(which)}".rstrip()
    if row.kind == CHANGED:
        yield from (f"  - {escape(_cell(cell, words))}" for cell in row.cells)
    else:
        yield f"  - {escape('; '.join(whole(row, words)))}"
    yield from (f"  - {escape(text)}" for text in _files(row.cause, words))
    yield from (f"  - {escape(text)}" for text in reasons(row.cause, words))


def _cell(cell: CellChange, words: Words) -> str:
    return words.say("changes-cell", column=cell.column, before=cell.before, after=cell.after)


def _files(cause: Cause, words: Words) -> Iterator[str]:
    for file in cause.files[:MOST_FILES]:
        if file.received_at is None:
            yield file.file
        else:
            moment = words.moment(file.received_at)
            yield words.say("changes-file", file=file.file, moment=moment)
    if len(cause.files) > MOST_FILES:
        yield f"… (+{len(cause.files) - MOST_FILES})"


MOST_FILES = 5
"""How many files are named for a row: a total rests on all of them."""


def _named(version: Version, words: Words) -> str:
    number = str(version.number)
    return words.say("changes-tagged", number=number, tag=version.tag) if version.tag else number
