"""A workbook of translations comes from outside: it is read within bounds."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.translate.returned import read_returned
from tests.translate.sheets import review


def test_a_workbook_that_takes_too_much_is_refused(tiny: Cycle) -> None:
    path = tiny.home / "far.xlsx"
    workbook = Workbook()
    for place in ("A1", "XFD1048576"):
        workbook.worksheets[0][place] = "x"
    workbook.save(path)
    with pytest.raises(UserError, match="more time or memory than is allowed"):
        read_returned(tiny, path)


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"", "as a spreadsheet"), (b"PK\x03\x04", "as a spreadsheet")]
)
def test_what_is_no_workbook_is_told_in_a_sentence(
    tiny: Cycle, tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "no workbook.xlsx"
    path.write_bytes(content)
    with pytest.raises(UserError, match=sentence):
        read_returned(tiny, path)


def test_the_rows_come_through_as_they_are(tiny: Cycle) -> None:
    returned = read_returned(tiny, review(tiny, "zh"))
    assert (returned.kind, returned.language) == ("review", "zh")
    row = next(row for row in returned.rows if row.cells["key"] == "questionnaire/unit/label")
    assert row.cells["now"] == "填报单位"
    assert row.place("now").startswith(f"{row.sheet}!")
