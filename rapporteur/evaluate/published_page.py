"""What was published, as a page in Markdown: the tables themselves, and where their files are."""

from collections.abc import Iterator

from rapporteur.disseminate.annex.table import ReportColumn
from rapporteur.disseminate.content.content import TableContent
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.publication import Publication
from rapporteur.disseminate.workbook.table_sheet import coverage
from rapporteur.language.markdown import block, escape, table
from rapporteur.pipeline import Result

MOST_ROWS = 50
"""How many rows of a table the page shows."""


def markdown(publication: Publication, result: Result) -> str:
    """The tables in the first language of the cycle, after the paths of all workbooks.

    A path is a text to be copied, no link: no browser follows one from a page of a server to a
    file, and the file may be on another machine.
    """
    edition = publication.edition(publication.cycle.definition.languages[0])
    workbooks = [str(path.absolute()) for path in result.published if path.suffix == ".xlsx"]
    parts = [
        f"# {escape(edition.title)}",
        "The workbooks, on the machine where the worker runs:",
        block(workbooks),
        *(part for content in edition.content.tables for part in _table(edition, content)),
    ]
    return "\n\n".join(parts) + "\n"


def _table(edition: Edition, content: TableContent) -> Iterator[str]:
    spec = content.table
    columns = [
        ReportColumn(edition, column, edition.labels.words(spec, column, edition.language))
        for column in spec.columns[:-1]  # the last is the evidence, which leads to a sheet
    ]
    yield f"## {escape(edition.titles[spec.id])}"
    order = content.orders[edition.language]
    if order:
        yield table(
            [edition.words(column.column.header) for column in columns],
            (
                [
                    column.text(value, content.reasons.get(index, {}).get(at))
                    for at, (column, value) in enumerate(
                        zip(columns, content.rows[index][:-1], strict=True)
                    )
                ]
                for index in order[:MOST_ROWS]
            ),
        )
    if len(order) > MOST_ROWS:
        yield f"These are the first {MOST_ROWS} of {len(order)} rows; the workbooks have all."
    yield escape(coverage(edition, content))
    yield escape(edition.say("line-source", text=edition.words(spec.source)))
