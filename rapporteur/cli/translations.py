"""The command `rapporteur translations`, a part of the command's."""

import json
from pathlib import Path
from typing import Annotated

import typer

from rapporteur.cli.run_commands import AsJson, CycleId
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.kernel.errors import UserError

app = typer.Typer()
group = typer.Typer(
    help="See how far the translations are, and have them reviewed and made.",
    no_args_is_help=True,
)
app.add_typer(group, name="translations")

Into = Annotated[str, typer.Option(metavar="LL", help="ISO 639-1 code of the language.")]
Out = Annotated[
    Path | None, typer.Option(metavar="FILE.xlsx", help="Else in outputs/CYCLE/translations/.")
]


@group.command()
def report(
    context: typer.Context,
    cycle_id: CycleId,
    language: Annotated[
        str, typer.Option(metavar="LL", help="Only this language; else all of the cycle's.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show which texts are missing, unreviewed, reviewed or outdated, in each language.

    Also how many texts of respondents are translated, once the cycle was run.
    """
    from rapporteur.translate.completeness import completeness
    from rapporteur.translate.inventory import check_language, translated
    from rapporteur.translate.reply_texts import written

    cycle = _cycle(context, cycle_id)
    if language:
        check_language(cycle, language)
    found = completeness(cycle, [language] if language else translated(cycle))
    published = [one for one in cycle.definition.languages if language in ("", one)]
    texts = written(cycle, published) if cycle.warehouse.exists() else None
    if as_json:
        replies = texts.to_dict() if texts else None
        typer.echo(_json({**found.to_dict(), "replies": replies}))
        return
    for line in (*found.lines(), *(texts.lines() if texts else ())):
        typer.echo(line)


@group.command()
def review(context: typer.Context, cycle_id: CycleId, language: Into, out: Out = None) -> None:
    """Write a workbook in which a reviewer confirms and corrects the texts of the cycle."""
    from rapporteur.kernel.workbook_file import save
    from rapporteur.translate.review import review_book

    cycle = _cycle(context, cycle_id)
    made = review_book(cycle, language)
    path = out or cycle.outputs / "translations" / f"{cycle.id}.review.{language}.xlsx"
    save(made, path)
    typer.echo(path)


@group.command()
def replies(context: typer.Context, cycle_id: CycleId, language: Into, out: Out = None) -> None:
    """Write a workbook in which what respondents wrote is translated, as far as one wishes."""
    from rapporteur.kernel.workbook_file import save
    from rapporteur.translate.reply_texts import replies_book

    cycle = _cycle(context, cycle_id)
    made = replies_book(cycle, language)
    path = out or cycle.outputs / "translations" / f"{cycle.id}.replies.{language}.xlsx"
    save(made, path)
    typer.echo(path)


@group.command()
def take(
    context: typer.Context,
    cycle_id: CycleId,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook that came back.")],
    by: Annotated[str, typer.Option(metavar="NAME", help="Who reviewed or translated.")],
) -> None:
    """Take what a workbook of `review` or `replies` brought; twice the same adds nothing.

    Lines are added to inputs/CYCLE/translations/; remarks are printed for somebody to look at.
    """
    from rapporteur.translate import reply_texts as texts
    from rapporteur.translate import review
    from rapporteur.translate.returned import read_returned

    cycle = _cycle(context, cycle_id)
    if not by.strip():
        raise UserError("Nobody is named.", "Say who reviewed or translated: --by NAME.")
    returned = read_returned(cycle, file)
    takes = {review.KIND: review.take_reviews, texts.KIND: texts.take_replies}
    if returned.kind not in takes:
        raise UserError(f"{file.name} is of the kind “{returned.kind}”, which is not known here.")
    taken = takes[returned.kind](cycle, returned, by.strip())
    for line in taken.lines():
        typer.echo(line)
    if taken.added:
        typer.echo(f"Run `rapporteur run {cycle_id}` to publish with them.", err=True)


def _cycle(context: typer.Context, cycle_id: str) -> Cycle:
    home = context.find_root().obj
    assert isinstance(home, Path)
    return load_cycle(home, cycle_id)


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2)
