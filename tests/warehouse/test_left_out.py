"""What is received and not in the tables is told, each with a command that changes it."""

import shlex

import pytest
from typer.testing import CliRunner

from rapporteur.cli.main import app
from rapporteur.collect.land_cycle import collect
from rapporteur.design.cycle import Cycle
from rapporteur.warehouse.build import build
from rapporteur.warehouse.left_out import LeftOut, lines
from rapporteur.warehouse.status import status
from tests.process.test_decisions import IN_TIME, register
from tests.support import COMPLETE, cell, edited, forget, reply, tiny_cycle

LATE = "2024-07-01T00:00:00+00:00"


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    """Five files: in order, late, unverified, blocked, and one that awaits a correction."""
    cycle = tiny_cycle(tmp_path_factory.mktemp("left-out"), toml=IN_TIME)
    reply(cycle, "XAA", COMPLETE, name="in order")
    reply(cycle, "XAB", COMPLETE, name="late [1]")
    with edited(reply(cycle, "XBA", COMPLETE, name="unknown")) as workbook:
        for row in workbook["rapporteur"].iter_rows():
            for one in row:
                if one.value == "XBA":
                    one.value = "XZZ"
        cell(workbook, "respondent").value = "XZZ"
    with edited(reply(cycle, "XBC", COMPLETE, name="to correct")) as workbook:
        cell(workbook, "law_year", 1).value = "long ago"
        cell(workbook, "staff").value = "many"
    (cycle.inputs / "submissions" / "scan.pdf").write_bytes(b"%PDF-1.7")
    names = ("in order", "unknown", "to correct")
    register(cycle, {**dict.fromkeys(names, "2024-05-01T00:00:00+00:00"), "late [1]": LATE})
    build(cycle, collect(cycle))
    return cycle


@pytest.fixture(scope="module")
def told(cycle: Cycle) -> dict[str, LeftOut]:
    """What is told of each file, by the name of the file."""
    return {entry.file.rpartition("/")[2]: entry for entry in status(cycle).left_out}


def test_each_file_is_told_of_with_why(told: dict[str, LeftOut]) -> None:
    assert {name: (entry.state, entry.respondent) for name, entry in told.items()} == {
        "late [1].xlsx": ("late", "XAB"),
        "scan.pdf": ("blocked", None),
        "unknown.xlsx": ("unverified", "XZZ"),
        "to correct.xlsx": ("correction requested", "XBC"),
    }
    assert told["late [1].xlsx"].why == "received after the cut-off, 2024-06-28"
    assert "does not fit what its hidden sheet states of the respondent (XZZ)" in (
        told["unknown.xlsx"].why
    )
    assert " assign " in told["unknown.xlsx"].command
    assert told["scan.pdf"].why.endswith("needed; the check says what to ask for.")
    assert told["to correct.xlsx"].why.startswith("2 errors, the first at 2 Work!")
    assert "(Staff): “many” is not a whole number." in told["to correct.xlsx"].why


def test_the_lines_end_with_what_applies_a_decision(told: dict[str, LeftOut]) -> None:
    shown = list(lines("tiny", list(told.values())))
    late = told["late [1].xlsx"]
    assert shown[0] == "Not in the tables, each with the command that changes it:"
    assert shown[1].startswith("  unverified: submissions/unknown.xlsx (XZZ): The signature of")
    assert shown[3] == (
        "  late: submissions/late [1].xlsx (XAB): received after the cut-off, 2024-06-28"
    )
    assert shown[4].strip() == (f'rapporteur decide tiny admit {late.submission} --reason "…"')
    assert shown[-1] == "After a decision or a new file: rapporteur run tiny"
    assert list(lines("tiny", [])) == []


def test_of_many_files_some_are_shown_and_the_rest_are_counted(told: dict[str, LeftOut]) -> None:
    shown = list(lines("tiny", [told["to correct.xlsx"]] * 13))
    assert sum("to correct.xlsx" in line for line in shown) == 10
    assert shown[-3:-1] == [
        "  awaiting correction: 3 more",
        "      rapporteur status tiny --state correction-requested",
    ]


def test_the_commands_change_it(cycle: Cycle, told: dict[str, LeftOut]) -> None:
    values = {"unknown.xlsx": "XBA", "to correct.xlsx": "7"}
    for name, entry in told.items():
        words = shlex.split(entry.command)
        assert words.pop(0) == "rapporteur"
        if "--value" in words:
            words[words.index("--value") + 1] = values[name]
        done = CliRunner().invoke(app, ["--home", str(cycle.home), *words])
        # The check of a file that needs another one in its place says so by its exit code.
        assert done.exit_code == (1 if words[0] == "check" else 0), (words, done.output)
    build(cycle, collect(cycle))
    after = {entry.file.rpartition("/")[2]: entry for entry in status(cycle).left_out}
    forget(cycle.inputs / "decisions.csv")
    assert after.keys() == {"scan.pdf", "to correct.xlsx"}
    assert "--question law_year --row 1" in after["to correct.xlsx"].command
    assert status(cycle).replies == 4
