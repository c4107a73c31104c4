"""The command `rapporteur`. Exit codes: 0 done, 1 findings that must be mended, 2 a mistake.

Results go to standard output, as JSON with `--json`; progress and mistakes to standard error.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from rapporteur import __version__
from rapporteur.cli import lint, mail, operations, points, releases, run_commands, translations
from rapporteur.cli.run_commands import AsJson, CycleId
from rapporteur.design.cycle import Cycle, cycle_ids, load_cycle
from rapporteur.design.findings import Severity
from rapporteur.design.roster import Respondent
from rapporteur.kernel.errors import UserError, unreachable
from rapporteur.language.texts import shown_in

if TYPE_CHECKING:
    from rapporteur.evaluate.trace import Trace

app = typer.Typer(
    name="rapporteur",
    help="Turn the questionnaires of a periodic reporting cycle into report-ready tables.",
    epilog="Exit codes: 0 done; 1 `check` found what must be mended; 2 a mistake in the command "
    "or in the files of the cycle, said in a sentence.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
questionnaire = typer.Typer(help="Make the workbooks that respondents fill.", no_args_is_help=True)
roster = typer.Typer(help="Help with the list of those who are asked.", no_args_is_help=True)
app.add_typer(questionnaire, name="questionnaire")
app.add_typer(roster, name="roster")
for part in (run_commands, lint, mail, operations, points, releases, translations):
    app.add_typer(part.app)

Language = Annotated[
    str | None, typer.Option(metavar="LL", help="ISO 639-1 code of a language, such as en or zh.")
]

# No markup: names may hold brackets. And only a terminal has an edge: nothing else is folded.
_out = Console(soft_wrap=True, markup=False, width=None if sys.stdout.isatty() else 10_000)
_err = Console(stderr=True, soft_wrap=True, markup=False)
_home = Path()


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    home: Annotated[
        Path, typer.Option(envvar="RAPPORTEUR_HOME", help="The folder of inputs/ and outputs/.")
    ] = Path(),
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Options of every command."""
    global _home  # noqa: PLW0603
    _home = context.obj = home


@app.command()
def cycles(as_json: AsJson = False) -> None:
    """List the reporting cycles, with their resolution and deadline."""
    found = [load_cycle(_home, one).definition for one in cycle_ids(_home)]
    if as_json:
        _json([one.model_dump(mode="json") for one in found])
        return
    _table(
        ("cycle", "resolution", "session", "deadline", "title"),
        ((d.id, d.resolution, d.session, d.deadline, shown_in(d.title, "en")) for d in found),
    )


@questionnaire.command("build")
def build_questionnaires(
    cycle_id: CycleId,
    respondent: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE", help="Only for this respondent; may be repeated."),
    ] = None,
    language: Language = None,
    prefill: Annotated[
        Path | None,
        typer.Option(
            metavar="ANSWERS.csv",
            help="Known answers: columns respondent, question, row, value, note.",
        ),
    ] = None,
    notice: Annotated[str, typer.Option(help="A text to show conspicuously on the cover.")] = "",
    output: Annotated[
        Path | None, typer.Option(help="Where to; else outputs/CYCLE/questionnaires/.")
    ] = None,
) -> None:
    """Make the questionnaire workbooks, one a respondent, each in its language.

    Without --language each is in the respondent's language of correspondence, where the form
    has it, else in English.
    """
    from rapporteur.build import build_all
    from rapporteur.build.prefill import read_prefill

    cycle = load_cycle(_home, cycle_id)
    if language and language not in cycle.form.languages:
        raise UserError(
            f"The questionnaire is not available in “{language}”.",
            f"It is in {', '.join(cycle.form.languages)}.",
        )
    known = read_prefill(prefill, cycle.form, cycle.roster) if prefill else {}
    asked = [_respondent(cycle, code) for code in respondent] if respondent else list(cycle.roster)
    folder = output or cycle.outputs / "questionnaires"
    made = build_all(cycle, asked, folder, language, known, notice, _progress)
    _out.print(f"{len(made)} questionnaires in {folder}")


@app.command()
def check(
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Returned workbooks.")],
    language: Language = None,
    as_json: AsJson = False,
) -> None:
    """Validate returned questionnaires without keeping anything.

    Says what is wrong, in which cell and how to mend it, in the language of the workbook
    unless --language is given. Exits with 1 if anything must be mended.
    """
    from rapporteur.evaluate.check_files import check as findings_of

    found = list(findings_of(_home, files, language))
    if as_json:
        _json([one.to_dict() for one in found])
    for one in [] if as_json else found:
        place = f" {one.where}" if one.where else ""
        typer.echo(f"{one.file}:{place} {one.severity} {one.message} {one.remedy}")
    serious = [one for one in found if one.severity in (Severity.BLOCKER, Severity.ERROR)]
    _err.print(f"{len(files)} files, {len(found)} findings, {len(serious)} of them to be mended")
    raise typer.Exit(1 if serious else 0)


@app.command()
def run(cycle_id: CycleId, as_json: AsJson = False) -> None:
    """Take the cycle from the received files to the published tables."""
    from rapporteur.pipeline import run as run_cycle

    result = run_cycle(load_cycle(_home, cycle_id), _progress)
    if as_json:
        _json({"published": [str(p) for p in result.published], **result.status.to_dict()})
        return
    for line in result.lines():
        typer.echo(line)


@app.command()
def status(cycle_id: CycleId, as_json: AsJson = False) -> None:
    """Show who was asked, who replied and what is wrong, as of the last run."""
    from rapporteur.warehouse.status import status as status_of

    state = status_of(load_cycle(_home, cycle_id))
    if as_json:
        _json(state.to_dict())
        return
    _table(
        ("category", "asked", "replied"),
        ((name, asked, state.replied[name]) for name, asked in state.asked.items()),
    )
    _table(
        ("file", "submission", "respondent", "state", *(s.value.lower() for s in Severity)),
        (
            (
                one.file,
                one.submission,
                one.respondent or "",
                one.state,
                *(one.findings[s] for s in Severity),
            )
            for one in state.submissions
        ),
    )


@app.command()
def rules(
    cycle_id: CycleId,
    language: Language = None,
    as_json: AsJson = False,
    as_markdown: Annotated[
        bool, typer.Option("--markdown", help="Print the page docs/rules.md, in English.")
    ] = False,
) -> None:
    """List everything that can be found wrong in a reply, and how each is to be mended."""
    from rapporteur.design.rules import entries, markdown

    cycle = load_cycle(_home, cycle_id)
    if as_markdown:
        typer.echo(markdown(cycle), nl=False)
        return
    found = entries(cycle, language or "en")
    if as_json:
        _json([one.to_dict() for one in found])
        return
    _table(
        ("code", "level", "severity", "entity", "message", "remedy"),
        (one.to_dict().values() for one in found),
    )


@app.command()
def trace(
    cycle_id: CycleId,
    table: Annotated[str, typer.Argument(help="A published table, such as framework_laws.")],
    row: Annotated[
        str | None,
        typer.Argument(help="A row number of its CSV, a respondent's code, or an evidence id."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show where the figures of a published table come from: file, sheet, cell, text."""
    from rapporteur.evaluate.trace import trace as trace_of

    found = trace_of(load_cycle(_home, cycle_id), table, row)
    if as_json:
        _json(found.to_dict())
    else:
        _show(found)


@roster.command("states")
def roster_states() -> None:
    """Print a roster.csv of the Member and observer States, to begin a cycle's with."""
    from rapporteur.design.member_states import roster_csv, states

    typer.echo(roster_csv(states()), nl=False)


def main() -> None:
    """Run the command; a mistake ends it with a sentence and the exit code 2."""
    try:
        app(prog_name="rapporteur")
    except (UserError, OSError) as caught:
        error = unreachable(caught) if isinstance(caught, OSError) else caught
        _err.print(Text.assemble((error.message, "red"), f" {error.remedy}"))
        sys.exit(2)


def _show(found: "Trace") -> None:
    for row in found.rows:
        _out.print(f"{found.table}, row {row.number}", style="bold", highlight=False)
        typer.echo("  " + "; ".join(row.column_lines()))
        for source in row.evidence:
            note = f" ({source.note})" if source.note else ""
            typer.echo(f"  {source.file}  {source.sheet}!{source.cells}  {source.text}{note}")


def _respondent(cycle: Cycle, code: str) -> Respondent:
    found = cycle.roster.get(code)
    if found is None:
        raise UserError(
            f"“{code}” is not on the roster {cycle.roster.path}.",
            "Use the code of its first column.",
        )
    return found


def _progress(line: str) -> None:
    _err.print(line, style="dim", highlight=False)


def _json(data: object) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def _table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    table = Table(box=None, pad_edge=False)
    for name in header:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*map(str, row))
    _out.print(table)
