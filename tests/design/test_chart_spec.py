"""What a chart's sidecar may say, and what is said when it is wrong."""

import shutil

import pytest

from rapporteur.design.chart_spec import own_charts
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError


def test_the_charts_stand_in_their_order(shared: Cycle) -> None:
    charts = own_charts(shared)
    assert [chart.order for chart in charts] == sorted(chart.order for chart in charts)
    assert len(charts) == 5


def test_every_text_is_there_in_six_languages(shared: Cycle) -> None:
    for chart in own_charts(shared):
        for key, text in chart.words():
            assert set(text) == {"ar", "en", "es", "fr", "ru", "zh"}, f"{chart.id}: {key}"


def test_a_cycle_needs_no_charts(charted: Cycle) -> None:
    shutil.rmtree(charted.sql / "charts")
    assert own_charts(charted) == ()


@pytest.mark.parametrize("lost", [".sql", ".toml"])
def test_both_files_must_be_there(charted: Cycle, lost: str) -> None:
    (charted.sql / "charts" / f"replies{lost}").unlink()
    with pytest.raises(UserError, match=rf"has no replies\{lost} beside it"):
        own_charts(charted)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "bars"', 'kind = "pie"', "kind: "),
        ("order = 3", "", "order: Field required"),
        ("order = 3", "order = 2", "order 2 is also that of"),
        ('name = "timing"', 'name = "measure_kind"', "must be different columns"),
        ('codelist = "timing"', "", r"series\.codelist: "),
        ('kind = "bars"', 'kind = "bars"\ncolour = "red"', "colour: Extra inputs"),
        ('totals = ["category", "series"]', 'totals = ["all"]', r"totals\.0: "),
        ("[category]", "[category", "not valid TOML"),
    ],
)
def test_an_error_names_the_file_and_the_key(charted: Cycle, old: str, new: str, said: str) -> None:
    path = charted.sql / "charts" / "measures_by_timing.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(UserError, match=said) as error:
        own_charts(charted)
    assert str(path) in str(error.value)


def test_a_matrix_needs_series(charted: Cycle) -> None:
    path = charted.sql / "charts" / "elements_by_status.toml"
    text = path.read_text(encoding="utf-8")
    start, end = text.index("[series]"), text.index("[value]")
    path.write_text(text[:start] + text[end:], encoding="utf-8")
    with pytest.raises(UserError, match="a matrix needs them"):
        own_charts(charted)


@pytest.mark.parametrize("name", ["abc12", "coverage", "no", "x" * 32])
def test_a_name_must_be_free_and_no_cell(charted: Cycle, name: str) -> None:
    for suffix in (".sql", ".toml"):
        path = charted.sql / "charts" / f"replies{suffix}"
        path.rename(path.with_stem(name))
    with pytest.raises(UserError, match=name):
        own_charts(charted)
