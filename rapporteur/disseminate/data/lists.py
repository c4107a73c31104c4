"""The lists beside the tables: respondents, codes with their labels, and the evidence."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rapporteur.design.cycle import Cycle
from rapporteur.design.roster import GROUPS
from rapporteur.disseminate.content.content import Content
from rapporteur.disseminate.content.labels import PRESET_CATEGORY, Labels
from rapporteur.disseminate.data.observations import STATUS_LIST, STATUSES
from rapporteur.disseminate.data.resource import (
    CODELISTS,
    EVIDENCE,
    RESPONDENTS,
    Resource,
    field,
    said,
    translated,
)
from rapporteur.language.messages import languages as all_languages
from rapporteur.language.texts import Text
from rapporteur.warehouse.reader import Row

AREAS = "M49"
_CONTACT = "contact_"
"""How the names of questions about a person begin, whose answers are not published."""
_ADDRESS = re.compile(r"[^\s@<>()\[\],;:|/\"“”«»]+@[\w-]+(?:\.[\w-]+)+")
_LEFT_OUT = "[…]"


def respondents(cycle: Cycle, languages: Sequence[str]) -> Resource:
    """Everybody who was asked, with the official names that the roster has."""
    named = all_languages()

    def rows() -> Iterator[Row]:
        for one in cycle.roster:
            state = bool(one.m49)
            groups = (group in one.groups if state else None for group in GROUPS)
            yield (
                one.code,
                one.m49 or None,
                one.code if state else None,
                one.category,
                one.region or None,
                one.subregion or None,
                *groups,
                *(one.name.get(language) for language in named),
            )

    return Resource(
        name=RESPONDENTS,
        title=said(languages, f"data-{RESPONDENTS}"),
        description=said(languages, f"data-{RESPONDENTS}.about"),
        fields=(
            field(languages, RESPONDENTS, "code", "code"),
            field(languages, RESPONDENTS, "m49", "code"),
            field(languages, RESPONDENTS, "iso3", "code"),
            field(
                languages,
                RESPONDENTS,
                "category",
                "code",
                cycle.definition.categories,
                _category_list(cycle),
            ),
            field(languages, RESPONDENTS, "region", "code", (), AREAS),
            field(languages, RESPONDENTS, "subregion", "code", (), AREAS),
            *(field(languages, RESPONDENTS, group, "boolean") for group in GROUPS),
            *translated(languages, "name", named, "data-name"),
        ),
        rows=rows,
        key=("code",),
    )


def codelists(cycle: Cycle, content: Content, labels: Labels, languages: Sequence[str]) -> Resource:
    """Every list of codes that a column names, its codes in their order."""
    named = all_languages()

    def rows() -> Iterator[Row]:
        for name, codes in sorted(_lists(cycle, content, labels).items()):
            for position, (code, label) in enumerate(codes.items(), start=1):
                yield (name, code, position, *(label.get(one) for one in named))

    return Resource(
        name=CODELISTS,
        title=said(languages, f"data-{CODELISTS}"),
        description=said(languages, f"data-{CODELISTS}.about"),
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
    """The places on which the rows rest. Answers about contact persons have no text.

    Neither has a row of a table in which there is such a question; of an e-mail address in
    another answer there is only that it was left out.
    """
    private = {
        part
        for question in cycle.form.questions.values()
        if question.name.startswith(_CONTACT)
        for part in (question.repeat or question.name,)
    }

    def rows() -> Iterator[Row]:
        for one in content.evidence:
            text = "" if one.part in private else one.text
            yield (
                one.id,
                one.submission.respondent,
                one.submission.basis,
                one.submission.id,
                *(_ADDRESS.sub(_LEFT_OUT, said) or None for said in (
                    one.submission.file, one.sheet, one.cells, text,
                )),
            )  # fmt: skip

    names = ("id", "respondent", "basis", "submission", "file", "sheet", "cells", "text")
    return Resource(
        name=EVIDENCE,
        title=said(languages, f"data-{EVIDENCE}"),
        description=said(languages, f"data-{EVIDENCE}.about"),
        fields=tuple(field(languages, EVIDENCE, name) for name in names),
        rows=rows,
        key=("id",),
    )


def _lists(cycle: Cycle, content: Content, labels: Labels) -> Mapping[str, Mapping[str, Text]]:
    found = {
        column.codelist: labels.codes(one.table, column)
        for one in content.tables
        for column in one.table.columns
        if column.codelist
    }
    question = cycle.form.questions.get(PRESET_CATEGORY)
    if question and question.list_name:
        found[question.list_name] = {
            choice.code: choice.label for choice in cycle.form.choices_of(question)
        }
    areas = {code for one in cycle.roster for code in (one.region, one.subregion) if code}
    if areas:
        found[AREAS] = {code: _named(f"m49-{code}") for code in sorted(areas)}
    found[STATUS_LIST] = {code: _named(f"obs-status-{code.lower()}") for code in STATUSES}
    return found


def _category_list(cycle: Cycle) -> str:
    question = cycle.form.questions.get(PRESET_CATEGORY)
    return (question.list_name or "") if question else ""


def _named(key: str) -> Text:
    return said(all_languages(), key)
