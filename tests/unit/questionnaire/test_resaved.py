"""The questionnaire after LibreOffice has saved it, as many of them come back."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from rapporteur.cycle import Cycle
from rapporteur.questionnaire import Prefill, build, write
from rapporteur.questionnaire.validation import validation_formula

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)

Given = str | int | float


def convert(path: Path, target: str) -> Path:
    """Save `path` anew in the format `target`, in a folder beside it."""
    folder = path.parent / f"as-{target}"
    profile = path.parent / "profile"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless",
         "--convert-to", target, "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return folder / f"{path.stem}.{target}"


@pytest.fixture
def filled(cycle: Cycle, known: list[Prefill], tmp_path: Path) -> Path:
    path = tmp_path / "AAA.xlsx"
    write(build(cycle, cycle.roster.respondents["AAA"], "en", known), path)
    return path


@pytest.mark.parametrize("target", ["ods", "xls"])
def test_markers_answers_and_hidden_sheets_survive(filled: Path, target: str) -> None:
    before = CalamineWorkbook.from_path(str(filled))
    after = CalamineWorkbook.from_path(str(convert(filled, target)))
    assert after.sheet_names == before.sheet_names
    hidden = [m.name for m in after.sheets_metadata if m.visible == SheetVisibleEnum.Hidden]
    assert hidden == ["lists", "rapporteur"]
    for name in before.sheet_names[1:]:
        old, new = (
            list(book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for book in (before, after)
        )
        assert [r[0] for r in new][: len(old)] == [r[0] for r in old]
        assert {v for r in new for v in r} == {v for r in old for v in r}


def test_validations_tables_and_protection_survive(filled: Path) -> None:
    back = load_workbook(convert(convert(filled, "ods"), "xlsx"))
    sheet = back.worksheets[2]
    assert set(sheet.tables) == {"laws", "figures"}
    assert sheet.column_dimensions["A"].hidden
    assert sheet.protection.sheet
    rules = sheet.data_validations.dataValidation
    assert "choices_level" in {rule.formula1 for rule in rules}
    assert any(rule.type == "custom" and "amnx" in rule.formula1 for rule in rules)


@pytest.mark.parametrize(
    ("kind", "accepted", "refused"),
    [
        ("integer", [0, -3, 2023, "a", "M", " x "], [2.5, "am", "?", "2023 AD", "z"]),
        ("decimal", [2.5, 7, "n"], ["2,5 per cent", "b"]),
        ("date", [45000, "m"], [-1, "soon", 3_000_000]),
    ],
)
def test_validations_take_values_and_missing_value_codes(
    tmp_path: Path, kind: str, accepted: list[Given], refused: list[Given]
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row, value in enumerate([*accepted, *refused], start=1):
        sheet.cell(row, 1, value)
        sheet.cell(row, 2, f"={validation_formula(kind, f'A{row}')}")
    path = tmp_path / f"{kind}.xlsx"
    book.save(path)
    with convert(path, "csv").open(encoding="utf-8") as stream:
        verdicts = [line[1] for line in csv.reader(stream)]
    assert verdicts == ["TRUE"] * len(accepted) + ["FALSE"] * len(refused)
