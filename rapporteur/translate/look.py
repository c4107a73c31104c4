"""The look of the sheets of translations: that of the questionnaires, for longer texts."""

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

from rapporteur.build.named_styles import ANSWER, LOCKED, add_styles
from rapporteur.language.typeface import ACCENT, GREY, INK, LINE, SIZE, Typeface

STYLES = ("key", "english", "words", "fill", "pick", "locked")
"""What a cell may be: `english` runs from left to right, `fill` and `pick` are to be filled."""


def add_look(workbook: Workbook, face: Typeface) -> None:
    """Add the styles of the questionnaires, and `tr_…` for each kind of cell."""
    add_styles(workbook, face)
    edge = Side(style="thin", color=LINE)
    rule = Border(bottom=Side(style="thin", color="E3E3E3"))
    box = Border(left=edge, right=edge, top=edge, bottom=edge)
    for name in STYLES:
        filled = name in ("fill", "pick")
        ltr = name in ("key", "english") or not face.right_to_left
        boxed = filled or name == "locked"
        workbook.add_named_style(
            NamedStyle(
                name=f"tr_{name}",
                font=Font(
                    name=face.name,
                    size=8 if name == "key" else SIZE,
                    color=GREY if name == "key" else INK,
                ),
                fill=_ground(name),
                border=box if boxed else rule,
                alignment=Alignment(
                    horizontal="left" if ltr else "right",
                    vertical="top",
                    wrap_text=True,
                    readingOrder=1 if ltr else 2,
                    indent=1,
                ),
                protection=Protection(locked=not filled),
                number_format="@" if filled else "General",
            )
        )
    for name, size in (("cover", 20), ("title", 16), ("heading", 12)):
        workbook.add_named_style(
            NamedStyle(
                name=f"tr_{name}",
                font=Font(name=face.name, size=size, bold=True, color=ACCENT),
                alignment=Alignment(horizontal=face.start, vertical="center"),
            )
        )
    workbook.add_named_style(
        NamedStyle(
            name="tr_count",
            font=Font(name=face.name, size=SIZE, color=INK),
            border=rule,
            alignment=Alignment(horizontal=face.start, vertical="top", indent=1),
        )
    )


def _ground(name: str) -> PatternFill:
    colour = {"fill": ANSWER, "pick": ANSWER, "locked": LOCKED}.get(name)
    return PatternFill("solid", fgColor=colour) if colour else PatternFill()
