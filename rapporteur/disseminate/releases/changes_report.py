"""What changed since an earlier version, as a workbook and as Markdown."""

from dataclasses import dataclass
from pathlib import Path

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.releases.changes_book import write_changes
from rapporteur.disseminate.releases.changes_markdown import markdown
from rapporteur.disseminate.releases.comparison import compare
from rapporteur.disseminate.releases.value_words import Words
from rapporteur.kernel.files import replacing
from rapporteur.language.messages import check_spoken


@dataclass(frozen=True, slots=True)
class Report:
    """The text of a comparison, and the files that hold it."""

    markdown: str
    files: list[Path]


def write_report(cycle: Cycle, since: str, language: str = "") -> Report:
    """Compare the current tables with an earlier version and write down what changed.

    The files are `outputs/<cycle>/changes/<cycle>.<language>.since-<number>.xlsx` and `.md`, in
    the cycle's first language unless `language` names another. Raises `UserError` when there is no
    such version or language.
    """
    chosen = language or cycle.definition.languages[0]
    check_spoken(chosen)
    comparison, words = compare(cycle, since, chosen), Words(cycle, chosen)
    stem = f"{cycle.id}.{chosen}.since-{comparison.since.number}"
    book, page = (cycle.outputs / "changes" / f"{stem}.{kind}" for kind in ("xlsx", "md"))
    text = markdown(comparison, words)
    write_changes(comparison, words, book)
    with replacing(page) as beside:
        beside.write_text(text, "utf-8")
    return Report(text, [book, page])
