"""The command `points`: the drafting points of the tables."""

from typing import Annotated

import typer

from rapporteur.cli.shared import AsJson, CycleId, cycle_of, print_json
from rapporteur.kernel.errors import UserError

app = typer.Typer()


@app.command()
def points(
    context: typer.Context,
    cycle_id: CycleId,
    table: Annotated[
        str, typer.Option(metavar="TABLE", help="A table's name (default: all tables).")
    ] = "",
    language: Annotated[
        str,
        typer.Option(
            metavar="LL", help="ISO 639-1 code of a language of the cycle (default: its first)."
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show sentences of fact to draft from, and the rows of the tables that each rests on."""
    from rapporteur.disseminate.points.markdown import sentence
    from rapporteur.disseminate.publication import Publication

    cycle = cycle_of(context, cycle_id)
    languages = cycle.definition.languages
    language = language or languages[0]
    if language not in languages:
        raise UserError(
            f"{cycle.id} is not published in “{language}”.", f"Languages: {', '.join(languages)}."
        )
    publication = Publication(cycle)
    tables = [entry.table.id for entry in publication.content.tables]
    if table and table not in tables:
        raise UserError(f"There is no table “{table}”.", f"Tables: {', '.join(tables)}.")
    chosen = [point for point in publication.points if table in ("", point.table)]
    if as_json:
        print_json([point.to_dict() for point in chosen])
        return
    edition = publication.edition(language)
    for point in chosen:
        typer.echo(sentence(edition, point))
