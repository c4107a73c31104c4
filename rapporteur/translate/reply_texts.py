"""The workbook for those who translate what respondents wrote: write it, and take it back."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from babel import Locale
from openpyxl import Workbook

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.content.content import Content, read_content
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.content.respondent_texts import (
    COLUMNS,
    KINDS,
    STATUSES,
    Register,
    Texts,
    Translation,
    read_register,
)
from rapporteur.kernel import append_only_csv
from rapporteur.kernel.errors import UserError
from rapporteur.language.cldr import beside
from rapporteur.language.texts import shown_in
from rapporteur.translate.keeping import is_news, mark, opened, today
from rapporteur.translate.returned import Problems, Returned, Row, one_of
from rapporteur.translate.review import Taken
from rapporteur.translate.review_book import BEFORE, Column, Guide, Part, book, language_name, say
from rapporteur.warehouse.reader import rests_on

KIND = "replies"
_STEPS = ("read", "translate", "kind", "language", "return")
_SHOWN = 3  # respondents and columns named in a cell

State = tuple[str, str, str, str]
"""Language, translation, kind and status of a text, as a row of the workbook has them."""


@dataclass(slots=True)
class _Use:
    """Where a text stands."""

    respondents: dict[str, None] = field(default_factory=dict)
    columns: dict[str, None] = field(default_factory=dict)


def check_published(cycle: Cycle, language: str) -> None:
    """Raise `UserError` when there are no tables in the language."""
    if language not in cycle.definition.languages:
        raise UserError(
            f"The tables of {cycle.id} are not published in “{language}”.",
            f"They are in {', '.join(cycle.definition.languages)}.",
        )


def replies_book(cycle: Cycle, language: str) -> Workbook:
    """The texts of the tables that are in another language. Raises `UserError`."""
    check_published(cycle, language)
    labels = Labels(cycle)
    content = read_content(cycle, labels)
    last = read_register(cycle.inputs).last()
    rows = []
    for text, use in _uses(content, labels, language).items():
        written = content.texts.languages[text]
        if written != language:
            state = _state(written, last.get((text, language)))
            rows.append(_cells(text, use, state, language))
    guide = Guide(
        say(language, "title-replies"),
        [
            (say(language, "fact-cycle"), shown_in(cycle.definition.title, language)),
            (say(language, "fact-language"), language_name(language, language)),
        ],
        [say(language, f"replies-{step}") for step in _STEPS],
    )
    title = say(language, "part-replies")
    part = Part(title, say(language, "title-replies"), rows)
    return book(cycle, KIND, language, guide, _columns(language), [part])


def _columns(language: str) -> Sequence[Column]:
    kinds = tuple(say(language, f"made-{kind}") for kind in KINDS)
    statuses = tuple(say(language, f"status-{status}") for status in STATUSES)
    return (
        Column("key", 8, "key", hidden=True),
        Column("original", 56, "english"),
        Column("respondent", 22, "words"),
        Column("table", 28, "words"),
        Column("language", 10, "pick", prompt=say(language, "prompt-language")),
        Column("translation", 56, "fill"),
        Column("kind", 12, "pick", kinds),
        Column("status", 14, "pick", statuses),
        Column("remark", 28, "fill"),
        Column(BEFORE, 8, "key", hidden=True),
    )


def _uses(content: Content, labels: Labels, language: str) -> Mapping[str, _Use]:
    """Each text in the order of the tables, with those who wrote it and the columns."""
    respondents = {item.id: item.submission.respondent for item in content.evidence}
    uses: dict[str, _Use] = {}
    for content_of_table in content.tables:
        for at, column in enumerate(content_of_table.table.columns):
            if column.type != "text":
                continue
            names = (content_of_table.table.title, column.header)
            name = beside((shown_in(text, language) for text in names), " › ", language)
            for row in content_of_table.rows:
                if row[at] not in content.texts.languages:
                    continue
                use = uses.setdefault(str(row[at]), _Use())
                use.columns[name] = None
                for key in rests_on(row):
                    use.respondents[labels.respondent(respondents[key], language)] = None
    return uses


def _cells(text: str, use: _Use, state: State, language: str) -> Mapping[str, str]:
    written, translation, kind, status = state
    return {
        "key": _key(text),
        "original": text,
        "respondent": _some(use.respondents),
        "table": _some(use.columns),
        "language": written,
        "translation": translation,
        "kind": say(language, f"made-{kind}") if kind else "",
        "status": say(language, f"status-{status}") if status else "",
        BEFORE: mark(state),
    }


def _some(names: Mapping[str, None]) -> str:
    first = list(names)[:_SHOWN]
    return "\n".join(first) + ("\n…" if len(names) > _SHOWN else "")


def _key(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _state(written: str, last: Translation | None) -> State:
    if last is None or not last.translation:
        return written, "", "", ""
    return written, last.translation, last.kind, last.status


def take_replies(cycle: Cycle, returned: Returned, translator: str) -> Taken:
    """Add the translations that a workbook brought to the register.

    The same workbook again adds nothing. Raises `UserError` that names the cells that cannot be
    used; then nothing is added.
    """
    language = returned.language
    check_published(cycle, language)
    texts = read_content(cycle, Labels(cycle)).texts
    with opened(cycle) as folder:
        known = read_register(cycle.inputs)
        problems, remarks = Problems(returned.file), list[str]()
        originals = {_key(text): text for text in (*texts.languages, *known.sources())}
        new: dict[str, Translation] = {}
        for row in returned.rows:
            problems.check_flaws(row)
            if row.cells.get("remark"):
                remarks.append(f"{row.place('remark')}: {row.cells['remark']}")
            state = _given(row, problems)
            text = originals.get(row.cells["key"])
            if text is None:
                remarks.append(f"{row.place('key')}: the text is in the tables no more")
            elif _is_news(row, text, state, language, texts, known):
                new[text] = Translation(state[0], language, text, *state[1:], translator, today())
        problems.check()
        if new:
            lines = [[getattr(line, name) for name in COLUMNS] for line in new.values()]
            append_only_csv.append(folder / "texts.csv", COLUMNS, lines)
    return Taken(len(new), remarks)


def _given(row: Row, problems: Problems) -> State:
    """What a row says; notes what cannot be used."""
    cells = row.cells
    written, translation = cells.get("language", "").lower(), cells.get("translation", "")
    if written not in Locale("en").languages:
        problems.add(row, "language", f"“{written}” is no ISO 639-1 code of a language, such as es")
    if not translation:
        return written, "", "", ""
    codes = []
    for name, known, prefix in (("kind", KINDS, "made-"), ("status", STATUSES, "status-")):
        code = one_of(cells.get(name, ""), known, prefix)
        if code is None:
            words = " or ".join(known)
            problems.add(row, name, f"“{cells.get(name, '')}” must be {words}")
        codes.append(code or "")
    return written, translation, codes[0], codes[1]


def _is_news(
    row: Row, text: str, state: State, language: str, texts: Texts, known: Register
) -> bool:
    lines = [line for line in known.lines if (line.original, line.language) == (text, language)]
    written = texts.languages.get(text) or known.sources()[text]
    now = _state(written, lines[-1] if lines else None)
    former = {mark(line.state) for line in lines}
    return is_news(row.cells[BEFORE], mark(now), mark(state), former)


@dataclass(frozen=True)
class Written:
    """How many texts of respondents there are by language, and how many are translated."""

    texts: Mapping[str, int]
    translated: Mapping[str, tuple[int, int]]
    told: bool

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data, for `--json`."""
        return {
            "texts": dict(self.texts),
            "translated": {
                language: {"to_translate": total, "translated": done}
                for language, (total, done) in self.translated.items()
            },
            "languages_told_from_texts": self.told,
        }

    def lines(self) -> Iterator[str]:
        """The same for a person."""
        counted = ", ".join(f"{language} {count}" for language, count in self.texts.items())
        yield f"texts of respondents by language: {counted or 'none'}"
        if not self.told:
            yield "there are too many to tell their languages: they are taken to be the workbooks'"
        for language, (total, done) in self.translated.items():
            yield f"translated into {language}: {done} of {total} in other languages"


def written(cycle: Cycle, languages: Sequence[str]) -> Written:
    """What respondents wrote into the tables. Raises `UserError` when there was no run."""
    texts = read_content(cycle, Labels(cycle)).texts
    counted = Counter(texts.languages.values())
    done = Counter(
        language
        for (text, language), translation in texts.translations.items()
        if translation.translation and texts.languages.get(text, language) != language
    )
    return Written(
        dict(sorted(counted.items(), key=lambda item: (-item[1], item[0]))),
        {
            language: (sum(counted.values()) - counted[language], done[language])
            for language in languages
        },
        texts.detected,
    )
