"""The whole of it: run with a real server, back up, lose everything, restore, run again."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.operate.prefect_database import libpq
from rapporteur.pipeline import run
from tests.operate.conftest import Command, Prefect, serving
from tests.postgres import Cluster, postgres
from tests.support import COMPLETE, ROOT, cell, edited, reply, tiny_cycle


@dataclass
class Machine:
    """A machine on which Prefect keeps its history in SQLite, or in a PostgreSQL of its own."""

    folder: Path
    cluster: Cluster | None = None
    prefect: Prefect = field(init=False)

    @property
    def database(self) -> str:
        return self.cluster.url if self.cluster else ""

    def load(self, sentence: str) -> None:
        """Do what the restoring said about Prefect's database."""
        path = Path(sentence.partition(" is ")[2].partition(". ")[0])
        if not self.cluster:
            assert "PREFECT_HOME/prefect.db" in sentence
            self.folder.mkdir()
            shutil.copyfile(path, self.folder / "prefect.db")
            return
        address, password = libpq(self.cluster.url)
        line = sentence.partition("load it: ")[2]
        line = line.replace("postgresql://USER@HOST/prefect", address)
        variables = {**os.environ, "PGPASSWORD": password}
        subprocess.run(line.split(), env=variables, check=True, capture_output=True)


@contextmanager
def machine(folder: Path, kind: str) -> Iterator[Machine]:
    if kind == "sqlite":
        yield Machine(folder)
        return
    with postgres() as cluster:
        yield Machine(folder, cluster)


def flow_run(prefect: Prefect, cycle: Cycle, kind: str) -> None:
    """Run the flow; once is enough, since only where its history is kept is another."""
    if kind == "postgresql":
        run(cycle)
        flow = prefect.post("/flows/", {"name": "pipeline"})
        prefect.post("/flow_runs/", {"flow_id": flow["id"], "name": "tiny: 2 files"})
        return
    subprocess.run(
        [sys.executable, "-m", "flows.pipeline", "tiny"],
        cwd=ROOT,
        env={**prefect.variables, "RAPPORTEUR_HOME": str(cycle.home)},
        check=True,
        capture_output=True,
        timeout=600,
    )


def csvs(cycle: Cycle) -> dict[str, bytes]:
    folder = cycle.outputs / "tables" / "csv"
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def registers(cycle: Cycle) -> dict[str, bytes]:
    names = ("receipts.csv", "decisions.csv")
    return {name: (cycle.inputs / name).read_bytes() for name in names}


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_what_was_lost_comes_back(kind: str, tmp_path: Path, command: Command) -> None:
    cycle = tiny_cycle(tmp_path / "home")
    reply(cycle, "XAA", COMPLETE)
    with edited(reply(cycle, "XAB", COMPLETE)) as workbook:
        cell(workbook, "share").value = "much"
    file = tmp_path / "elsewhere" / "monday.tar.gz"
    decision = ("decide", "tiny", "refuse", "XAB", "--reason", "A draft.", "--who", "the desk")
    with machine(tmp_path / "old", kind) as old:
        with serving(old.folder, old.database) as prefect:
            flow_run(prefect, cycle, kind)
            assert command(*decision, home=cycle.home).code == 0
            run(cycle)
            known = prefect.flow_runs()
            command.monkeypatch.setenv("PREFECT_HOME", str(old.folder))
            option = ("--database", old.database) if old.database else ()
            said = command("backup", file, *option, home=cycle.home)
            assert said.code == 0, said.err
            assert "database/prefect." in said.out
        tables, lists = csvs(cycle), registers(cycle)
        shutil.rmtree(cycle.home)
        shutil.rmtree(old.folder)

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
        with serving(new.folder, new.database) as prefect:
            assert known
            assert sorted(prefect.flow_runs()) == sorted(known)
