"""All tables in one long table, with a row for each cell and the concepts of SDMX.

The status is a code of `SDMX:CL_OBS_STATUS(2.3)`, the list of the SDMX Global Registry
(https://registry.sdmx.org/sdmx/v2/structure/codelist/SDMX/CL_OBS_STATUS/2.3): `A` normal value,
`O` missing value, `M` missing value that cannot exist, `K` data included in another category.
The status of a missing value is the reason that the respondent gave, else the `missing` of the
table's sidecar. The unit is a code of `IAEG-SDGs:CL_UNIT_MEASURE(1.20)` of the same registry where
the sidecar names a fitting one, else a text.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from rapporteur.design.roster import Roster
from rapporteur.design.table_spec import Column, Table
from rapporteur.disseminate.content.content import Content, TableContent
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.data.csvs import plain
from rapporteur.disseminate.data.resource import OBSERVATIONS, Resource, field, in_languages
from rapporteur.language.texts import Text, shown_in
from rapporteur.warehouse.missing_reasons import STATUS
from rapporteur.warehouse.reader import Row, Value

STATUS_LIST = "CL_OBS_STATUS"
NORMAL = "A"
STATUSES = (NORMAL, *STATUS.values())

_LANGUAGE = "en"
"""The language of the labels: the same in every cycle, so that their rows can be compared."""
_BASIS = "basis"


def observations(
    content: Content, labels: Labels, roster: Roster, languages: Sequence[str]
) -> Resource:
    """The cells of all tables, in the order of the tables, of their rows and of their columns.

    The first column of respondents, `basis` and `evidence` of a table stand beside each of its
    other cells, and have no rows of their own.
    """
    areas = {respondent.code: respondent.m49 or None for respondent in roster}
    bases = dict.fromkeys(
        code
        for table in content.tables
        if (basis := table.table.column(_BASIS))
        for code in labels.codes(table.table, basis)
    )
    names = [table.table.id for table in content.tables]

    def rows() -> Iterator[Row]:
        for table in content.tables:
            yield from _cells(table, labels, areas)

    return Resource(
        name=OBSERVATIONS,
        title=in_languages(languages, f"data-{OBSERVATIONS}"),
        description=in_languages(languages, f"data-{OBSERVATIONS}.about"),
        fields=(
            field(languages, OBSERVATIONS, "TABLE", "code", names),
            field(languages, OBSERVATIONS, "ROW", "integer"),
            field(languages, OBSERVATIONS, "REF_AREA", "code"),
            field(languages, OBSERVATIONS, "RESPONDENT", "respondent"),
            field(languages, OBSERVATIONS, "CONCEPT", "code"),
            field(languages, OBSERVATIONS, "OBS_VALUE"),
            field(languages, OBSERVATIONS, "OBS_LABEL"),
            field(languages, OBSERVATIONS, "UNIT_MEASURE", "code"),
            field(languages, OBSERVATIONS, "OBS_STATUS", "code", STATUSES, STATUS_LIST),
            field(languages, OBSERVATIONS, "BASIS", "code", bases, _BASIS if bases else ""),
            field(languages, OBSERVATIONS, "EVIDENCE", "evidence"),
        ),
        rows=rows,
        key=("TABLE", "ROW", "CONCEPT"),
        refers=("RESPONDENT",),
    )


def _cells(content: TableContent, labels: Labels, areas: Mapping[str, str | None]) -> Iterator[Row]:
    table = content.table
    names = [column.name for column in table.columns]
    respondent = next((at for at, c in enumerate(table.columns) if c.type == "respondent"), None)
    basis = names.index(_BASIS) if _BASIS in names else None
    beside = {respondent, basis, len(names) - 1}
    concepts = [
        (at, column.name, _labelled(table, column, labels), column.measure, column.missing)
        for at, column in enumerate(table.columns)
        if at not in beside
    ]
    for number, row in enumerate(content.rows, start=1):
        respondent_code = None if respondent is None else row[respondent]
        area = areas.get(str(respondent_code))
        ground = None if basis is None else row[basis]
        reasons = content.reasons.get(number - 1, {})
        for at, name, label, unit, missing in concepts:
            value = row[at]
            if value is None or value == "":
                observed: Row = (None, None, unit, STATUS[reasons.get(at, missing)])
            else:
                observed = (plain(value), label(value), unit, NORMAL)
            yield (table.id, number, area, respondent_code, name, *observed, ground, row[-1])


def _labelled(table: Table, column: Column, labels: Labels) -> Callable[[Value], str | None]:
    """The function that gives the label of a value; of several codes all labels."""
    if column.type not in ("respondent", "code", "codes"):
        return lambda value: None
    words = _words(labels.codes(table, column))
    return cache(
        lambda value: "; ".join(words.get(code, code) for code in column.codes_in(value)) or None
    )


def _words(codes: Mapping[str, Text]) -> Mapping[str, str]:
    return {code: shown_in(label, _LANGUAGE) for code, label in codes.items()}
