"""The typography of all texts, and a command that corrects it in Fluent files and sidecars.

    .venv/bin/python -m tests.language.typography

Only the texts are looked at: neither comments nor the syntax of Fluent. In sidecars and in
cycle.toml a text is what stands under the code of a language. French has a narrow no-break space
inside quotation marks and before ; ! and ?, and a no-break space before a colon. Each language has
one kind of quotation marks and one apostrophe, or none.
"""

import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from tests.support import ROOT

LOCALES = ROOT / "rapporteur" / "language" / "locales"
NARROW, NO_BREAK = "\u202f", "\u00a0"

QUOTES: Mapping[str, tuple[str, str]] = {
    "ar": ("«", "»"), "en": ("“", "”"), "es": ("“", "”"), "fr": ("«", "»"), "ru": ("«", "»"),
    "zh": ("“", "”"),
}  # fmt: skip
_ALL_QUOTES = '«»“”„"‘'

_NUMBER_FORMAT = "[$-"
"""How a format of Excel for dates begins, which has quotation marks of its own."""

_SPACE = rf"[ {NARROW}{NO_BREAK}]"
_FRENCH = (
    (re.compile(rf"{_SPACE}*([;!?])(?!\w)"), rf"{NARROW}\1"),
    (re.compile(rf"{_SPACE}+:"), rf"{NO_BREAK}:"),
    (re.compile(rf"«{_SPACE}*"), f"«{NARROW}"),
    (re.compile(rf"{_SPACE}*»"), f"{NARROW}»"),
)
_WRONG_FRENCH = re.compile(
    rf"(?<!{NARROW})[;!?»](?!\w)|(?<!{NO_BREAK}):(?![/\d])|«(?!{NARROW})|{NO_BREAK}[;!?»]"
)


def corrected(language: str, text: str) -> str:
    """A text with the quotation marks, apostrophes and spaces of its language."""
    if text.startswith(_NUMBER_FORMAT):
        return text
    opening, closing = QUOTES[language]
    for other, other_closing in set(QUOTES.values()) - {QUOTES[language]}:
        text = text.replace(other, opening).replace(other_closing, closing)
    text = text.replace("'", "’")
    if language == "fr":
        for pattern, right in _FRENCH:
            text = pattern.sub(right, text)
    return text


def faults(language: str, text: str) -> list[str]:
    """The signs of a text that are not those of its language."""
    if text.startswith(_NUMBER_FORMAT):
        return []
    wrong = [sign for sign in text if sign in _ALL_QUOTES and sign not in QUOTES[language]]
    wrong += ["'"] * text.count("'")
    if language not in ("en", "fr"):
        wrong += ["’"] * text.count("’")
    if language == "fr":
        wrong += _WRONG_FRENCH.findall(text)
    return wrong


class _Texts(Visitor):
    """Collects the texts of a Fluent file with the places where they stand."""

    def __init__(self) -> None:
        self.found: list[tuple[int, int]] = []

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802 (fluent's name)
        assert node.span
        self.found.append((node.span.start, node.span.end))

    def visit_StringLiteral(self, node: ast.StringLiteral) -> None:  # noqa: N802 (fluent's name)
        assert node.span
        self.found.append((node.span.start + 1, node.span.end - 1))  # without its quotes


def spans(content: str) -> list[tuple[int, int]]:
    """Where the texts of a Fluent file begin and end."""
    texts = _Texts()
    texts.visit(FluentParser(with_spans=True).parse(content))
    return texts.found


def patterns(content: str) -> Iterator[tuple[int, str]]:
    """The line and the text of each pattern of a Fluent file; a placeable is shown as `{}`."""
    finder = _Patterns()
    finder.visit(FluentParser(with_spans=True).parse(content))
    for pattern in finder.found:
        assert pattern.span
        text = "".join(
            element.value if isinstance(element, ast.TextElement) else _shown(element)
            for element in pattern.elements
        )
        yield content.count("\n", 0, pattern.span.start) + 1, text


def _shown(element: ast.Placeable) -> str:
    expression = element.expression
    return str(expression.value) if isinstance(expression, ast.StringLiteral) else "{}"


class _Patterns(Visitor):
    def __init__(self) -> None:
        self.found: list[ast.Pattern] = []

    def visit_Pattern(self, node: ast.Pattern) -> None:  # noqa: N802 (fluent's name)
        self.found.append(node)
        self.generic_visit(node)


def files() -> list[Path]:
    """Every Fluent file; the folder's name is its language."""
    return sorted(LOCALES.glob("*/*.ftl"))


def sidecars() -> list[Path]:
    """The TOML files with texts in several languages, of the project's cycles and of the tests."""
    other = ROOT / "tests" / "cycles" / "a70-inclusion"
    folders = [top / name for top in (ROOT, other) for name in ("sql", "inputs")]
    return sorted(path for folder in folders for path in folder.rglob("*.toml"))


def texts(entry: object, language: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a TOML document with their languages."""
    if isinstance(entry, dict):
        for name, part in entry.items():
            yield from texts(part, name if name in QUOTES else language)
    elif isinstance(entry, list):
        for part in entry:
            yield from texts(part, language)
    elif isinstance(entry, str) and language:
        yield language, entry


def main() -> None:
    """Correct every file, and name those that were changed."""
    for path in (*files(), *sidecars()):
        before = path.read_text(encoding="utf-8")
        after = _sidecar(before) if path.suffix == ".toml" else _fluent(path.parent.name, before)
        if after != before:
            path.write_text(after, encoding="utf-8")
            sys.stdout.write(f"{path.relative_to(ROOT)}\n")


def _fluent(language: str, content: str) -> str:
    after, last = "", 0
    for start, end in sorted(spans(content)):
        after += content[last:start] + corrected(language, content[start:end])
        last = end
    return after + content[last:]


def _sidecar(content: str) -> str:
    for language, text in texts(tomllib.loads(content)):
        if faults(language, text):
            content = content.replace(text, corrected(language, text))
    return content


if __name__ == "__main__":
    main()
