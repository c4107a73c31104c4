"""Where a sidecar's texts come from: itself, the form, the shared texts; what else is an error."""

from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.design.cycle_tables import read_tables
from rapporteur.design.reviewed_texts import COLUMNS
from rapporteur.design.sidecar_texts import composed
from rapporteur.design.table_spec import Table
from rapporteur.kernel.errors import UserError
from rapporteur.translate.completeness import state
from rapporteur.translate.inventory import entries
from tests.support import project_cycle

SIDECAR = """
order = 1
source = "replies"
notes = ["own", "timing"]
title.en = "Laws"
columns = [
    {columns}
    {{ name = "evidence", type = "evidence" }},
]
[own.notes]
own.en = "A note of the table."
[own.headers]
{headers}
"""
EVIDENCE = 'evidence = { en = "Evidence", zh = "依据", fr = "Justificatifs" }\n'
YEAR = '{ name = "year", type = "year", question = "law_year", notes = ["timing"] },'
LABEL = {"en": "Year", "zh": "年份"}


def write(cycle: Cycle, columns: str = YEAR, headers: str = "", **shared: str) -> Path:
    """The sidecar of the laws with these columns, and shared texts in each of both folders."""
    for folder in (cycle.sql.parent / "shared", cycle.sql / "shared"):
        folder.mkdir(exist_ok=True)
    general, own = cycle.sql.parent / "shared", cycle.sql / "shared"
    (general / "columns.toml").write_text(EVIDENCE + shared.get("general", ""), "utf-8")
    (own / "columns.toml").write_text(shared.get("columns", ""), "utf-8")
    (own / "notes.toml").write_text('timing.en = "On timing."\ntiming.fr = "Dates."\n', "utf-8")
    (own / "sources.toml").write_text('replies = { en = "Replies.", fr = "Réponses." }\n', "utf-8")
    (cycle.sql / "marts" / "counts.toml").unlink(missing_ok=True)
    (cycle.sql / "marts" / "counts.sql").unlink(missing_ok=True)
    path = cycle.sql / "marts" / "laws.toml"
    path.write_text(SIDECAR.format(columns=columns, headers=headers), "utf-8")
    return path


def laws(cycle: Cycle) -> Table:
    return read_tables(cycle)[0]


def refusal(cycle: Cycle) -> str:
    """What the user is told about the sidecar of the laws."""
    with pytest.raises(UserError) as caught:
        read_tables(load_cycle(cycle.home, cycle.id))
    return str(caught.value)


def review(cycle: Cycle, key: str, source: str, text: str) -> Cycle:
    """The cycle with a French review."""
    folder = cycle.inputs / "translations"
    folder.mkdir(exist_ok=True)
    line = f"{','.join(COLUMNS)}\n{key},{source},{text},A. Reviewer,2024-05-01\n"
    (folder / "fr.csv").write_text(line, "utf-8")
    return load_cycle(cycle.home, cycle.id)


def test_a_header_of_the_column_itself_comes_first(demo: Cycle) -> None:
    write(demo, headers='year.en = "In the year"', columns=YEAR, general='year.en = "Shared"')
    assert laws(demo).columns[0].header == {"en": "In the year"}
    written = YEAR.replace(" },", ', header = { en = "Here" } },')
    write(demo, columns=written, general='year.en = "Shared"')
    assert laws(demo).columns[0].header == {"en": "Here"}


def test_the_label_of_the_question_comes_next_in_all_its_languages(demo: Cycle) -> None:
    write(demo, general='year.en = "Shared"')
    table = laws(demo)
    assert table.columns[0].header == LABEL
    assert table.origins["columns.year.header"]
    assert table.origins["columns.year.header"].key == "questionnaire/law_year/label"


def test_the_label_of_several_questions_counts_if_it_is_the_same(demo: Cycle) -> None:
    one = '["law_year", "law_year"]'
    write(demo, columns=YEAR.replace('"law_year"', one), general='year.en = "Shared"')
    assert laws(demo).columns[0].header == LABEL
    two = '["law_year", "law_title"]'
    write(demo, columns=YEAR.replace('"law_year"', two), general='year.en = "Shared"')
    assert laws(demo).columns[0].header == {"en": "Shared"}


def test_the_shared_column_comes_last_that_of_the_cycle_first(demo: Cycle) -> None:
    column = YEAR.replace(', question = "law_year"', "")
    write(demo, columns=column, general='year = { en = "Year", fr = "Année" }')
    assert laws(demo).columns[0].header == {"en": "Year", "fr": "Année"}
    write(demo, columns=column, general='year.en = "Year"')
    (demo.sql / "shared" / "columns.toml").write_text('year.en = "Year of the law"', "utf-8")
    assert laws(demo).columns[0].header == {"en": "Year of the law"}


def test_a_header_may_name_a_shared_column(demo: Cycle) -> None:
    column = YEAR.replace(" },", ', header = "when" },')
    write(demo, columns=column, general='when.en = "When"')
    assert laws(demo).columns[0].header == {"en": "When"}
    (demo.sql.parent / "shared" / "columns.toml").write_text(EVIDENCE, "utf-8")
    said = refusal(demo)
    assert "laws.toml: columns.year.header: there is no header “when”." in said
    assert "Known are evidence;" in said


def test_a_header_that_stands_nowhere_is_an_error_that_names_column_and_file(demo: Cycle) -> None:
    path = write(demo, columns=YEAR.replace(', question = "law_year"', ""))
    said = refusal(demo)
    assert f"{path}: columns.year.header: there is no text for it." in said
    assert str(demo.sql.parent / "shared" / "columns.toml") in said


def test_a_question_that_the_form_lacks_is_no_label(demo: Cycle) -> None:
    write(demo, columns=YEAR.replace("law_year", "law_age"), general='year.en = "Year"')
    assert "columns.year.question: the form has no question “law_age”." in refusal(demo)


def test_source_and_notes_are_referred_to_by_name(demo: Cycle) -> None:
    write(demo)
    table = laws(demo)
    assert table.source == {"en": "Replies.", "fr": "Réponses."}
    assert [note["en"] for note in table.notes] == ["A note of the table.", "On timing."]
    assert table.columns[0].notes == (2,)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"timing"]\ntitle', '"time"]\ntitle', "notes.2: there is no note “time”. Known are own, "),
        ('notes = ["timing"]', 'notes = ["time"]', "columns.year.notes: there is no note “time”"),
        ('"replies"', '"reply"', "source: there is no source “reply”. Known are replies;"),
        ('own.en = "A note', 'more.en = "A note', "there is no note “own”. Known are more, timing"),
    ],
)
def test_an_unknown_name_is_told_with_those_that_are_known(
    demo: Cycle, old: str, new: str, told: str
) -> None:
    path = write(demo)
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    assert told in refusal(demo)


def test_a_shared_text_without_words_is_refused_by_file_and_name(demo: Cycle) -> None:
    write(demo, general='year = "Year"')
    assert f"{demo.sql.parent / 'shared' / 'columns.toml'}: year: there must be" in refusal(demo)
    write(demo, general="year")
    assert "columns.toml is not valid TOML" in refusal(demo)


def test_a_title_may_be_the_label_of_a_table_of_the_form(demo: Cycle) -> None:
    path = write(demo)
    path.write_text(path.read_text("utf-8").replace('title.en = "Laws"', 'title = "laws"'), "utf-8")
    assert laws(demo).title == {"en": "Laws", "zh": "法律"}


def test_a_header_under_a_spanner_is_composed_of_both(demo: Cycle) -> None:
    column = YEAR.replace(" },", ', spanner = "period" },')
    write(demo, columns=column, headers='period = { en = "Period", zh = "时期", fr = "Période" }')
    column_of_year = laws(demo).columns[0]
    assert column_of_year.subheader == LABEL
    assert column_of_year.header == {"en": "Period: year", "zh": "时期：年份"}
    assert "columns.year.header" not in dict(laws(demo).words())


def test_an_acronym_keeps_its_capitals_after_the_colon() -> None:
    french = composed({"fr": "Objectifs"}, {"fr": "ODD atteints"})
    assert french == {"fr": "Objectifs\N{NO-BREAK SPACE}: ODD atteints"}


def test_a_pattern_of_a_point_may_be_the_same_in_every_language(demo: Cycle) -> None:
    path = write(demo)
    text = path.read_text("utf-8")
    point = '[[points]]\nname = "years"\ncount = "title"\ntext = "{ $number }{ listed }"\n'
    title = YEAR + '\n{ name = "title", type = "text", question = "law_title" },'
    path.write_text(text.replace(YEAR, title) + point, "utf-8")
    assert laws(demo).points[0].text == dict.fromkeys(("en", "zh", "fr"), "{ $number }{ listed }")
    path.write_text(text.replace(YEAR, title) + point.replace("text =", "where ="), "utf-8")
    assert "points.years.text: there is no own.points.years" in refusal(demo)


def test_a_review_of_a_shared_text_shows_in_every_table_that_uses_it(tmp_path: Path) -> None:
    cycle = project_cycle(tmp_path, received=False)
    before = {entry.key: entry for entry in entries(cycle)}
    key = "shared/notes/languages"
    assert [entry.part for entry in entries(cycle) if entry.key == key] == ["shared"]
    text = before[key].text
    source = '"' + text["en"].replace('"', '""') + '"'
    cycle = review(cycle, key, source, "Dans la langue de la réponse.")
    using = [table for table in read_tables(cycle) if text["en"] in [n["en"] for n in table.notes]]
    assert len(using) == 16
    for table in using:
        notes = [note["fr"] for note in table.notes if note["en"] == text["en"]]
        assert notes == ["Dans la langue de la réponse."]
    entry = next(entry for entry in entries(cycle) if entry.key == key)
    assert state(entry, "fr", cycle.reviews) == "reviewed"


def test_a_review_of_the_question_shows_in_the_header(demo: Cycle) -> None:
    write(demo)
    cycle = review(demo, "questionnaire/law_year/label", "Year", "Millésime")
    assert laws(cycle).columns[0].header == {**LABEL, "fr": "Millésime"}


@pytest.mark.parametrize(
    ("key", "now"),
    [
        ("tables/laws/notes.2", "shared/notes/timing"),
        ("tables/laws/notes.1", "tables/laws/notes.own"),
        ("tables/laws/source", "shared/sources/replies"),
        ("tables/laws/columns.year.header", "questionnaire/law_year/label"),
        ("tables/laws/columns.evidence.header", "shared/columns/evidence"),
    ],
)
def test_a_review_under_the_key_of_a_former_place_is_refused_with_the_present_one(
    demo: Cycle, key: str, now: str
) -> None:
    write(demo)
    said = refusal(review(demo, key, "On timing.", "Sur les dates."))
    assert f"translations/fr.csv: {key} is no key of a text any more." in said
    assert f"has the key {now} now" in said


def test_a_review_under_the_present_key_counts(demo: Cycle) -> None:
    write(demo)
    cycle = review(demo, "tables/laws/notes.own", "A note of the table.", "Une note.")
    assert laws(cycle).notes[0]["fr"] == "Une note."
    keys = {entry.key: entry.part for entry in entries(cycle)}
    assert keys["tables/laws/notes.own"] == "tables"
    assert keys["shared/sources/replies"] == "shared"
    assert "tables/laws/columns.year.header" not in keys
