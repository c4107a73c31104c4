"""Questionnaires are validated without keeping anything."""

from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.evaluate.check_files import check
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.workbook_file import save
from tests.support import COMPLETE, CYCLE, cell, filled, tiny_cycle


def given(
    cycle: Cycle, path: Path, language: str = "en", code: str = "XAA", **wrong: object
) -> Path:
    workbook = filled(cycle, code, COMPLETE, language)
    for question, value in wrong.items():
        cell(workbook, question).value = value  # type: ignore[assignment]
    save(workbook, path)
    return path


def test_nothing_is_wrong_and_nothing_is_kept(tiny: Cycle, tmp_path: Path) -> None:
    path = given(tiny, tmp_path / "reply.xlsx")
    before = sorted(tmp_path.rglob("*"))
    assert list(check(tiny.home, [path])) == []
    assert sorted(tmp_path.rglob("*")) == before


def test_each_file_in_its_own_language_unless_another_is_asked(tiny: Cycle, tmp_path: Path) -> None:
    english = given(tiny, tmp_path / "en.xlsx", share=101)
    chinese = given(tiny, tmp_path / "zh.xlsx", "zh", code="XAB", staff="许多")
    letter = tmp_path / "letter.docx"
    letter.write_bytes(b"Dear Sir or Madam")
    found = {one.file: one for one in check(tiny.home, [english, chinese, letter])
             if one.severity != "INFO"}  # fmt: skip
    assert found[str(english)].remedy == "From 0 to 100."
    assert found[str(chinese)].message == "“许多”不是整数。"
    assert found[str(letter)].code == "file_not_spreadsheet"
    (one,) = check(tiny.home, [english], "zh")
    assert one.remedy == "0至100。"


def test_a_file_is_judged_by_the_cycle_that_it_names(tiny: Cycle, tmp_path: Path) -> None:
    other = tiny_cycle(tmp_path / "elsewhere", toml=CYCLE)
    toml = (tiny.inputs / "cycle.toml").read_text(encoding="utf-8")
    another = tiny.home / "inputs" / "another"
    tiny.inputs.rename(another)
    (another / "cycle.toml").write_text(toml.replace('"tiny"', '"another"'), encoding="utf-8")
    path = given(other, tmp_path / "reply.xlsx")
    assert [one.code for one in check(tiny.home, [path])] == ["other_cycle"]
    other.inputs.rename(tiny.home / "inputs" / "tiny")
    # It is of that cycle, and signed by another installation.
    assert [one.code for one in check(tiny.home, [path])] == ["signature_wrong"]


def test_what_cannot_be_checked_is_said(tiny: Cycle, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a file"):
        list(check(tiny.home, [tmp_path / "none.xlsx"]))
    with pytest.raises(UserError, match="There are no cycles"):
        list(check(tmp_path / "nowhere", []))
    with pytest.raises(UserError, match="has no messages in “xx”"):
        list(check(tiny.home, [], "xx"))
