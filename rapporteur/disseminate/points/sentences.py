"""Drafting points in one language: their patterns filled in."""

from collections.abc import Iterable, Mapping

from rapporteur.design.table_spec import Column, Point, Table
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.points.tally import Tally
from rapporteur.language.collation import sort_keys

_COMMAS = (",", "،", "，", "、")


class Speaker:
    """Words the points of a table in the language of an edition."""

    def __init__(self, edition: Edition, table: Table) -> None:
        self._edition = edition
        self._columns = {column.name: column for column in table.columns}
        self._labels = {
            column.name: edition.labels.words(table, column, edition.language)
            for point in table.points
            for column in (self._columns[name] for name in (point.count, point.by) if name)
        }

    def sentence(self, point: Point, tally: Tally) -> str:
        """The sentence about the replies, and another about what desk research adds.

        In between stands whether the replies are a reconstruction.
        """
        group = self._word(point.by, tally.group) if point.by else ""
        params = {**self._params(point, tally.replies), "group": group}
        sentence = self._edition.formatted(point.text, params)
        reconstruction = self._edition.cycle.definition.reconstruction
        if point.of_replies and reconstruction:
            sentence += self._edition.say("sentence-separator.value")
            sentence += self._edition.words(reconstruction)
        if tally.desk:
            sentence += self._edition.say("sentence-separator.value")
            sentence += self._edition.say("points-desk", **self._params(point, tally.desk))
        if group and sentence.startswith(group):  # a label stays as its list has it
            return sentence
        return sentence[:1].upper() + sentence[1:]

    def in_order(self, name: str, values: Iterable[str]) -> list[str]:
        """Codes in the order of their list; names and texts in the order of dictionaries."""
        column = self._columns[name]
        if column.type == "code":
            present = set(values)
            return [code for code in self._labels[name] if code in present]
        words = {value: self._word(name, value) for value in values}
        keys = self._keys(column, words.values())
        return sorted(words, key=lambda value: (keys[words[value]], value))

    def _keys(self, column: Column, words: Iterable[str]) -> Mapping[str, bytes]:
        language = self._edition.language
        variant = self._edition.cycle.definition.collation.get(language, "")
        return sort_keys(words, language, variant, names=column.type == "respondent")

    def _params(self, point: Point, counted: Mapping[str, int]) -> dict[str, str | int]:
        count = sum(counted.values())
        names = []
        for value in self.in_order(point.count, counted):
            name = self._word(point.count, value)
            if point.sum:
                name = self._edition.say("points-tally", name=name, count=counted[value])
            names.append(name)
        number = self._edition.say("spelt", count=count)
        kind = "sum" if point.sum else "values"
        return {"count": count, "number": number, "list": self._listed(names), "kind": kind}

    def _word(self, name: str, value: str) -> str:
        return self._labels[name].get(value, value)

    def _listed(self, names: list[str]) -> str:
        """A, B and C; with semicolons where a name has a comma in it."""
        if any(comma in name for name in names for comma in _COMMAS):
            return self._edition.say("points-separator.value").join(names)
        return self._edition.enumerate(names)
