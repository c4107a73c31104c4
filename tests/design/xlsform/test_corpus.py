"""Forms as people write them: each is built, filled in, saved, read, and gives all answers back.

Each file of the folder `corpus` is about one thing that XLSForms may say; a few are as long as
real ones. Nothing that a form says is ignored without a note with its row.
"""

import csv
import re
import shutil
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.build import build
from rapporteur.build.prefill import default_answers
from rapporteur.build.validation import TICK
from rapporteur.collect.reading.questionnaire import read_answers
from rapporteur.collect.reading.spreadsheet import read_sheets
from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Form, Question
from rapporteur.design.tailoring import PRESETS
from rapporteur.language.messages import languages
from rapporteur.language.texts import shown_in
from rapporteur.pipeline import run
from tests.support import CYCLE, ROSTER_HEADER, tiny_cycle

CORPUS = Path(__file__).parent / "corpus"
FORMS = sorted(path.stem for path in CORPUS.glob("*.md"))

WHOLE = [
    "codes_of_missing_values", "household_survey", "loose_between_groups", "names_of_the_program",
    "nested_repeats", "only_french", "rank",
]  # fmt: skip
"""The forms of which tables are published too, which takes long: what becomes columns."""

Answers = dict[tuple[str, int | None], tuple[object, ...]]
"""What stands in an answer by question and row: text, number, date, codes."""

ROWS = 2
"""How many rows of each table are filled in."""


def cycle_of(form: str, home: Path) -> Cycle:
    """A cycle with a form, of one respondent, that publishes in the languages of the form."""
    roster = ROSTER_HEADER + "XAA,government,en,,,,,,,,Country A,Pays A,,,,\n"
    cycle = tiny_cycle(home, form=form, roster=roster)
    spoken = [code for code in cycle.form.languages if code in languages()] or ["en"]
    stated = ", ".join(f'"{code}"' for code in spoken)
    toml = CYCLE.replace('languages = ["en", "zh"]', f"languages = [{stated}]")
    cycle = tiny_cycle(home, form=form, roster=roster, toml=toml)
    shutil.rmtree(cycle.sql)
    return cycle


def language_of(form: Form) -> str:
    """The language of the workbook: the first of the form that the program speaks."""
    return next((code for code in form.languages if code in languages()), "en")


def fill(workbook: Workbook, form: Form, language: str) -> Answers:
    """Answer every question of a questionnaire as a person does; returns the answers by code."""
    answers: Answers = {}
    for sheet in workbook.worksheets:
        columns: dict[str, int] = {}
        row = 0
        for cells in sheet.iter_rows():
            marker = str(cells[0].value or "")
            at = cells[0].row or 0
            if marker == "#questions" or marker.startswith("#repeat:"):
                columns = {str(cell.value): cell.column or 0 for cell in cells[1:] if cell.value}
                row = 0
            elif marker == "#row" and row < ROWS:
                row += 1
                for name in columns.keys() & form.questions.keys():
                    question = form.questions[name]
                    answers[name, row] = answer(sheet, at, columns[name], question, form, language)
            elif columns and marker in form.questions and marker not in PRESETS:
                question = form.questions[marker]
                column = columns["answer"]
                answers[marker, None] = answer(sheet, at, column, question, form, language)
            elif "/" in marker and not marker.startswith("#"):
                name, _, code = marker.partition("/")
                if code in str(answers[name, None][3]).split():
                    sheet.cell(at, columns["answer"], TICK)
    return answers


def answer(
    sheet: Worksheet, row: int, column: int, question: Question, form: Form, language: str
) -> tuple[object, ...]:
    """Answer a question in a cell; returns what is to be read in it."""
    cell = sheet.cell(row, column)
    labels = {c.code: shown_in(c.label, language).strip() for c in form.choices_of(question)}
    text, number, day, code = None, None, None, None
    match question.type:
        case "text":
            text = cell.value = f"Answer to {question.name}"
        case "integer":
            number = cell.value = 2015.0 if question.is_year else 1.0
        case "decimal":
            number = cell.value = 0.5
        case "date":
            day = cell.value = date(2024, 3, 31)
        case "select_one":
            code, cell.value = [*labels.items()][-1]
        case "select_multiple":
            codes = [*reversed(labels)][:2] if question.is_ranked else [*labels][-2:]
            code = " ".join(codes)
            if question.repeat or question.is_ranked:
                cell.value = "; ".join(labels[one] for one in codes)
    return text, number, day, code


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("corpus")


def filled(cycle: Cycle) -> tuple[bytes, Answers]:
    """The questionnaire, filled in and saved by another program, and the answers in it."""
    form, language = cycle.form, language_of(cycle.form)
    respondent = cycle.roster.respondents["XAA"]
    built, saved = BytesIO(), BytesIO()
    build(cycle, respondent, language, default_answers(form, respondent)).save(built)
    workbook = load_workbook(BytesIO(built.getvalue()))
    answers = fill(workbook, form, language)
    workbook.save(saved)
    return saved.getvalue(), answers


@pytest.mark.parametrize("name", FORMS)
def test_all_answers_come_back(name: str, home: Path) -> None:
    give_back_all(cycle_of((CORPUS / f"{name}.md").read_text("utf-8"), home / name))


def test_all_answers_of_a_form_of_400_questions_come_back(tmp_path: Path) -> None:
    cycle = cycle_of(long_form(), tmp_path)
    assert len(cycle.form.questions) == 400
    assert len(cycle.form.sections) == 21
    give_back_all(cycle)


def long_form() -> str:
    """A form as long as those of household surveys: 20 modules, each with a group and a table."""
    kinds = ("text", "integer", "decimal", "date", "select_one yn", "select_multiple kind", "time")
    lines = ["| text | Interviewer | Interviewer | | |", "| date | Visited | Date | | |"]
    lines += [f"| text | Extra-{number} | Extra {number} | | |" for number in range(1, 39)]
    for module in range(1, 21):
        lines.append(f"| begin group | Module-{module} | Module {module} | | |")
        for number in range(1, 11):
            relevant = f"${{M{module}-{number - 1}}} != ''" if number > 1 else ""
            label = f"Question {number} of module **{module}**"
            kind = kinds[number % len(kinds)]
            lines.append(f"| {kind} | M{module}-{number} | {label} | {relevant} | |")
        lines.append(f"| begin group | Inner-{module} | Inner {module} | ${{M{module}-1}} > 0 | |")
        lines.append(f"| begin repeat | Table-{module} | Table {module} | | |")
        for number in range(1, 9):
            kind = kinds[number % len(kinds)]
            lines.append(f"| {kind} | T{module}-{number} | Column {number} | | . != 'never' |")
        lines += ["| end repeat | | | | |", "| end group | | | | |", "| end group | | | | |"]
    survey = "\n".join(f"| {line}" for line in lines)
    return (
        f"| survey |\n| | type | name | label | relevant | constraint |\n{survey}\n"
        "| choices |\n| | list_name | name | label |\n| | yn | yes | Yes |\n| | yn | no | No |\n"
        "| | kind | a | A kind |\n| | kind | b | B; another kind |\n| | kind | c | C kind |\n"
    )


def give_back_all(cycle: Cycle) -> None:
    """Fill in the questionnaire; assert that reading it gives each answer back, and no finding."""
    form = cycle.form
    content, expected = filled(cycle)
    reading = read_answers(read_sheets(content), form, "XAA.xlsx")
    read = {
        (one.question, one.row): (
            one.value.text, one.value.number, one.value.day, one.value.code,
        )
        for one in reading.answers
        if one.raw and one.question not in PRESETS
    }  # fmt: skip
    asked = {(q.name, row) for q in form.questions.values() if q.name not in PRESETS
             for row in ([None] if q.repeat is None else range(1, ROWS + 1))}  # fmt: skip
    assert {*expected} == asked
    assert read == expected
    assert [finding.code for finding in reading.findings] == []


@pytest.mark.parametrize("name", WHOLE)
def test_all_answers_are_in_the_published_tables(name: str, tmp_path: Path) -> None:
    cycle = cycle_of((CORPUS / f"{name}.md").read_text("utf-8"), tmp_path)
    content, expected = filled(cycle)
    path = cycle.inputs / "submissions" / "XAA.xlsx"
    path.parent.mkdir()
    path.write_bytes(content)
    run(cycle)
    published: dict[str, set[str]] = {}
    for file in (cycle.outputs / "tables" / "csv").glob("*.csv"):
        with file.open(encoding="utf-8", newline="") as stream:
            for line in csv.DictReader(stream):
                for column, text in line.items():
                    published.setdefault(column.removesuffix("_"), set()).add(text)
    for (question, _), values in expected.items():
        (value,) = (one for one in values if one is not None)
        text = f"{value:g}" if isinstance(value, float) else str(value)
        assert text in published[question.removesuffix("_")], question


@pytest.mark.parametrize("name", FORMS)
def test_nothing_is_ignored_without_a_note(name: str, home: Path) -> None:
    cycle = cycle_of((CORPUS / f"{name}.md").read_text("utf-8"), home / name)
    used = {*used_rows(cycle.form)}
    noted = {row for note in cycle.form.notes for row in rows_of(note.message)}
    text = (CORPUS / f"{name}.md").read_text("utf-8")
    survey = text.partition("| survey |\n")[2]
    survey = re.split(r"\n\| (?:choices|settings) \|", survey)[0]
    for number, line in enumerate(survey.splitlines()[1:], start=2):
        type_text, _, label = (cell.strip() for cell in line.split("|")[2:5])
        shows_nothing = type_text.startswith("end") or (type_text.startswith("begin") and not label)
        assert number in used | noted or shows_nothing, line


def used_rows(form: Form) -> Iterator[int]:
    """The rows of the survey sheet that come to something in a questionnaire or its tables."""
    names = [
        *(section.name for section in form.sections), *form.repeats, *form.questions,
        *form.calculations,
        *(passage.name for section in form.sections for passage in section.passages),
    ]  # fmt: skip
    yield from (form.source.rows[name] for name in names if name in form.source.rows)


def rows_of(message: str) -> list[int]:
    """The rows of the survey sheet that a note names."""
    found = re.search(r"rows? ([0-9, ]+?)(?: and \d+ more)? of the survey sheet", message)
    return [int(number) for number in found[1].split(",")] if found else []
