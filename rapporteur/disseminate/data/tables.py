"""The published tables, as resources."""

from collections.abc import Mapping, Sequence

from rapporteur.design.table_spec import Column, Table
from rapporteur.disseminate.content.content import TableContent
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.data.resource import Field, Resource
from rapporteur.language.messages import message
from rapporteur.language.texts import Text, shown_in


def table_resource(content: TableContent, labels: Labels, languages: Sequence[str]) -> Resource:
    """A table with its texts in these languages; a text in another language is marked."""
    table = content.table
    return Resource(
        name=table.id,
        title=_in_all(table.title, languages),
        description={language: "\n".join(_description(table, language)) for language in languages},
        fields=tuple(_field(table, column, languages, labels) for column in table.columns),
        rows=lambda: content.rows,
        source=_in_all(table.source, languages),
        refers=tuple(column.name for column in table.columns if column.type == "respondent"),
    )


def _description(table: Table, language: str) -> list[str]:
    notes = [text for key, text in table.words() if key.startswith("notes.")]
    above = [text for text in (table.headnote, table.scope, table.units) if text]
    return [shown_in(text, language) for text in (*above, *notes)]


def _field(table: Table, column: Column, languages: Sequence[str], labels: Labels) -> Field:
    coded = column.type in ("code", "codes")
    return Field(
        name=column.name,
        type=column.type,
        title=_in_all(column.header, languages),
        description={language: _about(table, column, language, labels) for language in languages},
        codelist=column.codelist or "",
        codes=tuple(labels.codes(table, column)) if coded else (),
        unit=column.measure or "",
    )


def _about(table: Table, column: Column, language: str, labels: Labels) -> str:
    if column.type in ("respondent", "evidence"):
        return message(language, f"package-{column.type}")
    words = labels.words(table, column, language)
    return "; ".join(f"{code}: {label}" for code, label in words.items())


def _in_all(text: Text, languages: Sequence[str]) -> Mapping[str, str]:
    return {language: shown_in(text, language) for language in languages}
