"""Sentences in the reader's language: Project Fluent files under `locales/<language>/`.

Fluent (https://projectfluent.org) takes parameters by name and knows the plural rules of
every language. Text that is missing in a language falls back to English.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

FALLBACK = "en"


def languages() -> list[str]:
    """The languages that have messages, by ISO 639-1 code."""
    return sorted(entry.name for entry in files("rapporteur").joinpath("locales").iterdir())


def message(language: str, key: str, **params: str | int) -> str:
    """The sentence `key` in `language`. Raises `KeyError` when no language has it.

    An attribute is written `key.attribute`. Pass a year as text: numbers are grouped.
    """
    name, _, attribute = key.partition(".")
    for candidate in (language, FALLBACK):
        bundle = _bundle(candidate)
        if bundle is None or not bundle.has_message(name):
            continue
        entry = bundle.get_message(name)
        pattern = entry.attributes.get(attribute) if attribute else entry.value
        if pattern is not None:
            return str(bundle.format_pattern(pattern, params)[0])
    raise KeyError(key)


def formatted(language: str, pattern: str, params: Mapping[str, str]) -> str:
    """A Fluent pattern that is data (of a cycle's own rule), with its parameters filled in."""
    bundle = _bundle_of(language, pattern)
    value = bundle.get_message("pattern").value
    return str(bundle.format_pattern(value, dict(params))[0]) if value else pattern


@cache
def _bundle_of(language: str, pattern: str) -> FluentBundle:
    bundle = FluentBundle([language, FALLBACK], use_isolating=False)
    bundle.add_resource(FluentResource(f"pattern = {pattern}"))
    return bundle


@cache
def _bundle(language: str) -> FluentBundle | None:
    folder = files("rapporteur").joinpath("locales", language)
    if not folder.is_dir():
        return None
    bundle = FluentBundle([language], use_isolating=False)
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        bundle.add_resource(FluentResource(entry.read_text(encoding="utf-8")))
    return bundle
