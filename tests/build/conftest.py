"""An invented cycle whose form has every type of question, alone and in a table."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from rapporteur.build import Prefill, build
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.kernel.workbook_file import save

CYCLE = """
id = "demo"
resolution = "1/1"
adopted_on = 2023-04-18
session = 79
agenda_item = "18 (k)"
languages = ["en", "zh"]
opens_on = 2024-02-01
deadline = 2024-05-10
cut_off = 2024-06-28
return_to = "demo@example.org"
categories = ["government", "ngo"]
[title]
en = "Review & follow-up"
zh = "审查和后续行动"
[agenda_title]
en = "An item"
zh = "项目"
[report]
en = "A report"
zh = "报告"
"""

FORM = """
| survey | | | | | | | | | |
| | type | name | label::English (en) | label::Chinese (zh) | hint::English (en) | hint::Chinese (zh) | required | relevant | constraint | constraint_message::English (en) |
| | begin group | about | About: you/us | 概况 | Who answers. | 由谁答复。 | | | | |
| | text | respondent | Code | 代码 | | | | | | |
| | select_one category | respondent_category | Category | 类别 | | | | | | |
| | text | unit | Unit | 单位 | Its full name. | 全称。 | yes | | | |
| | date | done_on | Date | 日期 | | | | | . <= today() | Not in the future. |
| | integer | staff | Staff (persons) | 工作人员（人） | | | | | | |
| | decimal | share | Share (per cent) | 比例（百分比） | | | | | | |
| | select_multiple goal | goals | Goals | 目标 | As many as apply. | 可多选。 | | | | |
| | select_one level | level | Level | 层级 | | | | ${respondent_category} = 'government' | | |
| | text | why | Why this level? | 为何选此层级？ | | | | ${level} = 'national' | | |
| | end group | | | | | | | | | |
| | begin group | measures | Measures taken so far in the whole of the State | 措施 | | | | | | |
| | begin repeat | laws | Laws | 法律 | One row a law. | 每部法律一行。 | | | | |
| | text | law_title | Title | 名称 | As published. | 官方名称。 | yes | | | |
| | text | law_other | Title | 名称 | | | | | | |
| | select_one level | law_level | Level | 层级 | | | | ${respondent_category} = 'government' | | |
| | integer | law_year | Year | 年份 | Four digits. | 四位数。 | | | . >= 1800 | After 1800. |
| | decimal | law_rate | Rate (per cent) | 税率（百分比） | | | | | | |
| | date | law_date | Date | 日期 | | | | | | |
| | select_multiple goal | law_goals | Goals served | 所涉目标 | | | | | | |
| | end repeat | | | | | | | | | |
| | text | remarks | Remarks | 备注 | | | | | | |
| | begin repeat | figures | Figures | 数据 | | | | | | |
| | text | figure_name | Name | 名称 | | | | | | |
| | end repeat | | | | | | | | | |
| | end group | | | | | | | | | |
| | begin group | states | Only for States | 仅限国家 | | | | ${respondent_category} = 'government' | | |
| | text | office | Office | 机构 | | | | | | |
| | end group | | | | | | | | | |
| choices | | | | | | | | | | |
| | list_name | name | label::English (en) | label::Chinese (zh) | | | | | | |
| | category | government | Government | 政府 | | | | | | |
| | category | ngo | Non-governmental organization | 非政府组织 | | | | | | |
| | level | national | National | 国家 | | | | | | |
| | level | regional | Regional | 区域 | | | | | | |
| | goal | sdg1 | No poverty | 无贫穷 | | | | | | |
| | goal | sdg2 | Zero hunger | 零饥饿 | | | | | | |
| settings | | | | | | | | | | |
| | form_title | form_id | version | default_language | | | | | | |
| | Demo | demo_form | 1.0 | English (en) | | | | | | |
"""  # noqa: E501

ROSTER = """\
code,category,language,membership,m49,region,subregion,ldc,lldc,sids,\
name_en,name_fr,name_es,name_ru,name_zh,name_ar
AAA,government,fr,,,,,,,,Zedland,Zédie,,,甲国,
BBB,government,zh,,,,,,,,Éland,Élande,,,丙国,
CCC,ngo,en,,,,,,,,Alpha Network,Réseau Alpha,,,乙会,
"""

Rows = dict[str, tuple[object, ...]]


@pytest.fixture
def cycle(tmp_path: Path) -> Cycle:
    inputs = tmp_path / "inputs" / "demo"
    inputs.mkdir(parents=True)
    (inputs / "cycle.toml").write_text(CYCLE, encoding="utf-8")
    (inputs / "questionnaire.md").write_text(FORM, encoding="utf-8")
    (inputs / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return load_cycle(tmp_path, "demo")


@pytest.fixture
def prefill() -> list[Prefill]:
    """Answers of AAA: one of each type, alone and in a table, with two rows of laws."""
    return [
        Prefill("unit", None, "=HYPERLINK(1)", "letter"),
        Prefill("done_on", None, "2024-03-05"),
        Prefill("staff", None, "12"),
        Prefill("share", None, "3.5"),
        Prefill("goals", None, "sdg2"),
        Prefill("level", None, "national", "para. 1"),
        Prefill("law_title", 1, "-1 a law", "para. 2"),
        Prefill("law_level", 1, "regional", "para. 2"),
        Prefill("law_year", 1, "m", "para. 3"),
        Prefill("law_rate", 1, "5"),
        Prefill("law_date", 1, "2020-01-31"),
        Prefill("law_goals", 1, "sdg1 sdg2"),
        Prefill("law_title", 2, "Second law"),
    ]


Reopen = Callable[..., Workbook]


@pytest.fixture
def reopen(cycle: Cycle, tmp_path: Path) -> Reopen:
    """Build, write and read back the workbook of a respondent."""

    def make(
        code: str = "AAA",
        language: str = "en",
        prefill: list[Prefill] | None = None,
        notice: str = "",
    ) -> Workbook:
        respondent = cycle.roster.respondents[code]
        path = tmp_path / f"{code}.{language}.xlsx"
        save(build(cycle, respondent, language, prefill or (), notice), path)
        return load_workbook(path, rich_text=True)

    return make


@pytest.fixture
def rows_of() -> Callable[[Worksheet], dict[str, int]]:
    """The first row of each marker on a sheet."""

    def find(sheet: Worksheet) -> dict[str, int]:
        rows: dict[str, int] = {}
        for row in range(1, sheet.max_row + 1):
            rows.setdefault(str(sheet.cell(row, 1).value), row)
        return rows

    return find
