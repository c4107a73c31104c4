"""What changed since an earlier version: row by row, in words, and why."""

import re
import shutil
from pathlib import Path

import openpyxl
import pytest

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.releases import versions
from rapporteur.disseminate.releases.changes_report import write_report
from rapporteur.disseminate.releases.comparison import ADDED, CHANGED, REMOVED, Comparison, compare
from rapporteur.evaluate.decide import decide
from rapporteur.language.cldr import is_rtl_text
from rapporteur.language.messages import languages
from rapporteur.pipeline import run
from rapporteur.translate.patterns import program
from tests.support import COMPLETE, Given, reply, rewrite, tiny_cycle

_LAW = {"law_title": "Cooperatives Act", "law_status": "in_force", "law_year": "2014"}


def given(*laws: dict[str, str]) -> Given:
    return {**COMPLETE, "laws": list(laws)}


def late(cycle: Cycle, name: str, when: str) -> None:
    """Say when a file was received."""
    register = cycle.inputs / "receipts.csv"
    lines = register.read_text("utf-8").splitlines(keepends=True)
    found = [",".join([*one.split(",")[:2], when, *one.split(",")[3:]]) if name in one else one
             for one in lines]  # fmt: skip
    rewrite(register, "".join(found))


@pytest.fixture(scope="session")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """The tiny cycle, published, tagged draft-1, and published again with changes."""
    cycle = tiny_cycle(tmp_path_factory.mktemp("changed"))
    reply(cycle, "XAA", given(_LAW, {"law_title": "Mutual Societies Act", "law_year": "1990"}))
    reply(cycle, "XAB", given({"law_title": "Act on banks", "law_year": "1980"}))
    reply(cycle, "XBA", given({"law_title": "Act of XBA", "law_year": "2001"}))
    run(cycle)
    versions.tag(cycle, "draft-1")
    reply(cycle, "XAA", given({**_LAW, "law_year": "2015"}), name="XAA-corrected")
    reply(cycle, "XBC", given({"law_title": "New Act", "law_year": "2020"}))
    made = {"who": "A. Drafter", "reason": "It was said so"}
    nothing = dict.fromkeys(("finding", "question", "row", "value", "source"), "")
    decide(cycle, {**nothing, **made, "submission": "XAB", "decision": "withdraw"})
    correction = {"question": "law_year", "row": "1", "value": "2002", "source": "A letter"}
    decide(cycle, {**nothing, **made, "submission": "XBA", "decision": "correct", **correction})
    run(load_cycle(cycle.home, "tiny"))
    return load_cycle(cycle.home, "tiny")


@pytest.fixture
def again(changed: Cycle, tmp_path: Path) -> Cycle:
    """The same, to be changed by the test."""
    shutil.copytree(changed.home, tmp_path / "copy", symlinks=True)
    return load_cycle(tmp_path / "copy", "tiny")


def told(found: Comparison) -> list[tuple[str, str, str, list[tuple[str, str, str]]]]:
    (table,) = found.tables
    return [
        (one.kind, one.respondent, one.row, [(c.column, c.before, c.after) for c in one.cells])
        for one in table.rows
    ]


def test_rows_that_came_went_and_changed_are_told_with_their_cells(changed: Cycle) -> None:
    found = compare(changed, "draft-1", "en")
    assert (found.since.number, found.now.number) == (1, 2)
    basis = ("Basis", "Reply")
    assert told(found) == [
        (CHANGED, "Country XAA", "Cooperatives Act", [("Year", "2014", "2015")]),
        (
            REMOVED, "Country XAA", "Mutual Societies Act",
            [("Title", "Mutual Societies Act", ""), ("Year", "1990", ""), (*basis, "")],
        ),
        (
            REMOVED, "Country XAB", "Act on banks",
            [("Title", "Act on banks", ""), ("Year", "1980", ""), (*basis, "")],
        ),
        (CHANGED, "Country XBA", "Act of XBA", [("Year", "2001", "2002")]),
        (
            ADDED, "Country XBC", "New Act",
            [("Title", "", "New Act"), ("Year", "", "2020"), (basis[0], "", basis[1])],
        ),
    ]  # fmt: skip


def test_each_is_told_with_who_caused_it(changed: Cycle) -> None:
    (table,) = compare(changed, "1", "en").tables
    causes = [
        (
            [one.file for one in row.cause.files],
            [(one.decision, one.who, one.reason) for one in row.cause.decisions],
        )
        for row in table.rows
    ]
    corrected: object = (["submissions/XAA-corrected.xlsx"], [])
    assert causes == [
        corrected,
        corrected,
        (["submissions/XAB.xlsx"], [("withdraw", "A. Drafter", "It was said so")]),
        (["submissions/XBA.xlsx"], [("correct", "A. Drafter", "It was said so")]),
        (["submissions/XBC.xlsx"], []),
    ]
    assert all(one.received_at for row in table.rows for one in row.cause.files)


def test_nothing_has_changed_since_the_current_version(changed: Cycle) -> None:
    assert compare(changed, "2", "en").tables == []


def test_it_is_told_as_markdown_and_as_a_workbook(again: Cycle) -> None:
    late(again, "XAA-corrected", "2024-05-20T09:30:00+00:00")
    report = write_report(again, "draft-1")
    folder = again.outputs / "changes"
    assert report.files == [folder / "tiny.en.since-1.xlsx", folder / "tiny.en.since-1.md"]
    assert report.files[1].read_text("utf-8") == report.markdown
    lines = report.markdown.splitlines()
    assert lines[0] == "# Changes in the tables since version 1 (“draft-1”)"
    assert "## Laws (`laws`)" in lines
    assert "Rows added: 1; changed: 2; removed: 2." in lines
    at = lines.index("- **Changed** Country XBA — Act of XBA")
    assert lines[at + 1] == "  - Year: 2001 → 2002"
    assert "submissions/XBA.xlsx, received " in lines[at + 2]
    assert lines[at + 3].startswith("  - Answer corrected, by A. Drafter on ")
    book = openpyxl.load_workbook(report.files[0])
    assert book.sheetnames == ["Summary", "laws"]
    sheet = book["laws"]
    (table,) = sheet.tables.values()
    assert table.displayName == "changes_laws"
    rows = [[cell.value for cell in row] for row in sheet[table.ref]]
    assert rows[0] == [
        "Change", "Respondent", "Row", "Column", "Before", "Now", "File", "Received",
        "Decision or other cause",
    ]  # fmt: skip
    assert rows[1][:7] == [
        "Changed", "Country XAA", "Cooperatives Act", "Year", "2014", "2015",
        "submissions/XAA-corrected.xlsx",
    ]  # fmt: skip
    assert len(rows) == 6
    (summary,) = book["Summary"].tables.values()
    assert [[cell.value for cell in row] for row in book["Summary"][summary.ref]][1] == [
        "laws", "Laws", 1, 2, 2, None,
    ]  # fmt: skip


def test_the_same_comparison_gives_the_same_bytes(again: Cycle) -> None:
    first = [path.read_bytes() for path in write_report(again, "1").files]
    assert [path.read_bytes() for path in write_report(again, "draft-1").files] == first


@pytest.mark.parametrize("language", languages())
def test_every_language_says_all_of_it(again: Cycle, language: str) -> None:
    report = write_report(again, "1", language)
    english = write_report(again, "1", "en").markdown
    assert (report.markdown == english) == (language == "en")
    assert "changes-" not in report.markdown
    book = openpyxl.load_workbook(report.files[0])
    assert book.properties.language == language
    assert bool(book["laws"].sheet_view.rightToLeft) == (language == "ar")


def test_what_is_put_into_arabic_is_isolated_in_lines_from_right_to_left() -> None:
    for name, text in program("ar").items():
        if name.startswith("changes/") and "{ $" in text:
            bare = re.sub(r"\u2068\{ \$[\w-]+ \}\u2069", "", text)
            assert "{" not in bare, name
            assert is_rtl_text(bare), name


def test_nothing_changed_is_a_sentence(again: Cycle) -> None:
    report = write_report(again, "2")
    assert report.markdown.endswith("\n\nNo row of any table has changed.\n")
    sheet = openpyxl.load_workbook(report.files[0])["Summary"]
    assert sheet["A4"].value == "No row of any table has changed."
    assert not sheet.tables


def test_another_definition_is_told(again: Cycle) -> None:
    mart = again.sql / "marts" / "laws.sql"
    mart.write_text("select * replace (year + 1 as year), 'x' as scope from intermediate.laws")
    sidecar = mart.with_suffix(".toml")
    column = '[[columns]]\nname = "scope"\ntype = "text"\nheader.en = "Scope"\nheader.zh = "范围"\n'
    text = sidecar.read_text("utf-8")
    at = text.rindex("[[columns]]")
    sidecar.write_text(text[:at] + column + text[at:], "utf-8")
    (mart.parent / "more.sql").write_text("select respondent, evidence from intermediate.laws")
    more = text.replace("order = 1", "order = 2").replace(', "year"]', "]").replace("Laws", "More")
    first, *columns = more.split("[[columns]]")
    (mart.parent / "more.toml").write_text(
        "[[columns]]".join([first, columns[0], columns[-1]]), "utf-8"
    )
    run(load_cycle(again.home, "tiny"))
    changed, new = compare(load_cycle(again.home, "tiny"), "2", "en").tables
    assert list(changed.columns_added) == ["Scope"]
    assert {one.kind for one in changed.rows} == {CHANGED}
    assert all(one.cause.defined and not one.cause.files for one in changed.rows)
    assert (new.id, new.new, new.count(ADDED)) == ("more", True, 3)
    page = write_report(load_cycle(again.home, "tiny"), "2").markdown
    assert "New columns, which are not compared: Scope." in page
    assert "The table is new." in page
    assert "The definition of the tables, their lists or the program were changed." in page
