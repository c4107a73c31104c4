"""The script that one would write instead, on the first FILES files of a home: `HOME FILES`.

pandas.read_excel, answers found by sheet and cell, Great Expectations on each file, DuckDB for
the tables, openpyxl for one workbook in one language. It does less than the product: no file
may have been rearranged, no cell is remembered, no evidence, no second language, no notes.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import CYCLE, layout_path
from benchmarks.measuring import Stages

SUITE = Path(__file__).resolve().parent.parent / "expectations" / "answers.json"
RANGES = {
    f"{name}_year": (1800, 2100)
    for name in (
        "policy", "law", "incentive", "procurement", "education", "research", "finance", "capacity",
    )
} | {"incentive_rate": (0, 100), "figure_value": (0, 1e18)}  # fmt: skip
"""What the script expects besides the suite on answers: 18 expectations, as the product has."""

TABLES = {
    "sdg_contributions": "goal_contributions",
    "terminology": "terms",
    "international_frameworks": "instruments",
    "national_policies": "policies",
    "framework_laws": "laws where law_scope = 'framework'",
    "specific_laws": "laws where law_scope = 'specific'",
    "regulators": "regulators",
    "fiscal_incentives": "incentives",
    "public_procurement": "procurement",
    "government_bodies": "bodies",
    "coordination": "coordination",
    "education_training": "education",
    "research_networks": "research",
    "financial_support": "finance",
    "capacity_building": "capacity",
    "statistical_indicators": "figures",
    "challenges": "challenges",
}
COVERAGE = """
select roster.category, count(*) as asked, count(main.respondent) as replies
from roster left join main on main.respondent = roster.code group by all order by all
"""
IMPLEMENTATION = """
with elements as (unpivot main on columns('^el_.*[^g]$') into name element value status)
select roster.name_en as name, elements.respondent, element, status
from elements inner join roster on roster.code = elements.respondent order by all
"""
STATISTICS = """
select roster.name_en as name, main.respondent, stat_law, stat_law_account,
    min(statistic_status) filter (where statistic_kind = 'satellite_account') as account,
    min(statistic_status) filter (where statistic_kind = 'survey') as survey,
    min(statistic_status) filter (where statistic_kind = 'register') as register,
    min(statistic_status) filter (where statistic_kind = 'observatory') as observatory
from main inner join roster on roster.code = main.respondent
left join statistics on statistics.respondent = main.respondent
group by all order by all
"""


def read(path: Path, layout: Mapping[str, Any], category: str) -> dict[str, Any]:
    """A file's answers: a frame for each repeat and `main`, from the cells where they must be."""
    import pandas as pd

    sheets = list(pd.read_excel(path, sheet_name=None, header=None).values())
    frames = {}
    for name, block in layout["blocks"][category].items():
        sheet = sheets[block["sheet"]]
        if name == "main":
            values = {q: [_at(sheets[s], r, c)] for q, (s, r, c) in block["cells"].items()}
            frame = pd.DataFrame(values)
        else:
            rows = sheet.reindex(range(block["first"], block["last"] + 1))
            frame = rows.reindex(columns=block["columns"].values())
            frame.columns = pd.Index(block["columns"])
            frame = frame.dropna(how="all").reset_index(drop=True)
        for question in frame.columns.intersection(list(layout["labels"])):
            codes = layout["labels"][question]
            frame[question] = frame[question].map(
                lambda label, codes=codes: codes.get(label, label)
            )
        frame.insert(0, "respondent", path.stem)
        frames[name] = frame
    return frames


def _at(sheet: Any, row: int, column: int) -> object:
    return sheet.iat[row, column] if row < len(sheet) and column < sheet.shape[1] else None


def validate(validator: Any, frames: Mapping[str, Any], layout: Mapping[str, Any]) -> int:
    """Validate one file; how many answers fail."""
    import pandas as pd

    long = pd.concat(
        frame.drop(columns="respondent")
        .reset_index(names="row")
        .astype(object)
        .melt("row", var_name="question", value_name="raw")
        for frame in frames.values()
    ).dropna(subset="raw")
    long["type"] = long["question"].map(layout["types"])
    long["list_name"] = long["type"].where(long["type"] == "select_one")
    long["length"] = long["raw"].astype(str).str.len()
    long["number"] = pd.to_numeric(long["raw"], errors="coerce")
    long["date"] = pd.to_datetime(long["raw"].where(long["type"] == "date"), errors="coerce")
    long["code"] = long["raw"].where(long["raw"].isin(layout["codes"]))
    long["given"] = ~long["raw"].isin(["a", "m", "n", "x"])
    for flag in ("understood", "relevant", "constraint_ok"):
        long[flag] = True
    long["key"] = range(len(long))
    result = validator(long)
    return sum(len(outcome.result.get("unexpected_index_list") or ()) for outcome in result.results)


def make_validator() -> Any:
    """A function that validates a frame, in one ephemeral context made once."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("files").add_dataframe_asset("answers")
    batch = asset.add_batch_definition_whole_dataframe("answers")
    expectations = json.loads(SUITE.read_text(encoding="utf-8"))["expectations"]
    ranges = [
        {
            "type": "expect_column_values_to_be_between",
            "kwargs": {
                "column": "number",
                "min_value": least,
                "max_value": most,
                "row_condition": f'question == "{question}" and given',
                "condition_parser": "pandas",
            },
        }
        for question, (least, most) in RANGES.items()
    ]
    suite = gx.ExpectationSuite(name="answers", expectations=[*expectations, *ranges])
    form = {"result_format": "COMPLETE", "unexpected_index_column_names": ["key"]}
    return lambda frame: batch.get_batch({"dataframe": frame}).validate(suite, result_format=form)


def tables(frames: Mapping[str, Any], roster: Path) -> Iterator[tuple[str, Any]]:
    """Join and aggregate: the same 21 tables, in their plainest form."""
    import duckdb

    with duckdb.connect() as con:
        con.execute(
            "create table roster as from read_csv(?, header = true, all_varchar = true)",
            [str(roster)],
        )
        for name, frame in frames.items():
            con.register(name, frame)
        yield "coverage", con.execute(COVERAGE).df()
        yield "implementation", con.execute(IMPLEMENTATION).df()
        for table, source in TABLES.items():
            yield (
                table,
                con.execute(
                    f"with found as (from {source}) select roster.name_en as name, found.* from "
                    "found inner join roster on roster.code = found.respondent order by name"
                ).df(),
            )
        yield "statistics_frameworks", con.execute(STATISTICS).df()
        counted = "\nunion all\n".join(
            f"select '{name}' as measure, respondent, count(*) as measures from {name} group by all"
            for name in frames
            if name != "main"
        )
        yield "recommendations", con.execute(f"{counted}\norder by all").df()


def publish(made: Sequence[tuple[str, Any]], path: Path) -> None:
    """Write one workbook, a table a sheet."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, frame in made:
        sheet = book.create_sheet(name)
        sheet.append(list(frame.columns))
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
        for row in frame.astype(object).where(frame.notna(), None).itertuples(index=False):
            sheet.append(row)
    book.save(path)


def main() -> None:
    """Run the script from files to workbook and report the stages."""
    home, files = Path(sys.argv[1]), int(sys.argv[2])
    stages = Stages()
    stages.begin("start")
    import pandas as pd

    layout = json.loads(layout_path(home).read_text(encoding="utf-8"))
    inputs = home / "inputs" / CYCLE
    roster = pd.read_csv(inputs / "roster.csv", dtype=str, keep_default_na=False)
    category = dict(zip(roster["code"], roster["category"], strict=True))
    validator = make_validator()
    read_files: dict[str, list[Any]] = {}
    failed = 0
    for path in sorted((inputs / "submissions").glob("*.xlsx"))[:files]:
        stages.begin("read and land")
        frames = read(path, layout, category[path.stem])
        for name, frame in frames.items():
            read_files.setdefault(name, []).append(frame)
        stages.begin("validate")
        failed += validate(validator, frames, layout)
    stages.begin("make the tables")
    joined = {name: pd.concat(frames) for name, frames in read_files.items()}
    made = list(tables(joined, inputs / "roster.csv"))
    stages.begin("publish")
    publish(made, home / "peer.xlsx")
    assert failed
    assert len(made) == 21
    stages.report()


if __name__ == "__main__":
    main()
