"""The questionnaire as those who are asked will get it, before it is sent out."""

from pathlib import Path

from rapporteur.build.builder import build_all
from rapporteur.design.cycle import Cycle
from rapporteur.design.roster import Respondent
from rapporteur.language.messages import languages, message

_CODE = "EXAMPLE"


def preview(cycle: Cycle) -> list[Path]:
    """Write the questionnaire of one invented respondent in each language; return the files.

    The respondent is of the first category. The workbooks stand in `outputs/<cycle>/preview/`, say
    on their covers that it is invented, and are not signed. Raises `UserError` if the form or the
    roster cannot be used.
    """
    spoken = [language for language in cycle.form.languages if language in languages()]
    folder = cycle.outputs / "preview"
    return [
        path
        for language in spoken
        for path in build_all(
            cycle, [_invented(cycle, language)], folder, language,
            notice=message(language, "questionnaire-preview"), key="",
        )
    ]  # fmt: skip


def _invented(cycle: Cycle, language: str) -> Respondent:
    name = {language: message(language, "questionnaire-invented")}
    return Respondent(_CODE, cycle.categories[0], language, "", "", "", name)
