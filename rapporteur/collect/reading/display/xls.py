"""What the cells of an .xls show, by xlrd, which reads formats but no text boxes."""

import io
from collections.abc import Mapping
from typing import Any

import xlrd

from rapporteur.collect.reading.display.cells import Look, Remark, Run, SheetLooks
from rapporteur.collect.reading.display.number_format import is_plain

_SYSTEM_DATES = frozenset({14, 22})  # shown by each program in its own way
_POSITIONS = {1: "super", 2: "sub"}


def looks(content: bytes) -> Mapping[str, SheetLooks]:
    """The looks of the sheets of a workbook, by name. Raises what damaged bytes cause."""
    book = xlrd.open_workbook(
        file_contents=content, formatting_info=True, logfile=io.StringIO(), ragged_rows=True
    )
    return {sheet.name: _sheet(book, sheet) for sheet in book.sheets()}


def _sheet(book: Any, sheet: Any) -> SheetLooks:
    result = SheetLooks()
    styles: dict[int, tuple[str, Run]] = {}
    links = _links(sheet)
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
                continue
            if cell.xf_index not in styles:
                styles[cell.xf_index] = _style(book, cell.xf_index)
            code, font = styles[cell.xf_index]
            runlist = sheet.rich_text_runlist_map.get((row, column), ())
            runs = _runs(book, str(cell.value), runlist, font) if runlist else ()
            link = links.get((row, column), "")
            if code or font != Run("") or link or any(run.struck or run.raised for run in runs):
                result.cells[row, column] = Look(code, None, runs, font, link)
    for (row, column), note in sheet.cell_note_map.items():
        if note.text and note.text.strip():
            author = note.author or ""
            result.remarks.append(Remark("comment", row, column, note.text.strip(), author))
    return result


def _style(book: Any, index: int) -> tuple[str, Run]:
    """The number format and font of a style; the format is empty if it shows what is stored."""
    style = book.xf_list[index]
    number_format = book.format_map.get(style.format_key)
    code = number_format.format_str if number_format else ""
    if style.format_key in _SYSTEM_DATES or is_plain(code):
        code = ""
    return code, _font(book, style.font_index)


def _font(book: Any, index: int) -> Run:
    font = book.font_list[index]
    position: Any = _POSITIONS.get(font.escapement, "")
    return Run("", bool(font.struck_out), position)


def _runs(book: Any, text: str, runlist: Any, font: Run) -> tuple[Run, ...]:
    """The runs of a text: the first has the font of the cell, each later one its own."""
    starts = [(0, font), *((start, _font(book, index)) for start, index in runlist)]
    ends = [start for start, _ in starts[1:]] + [len(text)]
    return tuple(
        Run(text[start:end], own.struck, own.raised)
        for (start, own), end in zip(starts, ends, strict=True)
        if end > start
    )


def _links(sheet: Any) -> Mapping[tuple[int, int], str]:
    return {
        place: link.url_or_path
        for place, link in sheet.hyperlink_map.items()
        if isinstance(link.url_or_path, str)
        and ("://" in link.url_or_path or link.url_or_path.startswith("mailto:"))
    }
