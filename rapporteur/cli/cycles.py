"""The commands about a cycle as a whole: `cycles`, `run`, `status`, `trace` and `rules`."""

from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur.cli.console import OUT, print_progress, print_table
from rapporteur.cli.shared import AsJson, CycleId, cycle_of, home_of, print_json
from rapporteur.design.cycle import cycle_ids, load_cycle
from rapporteur.design.findings import Severity
from rapporteur.language.texts import shown_in

if TYPE_CHECKING:
    from rapporteur.evaluate.trace import Trace

app = typer.Typer()


@app.command()
def cycles(context: typer.Context, as_json: AsJson = False) -> None:
    """List the reporting cycles, with their resolution and deadline."""
    home = home_of(context)
    definitions = [load_cycle(home, cycle_id).definition for cycle_id in cycle_ids(home)]
    if as_json:
        print_json([definition.model_dump(mode="json") for definition in definitions])
        return
    print_table(
        ("cycle", "resolution", "session", "deadline", "title"),
        ((d.id, d.resolution, d.session, d.deadline, shown_in(d.title, "en")) for d in definitions),
    )


@app.command()
def run(context: typer.Context, cycle_id: CycleId, as_json: AsJson = False) -> None:
    """Take the cycle from the received files to the published tables."""
    from rapporteur import pipeline

    result = pipeline.run(cycle_of(context, cycle_id), print_progress)
    if as_json:
        published = [str(path) for path in result.published]
        print_json({"published": published, **result.status.to_dict()})
        return
    for line in result.lines():
        typer.echo(line)


@app.command()
def status(context: typer.Context, cycle_id: CycleId, as_json: AsJson = False) -> None:
    """Show who was asked, who replied and what is wrong, as of the last run."""
    from rapporteur.warehouse import status as warehouse_status

    state = warehouse_status.status(cycle_of(context, cycle_id))
    if as_json:
        print_json(state.to_dict())
        return
    print_table(
        ("category", "asked", "replied"),
        ((name, asked, state.replied[name]) for name, asked in state.asked.items()),
    )
    print_table(
        ("file", "submission", "respondent", "state", *(s.value.lower() for s in Severity)),
        (
            (
                submission.file,
                submission.submission,
                submission.respondent or "",
                submission.state,
                *(submission.findings[severity] for severity in Severity),
            )
            for submission in state.submissions
        ),
    )


@app.command()
def trace(
    context: typer.Context,
    cycle_id: CycleId,
    table: Annotated[str, typer.Argument(help="A published table, such as framework_laws.")],
    row: Annotated[
        str | None,
        typer.Argument(help="A row number of its CSV, a respondent's code, or an evidence id."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show where the figures of a published table come from: file, sheet, cell, text."""
    from rapporteur.evaluate import trace as evaluate_trace

    traced = evaluate_trace.trace(cycle_of(context, cycle_id), table, row)
    if as_json:
        print_json(traced.to_dict())
    else:
        _print_trace(traced)


@app.command()
def rules(
    context: typer.Context,
    cycle_id: CycleId,
    language: Annotated[
        str, typer.Option(metavar="LL", help="ISO 639-1 code of the language of the messages.")
    ] = "en",
    as_json: AsJson = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the page docs/rules.md, in English.")
    ] = False,
) -> None:
    """List every rule that replies are checked against, and how to correct each finding."""
    from rapporteur.design.rules import entries, markdown

    cycle = cycle_of(context, cycle_id)
    if as_markdown:
        typer.echo(markdown(cycle), nl=False)
        return
    listed = [entry.to_dict() for entry in entries(cycle, language)]
    if as_json:
        print_json(listed)
        return
    print_table(
        ("code", "level", "severity", "entity", "message", "remedy"),
        (entry.values() for entry in listed),
    )


def _print_trace(traced: "Trace") -> None:
    for row in traced.rows:
        OUT.print(f"{traced.table}, row {row.number}", style="bold", highlight=False)
        typer.echo("  " + "; ".join(row.column_lines()))
        for source in row.evidence:
            note = f" ({source.note})" if source.note else ""
            typer.echo(f"  {source.file}  {source.sheet}!{source.cells}  {source.text}{note}")
