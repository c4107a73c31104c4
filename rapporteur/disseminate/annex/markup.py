"""Paragraphs and runs as WordprocessingML, each part of a text in its own direction."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape

from rapporteur.language.cldr import is_rtl_text

_RIGHT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LEFT_LETTER = rf"(?:(?![{_RIGHT}])[^\W\d_])"
# A stretch of the other direction ends with its last letter, or with a number after it.
_LEFT_IN_RIGHT = re.compile(rf"{_LEFT_LETTER}(?:[^{_RIGHT}]*{_LEFT_LETTER})?(?:[ .–-]?[0-9]+)*")
_RIGHT_IN_LEFT = re.compile(rf"[{_RIGHT}](?:(?:(?!{_LEFT_LETTER}).)*[{_RIGHT}])?", re.DOTALL)

# What XML cannot hold; and the signs of direction, which runs replace.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u2066-\u2069\u200e\u200f\u202a-\u202e]"
)
_BREAKS = re.compile("\r\n|\r|\n|\t")
_INSTEAD = {"\t": "<w:tab/>"}


@dataclass(frozen=True, slots=True)
class Script:
    """Makes runs of text for a document written from right to left, or from left to right."""

    rtl: bool

    def run(self, text: str, style: str = "") -> str:
        """A text as a run or, where its direction changes, several runs."""
        named = f'<w:rStyle w:val="{style}"/>' if style else ""
        return "".join(
            f"<w:r>{_properties(named + self._direction(other))}{_content(part)}</w:r>"
            for part, other in self._parts(text)
        )

    def other(self, text: str) -> bool:
        """Whether a text begins in the other direction than that of the document."""
        return is_rtl_text(text) is (not self.rtl)

    def _direction(self, other: bool) -> str:
        # Each run says so: the Open XML SDK lets no style do it for all.
        return "<w:rtl/>" if self.rtl is not other else ""

    def _parts(self, text: str) -> Iterator[tuple[str, bool]]:
        clean = _UNFIT.sub("", text)
        at = 0
        for stretch in (_LEFT_IN_RIGHT if self.rtl else _RIGHT_IN_LEFT).finditer(clean):
            start, end = _with_brackets(clean, *stretch.span())
            if at < start:
                yield clean[at:start], False
            yield clean[start:end], True
            at = end
        if at < len(clean):
            yield clean[at:], False


def _with_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch, with the bracket beside it whose counterpart is inside."""
    for opening, closing in ("()", "[]"):
        open_ones = text.count(opening, start, end) - text.count(closing, start, end)
        if open_ones > 0 and text[end : end + 1] == closing:
            end += 1
        elif open_ones < 0 and text[start - 1 : start] == opening:
            start -= 1
    return start, end


def paragraph(style: str, *runs: str) -> str:
    """A paragraph of a style."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def bookmarked(number: int, name: str, runs: str) -> str:
    """Runs to which a link can lead."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
    )


def attribute(text: str) -> str:
    """A text as the value of an attribute in double quotes."""
    return escape(_UNFIT.sub("", text), {'"': "&quot;", "\n": " "})


def _properties(inside: str) -> str:
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def _content(text: str) -> str:
    parts = _BREAKS.split(text)
    breaks = [_INSTEAD.get(sign, "<w:br/>") for sign in _BREAKS.findall(text)] + [""]
    return "".join(
        (f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else "") + after
        for part, after in zip(parts, breaks, strict=True)
    )
