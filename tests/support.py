"""What tests share: a tiny cycle, and workbooks of it that are filled and edited for real.

The cycle `tiny` is invented: its respondents have codes that ISO 3166-1 leaves to users.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.build import Prefill, build
from rapporteur.collect import landing
from rapporteur.collect.land_cycle import collect
from rapporteur.collect.reading.answers import Reading
from rapporteur.collect.reading.questionnaire import read_answers
from rapporteur.collect.reading.spreadsheet import read_sheets
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.publication import Publication
from rapporteur.disseminate.releases.publishing import paths, publish_tables
from rapporteur.kernel import append_only_csv
from rapporteur.kernel.workbook_file import save
from rapporteur.warehouse.reader import opened
from rapporteur.warehouse.worded_findings import Reported, reported

ROOT = Path(__file__).parents[1]

Given = Mapping[str, str | Sequence[Mapping[str, str]]]
"""Answers by question, and of a repeat the answers of each row; codes for choices."""

FORM = """
| survey | | | | | | | | | | |
| | type | name | label::English (en) | label::Chinese (zh) | required | relevant | constraint | constraint_message::English (en) | constraint_message::Chinese (zh) | appearance |
| | begin group | about | About | 概况 | | | | | | |
| | text | respondent | Code | 代码 | | | | | | |
| | select_one category | respondent_category | Category | 类别 | | | | | | |
| | text | unit | Reporting unit | 填报单位 | yes | | | | | |
| | text | email | E-mail | 电子邮件 | | | regex(., '[^@ ]+@[^@ ]+') | Enter one address. | 请填写一个地址。 | |
| | date | completed_on | Completed on | 填写日期 | | | . <= today() | Not in the future. | 不晚于今天。 | |
| | end group | | | | | | | | | |
| | begin group | work | Work | 工作 | | | | | | |
| | select_one progress | progress | Progress | 进展 | yes | | | | | |
| | select_one timing | timing | Before or after | 之前或之后 | | ${progress} = 'in_place' | | | | |
| | select_multiple topic | topics | Topics | 主题 | | | | | | |
| | decimal | share | Share (per cent) | 比例（百分比） | | | . >= 0 and . <= 100 | From 0 to 100. | 0至100。 | |
| | integer | staff | Staff | 人员 | | | | | | |
| | end group | | | | | | | | | |
| | begin group | frameworks | Frameworks | 框架 | | ${respondent_category} = 'government' | | | | |
| | begin repeat | laws | Laws | 法律 | | | | | | |
| | text | law_title | Title | 名称 | yes | | | | | |
| | select_one status | law_status | Status | 现状 | | | | | | |
| | integer | law_year | Year | 年份 | | | . >= 1800 and . <= 2100 | Four digits. | 四位数。 | year |
| | date | law_on | Adopted on | 通过日期 | | | | | | |
| | select_multiple topic | law_topics | Topics | 主题 | | | | | | |
| | decimal | law_budget | Budget | 预算 | | | | | | |
| | end repeat | | | | | | | | | |
| | text | remarks | Remarks | 备注 | | | | | | |
| | end group | | | | | | | | | |
| choices | | | | | | | | | |
| | list_name | name | label::English (en) | label::Chinese (zh) | | | | | |
| | category | government | Government | 政府 | | | | | |
| | category | ngo | Non-governmental organization | 非政府组织 | | | | | |
| | progress | none | None | 尚无 | | | | | |
| | progress | in_preparation | In preparation | 正在筹备 | | | | | |
| | progress | in_place | In place | 已到位 | | | | | |
| | timing | before | Before | 之前 | | | | | |
| | timing | after | After | 之后 | | | | | |
| | topic | finance | Access to finance | 获得融资 | | | | | |
| | topic | education | Education | 教育 | | | | | |
| | topic | other | Other | 其他 | | | | | |
| | status | proposed | Proposed | 已提议 | | | | | |
| | status | in_force | In force | 已生效 | | | | | |
| settings | | | | | | | | | |
| | form_title | form_id | version | default_language | | | | | |
| | Tiny | tiny | 1 | English (en) | | | | | |
"""  # noqa: E501

CYCLE = """
id = "tiny"
resolution = "1/1"
adopted_on = 2023-04-18
session = 79
agenda_item = "1"
languages = ["en", "zh"]
opens_on = 2024-01-01
deadline = 2024-05-10
cut_off = 2099-12-31
return_to = "tiny@example.org"
categories = ["government", "ngo"]
sql = "sql"
[title]
en = "A tiny cycle (test data)"
zh = "小周期（测试数据）"
[agenda_title]
en = "An item"
zh = "项目"
[report]
en = "A report"
zh = "报告"
"""

ROSTER_HEADER = (
    "code,category,language,membership,m49,region,subregion,ldc,lldc,sids,"
    "name_en,name_fr,name_es,name_ru,name_zh,name_ar\n"
)
GOVERNMENTS = ("XAA", "XAB", *(f"XB{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
ROSTER = (
    ROSTER_HEADER
    + "".join(f"{c},government,en,,,,,,,,Country {c},,,,国家{c},\n" for c in GOVERNMENTS)
    + "CIVIL-A,ngo,zh,,,,,,,,Network A,,,,民间组织甲,\n"
)

BASIS = "code,label_en,label_zh\nreply,Reply,答复\ndesk_research,Desk research,案头研究\n"

SQL = {
    "staging/submissions.sql": "select * from landing.submissions",
    "staging/laws.sql": """
select
    submissions.respondent,
    laws.law_title as title,
    laws.law_year as year,
    submissions.basis,
    laws.evidence,
from form.laws
inner join landing.submissions on laws.submission = submissions.submission
where submissions.state = 'accepted'
""",
    "intermediate/laws.sql": "select * from staging.laws",
    "marts/laws.sql": "select * from intermediate.laws",
    "marts/laws.toml": """
order = 1
sort = ["respondent", "year"]
[title]
en = "Laws"
zh = "法律"
[source]
en = "Replies."
zh = "答复。"
[[columns]]
name = "respondent"
type = "respondent"
header.en = "State"
header.zh = "国家"
[[columns]]
name = "title"
type = "text"
header.en = "Title"
header.zh = "名称"
[[columns]]
name = "year"
type = "year"
header.en = "Year"
header.zh = "年份"
[[columns]]
name = "basis"
type = "code"
codelist = "basis"
header.en = "Basis"
header.zh = "依据类别"
[[columns]]
name = "evidence"
type = "evidence"
header.en = "Evidence"
header.zh = "依据"
""",
    "checks/law_without_year.sql": """
select
    submission,
    'law_year' as question,
    'laws' as repeat,
    row,
    json_object('title', law_title)::varchar as params,
from form.laws
where law_status = 'in_force' and law_year is null
""",
    "checks/law_without_year.toml": """
level = 1
severity = "WARNING"
entity = "FIELD"
[message]
en = "The law “{ $title }” has no year."
zh = "法律“{ $title }”未填年份。"
[remedy]
en = "Enter its year."
zh = "请填写年份。"
""",
}

COMPLETE: Given = {
    "unit": "Ministry of Work",
    "email": "unit@example.org",
    "completed_on": "2024-04-01",
    "progress": "in_place",
    "timing": "before",
    "topics": "finance other",
    "share": "12.5",
    "staff": "7",
    "laws": [
        {
            "law_title": "Cooperatives Act",
            "law_status": "in_force",
            "law_year": "2014",
            "law_on": "2014-07-31",
            "law_topics": "finance education",
            "law_budget": "1000.5",
        },
        {"law_title": "=1+1", "law_status": "proposed", "law_year": "m"},
    ],
    "remarks": "Two laws.",
}
"""A reply to the tiny form with which nothing is wrong."""


def tiny_cycle(home: Path, *, form: str = FORM, roster: str = ROSTER, toml: str = CYCLE) -> Cycle:
    """Make the cycle `tiny` under `home`, judged by the project's own suites."""
    inputs = home / "inputs" / "tiny"
    files = {
        "cycle.toml": f'expectations = "{(ROOT / "expectations").as_posix()}"\n{toml}',
        "questionnaire.md": form,
        "roster.csv": roster,
        "reference/basis.csv": BASIS,
        **{f"sql/{name}": text for name, text in SQL.items()},
    }
    for name, text in files.items():
        path = inputs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_cycle(home, "tiny")


def project_cycle(home: Path, cycle_id: str = "a79-sse", *, received: bool = True) -> Cycle:
    """Copy a cycle of the project's to `home`, with its SQL and suites.

    Without what was `received`, only the definition, the form and the lists.
    """
    left_out = shutil.ignore_patterns("submissions", "desk-research", "receipts.csv", "*.chain")
    for folder in ("sql", "expectations", f"inputs/{cycle_id}"):
        shutil.copytree(ROOT / folder, home / folder, ignore=None if received else left_out)
    return load_cycle(home, cycle_id)


def rewrite(register: Path, text: str) -> None:
    """Write another register in the place of one, and confirm it as a person would."""
    register.write_text(text, encoding="utf-8")
    append_only_csv.confirm(register)


def forget(register: Path) -> None:
    """Remove a register and what is known of its lines."""
    register.unlink()
    append_only_csv.chain_of(register).unlink(missing_ok=True)


def prefill(given: Given) -> Iterator[Prefill]:
    """Answers as the questionnaire's builder takes them."""
    for name, value in given.items():
        if isinstance(value, str):
            yield Prefill(name, None, value)
            continue
        for number, row in enumerate(value, start=1):
            yield from (Prefill(question, number, text) for question, text in row.items())


def filled(cycle: Cycle, code: str, given: Given, language: str = "en") -> Workbook:
    """The questionnaire of `code`, filled with `given`."""
    respondent = cycle.roster.respondents[code]
    return build(cycle, respondent, language, prefill(given))


def reply(
    cycle: Cycle,
    code: str,
    given: Given,
    *,
    name: str = "",
    language: str = "en",
    folder: str = "submissions",
) -> Path:
    """Put a filled questionnaire among the files received; `name` is without `.xlsx`."""
    path = cycle.inputs / folder / f"{name or code}.xlsx"
    save(filled(cycle, code, given, language), path)
    return path


def judged(cycle: Cycle) -> duckdb.DuckDBPyConnection:
    """What was received, loaded and judged; no table is made of it."""
    # Readers import this module too, and no pandas.
    from rapporteur.process.validate import validate
    from rapporteur.warehouse import build as warehouse

    con = duckdb.connect()
    warehouse.stage(con, cycle, collect(cycle), landing.folder(cycle))
    validate(con, cycle)
    return con


def publish(cycle: Cycle) -> list[Path]:
    """Publish the tables of the cycle's warehouse; returns their files."""
    return paths(cycle, publish_tables(Publication(cycle)))


def overwrite(path: Path, text: str) -> None:
    """Put another file in the place of a published one, which cannot be written to."""
    path.unlink()
    path.write_text(text, encoding="utf-8")


@contextmanager
def edited(path: Path) -> Iterator[Workbook]:
    """Open a workbook as a person does, and save what became of it."""
    workbook = load_workbook(path)
    yield workbook
    workbook.save(path)


@dataclass(frozen=True)
class Place:
    """Where an item stands in a workbook: the sheet and, from 1, row and column."""

    sheet: Worksheet
    row: int
    column: int

    @property
    def cell(self) -> Cell:
        """The cell itself."""
        cell = self.sheet.cell(self.row, self.column)
        assert isinstance(cell, Cell)
        return cell


def place(workbook: Workbook, question: str, row: int | None = None, role: str = "answer") -> Place:
    """Find a question's answer, its `note` instead, or its cell in a `row` of a repeat.

    `question` may also be `name/choice`, the row of a choice.
    """
    for sheet in workbook.worksheets:
        columns: dict[str, int] = {}
        start = 0
        for cells in sheet.iter_rows(min_col=1, max_col=sheet.max_column):
            marker, number = str(cells[0].value or ""), cells[0].row or 0
            if marker == "#questions" or marker.startswith("#repeat:"):
                columns = {str(cell.value): cell.column or 0 for cell in cells[1:] if cell.value}
                start = 0
            elif marker == "#header":
                start = number
            elif row is None and marker == question:
                return Place(sheet, number, columns[role])
            elif row is not None and start and question in columns and number == start + row:
                return Place(sheet, number, columns[question])
    raise LookupError(question)


def cell(workbook: Workbook, question: str, row: int | None = None, role: str = "answer") -> Cell:
    """The cell that `place` finds."""
    return place(workbook, question, row, role).cell


def read(cycle: Cycle, path: Path) -> Reading:
    """What the program reads in a workbook."""
    return read_answers(read_sheets(path.read_bytes()), cycle.form, path.name)


Values = Mapping[tuple[str, int | None], tuple[object, ...]]


def values(reading: Reading) -> Values:
    """The filled answers by question and row, without where they stand."""
    return {
        (one.question, one.row): (
            one.value.text,
            one.value.number,
            one.value.day,
            one.value.code,
            one.value.obs_status,
            one.note,
        )
        for one in reading.answers
        if one.raw
    }


def findings(cycle: Cycle, language: str | None = "en") -> list[Reported]:
    """The findings of the cycle's last run."""
    with opened(cycle) as con:
        return list(reported(con, cycle, language))


Convert = Callable[[Path, str], Path]
"""Save a workbook anew with LibreOffice: the path, the suffix; returns the new path."""
