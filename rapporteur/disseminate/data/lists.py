"""The lists beside the tables: respondents, codes with their labels, and the evidence."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rapporteur.design.cycle import Cycle
from rapporteur.design.roster import GROUPS, Respondent
from rapporteur.disseminate.content.content import Content
from rapporteur.disseminate.content.labels import PRESET_CATEGORY, Labels
from rapporteur.disseminate.data.observations import STATUS_LIST, STATUSES
from rapporteur.disseminate.data.resource import (
    CODELISTS,
    EVIDENCE,
    RESPONDENTS,
    Resource,
    field,
    in_languages,
    translated,
)
from rapporteur.language.messages import languages as all_languages
from rapporteur.language.texts import Text
from rapporteur.warehouse.reader import Row, Value

AREAS = "M49"
_CONTACT = "contact_"
"""The prefix of questions about a contact person, whose answers are not published."""
_PIECE = re.compile(r"[^\s@<>()\[\],;:|/\"“”«»]++(@[\w-]+(?:\.[\w-]+)+)?")
"""A run of characters that may be of an e-mail address, with its domain if it is one.

Possessive: to begin anew at each character would take the square of the time of a long text.
"""
_LEFT_OUT = "[…]"


def without_addresses(text: str) -> str:
    """The text, with a mark in the place of each e-mail address."""
    if "@" not in text:
        return text
    return _PIECE.sub(lambda piece: _LEFT_OUT if piece[1] else piece[0], text)


def respondents(cycle: Cycle, languages: Sequence[str]) -> Resource:
    """Every respondent on the roster, with its official names.

    What is said of States alone is left out where none is asked.
    """
    named = all_languages()
    states = any(respondent.m49 for respondent in cycle.roster)
    of_states = ("m49", "iso3", "region", "subregion", *GROUPS)

    def cells(respondent: Respondent) -> Mapping[str, Value]:
        state = bool(respondent.m49)
        return {
            "code": respondent.code,
            "m49": respondent.m49 or None,
            "iso3": respondent.code if state else None,
            "category": respondent.category,
            "region": respondent.region or None,
            "subregion": respondent.subregion or None,
            **{group: group in respondent.groups if state else None for group in GROUPS},
            **{f"name_{language}": respondent.name.get(language) for language in named},
        }

    def rows() -> Iterator[Row]:
        for respondent in cycle.roster:
            found = cells(respondent)
            yield tuple(found[one.name] for one in fields)

    categories = cycle.categories, _category_list(cycle)
    known = (
        field(languages, RESPONDENTS, "code", "code"),
        field(languages, RESPONDENTS, "m49", "code"),
        field(languages, RESPONDENTS, "iso3", "code"),
        field(languages, RESPONDENTS, "category", "code", *categories),
        field(languages, RESPONDENTS, "region", "code", (), AREAS),
        field(languages, RESPONDENTS, "subregion", "code", (), AREAS),
        *(field(languages, RESPONDENTS, group, "boolean") for group in GROUPS),
        *translated(languages, "name", named, "data-name"),
    )
    fields = tuple(one for one in known if states or one.name not in of_states)
    return Resource(
        name=RESPONDENTS,
        title=in_languages(languages, f"data-{RESPONDENTS}"),
        description=in_languages(languages, f"data-{RESPONDENTS}.about"),
        fields=fields,
        rows=rows,
        key=("code",),
    )


def codelists(cycle: Cycle, content: Content, labels: Labels, languages: Sequence[str]) -> Resource:
    """Every list of codes that a column refers to, with its codes in order."""
    named = all_languages()

    def rows() -> Iterator[Row]:
        for name, codes in sorted(_lists(cycle, content, labels).items()):
            for position, (code, label) in enumerate(codes.items(), start=1):
                yield (name, code, position, *(label.get(language) for language in named))

    return Resource(
        name=CODELISTS,
        title=in_languages(languages, f"data-{CODELISTS}"),
        description=in_languages(languages, f"data-{CODELISTS}.about"),
        fields=(
            field(languages, CODELISTS, "list", "code"),
            field(languages, CODELISTS, "code", "code"),
            field(languages, CODELISTS, "position", "integer"),
            *translated(languages, "label", named, "data-label"),
        ),
        rows=rows,
        key=("list", "code"),
    )


def evidence(cycle: Cycle, content: Content, languages: Sequence[str]) -> Resource:
    """The evidence of the rows. Answers about contact persons have no text.

    Neither has a row of a repeat with such a question. In other answers e-mail addresses are
    replaced by a mark.
    """
    private = {
        part
        for question in cycle.form.questions.values()
        if question.name.startswith(_CONTACT)
        for part in (question.repeat or question.name,)
    }

    def rows() -> Iterator[Row]:
        for item in content.evidence:
            text = "" if item.part in private else item.text
            yield (
                item.id,
                item.submission.respondent,
                item.submission.basis,
                item.submission.id,
                *(without_addresses(column_text) or None for column_text in (
                    item.submission.file, item.sheet, item.cells, text,
                )),
            )  # fmt: skip

    names = ("id", "respondent", "basis", "submission", "file", "sheet", "cells", "text")
    return Resource(
        name=EVIDENCE,
        title=in_languages(languages, f"data-{EVIDENCE}"),
        description=in_languages(languages, f"data-{EVIDENCE}.about"),
        fields=tuple(field(languages, EVIDENCE, name) for name in names),
        rows=rows,
        key=("id",),
    )


def _lists(cycle: Cycle, content: Content, labels: Labels) -> Mapping[str, Mapping[str, Text]]:
    lists = {
        column.codelist: labels.codes(content_table.table, column)
        for content_table in content.tables
        for column in content_table.table.columns
        if column.codelist
    }
    question = cycle.form.questions.get(PRESET_CATEGORY)
    if question and question.list_name:
        lists[question.list_name] = {
            choice.code: choice.label for choice in cycle.form.choices_of(question)
        }
    areas = {
        code
        for respondent in cycle.roster
        for code in (respondent.region, respondent.subregion)
        if code
    }
    if areas:
        lists[AREAS] = {code: _named(f"m49-{code}") for code in sorted(areas)}
    lists[STATUS_LIST] = {code: _named(f"obs-status-{code.lower()}") for code in STATUSES}
    return lists


def _category_list(cycle: Cycle) -> str:
    question = cycle.form.questions.get(PRESET_CATEGORY)
    return (question.list_name or "") if question else ""


def _named(key: str) -> Text:
    return in_languages(all_languages(), key)
