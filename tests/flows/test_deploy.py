"""What stands in deploy/, held to account without systemd and without containers.

The commands of the units are run as processes, with the variables of the units; only the folders
and the port are this test's.
"""

import os
import re
import shlex
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from configparser import RawConfigParser
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from rapporteur.collect.receipts import received
from rapporteur.design.cycle import Cycle
from rapporteur.warehouse.basis import fingerprint, is_current
from tests.installation import BIN, ROOT, Installation

from .conftest import copied

DEPLOY = ROOT / "deploy"
PARTS = ("server", "worker", "watcher")
COMPOSE: Mapping[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
SERVICES: Mapping[str, Mapping[str, Any]] = COMPOSE["services"]
PROGRAM, HOME, STATE = "/opt/rapporteur", "/srv/rapporteur", "/var/lib/rapporteur"


class Multi(dict[str, str]):
    """The keys of a unit, of which some may be given several times: kept line by line."""

    def __setitem__(self, key: str, value: str) -> None:
        before = self.get(key)
        both = [*before, *value] if isinstance(before, list) and isinstance(value, list) else value
        super().__setitem__(key, both)


@dataclass(frozen=True)
class Unit:
    """What a unit says: its keys, and its variables."""

    keys: Mapping[str, str]
    variables: Mapping[str, str]

    def command(self, key: str = "ExecStart") -> list[str]:
        return shlex.split(self.keys[key])


def unit(part: str) -> Unit:
    """A unit of deploy/."""
    parser = RawConfigParser(strict=False, dict_type=Multi)
    parser.optionxform = str  # type: ignore[method-assign, assignment]
    parser.read(DEPLOY / f"rapporteur-{part}.service", encoding="utf-8")
    keys = dict(parser["Service"]) | dict(parser["Unit"]) | dict(parser["Install"])
    words = [word for line in keys["Environment"].split("\n") for word in shlex.split(line)]
    return Unit(keys, dict(word.split("=", 1) for word in words))


def here(text: str, running: Installation) -> str:
    """The same with this test's folders and port."""
    for there, ours in (
        (f"{PROGRAM}/.venv/bin", str(BIN)),
        (PROGRAM, str(ROOT)),
        (HOME, str(running.home)),
        (STATE, running.variables["PREFECT_HOME"]),
        ("4200", str(running.port)),
    ):
        text = text.replace(there, ours)
    return text


def environment(part: str, running: Installation) -> dict[str, str]:
    """What systemd gives to a process: the unit's variables, and hardly any other."""
    own = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return own | {name: here(value, running) for name, value in unit(part).variables.items()}


def start(part: str, running: Installation) -> None:
    """What systemd does to start a unit."""
    keys = unit(part).keys
    folder = Path(here(keys["WorkingDirectory"], running))
    for key in ("ExecStartPre", "ExecStart"):
        if key not in keys:
            continue
        command = [here(word, running) for word in unit(part).command(key)]
        with (running.folder / f"{part}.log").open("ab") as log:
            process = subprocess.Popen(
                command, cwd=folder, env=environment(part, running), stdout=log, stderr=log
            )
        running.processes[part] = process
        if key == "ExecStartPre":
            assert process.wait(float(keys["TimeoutStartSec"])) == 0, running.log(part)


@pytest.fixture(scope="module")
def home(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    return copied(made, tmp_path_factory.mktemp("deployed"))


@pytest.fixture(scope="module")
def running(
    home: Cycle, history: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """All three units, in the order in which each says that it comes after another."""
    with Installation(tmp_path_factory.mktemp("units"), home.home, "") as found:
        found.keep(history)
        for part in PARTS:
            start(part, found)
        yield found


def settled(cycle: Cycle) -> bool:
    return is_current(cycle, fingerprint(cycle, received(cycle)))


@pytest.mark.slow
def test_the_units_take_a_file_to_the_tables(running: Installation, home: Cycle) -> None:
    running.until(lambda: settled(home), "the first tables")
    (home.inputs / "submissions" / "late.xlsx").write_bytes(b"PK\x03\x04 cut off")
    running.until(lambda: settled(home), "the tables with the file that came")
    for part in ("worker", "watcher"):
        assert "Traceback" not in running.log(part)


@pytest.mark.slow  # tests/flows/test_serve.py ends all
@pytest.mark.parametrize("part", ["watcher", "worker", "server"])
def test_the_signal_to_end_ends_a_unit_in_its_time(running: Installation, part: str) -> None:
    process = running.processes.pop(part)
    process.send_signal(signal.SIGTERM)
    assert process.wait(float(unit(part).keys["TimeoutStopSec"])) is not None
    assert process.returncode != -signal.SIGKILL


@pytest.mark.parametrize("part", PARTS)
def test_a_unit_is_started_again_and_protects_the_machine(part: str) -> None:
    keys = unit(part).keys
    assert keys["Restart"] == "always"
    assert keys["User"] == "rapporteur"
    assert keys["WantedBy"] == "multi-user.target"
    assert keys["ProtectSystem"] == "strict"
    assert keys["NoNewPrivileges"] == "yes"
    assert keys["CapabilityBoundingSet"] == ""
    assert keys["UMask"] == "0027"
    assert keys["MemoryMax"]
    assert keys.get("ReadWritePaths", "") == ("" if part == "server" else HOME)
    assert unit(part).variables["PREFECT_HOME"] == f"/var/lib/{keys['StateDirectory']}"
    assert keys["EnvironmentFile"].startswith("-")  # it need not be there
    for before, after in pairwise(PARTS):
        assert unit(after).keys["After"] == f"rapporteur-{before}.service"


@pytest.fixture
def analyze(tmp_path: Path) -> Callable[..., str]:
    """Let `systemd-analyze` judge the units, with the program where it is here."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed (Debian: apt-get install systemd)")
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    if int(version.stdout.split()[1]) < 250:
        pytest.skip("systemd-analyze looks at files from version 250 on")
    paths = []
    for part in PARTS:
        path = tmp_path / f"rapporteur-{part}.service"
        text = (DEPLOY / path.name).read_text("utf-8").replace(f"{PROGRAM}/.venv/bin", str(BIN))
        path.write_text(text, "utf-8")
        paths.append(str(path))

    def call(*arguments: str) -> str:
        done = subprocess.run(
            [program, *arguments, *paths], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    return call


def test_systemd_understands_the_units(analyze: Callable[..., str]) -> None:
    assert analyze("verify", "--man=no") == ""


def test_the_units_are_exposed_as_little_as_the_page_says(analyze: Callable[..., str]) -> None:
    page = (DEPLOY / "README.md").read_text("utf-8")
    (stated,) = re.findall(r"exposure level of each is (\d\.\d)", page)
    analyze("security", "--offline=true", f"--threshold={float(stated) * 10:.0f}")


def plain(command: Sequence[str]) -> list[str]:
    """A command without the folder of its program."""
    return [command[0].rpartition("/")[2], *command[1:]]


@pytest.mark.parametrize("part", PARTS)
def test_a_container_runs_what_the_unit_runs(part: str) -> None:
    stated, container = plain(unit(part).command()), SERVICES[part]
    if part == "server":  # to be reached from other containers
        stated = [word.replace("127.0.0.1", "0.0.0.0") for word in stated]
    assert container["command"] == stated
    variables = dict(container["environment"])
    for name, value in unit(part).variables.items():
        assert variables[name].replace("server:4200", "127.0.0.1:4200") == value


def test_the_container_that_deploys_does_what_the_worker_does_before() -> None:
    assert SERVICES["deploy"]["command"] == plain(unit("worker").command("ExecStartPre"))
    for part in ("worker", "watcher"):
        needs = SERVICES[part]["depends_on"]
        assert needs == {"deploy": {"condition": "service_completed_successfully"}}


def test_the_containers_have_one_login_and_none_starts_without() -> None:
    stated = "${SERVER_LOGIN:?is to be set in .env}"
    assert SERVICES["server"]["environment"]["PREFECT_SERVER_API_AUTH_STRING"] == stated
    for part in ("deploy", "worker", "watcher"):
        assert SERVICES[part]["environment"]["PREFECT_API_AUTH_STRING"] == stated


def test_the_containers_come_up_in_order_and_again() -> None:
    assert set(SERVICES) == {*PARTS, "database", "deploy"}
    assert {name: one["restart"] for name, one in SERVICES.items()} == {
        name: "on-failure" if name == "deploy" else "always" for name in SERVICES
    }
    assert {name for name, one in SERVICES.items() if "healthcheck" in one} == {
        "database",
        "server",
    }
    for name, one in SERVICES.items():
        for needed, how in one.get("depends_on", {}).items():
            if how["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[needed], name


def test_what_is_to_last_is_in_volumes() -> None:
    for part in ("worker", "watcher"):
        (folder,) = SERVICES[part]["volumes"]
        assert folder.rpartition(":")[2] == SERVICES[part]["environment"]["RAPPORTEUR_HOME"]
    named = {
        one.partition(":")[0] for p in ("database", "server") for one in SERVICES[p]["volumes"]
    }
    assert named == set(COMPOSE["volumes"])


def test_no_address_of_a_registry_and_no_password_stands_there() -> None:
    for path in DEPLOY.iterdir():
        text = path.read_text("utf-8")
        assert not re.search(r"(?i)(image:|^FROM) +\S*[.:]\S*/", text, re.MULTILINE), path
        assert "index-url" not in text
        assert not re.search(r"(?m)PASSWORD= *\S", text), path


def test_each_variable_of_the_containers_is_explained() -> None:
    text = (DEPLOY / "compose.yaml").read_text("utf-8")
    used = set(re.findall(r"\$\{(\w+)", text))
    explained = set(re.findall(r"(?m)^(\w+)=", (DEPLOY / ".env.example").read_text("utf-8")))
    assert used == explained


def test_the_page_names_each_file() -> None:
    page = (DEPLOY / "README.md").read_text("utf-8")
    for path in DEPLOY.iterdir():
        assert f"`{path.name}`" in page or path.name == "README.md"
    assert "Not tested" in page


def test_the_image_holds_what_the_processes_need() -> None:
    ignored = (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    kept = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    copied_in = re.findall(r"(?m)^COPY (.+) \S+$", (DEPLOY / "Dockerfile").read_text("utf-8"))
    assert {name for names in copied_in for name in names.split()} == kept
    assert all((ROOT / name).exists() for name in kept)
    assert {"rapporteur", "flows", "prefect.yaml", "pyproject.toml"} <= kept
