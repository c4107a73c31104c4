"""A cell as SpreadsheetML (ECMA-376).

Cells do not state their address, which the standard leaves to choice: a cell that is made once
can be used again, in another row and in the workbook of another profile.
"""

import re

from rapporteur.disseminate.content.grid import Marked

FORMULA = ("=", "+", "-", "@")
"""The first characters of a text that could be taken for a formula."""

# Characters that XML must not hold as they are, and what Excel takes for an escaped character.
_SPECIAL = re.compile(r"[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def text(style: int, value: str) -> str:
    """A cell with a text, which is never a formula."""
    return cell(style, _escaped(value))


def cell(style: int, escaped: str) -> str:
    """A cell with a text that is XML already."""
    kept = ' xml:space="preserve"' if escaped != escaped.strip() or "\n" in escaped else ""
    return f'<c s="{style}" t="inlineStr"><is><t{kept}>{escaped}</t></is></c>'


def marked(style: int, line: Marked, font: str) -> str:
    """A cell with a text and superscript marks. `font` has the properties of its run."""
    words = line.plain
    at = len(line.marks) if line.before else len(words) - len(line.marks)
    marks = f'<rPr>{font}<vertAlign val="superscript"/></rPr>'
    styled = [(f"<rPr>{font}</rPr>", words[:at]), (marks, words[at:])]
    if line.before:
        styled = [(marks, words[:at]), (f"<rPr>{font}</rPr>", words[at:])]
    runs = "".join(
        f'<r>{properties}<t xml:space="preserve">{_escaped(text)}</t></r>'
        for properties, text in styled
        if text
    )
    return f'<c s="{style}" t="inlineStr"><is>{runs}</is></c>'


def _escaped(value: str) -> str:
    if _SPECIAL.search(value):
        return _SPECIAL.sub(lambda m: _NAMED.get(m[0]) or f"_x{ord(m[0]):04X}_", value)
    return value


def number(style: int, value: float) -> str:
    """A cell with a number."""
    return f'<c s="{style}"><v>{value!r}</v></c>'
