"""The workbook for a reviewer of the cycle's texts: write it, and take it when it comes back."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl import Workbook

from rapporteur.design.cycle import Cycle
from rapporteur.design.reviewed_texts import COLUMNS, Review, Reviews, choice_key, read_reviews
from rapporteur.design.sidecar_texts import shared_texts
from rapporteur.design.table_spec import read_table
from rapporteur.kernel import append_only_csv
from rapporteur.language.folding import fold
from rapporteur.language.texts import shown_in, straight
from rapporteur.translate.completeness import state
from rapporteur.translate.inventory import PARTS, Entry, check_language, entries
from rapporteur.translate.keeping import is_news, mark, opened, today
from rapporteur.translate.patterns import lost
from rapporteur.translate.returned import Problems, Returned, Row, one_of
from rapporteur.translate.review_book import BEFORE, Column, Guide, Part, book, language_name, say

KIND = "review"
_STEPS = ("read", "confirm", "correct", "braces", "program", "return")
_REFERENCE = re.compile(r"\$\{\w+\}")


@dataclass(frozen=True)
class Taken:
    """What a workbook brought: lines added, and what somebody should look at."""

    added: int
    remarks: Sequence[str]

    def lines(self) -> Iterator[str]:
        """The same for a person."""
        yield f"lines added: {self.added}"
        yield from self.remarks


def review_book(cycle: Cycle, language: str) -> Workbook:
    """The texts of the cycle for a reviewer of `language`. Raises `UserError`."""
    check_language(cycle, language)
    texts = entries(cycle)
    parts = [
        Part(
            say(language, f"part-{part}"),
            say(language, f"part-{part}"),
            [_cells(entry, cycle.reviews, language) for entry in texts if entry.part == part],
            frozenset({"text"} if part == "program" else ()),
        )
        for part in PARTS
        if any(entry.part == part for entry in texts)
    ]
    guide = Guide(
        say(language, "title-review"),
        [
            (say(language, "fact-cycle"), shown_in(cycle.definition.title, language)),
            (say(language, "fact-language"), language_name(language, language)),
        ],
        [say(language, f"review-{step}") for step in _STEPS],
    )
    return book(cycle, KIND, language, guide, _columns(language), parts)


def _columns(language: str) -> Sequence[Column]:
    yes = say(language, "yes")
    return (
        Column("key", 16, "key"),
        Column("where", 28, "words"),
        Column("source", 46, "english"),
        Column("now", 46, "words"),
        Column("state", 16, "words"),
        Column("text", 46, "fill", prompt=say(language, "prompt-text")),
        Column("confirmed", 12, "pick", (yes,), say(language, "prompt-confirmed")),
        Column("remark", 28, "fill"),
        Column(BEFORE, 8, "key", hidden=True),
    )


def _cells(entry: Entry, reviews: Reviews, language: str) -> Mapping[str, str]:
    last = reviews.last.get(entry.key, {}).get(language)
    return {
        "key": entry.key,
        "where": entry.where(language),
        "source": entry.source,
        "now": entry.text.get(language, ""),
        "state": say(
            language,
            f"state-{state(entry, language, reviews)}",
            source=last.source if last else "",
        ),
        BEFORE: _mark(last),
    }


def _mark(review: Review | None) -> str:
    return mark((review.source, review.text)) if review else ""


def take_reviews(cycle: Cycle, returned: Returned, reviewer: str) -> Taken:
    """Add what a reviewer confirmed and corrected to the register of the language.

    The same workbook again adds nothing. Raises `UserError` that names the cells that cannot be
    used; then nothing is added.
    """
    language = returned.language
    check_language(cycle, language)
    with opened(cycle) as folder:
        reviews = read_reviews(cycle.inputs)
        known = {entry.key: entry for entry in entries(cycle)}
        problems, remarks = Problems(returned.file), list[str]()
        new: dict[str, Review] = {}
        places: dict[str, Row] = {}
        for row in returned.rows:
            problems.check_flaws(row)
            if row.cells.get("remark"):
                remarks.append(f"{row.place('remark')} {row.cells['key']}: {row.cells['remark']}")
            line = _review(row, known, language, reviewer, problems, remarks)
            if line is None or not _is_news(row, line, reviews, language):
                continue
            if line.key in new and new[line.key].text != line.text:
                problems.add(
                    row, "text", f"{line.key} has another text in {places[line.key].sheet}"
                )
            new[line.key], places[line.key] = line, row
        problems.check()
        lines = {**reviews.lines, language: (*reviews.lines.get(language, ()), *new.values())}
        _try(cycle, Reviews(lines), language, places, problems)
        problems.check()
        if new:
            columns = [[getattr(line, name) for name in COLUMNS] for line in new.values()]
            append_only_csv.append(folder / f"{language}.csv", COLUMNS, columns)
    return Taken(len(new), remarks)


def _review(
    row: Row,
    known: Mapping[str, Entry],
    language: str,
    reviewer: str,
    problems: Problems,
    remarks: list[str],
) -> Review | None:
    """What a row says; None if it says nothing or cannot be used."""
    cells = row.cells
    corrected, confirmed = cells.get("text", ""), cells.get("confirmed", "")
    if confirmed and one_of(confirmed, ("yes",), "") is None:
        problems.add(row, "confirmed", f"“{confirmed}” is neither {say(language, 'yes')} nor empty")
    if not (corrected or confirmed):
        return None
    entry = known.get(cells["key"])
    if entry is None:
        remarks.append(f"{row.place('key')}: there is no text {cells['key']} any more")
        return None
    text = corrected or _as(entry.text.get(language, ""), cells.get("now", ""))
    name = "text" if corrected else "confirmed"
    if not text:
        problems.add(row, name, "there is no translation that could be confirmed")
    elif corrected and entry.part == "program":
        problems.add(row, name, "a message of the program is corrected in the program")
    elif wrong := _wrong(entry, language, text):
        problems.add(row, name, wrong)
    source = _as(entry.source, cells.get("source", ""))
    if source != entry.source:
        remarks.append(f"{row.place('source')} {entry.key}: the English text has changed since")
    return Review(entry.key, source, text, reviewer, today())


def _as(present: str, held: str) -> str:
    """What a cell holds; what is written at present if only white space or quotes differ."""
    return present if straight(present).split() == straight(held).split() else held


def _wrong(entry: Entry, language: str, text: str) -> str:
    if entry.pattern and entry.part != "program":
        return lost(language, entry.source, text)
    before, after = (set(_REFERENCE.findall(text)) for text in (entry.source, text))
    return f"{min(before ^ after)} is missing or not known" if before ^ after else ""


def _is_news(row: Row, line: Review, reviews: Reviews, language: str) -> bool:
    former = {
        _mark(former_line)
        for former_line in reviews.lines.get(language, ())
        if former_line.key == line.key
    }
    now = _mark(reviews.last.get(line.key, {}).get(language))
    return is_news(row.cells[BEFORE], now, _mark(line), former)


def _try(
    cycle: Cycle, reviews: Reviews, language: str, places: Mapping[str, Row], problems: Problems
) -> None:
    """See whether the cycle can be used with the texts. Raises `UserError` of a sidecar."""
    shared = shared_texts(cycle, reviews)
    for path in sorted((cycle.sql / "marts").glob("*.toml")):
        read_table(path, shared)
    for name, choices in cycle.form.choices.items():
        labels: dict[str, str] = {}
        for choice in choices:
            key = choice_key(name, choice.code)
            label = fold(reviews.text(key, choice.label).get(language, ""))
            other = labels.setdefault(label, key) if label else key
            if other != key and (row := places.get(key) or places.get(other)):
                problems.add(row, "text", f"{other} and {key} would read the same")
