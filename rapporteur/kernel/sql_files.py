"""The SQL that the program itself runs: files in the folder `sql` of the package that uses them."""

from functools import cache
from importlib import resources


@cache
def read_sql(package: str, name: str) -> str:
    """The text of `sql/<name>.sql` in a package; `name` may have a folder, as `landing/cells`.

    Nothing is put into the text: values reach it as parameters (`$name`) or as variables of
    DuckDB. What is assembled from a form stays in Python.
    """
    return resources.files(package).joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")
