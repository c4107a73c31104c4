"""The figures of the annex, as word processors read them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from docx import Document
from docx.document import Document as Opened
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Twips
from lxml import etree
from openpyxl import load_workbook

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.annex.figures import Figure, figures, read_figures
from rapporteur.disseminate.content.chart_content import read_chart_contents
from rapporteur.disseminate.content.chart_texts import alt_text
from rapporteur.disseminate.content.content import read_content
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.content.labels import Labels
from rapporteur.disseminate.pictures.draw import draw
from rapporteur.disseminate.publication import Publication
from rapporteur.disseminate.workbook.write_workbooks import write_workbooks
from rapporteur.disseminate.write_supplements import SUPPLEMENTS
from rapporteur.disseminate.write_tables import write_tables
from rapporteur.kernel.progress import unheard
from tests.disseminate.annex.conftest import make_cycle

WIDE = 11906 - 2 * 1134  # twips: an upright page without its margins

CHART = """
order = {order}
kind = "bars"
title.en = "{title}"
title.ar = "رسم"
alt.en = "Bars of laws: {{ $total }} “& more”."
alt.ar = "قوانين: {{ $total }}"
source.en = "Replies & reports."
source.ar = "الردود"
notes = ["first", "second"]
own.notes.first = {{ en = "First.", ar = "أولاً" }}
own.notes.second = {{ en = "Second.", ar = "ثانياً" }}
category = {{ name = "kind", codelist = "status", header.en = "Kind", header.ar = "نوع" }}
value = {{ name = "laws", header.en = "Number of laws", header.ar = "عدد" }}
"""
CHARTS = {"laws_drawn": "Laws drawn", "laws_absent": "Laws absent", "laws_again": "Laws again"}


def make_charted(home: Path) -> Cycle:
    """The cycle `demo` in English and Arabic with three charts, one of which counts nothing."""
    cycle = make_cycle(home)
    cycle = replace(
        cycle, definition=cycle.definition.model_copy(update={"languages": ("en", "ar")})
    )
    folder = cycle.sql / "charts"
    folder.mkdir()
    with duckdb.connect(str(cycle.warehouse)) as con:
        con.execute("create schema charts")
        for order, (name, title) in enumerate(CHARTS.items(), start=1):
            (folder / f"{name}.sql").write_text("select 1", encoding="utf-8")
            text = CHART.format(order=order, title=title)
            (folder / f"{name}.toml").write_text(text, encoding="utf-8")
            con.execute(
                f"create table charts.{name} as from (values ('proposed', 3::bigint),"
                " ('in_force', 5::bigint)) t(kind, laws) where $shown",
                {"shown": name != "laws_absent"},
            )
    return cycle


def supplemented(cycle: Cycle, folder: Path) -> Path:
    """What goes with the tables, each part in its folder. Returns the folder of annexes."""
    publication = Publication(cycle)
    write_tables(publication, cycle.outputs / "tables")
    for name, write in SUPPLEMENTS.items():
        (folder / name).mkdir(parents=True)
        write(publication, folder / name, unheard)
    return folder / "annex"


@pytest.fixture(scope="module")
def charted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Cycle, Path]:
    """The cycle, and where its pictures and annexes are."""
    cycle = make_charted(tmp_path_factory.mktemp("charted"))
    return cycle, supplemented(cycle, tmp_path_factory.mktemp("written")).parent


@pytest.fixture
def opened(charted: tuple[Cycle, Path]) -> Mapping[str, Opened]:
    _, folder = charted
    return {one: Document(str(folder / "annex" / f"demo.{one}.docx")) for one in ("en", "ar")}


def editions(cycle: Cycle) -> Mapping[str, Edition]:
    labels = Labels(cycle)
    content = read_content(cycle, labels)
    return {one: Edition(cycle, content, labels, one) for one in cycle.definition.languages}


def after_tables(document: Opened) -> list[tuple[str, str]]:
    """The style and text of each paragraph of the figures."""
    said = [(one.style.name if one.style else "", one.text) for one in document.paragraphs]
    heading = max(at for at, (style, _) in enumerate(said) if style == "Heading 1")
    return [(str(style), text) for style, text in said[heading:]]


def test_a_figure_has_its_caption_above_and_its_source_below(
    opened: Mapping[str, Opened],
) -> None:
    about = "Each figure is also in files of its own, as PNG and SVG."
    heading, (style, text), *rest = after_tables(opened["en"])
    assert heading == ("Heading 1", "Figures")
    assert (style, text[: len(about)]) == ("Normal", about)
    below = [
        ("Figure source", "Source: Replies & reports."),
        ("Figure source", "Note: First."),
        ("Figure note", "Note: Second."),
    ]
    nothing = "There is nothing to show: no reply or desk research holds what this chart counts."
    assert rest == [
        ("Caption", "Figure I. Laws drawn"), ("Figure", ""), *below,
        ("Caption", "Figure II. Laws absent"), ("Table text", nothing), *below,
        ("Caption", "Figure III. Laws again"), ("Figure", ""), *below,
    ]  # fmt: skip


def test_arabic_figures_are_told_in_words(opened: Mapping[str, Opened]) -> None:
    captions = [text for style, text in after_tables(opened["ar"]) if style == "Caption"]
    assert captions == ["الشكل الأول: رسم", "الشكل الثاني: رسم", "الشكل الثالث: رسم"]
    assert all(one._sectPr.find(qn("w:bidi")) is not None for one in opened["ar"].sections)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_pictures_are_those_that_were_drawn(
    charted: tuple[Cycle, Path], opened: Mapping[str, Opened], language: str
) -> None:
    cycle, folder = charted
    edition, document = editions(cycle)[language], opened[language]
    shown = [one for one in read_chart_contents(cycle, edition.labels) if not one.empty]
    shapes = document.inline_shapes
    assert len(shapes) == len(shown) == 2
    assert not list(document.element.body.iter(qn("wp:anchor"))), "nothing floats"
    for shape, content in zip(shapes, shown, strict=True):
        inline = shape._inline
        assert inline.docPr.get("descr") == alt_text(edition, content)
        key = inline.graphic.graphicData.pic.blipFill.blip.embed
        drawn = folder / "charts" / f"demo.{language}.{content.chart.id}.png"
        assert document.part.related_parts[key].blob == drawn.read_bytes()
        assert shape.width == Twips(WIDE)
        cut = inline.graphic.graphicData.pic.blipFill.find(qn("a:srcRect"))
        left = 1 - sum(int(cut.get(side)) for side in "tb") / 100_000
        high, wide = shape.height / shape.width, 1259  # pixels
        assert high == pytest.approx(left * image_height(drawn) / wide, abs=0.001)


def image_height(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[20:24], "big")


def test_every_identifier_is_there_once_and_links_lead_to_figures(
    opened: Mapping[str, Opened],
) -> None:
    body = opened["en"].element.body
    names = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    assert names == ["counts", "laws", *CHARTS]
    assert [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))] == names
    for tag in ("w:bookmarkStart", "wp:docPr"):
        numbers = [one.get(qn("w:id")) or one.get("id") for one in body.iter(qn(tag))]
        assert len(set(numbers)) == len(numbers)


def test_figures_stand_upright_after_the_tables(opened: Mapping[str, Opened]) -> None:
    document = opened["en"]
    tables, upright = document.sections
    assert (tables.orientation, upright.orientation) == (WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT)
    assert (upright.page_width, upright.page_height) == (tables.page_height, tables.page_width)
    ends, _ = document.element.body.iter(qn("w:sectPr"))
    last = ends.getparent().getparent()
    assert last.getnext().find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) == "Heading1"
    footers = [section.footer.paragraphs[0] for section in (tables, upright)]
    assert footers[0].text == footers[1].text
    assert footers[0].text.startswith("Replies as at 1 May 2024\t")
    assert [one.style.name for one in footers if one.style] == ["Footer", "Footer upright page"]
    assert upright.header.paragraphs[0].text == "Follow-up & review"


def test_the_annex_says_that_it_has_figures(opened: Mapping[str, Opened]) -> None:
    title = "Annex: drafting points, tables and figures"
    assert opened["en"].paragraphs[0].text == title
    assert opened["en"].core_properties.title == f"Follow-up & review: {title}"


def test_a_caption_stays_with_its_figure(opened: Mapping[str, Opened]) -> None:
    styles = opened["en"].styles
    for name in ("Table title", "Figure", "Figure source"):
        assert styles[name].element.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
    caption = styles["Caption"]
    assert caption.base_style.name == "Table title"


def test_the_same_replies_give_the_same_bytes(charted: tuple[Cycle, Path], tmp_path: Path) -> None:
    again = supplemented(make_charted(tmp_path / "elsewhere"), tmp_path / "written")
    for path in sorted((charted[1] / "annex").iterdir()):
        assert (again / path.name).read_bytes() == path.read_bytes()


def test_a_single_figure_has_no_number(charted: tuple[Cycle, Path], tmp_path: Path) -> None:
    edition = editions(charted[0])["en"]
    content, *_ = read_chart_contents(charted[0], edition.labels)
    draw(edition, content, tmp_path)
    (found,) = read_figures(edition, [content], tmp_path)
    assert found.title == "Laws drawn"


def test_a_tall_picture_fits_its_page(charted: tuple[Cycle, Path]) -> None:
    cycle, folder = charted
    edition = editions(cycle)["en"]
    first, *_ = read_figures(edition, read_chart_contents(cycle, edition.labels), folder / "charts")
    assert first.picture
    tall = Figure(first.content, first.title, replace(first.picture, width=500, height=2000))
    xml = "".join(figures(edition, [tall], 1, WIDE, lambda path: "rId9"))
    root = etree.fromstring(f'<w:body xmlns:w="{qn("w:p")[1:-2]}">{xml}</w:body>')
    (extent,) = root.iter(qn("wp:extent"))
    wide, high = (int(extent.get(name)) for name in ("cx", "cy"))
    assert high == Twips(11000)
    assert wide / high == pytest.approx(
        500 / 2000 / (1 - first.picture.above - first.picture.below), abs=0.001
    )


def test_the_workbook_gives_a_figure_the_same_number(
    charted: tuple[Cycle, Path], tmp_path: Path
) -> None:
    edition = editions(charted[0])["en"]
    charts = read_chart_contents(charted[0], edition.labels)
    (path,) = write_workbooks([edition], charts, tmp_path)
    workbook = load_workbook(path)
    title = "Figure II. Laws absent"
    assert workbook["laws_absent"]["A1"].value == title
    assert title in {row[1].value for row in workbook["Contents"].iter_rows()}


def test_a_picture_that_is_not_there_is_missed(charted: tuple[Cycle, Path], tmp_path: Path) -> None:
    edition = editions(charted[0])["en"]
    with pytest.raises(FileNotFoundError):
        read_figures(edition, read_chart_contents(charted[0], edition.labels), tmp_path)
