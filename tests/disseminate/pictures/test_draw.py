"""Pictures: in six languages, with every letter, the same bytes every time."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from lxml import etree
from PIL import Image

from rapporteur.disseminate.content.chart_content import ChartContent, Point
from rapporteur.disseminate.content.chart_texts import alt_text, label, notes
from rapporteur.disseminate.content.edition import Edition
from rapporteur.disseminate.pictures.bars import draw_bars
from rapporteur.disseminate.pictures.canvas import GREY, Canvas
from rapporteur.disseminate.pictures.draw import draw, picture_key, read_picture
from rapporteur.disseminate.pictures.fonts import font_file
from tests.charted import LANGUAGES

Contents = dict[str, ChartContent]
Editions = Callable[[str], Edition]
NAVY = (0x1F, 0x4E, 0x79)


@pytest.fixture(scope="module")
def drawn(contents: Contents, edition: Editions, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of all pictures. A letter that a font lacks is a warning, and so an error."""
    folder = tmp_path_factory.mktemp("pictures")
    for language in LANGUAGES:
        paths = [
            path
            for content in contents.values()
            for path in draw(edition(language), content, folder)
        ]
        assert [path.suffix for path in paths] == [".png", ".svg"] * len(contents)
    return folder


def test_there_is_a_picture_of_each_chart_in_each_language(drawn: Path, contents: Contents) -> None:
    assert {path.name for path in drawn.iterdir()} == {
        f"a79-sse.{language}.{chart}.{kind}"
        for language in LANGUAGES
        for chart in contents
        for kind in ("png", "svg")
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_font_has_every_letter(contents: Contents, edition: Editions, language: str) -> None:
    one = edition(language)
    known = set(TTFont(font_file(language)).getBestCmap())
    for content in contents.values():
        said = [one.words(content.chart.title), *notes(one, content)]
        for role, axis in content.chart.axes.items():
            said += [label(one, content, role, code) for code in content.codes[role]]
            said += [one.words(axis.missing)] if axis.missing else []
        assert not {sign for text in said for sign in text if ord(sign) not in known}


def test_a_picture_is_the_same_every_time(
    drawn: Path, contents: Contents, edition: Editions, tmp_path: Path
) -> None:
    for content in (contents["measures_by_timing"], contents["elements_by_status"]):
        for path in draw(edition("zh"), content, tmp_path):
            assert path.read_bytes() == (drawn / path.name).read_bytes()


def test_a_picture_is_as_wide_as_the_text_of_a_page(drawn: Path) -> None:
    for path in drawn.glob("*.png"):
        with Image.open(path) as image:
            assert image.width == pytest.approx(16 / 2.54 * 200, abs=1)


def test_a_screen_reader_learns_what_it_shows(
    drawn: Path, contents: Contents, edition: Editions
) -> None:
    content, one = contents["goals_covered"], edition("ar")
    root = etree.parse(drawn / "a79-sse.ar.goals_covered.svg").getroot()
    assert (root.get("role"), root.get("lang")) == ("img", "ar")
    title, description = (root.find(f"{{*}}{name}") for name in ("title", "desc"))
    assert title is not None
    assert description is not None
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == one.words(content.chart.title)
    assert description.text == alt_text(one, content)
    assert root.find("{*}metadata") is None
    with Image.open(drawn / "a79-sse.ar.goals_covered.png") as image:
        assert image.text["Description"] == description.text  # type: ignore[attr-defined]
        assert "Software" not in image.text  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_picture_says_where_its_title_ends_and_its_notes_begin(
    drawn: Path, contents: Contents, edition: Editions, language: str
) -> None:
    """What is cut off there goes through white, and leaves neither title nor notes."""
    for content in contents.values():
        picture = read_picture(edition(language), content, drawn)
        with Image.open(picture.path) as image:
            inked = np.asarray(np.asarray(image.convert("L")).min(axis=1) < 250)
        assert (picture.width, picture.height) == (image.width, image.height)
        top, end = round(picture.above * image.height), round((1 - picture.below) * image.height)
        assert not inked[top - 1 : top + 2].any()
        assert not inked[end - 1 : end + 2].any()
        title, chart, below = (inked[slice(*ends)] for ends in ((0, top), (top, end), (end, None)))
        assert 10 < title.sum() < 80
        assert chart.sum() > 100
        assert 20 < below.sum() < 250


def bars(path: Path) -> tuple[list[int], list[int]]:
    """Where the dark bars below the legend begin and end on each line of pixels."""
    with Image.open(path) as image:
        navy = (np.asarray(image.convert("RGB"))[100:] == NAVY).all(axis=2)
    lines = [np.flatnonzero(line) for line in navy if line.sum() >= 60]
    return [int(line[0]) for line in lines], [int(line[-1]) for line in lines]


def test_arabic_is_mirrored(drawn: Path) -> None:
    """All bars begin on one line and end where they may: in Arabic they begin on the right."""
    for language in ("en", "zh", "ar"):
        left, right = bars(drawn / f"a79-sse.{language}.measures_by_timing.png")
        begins, ends = (right, left) if language == "ar" else (left, right)
        assert max(begins) - min(begins) <= 3
        assert max(ends) - min(ends) > 100


class Written(Canvas):
    """A canvas that keeps what is written on it: the size of the type, its place and the text."""

    def __init__(self) -> None:
        super().__init__("en", rtl=False)
        self.texts: list[tuple[float, float, str]] = []

    def text(self, x: float, y: float, lines: Sequence[str], size: float, **how: Any) -> None:
        super().text(x, y, lines, size, **how)
        if "color" not in how or how["color"] != GREY:
            self.texts += [(y, x, line) for line in lines]


@pytest.mark.parametrize("chart", ["replies", "measures_by_timing"])
@pytest.mark.parametrize("counts", [(1, 1, 1), (0, 1, 400), (400, 1, 10), (17, 3, 2), (0, 0, 0)])
def test_every_part_of_a_bar_has_its_figure(
    contents: Contents, edition: Editions, chart: str, counts: tuple[int, int, int]
) -> None:
    """However narrow it is; above a bar the figures do not run into each other."""
    content = contents[chart]
    group, category = content.rows[0]
    codes = [column.code for column in content.columns]
    points = [
        Point(group, category, code, count) for code, count in zip(codes, counts, strict=False)
    ]
    rest = Point(group, content.rows[1].code, codes[0], 400)
    shown = replace(content, points=(*points, rest))
    canvas = Written()
    draw_bars(canvas, edition("en"), shown)
    said = Counter(text for *_, text in canvas.texts)
    parts = [str(point.value) for point in points if point.value or not content.chart.stacked]
    sums = [str(sum(counts)), "400"] if content.chart.stacked else []  # at the end of a bar
    assert said >= Counter([*parts, "400", *sums])
    lines: dict[float, list[tuple[float, str]]] = defaultdict(list)
    for y, x, text in canvas.texts:
        if text.isdigit():
            lines[y].append((x, text))
    for on_line in lines.values():
        for (x, text), (following, other) in pairwise(sorted(on_line)):
            half = (canvas.measure(text, 7) + canvas.measure(other, 7)) / 2
            assert following - x >= half - 0.01 or other in sums


def test_a_chart_of_nothing_has_no_picture(
    contents: Contents, edition: Editions, tmp_path: Path
) -> None:
    assert draw(edition("en"), replace(contents["replies"], points=()), tmp_path) == []
    assert not list(tmp_path.iterdir())


class _Unread:
    """Stands for what nobody may look at."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(name)


def test_a_picture_rests_on_its_chart_and_language_alone(
    contents: Contents, edition: Editions, drawn: Path, tmp_path: Path
) -> None:
    content, whole = contents["replies"], edition("fr")
    unread: Any = _Unread()
    alone = replace(whole, content=unread, labels=unread)
    for path in draw(alone, content, tmp_path):
        assert path.read_bytes() == (drawn / path.name).read_bytes()
    assert picture_key(alone, content) == picture_key(whole, content)
    chart = content.chart
    others = [
        picture_key(edition("ar"), content),
        picture_key(whole, contents["goals_covered"]),
        picture_key(whole, replace(content, points=content.points[:-1])),
        picture_key(whole, replace(content, codes={})),
        picture_key(whole, replace(content, chart=chart.model_copy(update={"source": chart.alt}))),
    ]
    assert len({picture_key(whole, content), *others}) == 1 + len(others)
