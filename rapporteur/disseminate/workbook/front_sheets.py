"""The first sheets: cover, contents, and the notes that hold for all tables."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from rapporteur.design.findings import Severity
from rapporteur.disseminate.content.content import DESK_RESEARCH
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.grid import Cell, Grid, GridColumn, Link, Symbol, plain, rows_of
from rapporteur.disseminate.content.respondent_texts import marks
from rapporteur.disseminate.workbook.table_sheet import note_mark
from rapporteur.language.cldr import session
from rapporteur.warehouse.evidence import Submission


def cover(edition: Edition) -> list[tuple[str, str]]:
    """The lines of the cover below its title, each with its label."""
    definition, content = edition.cycle.definition, edition.content
    replies, desk = content.replies, content.accepted(DESK_RESEARCH)
    received = edition.say("cover-replies.value", replies=len(replies), asked=content.asked)
    notices = [*_notices(edition, replies, "replies"), *_notices(edition, desk, "desk")]
    lines = {
        "symbol": definition.symbol,
        "mandate": edition.words(definition.mandate),
        "resolution": edition.resolution,
        **_session(edition),
        "report": edition.words(definition.report),
        "cycle": edition.cycle.id,
        "version": edition.version,
        "replies": "\n".join([received, *_by_category(edition)]),
        "desk": edition.say("cover-desk.value", files=len(desk)) if desk else "",
        "notice": "\n".join(notices),
        "language": edition.say("cover-language.value"),
        "profile": edition.say(f"cover-profile.{edition.profile.name}"),
    }
    return [(edition.say(f"cover-{key}"), text) for key, text in lines.items() if text]


def _session(edition: Edition) -> Mapping[str, str]:
    """The session and the item of its agenda, as far as they are stated, by the label's key."""
    definition = edition.cycle.definition
    if definition.session is None:
        return {}
    ordinal = session(definition.session, edition.language)
    title, item = edition.words(definition.agenda_title), definition.agenda_item
    if not title:
        return {"session.alone": edition.say("cover-session.without-item", session=ordinal)}
    key = "cover-session.value" if item else "cover-session.titled"
    return {"session": edition.say(key, session=ordinal, item=item, title=title)}


def _by_category(edition: Edition) -> Iterable[str]:
    counted = Counter(reply.category for reply in edition.content.replies)
    for code in edition.cycle.categories:
        name = edition.labels.category(code, edition.language)
        yield edition.say("cover-category", category=name, replies=counted[code])


def _notices(edition: Edition, submissions: Sequence[Submission], kind: str) -> Iterable[str]:
    counted = Counter(submission.notice for submission in submissions if submission.notice)
    for text, count in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
        yield edition.say(f"cover-notice.{kind}", count=count, total=len(submissions), text=text)


def contents(edition: Edition, charts: Sequence[Grid]) -> Grid:
    """The list of sheets, each with a link to it: the tables, the charts, the evidence.

    The paragraphs of the report are a column of it if a table states any.
    """
    evidence = edition.say("sheet-evidence")
    tables = edition.content.tables
    numbered = any(content.table.paragraphs for content in tables)

    def line(sheet: str, title: str, rows: int, paragraphs: str = "") -> list[Cell]:
        of_report = [paragraphs or Symbol("not_applicable")] if numbered else []
        return [Link(sheet, sheet), title, *of_report, rows]

    rows = [
        *(
            line(one.table.id, edition.titles[one.table.id], len(one.rows), one.table.paragraphs)
            for one in tables
        ),
        *(line(chart.sheet, plain(chart.title), len(chart.rows)) for chart in charts),
        line(evidence, edition.say("evidence-title"), len(edition.content.evidence)),
    ]
    return Grid(
        sheet=edition.say("sheet-contents"),
        name="contents",
        title=edition.say("contents-title"),
        above=[Link(edition.say("to-notes"), edition.say("sheet-notes"))],
        columns=[
            GridColumn(edition.say("contents-sheet")),
            GridColumn(edition.say("contents-table"), widest=90),
            *([GridColumn(edition.say("contents-paragraphs"))] if numbered else []),
            GridColumn(edition.say("contents-rows"), numeric=True),
        ],
        rows=rows_of(rows),
    )


def notes(edition: Edition, others: Sequence[Grid]) -> Grid:
    """Symbols, bases, counts of findings; in the accessible profile the tables' notes too.

    `others` are sheets beside the tables, whose symbols are explained as well.
    """
    rows: list[list[Cell]] = [
        [
            edition.symbol(symbol),
            edition.say("notes-symbols"),
            edition.say(f"symbol-{symbol.replace('_', '-')}.meaning"),
        ]
        for symbol in edition.legend(*_symbols(others), "not_applicable")  # as in the evidence
    ]
    rows += [
        [mark, edition.say("notes-symbols"), edition.say(f"{key}.meaning")]
        for key, mark in marks(edition.language).items()
    ]
    reading = ["reading-count", "reading-order", "reading-language", "reading-evidence"]
    if not edition.content.texts.detected:
        reading.insert(3, "reading-untold")
    explained = {"basis": ("basis-reply", "basis-desk-research"), "reading": reading}
    rows += [
        [edition.say(key), edition.say(f"notes-{about}"), edition.say(f"{key}.meaning")]
        for about, keys in explained.items()
        for key in keys
    ]
    rows += _validation(edition)
    if not edition.profile.printed:
        tables = _noted(edition)
        rows += [
            [
                note_mark(number),
                edition.say("notes-tables"),
                edition.say("notes-note", text=text, tables=edition.join(tables[text])),
            ]
            for text, number in edition.notes.items()
        ]
    return Grid(
        sheet=edition.say("sheet-notes"),
        name="notes",
        title=edition.say("notes-title"),
        above=[edition.back],
        columns=[
            GridColumn(edition.say("notes-column-item"), widest=34),
            GridColumn(edition.say("notes-column-about")),
            GridColumn(edition.say("notes-column-text"), widest=96),
        ],
        rows=rows_of(rows),
    )


def _symbols(grids: Sequence[Grid]) -> set[str]:
    cells = [cell for grid in grids for row in grid.rows for cell in row]
    symbols: set[str] = {cell.missing for cell in cells if isinstance(cell, Symbol)}
    return symbols | {"nil"} if 0 in cells else symbols


def _validation(edition: Edition) -> list[list[Cell]]:
    """The number of findings in what is in the tables, and of files that are in no table.

    A file that came after the cut-off is not counted: it changes nothing that is published.
    """
    states = Counter(
        submission.state for submission in edition.content.submissions if submission.in_time
    )
    counts = {
        **{
            f"severity-{severity.value.lower()}": edition.content.findings.get(severity.value, 0)
            for severity in Severity
            if severity is not Severity.BLOCKER
        },
        **{f"state-{state}": states[state] for state in ("blocked", "superseded")},
    }
    about = edition.say("notes-findings")
    return [
        [edition.say(key), about, edition.say(f"{key}.meaning", count=count)]
        for key, count in counts.items()
    ]


def _noted(edition: Edition) -> Mapping[str, list[str]]:
    """Each note of the sidecars with the tables that it is for."""
    tables_of: dict[str, list[str]] = {}
    for content in edition.content.tables:
        for note in content.table.notes:
            tables_of.setdefault(edition.words(note), []).append(content.table.id)
    return tables_of
