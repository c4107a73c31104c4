"""What the faults happen to: an installation that works, and cycles that one can look at."""

import hashlib
import io
import json
import os
import re
import shutil
import signal
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from random import Random
from typing import Any
from uuid import uuid4

from openpyxl import load_workbook

from benchmarks.measuring import family
from rapporteur.collect.receipts import present_files, received, registered
from rapporteur.correspond.mail import outbox
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.kernel.files import digest
from rapporteur.pipeline import run
from rapporteur.warehouse.basis import fingerprint, is_current
from rapporteur.warehouse.reader import opened
from tests.embedded import Embedded
from tests.faults.means import csvs
from tests.installation import PATIENCE, Installation, asked
from tests.support import COMPLETE, reply, tiny_cycle

SEED = os.environ.get("FAULTS_SEED", "1")
"""Determines the moments at which faults happen; another seed tries other moments."""

_BESIDE = re.compile(r"\..+\.\d+\..+")

Run = Mapping[str, Any]
"""A flow run as Prefect's server tells of it."""


class Scene:
    """An installation that outlives the faults. Each fault has a cycle of its own."""

    def __init__(self, folder: Path, database: str, cluster: Embedded | None) -> None:
        home = folder / "home"
        (home / "inputs").mkdir(parents=True, exist_ok=True)
        # Shorter than one would have them, so that the tests are.
        variables = {
            "RAPPORTEUR_SWEEP": "PT2S",
            "RAPPORTEUR_AGAIN": "PT10S",
            "RAPPORTEUR_OPERATORS": '["operators@example.org"]',
        }
        if cluster:
            variables["PREFECT_SERVER_DATABASE_CONNECTION_URL"] = cluster.url
        self.database, self.cluster = database, cluster
        self.folder, self.home = folder, home
        self.installation = Installation(folder / "installation", home, **variables)
        self._number = 0

    def until(self, true: Callable[[], bool], what: str, seconds: float = PATIENCE) -> float:
        """Wait for something, without keeping the machine busy; returns the seconds."""

        def look() -> bool:
            time.sleep(0.2)
            return true()

        return self.installation.until(look, what, seconds)

    def moment(self, name: str, most: float) -> None:
        """Wait until a moment that is the same in each run of the tests, if the seed is."""
        time.sleep(Random(f"{SEED} {name}").uniform(0, most))

    # The cycles

    def new(self, *codes: str) -> Cycle:
        """A new cycle with a file of each of these respondents."""
        self._number += 1
        made, name = tiny_cycle(self.folder / "made"), f"fault-{self._number}"
        toml = made.inputs / "cycle.toml"
        toml.write_text(toml.read_text("utf-8").replace('"tiny"', f'"{name}"', 1), "utf-8")
        made.inputs.rename(self.home / "inputs" / name)
        cycle = load_cycle(self.home, name)
        self.put(cycle, *codes)
        return cycle

    def put(self, cycle: Cycle, *codes: str, folder: str = "submissions") -> None:
        """Put files of these respondents among those received."""
        for code in codes:
            reply(cycle, code, {**COMPLETE, "unit": f"Ministry of {code}"}, folder=folder)

    def put_many(self, cycle: Cycle, code: str, number: int) -> None:
        """Put so many files of a respondent there, each of other bytes."""
        self.put(cycle, code)
        content = (cycle.inputs / "submissions" / f"{code}.xlsx").read_bytes()
        for at in range(1, number):
            stream = io.BytesIO(content)
            with zipfile.ZipFile(stream, "a") as archive:
                archive.comment = f"variant {at}".encode()
            path = cycle.inputs / "submissions" / f"{code}-{at:04}.xlsx"
            path.write_bytes(stream.getvalue())

    def well(self, cycle: Cycle) -> bool:
        """Whether the published tables are of all the files that lie there."""
        known = set(registered(cycle))
        lying = {(digest(path), path.relative_to(cycle.inputs).as_posix())
                 for path, _ in present_files(cycle)}  # fmt: skip
        return lying <= known and is_current(cycle, fingerprint(cycle, received(cycle)))

    def recovered(self, cycle: Cycle, seconds: float = PATIENCE) -> float:
        """Wait until all is well, and hold it against an undisturbed run.

        Returns the moment in which all was well.
        """
        self.until(lambda: self.well(cycle), f"{cycle.id} well", seconds)
        moment = time.monotonic()
        self.until(lambda: self.quiet(cycle), f"the runs of {cycle.id} over", seconds)
        self.judge(cycle)
        return moment

    def judge(self, cycle: Cycle) -> None:
        """Raises `AssertionError` when something is lost, twice there, or half written."""
        lie = Counter(path.relative_to(cycle.inputs).as_posix() for path, _ in present_files(cycle))
        with opened(cycle) as con:
            rows = con.execute("select file from landing.files").fetchall()
        assert Counter(file for (file,) in rows) == lie, "the tables are not of the files"
        tables = cycle.outputs / "tables"
        assert csvs(cycle) == self.undisturbed(cycle), "the tables are not those of a run alone"
        stated = json.loads((tables / "datapackage.json").read_text("utf-8"))["resources"]
        assert stated
        for one in stated:
            content = (tables / one["path"]).read_bytes()
            assert one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        for language in cycle.definition.languages:
            assert load_workbook(tables / f"{cycle.id}.{language}.xlsx").worksheets
        left = [path for folder in (cycle.outputs, cycle.inputs)
                for path in folder.rglob(".*") if _BESIDE.fullmatch(path.name)]  # fmt: skip
        assert not left, f"left behind: {left}"

    def undisturbed(self, cycle: Cycle) -> Mapping[str, bytes]:
        """The CSVs that one run gives, made of a copy of the inputs."""
        apart = self.folder / "apart"
        shutil.rmtree(apart, ignore_errors=True)
        shutil.copytree(cycle.inputs, apart / "inputs" / cycle.id)
        copy = load_cycle(apart, cycle.id)
        run(copy)
        return csvs(copy)

    # The server

    def ask(self, path: str, **given: Any) -> Any:
        """What the server answers to a question with that body."""
        return asked("POST", f"{self.installation.api}/{path}", given).json()

    @cached_property
    def deployments(self) -> Mapping[str, str]:
        """The identifier of each deployment, by its name."""
        return {one["name"]: one["id"] for one in self.ask("deployments/filter")}

    def runs(self, cycle: Cycle, flow: str = "") -> list[Run]:
        """The latest runs of a cycle, of one deployment if named."""
        asked = {} if not flow else {"deployments": {"name": {"any_": [flow]}}}
        latest = self.ask("flow_runs/filter", sort="EXPECTED_START_TIME_DESC", limit=200, **asked)
        return [one for one in latest if one["parameters"].get("cycle") == cycle.id]

    def quiet(self, cycle: Cycle) -> bool:
        """Whether all runs of a cycle have ended."""
        final = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
        return all(one["state_type"] in final for one in self.runs(cycle))

    def ends(self, cycle: Cycle) -> set[str]:
        """The states of the runs of a cycle."""
        return {str(one["state_name"]) for one in self.runs(cycle)}

    def start_run(self, cycle: Cycle, flow: str, **variables: object) -> str:
        """Start a run by hand, with job variables; returns its identifier."""
        path = f"deployments/{self.deployments[flow]}/create_flow_run"
        asked = {"parameters": {"cycle": cycle.id}, "job_variables": variables,
                 "state": {"type": "SCHEDULED"}}  # fmt: skip
        return str(self.ask(path, **asked)["id"])

    def running(self, cycle: Cycle, flow: str) -> int:
        """Wait until a run of the flow is under way; returns the number of its process."""
        found: list[str] = []

        def see() -> bool:
            underway = [one for one in self.runs(cycle, flow) if one["state_type"] == "RUNNING"]
            found.extend(str(pid) for one in underway if (pid := one["infrastructure_pid"]))
            return bool(found)

        self.until(see, f"a run of {flow}")
        return int(found[0].split(":")[1])

    def ended(self, cycle: Cycle, state: str) -> Sequence[str]:
        """What the runs of a cycle say that ended in a state of that name."""
        return [str(one["state"]["message"]) for one in self.runs(cycle)
                if one["state_name"] == state]  # fmt: skip

    def told(self, cycle: Cycle, sentence: str) -> None:
        """Wait until the operators have a letter that says so."""

        def see() -> bool:
            letters = (outbox.read(cycle, key) for key in outbox.keys(cycle)
                       if key.startswith("alarm-"))  # fmt: skip
            return any(sentence in " ".join(str(one.get_content()).split()) for one in letters)

        self.until(see, f"an alarm that says “{sentence}”")

    def event(self, cycle: Cycle, name: str, resource: str, number: int = 1) -> None:
        """Emit an event by hand, so many times."""
        about = {"prefect.resource.id": f"rapporteur.{resource}", "rapporteur.cycle": cycle.id,
                 "rapporteur.batch": "end"}  # fmt: skip
        when = datetime.now(UTC).isoformat()
        events = [{"occurred": when, "event": name, "resource": about, "id": str(uuid4())}
                  for _ in range(number)]  # fmt: skip
        asked("POST", f"{self.installation.api}/events", events)

    # The faults

    def kill(self, *parts: str) -> None:
        """End parts, and all that they have started, in one moment (SIGKILL)."""
        pids = [pid for part in parts for pid in family(self.installation.processes[part].pid)]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        for part in parts:
            self.installation.processes.pop(part).wait()

    def mend(self) -> None:
        """Start again what was killed and is not there."""
        for part in ("server", "worker", "watcher"):
            process = self.installation.processes.get(part)
            if process is None or process.poll() is not None:
                self.installation.start(part)
