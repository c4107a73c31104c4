"""A section of the annex: drafting points, the table that they rest on, and its notes."""

from collections.abc import Iterator, Sequence

from rapporteur.disseminate.annex.markup import Script, bookmarked, paragraph
from rapporteur.disseminate.annex.table import ReportTable
from rapporteur.disseminate.content.content import TableContent
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.points.markdown import sentence
from rapporteur.disseminate.points.reading import DraftingPoint
from rapporteur.disseminate.workbook.table_sheet import coverage, footnote_letter

LONGEST = 300
"""The most rows of a table in the annex; for a longer table it says where to find it."""


def section(
    edition: Edition, content: TableContent, points: Sequence[DraftingPoint], number: int, room: int
) -> Iterator[str]:
    """The paragraphs and the table, `room` twips wide, of the table of that number."""
    script, table = Script(edition.rtl), content.table
    heading = script.run(edition.words(table.title))
    yield paragraph("Heading1", bookmarked(number, table.id, heading))
    for point in points:
        yield paragraph("DraftingPoint", script.run(sentence(edition, point)))
    of_columns = {note for column in table.columns for note in column.notes}
    letters = [
        footnote_letter(note) for note in range(1, 1 + len(table.notes)) if note not in of_columns
    ]
    marks = script.run(", ".join(letters), "FootnoteMark") if letters else ""
    yield paragraph("TableTitle", script.run(edition.titles[table.id]), marks)
    for text in _headnotes(edition, content):
        yield paragraph("TableHeadnote", script.run(text))
    footnotes = [edition.words(note) for note in table.notes]
    left_out = ""
    if len(content.rows) > LONGEST:
        yield paragraph("TableText", script.run(_elsewhere(edition, content)))
    elif content.rows:
        made = ReportTable(edition, content, room)
        yield made.to_xml()
        left_out = made.left_out()
        if made.marked:
            footnotes.append(edition.say("annex-desk-note"))
    source = edition.say("line-source", text=edition.words(table.source))
    yield paragraph("TableSource", script.run(source))
    yield paragraph("TableSource", script.run(coverage(edition, content)))
    if left_out:
        yield paragraph("TableSource", script.run(left_out))
    for at, text in enumerate(footnotes, start=1):
        mark = script.run(footnote_letter(at), "FootnoteMark")
        yield paragraph("Footnote", mark, script.run(f" {text}"))


def _headnotes(edition: Edition, content: TableContent) -> Iterator[str]:
    table = content.table
    if table.headnote:
        yield edition.words(table.headnote)
    if table.scope:
        yield edition.say("line-scope", text=edition.words(table.scope))
    if table.units:
        yield edition.say("line-units", text=edition.words(table.units))


def _elsewhere(edition: Edition, content: TableContent) -> str:
    """Where to find the rows of a table that is too long for the annex."""
    return edition.say(
        "annex-elsewhere",
        rows=len(content.rows),
        file=edition.workbook,
        sheet=content.table.id,
    )
