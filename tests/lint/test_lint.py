"""What the linter says, how it groups, and what it says of a file that it cannot open."""

import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rapporteur.cli.lint import app
from rapporteur.kernel import sandbox
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.sandbox import Bounds
from rapporteur.lint import linter
from rapporteur.lint.catalogue import Profile, catalogue, markdown
from rapporteur.lint.colours import contrast
from rapporteur.lint.find_tables import guess_tables
from rapporteur.lint.linter import lint
from rapporteur.lint.open_book import open_book
from rapporteur.lint.report import lines
from tests.lint.workbooks import good, patched, written
from tests.support import ROOT


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.xlsx", b"", "is empty"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more", "the old format .xls"),
        ("a.xlsx", b"a;b;c", "is no .xlsx workbook"),
        ("a.xlsx", b"PK\x03\x04 cut off", "cannot be read as a workbook"),
    ],
)
def test_what_cannot_be_opened_is_told_in_a_sentence(
    name: str, content: bytes, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError, match=sentence):
        lint(path)


def test_a_missing_file_a_folder_and_another_archive(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="does not exist"):
        lint(tmp_path / "none.xlsx")
    with pytest.raises(UserError, match="is a folder"):
        lint(tmp_path)
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(UserError, match=r"no \.xlsx workbook"):
        lint(tmp_path / "other.xlsx")


def test_a_hostile_file_is_refused(tmp_path: Path) -> None:
    path = written(good(), tmp_path / "bomb.xlsx")
    patched(path, "xl/styles.xml", "^", '<!DOCTYPE x [<!ENTITY a "aaaa">]>')
    with pytest.raises(UserError, match="document type"):
        lint(path)
    path = written(good(), tmp_path / "large.xlsx")
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/large.bin", b"\0" * (129 * 2**20))
    with pytest.raises(UserError, match="too large"):
        lint(path)


def test_a_file_that_takes_too_much_is_refused_and_the_others_are_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(good(), tmp_path / "a.xlsx")
    assert linter.lint_foreign(path) == lint(path)
    monkeypatch.setattr(linter, "BOUNDS", Bounds())
    monkeypatch.setattr(sandbox, "_PATIENCE", 0.0)
    done = CliRunner().invoke(app, [str(path), str(tmp_path / "none.xlsx")])
    assert done.exit_code == 2
    assert "a.xlsx takes more than 5 seconds" in done.stderr
    assert "files: 2" in done.stderr


def test_a_stray_cell_at_the_end_of_the_sheet_costs_nothing(tmp_path: Path) -> None:
    book = good()
    book["Cover"]["XFD1048576"].number_format = "0.00"
    assert lint(written(book, tmp_path / "book.xlsx")) == []


@pytest.mark.parametrize(
    ("name", "creator", "profile"),
    [
        ("a.xlsx", "An office", Profile.ACCESSIBLE),
        ("a.xlsx", "rapporteur", Profile.UN),
        ("a.accessible.xlsx", "rapporteur", Profile.ACCESSIBLE),
    ],
)
def test_the_profile_is_found(name: str, creator: str, profile: Profile, tmp_path: Path) -> None:
    book = good()
    book.properties.creator = creator
    path = written(book, tmp_path / name)
    assert open_book(path).profile is profile
    assert open_book(path, Profile.UN).profile is Profile.UN


def test_findings_of_a_kind_are_told_together(tmp_path: Path) -> None:
    book = good()
    for row in (3, 4, 6):
        book["Regions"].cell(row, 3).value = None
    book["Regions"].title = "The regions"
    path = written(book, tmp_path / "book.xlsx")
    problems = [problem for problem in lint(path) if problem.rule == "empty-cell"]
    assert [problem.where for problem in problems] == [f"'The regions'!C{row}" for row in (3, 4, 6)]
    (line,) = lines(problems)
    assert line.startswith(f"{path}: 'The regions'!C3 WARNING empty-cell A cell of the table")
    assert line.endswith("(and 2 more on this sheet)")


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [("000000", "FFFFFF", 21.0), ("767676", "FFFFFF", 4.54), ("FF0000", "FFFFFF", 4.0)],
)
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.005)
    assert contrast(second, first) == contrast(first, second)


def test_tables_that_nobody_marked_up_are_guessed() -> None:
    table = [(3, 1), (3, 2), (4, 1), (4, 2), (6, 1), (6, 2)]  # with a blank row
    other = [(9, 1), (9, 2), (10, 1), (10, 2)]  # below a line of text
    filled = {at: at[1] == 2 and at[0] not in (3, 9) for at in [(1, 1), *table, (8, 1), *other]}
    assert [box.ref for box in guess_tables(filled)] == ["A3:B6", "A9:B10"]
    assert all(box.numbers for box in guess_tables(filled))


def test_every_rule_names_its_sources() -> None:
    for rule in catalogue().values():
        assert rule.sources, rule.id
        assert all(source.url.startswith(("https://", "http://")) for source in rule.sources)
        assert rule.message.endswith((".", "”."))
        assert rule.remedy.endswith(".")


def test_the_page_of_rules_is_current() -> None:
    page = (ROOT / "docs" / "lint.md").read_text(encoding="utf-8")
    assert page == markdown(), "run `make docs`"


def test_the_command_ends_as_it_is_told(tmp_path: Path) -> None:
    run = CliRunner()
    path = written(good(), tmp_path / "good.xlsx")
    ended = run.invoke(app, [str(path)])
    assert (ended.exit_code, ended.stdout) == (0, "")
    assert ended.stderr == "files: 1, blockers: 0, errors: 0, warnings: 0, advice: 0\n"
    book = good()
    book.properties.title = None
    bad = written(book, tmp_path / "bad.xlsx")
    ended = run.invoke(app, [str(path), str(bad)])
    assert ended.exit_code == 1
    assert ended.stdout.startswith(f"{bad}: ERROR document-title The file has no title")
    ended = run.invoke(app, [str(tmp_path / "none.xlsx"), str(bad), "--json"])
    assert ended.exit_code == 2
    assert "none.xlsx does not exist" in ended.stderr
    (problem,) = json.loads(ended.stdout)
    assert problem["rule"] == "document-title"
    assert problem["sources"][0]["url"].startswith("https://")


def test_the_command_lists_the_rules() -> None:
    run = CliRunner()
    printed = run.invoke(app, ["--rules"]).stdout
    assert all(f" {rule}" in printed for rule in catalogue())
    assert run.invoke(app, ["--rules", "--markdown"]).stdout == markdown()
    assert len(json.loads(run.invoke(app, ["--rules", "--json"]).stdout)) == len(catalogue())
    assert isinstance(run.invoke(app, []).exception, UserError)
