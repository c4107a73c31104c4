"""The answers of the previous cycle in the next questionnaire."""

from datetime import date
from pathlib import Path

import pytest

from rapporteur.build import build_all
from rapporteur.build.prefill import known_answers
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.kernel.errors import UserError
from rapporteur.operate.new_cycle import next_cycle
from rapporteur.pipeline import run
from rapporteur.warehouse.former_answers import former_answers
from tests.support import COMPLETE, reply


def test_a_reply_comes_back_in_the_next_questionnaire(tiny: Cycle, tmp_path: Path) -> None:
    reply(tiny, "XAA", COMPLETE)
    run(tiny)
    next_cycle(tiny.home, "next", "tiny", date(2025, 1, 1))
    following = load_cycle(tiny.home, "next")
    answers, left_out = known_answers(former_answers(tiny), following.form, following.roster)
    assert left_out == []
    assert set(answers) == {"XAA"}
    filled = {(one.question, one.row): one.value for one in answers["XAA"]}
    singles = {name: value for name, value in COMPLETE.items() if isinstance(value, str)}
    assert {name: value for (name, row), value in filled.items() if row is None} == singles
    assert filled["law_title", 1] == "Cooperatives Act"
    assert filled["law_on", 1] == "2014-07-31"
    assert filled["law_budget", 1] == "1000.5"
    assert filled["law_year", 2] == "m"
    build_all(following, [following.roster.respondents["XAA"]], tmp_path, prefill=answers)
    (workbook,) = tmp_path.glob("*.xlsx")
    (following.inputs / "submissions" / "XAA.xlsx").write_bytes(workbook.read_bytes())
    run(following)
    again, _ = known_answers(former_answers(following), following.form, following.roster)
    assert {(one.question, one.row, one.value) for one in again["XAA"]} == {
        (one.question, one.row, one.value) for one in answers["XAA"]
    }


def test_what_the_form_no_longer_asks_is_told(tiny: Cycle) -> None:
    reply(tiny, "XAA", COMPLETE)
    run(tiny)
    next_cycle(tiny.home, "next", "tiny", date(2025, 1, 1))
    form = tiny.home / "inputs" / "next" / "questionnaire.md"
    text = form.read_text("utf-8")
    form.write_text(text.replace("| remarks |", "| comments |"), "utf-8")
    following = load_cycle(tiny.home, "next")
    answers, left_out = known_answers(former_answers(tiny), following.form, following.roster)
    (problem,) = left_out
    assert "“remarks” is not a question of the form" in problem
    assert "remarks" not in {one.question for one in answers["XAA"]}


def test_a_cycle_that_never_ran_has_none(tiny: Cycle) -> None:
    with pytest.raises(UserError):
        list(former_answers(tiny))
