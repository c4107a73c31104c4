"""The commands about a cycle as a whole: `cycles`, `run`, `status`, `trace` and `rules`."""

import textwrap
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur.cli.console import OUT, print_progress, print_table, progress_shown
from rapporteur.cli.shared import AsJson, CycleId, cycle_of, home_of, print_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapporteur.evaluate.trace import Trace
    from rapporteur.warehouse.status import Awaited, Submission

app = typer.Typer()


@app.command()
def cycles(context: typer.Context, as_json: AsJson = False) -> None:
    """List the reporting cycles, with their dates."""
    from rapporteur.design.cycle import usable_cycles
    from rapporteur.language.texts import shown_in

    usable, errors = usable_cycles(home_of(context))
    definitions = [cycle.definition for cycle in usable]
    for error in errors:
        print_progress(str(error))
    if as_json:
        print_json([definition.model_dump(mode="json") for definition in definitions])
        return
    print_table(
        ("cycle", "opens on", "deadline", "cut-off", "title"),
        (
            (one.id, one.opens_on, one.deadline, one.cut_off, shown_in(one.title, "en"))
            for one in definitions
        ),
    )


@app.command()
def run(context: typer.Context, cycle_id: CycleId, as_json: AsJson = False) -> None:
    """Take the cycle from the received files to the published tables."""
    from rapporteur import pipeline

    with progress_shown() as progress:
        result = pipeline.run(cycle_of(context, cycle_id), progress)
    if as_json:
        published = [str(path) for path in result.published]
        print_json({"published": published, **result.status.to_dict()})
        return
    for line in result.lines():
        typer.echo(line)


@app.command()
def status(
    context: typer.Context,
    cycle_id: CycleId,
    category: Annotated[
        list[str] | None,
        typer.Option(help="Only respondents of this category of the roster; may be repeated."),
    ] = None,
    state: Annotated[
        list[str] | None,
        typer.Option(
            help="Only files in this state, or `awaited`: who has not replied; may be repeated."
        ),
    ] = None,
    region: Annotated[
        list[str] | None,
        typer.Option(
            help="Only respondents of this region or subregion, M49 code or name; may be repeated."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show who replied and who has not, the state of each file and how to change it.

    All is as of the last run.
    """
    from rapporteur.warehouse import left_out
    from rapporteur.warehouse import status as warehouse_status

    now = warehouse_status.status(
        cycle_of(context, cycle_id),
        categories=category or (),
        states=state or (),
        regions=region or (),
    )
    if as_json:
        print_json(now.to_dict())
        return
    print_table(
        ("category", "asked", "replied"),
        ((name, asked, now.replied[name]) for name, asked in now.asked.items()),
    )
    if now.submissions:
        _print_submissions(now.submissions)
    _print_awaited(cycle_id, now.awaited, in_full=bool(category or state or region))
    for line in left_out.lines(cycle_id, now.left_out, None if state else left_out.MOST_SHOWN):
        typer.echo(line)


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


def _print_submissions(submissions: "Sequence[Submission]") -> None:
    from rapporteur.design.findings import Severity

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
            for submission in submissions
        ),
    )


def _print_awaited(cycle: str, awaited: "Sequence[Awaited]", *, in_full: bool) -> None:
    """Who has not replied: by name and region `in_full`, else the codes, which fit a screen."""
    if not awaited:
        return
    if in_full:
        areas = any(one.region or one.subregion for one in awaited)
        print_table(
            ("not replied", "name", "category", *(("region", "subregion") if areas else ())),
            (
                (
                    one.code,
                    one.name,
                    one.category,
                    *(map(_area, (one.region, one.subregion)) if areas else ()),
                )
                for one in awaited
            ),
        )
        return
    typer.echo(f"Not replied: {len(awaited)} (rapporteur status {cycle} --state awaited)")
    codes = " ".join(one.code for one in awaited)
    typer.echo(textwrap.fill(codes, 100, initial_indent="  ", subsequent_indent="  "))


def _area(code: str) -> str:
    from rapporteur.design.m49_areas import areas

    return areas().get(code, code)


def _print_trace(traced: "Trace") -> None:
    for row in traced.rows:
        OUT.print(f"{traced.table}, row {row.number}", style="bold", highlight=False)
        typer.echo("  " + "; ".join(row.column_lines()))
        for source in row.evidence:
            note = f" ({source.note})" if source.note else ""
            typer.echo(f"  {source.file}  {source.sheet}!{source.cells}  {source.text}{note}")
