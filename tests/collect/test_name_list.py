"""Lists of those who are asked, as offices keep them."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from rapporteur.collect.name_list import read_name_list
from rapporteur.kernel.errors import UserError


def sheet(path: Path, *rows: tuple[str | float | None, ...]) -> Path:
    workbook = Workbook()
    for row in rows:
        workbook.worksheets[0].append(row)
    workbook.save(path)
    return path


def test_a_spreadsheet_with_a_title_above_its_headings(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "names.xlsx",
        ("Partners of the network, as of spring",),
        (),
        ("No", "Organization", "E-mail address", "Type", "Budget 2024"),
        (1, "North  unit", "n@example.org", "field", 12.5),
        (None, None, None, None, None),
        (2, "South unit", None, "head", None),
    )
    listed = read_name_list(path)
    assert [one.place for one in listed] == ["names.xlsx, row 4", "names.xlsx, row 6"]
    assert dict(listed[0].cells) == {
        "name": "North unit", "email": "n@example.org", "category": "field",
        "no": "1", "budget_2024": "12.5",
    }  # fmt: skip
    assert listed[1].cells["email"] == ""


@pytest.mark.parametrize(
    ("headings", "columns"),
    [
        ("Sigle;Organisme;Catégorie;Langue;Courriel", "code name category language email"),
        ("代码,名称,类别,语言,电子邮件", "code name category language email"),
        ("الرمز,الاسم,الفئة,اللغة,البريد الإلكتروني", "code name category language email"),
        ("Код,Название,Категория,Язык,Эл. почта", "code name category language email"),
        ("CODE,Name_EN,Country,order,Order,地区", "code name name_en order_2 order_3 column_6"),
        ("Country,Name", "name country"),
    ],
)  # fmt: skip
def test_headings_are_known_in_six_languages(tmp_path: Path, headings: str, columns: str) -> None:
    path = tmp_path / "names.csv"
    separator = ";" if ";" in headings else ","
    cells = separator.join("abcdefg"[: headings.count(separator) + 1])
    path.write_text(f"{headings}\n{cells}\n", encoding="utf-8")
    (one,) = read_name_list(path)
    assert sorted(one.cells) == sorted(columns.split())
    assert one.place == "names.csv, line 2"


def test_what_is_no_list_is_refused_in_a_sentence(tmp_path: Path) -> None:
    empty, binary, other = (tmp_path / name for name in ("a.xlsx", "b.xlsx", "c.csv"))
    empty.write_bytes(b"")
    binary.write_bytes(bytes(range(256)) * 8)
    other.write_text("colour,size\nred,4\n", encoding="utf-8")
    folder = tmp_path / "folder.xlsx"
    folder.mkdir()
    for path, told in (
        (empty, "cannot be read as a spreadsheet"),
        (binary, "cannot be read as a spreadsheet"),
        (other, "has no column of names or codes"),
        (folder, "Is a directory"),
        (tmp_path / "none.xlsx", "No such file"),
        (tmp_path / "none.csv", "No such file"),
    ):
        with pytest.raises(UserError, match=told):
            read_name_list(path)
