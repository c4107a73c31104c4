"""Write questionnaires to files, many at once."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from rapporteur.build.answers import Prefill
from rapporteur.build.builder import build
from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Form
from rapporteur.design.roster import Respondent
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.workbook_file import save
from rapporteur.language.messages import check_spoken, languages

_WORTH_A_PROCESS = 8
"""So many workbooks take longer than the start of a process."""


def build_all(
    cycle: Cycle,
    respondents: Sequence[Respondent],
    folder: Path,
    language: str | None = None,
    prefill: Mapping[str, Sequence[Prefill]] | None = None,
    notice: str = "",
    progress: Callable[[str], None] | None = None,
) -> list[Path]:
    """Write `<folder>/<code>.<language>.xlsx` for each respondent; returns the paths in order.

    Without `language` each gets its language of correspondence where the form has it, else
    English. `prefill` is by respondent's code. `progress` is told each file's name once it is
    written. Raises `UserError` when the form, or the program, does not have `language`.
    """
    form = cycle.form
    if language is not None and language not in form.languages:
        raise UserError(
            f"The questionnaire of {cycle.id} has no labels in “{language}”.",
            f"It has {', '.join(form.languages)}.",
        )
    if language is not None:
        check_spoken(language)
    known = prefill or {}
    orders = [
        (respondent, language or _language_of(respondent, form), known.get(respondent.code, ()))
        for respondent in respondents
    ]
    paths: list[Path] = []
    for path in _written(partial(_build_one, cycle, folder, notice), orders):
        paths.append(path)
        if progress:
            progress(path.name)
    return paths


_Order = tuple[Respondent, str, Sequence[Prefill]]


def _written(make: Callable[[_Order], Path], orders: Sequence[_Order]) -> Iterator[Path]:
    workers = min(os.cpu_count() or 1, len(orders) // _WORTH_A_PROCESS)
    if workers < 2:
        yield from map(make, orders)
        return
    # Not forked: the parent may have threads, of DuckDB or of a Prefect flow.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        yield from pool.map(make, orders, chunksize=4)


def _language_of(respondent: Respondent, form: Form) -> str:
    usable = {*form.languages} & {*languages()}
    return respondent.language if respondent.language in usable else "en"


def _build_one(cycle: Cycle, folder: Path, notice: str, order: _Order) -> Path:
    respondent, language, prefill = order
    path = folder / f"{respondent.code}.{language}.xlsx"
    save(build(cycle, respondent, language, prefill, notice), path)
    return path
