"""A small cycle with a warehouse made by hand. Its States, laws and replies are invented."""

from pathlib import Path

import duckdb
import pytest

from rapporteur.design.cycle import Cycle, load_cycle
from tests.support import publish

CYCLE = """
id = "demo"
resolution = "1/1"
adopted_on = 2023-04-18
session = 79
agenda_item = "18 (k)"
languages = ["en", "zh", "fr"]
opens_on = 2024-01-01
deadline = 2024-05-10
cut_off = 2024-06-28
return_to = "demo@example.org"
categories = ["government", "ngo"]
sql = "sql"
[title]
en = "Follow-up & review"
zh = "后续行动"
[agenda_title]
en = "An item"
zh = "项目"
[report]
en = "A report"
zh = "报告"
"""

FORM = """
| survey | | | | |
| | type | name | label::English (en) | label::Chinese (zh) |
| | begin group | about | About | 概况 |
| | select_one category | respondent_category | Category | 类别 |
| | text | unit | Reporting unit | 填报单位 |
| | end group | | | |
| | begin group | frameworks | Frameworks | 框架 |
| | begin repeat | laws | Laws | 法律 |
| | text | law_title | Title | 名称 |
| | select_one status | law_status | Status | 状况 |
| | integer | law_year | Year | 年份 |
| | end repeat | | | |
| | end group | | | |
| choices | | | | |
| | list_name | name | label::English (en) | label::Chinese (zh) |
| | category | government | Governments | 政府 |
| | category | ngo | Non-governmental organizations | 非政府组织 |
| | status | proposed | Proposed | 提议 |
| | status | in_force | In force | 生效 |
| settings | | | | |
| | form_title | form_id | version | default_language |
| | Demo | demo | 1 | English (en) |
"""

ROSTER = """\
code,category,language,membership,m49,region,subregion,ldc,lldc,sids,\
name_en,name_fr,name_es,name_ru,name_zh,name_ar
AAA,government,en,,,,,,,,Zedland,Zédie,,,甲国,
BBB,government,zh,,,,,,,,Éland,Élande,,,丙国,
CCC,ngo,en,,,,,,,,Alpha Network,Réseau Alpha,,,乙会,
DDD,government,en,,,,,,,,Midland,Médie,,,丁国,
"""

BASIS = """\
code,label_en,label_zh,label_fr
reply,Reply,答复,Réponse
desk_research,Desk research,案头研究,Recherche
"""

LAWS = """
order = 2
paragraphs = "18, 19"
sort = ["respondent", "year"]
notes = ["on_laws"]
[title]
en = "Laws"
zh = "法律"
fr = "Lois"
[units]
en = "Number of laws."
zh = "法律数目。"
fr = "Nombre de lois."
[source]
en = "Replies."
zh = "答复。"
fr = "Réponses."
[own.notes.on_laws]
en = "A note on laws."
zh = "关于法律的说明。"
fr = "Une note."
"""

COUNTS = """
order = 1
[title]
en = "Counts"
zh = "数目"
fr = "Nombres"
[source]
en = "Replies."
zh = "答复。"
fr = "Réponses."
"""

COLUMNS = {
    "laws": [
        ("respondent", "respondent", "State", "国家", ""),
        ("title", "text", "Title", "名称", ""),
        ("status", "code", "Status", "状况", 'codelist = "status"'),
        ("kinds", "codes", "Kinds", "类别", 'codelist = "status"'),
        ("territory", "text", "Territory", "地区", 'missing = "not_applicable"'),
        ("year", "year", "Year", "年份", ""),
        ("amount", "number", "Amount (dollars)", "金额（美元）", 'unit = "USD"'),
        ("day", "date", "Day", "日期", ""),
        ("basis", "code", "Basis", "资料基础", 'codelist = "basis"'),
        ("evidence", "evidence", "Evidence", "依据", ""),
    ],
    "counts": [
        ("group", "text", "Group", "组", ""),
        ("asked", "integer", "Asked (number)", "数目", 'unit = "NUMBER"'),
        ("evidence", "evidence", "Evidence", "依据", ""),
    ],
}

WAREHOUSE = """
create schema landing; create schema marts;
create table landing.respondents as select unnest(['AAA', 'BBB', 'CCC', 'DDD']) as code;
create table landing.submissions as
select *, true as in_time from (values
    ('s1', 'submissions/AAA.xlsx', 'reply', 'AAA', 'government', 'Reconstructed.',
        timestamptz '2024-05-01 10:00:00+02', 'accepted', 'en'),
    ('s2', 'submissions/BBB.xlsx', 'reply', 'BBB', 'government', null, null, 'accepted', 'zh'),
    ('s3', 'desk-research/CCC.xlsx', 'desk_research', 'CCC', 'ngo', null, null, 'accepted', 'en'),
    ('s4', 'submissions/old.xlsx', 'reply', 'BBB', 'government', null, null, 'superseded', 'zh')
) t(submission, file, basis, respondent, category, notice, received_at, state, language);
create table landing.files as
    select submission, sha256(submission) as sha256, file, basis from landing.submissions;
create table landing.findings as
    select 's1' as submission, 'ERROR' as severity, null::varchar as waived_by from range(3);
create table landing.questions as
from (values ('unit', 1), ('law_title', 2), ('law_status', 3), ('law_year', 4))
t(question, position);
create table landing.answers as
from (values
    ('s1', 'unit', null, null, 'About', 'C4', 'Office', null),
    ('s1', 'law_title', 'laws', 1, 'Frameworks', 'B9', '=1+1', 'para. 7'),
    ('s1', 'law_status', 'laws', 1, 'Frameworks', 'AA9', 'In force', 'para. 7'),
    ('s1', 'law_year', 'laws', 1, 'Frameworks', 'C9', '2014', null),
    ('s1', 'law_title', 'laws', 2, 'Frameworks', 'B10', 'Second', null),
    ('s2', 'law_title', 'laws', 1, '框架', 'B9', '互助法', null),
    ('s3', 'law_title', 'laws', 1, 'Frameworks', 'B9', 'Third', null)
) t(submission, question, repeat, row, sheet, cell, raw, note);
create table marts.laws (respondent varchar, title varchar, status varchar, kinds varchar,
    territory varchar, year bigint, amount double, day date, basis varchar, evidence varchar);
insert into marts.laws values
    ('AAA', '=1+1', 'in_force', 'proposed in_force', null, 2014, 1234567.5,
        '2023-04-18', 'reply', 's1/laws/1 s1/unit'),
    ('AAA', 'Second', null, null, 'North', null, 0, null, 'reply', 's1/laws/2'),
    ('BBB', '互助法, “甲”', 'proposed', null, null, 2020, null, '1890-01-02', 'reply', 's2/laws/1'),
    ('CCC', 'Third', 'proposed', null, null, 2001, 12, null, 'desk_research', 's3/laws/1');
create table marts.counts as
from (values ('Total', 4, 's1 s2 s3'), ('Nobody', 0, null)) t("group", asked, evidence);
"""


def make_demo(home: Path) -> Cycle:
    """Write the cycle, with its warehouse in place, under `home`."""
    inputs = home / "inputs" / "demo"
    marts = inputs / "sql" / "marts"
    marts.mkdir(parents=True)
    (inputs / "reference").mkdir()
    (inputs / "cycle.toml").write_text(CYCLE, encoding="utf-8")
    (inputs / "questionnaire.md").write_text(FORM, encoding="utf-8")
    (inputs / "roster.csv").write_text(ROSTER, encoding="utf-8")
    (inputs / "reference" / "basis.csv").write_text(BASIS, encoding="utf-8")
    for name, text in (("laws", LAWS), ("counts", COUNTS)):
        (marts / f"{name}.sql").write_text("select 1", encoding="utf-8")
        columns = "".join(
            f'[[columns]]\nname = "{column}"\ntype = "{kind}"\nheader.en = "{en}"\n'
            f'header.zh = "{zh}"\nheader.fr = "{en} (fr)"\n{more}\n'
            for column, kind, en, zh, more in COLUMNS[name]
        )
        (marts / f"{name}.toml").write_text(text + columns, encoding="utf-8")
    cycle = load_cycle(home, "demo")
    cycle.outputs.mkdir(parents=True)
    with duckdb.connect(str(cycle.warehouse)) as con:
        con.execute(WAREHOUSE)
    return cycle


@pytest.fixture
def demo(tmp_path: Path) -> Cycle:
    """The cycle, to be changed by the test."""
    return make_demo(tmp_path)


@pytest.fixture(scope="session")
def published_demo(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """The cycle, published once, only to be read."""
    cycle = make_demo(tmp_path_factory.mktemp("published"))
    publish(cycle)
    return cycle
