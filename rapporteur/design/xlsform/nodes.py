"""The rows of a survey sheet as pyxform nests them, each with its row and what becomes of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rapporteur.design.xlsform.choices import Select, select_of
from rapporteur.design.xlsform.names import Sort, Written
from rapporteur.design.xlsform.question_types import Kind, kind_of
from rapporteur.design.xlsform.sheets import Row, Sheet

_GENERATED = re.compile(r"generated_\w*?_(\d+)")
"""How pyxform names a note without a name: by its row."""

_TABLE_LIST = re.compile(r"(?:generated_table_list_label|reserved_name_for_field_list_labels)_\d+")

_SORTS: Mapping[str, Sort] = {
    "question": "question",
    "note": "passage",
    "calculation": "calculation",
}


@dataclass(eq=False)
class Node:
    """A row of the form: pyxform's entry, the row itself, and what becomes of it.

    `row` is None for what pyxform adds. `count` is the number of a repeat's rows as the form has
    it, `select` the parts of the type of a select question, `kind` None for groups and repeats.
    `name` is the name of its table or column, `link` that of the column which says to which row
    of the outer table a row of a nested repeat belongs.
    """

    entry: Mapping[str, Any]
    type: Literal["group", "repeat", "row"]
    row: Row | None
    kind: Kind | None = None
    select: Select | None = None
    count: str = ""
    depth: int = 0
    repeat: "Node | None" = None
    children: "list[Node]" = field(default_factory=list)
    name: str = ""
    link: str = ""

    @property
    def written(self) -> str:
        """Its name as the form has it."""
        return str(self.entry["name"])

    @property
    def number(self) -> int | None:
        """The number of its row."""
        return self.row.number if self.row else None

    def bind(self, key: str) -> str | None:
        """A bind expression; XLSForm's `yes` and `no` become `true()` and `false()`."""
        value = str(self.entry.get("bind", {}).get(key, "")).strip()
        if value.lower() in ("yes", "true", "true()"):
            return "true()"
        if value.lower() in ("no", "false", "false()"):
            return None if key in ("required", "readonly") else "false()"
        return value or None

    def named(self) -> Iterator[Written]:
        """The names that it needs: of itself, and of the link of a nested repeat."""
        inside = self.repeat is not None
        if self.type == "group":
            yield Written(self.written, "passage" if self.depth else "section", inside)
        elif self.type == "repeat":
            yield Written(self.written, "repeat", inside)
            if self.repeat:
                yield Written(f"{self.repeat.written}_row", "link", in_repeat=True)
        elif self.kind and self.kind.role in _SORTS:
            yield Written(self.written, _SORTS[self.kind.role], inside)

    def take(self, names: Iterator[str]) -> None:
        """Take the names for what `named` asks for, in its order."""
        for number, _ in enumerate(self.named()):
            if number:
                self.link = next(names)
            else:
                self.name = next(names)


def nodes_of(entries: Sequence[Mapping[str, Any]], survey: Sheet) -> list[Node]:
    """The nodes of the entries of pyxform's tree at its top."""
    return _Nodes(survey).of(entries, 0, None)


def in_order(nodes: Sequence[Node]) -> Iterator[Node]:
    """The nodes and all that is in them, in the form's order."""
    for node in nodes:
        yield node
        yield from in_order(node.children)


class _Nodes:
    """Makes nodes; rows are found by their order, since two may have the same name."""

    def __init__(self, survey: Sheet) -> None:
        self._survey = survey
        self._rows = [row for row in survey.rows if not _is_disabled(survey, row)]
        self._next = 0

    def of(
        self, entries: Sequence[Mapping[str, Any]], depth: int, repeat: Node | None
    ) -> list[Node]:
        nodes: list[Node] = []
        count = ""
        for position, entry in enumerate(entries):
            following = entries[position + 1] if position + 1 < len(entries) else {}
            if _is_meta(entry):
                continue
            if _is_count(entry, following):
                count = str(entry.get("bind", {}).get("calculate", ""))
                continue
            if entry["type"] in ("group", "repeat"):
                group, children = _without_table_list(entry)
                node = Node(group, entry["type"], self._row(entry), depth=depth, repeat=repeat)
                control = entry.get("control") or {}
                node.count, count = count or str(control.get("jr:count", "")), ""
                within = node if node.type == "repeat" else repeat
                node.children = self.of(children, depth + 1, within)
            else:
                added = bool(nodes and nodes[-1].select and nodes[-1].select.or_other)
                added = added and entry["name"] == f"{nodes[-1].written}_other"
                row = None if added else self._row(entry)
                select = select_of(self._survey.text(row, "type")) if row else None
                node = Node(entry, "row", row, kind_of(entry), select, depth=depth, repeat=repeat)
            nodes.append(node)
        return nodes

    def _row(self, entry: Mapping[str, Any]) -> Row | None:
        name = entry["name"]
        generated = _GENERATED.fullmatch(name)
        for position in range(self._next, len(self._rows)):
            row = self._rows[position]
            if self._survey.text(row, "name") == name or (
                generated and row.number == int(generated[1])
            ):
                self._next = position + 1
                return row
        return None


def _without_table_list(
    entry: Mapping[str, Any],
) -> tuple[Mapping[str, Any], Sequence[Mapping[str, Any]]]:
    """A group and what is in it, without what pyxform adds for the appearance `table-list`.

    That is a note with the label of the group, and a question that shows the choices.
    """
    children = entry.get("children", ())
    added = [child for child in children if _TABLE_LIST.fullmatch(child["name"])]
    labels = [child["label"] for child in added if child["type"] == "note"]
    whole = {**entry, "label": labels[0]} if labels else entry
    return whole, [child for child in children if child not in added]


def _is_disabled(survey: Sheet, row: Row) -> bool:
    return survey.text(row, "disabled").strip().lower() in ("yes", "true", "true()")


def _is_meta(entry: Mapping[str, Any]) -> bool:
    """Whether an entry is the group `meta`, which pyxform adds to every form."""
    return bool(entry["name"] == "meta" and entry["type"] == "group")


def _is_count(entry: Mapping[str, Any], following: Mapping[str, Any]) -> bool:
    """Whether an entry is the calculation that pyxform adds for the `repeat_count` of the next."""
    if entry["type"] != "calculate" or following.get("type") != "repeat":
        return False
    count = (following.get("control") or {}).get("jr:count")
    return bool(entry["name"] == f"{following['name']}_count" and count == f"${{{entry['name']}}}")
