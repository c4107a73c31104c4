"""The commands `translations report`, `review`, `replies` and `take`."""

from pathlib import Path
from typing import Annotated

import typer

from rapporteur.cli.shared import AsJson, CycleId, cycle_of, print_json
from rapporteur.kernel.errors import UserError

app = typer.Typer()
_translations = typer.Typer(
    help="Report on the translations, and have them made and reviewed.", no_args_is_help=True
)
app.add_typer(_translations, name="translations")

TargetLanguage = Annotated[str, typer.Option(metavar="LL", help="ISO 639-1 code of the language.")]
Out = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.xlsx",
        help="The file to write (default: in outputs/CYCLE/translations/).",
    ),
]


@_translations.command()
def report(
    context: typer.Context,
    cycle_id: CycleId,
    language: Annotated[
        str,
        typer.Option(
            metavar="LL", help="ISO 639-1 code of a language (default: all of the cycle's)."
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Show which texts are missing, unreviewed, reviewed or outdated, in each language.

    Once the cycle has been run, also how many texts of respondents are translated.
    """
    from rapporteur.translate.completeness import completeness
    from rapporteur.translate.inventory import check_language, translated
    from rapporteur.translate.reply_texts import written

    cycle = cycle_of(context, cycle_id)
    if language:
        check_language(cycle, language)
    texts = completeness(cycle, [language] if language else translated(cycle))
    published = [code for code in cycle.definition.languages if language in ("", code)]
    reply_texts = written(cycle, published) if cycle.warehouse.exists() else None
    if as_json:
        replies = reply_texts.to_dict() if reply_texts else None
        print_json({**texts.to_dict(), "replies": replies})
        return
    for line in (*texts.lines(), *(reply_texts.lines() if reply_texts else ())):
        typer.echo(line)


@_translations.command()
def review(
    context: typer.Context, cycle_id: CycleId, language: TargetLanguage, out: Out = None
) -> None:
    """Write a workbook in which a reviewer confirms and corrects the texts of the cycle."""
    from rapporteur.kernel.workbook_file import save
    from rapporteur.translate.review import review_book

    cycle = cycle_of(context, cycle_id)
    workbook = review_book(cycle, language)
    path = out or cycle.outputs / "translations" / f"{cycle.id}.review.{language}.xlsx"
    save(workbook, path)
    typer.echo(path)


@_translations.command()
def replies(
    context: typer.Context, cycle_id: CycleId, language: TargetLanguage, out: Out = None
) -> None:
    """Write a workbook in which a translator translates what respondents wrote, all or in part."""
    from rapporteur.kernel.workbook_file import save
    from rapporteur.translate.reply_texts import replies_book

    cycle = cycle_of(context, cycle_id)
    workbook = replies_book(cycle, language)
    path = out or cycle.outputs / "translations" / f"{cycle.id}.replies.{language}.xlsx"
    save(workbook, path)
    typer.echo(path)


@_translations.command()
def take(
    context: typer.Context,
    cycle_id: CycleId,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A workbook of `review` or `replies`, filled in.")
    ],
    by: Annotated[str, typer.Option(metavar="NAME", help="Who reviewed or translated.")],
) -> None:
    """Take in the translations and corrections of a workbook of `review` or `replies`.

    Adds lines to inputs/CYCLE/translations/; taking the same workbook twice adds nothing. Remarks
    of the reviewer are printed for somebody to look at.
    """
    from rapporteur.translate import reply_texts, review
    from rapporteur.translate.returned import read_returned

    cycle = cycle_of(context, cycle_id)
    if not by.strip():
        raise UserError("Nobody is named.", "Say who reviewed or translated: --by NAME.")
    returned = read_returned(cycle, file)
    takers = {review.KIND: review.take_reviews, reply_texts.KIND: reply_texts.take_replies}
    if returned.kind not in takers:
        raise UserError(f"{file.name} is of the kind “{returned.kind}”, which is not known here.")
    taken = takers[returned.kind](cycle, returned, by.strip())
    for line in taken.lines():
        typer.echo(line)
    if taken.added:
        typer.echo(f"Run `rapporteur run {cycle_id}` to publish with them.", err=True)
