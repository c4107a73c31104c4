"""The figures that README and the pages quote about the sample are those of the sample.

Measurements stand once, on the page that says how they were made; others lead to it.
"""

import re
from pathlib import Path

import pytest

from rapporteur.collect.reading.questionnaire import read_answers
from rapporteur.collect.reading.spreadsheet import read_sheets
from rapporteur.collect.receipts import received
from rapporteur.design.cycle import Cycle
from rapporteur.design.cycle_tables import read_tables
from rapporteur.disseminate.points.markdown import sentence
from rapporteur.disseminate.publication import Publication
from rapporteur.warehouse.reader import opened
from rapporteur.warehouse.status import status
from tests.support import ROOT


def page(name: str) -> str:
    """A page, each paragraph in a line."""
    return (ROOT / name).read_text(encoding="utf-8")


def test_replies_tables_and_languages(sample: Cycle) -> None:
    now, tables = status(sample), len(read_tables(sample))
    files, languages = len(received(sample)), len(sample.definition.languages)
    readme, operations = page("README.md"), page("docs/operations.md")
    assert languages == 6
    assert f"Its {now.replies} replies are **reconstructed" in readme
    assert f"its {tables} tables, in the six official languages" in readme
    asked = sum(now.asked.values())
    assert f"The tables rest on {now.replies} replies of {asked} respondents asked." in readme
    assert f"the tables rest on {now.replies + 1} replies" in readme
    assert f"received after the cut-off, {sample.definition.cut_off}" in readme
    assert f"{sample.definition.cut_off:%d %B %Y}" in readme
    assert f"(`a79-sse: {files} files`)" in operations
    assert f"for the cycle a79-sse: {files} files, {tables} tables, six languages" in operations
    (number,) = set(re.findall(r"(?:Table |order = )(\d+)", page("CONTRIBUTING.md")))
    assert int(number) in {table.order for table in read_tables(sample)}


def test_the_cells_of_its_files(sample: Cycle) -> None:
    ledgers = [
        read_answers(read_sheets(file.path.read_bytes()), sample.form, file.file).ledger
        for file in received(sample)
    ]
    sums = [
        sum(getattr(ledger, part) for ledger in ledgers)
        for part in ("filled", "answers", "notes", "builders")
    ]
    filled, answers, notes, builders = (f"{number:,}" for number in sums)
    assert (
        f"On the sample's {len(ledgers)} files, {filled} filled cells are {answers} answers, "
        f"{notes} notes and {builders} of the builder's; none is unread."
    ) in page("docs/reliability.md")
    assert not any(ledger.unread for ledger in ledgers)


def test_how_full_its_replies_are(sample: Cycle) -> None:
    with opened(sample) as con:
        counted = con.execute(
            """
            select count(*) as answers, count(distinct (repeat, row)) filter (row is not null)
            from landing.answers inner join landing.submissions using (submission)
            where basis = 'reply' group by submission
            """
        ).fetchall()
    columns = list(zip(*counted, strict=True))
    mean, rows = (round(sum(column) / len(counted)) for column in columns)
    fullest, most = map(max, columns)
    assert (
        f"the sample's replies have {mean} and {rows}, and the fullest of them {fullest} and {most}"
    ) in page("benchmarks/README.md")


def test_the_drafting_point_that_is_shown(sample: Cycle) -> None:
    publication = Publication(sample)
    edition = publication.edition("en")
    shown = re.findall(r"(?m)^> (.+)$", page("docs/drafter.md"))
    assert shown
    assert set(shown) <= {sentence(edition, point) for point in publication.points}


def test_the_rows_and_sidecars_of_the_table_that_is_compared(sample: Cycle) -> None:
    rows = (sample.outputs / "tables/csv/statistical_indicators.csv").read_bytes().count(b"\n")
    assert f"Its rows repeat the {rows - 1} rows of statistical_indicators" in page(
        "docs/published.md"
    )


@pytest.mark.parametrize(
    "path",
    [ROOT / "README.md", *sorted((ROOT / "docs" / "decisions").glob("*.md"))],
    ids=lambda path: path.name,
)
def test_no_measurement_of_the_benchmarks_is_repeated(path: Path) -> None:
    """What leads to the page of the benchmarks leaves the figures to it."""
    for paragraph in path.read_text(encoding="utf-8").splitlines():
        if "benchmarks/README.md" in paragraph:
            assert not re.search(r"\d (seconds|[GM]iB|times)", paragraph)
