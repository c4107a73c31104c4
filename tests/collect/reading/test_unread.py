"""Every filled cell is an answer, a note, the builder's text, or told as unread."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from benchmarks.accounting import check_account
from rapporteur.collect.reading.answers import Reading
from rapporteur.collect.reading.labels import is_builders_text
from rapporteur.collect.reading.questionnaire import read_answers
from rapporteur.collect.reading.spreadsheet import Cell, Sheet, read_sheets
from rapporteur.design.cycle import Cycle
from rapporteur.design.xlsform import parse_form
from tests.support import (
    COMPLETE,
    Place,
    cell,
    edited,
    filled,
    place,
    read,
    reply,
    tiny_cycle,
    values,
)

Edit = Callable[[Workbook], None]


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    return tiny_cycle(tmp_path_factory.mktemp("unread"))


@pytest.fixture(scope="module")
def sheets(cycle: Cycle) -> list[Sheet]:
    return read_sheets(reply(cycle, "XAA", COMPLETE).read_bytes())


@pytest.fixture(scope="module")
def original(cycle: Cycle, sheets: list[Sheet]) -> Reading:
    return read_answers(sheets, cycle.form, "reply.xlsx")


def after(cycle: Cycle, path: Path, edit: Edit, language: str = "en") -> Reading:
    """What is read in a filled workbook after an edit."""
    workbook = filled(cycle, "XAA", COMPLETE, language)
    workbook.save(path)
    with edited(path) as opened:
        edit(opened)
    return read(cycle, path)


def said(reading: Reading) -> list[tuple[str, str]]:
    """Code and text of each finding."""
    return [(f.code, f.params.get("value", "")) for f in reading.findings]


def test_of_an_untouched_workbook_nothing_is_unread(original: Reading, sheets: list[Sheet]) -> None:
    check_account(original, sheets)
    assert (original.ledger.answers, original.ledger.unread) == (21, 0)
    assert not original.findings


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("code", ["XAA", "CIVIL-A"])
def test_all_that_the_builder_writes_is_the_builders(
    cycle: Cycle, tmp_path: Path, code: str, language: str
) -> None:
    path = tmp_path / "blank.xlsx"
    filled(cycle, code, {}, language).save(path)
    reading = read(cycle, path)
    check_account(reading, read_sheets(path.read_bytes()))
    assert (reading.ledger.answers, reading.ledger.notes, reading.ledger.unread) == (2, 0, 0)


# What stands beside, below and between.


def write(question: str, row: int | None, down: int, right: int, value: object) -> Edit:
    """Write into a cell that lies so many rows and columns from a question's."""

    def edit(workbook: Workbook) -> None:
        at = place(workbook, question, row)
        at.sheet.cell(at.row + down, at.column + right).value = value  # type: ignore[assignment]

    return edit


def own_sheet(title: str, *rows: list[object]) -> Edit:
    def edit(workbook: Workbook) -> None:
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)

    return edit


@pytest.mark.parametrize(
    ("edit", "code", "text"),
    [
        (write("unit", None, 0, 3, "See our letter"), "content_unread", "See our letter"),
        (write("share", None, 0, 5, 12.7), "content_unread", "12.7"),
        (write("law_title", 1, 0, 9, "الملاحظات"), "content_unread", "الملاحظات"),
        (write("remarks", None, 6, 0, "Fait à Paris"), "content_unread", "Fait à Paris"),
        (write("law_title", 1, -4, 6, "Attention"), "content_unread", "Attention"),
        (own_sheet("Annex", ["Act", 2014], ["Decree", 2015]), "sheet_unread",
         "Act | 2014 | Decree | 2015"),
        (own_sheet("附件", ["法律"]), "sheet_unread", "法律"),
        (own_sheet("Feuille1", [], [None, "Loi", None, "2014"]), "sheet_unread", "Loi | 2014"),
    ],
)  # fmt: skip
def test_what_belongs_to_nothing_is_told_with_its_text(
    cycle: Cycle, tmp_path: Path, original: Reading, edit: Edit, code: str, text: str
) -> None:
    reading = after(cycle, tmp_path / "reply.xlsx", edit)
    assert said(reading) == [(code, text)]
    assert values(reading) == values(original)
    check_account(reading, read_sheets((tmp_path / "reply.xlsx").read_bytes()))


def over_a_title(workbook: Workbook) -> None:
    place(workbook, "share").sheet["C2"] = "See our letter"


def over_an_instruction(workbook: Workbook) -> None:
    at = place(workbook, "law_title", 1)
    at.sheet.cell(at.row - 3, at.column).value = "See our letter"


def over_a_label(workbook: Workbook) -> None:
    at = place(workbook, "share")
    at.sheet.cell(at.row, at.column - 1).value = "See our letter"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("edit", [over_a_title, over_an_instruction, over_a_label])
def test_what_is_written_over_the_builders_text_is_told(
    cycle: Cycle, tmp_path: Path, original: Reading, edit: Edit, language: str
) -> None:
    reading = after(cycle, tmp_path / "reply.xlsx", edit, language)
    assert said(reading) == [("content_unread", "See our letter")]
    assert values(reading) == values(original)


@pytest.mark.parametrize("name", ["unit", "share", "topics"])
def test_a_note_without_an_answer_is_told(cycle: Cycle, tmp_path: Path, name: str) -> None:
    def edit(workbook: Workbook) -> None:
        cell(workbook, name).value = None
        for choice in ("finance", "other") if name == "topics" else ():
            cell(workbook, f"topics/{choice}").value = None
        cell(workbook, name, role="note").value = "Planned for 2026."

    reading = after(cycle, tmp_path / "reply.xlsx", edit)
    assert said(reading) == [("note_without_answer", "Planned for 2026.")]


def test_a_row_of_a_table_with_a_note_alone_is_told(cycle: Cycle, tmp_path: Path) -> None:
    reading = after(cycle, tmp_path / "reply.xlsx", put_in_row(5, "note", "More to come"))
    assert said(reading) == [("note_without_answer", "More to come")]


def put_in_row(row: int, question: str, value: object) -> Edit:
    def edit(workbook: Workbook) -> None:
        cell(workbook, question, row).value = value  # type: ignore[assignment]

    return edit


# Where a table ends.


def last_row(at: Place) -> int:
    return max(r for r in range(1, at.sheet.max_row + 1) if at.sheet.cell(r, 1).value == "#row")


def below_table(text: str, *, full: bool, gap: int = 0) -> Edit:
    """Write below the table of laws, which is filled to its end or not."""

    def edit(workbook: Workbook) -> None:
        at = place(workbook, "law_title", 1)
        last = last_row(at)
        for row in range(at.row + 2, last + 1) if full else ():
            at.sheet.cell(row, at.column, f"Act {row}")
        at.sheet.insert_rows(last + 1, 1 + gap)
        at.sheet.cell(last + 1 + gap, at.column, text)

    return edit


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "Prepared by: A. Example, Director", "Prepared by A. Example", "Signature:",
        "Paris, 2 May 2024", "2 May 2024",
        "Établi par : A. Exemple", "Fecha y firma", "Исполнитель: А. Примерова", "填表人：某人",
        "التوقيع", "Source: national accounts", "Lima, 2 de mayo de 2024", "Date and signature: …",
    ],
)  # fmt: skip
def test_a_signature_below_a_table_is_no_row(
    cycle: Cycle, tmp_path: Path, text: str, full: bool
) -> None:
    reading = after(cycle, tmp_path / "reply.xlsx", below_table(text, full=full))
    assert [c for c, _ in said(reading)] == ["content_unread"]
    assert text not in {a.raw for a in reading.answers}


@pytest.mark.parametrize(
    "text", ["Établi par A. Exemple", "签字：", "Paris, le 2 mai 2024", "Date: 3"]
)
def test_a_signature_in_a_blank_row_of_a_table_is_no_row(
    cycle: Cycle, tmp_path: Path, text: str
) -> None:
    reading = after(cycle, tmp_path / "reply.xlsx", put_in_row(7, "law_title", text))
    is_title = text.startswith("Date")
    assert said(reading) == ([] if is_title else [("content_unread", text)])


@pytest.mark.parametrize("text", ["Act 2014-856", "Loi du 31 juillet 2014", "合作社法"])
def test_a_row_below_a_full_table_is_read(cycle: Cycle, tmp_path: Path, text: str) -> None:
    reading = after(cycle, tmp_path / "reply.xlsx", below_table(text, full=True))
    assert said(reading) == []
    assert text in {a.value.text for a in reading.answers if a.question == "law_title"}


@pytest.mark.parametrize("text", ["Act 2014-856", "Loi du 31 juillet 2014", "合作社法"])
def test_what_stands_in_the_blank_row_below_a_full_table_is_read(
    cycle: Cycle, tmp_path: Path, text: str
) -> None:
    def edit(workbook: Workbook) -> None:
        at = place(workbook, "law_title", 1)
        for row in range(at.row + 2, last_row(at) + 1):
            at.sheet.cell(row, at.column, f"Act {row}")
        at.sheet.cell(last_row(at) + 1, at.column, text)

    reading = after(cycle, tmp_path / "reply.xlsx", edit)
    assert said(reading) == []
    assert text in {a.value.text for a in reading.answers if a.question == "law_title"}


@pytest.mark.parametrize("word", ["Total", "Total général", "Всего:", "合计", "المجموع"])
def test_a_total_is_no_row(cycle: Cycle, tmp_path: Path, word: str) -> None:
    def edit(workbook: Workbook) -> None:
        cell(workbook, "law_title", 3).value = word
        cell(workbook, "law_budget", 3).value = 1000.5

    reading = after(cycle, tmp_path / "reply.xlsx", edit)
    assert said(reading) == [("content_unread", f"{word} | 1000.5")]
    assert not [a for a in reading.answers if a.row == 3]


# What was moved.


def swap_labels(workbook: Workbook) -> None:
    first, second = place(workbook, "share"), place(workbook, "staff")
    swap(first, second, (-1, 0, 1))


def swap(first: Place, second: Place, columns: Sequence[int]) -> None:
    for shift in columns:
        exchange(
            first.sheet, (first.row, first.column + shift), (second.row, second.column + shift)
        )


def exchange(sheet: Worksheet, one: tuple[int, int], other: tuple[int, int]) -> None:
    """Exchange two cells with their formats."""
    kept = [(c.value, c.data_type, c.number_format) for c in (sheet.cell(*one), sheet.cell(*other))]
    for at, content in zip((other, one), kept, strict=True):
        target: Any = sheet.cell(*at)
        target.value, target.data_type, target.number_format = content


def sort_rows(workbook: Workbook) -> None:
    """Move the first three single questions by one, without the hidden column."""
    rows = [place(workbook, name) for name in ("unit", "email", "completed_on")]
    swap(rows[0], rows[1], (-1, 0, 1))
    swap(rows[1], rows[2], (-1, 0, 1))


def insert_in_table(workbook: Workbook) -> None:
    """Insert a column of row numbers in the table alone: its hidden names stay."""
    at = place(workbook, "law_title", 1)
    for row in range(at.row - 1, last_row(at) + 1):
        for column in range(at.column + 7, at.column, -1):
            exchange(at.sheet, (row, column), (row, column - 1))
        at.sheet.cell(row, at.column).value = "No." if row < at.row else row - at.row + 1


def swap_columns(workbook: Workbook) -> None:
    at = place(workbook, "law_title", 1)
    for row in range(at.row - 1, last_row(at) + 1):
        exchange(at.sheet, (row, at.column), (row, at.column + 1))


def shift_down(workbook: Workbook) -> None:
    """Shift the cells of the table's columns down by one, from above its names."""
    at = place(workbook, "law_title", 1)
    for row in range(at.sheet.max_row + 1, at.row - 4, -1):
        for column in range(at.column, at.column + 7):
            exchange(at.sheet, (row, column), (row - 1, column))


def shift_one_column(workbook: Workbook) -> None:
    at = place(workbook, "law_status", 1)
    for row in range(last_row(at) + 1, at.row - 2, -1):
        exchange(at.sheet, (row, at.column), (row - 1, at.column))


def swap_choices(workbook: Workbook) -> None:
    swap(place(workbook, "topics/finance"), place(workbook, "topics/education"), (-1, 0))


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("edit", "moved"),
    [
        (swap_labels, True),
        (sort_rows, True),
        (insert_in_table, True),
        (swap_columns, True),
        (shift_down, True),
        (shift_one_column, False),
        (swap_choices, True),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_what_was_moved_is_read_as_it_is_seen(
    cycle: Cycle, tmp_path: Path, original: Reading, edit: Edit, moved: bool, language: str
) -> None:
    merged = tmp_path / "reply.xlsx"

    def unmerged(workbook: Workbook) -> None:
        for sheet in workbook.worksheets:
            for span in list(sheet.merged_cells.ranges):
                sheet.unmerge_cells(str(span))
        edit(workbook)

    reading = after(cycle, merged, unmerged, language)
    expected = dict(values(original))
    if edit is swap_choices:
        expected = {k: v for k, v in expected.items() if k[0] != "topics"}
        assert values(reading)["topics", None][3] == "finance other"
    assert {k: v for k, v in values(reading).items() if k in expected} == expected
    assert ("label_moved" in {f.code for f in reading.findings}) == moved
    check_account(reading, read_sheets(merged.read_bytes()))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_label_that_stands_twice_is_a_contradiction(
    cycle: Cycle, tmp_path: Path, language: str
) -> None:
    def edit(workbook: Workbook) -> None:
        one, other = place(workbook, "share"), place(workbook, "staff")
        one.sheet.cell(one.row, one.column - 1).value = other.sheet.cell(
            other.row, other.column - 1
        ).value

    reading = after(cycle, tmp_path / "reply.xlsx", edit, language)
    (said_,) = [f for f in reading.findings if f.code == "label_contradicts"]
    labels = {"en": ("Staff", "Share (per cent)"), "zh": ("人员", "比例（百分比）")}[language]
    assert (said_.params["seen"], said_.params["expected"]) == labels
    assert said_.params["value"] == "12.5"
    assert ("share", None) not in values(reading)
    assert values(reading)["staff", None][1] == 7


def test_a_heading_that_stands_twice_is_a_contradiction(cycle: Cycle, tmp_path: Path) -> None:
    def edit(workbook: Workbook) -> None:
        at = place(workbook, "law_budget", 1)
        at.sheet.cell(at.row - 1, at.column).value = "Year"

    reading = after(cycle, tmp_path / "reply.xlsx", edit)
    (said_,) = [f for f in reading.findings if f.code == "label_contradicts"]
    assert (said_.params["seen"], said_.params["expected"]) == ("Year", "Budget")
    assert ("law_budget", 1) not in values(reading)
    assert values(reading)["law_year", 1][1] == 2014


# What goes on below.


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("unit", ["and the Bank"]),
        ("remarks", ["Deuxième paragraphe.", "Troisième paragraphe."]),
        ("remarks", ["第二段。"]),
    ],
)
def test_an_answer_may_go_on_in_the_rows_below(
    cycle: Cycle, tmp_path: Path, name: str, more: list[str]
) -> None:
    def edit(workbook: Workbook) -> None:
        at = place(workbook, name)
        at.sheet.insert_rows(at.row + 1, len(more))
        for down, text in enumerate(more, start=1):
            at.sheet.cell(at.row + down, at.column, text)

    reading = after(cycle, tmp_path / "reply.xlsx", edit)
    assert said(reading) == [("answer_continued", text) for text in more]
    text = values(reading)[name, None][0]
    assert str(text).split("\n") == [COMPLETE[name], *more]


@pytest.mark.parametrize("text", ["Signature:", "Fait à : Paris", "填表人：某人"])
def test_a_signature_below_an_answer_is_no_part_of_it(
    cycle: Cycle, tmp_path: Path, text: str
) -> None:
    reading = after(cycle, tmp_path / "reply.xlsx", write("remarks", None, 1, 0, text))
    assert said(reading) == [("content_unread", text)]


# The property.

WORDS = st.sampled_from(
    ["", "x", "a", "Other", "N/A", "1 250", "12 %", "Total", "Staff", "Title", "#row", "unit",
     "#text", "#header", "#repeat:laws", "#questions", "answer", "note", "✓", "Prepared by: me",
     "topics/other", "law_title", "Paris, 2 May 2024", "\u200f", " "]
)  # fmt: skip
CONTENTS = st.one_of(WORDS, st.text(max_size=8), st.integers(-10, 10**17), st.booleans())


@st.composite
def mutations(draw: st.DrawFn) -> list[tuple[str, int, int, int, object]]:
    kinds = st.sampled_from(
        ["write", "insert row", "delete row", "swap rows", "insert cell", "shift down", "copy"]
    )
    numbers = st.integers(0, 60)
    one = st.tuples(kinds, st.integers(0, 9), numbers, st.integers(0, 9), CONTENTS)
    return draw(st.lists(one, min_size=1, max_size=6))


def mutated(
    sheets: Sequence[Sheet], mutations_: Sequence[tuple[str, int, int, int, object]]
) -> list[Sheet]:
    """The sheets after what people do to rows and cells."""
    grids = [(sheet.name, [list(row) for row in sheet.rows]) for sheet in sheets]
    for kind, which, number, column, content in mutations_:
        name, rows = grids[which % len(grids)]
        row = number % (len(rows) + 1)
        if kind == "insert row":
            rows.insert(row, [None, None, content])  # type: ignore[list-item]
        elif kind == "copy":
            grids.append((f"{name} (2)", [list(own) for own in rows]))
        elif row < len(rows):
            while len(rows[row]) <= column:
                rows[row].append(None)
            if kind == "write":
                rows[row][column] = content  # type: ignore[call-overload]
            elif kind == "delete row":
                del rows[row]
            elif kind == "swap rows":
                other = (row + column + 1) % len(rows)
                rows[row][1:], rows[other][1:] = rows[other][1:], rows[row][1:]
            elif kind == "insert cell":
                rows[row].insert(column, content)  # type: ignore[arg-type]
            else:
                below: Cell = content  # type: ignore[assignment]
                for own in rows[row:]:
                    while len(own) <= column:
                        own.append(None)
                    own[column], below = below, own[column]
                rows.append([*[None] * column, below])
    return [Sheet(name, rows) for name, rows in grids]


def account_of_mutated(
    cycle: Cycle, sheets: Sequence[Sheet],
    mutations_: Sequence[tuple[str, int, int, int, object]],
) -> None:  # fmt: skip
    changed = mutated(sheets, mutations_)
    reading = read_answers(changed, cycle.form, "reply.xlsx")
    if reading.identity:
        check_account(reading, changed)


QUICK = settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(mutations())
def test_the_account_holds_whatever_was_done_to_the_cells(
    cycle: Cycle, sheets: list[Sheet], mutations_: list[tuple[str, int, int, int, object]]
) -> None:
    account_of_mutated(cycle, sheets, mutations_)


@pytest.mark.slow
@settings(QUICK, max_examples=5_000, deadline=None)
@given(mutations())
def test_the_account_holds_for_thousands_of_mutations(
    cycle: Cycle, sheets: list[Sheet], mutations_: list[tuple[str, int, int, int, object]]
) -> None:
    account_of_mutated(cycle, sheets, mutations_)


def test_a_text_of_the_builder_may_have_straight_quotation_marks() -> None:
    form = parse_form(
        """
        | survey |             |            |                 |
        |        | type        | name       | label           |
        |        | begin_group | about      | “In place” here |
        |        | text        | respondent | Respondent      |
        |        | end_group   |            |                 |
        """
    )
    assert is_builders_text(form, '"In place" here')
    assert not is_builders_text(form, "In place here")
