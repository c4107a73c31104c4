"""Every text of a cycle, with the key by which it is reviewed and the place where it stands."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapporteur.design.chart_spec import Chart, own_charts
from rapporteur.design.cycle import TEXTS, Cycle
from rapporteur.design.form import Form, Item, Repeat, Section
from rapporteur.design.reviewed_texts import attributes, choice_key, item_key, name_key, source_of
from rapporteur.design.rules import checks
from rapporteur.design.table_spec import Table, own_tables
from rapporteur.disseminate.content.labels import list_key, read_list
from rapporteur.kernel.csv_files import read_csv
from rapporteur.kernel.errors import UserError
from rapporteur.language.cldr import beside
from rapporteur.language.messages import check_spoken, message
from rapporteur.language.messages import languages as spoken
from rapporteur.language.texts import Text, shown_in
from rapporteur.translate.patterns import program

Part = Literal[
    "questionnaire", "tables", "charts", "shared", "checks", "cycle", "lists", "names", "program",
]  # fmt: skip
PARTS: tuple[Part, ...] = (
    "questionnaire", "tables", "charts", "shared", "checks", "cycle", "lists", "names", "program",
)  # fmt: skip
"""The parts of a cycle's texts, the program's messages last."""

_PATTERNS = ("message", "remedy", "alt", "point", "program")


@dataclass(frozen=True, slots=True)
class Entry:
    """One text. `place` is its file and where in it; `within` is what a reader finds it under:
    texts, and names, which are the same in every language.

    `kind` is what it is: the end of the key of a message `translations-kind-…`.
    """

    part: Part
    key: str
    text: Text
    place: str
    within: tuple[Text | str, ...]
    kind: str

    @property
    def source(self) -> str:
        """What it is translated from."""
        return source_of(self.text)

    @property
    def pattern(self) -> bool:
        """Whether it is a pattern of Project Fluent."""
        return self.kind in _PATTERNS

    def where(self, language: str) -> str:
        """Its place in words."""
        kind = message(language, f"translations-kind-{self.kind}")
        above = (
            name if isinstance(name, str) else shown_in(name, language) for name in self.within
        )
        return beside((*above, kind), " › ", language)


def translated(cycle: Cycle) -> tuple[str, ...]:
    """The languages that the cycle is translated into: of its tables and its questionnaire."""
    known = dict.fromkeys((*cycle.definition.languages, *cycle.form.languages))
    return tuple(language for language in known if language != "en")


def check_language(cycle: Cycle, language: str) -> None:
    """Raise `UserError` when the cycle is not translated into the language, or cannot be."""
    if language not in (known := translated(cycle)):
        raise UserError(
            f"The cycle {cycle.id} is not translated into “{language}”.",
            f"It is into {', '.join(known)}; a language is added under `languages` in cycle.toml."
            if known
            else "Add a language under `languages` in cycle.toml.",
        )
    check_spoken(language)


def entries(cycle: Cycle) -> Sequence[Entry]:
    """The texts as they are used, reviewed ones in their places. Raises `UserError`."""
    form = cycle.form
    sidecars = [
        *(entry for table in own_tables(cycle) for entry in _sidecar("tables", table)),
        *(entry for chart in own_charts(cycle) for entry in _sidecar("charts", chart)),
    ]
    return [
        *_form(form),
        *{entry.key: entry for entry in sidecars}.values(),  # shared texts once
        *_checks(cycle),
        *_cycle(cycle),
        *_lists(cycle),
        *_names(cycle),
        *_program(),
    ]


def _form(form: Form) -> Iterator[Entry]:
    def of(item: Item | Section, within: tuple[Text | str, ...]) -> Iterator[Entry]:
        above = (*within, item.label or item.name)
        for name, text in attributes(item).items():
            kind = name.replace("_", "-")
            under = within if name == "label" else above
            key = item_key(item.name, name)
            place = form.source.place(item.name)
            yield Entry("questionnaire", key, text, f"{place}, {name}", under, kind)

    for section in form.sections:
        yield from of(section, ())
        within = (section.label,)
        for item in section.items:
            yield from of(item, within)
            if isinstance(item, Repeat):
                for question in item.questions:
                    yield from of(question, (*within, item.label))
                for passage in item.passages:
                    yield from of(passage, (*within, item.label))
    for name, choices in form.choices.items():
        for choice in choices:
            if choice.label:
                place = f"{form.source.name}, list {name} of the choices sheet"
                key = choice_key(name, choice.code)
                yield Entry("questionnaire", key, choice.label, place, (name,), "choice")


def _sidecar(part: Literal["tables", "charts"], sidecar: Table | Chart) -> Iterator[Entry]:
    """The texts of a sidecar and those that it shares with others, but for labels of the form."""
    for name, text in sidecar.words():
        kind = name.split(".")[-1]
        within: tuple[Text | str, ...] = (sidecar.title,)
        match name.split("."):
            case ["notes", _]:
                kind = "note"
            case ["points", _, _]:
                kind = "point"
            case ["columns", column, _]:
                within = (sidecar.title, column)
            case ["title"]:
                within = (sidecar.id,)
        origin = sidecar.origins.get(name)
        if origin is None:
            place = f"{sidecar.path.name}, {name}"
            yield Entry(part, f"{part}/{sidecar.id}/{name}", text, place, within, kind)
        elif origin.key.startswith("shared/"):
            shared = (origin.key.rsplit("/", 1)[-1],)
            yield Entry("shared", origin.key, text, origin.place, shared, kind)
        elif origin.key.startswith(f"{part}/"):
            yield Entry(part, origin.key, text, origin.place, within, kind)


def _checks(cycle: Cycle) -> Iterator[Entry]:
    for name, check in checks(cycle).items():
        for kind, text in (("message", check.message), ("remedy", check.remedy)):
            place = f"{name}.toml, {kind}"
            yield Entry("checks", f"checks/{name}/{kind}", text, place, (name,), kind)


def _cycle(cycle: Cycle) -> Iterator[Entry]:
    for name in TEXTS:
        text: Text = getattr(cycle.definition, name)
        if not text:  # a cycle need not have it
            continue
        kind = name.replace("_", "-")
        yield Entry("cycle", f"cycle/{name}", text, f"cycle.toml, {name}", (), kind)


def _lists(cycle: Cycle) -> Iterator[Entry]:
    for path in sorted((cycle.inputs / "reference").glob("*.csv")):
        if "code" not in read_csv(path).header:  # it says what belongs together, and labels nothing
            continue
        for code, label in read_list(path).items():
            if label:
                key = list_key(path.stem, code)
                text = cycle.reviews.text(key, label)
                place = f"reference/{path.name}, {code}"
                yield Entry("lists", key, text, place, (path.stem,), "entry")


def _names(cycle: Cycle) -> Iterator[Entry]:
    for respondent in cycle.roster:
        if respondent.name:
            place = f"{cycle.roster.path.name}, {respondent.code}"
            yield Entry(
                "names",
                name_key(respondent.code),
                respondent.name,
                place,
                (respondent.code,),
                "name",
            )


def _program() -> Iterator[Entry]:
    messages = {language: program(language) for language in spoken()}
    for name in messages.get("en", {}):
        file, _, key = name.partition("/")
        text: Mapping[str, str] = {
            language: known[name] for language, known in messages.items() if name in known
        }
        place = f"{file}.ftl, {key}"
        yield Entry("program", f"program/{name}", text, place, (name,), "program")
