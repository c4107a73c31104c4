"""The command: what it prints, its exit codes, and that an error is a sentence."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from rapporteur import __version__
from rapporteur.cli.main import main
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.workbook_file import save
from tests.support import COMPLETE, FORM, cell, filled, read, reply, tiny_cycle, values


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """Run `rapporteur` with arguments, as the shell would; `home` is its RAPPORTEUR_HOME."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")

    def call(*arguments: str | Path, home: Path) -> Ended:
        monkeypatch.setenv("RAPPORTEUR_HOME", str(home))
        monkeypatch.setattr(sys, "argv", ["rapporteur", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = capsys.readouterr()
        return Ended(int(ended.value.code or 0), printed.out, printed.err)

    return call


def test_help_is_worth_reading(command: Command, tmp_path: Path) -> None:
    ended = command("--help", home=tmp_path)
    assert ended.code == 0
    for word in ("cycles", "questionnaire", "check", "run", "status", "trace", "Exit codes"):
        assert word in ended.out
    assert "2 an error" in " ".join(ended.out.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["run"],
        ["status"],
        ["trace"],
        ["cycles"],
        ["questionnaire", "build"],
        ["new"],
        ["check-cycle"],
    ],
)
def test_every_command_explains_itself(
    command: Command, tmp_path: Path, arguments: list[str]
) -> None:
    said = command(*arguments, "--help", home=tmp_path)
    assert said.code == 0
    assert "Usage: rapporteur" in said.out


def test_version(command: Command, tmp_path: Path) -> None:
    assert command("--version", home=tmp_path).out.strip() == __version__


def test_a_cycle_is_begun_checked_and_built(command: Command, tmp_path: Path) -> None:
    form, names = tmp_path / "form.md", tmp_path / "names.csv"
    form.write_text(FORM, encoding="utf-8")
    names.write_text("Name,Type\nA,government\nB,ngo\n", encoding="utf-8")
    begun = command("new", "first", "--form", form, "--roster", names, home=tmp_path)
    assert (begun.code, len(begun.out.splitlines())) == (0, 5)
    assert "rapporteur check-cycle first" in begun.out
    checked = command("check-cycle", "first", home=tmp_path)
    assert checked.code == 0
    assert checked.err.strip().startswith("0 errors, ")
    listed = json.loads(command("check-cycle", "first", "--json", home=tmp_path).out)
    assert {one["level"] for one in listed} == {"note"}
    assert command("questionnaire", "build", "first", home=tmp_path).code == 0
    previews = command("preview", "first", home=tmp_path).out.split()
    assert [Path(path).name for path in previews] == ["EXAMPLE.en.xlsx", "EXAMPLE.zh.xlsx"]
    tables = command("tables", "list", "first", home=tmp_path).out.splitlines()
    assert tables[1].split() == ["replies", "Replies", "to", "the", "questionnaire", "form"]
    ejected = command("tables", "eject", "first", "replies", home=tmp_path).out.split()
    assert [Path(path).name for path in ejected] == ["replies.sql", "replies.toml"]
    table, *others = json.loads(command("tables", "list", "first", "--json", home=tmp_path).out)
    assert table["from"].endswith("replies.toml")
    assert {other["from"] for other in others} == {"form"}
    names.write_text("Name,Type\nA,martian\n", encoding="utf-8")
    command("new", "second", "--form", form, "--roster", names, home=tmp_path)
    told = command("check-cycle", "second", home=tmp_path)
    assert told.code == 1
    assert "error  roster: The category “martian” is no choice" in told.out
    assert command("new", "third", "--from", "first", home=tmp_path).code == 0
    assert command("check-cycle", "third", home=tmp_path).code == 0


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "A cycle begins with a questionnaire or with the previous cycle."),
        (["--form", "a.md", "--from", "tiny"], "A cycle begins with a questionnaire or with"),
        (
            ["--from", "tiny", "--languages", "fr"],
            "languages and mandate are those of the previous",
        ),
        (["--form", "a.md", "--languages", "xx"], "There is no file a.md"),
        (["--from", "none"], "There is no cycle “none”"),
    ],
)
def test_a_cycle_that_cannot_be_begun_is_a_sentence(
    command: Command, tiny: Cycle, arguments: list[str], told: str
) -> None:
    ended = command("new", "first", *arguments, home=tiny.home)
    assert ended.code == 2
    assert told in ended.err
    assert not (tiny.home / "inputs" / "first").exists()


def test_an_unknown_cycle_cannot_be_checked(command: Command, tiny: Cycle) -> None:
    assert command("check-cycle", "none", home=tiny.home).code == 2


def test_a_broken_cycle_is_told_of_and_keeps_no_other_from_being_checked(
    command: Command, tiny: Cycle, tmp_path: Path
) -> None:
    broken = tiny.home / "inputs" / "another"
    broken.mkdir()
    (broken / "cycle.toml").write_text("id = ", encoding="utf-8")
    listed = command("cycles", home=tiny.home)
    assert listed.code == 0
    assert "tiny" in listed.out
    assert "is not valid TOML" in listed.err
    path = tmp_path / "reply.xlsx"
    save(filled(tiny, "XAA", COMPLETE), path)
    assert command("check", path, home=tiny.home).code == 0


def test_cycles(command: Command, ran: Cycle) -> None:
    assert "tiny" in command("cycles", home=ran.home).out
    (listed,) = json.loads(command("cycles", "--json", home=ran.home).out)
    assert (listed["id"], listed["deadline"]) == ("tiny", "2024-05-10")


def test_home_may_be_an_option(command: Command, ran: Cycle, tmp_path: Path) -> None:
    assert "tiny" in command("--home", ran.home, "cycles", home=tmp_path).out


def test_questionnaires_are_built(command: Command, tiny: Cycle) -> None:
    ended = command(
        "questionnaire", "build", "tiny", "--respondent", "XAA", "--respondent", "civil-a",
        home=tiny.home,
    )  # fmt: skip
    assert ended.code == 0
    folder = tiny.outputs / "questionnaires"
    assert {path.name for path in folder.iterdir()} == {"XAA.en.xlsx", "CIVIL-A.zh.xlsx"}
    assert "2 questionnaires" in ended.out
    assert read(tiny, folder / "XAA.en.xlsx").identity["respondent"] == "XAA"


def test_what_a_form_says_in_vain_is_told(command: Command, tmp_path: Path) -> None:
    form = FORM.replace("constraint_message::Chinese (zh)", "media::image")
    cycle = tiny_cycle(tmp_path, form=form)
    told = "questionnaire.md, rows 6, 7, 13, 20 of the survey sheet, column “media::image”"
    ended = command("questionnaire", "build", "tiny", "--respondent", "XAA", home=cycle.home)
    assert ended.code == 0
    assert told in ended.err
    found = command("doctor", home=cycle.home)
    assert f"warning  tiny: form: {told}" in found.out


def test_questionnaires_are_prefilled(command: Command, tiny: Cycle, tmp_path: Path) -> None:
    answers = tmp_path / "answers.csv"
    answers.write_text("respondent,question,row,value,note\nXAA,staff,,7,\n", encoding="utf-8")
    ended = command(
        "questionnaire", "build", "tiny", "--respondent", "XAA", "--language", "zh",
        "--prefill", answers, "--output", tmp_path / "made", "--notice", "A test",
        home=tiny.home,
    )  # fmt: skip
    assert ended.code == 0
    reading = read(tiny, tmp_path / "made" / "XAA.zh.xlsx")
    assert values(reading)["staff", None][1] == 7.0
    assert reading.identity["notice"] == "A test"


def test_check_ends_well_if_all_is_well(command: Command, tiny: Cycle, tmp_path: Path) -> None:
    path = tmp_path / "reply.xlsx"
    save(filled(tiny, "XAA", COMPLETE), path)
    ended = command("check", path, home=tiny.home)
    assert (ended.code, ended.out) == (0, "")
    assert "1 files, 0 findings" in ended.err


def test_check_says_what_must_be_mended(command: Command, tiny: Cycle, tmp_path: Path) -> None:
    path = tmp_path / "reply [final].xlsx"
    workbook = filled(tiny, "XAA", COMPLETE)
    cell(workbook, "staff").value = "many"
    place = cell(workbook, "staff").coordinate
    save(workbook, path)
    ended = command("check", path, home=tiny.home)
    assert ended.code == 1
    assert str(path) in ended.out
    assert f"!{place} ERROR “many” is not a whole number." in ended.out
    (finding,) = json.loads(command("check", "--json", path, home=tiny.home).out)
    assert (finding["code"], finding["question"]) == ("not_a_whole_number", "staff")
    assert "不是整数" in command("check", path, "--language", "zh", home=tiny.home).out


def test_check_does_not_mind_what_need_not_be_mended(
    command: Command, tiny: Cycle, tmp_path: Path
) -> None:
    path = tmp_path / "reply.xlsx"
    save(filled(tiny, "XAA", {**COMPLETE, "progress": "none"}), path)
    ended = command("check", path, home=tiny.home)
    assert ended.code == 0
    assert "WARNING" in ended.out


def test_a_run_names_what_it_published(command: Command, tiny: Cycle) -> None:
    reply(tiny, "XAA", COMPLETE, name="reply [bold]")
    ended = command("run", "tiny", home=tiny.home)
    assert ended.code == 0
    assert f"published {tiny.outputs / 'tables' / 'tiny.en.xlsx'}" in ended.out
    assert "The tables rest on 1 replies of 29 respondents asked." in ended.out
    assert "1 files received" in ended.err
    printed = json.loads(command("run", "tiny", "--json", home=tiny.home).out)
    assert printed["replies"] == 1
    assert "reply [bold].xlsx" in command("status", "tiny", home=tiny.home).out


def test_status(command: Command, ran: Cycle) -> None:
    shown = command("status", "tiny", home=ran.home).out
    assert "submissions/letter.pdf" in shown
    printed = json.loads(command("status", "tiny", "--json", home=ran.home).out)
    assert printed["replied"] == {"government": 2, "ngo": 1}
    assert "Not replied: 26 (rapporteur status tiny --state awaited)\n  XBA XBB" in shown
    assert "rapporteur check " in shown
    awaited = command("status", "tiny", "--state", "awaited", home=ran.home).out
    assert "Country XBA" in awaited
    assert "letter.pdf" not in awaited
    some = command("status", "tiny", "--category", "ngo", "--json", home=ran.home).out
    assert [one["respondent"] for one in json.loads(some)["submissions"]] == ["CIVIL-A"]


def test_trace(command: Command, ran: Cycle) -> None:
    shown = command("trace", "tiny", "laws", "XBA", home=ran.home).out
    assert "desk-research/XBA.xlsx" in shown
    printed = json.loads(command("trace", "tiny", "laws", "XBA", "--json", home=ran.home).out)
    assert printed["rows"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["run", "huge"], "There is no cycle “huge”"),
        (["status", "huge"], "There is no cycle “huge”"),
        (["check", "no such [file].xlsx"], "no such [file].xlsx is not a file."),
        (["questionnaire", "build", "tiny", "--respondent", "XZZ"], "“XZZ” is not on the roster"),
        (["questionnaire", "build", "tiny", "--language", "fr"], "is not available in “fr”"),
        (["questionnaire", "build", "tiny", "--prefill", "none.csv"], "none.csv cannot be read"),
        (["trace", "tiny", "no_such_table"], "no_such_table"),
        (["status"], "CYCLE"),
        (["publish"], "publish"),
    ],
)
def test_an_error_is_a_sentence_and_ends_with_2(
    command: Command, ran: Cycle, arguments: list[str], sentence: str
) -> None:
    ended = command(*arguments, home=ran.home)
    assert ended.code == 2
    assert sentence in ended.err
    assert "Traceback" not in ended.err


def test_a_disk_that_cannot_be_written_to_is_a_sentence(command: Command, tiny: Cycle) -> None:
    (tiny.home / "outputs").write_text("in the way of the folder", encoding="utf-8")
    ended = command("run", tiny.id, home=tiny.home)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err.startswith(f"{tiny.home}/outputs")
    assert "then run again: received files and earlier publications are intact" in " ".join(
        ended.err.split()
    )


def test_before_the_first_run_there_is_nothing_to_show(command: Command, tiny: Cycle) -> None:
    ended = command("status", "tiny", home=tiny.home)
    assert ended.code == 2
    assert "Run `rapporteur run tiny` first." in ended.err


def test_rules(command: Command, tiny: Cycle) -> None:
    shown = command("rules", "tiny", home=tiny.home)
    assert (shown.code, shown.err) == (0, "")
    assert "law_without_year" in shown.out
    listed = json.loads(command("rules", "tiny", "--json", "--language", "zh", home=tiny.home).out)
    (own,) = [rule for rule in listed if rule["code"] == "law_without_year"]
    assert own["message"] == "法律“{title}”未填年份。"
    assert (own["level"], own["severity"], own["entity"]) == (1, "WARNING", "FIELD")
    page = command("rules", "tiny", "--markdown", home=tiny.home).out
    assert page.startswith("# Rules\n")
