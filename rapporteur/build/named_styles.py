"""The styles of a questionnaire: an accent colour and light greys, the same on every sheet."""

from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import (
    Alignment,
    Border,
    Color,
    Font,
    NamedStyle,
    PatternFill,
    Protection,
    Side,
)

from rapporteur.design.form import Question
from rapporteur.language.typeface import ACCENT, GREY, HINT, INK, LINE, PALE, SIZE, Typeface

ANSWER = "EFF6FC"
PREFILLED = "FFF3D1"
LOCKED = "EFEFEF"
NOTICE = "FDE9C9"
NOTICE_LINE = "C77700"

_KINDS = {"integer": "number", "decimal": "number", "date": "date"}


def add_styles(workbook: Workbook, face: Typeface) -> None:
    """Add the named styles; cells refer to them by name."""
    styles: Any = workbook  # openpyxl has no public way to change the style Normal
    styles._named_styles["Normal"].font = Font(name=face.name, size=SIZE)

    def add(
        name: str,
        *,
        size: float = SIZE,
        bold: bool = False,
        color: str = INK,
        fill: str = "",
        box: str = "",
        rule: str = "",
        side: str = face.start,
        vertical: str = "center",
        indent: int = 0,
        locked: bool = True,
        wrap: bool = True,
        number_format: str = "General",
        underline: Literal["single"] | None = None,
    ) -> None:
        edge = Side(style="thin", color=box) if box else Side()
        bottom = Side(style="thin", color=rule) if rule else edge
        workbook.add_named_style(
            NamedStyle(
                name=name,
                font=Font(name=face.name, size=size, bold=bold, color=color, underline=underline),
                fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
                border=Border(left=edge, right=edge, top=edge, bottom=bottom),
                alignment=Alignment(
                    horizontal=side, vertical=vertical, wrap_text=wrap, indent=indent
                ),
                protection=Protection(locked=locked),
                number_format=number_format,
            )
        )

    end = "left" if face.right_to_left else "right"
    add("rp_cover_band", bold=True, color="FFFFFF", fill=ACCENT, indent=1)
    add("rp_band", color=ACCENT, fill=PALE, wrap=False)
    add("rp_title", size=16, bold=True, color=ACCENT)
    add("rp_lead", color=GREY, vertical="top")
    add("rp_heading", size=12, bold=True, color=ACCENT)
    add("rp_columns", bold=True, color=ACCENT, fill=PALE, rule=ACCENT)
    add("rp_columns_indented", bold=True, color=ACCENT, fill=PALE, rule=ACCENT, indent=1)
    add("rp_header", bold=True, color="FFFFFF", fill=ACCENT, box="FFFFFF", indent=1)
    add("rp_number", color=GREY, rule="E3E3E3")
    add("rp_label", rule="E3E3E3")
    add("rp_choice", rule="E3E3E3", indent=2)
    add("rp_locked", fill=LOCKED, box=LINE, indent=1)
    for prefix, fill in (("rp_answer", ANSWER), ("rp_prefilled", PREFILLED)):
        add(f"{prefix}_swatch", fill=fill, box=LINE)
        for kind, number_format, edge in (
            ("text", "@", face.start),
            ("number", "General", end),
            ("date", "yyyy-mm-dd", face.start),
            ("tick", "@", "center"),
        ):
            add(
                f"{prefix}_{kind}",
                fill=fill,
                box=LINE,
                side=edge,
                indent=0 if edge == "center" else 1,
                locked=False,
                number_format=number_format,
            )
        add(f"{prefix}_note", size=9, color=GREY, fill=fill, box=LINE, indent=1,
            locked=False, number_format="@")  # fmt: skip
    add("rp_cover_title", size=20, bold=True, color=ACCENT)
    add("rp_fact", color=GREY, rule="E3E3E3", vertical="top")
    add("rp_value", rule="E3E3E3", vertical="top", indent=1)
    add("rp_strong", bold=True, rule="E3E3E3", vertical="top", indent=1)
    add("rp_link", color=ACCENT, rule="E3E3E3", vertical="top", underline="single")
    add("rp_code", bold=True, color=ACCENT, rule="E3E3E3", vertical="top", indent=1)
    add("rp_notice", size=11, bold=True, color="5C3A00", fill=NOTICE, box=NOTICE_LINE, indent=1)


def cell_style(question: Question, prefilled: bool) -> str:
    """The name of an answer cell's style. A `select_multiple` in a table or in order is text."""
    kind = _KINDS.get(question.type, "text")
    if question.type == "select_multiple" and not question.repeat and not question.is_ranked:
        kind = "tick"
    return f"rp_{'prefilled' if prefilled else 'answer'}_{kind}"


def note_style(prefilled: bool) -> str:
    """The name of the style of a note's cell."""
    return f"rp_{'prefilled' if prefilled else 'answer'}_note"


def labelled(face: Typeface, label: str, mark: str, hint: str) -> CellRichText | str:
    """A label, then `mark` in the accent colour, and below it the hint in small grey type."""
    if not mark and not hint:
        return label

    def block(text: str, color: str, size: float = SIZE, *, bold: bool = False) -> TextBlock:
        font = InlineFont(rFont=face.name, sz=size, b=bold, color=Color(rgb=color))
        return TextBlock(font, text)

    blocks = [block(label, INK)]
    if mark:
        blocks.append(block(mark, ACCENT, bold=True))
    if hint:
        blocks.append(block(f"\n{hint}", GREY, HINT))
    return CellRichText(blocks)
