"""Drafting points in words: their patterns filled in, in one language."""

from collections.abc import Iterable, Mapping

from rapporteur.design.table_spec import Column, Point, Table
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.points.tally import Tally
from rapporteur.language.collation import sort_keys

_COMMAS = (",", "،", "，", "、")


class Speaker:
    """Says the points of one table in the language of an edition."""

    def __init__(self, edition: Edition, table: Table) -> None:
        self._edition = edition
        self._columns = {column.name: column for column in table.columns}
        self._labels = {
            column.name: edition.labels.words(table, column, edition.language)
            for point in table.points
            for column in (self._columns[name] for name in (point.count, point.by) if name)
        }

    def sentence(self, point: Point, tally: Tally) -> str:
        """What was counted, and in a sentence of its own what desk research adds."""
        group = self._word(point.by, tally.group) if point.by else ""
        params = {**self._params(point, tally.replies), "group": group}
        said = self._edition.formatted(point.text, params)
        if tally.desk:
            said += self._edition.say("sentence-separator.value")
            said += self._edition.say("points-desk", **self._params(point, tally.desk))
        # A label stays as its list has it.
        return said if said.startswith(group) and group else said[:1].upper() + said[1:]

    def in_order(self, name: str, values: Iterable[str]) -> list[str]:
        """Codes in the order of their list; names and texts in that of the dictionaries."""
        column = self._columns[name]
        if column.type == "code":
            given = set(values)
            return [code for code in self._labels[name] if code in given]
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
        """A, B and C; where a name has a comma in it, all are parted by semicolons."""
        if any(comma in name for name in names for comma in _COMMAS):
            return self._edition.say("points-separator.value").join(names)
        return self._edition.enumerate(names)
