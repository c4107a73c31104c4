"""Hand-written suites decide; their failing rows come back by key."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from rapporteur.design.findings import catalogue
from rapporteur.kernel.errors import UserError
from rapporteur.process.great_expectations import Failure, judge, suites
from tests.support import ROOT

FRAME = pd.DataFrame({"key": range(1, 101), "value": [None if k % 2 else k for k in range(1, 101)]})
NOT_NULL = {
    "type": "expect_column_values_to_not_be_null",
    "kwargs": {"column": "value"},
    "meta": {"code": "blank"},
}
AT_MOST_90 = {
    "type": "expect_column_values_to_be_between",
    "kwargs": {"column": "value", "max_value": 90},
    "meta": {"code": "large"},
}


def write(folder: Path, *expectations: dict[str, Any], name: str = "answers") -> Path:
    suite = {"name": name, "expectations": list(expectations)}
    (folder / f"{name}.json").write_text(json.dumps(suite), encoding="utf-8")
    return folder


def test_every_failing_row_comes_back(tmp_path: Path) -> None:
    found = judge(write(tmp_path, NOT_NULL, AT_MOST_90), {"answers": FRAME}).failures
    assert {name for name, _ in found} == {"answers"}
    assert [one.key for _, one in found if one.code == "blank"] == list(range(1, 101, 2))
    assert [one for _, one in found if one.code == "large"] == [
        Failure("large", key) for key in (92, 94, 96, 98, 100)
    ]


def test_an_empty_frame_fails_nothing(tmp_path: Path) -> None:
    write(tmp_path, NOT_NULL)
    assert not judge(tmp_path, {"answers": FRAME.iloc[:0]}).failures


@pytest.mark.usefixtures("data_docs")
def test_the_data_docs_of_a_run_take_the_place_of_the_old_ones(tmp_path: Path) -> None:
    folder = tmp_path / "suites"
    folder.mkdir()
    write(folder, NOT_NULL)
    site = tmp_path / "data-docs"
    for run in ("first", "second"):
        if run == "second":
            (site / "stale.html").write_text("stale", encoding="utf-8")
        judged = judge(folder, {"answers": FRAME}, {"blank": "It is blank."})
        judged.write_docs(site, "tiny")
        assert len(judged.failures) == 50
    assert {path.name for path in tmp_path.iterdir()} == {"suites", "data-docs"}
    assert not (site / "stale.html").exists()
    pages = {path: path.read_text(encoding="utf-8") for path in site.rglob("*.html")}
    names = {path.relative_to(site).parts[0] for path in pages}
    assert names == {"index.html", "expectations", "validations"}
    assert any("It is blank." in page for page in pages.values())
    for page in pages.values():
        assert str(tmp_path) not in page


SELDOM_USED = """
import sys
from pathlib import Path

import pandas as pd

from rapporteur.process.great_expectations import judge

frame = pd.DataFrame({"key": range(4), "value": list("aaab")})
folder = Path(sys.argv[1])
assert [row.key for _, row in judge(folder / "plain", {"answers": frame}).failures] == [3]
unused = {
    "scipy.optimize",
    "altair.vegalite",
    "jsonschema",
    "sqlalchemy",
    "great_expectations.datasource.fluent.spark_datasource",
    "great_expectations.datasource.fluent.pandas_file_path_datasource",
}
assert not unused & sys.modules.keys()
texts = pd.DataFrame({"key": [1, 2], "value": ["1", '"x"']})
judged = judge(folder / "seldom", {"answers": frame, "texts": texts})
assert [(name, row.key) for name, row in judged.failures] == [("texts", 2)]
assert {"scipy.optimize", "jsonschema"} <= sys.modules.keys()
import sqlalchemy
assert sqlalchemy.__version__
"""


def test_what_few_expectations_need_is_loaded_for_these_alone(tmp_path: Path) -> None:
    plain = {**NOT_NULL, "type": "expect_column_values_to_be_in_set"}
    plain["kwargs"] = {"column": "value", "value_set": ["a"]}
    seldom = {**NOT_NULL, "type": "expect_column_kl_divergence_to_be_less_than"}
    parts = {"values": ["a", "b"], "weights": [0.75, 0.25]}
    seldom["kwargs"] = {"column": "value", "partition_object": parts, "threshold": 0.1}
    schema = {**NOT_NULL, "type": "expect_column_values_to_match_json_schema"}
    schema["kwargs"] = {"column": "value", "json_schema": {"type": "integer"}}
    for name, expectation in (("plain", plain), ("seldom", seldom)):
        (tmp_path / name).mkdir()
        write(tmp_path / name, expectation)
    write(tmp_path / "seldom", schema, name="texts")
    subprocess.run([sys.executable, "-c", SELDOM_USED, tmp_path], check=True)


def test_a_suite_over_nothing_known_is_refused(tmp_path: Path) -> None:
    write(tmp_path, NOT_NULL, name="replies")
    with pytest.raises(UserError, match="is a suite over no known frame"):
        judge(tmp_path, {"answers": FRAME})


def test_an_expectation_that_cannot_be_evaluated_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {**NOT_NULL, "kwargs": {"column": "valeu"}})
    with pytest.raises(UserError, match="the expectation of “blank” cannot be evaluated"):
        judge(tmp_path, {"answers": FRAME})


def test_what_is_no_suite_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {**NOT_NULL, "meta": {}})
    with pytest.raises(UserError, match=r"lacks `meta\.code`"):
        suites(tmp_path)
    (tmp_path / "answers.json").write_text("{", encoding="utf-8")
    with pytest.raises(UserError, match="is not valid JSON"):
        suites(tmp_path)


def test_the_project_s_suites_name_rules_and_hold_no_generated_ids() -> None:
    known = suites(ROOT / "expectations")
    assert set(known) == {"answers", "checks", "required", "sections", "submissions"}
    for name, suite in known.items():
        assert suite["name"] == name
        for expectation in suite["expectations"]:
            assert "id" not in expectation
            assert expectation["meta"]["code"] in {*catalogue(), "*"}
