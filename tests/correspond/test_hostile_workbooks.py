"""Workbooks that nobody's program wrote are marked in bounded time, or get their letter alone.

What is quadratic in the number of elements would take minutes with these, and the time that a
process may compute is five seconds.
"""

import io
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from docx import Document

from rapporteur.correspond.returns import write_returns
from rapporteur.correspond.returns.annotated_workbook import annotated
from rapporteur.correspond.returns.covering_letter import MOST_LISTED, covering_letter
from rapporteur.correspond.returns.xlsx_package import opened
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.kernel import sandbox
from rapporteur.kernel.sandbox import Failure, run
from rapporteur.kernel.workbook_file import save
from rapporteur.pipeline import Result
from rapporteur.warehouse.status import status
from tests.correspond.opening import annotated_or_refused, texts_read
from tests.correspond.test_returns import planned
from tests.support import COMPLETE, filled, tiny_cycle

MANY = 20_000
STYLES, BOOK, TYPES = "xl/styles.xml", "xl/workbook.xml", "[Content_Types].xml"
RELATIONS = b"http://schemas.openxmlformats.org/package/2006/relationships"
KIND = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMMENTS = b"""<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<authors/><commentList>%s</commentList></comments>"""

Change = Mapping[str, Callable[[bytes], bytes]]


def inside(end: bytes, more: bytes) -> Callable[[bytes], bytes]:
    """A part with more before the last of its end tags of that name."""

    def changed(part: bytes) -> bytes:
        at = part.rindex(end)
        return part[:at] + more + part[at:]

    return changed


def related(*relations: tuple[bytes, bytes], times: int = 1) -> Callable[[bytes], bytes]:
    """The relations of a part, each so many times."""
    entries = b"".join(
        b'<Relationship Id="x%d" Type="%s/%s" Target="%s"/>' % (number, KIND, kind, target)
        for number, (kind, target) in enumerate(relations * times)
    )
    new = b'<Relationships xmlns="%s">%s</Relationships>' % (RELATIONS, entries)
    return lambda part: inside(b"</Relationships>", entries)(part) if part else new


def repacked(content: bytes, changes: Change) -> bytes:
    """A workbook with other parts, and new ones where it has none of the name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in {**parts, **changes}:
            part = parts.get(name, b"")
            archive.writestr(name, changes[name](part) if name in changes else part)
    return stream.getvalue()


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """A reply to the tiny form, and the part of the sheet that is to be marked."""
    stream = io.BytesIO()
    save(filled(tiny_cycle(tmp_path_factory.mktemp("tiny")), "XAA", COMPLETE), stream)
    return stream.getvalue(), opened(stream.getvalue()).sheets()["2 Work"]


def beside(sheet: str) -> str:
    folder, _, name = sheet.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


ATTACKS: Mapping[str, Callable[[str], Change]] = {
    "fonts": lambda _: {STYLES: inside(b"</fonts>", b"<font><b/><i/></font>" * MANY)},
    "properties of one font": lambda _: {STYLES: inside(b"</font>", b"<i/><b/>" * MANY)},
    "formats": lambda _: {STYLES: inside(b"</cellXfs>", b'<xf xfId="99999"/>' * MANY)},
    "parents of formats": lambda _: {
        STYLES: lambda part: inside(b"</cellXfs>", b'<xf xfId="7"/>' * MANY)(
            inside(b"</cellStyleXfs>", b"<xf/>" * MANY)(part)
        )
    },
    "fills": lambda _: {STYLES: inside(b"</fills>", b"<fill/>" * MANY)},
    "unknown styles": lambda _: {STYLES: inside(b"</styleSheet>", b"<x><y/></x>" * MANY)},
    "rows": lambda sheet: {sheet: inside(b"</sheetData>", b"<row/>" * MANY)},
    "cells of a row": lambda sheet: {sheet: inside(b"</row>", b"<c/>" * (MANY // 2))},
    "columns": lambda sheet: {sheet: inside(b"</cols>", b'<col min="900" max="900"/>' * MANY)},
    "unknown elements": lambda sheet: {sheet: inside(b"<sheetData>", b"<x><y/></x>" * MANY)},
    "one unknown element": lambda sheet: {
        sheet: inside(b"<sheetData>", b"<x>" + b"<y/>" * MANY + b"</x>")
    },
    "conditional formats": lambda sheet: {
        sheet: inside(b"<pageMargins", b'<conditionalFormatting sqref="A1"/>' * MANY)
    },
    "validations": lambda sheet: {
        sheet: inside(b"</dataValidations>", b'<dataValidation sqref="A1"/>' * MANY)
    },
    "names": lambda _: {
        BOOK: inside(b"</definedNames>", b'<definedName name="n">A1</definedName>' * MANY)
    },
    "sheets of one part": lambda _: {
        BOOK: inside(
            b"</sheets>",
            b"".join(b'<sheet name="n%d" r:id="rId2" xmlns:r="%s"/>' % (n, KIND)
                     for n in range(MANY // 10)),
        )
    },
    "relations to one list of comments": lambda sheet: {
        beside(sheet): related((b"comments", b"/xl/c.xml"), (b"vmlDrawing", b"/xl/d.vml"),
                               times=MANY // 2),
        "xl/c.xml": lambda _: COMMENTS % b"",
        "xl/d.vml": lambda _: b"<xml/>",
    },
    "comments": lambda sheet: {
        beside(sheet): related((b"comments", b"/xl/c.xml")),
        "xl/c.xml": lambda _: COMMENTS % (b'<comment ref="D9"><text/></comment>' * MANY),
    },
    "shapes": lambda sheet: {
        beside(sheet): related((b"comments", b"/xl/c.xml"), (b"vmlDrawing", b"/xl/d.vml")),
        "xl/c.xml": lambda _: COMMENTS % b"",
        "xl/d.vml": lambda _: b"<xml>" + b"<v:shape><v:x/></v:shape>" * MANY + b"</xml>",
    },
    "a relation to itself": lambda sheet: {
        beside(sheet): related((b"comments", sheet.encode()), (b"vmlDrawing", b"sheet.xml"),
                               (b"comments", b"../../../../etc/passwd"))
    },
    "types": lambda _: {
        TYPES: inside(b"</Types>", b'<Override PartName="/x" ContentType="y"/>' * MANY)
    },
    "macros": lambda _: {
        "xl/_rels/workbook.xml.rels": inside(
            b"</Relationships>",
            b"".join(
                b'<Relationship Id="m%d" Target="x%d" '
                b'Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject"/>'
                % (number, number) for number in range(MANY)
            ),
        )
    },
    "namespaces": lambda _: {
        STYLES: inside(b"</styleSheet>", b"".join(
            b'<n%d:x xmlns:n%d="urn:%d"/>' % (n, n, n) for n in range(MANY // 2)
        ))
    },
}  # fmt: skip
"""What is added to which part; so many that what is quadratic takes minutes."""


@pytest.mark.parametrize("attack", list(ATTACKS))
def test_needless_elements_cost_no_more_than_they_weigh(
    workbook: tuple[bytes, str], attack: str
) -> None:
    content, sheet = workbook
    hostile = repacked(content, ATTACKS[attack](sheet))
    made = run(annotated, hostile, planned())
    assert isinstance(made, bytes), made
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert b"is not a number" in b"".join(map(archive.read, archive.namelist()))


@pytest.fixture(scope="module")
def texts(workbook: tuple[bytes, str]) -> set[str]:
    """The texts of the workbook without an attack."""
    return texts_read(workbook[0])


@pytest.mark.parametrize("attack", list(ATTACKS))
def test_nor_does_it_keep_the_answers_from_being_read(
    workbook: tuple[bytes, str], texts: set[str], attack: str
) -> None:
    content, sheet = workbook
    assert run(texts_read, repacked(content, ATTACKS[attack](sheet))) == texts


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "%s">%s]>' % (
    b"ha" * 50,
    b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 20) for n in range(12)),
)


@pytest.mark.parametrize("part", [STYLES, BOOK, TYPES, "sheet", "comments", "shapes", "relations"])
def test_entities_are_expanded_in_no_part(workbook: tuple[bytes, str], part: str) -> None:
    content, sheet = workbook
    name = {"sheet": sheet, "comments": "xl/c.xml", "shapes": "xl/d.vml",
            "relations": beside(sheet)}.get(part, part)  # fmt: skip
    changes = {
        beside(sheet): related((b"comments", b"/xl/c.xml"), (b"vmlDrawing", b"/xl/d.vml")),
        "xl/c.xml": lambda _: COMMENTS % b'<comment ref="A1"><text><t>x</t></text></comment>',
        "xl/d.vml": lambda _: b"<xml><x>y</x></xml>",
    }
    hostile = repacked(repacked(content, changes), {name: laughing})
    made = run(annotated_or_refused, hostile, planned())
    assert not isinstance(made, Failure)
    assert made < 2**20


def laughing(part: bytes) -> bytes:
    """A part with a document type and its last entity, a thousand billion letters long."""
    start = part.index(b"?>") + 2 if part.startswith(b"<?xml") else 0
    end = part.rindex(b"</")
    return part[:start] + ENTITIES + part[start:end] + b"&m;" + part[end:]


def test_what_cannot_be_marked_within_bounds_gets_its_letter_alone(
    ran: Cycle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ran.home, tmp_path, dirs_exist_ok=True)
    cycle = load_cycle(tmp_path, "tiny")
    folder = cycle.outputs / "returns"
    shutil.rmtree(folder)
    monkeypatch.setattr(sandbox, "_PATIENCE", 0.0)
    written = write_returns.write_all(cycle)
    assert sorted(path.name for path in folder.rglob("*.*x")) == [
        "CIVIL-A.docx", "XAA.docx", "XAB.docx", "letter.docx",
    ]  # fmt: skip
    assert written.letters_alone == [
        "desk-research/XBA.xlsx",
        *(f"submissions/{code}.xlsx" for code in ("CIVIL-A", "XAA", "XAB")),
    ]
    document = Document(str(folder / "XAB.docx"))
    assert any("could not be marked" in paragraph.text for paragraph in document.paragraphs)
    assert any("is not a number" in one.text for one in document.tables[0].columns[1].cells)
    when = (folder / "XAB.docx").stat().st_mtime_ns
    assert write_returns.write_all(cycle) == written  # and it is not tried again
    assert (folder / "XAB.docx").stat().st_mtime_ns == when


def test_the_result_of_a_run_names_the_files_whose_return_is_a_letter(ran: Cycle) -> None:
    result = Result([], status(ran), letters_alone=["submissions/XAB.xlsx"])
    assert any("XAB.xlsx: its return is the letter alone" in line for line in result.lines())


def test_a_letter_lists_what_somebody_can_read(tmp_path: Path) -> None:
    wanted = planned()
    many = planned(findings=tuple(wanted.findings) * (MOST_LISTED + 7))
    path = tmp_path / "letter.docx"
    path.write_bytes(covering_letter(many, attached=False, marked=False))
    document = Document(str(path))
    assert len(document.tables[0].rows) == MOST_LISTED + 1
    assert "Further findings that are not listed here: 7." in [
        paragraph.text for paragraph in document.paragraphs
    ]
