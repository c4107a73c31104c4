"""One immutable Parquet file a submission."""

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


def test_a_file_says_of_which_format_it_is_and_where_it_belongs(tiny: Cycle, one: Received) -> None:
    land(one, tiny.form, folder(tiny))
    says = pq.read_schema(path(folder(tiny), one)).metadata
    assert says[b"rapporteur.format"] == FORMAT.encode()
    assert says[b"rapporteur.mark"].decode() == f"{folder(tiny).name}/{one.submission}"


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
def test_what_is_not_the_landing_file_is_landed_anew(
    tiny: Cycle, one: Received, spoil: Callable[[Path], object]
) -> None:
    """It is derived: nothing is lost by making it again from the received bytes."""
    land_new(tiny, [one])
    file = path(folder(tiny), one)
    whole = file.read_bytes()
    spoil(file)
    assert landed(tiny) == []
    land_new(tiny, [one])
    assert file.read_bytes() == whole
    assert landed(tiny) == [one]


def test_a_copied_folder_of_another_form_is_not_taken(tiny: Cycle, one: Received) -> None:
    land_new(tiny, [one])
    old = folder(tiny)
    (tiny.inputs / "questionnaire.md").write_text(FORM + "\n", encoding="utf-8")
    changed = load_cycle(tiny.home, "tiny")
    old.rename(folder(changed))
    assert landed(changed) == []


def test_what_was_received_is_not_opened_to_see_whether_it_is_landed(
    tiny: Cycle, one: Received
) -> None:
    land_new(tiny, [one])
    one.path.unlink()
    assert is_landed(folder(tiny), one, tiny.form)
