"""What is published, before it takes the form of a file: rows, their order, their evidence."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rapporteur.design.cycle import Cycle
from rapporteur.design.cycle_tables import read_tables
from rapporteur.design.table_spec import NUMBERS, Column, Table
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.content.respondent_texts import Texts, texts_of
from rapporteur.kernel.errors import UserError
from rapporteur.language.collation import sort_keys
from rapporteur.warehouse.evidence import Evidence, Submission
from rapporteur.warehouse.missing_reasons import Reasons, asked, find_reasons
from rapporteur.warehouse.reader import Results, Row, Statuses, Value, rests_on, results_of

REPLY = "reply"
DESK_RESEARCH = "desk_research"

_LAST = (1,)
"""The key of an empty cell, after that of any other, which is (0, …)."""


@dataclass(frozen=True)
class TableContent:
    """A table's rows, in the order of the CSV: that of the cycle's first language.

    `orders` says for each language in which order the rows stand. `replies` are the respondents
    among the evidence that replied. `reasons` are those of empty cells of which a
    respondent gave one.
    """

    table: Table
    rows: tuple[Row, ...]
    orders: Mapping[str, Sequence[int]]
    replies: int
    reasons: Reasons = field(default_factory=dict)

    @cached_property
    def symbols(self) -> frozenset[str]:
        """What the symbols in its cells mean: `nil`, or why a value is missing."""
        symbols: set[str] = {
            reason for reasons in self.reasons.values() for reason in reasons.values()
        }
        for at, column in enumerate(self.table.columns[:-1]):
            if column.type in NUMBERS and any(row[at] == 0 for row in self.rows):
                symbols.add("nil")
            if any(
                row[at] in (None, "") and at not in self.reasons.get(index, ())
                for index, row in enumerate(self.rows)
            ):
                symbols.add(column.missing)
        return frozenset(symbols)

    @cached_property
    def desk_rows(self) -> int | None:
        """How many rows come from desk research; None if the table does not tell them apart."""
        names = [column.name for column in self.table.columns]
        if "basis" not in names:
            return None
        return sum(row[names.index("basis")] == DESK_RESEARCH for row in self.rows)


@dataclass(frozen=True)
class Content:
    """All that is published. `evidence` is numbered from 1, the same in every language."""

    tables: tuple[TableContent, ...]
    evidence: tuple[Evidence, ...]
    submissions: tuple[Submission, ...]
    asked: int
    findings: Mapping[str, int]
    texts: Texts = field(default_factory=Texts)

    @cached_property
    def symbols(self) -> frozenset[str]:
        """What the symbols in the tables mean."""
        return frozenset().union(*(table.symbols for table in self.tables))

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each evidence identifier."""
        return {item.id: number for number, item in enumerate(self.evidence, start=1)}

    @cached_property
    def uses(self) -> Mapping[str, list[tuple[int, int]]]:
        """The rows that rest on each piece of evidence: table and row, both from 0."""
        places: dict[str, list[tuple[int, int]]] = {item.id: [] for item in self.evidence}
        for at, content in enumerate(self.tables):
            for index, row in enumerate(content.rows):
                use = at, index
                for key in dict.fromkeys(rests_on(row)):
                    places[key].append(use)
        return places

    @cached_property
    def chief_uses(self) -> Mapping[str, tuple[int, int]]:
        """Of the rows that rest on each piece of evidence the first that rests on least else."""
        breadth = [[len(rests_on(row)) for row in table.rows] for table in self.tables]
        return {
            key: uses[0] if len(uses) == 1 else min(uses, key=lambda use: breadth[use[0]][use[1]])
            for key, uses in self.uses.items()
            if uses
        }

    @cached_property
    def replies(self) -> tuple[Submission, ...]:
        """The accepted replies, one a respondent: several files of one may be in the tables."""
        return tuple({reply.respondent: reply for reply in self.accepted(REPLY)}.values())

    def accepted(self, basis: str) -> tuple[Submission, ...]:
        """The accepted submissions of one basis."""
        return tuple(s for s in self.submissions if s.state == "accepted" and s.basis == basis)


def read_content(cycle: Cycle, labels: Labels) -> Content:
    """Everything that the cycle publishes. Raises `UserError` where data and sidecar disagree."""
    categories = cycle.categories
    with results_of(cycle) as results:
        tables = [(table, results.rows(table)) for table in read_tables(cycle)]
        evidence = results.evidence(
            key for _, rows in tables for row in rows for key in rests_on(row)
        )
        written = _written(tables, evidence)
        statuses = results.statuses(asked([table for table, _ in tables]))
        return Content(
            tables=tuple(
                _table_content(table, rows, cycle, labels, evidence, statuses)
                for table, rows in tables
            ),
            evidence=tuple(
                sorted(evidence.values(), key=lambda item: _evidence_key(item, categories))
            ),
            submissions=tuple(results.submissions().values()),
            asked=results.asked(),
            findings=results.findings(),
            texts=texts_of(cycle.inputs, cycle.outputs, written),
        )


def _written(
    tables: Iterable[tuple[Table, Sequence[Row]]], evidence: Mapping[str, Evidence]
) -> Iterator[tuple[str, str]]:
    """What respondents wrote into the tables, each with the language of their workbook."""
    for table, rows in tables:
        places = [at for at, column in enumerate(table.columns) if column.type == "text"]
        for row in rows if places else ():
            key = next(iter(rests_on(row)), "")
            language = evidence[key].submission.language if key else ""
            yield from ((str(row[at]), language) for at in places if row[at])


def read_rows(cycle: Cycle, table: Table, labels: Labels, results: Results) -> list[Row]:
    """A table's rows in the order of the CSV."""
    rows = results.rows(table)
    ordering = Ordering(table, labels, cycle.definition.collation)
    return [rows[index] for index in ordering.places(rows, cycle.definition.languages[0])]


@dataclass(frozen=True)
class Ordering:
    """The order of a table's rows that its sidecar's `sort` asks for, empty cells last.

    Without `sort` it is the mart's own. Respondents stand in the alphabetical order of their
    names in the language, codes in the order of their list, texts as the language's dictionaries
    have it, or its other order that `variants` names. What is equal so far stays in the order
    given.
    """

    table: Table
    labels: Labels
    variants: Mapping[str, str]

    def places(self, rows: Sequence[Row], language: str) -> list[int]:
        """Which of the rows stands first, second and so on."""
        if not self.table.sort:
            return list(range(len(rows)))
        names = [column.name for column in self.table.columns]
        keys = []
        for at in map(names.index, self.table.sort):
            values = [row[at] for row in rows]
            of = self._keys(self.table.columns[at], set(values) - {None}, language)
            known = {value: _LAST if value is None else (0, of[value]) for value in set(values)}
            keys.append(map(known.__getitem__, values))
        return sorted(range(len(rows)), key=list(zip(*keys, strict=True)).__getitem__)

    def _keys(self, column: Column, values: set[Value], language: str) -> Mapping[Value, object]:
        """The sort key of each value of a column."""
        if column.type in ("code", "codes"):
            place = {code: at for at, code in enumerate(self.labels.codes(self.table, column))}
            return {
                value: [place.get(code, len(place)) for code in column.codes_in(value)]
                for value in values
            }
        if column.type not in ("respondent", "text", "evidence"):
            return {value: value for value in values}
        words = {value: str(value) for value in values}
        if column.type == "respondent":
            words = {v: self.labels.respondent(code, language) for v, code in words.items()}
        names = column.type == "respondent"
        keys = sort_keys(words.values(), language, self.variants.get(language, ""), names=names)
        return {value: (keys[word], str(value)) for value, word in words.items()}


def _table_content(
    table: Table,
    unordered: list[Row],
    cycle: Cycle,
    labels: Labels,
    evidence: Mapping[str, Evidence],
    statuses: Statuses,
) -> TableContent:
    _check_codes(table, unordered, labels)
    first, *others = cycle.definition.languages
    ordering = Ordering(table, labels, cycle.definition.collation)
    rows = [unordered[index] for index in ordering.places(unordered, first)]
    orders: dict[str, Sequence[int]] = {first: range(len(rows))}
    for language in others:
        orders[language] = array("L", ordering.places(rows, language))
    replies = {
        evidence[key].submission.respondent
        for row in rows
        for key in rests_on(row)
        if evidence[key].submission.basis == REPLY
    }
    reasons = find_reasons(table, rows, cycle.form, statuses)
    return TableContent(table, tuple(rows), orders, len(replies), reasons)


def _check_codes(table: Table, rows: Iterable[Row], labels: Labels) -> None:
    for at, column in enumerate(table.columns):
        if column.type not in ("respondent", "code", "codes"):
            continue
        known = labels.codes(table, column)
        held = {row[at] for row in rows if row[at] is not None}
        for value in sorted(map(str, held)):
            unknown = [code for code in column.codes_in(value) if code not in known]
            if unknown:
                raise UserError(
                    f"{table.path.with_suffix('.sql')} gives “{unknown[0]}” in the column"
                    f" {column.name}, which is not in the list"
                    f" {column.codelist or 'of respondents'}.",
                    "Add the code to the list, with its labels, or mend the SQL.",
                )


def _evidence_key(item: Evidence, categories: Sequence[str]) -> tuple[object, ...]:
    """Whole submissions first, by category; then answers by respondent, as the form has them."""
    submission = item.submission
    desk = submission.basis != REPLY
    if not item.part:
        known = submission.category in categories
        place = categories.index(submission.category) if known else len(categories)
        return 0, desk, place, submission.respondent, submission.file
    return 1, submission.respondent, desk, submission.file, item.position, item.row or 0, item.id
