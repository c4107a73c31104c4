"""Hostile files: each gets its finding or is read correctly, and the others are processed.

Every file is made from a filled questionnaire; the cycle runs once.
"""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook

from rapporteur.design.cycle import Cycle
from rapporteur.pipeline import run
from rapporteur.warehouse.reader import opened
from rapporteur.warehouse.status import status
from rapporteur.warehouse.worded_findings import Reported
from tests.support import (
    COMPLETE,
    GOVERNMENTS,
    ROSTER,
    cell,
    edited,
    filled,
    findings,
    place,
    reply,
    tiny_cycle,
)

Bytes = Callable[[bytes], bytes]
Edit = Callable[[Workbook], None]
Said = Sequence[tuple[str, str]]


def repacked(change: Callable[[str, bytes], bytes], **added: bytes) -> Bytes:
    """Change the members of an archive, and add some."""

    def spoil(content: bytes) -> bytes:
        stream = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(content)) as old,
            zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for name in old.namelist():
                new.writestr(name, change(name, old.read(name)))
            for name, data in added.items():
                new.writestr(f"xl/{name}", data)
        return stream.getvalue()

    return spoil


def with_entity(name: str, data: bytes) -> bytes:
    if "worksheets/sheet" not in name:
        return data
    head = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    return head + data.replace(b"Ministry of Work", b"&e;")


def a_million_strings(name: str, data: bytes) -> bytes:
    if name != "[Content_Types].xml":
        return data
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = b'<Override PartName="/xl/sharedStrings.xml" ContentType="' + kind + b'"/>'
    return data.replace(b"</Types>", part + b"</Types>")


STRINGS = b"<sst>" + b"".join(b"<si><t>text %d</t></si>" % i for i in range(10**6)) + b"</sst>"

FILES: Mapping[str, tuple[Bytes, Said, str]] = {
    "page.xlsx": (
        lambda _: b"<!doctype html><html><body><table><tr><td>unit</td></tr></table>",
        [("file_not_spreadsheet", "")],
        "blocked",
    ),
    "list.xlsx": (lambda _: b"unit,answer\nunit,x\n", [("file_not_spreadsheet", "")], "blocked"),
    "bomb.xlsx": (
        repacked(lambda _, data: data, **{"worksheets/sheet99.xml": bytes(130 * 2**20)}),
        [("too_large", "")],
        "blocked",
    ),
    "wrong.pdf": (lambda content: content, [], "accepted"),
    "macros.xlsm": (
        repacked(lambda _, data: data, **{"vbaProject.bin": b"\xd0\xcf\x11\xe0 Sub Auto_Open()"}),
        [],
        "accepted",
    ),
}  # fmt: skip


def enter(**values: object) -> Edit:
    """Write into answer cells, in the first row of a table."""

    def edit(workbook: Workbook) -> None:
        for question, value in values.items():
            row = 1 if question.startswith("law_") else None
            answer = cell(workbook, question, row)
            answer.value = value  # type: ignore[assignment]
            if question in ("unit", "law_title"):
                answer.data_type = "s"  # a text, as if typed after an apostrophe

    return edit


def far_away(workbook: Workbook) -> None:
    place(workbook, "unit").sheet["XFD1048576"] = "stray"


def in_the_label(workbook: Workbook) -> None:
    cell_place = place(workbook, "unit")
    cell_place.cell.value = None
    label = next(
        cell.column for row in cell_place.sheet.iter_rows() for cell in row if cell.value == "label"
    )
    cell_place.sheet.cell(cell_place.row, label or 0, "Ministry of Work")


def translated(workbook: Workbook) -> None:
    """Translate all labels into a language that the form does not have."""
    for sheet in workbook.worksheets:
        label = next((c.column for row in sheet.iter_rows() for c in row if c.value == "label"), 0)
        for row in sheet.iter_rows() if label else ():
            if row[0].value and not str(row[0].value).startswith("#"):
                sheet.cell(row[0].row or 0, label or 0, f"Pytanie {row[0].row}")
    cell(workbook, "staff").value = None


def hidden(workbook: Workbook) -> None:
    for number, sheet in enumerate(workbook.worksheets[1:]):
        sheet.sheet_state = ("hidden", "veryHidden")[number % 2]


def merged(workbook: Workbook) -> None:
    for name in ("unit", "remarks"):
        cell_place = place(workbook, name)
        cell_place.sheet.merge_cells(
            None, cell_place.row, cell_place.column, cell_place.row, cell_place.column + 1
        )


def many_rows(workbook: Workbook) -> None:
    cell_place = place(workbook, "law_title", 1)
    last = max(row for row in range(1, cell_place.sheet.max_row + 1)
               if cell_place.sheet.cell(row, 1).value == "#row")  # fmt: skip
    for row in range(cell_place.row + 2, last + 1):
        cell_place.sheet.cell(row, cell_place.column, f"Act {row}")
    cell_place.sheet.insert_rows(last + 1, 10_000 - (last - cell_place.row + 1))
    for row in range(last + 1, cell_place.row + 10_000):
        cell_place.sheet.cell(row, cell_place.column, f"Act {row}")


EDITS: Mapping[str, tuple[Edit, Said]] = {
    "formula": (enter(share="=6*2"), [("formula_without_value", "share")]),
    "error": (enter(share="#DIV/0!"), [("error_value", "share")]),
    "two": (enter(progress="In preparation and in place"),
            [("not_relevant", "timing"), ("two_choices", "progress")]),
    "about": (enter(share="approx. 12.5", staff="1.2 million"),
              [("number_approximate", "share"), ("number_approximate", "staff")]),
    "thai": (enter(law_year=2566, law_on="18/04/2566"),
             [("calendar_suspect", "law_on"), ("calendar_suspect", "law_year")]),
    "label": (in_the_label, [("answer_in_label", "unit"), ("required_missing", "unit")]),
    "translated": (translated, []),
    "hidden": (hidden, []),
    "merged": (merged, []),
    "choices": (enter(progress="Ｉｎ　ｐｌáce.", law_status="\u200fIN  FORCE\u200e"), []),
    "codes": (enter(share="м", staff="х", law_year="а"), [("law_without_year", "law_year")]),
    "numbers": (enter(share="١٢٫٥٪", staff="1 234", law_budget="US$ 1'000.50"), []),
    "days": (enter(law_on=45034, completed_on="18 نيسان/أبريل 2023"), []),
    "longest": (enter(remarks="x" * 32_767), []),
    "signs": (enter(remarks="👩‍🌾 \u202bعربي\u202c e\u0301", law_title="=HYPERLINK(\"http://x\")",
                      unit="=cmd|' /C calc'!A0"), []),
    "far": (far_away, [("too_large", "")]),
    "rows": (many_rows, []),
}  # fmt: skip
STATES = {
    "far": "blocked", **dict.fromkeys(("formula", "error", "two", "label"), "correction requested"),
}  # fmt: skip


FORMULA = re.compile(rb"<f[ >].*?</f>", re.DOTALL)
"""A formula in a sheet's XML: workbooks of ten thousand rows take long to open."""


@dataclass(frozen=True)
class Hostile:
    """The cycle after its run, and what lay in its folder before."""

    cycle: Cycle
    before: Mapping[Path, bytes]
    findings: Sequence[Reported]
    states: Mapping[str, str]

    def codes(self, stem: str) -> list[tuple[str, str]]:
        return sorted((f.code, f.question) for f in self.findings if Path(f.file).stem == stem)

    def rows(self, sql: str, stem: str) -> list[tuple[object, ...]]:
        with opened(self.cycle) as con:
            return con.execute(
                f"select {sql} from landing.answers inner join landing.submissions "
                "using (submission) where file = ? order by all",
                [f"submissions/{stem}.xlsx"],
            ).fetchall()


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    home = tmp_path_factory.mktemp("hostile")
    codes = [f"Y{code}" for code in GOVERNMENTS]
    roster = ROSTER + "".join(f"{c},government,en,,,,,,,,State {c},,,,国{c},\n" for c in codes)
    cycle = tiny_cycle(home, roster=roster)
    free = iter([*GOVERNMENTS, *codes])
    folder = cycle.inputs / "submissions"
    for name, (spoil, _, _) in {**FILES, **MORE}.items():
        good = reply(cycle, next(free), COMPLETE, name="good")
        (folder / name).write_bytes(spoil(good.read_bytes()))
        good.unlink()
    for stem, (edit, _) in EDITS.items():
        with edited(reply(cycle, next(free), COMPLETE, name=stem)) as workbook:
            edit(workbook)
    with edited(reply(cycle, next(free), COMPLETE, name="second sheets")) as workbook:
        other = filled(cycle, next(free), {**COMPLETE, "unit": "Ministry of Others"})
        for sheet in other.worksheets:
            copy = workbook.create_sheet(f"{sheet.title[:20]} (2)")
            for row in sheet.iter_rows():
                for source in row:
                    if source.value is not None:
                        copy.cell(source.row or 0, source.column or 0, str(source.value))
    before = {path: path.read_bytes() for path in cycle.inputs.rglob("*") if path.is_file()}
    run(cycle)
    states = {
        Path(submission.file).name: submission.state for submission in status(cycle).submissions
    }
    return Hostile(cycle, before, findings(cycle), states)


MORE: Mapping[str, tuple[Bytes, Said, str]] = {
    "entity.xlsx": (repacked(with_entity), [], ""),
    "strings.xlsx": (repacked(a_million_strings, **{"sharedStrings.xml": STRINGS}), [], ""),
}
"""Files that may be read or refused: only the limits and the other files matter."""


@pytest.mark.parametrize("name", list(FILES))
def test_a_hostile_file_has_its_finding(hostile: Hostile, name: str) -> None:
    assert hostile.codes(Path(name).stem) == FILES[name][1]
    assert hostile.states[name] == FILES[name][2]


@pytest.mark.parametrize("stem", list(EDITS))
def test_a_hostile_cell_is_read_or_has_its_finding(hostile: Hostile, stem: str) -> None:
    assert hostile.codes(stem) == sorted(EDITS[stem][1])
    assert hostile.states[f"{stem}.xlsx"] == STATES.get(stem, "accepted")


@pytest.mark.parametrize("name", list(MORE))
def test_a_file_that_may_be_read_or_not_is_landed(hostile: Hostile, name: str) -> None:
    codes = {code for code, _ in hostile.codes(Path(name).stem)}
    assert hostile.states[name] == "accepted" or codes & {"file_damaged", "too_large"}
    host = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "\0"
    assert (host,) not in hostile.rows("raw", Path(name).stem)


def test_two_respondents_in_one_file_are_findings(hostile: Hostile) -> None:
    codes = hostile.codes("second sheets")
    assert ("answered_twice", "respondent") in codes
    assert ("answered_twice", "unit") in codes
    assert ("Ministry of Work",) in hostile.rows("raw", "second sheets")


def test_values_are_read_correctly(hostile: Hostile) -> None:
    read = "number, date::varchar, code, obs_status"
    about = {q: number for q, number in hostile.rows("question, number", "about")}  # noqa: C416
    assert (about["share"], about["staff"]) == (12.5, 1_200_000)
    thai = {q: (n, d) for q, r, n, d in
            hostile.rows("question, row, number, date::varchar", "thai") if r == 1}  # fmt: skip
    assert thai["law_year"][0] == 2023
    assert thai["law_on"][1] == "2023-04-18"
    numbers = {
        q: n for q, r, n in hostile.rows("question, row, number", "numbers") if r in (None, 1)
    }
    assert (numbers["share"], numbers["staff"], numbers["law_budget"]) == (12.5, 1234, 1000.5)
    days = {
        q: d for q, r, d in hostile.rows("question, row, date::varchar", "days") if r in (None, 1)
    }
    assert days["law_on"] == days["completed_on"] == "2023-04-18"
    codes = {
        q: s for q, r, s in hostile.rows("question, row, obs_status", "codes") if r in (None, 1)
    }
    assert (codes["share"], codes["staff"], codes["law_year"]) == ("O", "K", "M")
    assert [
        row for row in hostile.rows(f"question, {read}", "choices") if row[0] == "progress"
    ] == [("progress", None, None, "in_place", "A")]
    assert len({row for _, row in hostile.rows("question, row", "rows") if row}) == 10_000


def test_a_finding_about_a_cell_names_it(hostile: Hostile) -> None:
    places = [f.where for f in hostile.findings if f.question]
    assert places
    assert all("!" in where for where in places)
    assert all("{" not in f.message + f.remedy for f in hostile.findings)


def test_a_formula_stays_a_text_in_every_output(hostile: Hostile) -> None:
    tables = hostile.cycle.outputs / "tables"
    with (tables / "csv" / "laws.csv").open(encoding="utf-8") as stream:
        titles = {row["title"] for row in csv.DictReader(stream)}
    assert '=HYPERLINK("http://x")' in titles
    for path in tables.glob("*.xlsx"):
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        assert any(b"http://x" in part for part in parts)
        formulas = [formula for part in parts for formula in FORMULA.findall(part)]
        assert not [formula for formula in formulas if b"http://x" in formula]


def test_received_files_are_not_changed(hostile: Hostile) -> None:
    assert {path: path.read_bytes() for path in hostile.before} == hostile.before
