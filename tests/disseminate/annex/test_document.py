"""The annex as word processors read it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from zipfile import ZipFile

import duckdb
import pytest
from docx import Document
from docx.document import Document as Opened
from docx.oxml.ns import qn
from lxml import etree

from tests.disseminate.annex.conftest import annexes, make_cycle
from tests.support import Convert

NAMED = {
    "Title", "Subtitle", "Heading 1", "Cover line", "Contents line", "Drafting point",
    "Table title", "Table headnote", "Table text", "Table number", "Table header",
    "Table source", "Footnote", "Footnote mark", "Label", "Report table",
}  # fmt: skip


def opened(written: Mapping[str, Path], language: str) -> Opened:
    return Document(str(written[language]))


def paragraphs(document: Opened, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style and one.style.name == style]


def rows(document: Opened, table: int) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[table].rows]


def texts(path: Path) -> Iterator[str]:
    with ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    yield from (one.text or "" for one in root.iter(qn("w:t")))


def test_the_document_says_what_it_is(written: Mapping[str, Path]) -> None:
    document = opened(written, "en")
    properties = document.core_properties
    assert properties.title == "Follow-up & review: Annex: drafting points and tables"
    assert properties.author == "rapporteur"
    assert properties.language == "en-GB"
    assert properties.created == properties.modified
    assert properties.created is not None
    assert properties.created.replace(tzinfo=None) == datetime(2024, 6, 28)
    assert paragraphs(document, "Title") == ["Annex: drafting points and tables"]
    cover = "\n".join(paragraphs(document, "Cover line"))
    assert "General Assembly resolution 1/1, adopted on 18 April 2023" in cover
    assert "Replies as at 1 May 2024" in cover
    assert "marked by a letter at the respondent’s name" in cover
    assert "..\tNot available" in cover
    page = document.sections[0]
    assert page.page_width is not None
    assert page.page_height is not None
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (297, 210)
    assert page.header.paragraphs[0].text == "Follow-up & review"
    assert page.footer.paragraphs[0].text.startswith("Replies as at 1 May 2024")
    assert page.footer._element.findall(f".//{qn('w:fldSimple')}")[0].get(qn("w:instr")) == "PAGE"


@pytest.mark.parametrize("language", ["en", "zh", "fr", "ar"])
def test_all_is_set_in_named_styles(written: Mapping[str, Path], language: str) -> None:
    document = opened(written, language)
    named = {style.name for style in document.styles}
    assert named >= NAMED
    for one in document.element.body.iter(qn("w:pPr")):
        assert [child.tag for child in one] == [qn("w:pStyle")]
    for one in document.element.body.iter(qn("w:rPr")):
        assert {child.tag for child in one} <= {qn("w:rStyle"), qn("w:rtl")}


def test_points_stand_before_their_table_with_their_reference(
    written: Mapping[str, Path],
) -> None:
    document = opened(written, "en")
    assert paragraphs(document, "Drafting point") == [
        "Two States reported a law: Éland and Zedland. Desk research adds one: Alpha Network. "
        "(table 2, rows 1–4)"
    ]
    body = "".join(document.element.body.itertext())
    places = [body.index(text) for text in (
        "Two States reported", "Table 2. Laws", "Number of laws.", "互助法", "A note on laws.",
    )][1:]  # fmt: skip
    assert body.rindex("Table 2. Laws") > places[0] - 1
    assert places[1:] == sorted(places[1:])


def test_a_table_is_set_as_united_nations_reports_have_it(written: Mapping[str, Path]) -> None:
    document = opened(written, "en")
    counts, laws = rows(document, 0), rows(document, 1)
    assert counts == [
        ["No.", "Group", "Asked (number)"], ["1", "Total", "4"], ["2", "Nobody", "0"]
    ]  # fmt: skip
    assert laws[0] == [
        "No.", "State", "Title", "Status", "Kinds", "Territory", "Year", "Amount (dollars)", "Day"
    ]  # fmt: skip
    # Neither basis nor evidence has a column: desk research has a mark, the letter after a note.
    assert laws[1] == ["1", "Alpha Networkb", "Third", "Proposed", "..", "–", "2001", "12", ".."]
    assert ["3", "Zedland", "=1+1", "In force", "Proposed, In force", "–", "2014", "1,234,567.5",
            "18 April 2023"] in laws  # fmt: skip
    assert paragraphs(document, "Footnote") == [
        "a A note on laws.", "b Desk research, not a reply to the questionnaire."
    ]  # fmt: skip
    assert paragraphs(document, "Table title") == ["Table 1. Counts", "Table 2. Lawsa"]
    assert "Source: Replies." in paragraphs(document, "Table source")
    marks = document.element.body.findall(f".//{qn('w:rStyle')}[@{qn('w:val')}='FootnoteMark']")
    assert len(marks) == 4


def test_every_row_has_the_number_of_the_csv_in_every_language(
    written: Mapping[str, Path],
) -> None:
    by_number = [
        {row[0]: row[6] for row in rows(opened(written, language), 1)[1:]}
        for language in ("en", "zh", "fr", "ar")
    ]
    assert all(one == by_number[0] for one in by_number)
    assert set(by_number[0]) == {"1", "2", "3", "4"}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Table of 2 rows. Columns: Group, ", "Table of 4 rows. Columns: State, ")),
        ("ar", ("جدول من صفين. ", "جدول من 4 صفوف. ")),
    ],
)
def test_tables_serve_whoever_cannot_see_them(
    written: Mapping[str, Path], language: str, said: tuple[str, str]
) -> None:
    document = opened(written, language)
    for table, described_as in zip(document.tables, said, strict=True):
        properties = table._tbl.tblPr
        caption = properties.find(qn("w:tblCaption"))
        described = properties.find(qn("w:tblDescription"))
        assert caption is not None
        assert described is not None
        assert caption.get(qn("w:val"))
        assert str(described.get(qn("w:val"))).startswith(described_as)
        first, *others = table._tbl.tr_lst
        assert first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        for row in (first, *others):
            assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None


def test_links_lead_to_the_tables(written: Mapping[str, Path]) -> None:
    body = opened(written, "en").element.body
    targets = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))]
    assert targets == ["counts", "laws"]
    assert [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))] == targets


@pytest.mark.parametrize(
    ("language", "tag", "latin"),
    [
        ("en", "en-GB", "en-GB"),
        ("fr", "fr-FR", "fr-FR"),
        ("zh", "zh-CN", "en-GB"),
        ("ar", "ar-EG", "en-GB"),
    ],
)
def test_the_language_is_set(
    written: Mapping[str, Path], language: str, tag: str, latin: str
) -> None:
    document = opened(written, language)
    assert document.core_properties.language == tag
    said = document.styles.element.find(f".//{qn('w:lang')}")
    assert said is not None
    assert said.get(qn("w:val")) == latin
    assert said.get(qn("w:eastAsia")) == "zh-CN"
    assert said.get(qn("w:bidi")) == ("ar-EG" if language == "ar" else "ar-SA")


def test_arabic_runs_from_right_to_left(written: Mapping[str, Path]) -> None:
    document = opened(written, "ar")
    normal = document.styles["Normal"].element
    assert normal.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    assert document.sections[0]._sectPr.find(qn("w:bidi")) is not None
    assert all(one._tbl.tblPr.find(qn("w:bidiVisual")) is not None for one in document.tables)
    # What is in another script keeps its own direction, and no sign of direction is left over.
    parts = list(texts(written["ar"]))
    assert "Lois M49" in parts
    assert not any("\u2068" in part for part in parts)
    title = document.tables[1].rows[1].cells[2].paragraphs[0]
    assert title.text == "Third [en]"
    assert title.style is not None
    assert title.style.name == "Table text other direction"
    (run,) = title.runs
    assert run.font.rtl is None
    (heading,) = document.paragraphs[0].runs
    assert heading.font.rtl is True


def test_the_same_replies_give_the_same_bytes(written: Mapping[str, Path], tmp_path: Path) -> None:
    again = annexes(make_cycle(tmp_path / "elsewhere"), tmp_path)
    for language, path in written.items():
        assert again[language].read_bytes() == path.read_bytes()


def test_a_long_table_says_where_it_is(tmp_path: Path) -> None:
    cycle = make_cycle(tmp_path)
    with duckdb.connect(str(cycle.warehouse)) as con:
        con.execute(
            "insert into marts.laws select 'AAA', 'Law ' || range, null, null, null, 2000, null,"
            " null, 'reply', 's1/laws/2' from range(297)"
        )
    document = opened(annexes(cycle, tmp_path), "en")
    assert len(document.tables) == 1
    assert paragraphs(document, "Table text") == [
        "The table has 301 rows and is not reproduced here. It is in the file demo.en.xlsx,"
        " sheet laws, and in laws.csv."
    ]
    assert "Desk research, not a reply" not in "".join(paragraphs(document, "Footnote"))


def test_a_column_of_nothing_is_named_instead_of_shown(tmp_path: Path) -> None:
    cycle = make_cycle(tmp_path)
    with duckdb.connect(str(cycle.warehouse)) as con:
        con.execute("update marts.laws set day = null, amount = null")
    document = opened(annexes(cycle, tmp_path), "en")
    assert rows(document, 1)[0][-1] == "Year"
    assert (
        "Columns in which no row has an entry are not shown: Amount (dollars), Day."
        in paragraphs(document, "Table source")
    )


def test_libreoffice_reads_the_arabic_document(
    written: Mapping[str, Path], libreoffice: Convert
) -> None:
    made = libreoffice(written["ar"], "pdf")
    if not made.exists():
        pytest.skip("LibreOffice has no Writer here")
    assert made.read_bytes().startswith(b"%PDF")
