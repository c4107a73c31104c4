"""The cycle sse-next: begun from a79-sse, with its replies as known answers, and open."""

import csv
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rapporteur.build import build_all
from rapporteur.build.prefill import known_answers
from rapporteur.collect.land_cycle import collect
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.publication import Publication
from rapporteur.pipeline import disseminate
from rapporteur.warehouse import build as warehouse
from rapporteur.warehouse.former_answers import former_answers
from tests.support import ROOT

CODE = "FRA"


@pytest.fixture(scope="module")
def following(sample: Cycle, tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """The cycle beside a79-sse after its run, with one reply: the known answers, sent back."""
    home = tmp_path_factory.mktemp("following")
    for name in ("sql", "expectations"):
        (home / name).symlink_to(ROOT / name)
    (home / "inputs").mkdir()
    (home / "inputs" / "a79-sse").symlink_to(ROOT / "inputs" / "a79-sse")
    shutil.copytree(ROOT / "inputs" / "sse-next", home / "inputs" / "sse-next")
    (home / "outputs").mkdir()
    (home / "outputs" / "a79-sse").symlink_to(sample.outputs)
    cycle = load_cycle(home, "sse-next")
    answers, left_out = known_answers(former_answers(sample), cycle.form, cycle.roster)
    assert left_out == []
    assert len(answers) == 34
    asked = [cycle.roster.respondents[CODE]]
    build_all(cycle, asked, cycle.inputs / "submissions", prefill=answers)
    result = disseminate(_built(cycle))
    assert result.status.replies == 1
    return cycle


def _built(cycle: Cycle) -> Publication:
    warehouse.build(cycle, collect(cycle))
    return Publication(cycle)


def rows(cycle: Cycle, table: str) -> list[dict[str, str]]:
    """The rows of a respondent in a published table, without their evidence."""
    path: Path = cycle.outputs / "tables" / "csv" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        found = [row for row in csv.DictReader(stream) if row["respondent"] == CODE]
    return [{name: text for name, text in row.items() if name != "evidence"} for row in found]


@pytest.mark.parametrize("table", ["framework_laws", "coordination"])
def test_what_was_known_is_published_again(sample: Cycle, following: Cycle, table: str) -> None:
    replied = [row for row in rows(sample, table) if row.get("basis", "reply") == "reply"]
    assert rows(following, table) == replied
    assert replied


def test_it_is_open_and_was_begun_from_a79_sse(sample: Cycle) -> None:
    cycle = load_cycle(ROOT, "sse-next")
    stated = cycle.definition
    assert stated.opens_on <= datetime(2026, 1, 1, tzinfo=UTC).date()
    assert (stated.deadline.year, stated.previous) == (2035, "a79-sse")
    assert cycle.form.fingerprint == sample.form.fingerprint
    assert cycle.sql == load_cycle(ROOT, "a79-sse").sql
