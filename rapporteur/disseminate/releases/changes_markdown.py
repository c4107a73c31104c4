"""A comparison as Markdown, and what its files say in the same words."""

import re
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

# What Markdown would take for a sign of its own.
_MARKS = re.compile(r"([\\`*_\[\]<>|#])")


def title(found: Comparison, words: Words) -> str:
    """The title of a comparison."""
    return words.say("changes-title", number=_named(found.since, words))


def between(found: Comparison, words: Words) -> str:
    """Which versions are compared."""
    return words.say(
        "changes-between",
        since=_named(found.since, words),
        now=_named(found.now, words),
        **{
            "since-day": words.moment(found.since.published_at),
            "now-day": words.moment(found.now.published_at),
        },
    )


def remarks(table: TableChanges, words: Words) -> list[str]:
    """What is to be said of a table as a whole."""
    said = [words.say("changes-new")] if table.new else []
    said += [words.say("changes-gone")] if table.gone else []
    for key, names in (("added", table.columns_added), ("removed", table.columns_removed)):
        if names:
            said.append(words.say(f"changes-columns-{key}", names=words.join(names)))
    return said


def whole(row: RowChange, words: Words) -> list[str]:
    """What a row that was added or removed says, a line a column."""
    return [
        words.say("changes-value", column=one.column, value=one.after or one.before)
        for one in row.cells
    ]


def reasons(cause: Cause, words: Words) -> list[str]:
    """Why, where it was no file that came: each decision, or the definition."""
    said = [
        words.say(
            "changes-decision",
            what=words.say(f"changes-decision-{one.decision}"),
            who=one.who,
            date=words.iso_day(one.day),
            reason=one.reason,
        )
        for one in cause.decisions
    ]
    return said or ([words.say("changes-defined")] if cause.defined else [])


def markdown(found: Comparison, words: Words) -> str:
    """The whole comparison, a heading a table and an item a row."""
    return "\n".join(_lines(found, words)) + "\n"


def _lines(found: Comparison, words: Words) -> Iterator[str]:
    yield f"# {_plain(title(found, words))}"
    yield ""
    yield _plain(between(found, words))
    if not found.tables:
        yield ""
        yield words.say("changes-none")
    for table in found.tables:
        counts = {kind: str(table.count(kind)) for kind in (ADDED, CHANGED, REMOVED)}
        yield ""
        yield f"## {_plain(table.title)} (`{table.id}`)"
        yield ""
        yield " ".join(map(_plain, (words.say("changes-counts", **counts), *remarks(table, words))))
        if table.rows:
            yield ""
        for row in table.rows:
            yield from _item(row, words)


def _item(row: RowChange, words: Words) -> Iterator[str]:
    which = [_plain(one) for one in (row.respondent, row.row) if one]
    yield f"- **{words.say(f'changes-{row.kind}')}** {' — '.join(which)}".rstrip()
    if row.kind == CHANGED:
        yield from (f"  - {_plain(_cell(one, words))}" for one in row.cells)
    else:
        yield f"  - {_plain('; '.join(whole(row, words)))}"
    yield from (f"  - {_plain(one)}" for one in _files(row.cause, words))
    yield from (f"  - {_plain(one)}" for one in reasons(row.cause, words))


def _cell(one: CellChange, words: Words) -> str:
    return words.say("changes-cell", column=one.column, before=one.before, after=one.after)


def _files(cause: Cause, words: Words) -> Iterator[str]:
    for one in cause.files[:MOST_FILES]:
        if one.received_at is None:
            yield one.file
        else:
            moment = words.moment(one.received_at)
            yield words.say("changes-file", file=one.file, moment=moment)
    if len(cause.files) > MOST_FILES:
        yield f"… (+{len(cause.files) - MOST_FILES})"


MOST_FILES = 5
"""So many files are named for one row: a total rests on all of them."""


def _named(version: Version, words: Words) -> str:
    number = str(version.number)
    return words.say("changes-tagged", number=number, tag=version.tag) if version.tag else number


def _plain(text: str) -> str:
    """A text in one line, in which nothing is a mark of Markdown."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))
