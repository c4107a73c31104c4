"""Files with mistakes: each gets its findings, and the others are processed.

Every file is made from a filled questionnaire; the cycle runs once.
"""

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msoffcrypto
import pytest
from openpyxl import Workbook, load_workbook

from rapporteur.design.cycle import Cycle
from rapporteur.design.findings import Severity, catalogue
from rapporteur.evaluate.check_files import check
from rapporteur.pipeline import run
from rapporteur.warehouse.reader import opened
from rapporteur.warehouse.status import Submission, status
from rapporteur.warehouse.worded_findings import Reported
from tests.support import (
    COMPLETE,
    FORM,
    GOVERNMENTS,
    ROSTER,
    Convert,
    Given,
    cell,
    edited,
    findings,
    place,
    reply,
    tiny_cycle,
)

Bytes = Callable[[bytes], bytes]
Edit = Callable[[Workbook], None]


# What is done to the bytes of a filled questionnaire.


def cut(share: float) -> Bytes:
    return lambda content: content[: int(len(content) * share)]


def encrypt(content: bytes) -> bytes:
    stream = io.BytesIO()
    msoffcrypto.OfficeFile(io.BytesIO(content)).encrypt("secret", stream)
    return stream.getvalue()


def other_archive(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("reply.xlsx", content)
        archive.writestr("letter.txt", "Please find our reply attached.")
    return stream.getvalue()


def lengthen(content: bytes) -> bytes:
    """Write a longer text than Excel takes, as other programs can."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Two laws.", b"Two laws. " * 4_000))
    return stream.getvalue()


UNREADABLE: Mapping[str, tuple[Bytes, str]] = {
    "empty.xlsx": (lambda _: b"", "file_empty"),
    "blank.xlsx": (lambda _: b"\n", "file_empty"),
    "letter.xlsx": (lambda _: b"Please find our reply below.", "file_not_spreadsheet"),
    "scan.xlsx": (lambda _: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "file_not_spreadsheet"),
    "archive.xlsx": (other_archive, "file_not_spreadsheet"),
    "cut-1.xlsx": (cut(0.01), "file_damaged"),
    "cut-20.xlsx": (cut(0.2), "file_damaged"),
    "cut-50.xlsx": (cut(0.5), "file_damaged"),
    "cut-99.xlsx": (cut(0.99), "file_damaged"),
    "flipped.xlsx": (
        lambda content: content[:4000] + b"\xff" * 40 + content[4040:], "file_damaged"
    ),
    "locked.xlsx": (encrypt, "file_encrypted"),
}  # fmt: skip


# What is done to a filled questionnaire in a spreadsheet program.


def identify(key: str, value: str | None) -> Edit:
    """Change what the hidden sheet says."""

    def edit(workbook: Workbook) -> None:
        for row in workbook["rapporteur"].iter_rows():
            if row[0].value == key:
                row[1].value = value

    return edit


def without_identity(workbook: Workbook) -> None:
    workbook.remove(workbook["rapporteur"])


def without_hidden_column(workbook: Workbook) -> None:
    place(workbook, "progress").sheet.delete_cols(1)


def without_sheet(workbook: Workbook) -> None:
    workbook.remove(place(workbook, "progress").sheet)


def without_question(workbook: Workbook) -> None:
    cell_place = place(workbook, "unit")
    cell_place.sheet.delete_rows(cell_place.row)


def enter(**values: object) -> Edit:
    """Write into answer cells, in the first row of a table."""

    def edit(workbook: Workbook) -> None:
        for question, value in values.items():
            row = 1 if question.startswith("law_") else None
            cell(workbook, question, row).value = value  # type: ignore[assignment]

    return edit


def other_question(workbook: Workbook) -> None:
    cell_place = place(workbook, "staff")
    cell_place.sheet.cell(cell_place.row, 1, "employees")


def conflicting_copy(workbook: Workbook) -> None:
    copy = workbook.copy_worksheet(place(workbook, "remarks").sheet)
    for row in copy.iter_rows():
        if row[0].value == "remarks":
            row[3].value = "Three laws."


def add_sheet(workbook: Workbook) -> None:
    workbook.create_sheet("Scratch", 0).append(["unit", "not this", "nor this", "nor that"])


def unknown_respondent(workbook: Workbook) -> None:
    identify("respondent", "XZZ")(workbook)
    enter(respondent="XZZ")(workbook)


WRONG: Mapping[str, tuple[Edit, Sequence[tuple[str, str]]]] = {
    "no identity": (without_identity, [("identification_missing", "")]),
    "unknown": (unknown_respondent, [("signature_wrong", ""), ("unknown_respondent", "")]),
    "unsigned": (identify("signature", None), [("signature_missing", "")]),
    "another's": (enter(respondent="XZZ"), [("identity_differs", "respondent")]),
    "other cycle": (identify("cycle", "a70"), [("other_cycle", "")]),
    "other form": (identify("form_id", "survey"), [("other_form", "")]),
    "old version": (
        identify("form_version", "0"), [("other_version", ""), ("signature_wrong", "")],
    ),
    "no column": (
        without_hidden_column,
        [("hidden_column_missing", ""), ("required_missing", "progress"), ("section_missing", ""),
         ("sheet_unread", "")],
    ),
    "no sheet": (without_sheet, [("required_missing", "progress"), ("section_missing", "")]),
    "no question": (without_question, [("required_missing", "unit")]),
    "other question": (other_question, [("content_unread", ""), ("question_unknown", "")]),
    "scratch": (add_sheet, [("sheet_unread", "")]),
    "conflict": (conflicting_copy, [("answered_twice", "remarks")]),
    "words": (
        enter(share="much", staff="7.5", completed_on="soon", law_on="2014", law_status="Valid"),
        [
            ("not_a_date", "completed_on"),
            ("not_a_date", "law_on"),
            ("not_a_number", "share"),
            ("not_a_whole_number", "staff"),
            ("unknown_choice", "law_status"),
        ],
    ),
    "choices": (
        enter(**{"topics/education": "in part", "law_topics": "Education; Trade"}),
        [("unknown_choice", "law_topics"), ("unknown_choice", "topics")],
    ),
    "large": (
        enter(staff=1e30, law_budget=-1e30),
        [("number_out_of_range", "law_budget"), ("number_out_of_range", "staff")],
    ),
    "missing": (enter(unit=None, progress="m"), [
        ("not_relevant", "timing"), ("required_missing", "unit"),
    ]),
    "irrelevant": (enter(progress="None"), [("not_relevant", "timing")]),
    "constraints": (
        enter(share=101, email="at the ministry", law_year=14),
        [
            ("constraint_broken", "email"),
            ("constraint_broken", "law_year"),
            ("constraint_broken", "share"),
        ],
    ),
    "future": (enter(completed_on="2999-01-01"), [("constraint_broken", "completed_on")]),
    "no year": (enter(law_year=None), [("law_without_year", "law_year")]),
}  # fmt: skip


def insert_rows(workbook: Workbook) -> None:
    for name, row in (("law_title", 2), ("unit", None), ("topics/other", None), ("share", None)):
        cell_place = place(workbook, name, row)
        cell_place.sheet.insert_rows(cell_place.row, 2)


def insert_columns(workbook: Workbook) -> None:
    for sheet in workbook.worksheets:
        if sheet["A2"].value == "#title":
            sheet.insert_cols(3, 2)


def rename_sheets(workbook: Workbook) -> None:
    for number, sheet in enumerate(workbook.worksheets):
        sheet.title = f"Hoja {number}"


def move_sheets(workbook: Workbook) -> None:
    workbook.move_sheet(workbook.worksheets[-1], -5)
    workbook.move_sheet(workbook.worksheets[-2], -2)


def duplicate_sheets(workbook: Workbook) -> None:
    for sheet in list(workbook.worksheets):
        workbook.copy_worksheet(sheet)


HARMLESS: Mapping[str, Edit] = {
    "rows": insert_rows,
    "columns": insert_columns,
    "renamed": rename_sheets,
    "moved": move_sheets,
    "duplicated": duplicate_sheets,
}


@dataclass(frozen=True)
class Corpus:
    """The cycle after its run, and what lay in its folder before."""

    cycle: Cycle
    before: Mapping[Path, bytes]
    findings: Sequence[Reported]
    submissions: Mapping[str, Submission]

    def codes(self, stem: str) -> list[tuple[str, str]]:
        """Code and question of each finding about a file, in order."""
        return sorted((f.code, f.question) for f in self.findings if Path(f.file).stem == stem)

    def state(self, stem: str) -> str:
        (state,) = [s.state for name, s in self.submissions.items() if Path(name).stem == stem]
        return state

    def answers(self, stem: str) -> list[tuple[object, ...]]:
        """The landed answers of a file, rows in their order, without place and respondent."""
        with opened(self.cycle) as con:
            return con.execute(
                "select question, dense_rank() over (partition by question order by row), raw, "
                "text, number, date, code, obs_status, answers.note "
                "from landing.answers inner join landing.submissions using (submission) "
                "where file = ? and question <> 'respondent' order by all",
                [f"submissions/{stem}.xlsx"],
            ).fetchall()


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    home = tmp_path_factory.mktemp("corpus")
    codes = [f"Y{code}" for code in GOVERNMENTS]
    roster = ROSTER + "".join(f"{c},government,en,,,,,,,,State {c},,,,国{c},\n" for c in codes)
    cycle = tiny_cycle(home, roster=roster)
    free = iter([*GOVERNMENTS[1:], *(code for code in codes if code != "YXAA")])

    def write_reply(stem: str, answers: Given = COMPLETE, code: str = "") -> Path:
        return reply(cycle, code or next(free), answers, name=stem)

    original = write_reply("good", code="XAA").read_bytes()
    for name, (spoil, _) in UNREADABLE.items():
        (cycle.inputs / "submissions" / name).write_bytes(spoil(original))
    for stem, edit in {**{stem: edit for stem, (edit, _) in WRONG.items()}, **HARMLESS}.items():
        with edited(write_reply(stem)) as workbook:
            edit(workbook)
    write_reply("unfilled", {})
    write_reply("first", {**COMPLETE, "completed_on": "2024-03-01"}, code="YXAA")
    write_reply("second", {**COMPLETE, "completed_on": "2024-03-02"}, code="YXAA")
    once = write_reply("once")
    once.with_name("twice.xlsx").write_bytes(once.read_bytes())
    long = write_reply("long")
    long.write_bytes(lengthen(long.read_bytes()))
    budget = Workbook()
    budget.worksheets[0].append(["Item", "Amount"])
    budget.save(cycle.inputs / "submissions" / "budget.xlsx")
    template = tiny_cycle(
        tmp_path_factory.mktemp("other"),
        form=FORM.replace("| Tiny | tiny |", "| Old | old |"),
    )
    old = reply(template, "XAA", COMPLETE).read_bytes()
    (cycle.inputs / "submissions" / "old form.xlsx").write_bytes(old)

    before = {path: path.read_bytes() for path in cycle.inputs.rglob("*") if path.is_file()}
    run(cycle)
    submissions = {submission.file: submission for submission in status(cycle).submissions}
    return Corpus(cycle, before, findings(cycle), submissions)


# By hostile cells and files (test_hostile.py), by what cells show and what is not read (reading/),
# by decisions, late and second files (process/test_decisions.py), and by the question whose a file
# is (process/test_identity.py).
PROVOKED_ELSEWHERE = {
    "too_large", "answer_in_label", "formula_without_value", "error_value", "two_choices",
    "number_approximate", "calendar_suspect", "received_after_cut_off", "refused", "withdrawn",
    "partial_kept", "partial_dropped", "answers_conflict", "sender_unknown", "replacement_held",
    "answers_repeated",
    "struck_out", "raised_mark", "digits_lost", "per_cent_in_count", "read_as_code",
    "word_for_nothing", "data_type_value", "display_unknown", "label_moved", "label_contradicts",
    "answer_continued", "note_without_answer", "comment_unread", "text_box_unread",
}  # fmt: skip


@pytest.mark.parametrize("name", list(UNREADABLE))
def test_an_unreadable_file_has_its_finding(corpus: Corpus, name: str) -> None:
    assert corpus.codes(Path(name).stem) == [(UNREADABLE[name][1], "")]
    assert corpus.state(Path(name).stem) == "blocked"


@pytest.mark.parametrize("stem", list(WRONG))
def test_a_questionnaire_with_mistakes_has_their_findings_only(corpus: Corpus, stem: str) -> None:
    expected = WRONG[stem][1]
    assert corpus.codes(stem) == sorted(expected)
    severities = {catalogue()[code].severity for code, _ in expected if code in catalogue()}
    state = "correction requested" if Severity.ERROR in severities else "accepted"
    if Severity.BLOCKER in severities:
        doubtful = any(catalogue()[code].doubt for code, _ in expected)
        state = "unverified" if doubtful else "blocked"
    assert corpus.state(stem) == state


@pytest.mark.parametrize(
    ("stem", "expected", "state"),
    [
        ("good", [], "accepted"),
        ("unfilled", [("nothing_answered", "")], "blocked"),
        ("first", [("superseded", "")], "superseded"),
        ("second", [("reply_replaced", "")], "accepted"),
        ("long", [("text_too_long", "remarks")], "accepted"),
        ("budget", [("not_a_questionnaire", "")], "blocked"),
        ("old form", [("other_form", "")], "blocked"),
    ],
)
def test_an_unexpected_file_has_its_finding_and_state(
    corpus: Corpus, stem: str, expected: list[tuple[str, str]], state: str
) -> None:
    assert corpus.codes(stem) == expected
    assert corpus.state(stem) == state


def test_the_same_bytes_count_once(corpus: Corpus) -> None:
    assert corpus.codes("once") == []
    assert corpus.codes("twice") == [("same_file", "")]
    assert [Path(name).stem for name in corpus.submissions if "ce.xlsx" in name] == ["once"]


@pytest.mark.parametrize("stem", list(HARMLESS))
def test_edits_of_the_workbook_change_no_answer(corpus: Corpus, stem: str) -> None:
    assert corpus.answers(stem) == corpus.answers("good")
    assert corpus.codes(stem) == []
    assert corpus.state(stem) == "accepted"


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_a_file_saved_by_another_program_reads_the_same(
    corpus: Corpus, libreoffice: Convert, suffix: str
) -> None:
    saved = libreoffice(corpus.cycle.inputs / "submissions" / "good.xlsx", suffix)
    assert list(check(corpus.cycle.home, [saved])) == []


def test_every_rule_is_provoked(corpus: Corpus) -> None:
    codes = {finding.code for finding in corpus.findings}
    assert codes >= set(catalogue()) - PROVOKED_ELSEWHERE


def test_every_finding_is_explained(corpus: Corpus) -> None:
    for finding in corpus.findings:
        assert finding.message, finding
        assert finding.remedy, finding
        assert "{" not in finding.message + finding.remedy, finding


def test_a_finding_about_an_answer_names_its_cell(corpus: Corpus) -> None:
    for finding in corpus.findings:
        if finding.question and Path(finding.file).stem not in ("no column", "no sheet",
                                                                "no question"):  # fmt: skip
            sheet, _, reference = finding.where.rpartition("!")
            workbook = load_workbook(corpus.cycle.inputs / finding.file, read_only=True)
            assert sheet in workbook.sheetnames
            assert reference


def test_the_other_files_are_processed(corpus: Corpus) -> None:
    published = (corpus.cycle.outputs / "tables" / "csv" / "laws.csv").read_text("utf-8-sig")
    used = ("accepted", "correction requested")
    accepted = {s.respondent for s in corpus.submissions.values() if s.state in used}
    with opened(corpus.cycle) as con:
        shown = {row[0] for row in con.execute("select respondent from marts.laws").fetchall()}
    assert shown == accepted
    assert len(accepted) > 20
    assert all(str(code) in published for code in accepted)


def test_received_files_are_not_changed(corpus: Corpus) -> None:
    after = {path: path.read_bytes() for path in corpus.cycle.inputs.rglob("*") if path.is_file()}
    registers = [corpus.cycle.inputs / name for name in ("receipts.csv", "verified.csv")]
    assert {path for path in after if path not in corpus.before} == {
        *registers,
        *(path.with_name(f".{path.stem}.chain") for path in registers),
    }
    assert {path: after[path] for path in corpus.before} == corpus.before
