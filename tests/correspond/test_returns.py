"""What goes back: the respondent's own workbook with marks, the letter, the sums."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import msoffcrypto
import pytest
from docx import Document
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.collect.land_cycle import collect
from rapporteur.collect.receipts import received as received_files
from rapporteur.correspond.returns import write_all
from rapporteur.correspond.returns.annotated_workbook import annotated
from rapporteur.correspond.returns.covering_letter import covering_letter
from rapporteur.correspond.returns.plan import PlannedReturn, ReturnedFinding, planned_returns
from rapporteur.correspond.returns.signed_return import identifications, key_for
from rapporteur.correspond.returns.write_returns import make_return
from rapporteur.correspond.returns.xlsx_package import UnsuitableError
from rapporteur.correspond.returns.xlsx_styles import MARKS
from rapporteur.design.cycle import Cycle
from rapporteur.design.findings import Severity
from rapporteur.design.signatures import signed_with, signing_key
from rapporteur.pipeline import run
from rapporteur.process.decisions import COLUMNS, append
from rapporteur.warehouse.build import build
from rapporteur.warehouse.status import status
from tests.support import COMPLETE, Convert, cell, edited, read, reply, rewrite, values

FORMULA = b'<c r="X1" t="n"><f>1+1</f><v>2</v></c>'


def returned(cycle: Cycle, name: str) -> Path:
    return cycle.outputs / "returns" / f"{name}.xlsx"


def lines(sheet: Worksheet) -> list[str]:
    return [str(row[1]) for row in sheet.iter_rows(values_only=True) if row[1]]


def marked(workbook: Workbook) -> Mapping[tuple[str, str], str]:
    """The colours of the marked cells, by sheet and reference."""
    colors = set(MARKS.values())
    return {
        (sheet.title, cell.coordinate): cell.fill.fgColor.rgb[-6:]
        for sheet in workbook.worksheets[1:]
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.fill_type and str(cell.fill.fgColor.rgb)[-6:] in colors
    }


def planned(language: str = "en", **changes: Any) -> PlannedReturn:
    finding = ReturnedFinding(
        severity=Severity.ERROR,
        sheet="2 Work",
        cells=("D9",),
        question="share",
        rows=(),
        label="Share",
        problem="“much” is not a number.",
        remedy="Write digits only.",
    )
    fields = {
        "submission": "0123456789ab",
        "file": Path("x.xlsx"),
        "name": "XAA",
        "basis": "reply",
        "respondent": "XAA",
        "language": language,
        "title": "A title",
        "addressee": "Country XAA",
        "state": "accepted",
        "received": date(2024, 4, 2),
        "dated": date(2024, 4, 2),
        "reference": "tiny/XAA/0123456789ab",
        "correct_by": date(2024, 5, 10),
        "address": "tiny@example.org",
        "findings": (finding,),
    }
    return PlannedReturn(**{**fields, **changes})


def test_the_first_sheet_says_what_is_wrong_where_and_until_when(ran: Cycle) -> None:
    workbook = load_workbook(returned(ran, "XAB"))
    sheet = workbook.worksheets[0]
    assert sheet.title == "Findings"
    assert workbook.active is sheet
    sheet_lines = lines(sheet)
    assert sheet_lines[0] == "Findings on your reply"
    assert "Country XAB" in sheet_lines[1]
    assert sheet_lines[2].startswith("Reference: tiny/XAB/")
    assert "3 errors" in sheet_lines[3] or "4 errors" in sheet_lines[3]
    assert "tiny@example.org" in " ".join(sheet_lines)
    rows = [row for row in sheet.iter_rows(min_col=2, max_col=6) if row[1].hyperlink]
    share = next(row for row in rows if "much" in str(row[3].value))
    assert share[1].hyperlink is not None
    name, _, reference = str(share[1].hyperlink.location).rpartition("!")
    assert workbook[name.strip("'")][reference].value == "much"
    assert share[0].value == "Error"
    assert share[2].value == "Share (per cent)"
    assert "digits" in str(share[4].value)


def test_marks_are_a_fill_and_a_comment_and_nothing_else_changes(ran: Cycle) -> None:
    source = load_workbook(ran.inputs / "submissions" / "XAB.xlsx", rich_text=True)
    workbook = load_workbook(returned(ran, "XAB"), rich_text=True)
    share = cell(workbook, "share")
    assert share.fill.fgColor.rgb[-6:] == MARKS[Severity.ERROR]
    assert share.comment is not None
    assert "is not a number" in share.comment.text
    assert cell(workbook, "unit").comment is not None  # blank, and required
    assert cell(workbook, "email").comment is None
    assert [sheet.title for sheet in workbook.worksheets[1:]] == [
        sheet.title for sheet in source.worksheets
    ]
    changed = marked(workbook)
    for before in source.worksheets:
        for row in before.iter_rows():
            for old in row:
                now = workbook[before.title][old.coordinate]
                assert now.value == old.value
                assert now.number_format == old.number_format
                if (before.title, old.coordinate) not in changed:
                    assert repr(now.fill) == repr(old.fill)


def test_reading_the_return_again_finds_the_same_answers(ran: Cycle) -> None:
    for name in ("XAA", "XAB", "CIVIL-A"):
        before = read(ran, ran.inputs / "submissions" / f"{name}.xlsx")
        after = read(ran, returned(ran, name))
        assert values(after) == values(before)
        assert after.identity == before.identity
        assert after.content == before.content
        assert [finding.code for finding in after.findings] == [
            finding.code for finding in before.findings
        ]


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_and_after_another_program_has_saved_it(
    ran: Cycle, libreoffice: Convert, suffix: str
) -> None:
    before = read(ran, ran.inputs / "submissions" / "XAB.xlsx")
    after = read(ran, libreoffice(returned(ran, "XAB"), suffix))
    assert values(after) == values(before)
    assert after.identity == before.identity
    assert after.content == before.content


def test_a_mended_return_comes_back_without_its_marks(tiny: Cycle, libreoffice: Convert) -> None:
    with edited(reply(tiny, "XAA", COMPLETE)) as workbook:
        cell(workbook, "share").value = "much"
        cell(workbook, "staff").value = "many"
    run(tiny)
    path = libreoffice(returned(tiny, "XAA"), "xlsx")
    with edited(path) as workbook:
        cell(workbook, "share").value = 12.5
    (tiny.inputs / "submissions" / "again.xlsx").write_bytes(path.read_bytes())
    (tiny.inputs / "submissions" / "XAA.xlsx").unlink()
    run(tiny)
    workbook = load_workbook(returned(tiny, "XAA"))
    assert [sheet.title for sheet in workbook.worksheets].count("Findings") == 1
    assert cell(workbook, "share").comment is None
    assert cell(workbook, "staff").comment is not None
    assert len(marked(workbook)) == 1


def test_a_return_that_comes_back_as_it_was_changes_nothing(tiny: Cycle) -> None:
    """Also when outputs/ was deleted since, and after the respondent has corrected its reply."""
    reply(tiny, "XAA", {**COMPLETE, "share": "250"}, name="1 wrong")
    run(tiny)
    back = returned(tiny, "XAA").read_bytes()
    shutil.rmtree(tiny.outputs)
    reply(tiny, "XAA", COMPLETE, name="2 right")
    (tiny.inputs / "submissions" / "3 back.xlsx").write_bytes(back)
    with edited(tiny.inputs / "submissions" / "3 back.xlsx") as workbook:
        del workbook["Findings"]
    (tiny.inputs / "submissions" / "4 back.xlsx").write_bytes(back)
    receipts = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()},submissions/{file.name},"
        f"2024-05-0{number}T00:00:00+00:00,folder\n"
        for number, file in enumerate(sorted((tiny.inputs / "submissions").iterdir()), start=1)
    ]
    text = "".join(["sha256,file,received_at,channel\n", *receipts])
    rewrite(tiny.inputs / "receipts.csv", text)
    build(tiny, collect(tiny))
    assert [(one.file[12:], one.state) for one in status(tiny).submissions] == [
        ("1 wrong.xlsx", "superseded"), ("2 right.xlsx", "accepted"),
        ("3 back.xlsx", "superseded"), ("4 back.xlsx", "superseded"),
    ]  # fmt: skip


def test_a_return_is_signed_where_the_secretariat_has_decided_whose_it_is(tiny: Cycle) -> None:
    """Else every correction would be in doubt again; what is in doubt is not signed."""
    for code in ("XAA", "XAB", "XBA"):
        with edited(reply(tiny, code, {**COMPLETE, "share": "250"})) as workbook:
            for row in workbook["rapporteur"].iter_rows():
                if row[0].value == "signature" and code != "XAB":
                    row[1].value = None
            if code == "XAB":
                cell(workbook, "respondent").value = "XBB"
    names = {one.path.stem: one.submission for one in received_files(tiny)}
    for name, decision, value in (("XAA", "admit", ""), ("XAB", "assign", "XBB")):
        entry = dict.fromkeys(COLUMNS, "") | {"who": "ana", "when": "2024-05-01", "reason": "known"}
        about = {"submission": names[name], "decision": decision, "value": value}
        append(tiny, {**entry, **about})
    run(tiny)
    key = signing_key(tiny)
    for code in ("XAA", "XBB"):
        workbook = load_workbook(returned(tiny, code))
        assert workbook["rapporteur"].sheet_state == "hidden"
        identity = read(tiny, returned(tiny, code)).identity
        assert signed_with(identity, key)
        assert (identity["respondent"], identity["kind"]) == (code, "return")
    assert not signed_with(read(tiny, returned(tiny, "XBA")).identity, key)
    assert key_for(tiny, planned(state="refused", doubted=True)) == ""
    assert key_for(tiny, planned()) == key


def test_a_comment_of_the_respondents_own_is_kept(tiny: Cycle) -> None:
    with edited(reply(tiny, "XAA", COMPLETE)) as workbook:
        cell(workbook, "share").value = "much"
        cell(workbook, "share").comment = Comment("Ask the office.", "A person")
        cell(workbook, "unit").comment = Comment("New name.", "A person")
    run(tiny)
    workbook = load_workbook(returned(tiny, "XAA"))
    share, unit = cell(workbook, "share").comment, cell(workbook, "unit").comment
    assert share is not None
    assert share.text.startswith("Ask the office.")
    assert "is not a number" in share.text
    assert unit is not None
    assert unit.text.startswith("New name.\n\nWarning: A comment on the cell is no answer")


def test_saved_results_of_formulas_stay(tiny: Cycle) -> None:
    path = reply(tiny, "XAA", COMPLETE)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = parts[name].replace(b"</row>", FORMULA + b"</row>", 1)
    parts["xl/media/image1.png"] = b"a picture"
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    with zipfile.ZipFile(io.BytesIO(annotated(path.read_bytes(), planned()))) as now:
        assert b"<v>2</v>" in now.read(name)
        assert now.read("xl/media/image1.png") == b"a picture"
        assert all(now.read(part) == parts[part] for part in parts if "worksheets/sheet1" in part)
        assert now.read("xl/tables/table1.xml") == parts["xl/tables/table1.xml"]


@pytest.mark.parametrize("suffix", ["ods", "xls"])
def test_of_another_format_the_answers_are_returned_as_xlsx(
    tiny: Cycle, libreoffice: Convert, suffix: str
) -> None:
    rows = [{"law_title": f"Act {n}", "law_year": "2001"} for n in range(1, 41)]
    with edited(reply(tiny, "XAA", {**COMPLETE, "laws": rows}, name="first")) as workbook:
        cell(workbook, "share").value = "much"
        cell(workbook, "law_year", 38).value = "soon"
        cell(workbook, "unit", role="note").value = "=a note"
    first = tiny.inputs / "submissions" / "first.xlsx"
    path = tiny.inputs / "submissions" / f"XAA.{suffix}"
    path.write_bytes(libreoffice(first, suffix).read_bytes())
    first.unlink()
    run(tiny)
    before, after = read(tiny, path), read(tiny, returned(tiny, "XAA"))
    assert values(after) == values(before)
    assert after.content == before.content
    assert signed_with(after.identity, signing_key(tiny))
    workbook = load_workbook(returned(tiny, "XAA"))
    assert cell(workbook, "law_year", 38).comment is not None
    assert cell(workbook, "share").comment is not None


def test_under_the_password_of_excel_it_is_returned_as_it_is(tiny: Cycle) -> None:
    path = reply(tiny, "XAA", COMPLETE)
    with edited(path) as workbook:
        cell(workbook, "share").value = "much"
        cell(workbook, "unit").comment = Comment("New name.", "A person")
    before, content = values(read(tiny, path)), io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(path.read_bytes())).encrypt("VelvetSweatshop", content)
    path.write_bytes(content.getvalue())
    run(tiny)
    assert values(read(tiny, returned(tiny, "XAA"))) == before
    workbook = load_workbook(returned(tiny, "XAA"))
    assert cell(workbook, "share").comment is not None
    assert "New name." in str(cell(workbook, "unit").comment)


def test_what_cannot_be_opened_gets_a_letter_that_lists_what_is_wrong(ran: Cycle) -> None:
    folder = ran.outputs / "returns"
    assert not (folder / "letter.xlsx").exists()
    document = Document(str(folder / "letter.docx"))
    cells = [cell.text for row in document.tables[0].rows for cell in row.cells]
    assert "The file is not a spreadsheet." in cells
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "cannot be used" in text
    assert "tiny@example.org" in text


def test_desk_research_lies_apart_and_has_no_letter(ran: Cycle) -> None:
    folder = ran.outputs / "returns" / "desk-research"
    assert sorted(path.name for path in folder.iterdir()) == ["XBA.xlsx"]


def test_of_two_files_the_standing_one_has_the_code(tiny: Cycle) -> None:
    reply(tiny, "XAA", COMPLETE, name="one")
    reply(tiny, "XAA", {**COMPLETE, "completed_on": "2024-04-05"}, name="two")
    run(tiny)
    names = sorted(path.stem for path in (tiny.outputs / "returns").glob("*.xlsx"))
    assert len(names) == 2
    assert names[0] == "XAA"
    assert names[1].startswith("XAA.")
    assert read(tiny, returned(tiny, "XAA")).answers[4].raw == "2024-04-05"


def test_only_what_changed_is_written_again(tiny: Cycle) -> None:
    reply(tiny, "XAA", COMPLETE)
    reply(tiny, "XAB", COMPLETE)
    run(tiny)
    before = {path: path.stat().st_mtime_ns for path in (tiny.outputs / "returns").iterdir()}
    assert write_all(tiny).paths[0] == tiny.outputs / "returns"
    with edited(tiny.inputs / "submissions" / "XAB.xlsx") as workbook:
        cell(workbook, "share").value = "much"
    run(tiny)
    changed = {
        path.name for path, when in before.items()
        if path.suffix != ".json" and path.stat().st_mtime_ns != when
    }  # fmt: skip
    assert changed == {"XAB.xlsx", "XAB.docx"}
    (tiny.inputs / "submissions" / "XAB.xlsx").unlink()
    run(tiny)
    assert not returned(tiny, "XAB").exists()


@pytest.mark.parametrize("language", ["ar", "en", "es", "fr", "ru", "zh"])
def test_sheet_and_letter_are_in_the_language_of_the_workbook(
    tiny: Cycle, tmp_path: Path, language: str
) -> None:
    path = reply(tiny, "XAA", COMPLETE)
    wanted = planned(language)
    workbook_path = tmp_path / "made.xlsx"
    workbook_path.write_bytes(annotated(path.read_bytes(), wanted))
    sheet = load_workbook(workbook_path).worksheets[0]
    assert sheet.title == wanted.say("return-sheet-title")
    assert sheet.sheet_view.rightToLeft is (language == "ar")
    assert any(wanted.day(date(2024, 5, 10)) in line for line in lines(sheet))
    letter_path = tmp_path / "made.docx"
    letter_path.write_bytes(covering_letter(wanted, attached=True))
    document = Document(str(letter_path))
    text = [paragraph.text for paragraph in document.paragraphs]
    assert wanted.say("letter-salutation") in text
    assert any(wanted.day(date(2024, 5, 10)) in line for line in text)
    assert text[:3] == [
        wanted.say("letter-reference", reference="tiny/XAA/0123456789ab"),
        wanted.day(date(2024, 4, 2)),
        "Country XAA",
    ]
    # All but the addressee, whose name is English.
    leftward = ["<w:bidi/>" in paragraph._p.xml for paragraph in document.paragraphs]
    assert leftward == [language == "ar" and number != 2 for number in range(len(leftward))]


def test_a_reply_that_came_too_late_is_not_asked_for_a_date(ran: Cycle) -> None:
    content = covering_letter(planned(state="late", correct_by=None), attached=True)
    path = ran.home / "late.docx"
    path.write_bytes(content)
    text = "\n".join(paragraph.text for paragraph in Document(str(path)).paragraphs)
    assert "It is not included in the tables" in text
    assert "May" not in text


def test_a_letter_is_dated_by_the_last_decision(tiny: Cycle) -> None:
    reply(tiny, "XAA", COMPLETE)
    run(tiny)
    (first,) = planned_returns(tiny)
    assert first.dated == first.received
    entry = dict.fromkeys(COLUMNS, "") | {
        "submission": first.submission, "decision": "admit", "when": "2099-01-02", "who": "ana",
        "reason": "As agreed",
    }  # fmt: skip
    append(tiny, entry)
    run(tiny)
    (second,) = planned_returns(tiny)
    assert (second.dated, second.received) == (date(2099, 1, 2), first.received)
    assert second.reference == f"tiny/XAA/{first.submission}"


def test_what_is_no_package_is_refused() -> None:
    with pytest.raises(UnsuitableError):
        annotated(b"%PDF-1.7", planned())


def test_the_secretariat_sees_the_sum(ran: Cycle) -> None:
    workbook = load_workbook(ran.outputs / "findings.xlsx")
    submissions, by_rule, every = workbook.worksheets
    assert [sheet.auto_filter.ref is not None for sheet in workbook.worksheets] == [True] * 3
    states = {row[2]: row[3] for row in submissions.iter_rows(min_row=2, values_only=True)}
    assert states["submissions/letter.pdf"] == "blocked"
    assert states["submissions/XAB.xlsx"] == "correction requested"
    counts = {row[0]: row[3] for row in by_rule.iter_rows(min_row=2, values_only=True)}
    codes = [row[8] for row in every.iter_rows(min_row=2, values_only=True)]
    assert all(codes.count(code) == number for code, number in counts.items())
    assert counts["not_a_number"] == 1


def test_the_validation_report_has_the_structure_of_the_ess(ran: Cycle) -> None:
    schema = json.loads(
        files("rapporteur.correspond.returns")
        .joinpath("validation-report.schema.json")
        .read_text("utf-8")
    )
    report = json.loads((ran.outputs / "validation-report.json").read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(report, schema, format_checker=jsonschema.FormatChecker())
    broken = [entry for entry in report if entry["value"] == "0"]
    assert len({entry["id"] for entry in report}) == len(report)
    share = next(entry for entry in broken if entry["rule"]["expression"] == "not_a_number")
    assert share["data"]["source"][0][:4] == ["tiny", "submissions/XAB.xlsx", "XAB", "share"]
    assert share["rule"]["severity"] == "error"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate([{**share, "value": 0}], schema)


def test_the_sample_cycle_is_returned_with_the_same_answers(sample: Cycle) -> None:
    """The project's own workbooks, two in Chinese and two that are no .xlsx among them."""
    cycle = sample
    for name, source in {
        "FRA": "FRA.zh.xlsx", "CIRIEC": "CIRIEC.zh.xls", "BGR": "BGR.en.ods",
        "URY": "URY.en.xls", "ESP": "ESP.en.xlsx",
    }.items():  # fmt: skip
        before = read(cycle, cycle.inputs / "submissions" / source)
        assert values(read(cycle, returned(cycle, name))) == values(before)


def test_made_on_another_day_and_elsewhere_the_returns_are_the_same_bytes(
    ran: Cycle, tmp_path: Path
) -> None:
    """The letters, the marked workbooks, findings.xlsx and the report."""
    library = next(iter(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")), None)
    if library is None:
        pytest.skip("faketime is not installed")
    home = tmp_path / "home"
    shutil.copytree(ran.home, home)
    made = home / "outputs" / "tiny"
    parts = [made / "returns", made / "findings.xlsx", made / "validation-report.json"]

    def contents() -> Mapping[Path, bytes]:
        paths = [path for part in parts for path in (part, *part.rglob("[!.]*")) if path.is_file()]
        return {path: path.read_bytes() for path in paths}

    before = contents()
    assert {path.suffix for path in before} == {".docx", ".xlsx", ".json"}
    shutil.rmtree(parts[0])
    script = (
        "import sys; from pathlib import Path; from rapporteur.design.cycle import load_cycle;"
        "from rapporteur.correspond.returns import write_all;"
        "write_all(load_cycle(Path(sys.argv[1]), 'tiny'))"
    )
    elsewhere = {"LD_PRELOAD": str(library), "FAKETIME": "+400d", "TZ": "Pacific/Kiritimati"}
    subprocess.run(
        [sys.executable, "-c", script, str(home)], env={**os.environ, **elsewhere}, check=True
    )
    assert contents() == before


def test_a_return_is_of_the_file_that_was_read(ran: Cycle, tmp_path: Path) -> None:
    """Nothing is marked in another file that has taken its place since."""
    found = next(one for one in planned_returns(ran) if one.name == "XAB")
    assert make_return(ran, found, identifications(ran, found))[0]
    other = tmp_path / "other.xlsx"
    other.write_bytes((ran.inputs / "submissions" / "XAA.xlsx").read_bytes())
    assert make_return(ran, replace(found, file=other), identifications(ran, found))[0] is None
