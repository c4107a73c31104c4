"""The commands before a questionnaire is sent out: `roster states` and `questionnaire build`."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rapporteur.cli.console import OUT, print_progress, progress_shown
from rapporteur.cli.shared import CycleId, cycle_of
from rapporteur.kernel.errors import UserError

if TYPE_CHECKING:
    from rapporteur.design.cycle import Cycle
    from rapporteur.design.roster import Respondent

app = typer.Typer()
_questionnaire = typer.Typer(
    help="Make the workbooks that respondents fill in.", no_args_is_help=True
)
_roster = typer.Typer(help="Help with the list of respondents.", no_args_is_help=True)
app.add_typer(_questionnaire, name="questionnaire")
app.add_typer(_roster, name="roster")


@_roster.command()
def states() -> None:
    """Print a roster.csv of the Member and observer States, to start a cycle's roster from."""
    from rapporteur.design import member_states

    typer.echo(member_states.roster_csv(member_states.states()), nl=False)


@_questionnaire.command()
def build(
    context: typer.Context,
    cycle_id: CycleId,
    respondents: Annotated[
        list[str] | None,
        typer.Option(
            "--respondent",
            metavar="CODE",
            help="Only for this respondent; may be repeated (default: all of the roster).",
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            metavar="LL",
            help="ISO 639-1 code of the language of all workbooks, such as en or zh "
            "(default: each respondent's own).",
        ),
    ] = None,
    prefill: Annotated[
        Path | None,
        typer.Option(
            metavar="ANSWERS.csv",
            help="Known answers: columns respondent, question, row, value, note.",
        ),
    ] = None,
    prefill_from: Annotated[
        str,
        typer.Option(
            metavar="OLD",
            help="Known answers: those of the accepted replies of another cycle, as far as this "
            "form asks for them.",
        ),
    ] = "",
    notice: Annotated[str, typer.Option(help="A text to show conspicuously on the cover.")] = "",
    output: Annotated[
        Path | None,
        typer.Option(help="The folder to write to (default: outputs/CYCLE/questionnaires/)."),
    ] = None,
    public_key: Annotated[
        bool,
        typer.Option(
            "--public-key",
            help="Sign with the public key in cycle.toml, for workbooks that are published with "
            "the cycle (default: with the key of this installation).",
        ),
    ] = False,
) -> None:
    """Make the questionnaire workbooks, one for each respondent, each in its language.

    Without --language each is in the respondent's language of correspondence, or in English if
    the form does not have that language.
    """
    from rapporteur.build import build_all
    from rapporteur.build.prefill import known_answers, read_prefill
    from rapporteur.warehouse.former_answers import former_answers

    cycle = cycle_of(context, cycle_id)
    if language and language not in cycle.form.languages:
        raise UserError(
            f"The questionnaire is not available in “{language}”.",
            f"It is in {', '.join(cycle.form.languages)}.",
        )
    for note in cycle.form.notes:
        print_progress(f"{note.message} {note.remedy}")
    if prefill and prefill_from:
        raise UserError(
            "Known answers come from a file or from another cycle, not from both.",
            "Leave out --prefill or --prefill-from.",
        )
    answers = read_prefill(prefill, cycle.form, cycle.roster) if prefill else {}
    if prefill_from:
        former = former_answers(cycle_of(context, prefill_from))
        answers, left_out = known_answers(former, cycle.form, cycle.roster)
        for line in _reasons(left_out):
            print_progress(f"{prefill_from}: {line}")
    recipients = [_respondent(cycle, code) for code in respondents or ()] or list(cycle.roster)
    folder = output or cycle.outputs / "questionnaires"
    key = cycle.definition.public_key if public_key else None
    if key == "":
        raise UserError(
            f"The cycle {cycle_id} has no public key.",
            "It is `public_key` under [submissions] in cycle.toml; a cycle whose replies come from "
            "respondents has none.",
        )
    with progress_shown() as progress:
        paths = build_all(cycle, recipients, folder, language, answers, notice, progress, key)
    OUT.print(f"{len(paths)} questionnaires in {folder}")


def _reasons(left_out: Sequence[str]) -> Iterator[str]:
    """Why answers are not filled in, each reason once."""
    reasons = Counter(problem.partition(": ")[2] or problem for problem in left_out)
    for reason, times in reasons.items():
        yield (
            f"{times} answers are not filled in: {reason}"
            if times > 1
            else (f"an answer is not filled in: {reason}")
        )


def _respondent(cycle: "Cycle", code: str) -> "Respondent":
    respondent = cycle.roster.get(code)
    if respondent is None:
        raise UserError(
            f"“{code}” is not on the roster {cycle.roster.path}.",
            "Use the code of its first column.",
        )
    return respondent
