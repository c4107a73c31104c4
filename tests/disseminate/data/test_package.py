"""The data package as Frictionless judges it, and its texts in every language."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, Report

from rapporteur.design.cycle import Cycle
from tests.support import overwrite, publish

FILE = "tables/datapackage.json"


def judged(path: Path) -> Report:
    report: Report = Package(str(path)).validate()
    return report


def faults(report: Report) -> list[list[Any]]:
    return [*report.flatten(["type", "message"]), *report.warnings]


@pytest.fixture(scope="module")
def described(published_demo: Cycle) -> dict[str, Any]:
    found = json.loads((published_demo.outputs / FILE).read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_it_is_valid_without_a_warning(published_demo: Cycle) -> None:
    report = judged(published_demo.outputs / FILE)
    assert report.valid, faults(report)
    assert not report.warnings
    assert not [task.warnings for task in report.tasks if task.warnings]
    assert len(report.tasks) == 12
    rows = {Path(task.place).name: task.stats.get("rows") for task in report.tasks}
    assert (rows["laws.csv"], rows["respondents.csv"], rows["evidence.csv"]) == (4, 4, 8)


def edit_last_byte(path: Path) -> None:
    data = path.read_bytes()
    path.unlink()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))


def text(old: str, new: str) -> Callable[[Path], None]:
    return lambda path: overwrite(path, path.read_text("utf-8").replace(old, new))


@pytest.mark.parametrize(
    ("name", "change", "kind"),
    [
        ("csv/laws.csv", text("in_force,", "gone,"), "constraint-error"),
        ("csv/laws.csv", text("proposed in_force", "proposed gone"), "constraint-error"),
        ("csv/laws.csv", text("2014", "long ago"), "type-error"),
        ("csv/laws.csv", text("AAA,=", "XXX,="), "foreign-key"),
        ("csv/laws.csv", text("Second", "Secomd"), "hash-count"),
        ("csv/respondents.csv", text("BBB,", "AAA,"), "primary-key"),
        ("csv/observations.csv", text(",A,reply,", ",Z,reply,"), "constraint-error"),
        ("csv/observations.csv", text("laws,4,", "laws,3,"), "primary-key"),
        ("csv/codelists.csv", text("proposed,", "in_force,"), "primary-key"),
        ("parquet/laws.parquet", edit_last_byte, "hash-count"),
    ],
)
def test_it_notices_what_was_changed(
    demo: Cycle, name: str, change: Callable[[Path], None], kind: str
) -> None:
    publish(demo)
    change(demo.outputs / "tables" / name)
    report = judged(demo.outputs / FILE)
    assert kind in [found for (found,) in report.flatten(["type"])], faults(report)


def test_its_texts_are_in_every_language(described: dict[str, Any]) -> None:
    assert described["languages"] == ["en", "zh", "fr"]
    assert described["title"] == "Follow-up & review"
    assert described["title@zh"] == "后续行动"
    assert described["title@fr"] == "[en] Follow-up & review"
    assert described["sources"][0]["title"] == "2 replies to the questionnaire"
    assert described["sources"][0]["title@fr"].startswith("2 réponses")
    _, laws, respondents = described["resources"][:3]
    assert (laws["title@fr"], laws["title@zh"]) == ("Lois", "法律")
    assert laws["description@fr"] == "Nombre de lois.\nUne note."
    fields = {field["name"]: field for field in laws["schema"]["fields"]}
    assert fields["status"]["title@zh"] == "状况"
    assert fields["status"]["description@zh"] == "proposed: 提议; in_force: 生效"
    assert fields["status"]["description@fr"] == "proposed: [en] Proposed; in_force: [en] In force"
    assert fields["status"]["codelist"] == "status"
    assert fields["amount"]["unit"] == "USD"
    assert "unit" not in fields["year"]
    assert respondents["title@fr"] == "Répondants"
    names = {field["name"]: field["title@fr"] for field in respondents["schema"]["fields"]}
    assert names["name_ru"] == "Nom (russe)"
    for resource in described["resources"]:
        for one in (resource, *resource.get("schema", {"fields": []})["fields"]):
            assert one["title"]
            assert one["title@zh"]
            assert one["title@fr"]


def test_it_says_nothing_of_who_may_use_it(described: dict[str, Any]) -> None:
    assert "licenses" not in json.dumps(described)


def test_respondents_are_referred_to(described: dict[str, Any]) -> None:
    keys = {
        one["name"]: one["schema"].get("foreignKeys")
        for one in described["resources"]
        if "schema" in one
    }
    reference = {"resource": "respondents", "fields": ["code"]}
    assert keys == {
        "counts": None,
        "laws": [{"fields": ["respondent"], "reference": reference}],
        "respondents": None,
        "codelists": None,
        "observations": [{"fields": ["RESPONDENT"], "reference": reference}],
        "evidence": None,
    }
