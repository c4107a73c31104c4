"""What counts is what a cell shows: formats, struck-out and raised runs, links."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font

from rapporteur.collect.reading.answers import Answer, Reading
from rapporteur.collect.reading.display.number_format import number_format
from rapporteur.collect.reading.questionnaire import read_answers
from rapporteur.collect.reading.spreadsheet import Sheet, read_sheets
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.workbook_file import save
from tests.support import COMPLETE, Convert, cell, edited, filled, read, reply, tiny_cycle

Edit = Callable[[Workbook], None]


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    return tiny_cycle(tmp_path_factory.mktemp("display"))


def answer(reading: Reading, question: str, row: int | None = None) -> Answer:
    return next(a for a in reading.answers if (a.question, a.row) == (question, row))


def codes(reading: Reading, question: str = "") -> list[str]:
    return [f.code for f in reading.findings if not question or f.question == question]


def runs(*parts: str | tuple[str, str]) -> CellRichText:
    """A text of runs; a run in a format is a pair of that format and the text."""
    formats: Mapping[str, InlineFont] = {
        "strike": InlineFont(strike=True),
        "super": InlineFont(vertAlign="superscript"),
        "sub": InlineFont(vertAlign="subscript"),
    }
    return CellRichText(
        *(part if isinstance(part, str) else TextBlock(formats[part[0]], part[1]) for part in parts)
    )


def put(question: str, value: object, number_format: str = "", row: int | None = None) -> Edit:
    def edit(workbook: Workbook) -> None:
        target = cell(workbook, question, row)
        target.value = value  # type: ignore[assignment]
        if number_format:
            target.number_format = number_format

    return edit


@dataclass(frozen=True)
class Features:
    """A workbook in which a cell of each kind shows something else than it stores."""

    readings: Mapping[str, Reading]


def dressed(workbook: Workbook) -> None:
    cell(workbook, "unit").value = runs(("strike", "Ministry of Work"), "Ministry of Labour")
    cell(workbook, "share").value = runs("12.5", ("super", "1"))
    cell(workbook, "staff").value = 12
    cell(workbook, "staff").number_format = '0" million"'
    cell(workbook, "remarks").value = datetime(2024, 4, 3)
    cell(workbook, "remarks").number_format = "d-mmm"
    cell(workbook, "law_budget", 1).value = 0.105
    cell(workbook, "law_budget", 1).number_format = "0.0%"
    cell(workbook, "law_title", 1).value = "Cooperatives Act"
    cell(workbook, "law_title", 1).hyperlink = "https://example.org/act"
    cell(workbook, "law_title", 2).value = "Water of H₂O"
    cell(workbook, "law_title", 3).value = "Repealed Act"
    cell(workbook, "law_title", 3).font = Font(strike=True)
    cell(workbook, "law_title", 4).value = 1250000
    cell(workbook, "law_title", 4).number_format = "#,##0"
    cell(workbook, "law_status", 4).value = runs("In force", ("super", "a"))
    cell(workbook, "email").comment = Comment("Use the other address.", "Ministry")


@pytest.fixture(scope="module")
def features(
    cycle: Cycle, tmp_path_factory: pytest.TempPathFactory, libreoffice: Convert
) -> Features:
    workbook = filled(cycle, "XAA", COMPLETE)
    dressed(workbook)
    path = tmp_path_factory.mktemp("dressed") / "dressed.xlsx"
    save(workbook, path)
    saved = {"xlsx": path, "ods": libreoffice(path, "ods"), "xls": libreoffice(path, "xls")}
    return Features({suffix: read(cycle, saved[suffix]) for suffix in saved})


SUFFIXES = pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])


@SUFFIXES
def test_what_is_struck_out_is_left_out_with_a_finding(features: Features, suffix: str) -> None:
    reading = features.readings[suffix]
    assert answer(reading, "unit").value.text == "Ministry of Labour"
    said = next(f for f in reading.findings if f.code == "struck_out" and f.question == "unit")
    assert (said.params["value"], said.params["read"]) == ("Ministry of Work", "Ministry of Labour")
    assert ("law_title", 3) not in {(a.question, a.row) for a in reading.answers if a.raw}
    assert codes(reading, "law_title").count("struck_out") == 1


@SUFFIXES
def test_a_raised_mark_is_no_digit(features: Features, suffix: str) -> None:
    reading = features.readings[suffix]
    assert answer(reading, "share").value.number == 12.5
    assert answer(reading, "share").raw == "12.5¹"
    assert "raised_mark" in codes(reading, "share")
    assert answer(reading, "law_status", 4).value.code == "in_force"


@SUFFIXES
def test_a_percentage_is_what_is_seen(features: Features, suffix: str) -> None:
    reading = features.readings[suffix]
    assert answer(reading, "law_budget", 1).value.number == 10.5
    assert answer(reading, "law_budget", 1).raw == "10.5%"


@SUFFIXES
def test_a_format_with_words_says_how_it_was_read(features: Features, suffix: str) -> None:
    reading = features.readings[suffix]
    assert answer(reading, "staff").value.number == 12_000_000
    assert codes(reading, "staff") == ["number_approximate"]


@SUFFIXES
def test_dates_and_numbers_in_texts_are_as_shown(features: Features, suffix: str) -> None:
    reading = features.readings[suffix]
    assert answer(reading, "remarks").value.text == "3-Apr"
    assert answer(reading, "law_title", 4).value.text == "1,250,000"


@SUFFIXES
def test_an_address_behind_words_is_kept_with_the_answer(features: Features, suffix: str) -> None:
    title = answer(features.readings[suffix], "law_title", 1)
    assert title.value.text == "Cooperatives Act"
    assert title.note.rstrip("/") == "https://example.org/act"
    assert answer(features.readings[suffix], "email").note == ""


@SUFFIXES
def test_a_comment_is_told_with_its_text(features: Features, suffix: str) -> None:
    (said,) = [f for f in features.readings[suffix].findings if f.code == "comment_unread"]
    assert said.params["value"] == "Use the other address."
    assert said.cell == answer(features.readings[suffix], "email").cell


@SUFFIXES
def test_the_account_holds_in_every_file_type(features: Features, suffix: str) -> None:
    ledger = features.readings[suffix].ledger
    assert ledger == features.readings["xlsx"].ledger
    assert ledger.unread == 1  # the title that is struck out


@pytest.mark.parametrize(
    ("edit", "question", "expected"),
    [
        (put("share", 0.125, "0.0%"), "share", 12.5),
        (put("share", 0.5, "0 %"), "share", 50.0),
        (put("share", 0.07, "0%;-0%"), "share", 7.0),
        (put("share", 12.5, "0.00"), "share", 12.5),
        (put("share", 0.5, "# ?/?"), "share", 0.5),
        (put("share", 12, '0" Mio"'), "share", 12e6),
        (put("share", 3, '0" млн"'), "share", 3e6),
        (put("share", 3, '0"万"'), "share", 3e4),
        (put("share", 12_500_000, "0.0,,"), "share", 12_500_000),
        (put("share", 12_500_000, '0.0,,"M"'), "share", 12_500_000),
        (put("share", 1500, '#,##0 "EUR"'), "share", 1500),
        (put("share", 1500, '[$€-40C] #,##0.00'), "share", 1500),
        (put("share", runs("1.2 × 10", ("super", "6"))), "share", None),
        (put("share", runs("10", ("super", "6"))), "share", None),
        (put("share", runs("7", ("sub", "a"))), "share", 7),
        (put("share", runs(("strike", "15"), "17")), "share", 17),
        (put("share", runs("17", ("strike", "15"))), "share", 17),
        (put("completed_on", runs("18 April 2023", ("super", "1"))), "completed_on",
         date(2023, 4, 18)),
        (put("completed_on", datetime(2023, 4, 18), "d mmmm yyyy"), "completed_on",
         date(2023, 4, 18)),
        (put("unit", runs("Area in km", ("super", "2"))), "unit", "Area in km²"),
        (put("unit", runs("CO", ("sub", "2"), " office")), "unit", "CO₂ office"),
        (put("unit", runs("1", ("super", "re"), " direction")), "unit", "1re direction"),
        (put("unit", 0.45, "0%"), "unit", "45%"),
        (put("unit", datetime(2024, 4, 3), "[$-40C]d mmmm yyyy"), "unit", "3 avril 2024"),
        (put("unit", 0.1 + 0.2), "unit", "0.3"),
        (put("unit", 1234567, "#,##0.00"), "unit", "1,234,567.00"),
        (put("unit", "Council_x000B_Forum"), "unit", "Council\nForum"),
    ],
)  # fmt: skip
def test_the_value_is_what_a_cell_shows(
    cycle: Cycle, tmp_path: Path, edit: Edit, question: str, expected: object
) -> None:
    path = tmp_path / "reply.xlsx"
    workbook = filled(cycle, "XAA", COMPLETE)
    edit(workbook)
    workbook.save(path)
    found = answer(read(cycle, path), question).value
    shown = next((v for v in (found.text, found.number, found.day) if v is not None), None)
    assert shown == expected


@pytest.mark.parametrize("number", [1e15, 1234567890123450, 1.2345678901234567e16, -1e18])
def test_digits_that_a_program_does_not_keep_are_told(cycle: Cycle, number: float) -> None:
    path = reply(cycle, "XAA", COMPLETE, name="digits")
    with edited(path) as workbook:
        cell(workbook, "unit").value = number
        cell(workbook, "unit").number_format = "0"
    reading = read(cycle, path)
    assert codes(reading, "unit") == ["digits_lost"]
    text = answer(reading, "unit").value.text or ""
    assert text.lstrip("-").isdigit()
    assert len(text) >= 16


def packed(path: Path, change: Callable[[str, bytes], bytes], added: Mapping[str, bytes]) -> Path:
    """The workbook with its parts changed, and others added."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(path) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in added.items():
            new.writestr(name, data)
    path.write_bytes(target.getvalue())
    return path


@pytest.mark.parametrize("shown", [b"#VALUE!", b"#BUSY!", b"#N/A"])
def test_a_data_type_of_excel_has_a_sentence_of_its_own(cycle: Cycle, shown: bytes) -> None:
    path = reply(cycle, "XAA", COMPLETE, name="geography")
    with edited(path) as workbook:
        place = cell(workbook, "unit").coordinate.encode()
        cell(workbook, "unit").value = "#VALUE!"

    def rich(name: str, data: bytes) -> bytes:
        return data.replace(b'<c r="' + place + b'"', b'<c vm="1" r="' + place + b'"').replace(
            b"<v>#VALUE!</v>", b"<v>" + shown + b"</v>"
        )

    reading = read(cycle, packed(path, rich, {}))
    assert codes(reading, "unit") == ["data_type_value"]
    assert answer(reading, "unit").value.text is None


DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor>'
    "<xdr:from><xdr:col>3</xdr:col><xdr:row>4</xdr:row></xdr:from>{shape}<xdr:clientData/>"
    "</xdr:twoCellAnchor></xdr:wsDr>"
)
SHAPE = "<xdr:sp><xdr:txBody>{lines}</xdr:txBody></xdr:sp>"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/drawing" Target="../drawings/drawing9.xml"/></Relationships>'
)


@pytest.mark.parametrize(
    ("lines", "grouped", "text"),
    [
        (["Our answer."], False, "Our answer."),
        (["Notre réponse :", "un conseil."], False, "Notre réponse : un conseil."),
        (["الجواب"], True, "الجواب"),
        ([""], False, None),
    ],
)
def test_a_text_box_is_told_with_its_text(
    cycle: Cycle, lines: list[str], grouped: bool, text: str | None
) -> None:
    path = reply(cycle, "XAA", COMPLETE, name="box")
    shape = SHAPE.format(lines="".join(f"<a:p><a:r><a:t>{x}</a:t></a:r></a:p>" for x in lines))
    if grouped:
        shape = f"<xdr:grpSp>{shape}</xdr:grpSp>"
    added = {
        "xl/drawings/drawing9.xml": DRAWING.format(shape=shape).encode(),
        "xl/worksheets/_rels/sheet2.xml.rels": RELATIONS.encode(),
    }
    reading = read(cycle, packed(path, lambda name, data: data, added))
    said = [(f.code, f.sheet, f.cell, f.params["value"]) for f in reading.findings]
    expected = [("text_box_unread", "1 About", "D5", text)]
    assert said == (expected if text else [])


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        ("Council:<text:tab/>40<text:tab/>members", "Council:\t40\tmembers"),
        ("Council<text:line-break/>Forum", "Council\nForum"),
        ('two<text:s text:c="3"/>words', "two   words"),
        ("<text:span>Council</text:span><text:tab/>Forum", "Council\tForum"),
    ],
)
def test_words_stay_apart_in_an_ods(
    cycle: Cycle, features: Features, tmp_path: Path, libreoffice: Convert,
    ods: bytes, inside: str, text: str,
) -> None:  # fmt: skip
    path = tmp_path / "reply.ods"
    path.write_bytes(ods)
    reading = read(
        cycle,
        packed(path, lambda name, data: data.replace(b"Two laws.", inside.encode()), {}),
    )
    assert answer(reading, "remarks").value.text == text


@pytest.fixture(scope="module")
def ods(cycle: Cycle, libreoffice: Convert) -> bytes:
    """A filled workbook that nobody has formatted, as LibreOffice saves it."""
    return libreoffice(reply(cycle, "XAA", COMPLETE, name="plain"), "ods").read_bytes()


def test_a_file_that_tells_no_formats_says_so(cycle: Cycle) -> None:
    sheets = read_sheets(reply(cycle, "XAA", COMPLETE).read_bytes())
    blind = [Sheet(sheet.name, sheet.rows, display_known=False) for sheet in sheets]
    assert codes(read_answers(blind, cycle.form, "reply.xlsb")) == ["display_unknown"]
    assert codes(read_answers(sheets, cycle.form, "reply.xlsx")) == []


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("0.0%", 0.105, "10.5%"),
        ('0" million"', 12, "12 million"),
        ("#,##0.00", -1234.5, "-1,234.50"),
        ("0.00E+00", 12345.678, "1.23E+04"),
        ("# ??/??", 2.25, "2 1/4"),
        ('[>=1000000]0.0,," million";0', 12.5e6, "12.5 million"),
        ('[>=1000000]0.0,," million";0', 12, "12"),
        ("000\\-0000", 1234567, "123-4567"),
        ("0.0##", 1.25, "1.25"),
        ('General" kg"', 5, "5 kg"),
        ("0;(0)", -5, "(5)"),
        ("[Red]-0%", 0.2, "-20%"),
        ("_-* #,##0.00\\ \"€\"_-", 1234.5, "1,234.50 €"),
        ("d-mmm", date(2024, 4, 3), "3-Apr"),
        ("[$-419]d mmmm yyyy", date(2024, 4, 3), "3 апреля 2024"),
        ("h:mm AM/PM", time(13, 5), "1:05 PM"),
        ("[h]:mm", timedelta(hours=30, minutes=2), "30:02"),
        ("mm:ss", time(0, 5, 6), "05:06"),
        ("General", 12, ""),
        ("yyyy-mm-dd", date(2024, 4, 3), ""),
        (";;;", 5, ""),
    ],
)  # fmt: skip
def test_a_number_format_shows_as_spreadsheet_programs_do(
    code: str, value: object, text: str
) -> None:
    assert number_format(code).shown(value) == text


@given(st.text(max_size=30), st.one_of(st.floats(), st.integers(), st.dates(), st.timedeltas()))
def test_no_number_format_fails(code: str, value: object) -> None:
    assert isinstance(number_format(code).shown(value), str)
