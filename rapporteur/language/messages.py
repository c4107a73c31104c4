"""Sentences in the reader's language: Project Fluent files under `locales/<language>/`.

Fluent (https://projectfluent.org) takes parameters by name and knows the plural rules of
every language. A sentence that is missing in a language is said in English and says so.
"""

from collections.abc import Collection, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from textwrap import indent

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.builtins import BUILTINS
from fluent.syntax import FluentParser
from fluent.syntax.ast import (
    BaseNode,
    FunctionReference,
    Junk,
    Message,
    MessageReference,
    Resource,
    TermReference,
    VariableReference,
)
from fluent.syntax.visitor import Visitor

from rapporteur.kernel.errors import UserError
from rapporteur.language.texts import Text, flagged, language_of

FALLBACK = "en"

_DATA = "a-pattern-of-a-cycle"
"""The name of a pattern that is data, which no message of the program has."""


def languages() -> list[str]:
    """The languages that have messages, by ISO 639-1 code."""
    return sorted(
        entry.name for entry in files("rapporteur.language").joinpath("locales").iterdir()
    )


def check_spoken(language: str) -> None:
    """Raise `UserError` when there are no messages in a language, so that it cannot be chosen."""
    if language not in (known := languages()):
        raise UserError(f"Nothing can be said in “{language}”.", f"It can in {', '.join(known)}.")


def message(language: str, key: str, **params: str | int) -> str:
    """The sentence `key` in `language`. Raises `KeyError` when no language has it.

    An attribute is written `key.attribute`. Pass a year as text: numbers are grouped. A sentence
    that is in English only is marked so.
    """
    name, _, attribute = key.partition(".")
    for candidate in (language, FALLBACK):
        bundle = _bundle(candidate)
        if bundle is None or not bundle.has_message(name):
            continue
        entry = bundle.get_message(name)
        pattern = entry.attributes.get(attribute) if attribute else entry.value
        if pattern is not None:
            said = str(bundle.format_pattern(pattern, params)[0])
            return flagged(said, candidate, language)
    raise KeyError(key)


def formatted(language: str, pattern: str, params: Mapping[str, str | int]) -> str:
    """A Fluent pattern that is data (of a cycle), with its parameters filled in.

    It may refer to the program's messages in its language.
    """
    bundle = _bundle_of(language, pattern)
    value = bundle.get_message(_DATA).value
    return str(bundle.format_pattern(value, dict(params))[0]) if value else pattern


def shown_pattern(pattern: Text, language: str, params: Mapping[str, str | int]) -> str:
    """The same of a pattern in several languages; one in another than asked for says in which."""
    spoken = language_of(pattern, language)
    said = formatted(spoken, pattern.get(spoken, "").strip(), params)
    return flagged(said, spoken, language)


def problem(language: str, pattern: str, params: Collection[str]) -> str:
    """What makes a pattern that is data unusable; empty for a good one.

    It may use the parameters `params` and the program's messages in its language.
    """
    return _problem(language, pattern, tuple(params))


@lru_cache(maxsize=10_000)  # what runs for months reads the same sidecars again and again
def _problem(language: str, pattern: str, params: tuple[str, ...]) -> str:
    # Junk is what the parser could not read, so there is something besides one message.
    first, *rest = FluentParser(with_spans=False).parse(_source(pattern)).body or [Junk()]
    for junk in (entry for entry in (first, *rest) if isinstance(entry, Junk)):
        return next((str(one.message) for one in junk.annotations), "it is no pattern")
    if rest or not isinstance(first, Message) or first.value is None or first.attributes:
        return "it is no single pattern"
    names = _Names()
    names.visit(first.value)
    if unknown := sorted(names.variables - set(params)):
        return f"${unknown[0]} is not known here; known are {', '.join(f'${p}' for p in params)}"
    known = _bundle(language)
    lacking = sorted(name for name in names.messages if not known or not known.has_message(name))
    return f"there is no message {lacking[0]}" if lacking else ""


class _Names(Visitor):
    """The names of the variables and messages that a pattern refers to."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.messages: set[str] = set()

    def generic_visit(self, node: BaseNode) -> None:
        """Take note of a reference."""
        if isinstance(node, VariableReference):
            self.variables.add(node.id.name)
        elif isinstance(node, MessageReference):
            self.messages.add(node.id.name)
        elif isinstance(node, TermReference):
            self.messages.add(f"-{node.id.name}")
        elif isinstance(node, FunctionReference) and node.id.name not in BUILTINS:
            self.messages.add(f"{node.id.name}()")
        super().generic_visit(node)


def _source(pattern: str) -> str:
    """The pattern as a file of Fluent has it: its lines are indented."""
    return f"{_DATA} =\n{indent(pattern, '    ')}\n"


@cache
def _bundle_of(language: str, pattern: str) -> FluentBundle:
    bundle = FluentBundle([language, FALLBACK], use_isolating=False)
    for resource in _resources(language):
        bundle.add_resource(resource)
    bundle.add_resource(FluentResource(_source(pattern)))
    return bundle


@cache
def _resources(language: str) -> list[Resource]:
    """The program's messages in a language; none where it has none."""
    folder = files("rapporteur.language").joinpath("locales", language)
    if not folder.is_dir():
        return []
    entries = sorted(folder.iterdir(), key=lambda e: e.name)
    return [FluentResource(entry.read_text(encoding="utf-8")) for entry in entries]


@cache
def _bundle(language: str) -> FluentBundle | None:
    resources = _resources(language)
    if not resources:
        return None
    bundle = FluentBundle([language], use_isolating=False)
    for resource in resources:
        bundle.add_resource(resource)
    return bundle
