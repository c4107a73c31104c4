"""The commands about versions, as the shell calls them."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rapporteur.cli.main import app
from rapporteur.collect.receipts import received
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.releases import versions
from rapporteur.evaluate.rebuild import verify
from rapporteur.kernel.errors import UserError
from rapporteur.pipeline import run
from rapporteur.warehouse import basis
from tests.support import COMPLETE, reply


@pytest.fixture
def done(ran: Cycle, tmp_path: Path) -> Cycle:
    """The tiny cycle after a run, in another home."""
    shutil.copytree(ran.home, tmp_path / "home", symlinks=True)
    return load_cycle(tmp_path / "home", "tiny")


def call(cycle: Cycle, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--home", str(cycle.home), *arguments])


def test_versions_are_listed_and_named(done: Cycle) -> None:
    said = call(done, "versions", "tag", "tiny", "draft-1")
    assert said.output == "version 1 is draft-1\n"
    (line,) = call(done, "versions", "list", "tiny").output.splitlines()
    assert line.startswith("* 1  ")
    assert line.endswith("Z  draft-1  3 replies  changed: laws")
    (one,) = json.loads(call(done, "versions", "list", "tiny", "--json").output)
    assert (one["number"], one["tag"], one["replies"], one["current"]) == (1, "draft-1", 3, True)
    assert isinstance(call(done, "versions", "tag", "tiny", "other").exception, UserError)
    assert call(done, "versions", "tag", "tiny", "other", "--force").exit_code == 0


def test_a_restored_version_stays_until_the_inputs_change(done: Cycle) -> None:
    laws = done.outputs / "tables" / "csv" / "laws.csv"
    first = laws.read_bytes()
    reply(done, "XBC", COMPLETE)
    run(done)
    second = laws.read_bytes()
    assert second != first
    said = call(done, "versions", "restore", "tiny", "1")
    assert said.output == "version 3 is published, as 1 was\n"
    assert laws.read_bytes() == first
    again = load_cycle(done.home, "tiny")
    assert basis.is_current(again, basis.fingerprint(again, received(again))), "a run would undo it"
    assert verify(again) is None, "the night would find it different"
    run(again)
    assert laws.read_bytes() == first
    assert call(done, "versions", "restore", "tiny", "2").exit_code == 0
    assert laws.read_bytes() == second
    assert [one.number for one in versions.versions(done)] == [1, 2, 3, 4]


def test_a_comparison_is_printed_and_written(done: Cycle) -> None:
    said = call(done, "compare", "tiny", "--since", "1")
    assert said.exit_code == 0
    assert said.stdout.startswith("# Changes in the tables since version 1\n")
    assert said.stderr.splitlines() == [
        str(done.outputs / "changes" / f"tiny.en.since-1.{kind}") for kind in ("xlsx", "md")
    ]
    assert call(done, "compare", "tiny", "--since", "1", "--language", "ru").exit_code == 0
    for wrong in (["--since", "7"], ["--since", "1", "--language", "xx"]):
        assert isinstance(call(done, "compare", "tiny", *wrong).exception, UserError)
