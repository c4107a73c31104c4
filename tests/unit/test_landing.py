"""One immutable Parquet file a submission."""

import json
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from rapporteur.cycle import Cycle, load_cycle
from rapporteur.landing import SCHEMA, folder, land, path
from rapporteur.receipts import Received, received
from tests.support import COMPLETE, FORM, edited, place, reply


@pytest.fixture
def one(tiny: Cycle) -> Received:
    reply(tiny, "XAA", COMPLETE)
    return received(tiny)[0]


def test_a_file_holds_one_row_with_every_answer(tiny: Cycle, one: Received, tmp_path: Path) -> None:
    land(one, tiny.form, tmp_path)
    table = pq.read_table(path(tmp_path, one))
    assert table.schema.equals(SCHEMA)
    (row,) = table.to_pylist()
    assert row["submission"] == one.submission
    assert (row["respondent"], row["cycle"], row["form_id"]) == ("XAA", "tiny", "tiny")
    assert row["sections"] == ["about", "work", "frameworks"]
    cells = {(cell["question"], cell["row"]): cell for cell in row["cells"]}
    assert cells["law_on", 1]["date"] == date(2014, 7, 31)
    assert cells["law_year", 2]["obs_status"] == "O"
    assert cells["topics", None]["code"] == "finance other"
    assert cells["law_on", 2]["raw"] is None


def test_what_cannot_be_read_is_landed_with_the_reason(tiny: Cycle, tmp_path: Path) -> None:
    (tiny.inputs / "submissions").mkdir()
    (tiny.inputs / "submissions" / "letter.xlsx").write_bytes(b"Dear Sir or Madam")
    (one,) = received(tiny)
    land(one, tiny.form, tmp_path)
    (row,) = pq.read_table(path(tmp_path, one)).to_pylist()
    assert row["form_id"] is None
    assert row["cells"] == []
    assert [finding["code"] for finding in row["findings"]] == ["file_not_spreadsheet"]


def test_findings_keep_their_place_and_parameters(tiny: Cycle, tmp_path: Path) -> None:
    with edited(reply(tiny, "XAA", COMPLETE)) as workbook:
        found = place(workbook, "staff")
        found.sheet.cell(found.row, 1, "employees")
    (one,) = received(tiny)
    land(one, tiny.form, tmp_path)
    (finding,) = pq.read_table(path(tmp_path, one)).to_pylist()[0]["findings"]
    assert (finding["sheet"], finding["cell"]) == (found.sheet.title, f"A{found.row}")
    assert json.loads(finding["params"]) == {"name": "employees"}


def test_it_is_landed_once(tiny: Cycle, one: Received, tmp_path: Path) -> None:
    to = tmp_path / "landing"
    land(one, tiny.form, to)
    before = path(to, one).stat()
    land(one, tiny.form, to)
    assert path(to, one).stat() == before
    assert list(to.iterdir()) == [path(to, one)]


def test_another_form_has_another_folder(tiny: Cycle) -> None:
    before = folder(tiny)
    (tiny.inputs / "questionnaire.md").write_text(FORM + "\n", encoding="utf-8")
    assert folder(load_cycle(tiny.home, "tiny")) != before
