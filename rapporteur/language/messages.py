"""Messages in the reader's language, from Project Fluent files under `locales/<language>/`.

Fluent (https://projectfluent.org) takes parameters by name and has the plural rules of every
language. A message that is missing in a language is given in English and marked `[en]`.
"""

import re
from collections.abc import Collection, Iterable, Mapping
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
    TermReference,
    VariableReference,
)
from fluent.syntax.visitor import Visitor

from rapporteur.kernel.errors import UserError
from rapporteur.language.texts import Text, language_of, mark_language

FALLBACK = "en"

_DATA = "a-pattern-of-a-cycle"
"""The message name under which a cycle's pattern is parsed; no message of the program has it."""

_ENTRY = re.compile(r"^(?P<name>-?[A-Za-z][\w-]*) *=", re.MULTILINE | re.ASCII)


def languages() -> list[str]:
    """The ISO 639-1 codes of the languages that have messages, sorted."""
    return sorted(
        entry.name for entry in files("rapporteur.language").joinpath("locales").iterdir()
    )


def check_spoken(language: str) -> None:
    """Raise `UserError` if the program has no messages in `language`."""
    if language not in (available := languages()):
        raise UserError(
            f"The program has no messages in “{language}”.",
            f"Choose one of {', '.join(available)}.",
        )


def message(language: str, key: str, **params: str | int) -> str:
    """The message `key` in `language`. Raises `KeyError` if neither it nor English has it.

    An attribute is written `key.attribute`. Pass a year as text, since numbers are grouped. A
    message that is in English only is marked `[en]`.
    """
    name, _, attribute = key.partition(".")
    for candidate in (language, FALLBACK):
        bundle = _bundle(candidate)
        if bundle is None or not bundle.has_message(name):
            continue
        entry = bundle.get_message(name)
        pattern = entry.attributes.get(attribute) if attribute else entry.value
        if pattern is not None:
            text = str(bundle.format_pattern(pattern, params)[0])
            return mark_language(text, candidate, language)
    raise KeyError(key)


def formatted(language: str, pattern: str, params: Mapping[str, str | int]) -> str:
    """A Fluent pattern from a cycle's data, with its parameters filled in.

    It may refer to the program's messages in its language.
    """
    bundle = _bundle_of(language, pattern)
    value = bundle.get_message(_DATA).value
    return str(bundle.format_pattern(value, dict(params))[0]) if value else pattern


def shown_pattern(pattern: Text, language: str, params: Mapping[str, str | int]) -> str:
    """`formatted` for a pattern in several languages; marked if it is not in `language`."""
    available = language_of(pattern, language)
    text = formatted(available, pattern.get(available, "").strip(), params)
    return mark_language(text, available, language)


def problem(language: str, pattern: str, params: Collection[str] | None = None) -> str:
    """What is wrong with a Fluent pattern from a cycle's data; empty if it is usable.

    A pattern may use the parameters `params` (None: any) and the program's messages in its
    language.
    """
    return _problem(language, pattern, None if params is None else tuple(params))


@lru_cache(maxsize=10_000)  # a long-running process reads the same sidecars again and again
def _problem(language: str, pattern: str, params: tuple[str, ...] | None) -> str:
    # The parser returns what it cannot read as Junk.
    first, *rest = FluentParser(with_spans=False).parse(_source(pattern)).body or [Junk()]
    for junk in (entry for entry in (first, *rest) if isinstance(entry, Junk)):
        return next((str(note.message) for note in junk.annotations), "it is not a pattern")
    if rest or not isinstance(first, Message) or first.value is None or first.attributes:
        return "it is not a single pattern"
    names = _Names()
    names.visit(first.value)
    if params is not None and (unknown := sorted(names.variables - set(params))):
        available = ", ".join(f"${param}" for param in params)
        return f"${unknown[0]} is not known here; known are {available}"
    bundle = _bundle(language)
    missing = sorted(name for name in names.messages if not bundle or not bundle.has_message(name))
    return f"there is no message {missing[0]}" if missing else ""


class _Names(Visitor):
    """The names of the variables and messages that a pattern refers to."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.messages: set[str] = set()

    def generic_visit(self, node: BaseNode) -> None:
        """Collect the name that a reference uses."""
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
    """The pattern as a message in Fluent's syntax, with indented lines."""
    return f"{_DATA} =\n{indent(pattern, '    ')}\n"


class _Bundle(FluentBundle):
    """The program's messages in a language, each parsed when it is first asked for.

    To parse all of a language takes longer than most files take to be read.
    """

    def __init__(self, *languages: str) -> None:
        super().__init__(list(languages), use_isolating=False)
        self._waiting = dict(_sources(languages[0]))

    def has_message(self, message_id: str) -> bool:
        """Whether there is a message of that name; it can be formatted from then on."""
        self._parse([message_id])
        return bool(super().has_message(message_id))

    def add_pattern(self, pattern: str) -> None:
        """Add a cycle's pattern as the message `_DATA`."""
        self._add(_source(pattern))

    def _parse(self, names: Iterable[str]) -> None:
        for name in names:
            if source := self._waiting.pop(name, ""):
                self._add(source)

    def _add(self, source: str) -> None:
        resource = FluentResource(source)
        self.add_resource(resource)
        names = _Names()
        names.visit(resource)
        self._parse(names.messages)


@cache
def _bundle_of(language: str, pattern: str) -> _Bundle:
    bundle = _Bundle(language, FALLBACK)
    bundle.add_pattern(pattern)
    return bundle


@cache
def _bundle(language: str) -> _Bundle | None:
    return _Bundle(language) if _sources(language) else None


@cache
def _sources(language: str) -> Mapping[str, str]:
    """Each of the program's messages and terms in a language as its file has it; the first counts.

    Only a message or term has a name and an equals sign at the beginning of a line.
    """
    folder = files("rapporteur.language").joinpath("locales", language)
    by_name: dict[str, str] = {}
    if folder.is_dir():
        for entry in sorted(folder.iterdir(), key=lambda e: e.name):
            text = entry.read_text(encoding="utf-8")
            starts = list(_ENTRY.finditer(text))
            ends = [start.start() for start in starts[1:]] + [len(text)]
            for start, end in zip(starts, ends, strict=True):
                by_name.setdefault(start["name"], text[start.start() : end])
    return by_name
