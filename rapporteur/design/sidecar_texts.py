"""Where a sidecar's texts come from: each is written once and referred to by its name.

A text stands in the sidecar, in the form, or in a folder `shared`: that of the cycle
(`sql/<cycle>/shared`) goes before that of all cycles (`sql/shared`). In these folders
`columns.toml` holds headers, `notes.toml` notes and `sources.toml` sources, each by its name.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Form
from rapporteur.design.reviewed_texts import Reviews, is_text, item_key, reviewed_form
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.toml_files import read_toml
from rapporteur.language.messages import languages, message
from rapporteur.language.texts import Text

_KINDS = {"columns": "header", "notes": "note", "sources": "source"}
"""The files of a folder `shared`, and what each of their texts is."""

_OWN = {"headers": "columns", "notes": "notes", "points": "points"}
"""What a sidecar may define under `own`, and the file that holds such texts for all sidecars."""

AXES = ("group", "category", "series", "value")
"""The keys of a chart that describe a column of its rows."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a text is written that a sidecar refers to: the key of its reviews, and its place."""

    key: str
    place: str


@dataclass(frozen=True, slots=True)
class Named:
    """A text that is referred to by its name."""

    text: Text
    origin: Origin


@dataclass(frozen=True)
class SharedTexts:
    """The texts that the sidecars of a cycle may refer to, reviewed ones in their places."""

    form: Form
    languages: Sequence[str]
    reviews: Reviews
    folder: Path
    texts: Mapping[str, Mapping[str, Named]]


def shared_texts(cycle: Cycle, reviews: Reviews | None = None) -> SharedTexts:
    """The texts that the cycle's sidecars share; `reviews` take the place of the cycle's own.

    Raises `UserError` that names the file and key of an unusable text.
    """
    form = cycle.form if reviews is None else reviewed_form(cycle.form, reviews)
    reviews = reviews or cycle.reviews
    folders = (cycle.sql.parent / "shared", cycle.sql / "shared")
    texts = {
        kind: {
            name: named
            for folder in folders
            for name, named in _read(folder / f"{kind}.toml", kind, reviews)
        }
        for kind in _KINDS
    }
    return SharedTexts(form, cycle.definition.languages, reviews, folders[0], texts)


def _read(path: Path, kind: str, reviews: Reviews) -> Iterator[tuple[str, Named]]:
    if not path.exists():
        return
    for name, text in read_toml(path).items():
        if not is_text(text) or not all(words.strip() for words in text.values()):
            raise UserError(
                f"{path}: {name}: there must be a {_KINDS[kind]} in each language.",
                f'Write it as {name} = {{ en = "…", fr = "…" }}.',
            )
        origin = Origin(f"shared/{kind}/{name}", f"{path.name}, {name}")
        yield name, Named(reviews.text(origin.key, text), origin)


def resolve(path: Path, part: str, shared: SharedTexts) -> dict[str, Any]:
    """A sidecar with all its texts in place.

    `part` begins the keys of its texts. Under `origins` stands where each text is written that
    the sidecar refers to, by its key in the sidecar; None for a header that is composed of others.
    Raises `UserError` that names the file and key of a text that is missing or not known.
    """
    return _Resolver(path, f"{part}/{path.stem}/", shared).resolve(read_toml(path))


@dataclass
class _Resolver:
    path: Path
    key: str
    shared: SharedTexts
    own: dict[str, dict[str, Named]] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)
    origins: dict[str, Origin | None] = field(default_factory=dict)

    def resolve(self, stated: dict[str, Any]) -> dict[str, Any]:
        self.own = self._own(stated.pop("own", {}))
        entry: dict[str, Any] = self.shared.reviews.document(self.key, stated)
        if isinstance(source := entry.get("source"), str):
            entry["source"] = self._named("sources", "source", source)
        if isinstance(title := entry.get("title"), str):
            entry["title"] = self._title(title)
        names = entry.get("notes", [])
        if isinstance(names, list):
            entry["notes"] = [
                self._note(number, name) for number, name in enumerate(names, start=1)
            ]
        if isinstance(columns := entry.get("columns"), list):
            for column in columns:
                if isinstance(column, dict) and isinstance(column.get("name"), str):
                    self._column(f"columns.{column['name']}", column, names)
        for role in AXES:
            if isinstance(axis := entry.get(role), dict) and isinstance(axis.get("name"), str):
                self._column(role, axis, names)
        if isinstance(points := entry.get("points"), list):
            for point in points:
                if isinstance(point, dict) and isinstance(point.get("name"), str):
                    self._point(f"points.{point['name']}.text", point)
        self._check_used()
        self._check_reviews()
        return {**entry, "origins": self.origins}

    def _own(self, stated: Any) -> dict[str, dict[str, Named]]:
        """The texts that the sidecar defines for itself, by the file that they go before."""
        if not isinstance(stated, dict) or (unknown := sorted(set(stated) - set(_OWN))):
            what = f"own.{unknown[0]}" if isinstance(stated, dict) else "own"
            known = ", ".join(f"own.{section}" for section in _OWN)
            raise UserError(f"{self.path}: {what} is not known; known are {known}.")
        own: dict[str, dict[str, Named]] = {kind: {} for kind in _OWN.values()}
        for section, texts in stated.items():
            for name, text in texts.items() if isinstance(texts, dict) else [("", {})]:
                place = f"own.{section}.{name}".rstrip(".")
                if not is_text(text) or not all(words.strip() for words in text.values()):
                    raise UserError(f"{self.path}: {place}: there must be a text in each language.")
                key = f"{section}.{name}" + (".text" if section == "points" else "")
                origin = Origin(f"{self.key}{key}", f"{self.path.name}, {place}")
                reviewed = self.shared.reviews.text(origin.key, text)
                own[_OWN[section]][name] = Named(reviewed, origin)
        return own

    def _title(self, name: str) -> Text:
        """The label of a table of the form."""
        form = self.shared.form
        if name not in form.repeats:
            raise UserError(
                f"{self.path}: title: the form has no table “{name}”.",
                f"It has {_listed(form.repeats)}.",
            )
        place = f"{form.source.place(name)}, label"
        self.origins["title"] = Origin(item_key(name, "label"), place)
        return form.repeats[name].label

    def _point(self, place: str, point: dict[str, Any]) -> None:
        """Put the text of a drafting point in its place: a pattern alone is for all languages."""
        if isinstance(pattern := point.get("text"), str):
            text = dict.fromkeys(self.shared.languages, pattern)
            point["text"] = self.shared.reviews.text(f"{self.key}{place}", text)
        elif "text" not in point:
            point["text"] = self._named("points", place, point["name"])

    def _note(self, number: int, name: object) -> Text:
        if not isinstance(name, str):
            raise UserError(
                f"{self.path}: notes.{number}: a note is referred to by its name.",
                "Write its text under [own.notes.<name>], and the name here.",
            )
        return self._named("notes", f"notes.{number}", name)

    def _column(self, place: str, column: dict[str, Any], notes: list[Any]) -> None:
        """Put the texts of a column of a table, or of an axis of a chart, in their places."""
        for key in ("header", "spanner", "subheader"):
            if isinstance(name := column.get(key), str):
                column[key] = self._named("columns", f"{place}.{key}", name)
        if "header" not in column:
            part = "subheader" if "spanner" in column else "header"
            if part not in column:
                column[part] = self._header(f"{place}.{part}", column)
            if part == "subheader" and isinstance(column["spanner"], dict):
                column["header"] = composed(column["spanner"], column["subheader"])
                self.origins[f"{place}.header"] = None
        if isinstance(names := column.get("notes"), list):
            column["notes"] = [_number(self.path, place, name, notes) for name in names]

    def _header(self, place: str, column: Mapping[str, Any]) -> Text:
        """The header that stands under the column's name, or else the label of its question."""
        name = column["name"]
        if name in self.own["columns"]:
            return self._named("columns", place, name)
        if label := self._label(place, column.get("question", ())):
            self.origins[place] = label.origin
            return label.text
        if name in self.shared.texts["columns"]:
            return self._named("columns", place, name)
        raise UserError(
            f"{self.path}: {place}: there is no text for it.",
            f"Write it under [own.headers], name the question whose label it is, or add {name} to"
            f" {self.shared.folder / 'columns.toml'}.",
        )

    def _label(self, place: str, stated: Any) -> Named | None:
        """The label of the questions that a column shows, None where they differ."""
        form = self.shared.form
        names = [stated] if isinstance(stated, str) else stated
        if not isinstance(names, list | tuple) or not names:
            return None
        labels = [form.questions[name].label for name in names if name in form.questions]
        if len(labels) < len(names) or not labels[0] or any(label != labels[0] for label in labels):
            return None
        where = f"{form.source.place(names[0])}, label"
        return Named(labels[0], Origin(item_key(names[0], "label"), where))

    def _named(self, kind: str, place: str, name: str) -> Text:
        """The text of that name, the sidecar's own before a shared one."""
        own, shared = self.own.get(kind, {}), self.shared.texts.get(kind, {})
        named = own.get(name) or shared.get(name)
        if named is None:
            if kind not in _KINDS:
                raise UserError(f"{self.path}: {place}: there is no own.{kind}.{name}.")
            raise UserError(
                f"{self.path}: {place}: there is no {_KINDS[kind]} “{name}”.",
                f"Known are {_listed({*own, *shared})}; a new one is written in the sidecar or in"
                f" {self.shared.folder / f'{kind}.toml'}.",
            )
        self.used.add((kind, name))
        self.origins[place] = named.origin
        return named.text

    def _check_used(self) -> None:
        for kind, texts in self.own.items():
            for name, named in texts.items():
                if (kind, name) not in self.used:
                    raise UserError(f"{self.path}: nothing refers to {named.origin.place}.")

    def _check_reviews(self) -> None:
        """Refuse reviews under a key that a text had before it was written somewhere else."""
        for place, origin in self.origins.items():
            former = f"{self.key}{place}"
            if origin and former != origin.key and former in self.shared.reviews.last:
                files = ", ".join(
                    f"{language}.csv" for language in self.shared.reviews.last[former]
                )
                raise UserError(
                    f"translations/{files}: {former} is no key of a text any more.",
                    f"The text of that place has the key {origin.key} now ({origin.place}):"
                    " write that key in the register, if the English text is the same.",
                )


def _number(path: Path, place: str, name: object, notes: list[Any]) -> int:
    """The place of a note among those of the table, from 1."""
    if name not in notes:
        raise UserError(
            f"{path}: {place}.notes: there is no note “{name}” among those of the table.",
            f"Its notes are {_listed(map(str, notes))}.",
        )
    return notes.index(name) + 1


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"


def composed(spanner: Text, subheader: Text) -> Text:
    """The whole header of a column under a spanner, in the languages that have both texts."""
    known: Collection[str] = languages()
    return {
        language: message(
            language, "spanned-header", spanner=text, header=_continued(subheader[language])
        )
        for language, text in spanner.items()
        if language in subheader and language in known
    }


def _continued(text: str) -> str:
    """A text as it goes on after a colon: without its capital, unless that is of an acronym."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
