"""SQL files: their names, and their order by the tables that they read."""

from pathlib import Path

import pytest

from rapporteur.design.sql_models import read_models
from rapporteur.kernel.errors import UserError


def write(folder: Path, **files: str) -> Path:
    for name, sql in files.items():
        layer, _, model = name.partition("__")
        path = folder / layer / f"{model}.sql"
        path.parent.mkdir(exist_ok=True)
        path.write_text(sql, encoding="utf-8")
    return folder


def test_a_model_comes_after_those_that_it_reads(tmp_path: Path) -> None:
    write(
        tmp_path,
        staging__a="select * from form.main",
        staging__b="with a as (select * from staging.a) select * from a",
        intermediate__c="select * from staging.b where x in (select x from intermediate.d)",
        intermediate__d="select * from staging.a inner join reference.list using (code)",
        marts__e="select * from intermediate.c",
        checks__f="select 1",
    )
    models = read_models(tmp_path)
    names = [model.name for model in models]
    assert sorted(names) == [
        "intermediate.c", "intermediate.d", "marts.e", "staging.a", "staging.b",
    ]  # fmt: skip
    for model in models:
        for read in model.reads & set(names):
            assert names.index(read) < names.index(model.name)
    reads = {model.name: model.reads for model in models}
    assert reads["staging.b"] == {"staging.a"}  # a CTE is no table
    assert reads["intermediate.d"] == {"staging.a", "reference.list"}


def test_only_the_layers_asked_for(tmp_path: Path) -> None:
    write(tmp_path, marts__e="select 1", checks__f="select 2")
    assert [model.name for model in read_models(tmp_path, ["checks"])] == ["checks.f"]
    assert read_models(tmp_path / "nothing") == []


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("selec 1", "marts/e.sql is not one select statement"),
        ("select 1; select 2", "marts/e.sql is not one select statement: it has several"),
        ("create table x as select 1", "marts/e.sql is not one select statement"),
    ],
)
def test_a_file_that_is_not_a_select_is_an_error(tmp_path: Path, sql: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        read_models(write(tmp_path, marts__e=sql))
    assert message in caught.value.message


def test_models_that_depend_on_each_other_are_named(tmp_path: Path) -> None:
    write(tmp_path, staging__a="select * from staging.b", staging__b="select * from staging.a")
    with pytest.raises(UserError, match=r"depend on each other: staging\.\w → staging\.\w"):
        read_models(tmp_path)
