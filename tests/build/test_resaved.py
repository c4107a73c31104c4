"""The questionnaire after LibreOffice has saved it, as many of them come back."""

import csv
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from rapporteur.build import Prefill, build
from rapporteur.build.validation import validation_formula
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.workbook_file import save
from tests.support import Convert

CellValue = str | int | float


@pytest.fixture
def filled(cycle: Cycle, prefill: list[Prefill], tmp_path: Path) -> Path:
    path = tmp_path / "AAA.xlsx"
    save(build(cycle, cycle.roster.respondents["AAA"], "en", prefill), path)
    return path


@pytest.mark.parametrize("target", ["ods", "xls"])
def test_markers_answers_and_hidden_sheets_survive(
    filled: Path, libreoffice: Convert, target: str
) -> None:
    before = CalamineWorkbook.from_path(str(filled))
    after = CalamineWorkbook.from_path(str(libreoffice(filled, target)))
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


def test_validations_tables_and_protection_survive(filled: Path, libreoffice: Convert) -> None:
    back = load_workbook(libreoffice(libreoffice(filled, "ods"), "xlsx"))
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
    tmp_path: Path,
    libreoffice: Convert,
    kind: str,
    accepted: list[CellValue],
    refused: list[CellValue],
) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for row, value in enumerate([*accepted, *refused], start=1):
        sheet.cell(row, 1, value)
        sheet.cell(row, 2, f"={validation_formula(kind, f'A{row}')}")
    path = tmp_path / f"{kind}.xlsx"
    book.save(path)
    with libreoffice(path, "csv").open(encoding="utf-8") as stream:
        verdicts = [line[1] for line in csv.reader(stream)]
    assert verdicts == ["TRUE"] * len(accepted) + ["FALSE"] * len(refused)
