"""The first pages of the annex: title, how to read it, contents."""

from collections.abc import Iterator, Sequence

from rapporteur.disseminate.annex.figures import Figure
from rapporteur.disseminate.annex.markup import Script, paragraph
from rapporteur.disseminate.content.content import DESK_RESEARCH
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.respondent_texts import marks
from rapporteur.disseminate.workbook.front_sheets import cover


def title(edition: Edition, figures: Sequence[Figure]) -> str:
    """The title of the annex, which mentions figures if it has any."""
    return edition.say("annex-title.figures" if figures else "annex-title")


def front(edition: Edition, figures: Sequence[Figure]) -> Iterator[str]:
    """The paragraphs before the first table."""
    script = Script(edition.rtl)
    yield paragraph("Title", script.run(title(edition, figures)))
    yield paragraph("Subtitle", script.run(edition.title))
    for label, text in _facts(edition):
        yield paragraph("CoverLine", script.run(label, "Label"), _TAB, script.run(text))
    yield paragraph("Heading1", script.run(edition.say("annex-reading")))
    yield paragraph("Normal", script.run(edition.say("points-about")))
    yield paragraph("Normal", script.run(edition.say("annex-about")))
    for name in edition.legend():
        symbol = script.run(edition.symbol(name), "Label")
        meaning = edition.say(f"symbol-{name.replace('_', '-')}.meaning")
        yield paragraph("CoverLine", symbol, _TAB, script.run(meaning))
    for key, sign in marks(edition.language).items():
        meaning = script.run(edition.say(f"{key}.meaning"))
        yield paragraph("CoverLine", script.run(sign, "Label"), _TAB, meaning)
    yield paragraph("Heading1", script.run(edition.say("annex-contents")))
    for content in edition.content.tables:
        yield _link(script, content.table.id, edition.titles[content.table.id])
    if figures:
        yield paragraph("Heading1", script.run(edition.say("annex-figures")))
    for figure in figures:
        yield _link(script, figure.content.chart.id, figure.title)


def _link(script: Script, to: str, text: str) -> str:
    inside = script.run(text, "Hyperlink")
    return paragraph("ContentsLine", f'<w:hyperlink w:anchor="{to}">{inside}</w:hyperlink>')


_TAB = "<w:r><w:tab/></w:r>"


def _facts(edition: Edition) -> Iterator[tuple[str, str]]:
    """The facts of the workbook's cover, changed where the annex differs."""
    own = {
        edition.say("cover-profile"): "",
        edition.say("cover-language"): edition.say("annex-language"),
    }
    if files := len(edition.content.accepted(DESK_RESEARCH)):
        own[edition.say("cover-desk")] = edition.say("annex-desk", files=files)
    for label, text in cover(edition):
        if own_text := own.get(label, text):
            yield label, own_text
