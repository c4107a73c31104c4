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
    from rapporteur.disseminate.content.content import read_content
    from rapporteur.disseminate.content.edition import Edition
    from rapporteur.disseminate.content.labels import Labels
    from rapporteur.disseminate.points.markdown import sentence
    from rapporteur.disseminate.points.reading import read_points

    home = context.find_root().obj
    assert isinstance(home, Path)
    cycle = load_cycle(home, cycle_id)
    language = language or cycle.definition.languages[0]
    if language not in cycle.definition.languages:
        known = ", ".join(cycle.definition.languages)
        raise UserError(f"{cycle.id} is not published in “{language}”.", f"Languages: {known}.")
    labels = Labels(cycle)
    content = read_content(cycle, labels)
    tables = [one.table.id for one in content.tables]
    if table and table not in tables:
        raise UserError(f"There is no table “{table}”.", f"Tables: {', '.join(tables)}.")
    found = [one for one in read_points(cycle, content, labels) if table in ("", one.table)]
    if as_json:
        typer.echo(json.dumps([one.to_dict() for one in found], ensure_ascii=False, indent=2))
        return
    edition = Edition(cycle, content, labels, language)
    for one in found:
        typer.echo(sentence(edition, one))
