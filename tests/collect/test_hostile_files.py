"""Files that are large for their size, or gone when they are read, do not keep others out."""

import hashlib
import io
import zipfile
from pathlib import Path

import pyarrow.parquet as pq

from rapporteur.collect import landing
from rapporteur.collect.land_cycle import collect, land_all
from rapporteur.collect.receipts import Received
from rapporteur.design.cycle import Cycle
from tests.support import COMPLETE, reply

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
_ODS = f"""<office:document-content xmlns:office="{_OFFICE}:office:1.0"
 xmlns:table="{_OFFICE}:table:1.0" xmlns:text="{_OFFICE}:text:1.0"><office:body>
<office:spreadsheet><table:table table:name="a">%s</table:table></office:spreadsheet></office:body>
</office:document-content>"""


_MANIFEST = f'<manifest:manifest xmlns:manifest="{_OFFICE}:manifest:1.0"/>'


def ods(rows: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _ODS % rows)
    return stream.getvalue()


def repeated(cell: str) -> bytes:
    """A cell in every column of a million rows, twenty times."""
    cells = f'<table:table-cell table:number-columns-repeated="16384" {cell}'
    row = f'<table:table-row table:number-rows-repeated="1048576">{cells}</table:table-row>'
    return ods(row * 20)


def test_what_unpacks_to_more_than_it_is_has_its_finding(tiny: Cycle) -> None:
    files = {
        "blank.ods": repeated("/>"),
        "filled.ods": repeated('office:value-type="float" office:value="1"/>'),
        "large.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50 * 2**20),
    }
    reply(tiny, "XAA", COMPLETE)
    for name, content in files.items():
        (tiny.inputs / "submissions" / name).write_bytes(content)
    found = {file.path.name: _codes(tiny, file) for file in collect(tiny)}
    assert found.pop("XAA.xlsx") == set()
    assert found.pop("blank.ods") == set()
    assert all(codes <= {"file_damaged", "too_large"} and codes for codes in found.values())


def _codes(cycle: Cycle, file: Received) -> set[str]:
    row = pq.read_table(landing.path(landing.folder(cycle), file)).to_pylist()[0]
    return {finding["code"] for finding in row["findings"]}


def test_a_file_that_is_gone_when_it_is_read_keeps_no_other_out(
    tiny: Cycle, tmp_path: Path
) -> None:
    path = reply(tiny, "XAA", COMPLETE)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    there = Received(path, "XAA.xlsx", digest, "reply", None, "")
    gone = Received(path.with_name("gone.xlsx"), "gone.xlsx", "0" * 64, "reply", None, "")
    lines: list[str] = []
    land_all([gone, there], tiny.form, tmp_path / "landing", lines.append)
    assert any(line.startswith("gone.xlsx: replaced or removed") for line in lines)
    assert [file.stem for file in (tmp_path / "landing").iterdir()] == [there.submission]
