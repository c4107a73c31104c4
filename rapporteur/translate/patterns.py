"""Texts that are patterns of Project Fluent: the program's, and what a translation must keep."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from textwrap import dedent

from fluent.syntax import FluentParser
from fluent.syntax.ast import (
    BaseNode,
    Identifier,
    Message,
    NumberLiteral,
    Pattern,
    SelectExpression,
    VariableReference,
)
from fluent.syntax.serializer import serialize_pattern
from fluent.syntax.visitor import Visitor

from rapporteur.language.cldr import locale
from rapporteur.language.messages import problem

_NUMBERS = range(201)  # among them is one of each plural form that whole numbers have
_PLURALS = {"zero", "one", "two", "few", "many", "other"}


@cache
def program(language: str) -> Mapping[str, str]:
    """The program's own messages as they stand in its files, by file and name."""
    folder = files("rapporteur.language").joinpath("locales", language)
    if not folder.is_dir():
        return {}
    return {
        f"{entry.name.removesuffix('.ftl')}/{name}": text
        for entry in sorted(folder.iterdir(), key=lambda path: path.name)
        for name, text in _messages(entry.read_text(encoding="utf-8"))
    }


def _messages(source: str) -> Iterator[tuple[str, str]]:
    for entry in FluentParser(with_spans=False).parse(source).body:
        if not isinstance(entry, Message):
            continue
        if entry.value is not None:
            yield entry.id.name, _written(entry.value)
        for attribute in entry.attributes:
            if attribute.value is not None:
                yield f"{entry.id.name}.{attribute.id.name}", _written(attribute.value)


def _written(pattern: Pattern) -> str:
    return dedent(serialize_pattern(pattern)).strip()


def lost(language: str, source: str, text: str) -> str:
    """What a translation of a pattern lost or got wrong; empty for a good one.

    It must have the parameters of the English pattern, and where that chooses by a number, the
    forms of its own language.
    """
    before, after = _Shape(source), _Shape(text)
    if wrong := problem(language, text, sorted(before.variables)):
        return wrong
    for name in sorted(before.variables - after.variables):
        return f"{{ ${name} }} is missing"
    for name, forms in sorted(before.forms.items()):
        if lacking := _lacking(forms, after.forms.get(name, set()), _plurals(language)):
            return f"the choice by ${name} lacks [{lacking}]"
    return ""


def _lacking(before: set[str], after: set[str], plurals: Mapping[str, set[str]]) -> str:
    """The first of the variants that a translation should have and has not."""
    if not before <= _PLURALS | set(map(str, _NUMBERS)) or before & _PLURALS == {"other"}:
        # No plural forms, but names, or numbers that are meant literally.
        return next(iter(sorted(before - after)), "")
    if not after and len(plurals) == 1:
        return ""
    missing = (form for form, numbers in plurals.items() if form not in after and numbers - after)
    return next(missing, "")


@cache
def _plurals(language: str) -> Mapping[str, set[str]]:
    """The plural forms of whole numbers in a language, each with the numbers that it is for."""
    form = locale(language).plural_form
    forms: dict[str, set[str]] = {}
    for number in _NUMBERS:
        forms.setdefault(form(number), set()).add(str(number))
    return forms


class _Shape(Visitor):
    """The variables of a pattern, and the forms that it chooses from by each."""

    def __init__(self, pattern: str) -> None:
        self.variables: set[str] = set()
        self.forms: dict[str, set[str]] = {}
        lines = pattern.replace("\n", "\n    ")
        self.visit(FluentParser(with_spans=False).parse(f"a =\n    {lines}\n"))

    def generic_visit(self, node: BaseNode) -> None:
        """Note a variable or a choice."""
        if isinstance(node, VariableReference):
            self.variables.add(node.id.name)
        elif isinstance(node, SelectExpression):
            by = _Variables(node.selector).names
            for name in by:
                self.forms.setdefault(name, set()).update(
                    key.name if isinstance(key, Identifier) else str(key.value)
                    for key in (variant.key for variant in node.variants)
                    if isinstance(key, Identifier | NumberLiteral)
                )
        super().generic_visit(node)


class _Variables(Visitor):
    """The variables below a node."""

    def __init__(self, node: BaseNode) -> None:
        self.names: set[str] = set()
        self.visit(node)

    def visit_VariableReference(self, node: VariableReference) -> None:  # noqa: N802 (Fluent's name)
        """Note the name of a variable."""
        self.names.add(node.id.name)
