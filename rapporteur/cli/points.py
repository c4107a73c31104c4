"""The command `points`, a part of the command's."""

import json
from pathlib import Path
from typing import Annotated

import typer

from rapporteur.cli.run_commands import AsJson, CycleId
from rapporteur.design.cycle import load_cycle
from rapporteur.kernel.errors import UserError

app = typer.Typer()


@app.command()
def points(
    context: typer.Context,
    cycle_id: CycleId,
    table: Annotated[str, typer.Option(metavar="T", help="A table's name; else all.")] = "",
    language: Annotated[
        str, typer.Option(metavar="LL", help="Of the cycle's; else the first.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show the sentences of fact that the tables give, and the rows that each rests on."""
    from rapporteur.disseminate.points.markdown import sentence
    from rapporteur.disseminate.publication import Publication

    home = context.find_root().obj
    assert isinstance(home, Path)
    cycle = load_cycle(home, cycle_id)
    language = language or cycle.definition.languages[0]
    if language not in cycle.definition.languages:
        known = ", ".join(cycle.definition.languages)
        raise UserError(f"{cycle.id} is not published in “{language}”.", f"Languages: {known}.")
    publication = Publication(cycle)
    tables = [one.table.id for one in publication.content.tables]
    if table and table not in tables:
        raise UserError(f"There is no table “{table}”.", f"Tables: {', '.join(tables)}.")
    found = [one for one in publication.points if table in ("", one.table)]
    if as_json:
        typer.echo(json.dumps([one.to_dict() for one in found], ensure_ascii=False, indent=2))
        return
    edition = publication.edition(language)
    for one in found:
        typer.echo(sentence(edition, one))
