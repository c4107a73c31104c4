"""The commands that prepare a cycle: `new`, `check-cycle`, `preview`, `tables list` and `eject`."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from rapporteur.cli.console import ERR, print_table
from rapporteur.cli.shared import AsJson, CycleId, cycle_of, home_of, print_json
from rapporteur.kernel.errors import UserError

app = typer.Typer()
_tables = typer.Typer(
    help="The tables that the cycle publishes, and how to begin one's own.", no_args_is_help=True
)
app.add_typer(_tables, name="tables")


@app.command()
def new(
    context: typer.Context,
    cycle_id: Annotated[
        str, typer.Argument(metavar="CYCLE", help="The name of the cycle: a folder under inputs/.")
    ],
    form: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="The questionnaire, an XLSForm: .xlsx, .xls, .md, .csv."),
    ] = None,
    roster: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Who is asked: a CSV file or spreadsheet with any of the columns code, name, "
            "category, language, email (default: one invented example).",
        ),
    ] = None,
    languages: Annotated[
        str,
        typer.Option(
            metavar="LL,LL", help="Languages of the tables, such as en,fr (default: the form's)."
        ),
    ] = "",
    mandate: Annotated[
        str, typer.Option(metavar="TEXT", help="On what the reporting rests, in words.")
    ] = "",
    old: Annotated[
        str,
        typer.Option(
            "--from", metavar="OLD", help="Begin the next period of this cycle, with its form."
        ),
    ] = "",
) -> None:
    """Begin a cycle: make its folder under inputs/, ready for the next commands.

    With --form from a questionnaire, with --from from the previous cycle. Nothing that exists is
    overwritten.
    """
    from rapporteur.operate.new_cycle import new_cycle, next_cycle

    if bool(form) == bool(old):
        raise UserError(
            "A cycle begins with a questionnaire or with the previous cycle.",
            f"rapporteur new {cycle_id} --form FILE, or rapporteur new {cycle_id} --from OLD.",
        )
    home, today = home_of(context), date.today()
    if form:
        chosen = [code for part in languages.split(",") if (code := part.strip())]
        begun = new_cycle(
            home, cycle_id, form, today, names=roster, in_languages=chosen, mandate=mandate
        )
    elif roster or languages or mandate:
        raise UserError(
            "With --from, roster, languages and mandate are those of the previous cycle.",
            f"Change them in inputs/{cycle_id}/ afterwards.",
        )
    else:
        begun = next_cycle(home, cycle_id, old, today)
    for line in begun.lines():
        typer.echo(line)


@app.command()
def check_cycle(context: typer.Context, cycle_id: CycleId, as_json: AsJson = False) -> None:
    """Check the files of a cycle before it is sent out, and say all that is wrong at once.

    Definition, roster, form, texts, tables and checks; SQL is run without any reply. Exits with 1
    if anything must be corrected; notes do not count.
    """
    from rapporteur.evaluate import check_cycle as evaluate_check_cycle

    remarks = evaluate_check_cycle.check_cycle(home_of(context), cycle_id)
    errors = sum(remark.level is evaluate_check_cycle.Level.ERROR for remark in remarks)
    if as_json:
        print_json([remark.to_dict() for remark in remarks])
    else:
        for remark in remarks:
            typer.echo(f"{remark.level:<5}  {remark.about}: {remark.message}")
            if remark.remedy:
                typer.echo(f"       {remark.remedy}")
    ERR.print(f"{errors} errors, {len(remarks) - errors} notes")
    raise typer.Exit(1 if errors else 0)


@app.command()
def preview(context: typer.Context, cycle_id: CycleId) -> None:
    """Show what a respondent will get: the questionnaire of an invented one, in each language.

    The workbooks are written to outputs/CYCLE/preview/. They are not signed, and say on their
    covers what they are.
    """
    from rapporteur.build.preview import preview as build_preview

    for path in build_preview(cycle_of(context, cycle_id)):
        typer.echo(path)


@_tables.command("list")
def list_tables(context: typer.Context, cycle_id: CycleId, as_json: AsJson = False) -> None:
    """List the tables that the cycle publishes, and whether it has SQL of its own for them."""
    from rapporteur.design.cycle_tables import derived_selects, read_tables
    from rapporteur.language.texts import shown_in

    cycle = cycle_of(context, cycle_id)
    derived = derived_selects(cycle)
    listed = [
        {
            "table": table.id,
            "title": shown_in(table.title, cycle.definition.languages[0]),
            "from": "form" if f'marts."{table.id}"' in derived else str(table.path),
        }
        for table in read_tables(cycle)
    ]
    if as_json:
        print_json(listed)
    else:
        print_table(("table", "title", "from"), (one.values() for one in listed))


@_tables.command()
def eject(
    context: typer.Context,
    cycle_id: CycleId,
    tables: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TABLE…]", help="Tables of `tables list` (default: all)."),
    ] = None,
) -> None:
    """Write derived tables as SQL and sidecar into the cycle's folder, to change them there.

    Each takes the place of the table that is derived.
    """
    from rapporteur.operate.eject_tables import eject as eject_tables

    for path in eject_tables(cycle_of(context, cycle_id), tables or ()):
        typer.echo(path)
