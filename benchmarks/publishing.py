"""Publish: the sample cycle whole, and a table of 100,000 rows. `python -m benchmarks.publishing`.

Six languages in two profiles, the files for machines, and with the sample cycle the annexes and
pictures. The large table is made up: ten columns, each row resting on an answer of its own, so
that a workbook holds as many rows of evidence again.
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from benchmarks.measuring import Measured, Stages, measure
from benchmarks.report import machine

SAMPLE, LARGE = "a79-sse", "demo"
_ROWS = 100_000
_LANGUAGES = ("en", "ar", "zh", "fr", "ru", "es")
_ANSWERS = """
insert into landing.answers by name
select 's1' as submission, 'law_title' as question, 'laws' as repeat, n + 10 as row,
    'Frameworks' as sheet, 'B' || (n + 20) as cell, 'Law number ' || n as raw
from range(?) as t(n)
"""
_LAWS = """
insert into marts.laws
select 'AAA', 'Law number ' || n || ' on the social economy',
    case when n % 3 = 0 then 'in_force' else 'proposed' end, 'proposed in_force',
    case when n % 5 = 0 then 'North' end, 1990 + n % 35, (n * 37) % 100000 / 4.0,
    date '2000-01-01' + (n % 9000)::integer, 'reply', 's1/laws/' || (n + 10)
from range(?) as t(n)
"""


def main() -> None:
    """Print what both take, or, with a home and a number of rows, do one and report its stages."""
    if len(sys.argv) == 3:
        _publish(Path(sys.argv[1]), int(sys.argv[2]))
        return
    print(machine())
    with TemporaryDirectory(prefix="rapporteur-publishing-") as folder:
        home = Path(folder)
        (home / "sample").mkdir()
        (home / "sample" / "inputs").symlink_to(Path("inputs").resolve())
        _say("the sample cycle", measure(__spec__.name, home / "sample", 0))
        _make_large(home / "large")
        _say(f"a table of {_ROWS:,} rows", measure(__spec__.name, home / "large", _ROWS))


def _publish(home: Path, rows: int) -> None:
    stages = Stages()
    stages.begin("start")
    from rapporteur import pipeline
    from rapporteur.collect.land_cycle import collect
    from rapporteur.design.cycle import load_cycle
    from rapporteur.disseminate import write_supplements
    from rapporteur.disseminate.publication import Publication
    from rapporteur.disseminate.releases.publishing import publish_tables, supplement
    from rapporteur.disseminate.write_tables import write_tables
    from rapporteur.warehouse import build as warehouse

    cycle = load_cycle(home, LARGE if rows else SAMPLE)
    if rows:  # there is nothing that it was made from, and so no version to make of it
        stages.begin("tables")
        (home / "tables").mkdir()
        write_tables(Publication(cycle), home / "tables")
    else:
        with pipeline.locked(cycle):
            warehouse.build(cycle, collect(cycle))
            stages.begin("tables")
            publication = Publication(cycle)
            publish_tables(publication)
            stages.begin("annexes and pictures")
            supplement(publication, write_supplements.SUPPLEMENTS)
    stages.report()


def _make_large(home: Path) -> None:
    from tests.demo import make_demo  # with what it imports, no part of what is measured

    cycle = make_demo(home)
    path = cycle.inputs / "cycle.toml"
    languages = ", ".join(f'"{language}"' for language in _LANGUAGES)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"en", "zh", "fr"', languages), encoding="utf-8")
    with duckdb.connect(str(cycle.warehouse)) as con:
        con.execute("delete from marts.laws")
        con.execute(_ANSWERS, [_ROWS])
        con.execute(_LAWS, [_ROWS])


def _say(what: str, took: Measured) -> None:
    stages = {name: seconds for name, seconds in took.stages.items() if name != "start"}
    shown = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in stages.items())
    print(
        f"{what}: {shown}; in all {sum(stages.values()):.1f} s; at most {took.memory:.0f} MiB;",
        end="",
    )
    print(f" load {took.load:.1f} of {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
