"""The whole of it: run with a real server, back up, lose everything, restore, run again.

Backups while a server writes are in test_backup.py.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.operate.prefect_database import libpq
from rapporteur.pipeline import run
from tests.installation import BIN
from tests.operate.conftest import Command, serving, variables
from tests.postgres import Cluster, postgres
from tests.support import COMPLETE, ROOT, cell, edited, reply, tiny_cycle


@dataclass(frozen=True)
class Machine:
    """A machine on which Prefect keeps its history in SQLite, or in a PostgreSQL of its own."""

    folder: Path
    cluster: Cluster | None = None

    @property
    def database(self) -> str:
        return self.cluster.url if self.cluster else ""

    def work(self, cycle: Cycle, history: Path) -> None:
        """Run the cycle, so that Prefect remembers it.

        Once the flow itself does; where the database is another, its history alone is.
        """
        if self.cluster:
            upgrade = [str(BIN / "prefect"), "server", "database", "upgrade", "-y"]
            own = variables(self.folder, self.database)
            subprocess.run(upgrade, env=own, check=True, capture_output=True, timeout=300)
            self.psql("insert into flow (name) values ('pipeline')")
            self.psql(
                "insert into flow_run (name, flow_id, auto_scheduled, run_count, total_run_time) "
                "select 'tiny: 2 files', id, false, 0, interval '0' from flow"
            )
            run(cycle)
            return
        self.folder.mkdir()
        shutil.copy(history, self.folder)
        with serving(self.folder) as prefect:
            subprocess.run(
                [sys.executable, "-m", "rapporteur.flows.pipeline", "tiny"],
                cwd=ROOT,
                env={**prefect.variables, "RAPPORTEUR_HOME": str(cycle.home)},
                check=True,
                capture_output=True,
                timeout=600,
            )

    def load(self, sentence: str) -> None:
        """Do what the restoring said about Prefect's database."""
        path = Path(sentence.partition(" is ")[2].partition(". ")[0])
        if not self.cluster:
            assert "PREFECT_HOME/prefect.db" in sentence
            self.folder.mkdir()
            shutil.copyfile(path, self.folder / "prefect.db")
            return
        address, password = libpq(self.cluster.url)
        line = sentence.partition("with the server stopped: ")[2]
        line = line.replace("postgresql://USER@HOST/prefect", address)
        own = {**os.environ, "PGPASSWORD": password}
        subprocess.run(line.split(), env=own, check=True, capture_output=True)

    def flow_runs(self) -> Sequence[str]:
        """The flow runs in the database, by identifier and name."""
        query = "select id || ' ' || name from flow_run order by id"
        if self.cluster:
            return self.psql(query).splitlines()
        with closing(sqlite3.connect(self.folder / "prefect.db")) as con:
            return [str(row) for (row,) in con.execute(query)]

    def psql(self, statement: str) -> str:
        assert self.cluster
        address, password = libpq(self.cluster.url)
        program = str(self.cluster.programs / "psql")
        return subprocess.run(
            [program, address, "-v", "ON_ERROR_STOP=1", "-Atc", statement],
            env={**os.environ, "PGPASSWORD": password},
            check=True,
            capture_output=True,
            text=True,
        ).stdout


@contextmanager
def machine(folder: Path, kind: str) -> Iterator[Machine]:
    if kind == "sqlite":
        yield Machine(folder)
        return
    with postgres() as cluster:
        yield Machine(folder, cluster)


def csvs(cycle: Cycle) -> dict[str, bytes]:
    folder = cycle.outputs / "tables" / "csv"
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def registers(cycle: Cycle) -> dict[str, bytes]:
    names = ("receipts.csv", "decisions.csv")
    return {name: (cycle.inputs / name).read_bytes() for name in names}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["postgresql", "sqlite"])
def test_what_was_lost_comes_back(
    kind: str, tmp_path: Path, history: Path, command: Command
) -> None:
    cycle = tiny_cycle(tmp_path / "home")
    reply(cycle, "XAA", COMPLETE)
    with edited(reply(cycle, "XAB", COMPLETE)) as workbook:
        cell(workbook, "share").value = "much"
    file = tmp_path / "elsewhere" / "monday.tar.gz"
    decision = ("decide", "tiny", "refuse", "XAB", "--reason", "A draft.", "--who", "the desk")
    with machine(tmp_path / "old", kind) as old:
        old.work(cycle, history)
        assert command(*decision, home=cycle.home).code == 0
        run(cycle)
        known = old.flow_runs()
        command.monkeypatch.setenv("PREFECT_HOME", str(old.folder))
        option = ("--database", old.database) if old.database else ()
        said = command("backup", file, *option, home=cycle.home)
        assert said.code == 0, said.err
        assert "database/prefect." in said.out
        tables, lists = csvs(cycle), registers(cycle)
        shutil.rmtree(cycle.home)
        shutil.rmtree(old.folder, ignore_errors=True)

    said = command("restore", file, "--to", cycle.home, home=tmp_path)
    assert said.code == 0, said.err
    again = load_cycle(cycle.home, "tiny")
    assert registers(again) == lists
    run(again)
    assert registers(again) == lists
    assert csvs(again) == tables
    (sentence,) = (line for line in said.out.splitlines() if line.startswith("Prefect's"))
    with machine(tmp_path / "new", kind) as new:
        new.load(sentence)
        assert any("tiny: 2 files" in line for line in known)
        assert new.flow_runs() == known
