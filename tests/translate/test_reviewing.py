"""Reviewed texts: from the workbook of a reviewer to where they are read."""

import csv

import pytest
from openpyxl import load_workbook

from rapporteur.build import build
from rapporteur.collect import landing
from rapporteur.design.cycle import Cycle
from rapporteur.design.cycle_tables import read_tables
from rapporteur.design.reviewed_texts import COLUMNS
from rapporteur.kernel.errors import UserError
from rapporteur.language.messages import message
from rapporteur.language.texts import shown_in
from rapporteur.pipeline import run
from rapporteur.translate.completeness import completeness
from rapporteur.translate.inventory import entries
from rapporteur.warehouse import basis
from tests.support import COMPLETE, Convert, cell, edited, findings, overwrite, read, reply, values
from tests.translate.sheets import again, fill, review, rows, take

UNIT = "questionnaire/unit/label"
TITLE = "tables/laws/title"
MESSAGE = "checks/law_without_year/message"


def register(cycle: Cycle, language: str) -> list[list[str]]:
    path = cycle.inputs / "translations" / f"{language}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        header, *lines = csv.reader(stream)
    assert tuple(header) == COLUMNS
    return lines


def states(cycle: Cycle, language: str) -> dict[str, int]:
    """How many of the cycle's own texts are how far."""
    counts: dict[str, int] = {}
    for part, known in completeness(again(cycle), [language]).counts[language].items():
        for state, count in known.items() if part != "program" else ():
            counts[state] = counts.get(state, 0) + count
    return {state: count for state, count in counts.items() if count}


def arabic(cycle: Cycle) -> None:
    """Translate all of the cycle into Arabic, as a reviewer would."""
    path = review(cycle, "ar", "arabic.xlsx")
    words = {}
    for number, (key, row) in enumerate(rows(path).items()):
        if not key.startswith("program/"):
            rest = " { $title }" if "$title" in row["source"] else ""
            words[key] = {"text": f"نص {number}{rest}"}
    assert take(cycle, fill(path, words)).added == len(words)


def test_what_is_missing_is_counted_and_named(cycle: Cycle) -> None:
    total = sum(one.part != "program" for one in entries(cycle))
    assert states(cycle, "zh") == {"unreviewed": total}
    assert states(cycle, "ar") == {"missing": total}
    found = completeness(cycle, ["ar"])
    told = "\n".join(found.lines())
    assert f"missing ar {UNIT} (questionnaire.md, row 5 of the survey sheet, label)" in told
    assert f"missing ar {TITLE} (laws.toml, title)" in told
    assert found.to_dict()["languages"]["ar"]["cycle"]["missing"] == 3


@pytest.mark.parametrize("resaved", [False, True], ids=["openpyxl", "LibreOffice"])
def test_what_a_reviewer_says_is_taken_once(
    cycle: Cycle, libreoffice: Convert, resaved: bool
) -> None:
    path = fill(
        review(cycle, "zh"),
        {
            UNIT: {"text": "  填报部门", "remark": "Shorter."},
            TITLE: {"confirmed": "是"},
            MESSAGE: {"text": "法律“{ $title }”没有\n年份。"},
            "program/publish/cover-language": {"confirmed": "yes", "remark": "Perhaps 语言."},
        },
    )
    if resaved:
        path = libreoffice(path, "xlsx")
    taken = take(cycle, path)
    assert taken.added == 4
    assert any("questionnaire/unit/label: Shorter." in line for line in taken.remarks)
    assert {tuple(line[:4]) for line in register(cycle, "zh")} == {
        (UNIT, "Reporting unit", "填报部门", "A. Reviewer"),
        (TITLE, "Laws", "法律", "A. Reviewer"),
        (
            MESSAGE,
            "The law “{ $title }” has no year.",
            "法律“{ $title }”没有\n年份。",
            "A. Reviewer",
        ),
        ("program/publish/cover-language", "Languages", "语文", "A. Reviewer"),
    }
    assert take(cycle, path).added == 0
    assert len(register(cycle, "zh")) == 4
    assert states(cycle, "zh")["reviewed"] == 3
    assert rows(review(cycle, "zh"))[UNIT]["now"] == "填报部门"


def test_rows_are_found_by_their_keys(cycle: Cycle) -> None:
    path = fill(review(cycle, "zh"), {UNIT: {"text": "填报部门"}})
    workbook = load_workbook(path)
    sheet = next(one for one in workbook.worksheets if one["C4"].value == "About")
    sheet.title = "Another name"
    sheet.insert_rows(5, 3)
    sheet.insert_cols(2)
    workbook.move_sheet(sheet, 3)
    workbook.save(path)
    assert take(cycle, path).added == 1
    assert register(cycle, "zh")[0][:3] == [UNIT, "Reporting unit", "填报部门"]


def test_a_reviewed_text_is_read_everywhere(cycle: Cycle) -> None:
    """In the questionnaire, the tables, the findings and the returns; in Arabic too."""
    arabic(cycle)
    now = again(cycle)
    asked = now.form.questions["unit"].label["ar"]
    assert asked.startswith("نص ")
    assert "ar" in now.form.languages
    respondent = now.roster.get("XAA")
    assert respondent is not None
    workbook = build(now, respondent, "ar")
    assert asked in str(cell(workbook, "unit", role="label").value)
    assert all(
        one.sheet_view.rightToLeft for one in workbook.worksheets if one.sheet_state[0] == "v"
    )

    with edited(reply(now, "XAA", COMPLETE, language="ar")) as sent:
        cell(sent, "law_year", 1).value = None
        cell(sent, "unit").value = None
    result = run(again(cycle))
    told = {one.code: one for one in findings(now, None)}
    assert told["law_without_year"].message.startswith("نص ")
    # A choice in the words of the reviewer is understood.
    assert "choice_unknown" not in told
    tables = load_workbook(now.outputs / "tables" / "tiny.ar.xlsx")
    title = shown_in(read_tables(now)[0].title, "ar")
    assert title in str(tables["laws"]["A1"].value)
    folder = result.returned[0]
    back = load_workbook(next(folder.rglob("XAA*.xlsx")))
    said = [str(one.value) for row in back.worksheets[0].iter_rows() for one in row]
    assert any(asked in one for one in said)


def test_an_outdated_text_is_not_used(cycle: Cycle) -> None:
    take(cycle, fill(review(cycle, "zh"), {UNIT: {"text": "填报部门"}, TITLE: {"text": "各法律"}}))
    assert shown_in(read_tables(again(cycle))[0].title, "zh") == "各法律"
    for name, before, after in (
        ("questionnaire.md", "| Reporting unit |", "| Unit in charge |"),
        ("sql/marts/laws.toml", 'en = "Laws"', 'en = "Acts"'),
    ):
        path = cycle.inputs / name
        overwrite(path, path.read_text("utf-8").replace(before, after))
    now = again(cycle)
    assert now.form.questions["unit"].label["zh"] == "填报单位"
    assert shown_in(read_tables(now)[0].title, "zh") == "法律"
    assert states(cycle, "zh")["outdated"] == 2
    assert f"outdated zh {TITLE} (laws.toml, title)" in list(completeness(now, ["zh"]).lines())
    assert rows(review(cycle, "zh"))[TITLE]["state"] == message(
        "zh", "translations-state-outdated", source="Laws"
    )


def test_what_the_english_was_is_kept_with_a_late_review(cycle: Cycle) -> None:
    path = fill(review(cycle, "zh"), {TITLE: {"text": "各法律"}})
    sidecar = cycle.inputs / "sql/marts/laws.toml"
    overwrite(sidecar, sidecar.read_text("utf-8").replace('en = "Laws"', 'en = "Acts"'))
    taken = take(cycle, path)
    assert taken.remarks == [f"表格!C4 {TITLE}: the English text has changed since"]
    assert register(cycle, "zh")[0][:3] == [TITLE, "Laws", "各法律"]
    assert states(cycle, "zh")["outdated"] == 1


def test_mistakes_name_their_cells_and_nothing_is_taken(cycle: Cycle) -> None:
    path = fill(
        review(cycle, "ar"),
        {
            UNIT: {"text": "الوحدة", "confirmed": "perhaps"},
            TITLE: {"confirmed": "نعم"},
            MESSAGE: {"text": "لا سنة لهذا القانون."},
            "program/publish/cover-language": {"text": "لغات"},
        },
    )
    with pytest.raises(UserError) as error:
        take(cycle, path)
    told = str(error.value)
    assert "الاستبيان!G7: “perhaps” is neither نعم nor empty" in told
    assert "الجداول!G4: there is no translation that could be confirmed" in told
    assert "عمليات التحقق!F4: { $title } is missing" in told
    assert "a message of the program is corrected in the program" in told
    assert not (cycle.inputs / "translations" / "ar.csv").exists()


def test_two_choices_do_not_read_the_same(cycle: Cycle) -> None:
    path = fill(review(cycle, "zh"), {"questionnaire/choices/status/proposed": {"text": "已生效"}})
    with pytest.raises(UserError, match=r"proposed and .*in_force would read the same"):
        take(cycle, path)


def test_an_old_workbook_does_not_undo_a_newer_one(cycle: Cycle) -> None:
    first = fill(review(cycle, "zh", "first.xlsx"), {UNIT: {"text": "甲"}})
    take(cycle, first)
    second = fill(review(cycle, "zh", "second.xlsx"), {UNIT: {"text": "乙"}})
    take(cycle, second)
    assert take(cycle, first).added == 0
    # But who sees the present text may go back to a former one.
    third = fill(review(cycle, "zh", "third.xlsx"), {UNIT: {"text": "甲"}})
    assert take(cycle, third).added == 1
    assert [line[2] for line in register(cycle, "zh")] == ["甲", "乙", "甲"]
    assert again(cycle).form.questions["unit"].label["zh"] == "甲"


def test_what_was_landed_stays_and_what_was_sent_out_is_read(cycle: Cycle) -> None:
    sent = reply(cycle, "CIVIL-A", {**COMPLETE, "laws": []}, language="zh")
    given = reply(cycle, "XAA", COMPLETE, language="zh")
    before = read(cycle, sent), read(cycle, given)
    folder, mark = landing.folder(cycle), basis.fingerprint(cycle, [])
    words = {
        "questionnaire/choices/progress/in_place": {"text": "已建立"},
        "questionnaire/choices/status/in_force": {"text": "现行"},
        UNIT: {"text": "完全不同的说法"},
    }
    take(cycle, fill(review(cycle, "zh"), words))
    now = again(cycle)
    assert landing.folder(now) == folder
    assert basis.fingerprint(now, []) != mark
    for reading, path in zip(before, (sent, given), strict=True):
        after = read(now, path)
        assert values(after) == values(reading)
        assert after.findings == reading.findings
    newer = reply(now, "XAB", COMPLETE, language="zh")
    assert dict(values(read(now, newer)).items() ^ values(read(now, given)).items()).keys() == {
        ("respondent", None)
    }
    assert cell(load_workbook(newer), "progress").value == "已建立"


def test_the_workbook_is_protected_but_for_what_is_to_be_filled(cycle: Cycle) -> None:
    book = load_workbook(review(cycle, "ar"))
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert all(sheet.sheet_view.rightToLeft and sheet.protection.sheet for sheet in shown)
    sheet = next(one for one in shown if one["C4"].value == "About")
    locked = {one.coordinate[0]: one.protection.locked for one in sheet[4]}
    assert [letter for letter, closed in locked.items() if not closed] == ["F", "G", "H"]
    assert {rule.formula1 for rule in sheet.data_validations.dataValidation} == {'"نعم"', None}
    assert sheet["C4"].alignment.readingOrder == 1
    assert sheet["D4"].alignment.readingOrder == 2
    program = shown[-1]
    assert program["F4"].protection.locked
    first, second = (review(cycle, "ar", f"{name}.xlsx").read_bytes() for name in "ab")
    assert first == second


def test_a_register_that_cannot_be_used_is_named(cycle: Cycle) -> None:
    folder = cycle.inputs / "translations"
    folder.mkdir()
    (folder / "zh.csv").write_text("key,text\na,b\n", "utf-8")
    with pytest.raises(UserError, match=r"zh\.csv lacks the columns source, reviewer"):
        again(cycle)
    overwrite(folder / "zh.csv", f"{','.join(COLUMNS)}\na,b,c,d,e\na,b,,d,e\n")
    with pytest.raises(UserError, match=r"zh\.csv, line 3: key, source and text"):
        again(cycle)


def test_another_workbook_is_refused(cycle: Cycle) -> None:
    with pytest.raises(UserError, match="is no workbook of translations"):
        take(cycle, reply(cycle, "XAA", COMPLETE))
    other = cycle.home / "text.xlsx"
    other.write_bytes(b"no spreadsheet")
    with pytest.raises(UserError, match="cannot be read as a spreadsheet"):
        take(cycle, other)
    with pytest.raises(UserError, match="not translated into “fr”"):
        review(cycle, "fr")
    form = cycle.inputs / cycle.definition.form
    form.write_text(form.read_text("utf-8").replace("Chinese (zh)", "Portuguese (pt)"), "utf-8")
    with pytest.raises(UserError, match="not translated into “pt”"):
        review(cycle, "pt")
