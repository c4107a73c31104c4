"""`rapporteur serve`: everything by one command, on the PostgreSQL that it brings."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from rapporteur.collect.receipts import received
from rapporteur.design.cycle import Cycle
from rapporteur.operate.embedded_database import EmbeddedDatabase, program
from rapporteur.pipeline import run
from rapporteur.warehouse.basis import fingerprint, is_current
from rapporteur.warehouse.status import status
from tests.installation import BIN, IN_THE_BACKGROUND, ROOT, Installation, asked, free_port
from tests.postgres import PASSWORD, postgres

from .conftest import REPLIES, copied, told
from .processes import alive, called, family

pytestmark = pytest.mark.in_order

SECRETS = {
    "RAPPORTEUR_SMTP__PASSWORD": "smtp-hunter2-never-told",
    "RAPPORTEUR_IMAP__PASSWORD": "imap-hunter2-never-told",
}
PARTS = {
    "database": "unix_socket_directories",
    "server": "prefect server start",
    "worker": "prefect worker start",
    "watcher": "-m rapporteur.flows.watch",
}
put: list[str] = []  # the files that came after a kill


@pytest.fixture(scope="module")
def home(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Cycle:
    return copied(made, tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def served(home: Cycle, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Everything, with mail servers that are not there and passwords for them."""
    variables = {
        **SECRETS,
        "RAPPORTEUR_OPERATORS": '["operator@example.org"]',
        "RAPPORTEUR_SMTP__HOST": "127.0.0.1",
        "RAPPORTEUR_SMTP__PORT": str(free_port()),
        "RAPPORTEUR_SMTP__USER": "someone",
        "RAPPORTEUR_SMTP__SEND": "true",
        "RAPPORTEUR_IMAP__HOST": "127.0.0.1",
        "RAPPORTEUR_IMAP__PORT": str(free_port()),
        "RAPPORTEUR_IMAP__USER": "someone",
        "RAPPORTEUR_IMAP__CYCLE": home.id,
        "PREFECT_LOGGING_LEVEL": "DEBUG",  # where most is told
    }
    with Installation(tmp_path_factory.mktemp("serve"), home.home, "", **variables) as running:
        running.start("serve", *IN_THE_BACKGROUND)
        yield running


def part(running: Installation, name: str) -> int:
    """The process of a part; waits until there is one."""
    found: list[int] = []

    def there() -> bool:
        below = family(running.processes["serve"].pid)
        found[:] = [pid for pid in below if PARTS[name] in called(pid)]
        return bool(found)

    running.until(there, f"a {name}")
    return found[0]


def settled(cycle: Cycle) -> bool:
    return is_current(cycle, fingerprint(cycle, received(cycle)))


def test_it_says_when_it_is_ready_and_does_its_work(served: Installation, home: Cycle) -> None:
    lines = served.log("serve").splitlines()
    (ready,) = (line for line in lines if "ready after" in line)
    assert ready.endswith(f"http://127.0.0.1:{served.port}")
    served.until(lambda: settled(home), "the tables")
    (home.inputs / "submissions" / "late.xlsx").write_bytes(b"PK\x03\x04 cut off")
    served.until(lambda: settled(home), "the tables with the file that came")


def test_only_the_login_of_the_home_opens_the_server(served: Installation, home: Cycle) -> None:
    secret = home.home / "inputs" / ".secrets" / "server-auth"
    assert served.login == f"rapporteur:{secret.read_text().strip()}"
    assert secret.stat().st_mode & 0o777 == 0o600
    filters = f"{served.api}/flow_runs/filter"
    for login in (None, ("rapporteur", ""), ("rapporteur", "0" * 64)):
        for path in ("admin/version", "csrf-token?client=one"):
            assert httpx.get(f"{served.api}/{path}", auth=login).status_code == 401
        assert httpx.post(filters, json={}, auth=login).status_code == 403  # it has no token
    login_printed = called_with(served, "login")
    assert asked("POST", filters, {}, login_printed.strip()).status_code == 200
    # In no command line, which every account of the machine can read.
    for pid in family(served.processes["serve"].pid):
        assert served.login.partition(":")[2] not in called(pid)


def test_pages_of_another_origin_change_nothing(served: Installation) -> None:
    """Even of a browser that knows the login."""
    user, _, password = served.login.partition(":")
    flows, other = f"{served.api}/flows/", {"Origin": "https://elsewhere.example.org"}
    with httpx.Client(auth=(user, password)) as browser:
        answer = browser.post(flows, json={"name": "forged"}, headers=other)
        assert answer.status_code == 403
        token = browser.get(f"{served.api}/csrf-token?client=one", headers=other)
        assert "access-control-allow-origin" not in token.headers  # the page cannot read it
        wanted = {"Access-Control-Request-Method": "POST"}
        assert browser.options(flows, headers=other | wanted).status_code == 400
        own = {"Origin": f"http://127.0.0.1:{served.port}"}
        allowed = browser.options(flows, headers=own | wanted)
        assert allowed.headers["access-control-allow-origin"] == own["Origin"]
    names = asked("POST", f"{served.api}/flows/filter", {}, served.login).json()
    assert "forged" not in {one["name"] for one in names}


def test_commands_of_the_home_have_the_login(served: Installation) -> None:
    assert '"rapporteur"' in called_with(served, "prefect", "work-pool", "inspect", "rapporteur",
                                         "--output", "json")  # fmt: skip
    found = json.loads(called_with(served, "doctor", "--json"))
    assert {one["name"]: one["outcome"] for one in found}["server"] == "ok"
    code = (
        "import asyncio; from rapporteur.flows.deploy import needs_deploying; "
        "print(asyncio.run(needs_deploying()))"
    )
    assert printed(served, sys.executable, "-c", code) == "False\n"


@pytest.mark.slow
def test_a_wrong_login_is_one_sentence(served: Installation) -> None:
    commands = {
        "worker": (str(BIN / "prefect"), "worker", "start", "--pool", "rapporteur", "--type",
                   "rapporteur"),
        "watcher": (sys.executable, "-m", "rapporteur.flows.watch"),
        "deploy": (sys.executable, "-m", "rapporteur.flows.deploy"),
        "pipeline": (sys.executable, "-m", "rapporteur.flows.pipeline", served.home.name),
    }  # fmt: skip
    variables = served.variables | {"PREFECT_API_AUTH_STRING": "somebody:else"}
    begun = {
        name: subprocess.Popen(
            command, cwd=ROOT, env=variables, text=True, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for name, command in commands.items()
    }  # fmt: skip
    for name, process in begun.items():
        said, _ = process.communicate(timeout=300)
        assert process.returncode in (1, 2), f"{name}: {said}"
        assert "does not accept the login" in said, name
        assert "Traceback" not in said, f"{name}: {said}"


def called_with(running: Installation, *arguments: str) -> str:
    """What `rapporteur` prints in the home of an installation that runs."""
    return printed(running, str(BIN / "rapporteur"), *arguments)


def printed(running: Installation, *command: str) -> str:
    """What a command prints that has the installation's variables."""
    done = subprocess.run(
        command, cwd=ROOT, env=running.variables, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    return done.stdout


@pytest.mark.slow  # as all that follows from kills
@pytest.mark.parametrize("name", PARTS)
def test_a_process_that_dies_is_started_again(served: Installation, name: str) -> None:
    since = datetime.now(UTC)
    before, pid = served.log("serve"), part(served, name)
    os.kill(pid, signal.SIGKILL)
    served.until(lambda: not alive(pid), "its end")
    served.until(
        lambda: (
            f"{name} | ended with -9; it is started again in 1 s"
            in served.log("serve")[len(before) :]
        ),
        "the line about it",
    )
    assert part(served, name) != pid
    served.until(served.answers, "the server")
    mark = since.isoformat()
    path = served.home / "inputs" / "a70-inclusion" / "submissions" / f"{name}.xlsx"
    path.write_bytes(f"no workbook {mark}".encode())
    put.append(f"submissions/{path.name}")
    served.until(
        lambda: told(
            served, "submission.landed", since, file=f"submissions/{path.name}"
        ) != [],
        f"a file after the {name} was killed",
    )  # fmt: skip


@pytest.mark.slow
def test_after_the_kills_all_is_in_the_tables_once(
    served: Installation, home: Cycle, tmp_path: Path
) -> None:
    served.until(lambda: settled(home), "the tables")
    alone = copied(home.home.parents[2], tmp_path)
    shutil.rmtree(alone.outputs)
    run(alone)
    assert csvs(home) == csvs(alone)
    files = sorted(one.file for one in status(home).submissions)
    assert files == sorted({one.file for one in received(home)})
    assert len(files) == len(REPLIES) + 1 + len(put)
    assert put
    assert set(put) <= set(files)


def csvs(cycle: Cycle) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in cycle.outputs.glob("tables/csv/*")}


def serve(running: Installation, port: int, **variables: str) -> tuple[int, str]:
    """The same command once more: its exit code and what it says."""
    done = subprocess.run(
        [str(BIN / "rapporteur"), "serve", "--port", str(port)],
        cwd=ROOT, env=running.variables | variables, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_one_installation_is_served_once(served: Installation) -> None:
    code, said = serve(served, free_port())
    assert code == 2
    assert said == (
        f"{served.home} is served already, by another `rapporteur serve`. "
        "Use that one, or end it first.\n"
    )


def test_a_port_that_is_taken_is_said(served: Installation, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = int(taken.getsockname()[1])
        code, said = serve(served, port, RAPPORTEUR_HOME=str(tmp_path))
    assert code == 2
    assert said == (
        f"Nobody can be served at 127.0.0.1, port {port}: Address already in use. "
        "End what listens there, or choose another --port.\n"
    )
    # Whoever takes it while the server starts is no installation of ours either.
    code, said = serve(served, served.port, RAPPORTEUR_HOME=str(tmp_path))
    assert code == 2


def test_the_signal_to_end_ends_all(served: Installation) -> None:
    there = family(served.processes["serve"].pid)
    assert len(there) > 4
    assert served.stop("serve") == 0  # and not killed after a minute
    assert not any(map(alive, there))
    assert served.log("serve").rstrip().endswith("serve | ended")


def written(running: Installation) -> Iterator[tuple[str, bytes]]:
    """Everything that the installation has written, by where it stands."""
    for folder in (running.folder, running.home):
        for path in folder.rglob("*"):
            if path.is_file() and path.parent.name != ".secrets":
                yield str(path), path.read_bytes()
    database = EmbeddedDatabase(running.home)
    if database.exists:
        with database.running() as url:
            dump = [program("pg_dump"), "--inserts", url]
            yield "the database", subprocess.run(dump, check=True, capture_output=True).stdout


def told_nowhere(running: Installation, secrets: Mapping[str, str]) -> None:
    looked_at = 0
    for where, content in written(running):
        looked_at += len(content)
        for name, secret in secrets.items():
            assert secret.encode() not in content, f"{name} stands in {where}"
    assert looked_at > 10_000


def test_no_password_stands_anywhere(served: Installation) -> None:
    """Runs after all else has failed and was told of: mail servers that are not there, kills."""
    assert "cannot be used" in served.log("serve")  # it has tried
    told_nowhere(served, {**SECRETS, "the server's": served.login.partition(":")[2]})


@pytest.mark.slow
def test_the_next_start_goes_on_with_the_same_history(served: Installation) -> None:
    before = served.log("serve")
    history = f"{served.api}/flow_runs/count"
    served.start("serve")
    served.until(lambda: "ready after" in served.log("serve")[len(before) :], "the second start")
    assert asked("POST", history, {}, served.login).json() > len(put)
    assert "deploy |" not in served.log("serve")[len(before) :]
    assert served.stop("serve") == 0


@pytest.mark.slow
def test_a_database_of_the_operator_s_is_used_and_its_password_told_nowhere(
    made: Path, tmp_path: Path
) -> None:
    home = copied(made, tmp_path / "home")
    with (
        postgres() as cluster,
        Installation(
            tmp_path / "serve", home.home, "", PREFECT_API_DATABASE_CONNECTION_URL=cluster.url
        ) as running,
    ):
        running.start("serve")
        running.until(lambda: settled(home), "the tables")
        assert running.stop("serve") == 0
        url = cluster.url.replace("+asyncpg", "")
        dump = [str(cluster.programs / "pg_dump"), "--inserts", url]
        kept = subprocess.run(dump, check=True, capture_output=True).stdout
    assert not EmbeddedDatabase(home.home).exists
    password = {"the database's": PASSWORD, "… in its URL": url.split(":")[2].split("@")[0]}
    told_nowhere(running, password)
    assert home.id.encode() in kept
    assert PASSWORD.encode() not in kept
