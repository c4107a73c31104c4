"""An immutable Parquet file for each submission."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from rapporteur.collect.land_cycle import land_new, landed
from rapporteur.collect.landing import FORMAT, SCHEMA, folder, is_landed, land, path
from rapporteur.collect.receipts import Received, received
from rapporteur.design.cycle import Cycle, load_cycle
from tests.support import COMPLETE, FORM, edited, place, reply


@pytest.fixture
def received_file(tiny: Cycle) -> Received:
    reply(tiny, "XAA", COMPLETE)
    return received(tiny)[0]


def test_a_file_holds_one_row_with_every_answer(
    tiny: Cycle, received_file: Received, tmp_path: Path
) -> None:
    land(received_file, tiny.form, tmp_path)
    table = pq.read_table(path(tmp_path, received_file))
    assert table.schema.equals(SCHEMA)
    (row,) = table.to_pylist()
    assert row["submission"] == received_file.submission
    assert (row["respondent"], row["cycle"], row["form_id"]) == ("XAA", "tiny", "tiny")
    assert row["sections"] == ["about", "work", "frameworks"]
    cells = {(cell["question"], cell["row"]): cell for cell in row["cells"]}
    assert cells["law_on", 1]["date"] == date(2014, 7, 31)
    assert cells["law_year", 2]["obs_status"] == "O"
    assert cells["topics", None]["code"] == "finance other"
    assert cells["law_on", 2]["raw"] is None


def test_an_unreadable_file_is_landed_with_a_finding(tiny: Cycle, tmp_path: Path) -> None:
    (tiny.inputs / "submissions").mkdir()
    (tiny.inputs / "submissions" / "letter.xlsx").write_bytes(b"Dear Sir or Madam")
    (received_file,) = received(tiny)
    land(received_file, tiny.form, tmp_path)
    (row,) = pq.read_table(path(tmp_path, received_file)).to_pylist()
    assert row["form_id"] is None
    assert row["cells"] == []
    assert [finding["code"] for finding in row["findings"]] == ["file_not_spreadsheet"]


def test_findings_keep_their_place_and_parameters(tiny: Cycle, tmp_path: Path) -> None:
    with edited(reply(tiny, "XAA", COMPLETE)) as workbook:
        staff = place(workbook, "staff")
        staff.sheet.cell(staff.row, 1, "employees")
    (received_file,) = received(tiny)
    land(received_file, tiny.form, tmp_path)
    findings = pq.read_table(path(tmp_path, received_file)).to_pylist()[0]["findings"]
    (finding,) = [one for one in findings if one["code"] == "question_unknown"]
    assert (finding["sheet"], finding["cell"]) == (staff.sheet.title, f"A{staff.row}")
    assert json.loads(finding["params"]) == {"name": "employees"}


def test_a_file_is_landed_once(tiny: Cycle, received_file: Received, tmp_path: Path) -> None:
    to = tmp_path / "landing"
    land(received_file, tiny.form, to)
    before = path(to, received_file).stat()
    land(received_file, tiny.form, to)
    assert path(to, received_file).stat() == before
    assert list(to.iterdir()) == [path(to, received_file)]


def test_another_form_has_another_folder(tiny: Cycle) -> None:
    before = folder(tiny)
    (tiny.inputs / "questionnaire.md").write_text(FORM + "\n", encoding="utf-8")
    assert folder(load_cycle(tiny.home, "tiny")) != before


def test_the_metadata_has_the_format_and_the_mark(tiny: Cycle, received_file: Received) -> None:
    land(received_file, tiny.form, folder(tiny))
    metadata = pq.read_schema(path(folder(tiny), received_file)).metadata
    assert metadata[b"rapporteur.format"] == FORMAT.encode()
    assert (
        metadata[b"rapporteur.mark"].decode() == f"{folder(tiny).name}/{received_file.submission}"
    )


def _of_another_format(file: Path) -> None:
    table = pq.read_table(file)
    pq.write_table(table.replace_schema_metadata({"rapporteur.format": "1"}), file)


def _renamed_by_hand(file: Path) -> None:
    mark = pq.read_schema(file).metadata[b"rapporteur.mark"].decode()
    other = mark.replace(file.stem, "0" * 12)
    pq.write_table(pq.read_table(file).replace_schema_metadata({"rapporteur.mark": other}), file)


def _without_its_end(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def _without_its_beginning(file: Path) -> None:
    file.write_bytes(file.read_bytes()[-6:])


@pytest.mark.parametrize(
    "spoil",
    [
        _of_another_format,
        _renamed_by_hand,
        _without_its_end,
        _without_its_beginning,
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(b"no Parquet" * 5000),
    ],
    ids=["format", "renamed", "cut off", "a tail", "empty", "other bytes"],
)
def test_a_damaged_landing_file_is_written_again(
    tiny: Cycle, received_file: Received, spoil: Callable[[Path], object]
) -> None:
    """A landing file is derived from the received bytes, so nothing is lost."""
    land_new(tiny, [received_file])
    file = path(folder(tiny), received_file)
    whole = file.read_bytes()
    spoil(file)
    assert landed(tiny) == []
    land_new(tiny, [received_file])
    assert file.read_bytes() == whole
    assert landed(tiny) == [received_file]


def test_a_copied_folder_of_another_form_is_not_taken(tiny: Cycle, received_file: Received) -> None:
    land_new(tiny, [received_file])
    old = folder(tiny)
    (tiny.inputs / "questionnaire.md").write_text(FORM + "\n", encoding="utf-8")
    changed = load_cycle(tiny.home, "tiny")
    old.rename(folder(changed))
    assert landed(changed) == []


def test_the_received_file_is_not_opened_to_see_whether_it_is_landed(
    tiny: Cycle, received_file: Received
) -> None:
    land_new(tiny, [received_file])
    received_file.path.unlink()
    assert is_landed(folder(tiny), received_file, tiny.form)
