"""Sidecars: what is wrong in one is told by file and key."""

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.design.cycle_tables import read_tables
from rapporteur.kernel.errors import UserError


def broken(demo: Cycle, old: str, new: str) -> str:
    """The message when the sidecar of the laws has `new` in the place of `old`."""
    path = demo.sql / "marts" / "laws.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read_tables(demo)
    assert str(path) in caught.value.message
    return caught.value.message


def test_tables_come_in_the_order_of_the_workbook(demo: Cycle) -> None:
    counts, laws = read_tables(demo)
    assert (counts.id, laws.id) == ("counts", "laws")
    assert laws.sort == ("respondent", "year")
    assert [column.name for column in laws.columns][-1] == "evidence"


def test_a_percentage_has_a_unit_by_itself(demo: Cycle) -> None:
    path = demo.sql / "marts" / "laws.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"number"', '"percent"').replace('unit = "USD"', ""), "utf-8")
    counts, laws = read_tables(demo)
    assert [column.measure for column in counts.columns] == [None, "NUMBER", None]
    assert [(one.name, one.measure) for one in laws.columns if one.measure] == [("amount", "PT")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("order = 2", "order = 'x'", "order: "),
        ("order = 2", "ordre = 2", "ordre: "),
        ("order = 2", "order = 2 3", "TOML"),
        ("order = 2", "order = 1", "order 1 is also that of counts"),
        ('header.zh = "年份"', 'header.zh = ""', "columns.5.header"),
        ('header.en = "Year"', 'header.en = "STATE"', "header.en is not unique: state"),
        ('type = "year"', 'type = "yeer"', "columns.5.type"),
        ('codelist = "status"', "", "columns.2"),
        ('sort = ["respondent", "year"]', 'sort = ["state"]', "sort: state is not a column"),
        ('name = "title"', 'name = "status"', "each named once"),
        ('name = "evidence"', 'name = "proof"', "the last must be `evidence`"),
        ('name = "year"', 'name = "year"\nnotes = [2]', "columns.year.notes: there is no note “2”"),
        ('name = "year"', 'name = "year"\nnotes = ["on_law"]', "there is no note “on_law” among"),
        ('notes = ["on_laws"]', 'notes = ["on_law"]', "there is no note “on_law”"),
        ('notes = ["on_laws"]', "", "nothing refers to laws.toml, own.notes.on_laws"),
        ('notes = ["on_laws"]', "notes = [1]", "notes.1: a note is referred to by its name"),
        ("own.notes.on_laws", "own.note.on_laws", "own.note is not known"),
        ("[own.notes.on_laws]", "[own.notes]", "own.notes.en: there must be a text"),
        ('[title]\nen = "Laws"', 'title = "acts"\n[scope]\nen = "Laws"', "no table “acts”"),
        ('name = "year"', 'name = "year"\nspanner.en = "x"', "spanner and subheader"),
        ('name = "year"', 'name = "year"\ndecimals = 1', "decimals are for numbers"),
        ('name = "year"', 'name = "year"\nunit = "NUMBER"', "a unit is for integers and numbers"),
        ('unit = "USD"', 'unit = " "', "columns.6.unit"),
        ('name = "year"', 'name = "year"\nquestion = 1', "columns.5.question"),
        ('name = "year"', 'name = "year"\nquestion = ["law_year", "x"]', "no question “x”"),
    ],
)
def test_a_mistake_is_told_by_its_key(demo: Cycle, old: str, new: str, said: str) -> None:
    assert said in broken(demo, old, new)


@pytest.mark.parametrize("lost", [".sql", ".toml"])
def test_sql_and_sidecar_need_each_other(demo: Cycle, lost: str) -> None:
    (demo.sql / "marts" / f"laws{lost}").unlink()
    with pytest.raises(UserError, match=rf"has no laws\{lost} beside it"):
        read_tables(demo)


@pytest.mark.parametrize("name", ["abc12", "r1c1", "a_name_of_more_than_31_characters", "Laws"])
def test_a_name_that_excel_would_refuse_is_refused(demo: Cycle, name: str) -> None:
    for suffix in (".sql", ".toml"):
        path = demo.sql / "marts" / f"laws{suffix}"
        path.rename(path.with_stem(name))
    with pytest.raises(UserError, match="cannot be the name of a table"):
        read_tables(demo)
