"""Build the questionnaires of respondents as workbooks, and write many to files."""

import multiprocessing
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime, time
from functools import partial
from pathlib import Path

from openpyxl import Workbook

from rapporteur.build.cover import add_cover
from rapporteur.build.draft import Draft
from rapporteur.build.hidden_sheets import add_identification, add_lists
from rapporteur.build.named_styles import add_styles
from rapporteur.build.prefill import Answers, Prefill, default_answers
from rapporteur.build.section import add_section
from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Form, Section
from rapporteur.design.roster import Respondent
from rapporteur.design.signatures import signing_key
from rapporteur.design.tailoring import presets, tailored
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.progress import Progress, Step, unheard
from rapporteur.kernel.workbook_file import save
from rapporteur.language.messages import check_spoken, languages
from rapporteur.language.typeface import typeface

_SHEET_NAME_LIMIT = 31
_FORBIDDEN = re.compile(r"[][:*?/\\]")
_WORTH_A_PROCESS = 8
"""How many workbooks take longer to build than a process takes to start."""


def build(
    cycle: Cycle,
    respondent: Respondent,
    language: str,
    prefill: Iterable[Prefill] = (),
    notice: str = "",
    key: str | None = None,
) -> Workbook:
    """The questionnaire of `cycle` for `respondent` in `language` (ISO 639-1).

    `prefill` are valid answers to fill in, from `default_answers` and `read_prefill`, of which the
    last for a cell counts; `notice` is shown in a box on
    the cover. A text that the form does not have in `language` is shown in another language.
    It is signed with `key`, by default that of the installation; with an empty one it is not.
    """
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    face = typeface(language)
    add_styles(workbook, face)
    answers = Answers(prefill)
    sections = tailored(cycle.form, presets(respondent)).sections
    asked = frozenset(question.name for section in sections for question in section.questions)
    draft = Draft(cycle, respondent, language, workbook, face, answers, asked)
    cover = draft.message("cover")
    titles = sheet_names([draft.text(section.label) or section.name for section in sections])
    add_cover(draft, cover, list(zip(titles, sections, strict=True)), notice)
    for number, (title, section) in enumerate(zip(titles, sections, strict=True), start=1):
        add_section(draft, section, number, title, cover)
    add_lists(draft, _lists(sections, cycle.form))
    add_identification(draft, notice, signing_key(cycle) if key is None else key)
    _describe(draft)
    return workbook


def sheet_names(labels: Sequence[str]) -> list[str]:
    """Numbered names of sheets, without the characters that Excel forbids, at most 31 long.

    The number makes them unique, also among the other sheets of the workbook.
    """
    names = []
    for number, label in enumerate(labels, start=1):
        name = " ".join([str(number), *_FORBIDDEN.sub(" ", label).split()])
        if len(name) > _SHEET_NAME_LIMIT:
            name = name[: _SHEET_NAME_LIMIT - 1].rstrip() + "…"
        names.append(name.rstrip("'"))
    return names


def _lists(sections: Sequence[Section], form: Form) -> list[str]:
    """The choice lists that the sections use, in the form's order."""
    used = {question.list_name for section in sections for question in section.questions}
    return [name for name in form.choices if name in used]


def _describe(draft: Draft) -> None:
    """Set the document properties, with dates of the cycle, so that rebuilds are identical."""
    properties = draft.workbook.properties
    title, name = draft.text(draft.cycle.definition.title), draft.text(draft.respondent.name)
    properties.title = f"{title} ({name})" if name else title
    properties.language = draft.language
    properties.creator = properties.lastModifiedBy = "rapporteur"
    opened = datetime.combine(draft.cycle.definition.opens_on, time())
    properties.created = properties.modified = opened


def build_all(
    cycle: Cycle,
    respondents: Sequence[Respondent],
    folder: Path,
    language: str | None = None,
    prefill: Mapping[str, Sequence[Prefill]] | None = None,
    notice: str = "",
    progress: Progress = unheard,
    key: str | None = None,
) -> list[Path]:
    """Write `<folder>/<code>.<language>.xlsx` for each respondent; returns the paths in order.

    Without `language`, each workbook is in the respondent's language of correspondence if the
    form has it, otherwise in English. `prefill` is by code of the respondent. `progress` is
    called for each file that is written. They are signed with `key`, by default that
    of the installation. Raises `UserError` if the form or the program does not have `language`.
    """
    form = cycle.form
    if language is not None and language not in form.languages:
        raise UserError(
            f"The questionnaire of {cycle.id} has no labels in “{language}”.",
            f"It has {', '.join(form.languages)}.",
        )
    if language is not None:
        check_spoken(language)
    prefills = prefill or {}
    orders = [
        (
            respondent,
            language or _correspondence_language(respondent, form),
            prefills.get(respondent.code, ()),
        )
        for respondent in respondents
    ]
    paths: list[Path] = []
    for path in _write_all(partial(_build_one, cycle, folder, notice, key), orders):
        paths.append(path)
        progress(Step(path.name, len(paths), len(orders)))
    return paths


_Order = tuple[Respondent, str, Sequence[Prefill]]


def _write_all(make: Callable[[_Order], Path], orders: Sequence[_Order]) -> Iterator[Path]:
    """Write the workbooks, in several processes if there are many; yield their paths."""
    workers = min(os.cpu_count() or 1, len(orders) // _WORTH_A_PROCESS)
    if workers < 2:
        yield from map(make, orders)
        return
    # Spawned, not forked: the parent may have threads (DuckDB's, Prefect's).
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from pool.map(make, orders, chunksize=4)


def _correspondence_language(respondent: Respondent, form: Form) -> str:
    usable = {*form.languages} & {*languages()}
    return respondent.language if respondent.language in usable else "en"


def _build_one(cycle: Cycle, folder: Path, notice: str, key: str | None, order: _Order) -> Path:
    respondent, language, prefill = order
    path = folder / f"{respondent.code}.{language}.xlsx"
    known = (*default_answers(cycle.form, respondent), *prefill)  # the later ones count
    save(build(cycle, respondent, language, known, notice, key), path)
    return path
