"""The PostgreSQL that `serve` brings: real clusters, killed and started again."""

import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.settings import Settings
from rapporteur.operate import embedded_database
from rapporteur.operate.backup import back_up
from rapporteur.operate.doctor import Outcome
from rapporteur.operate.doctor.database import database as examined
from rapporteur.operate.embedded_database import EmbeddedDatabase, program
from rapporteur.operate.restore import restore
from rapporteur.operate.served import alone
from tests.faults.means import mounted

pytestmark = pytest.mark.usefixtures("_no_database")


@pytest.fixture
def _no_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the tests may have given Prefect a database."""
    for name in [name for name in os.environ if name.startswith("PREFECT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))


@pytest.fixture
def database() -> Iterator[EmbeddedDatabase]:
    """In a folder whose path is short enough for a socket, wherever the tests work."""
    with tempfile.TemporaryDirectory(prefix="home-") as folder:
        yield EmbeddedDatabase(Path(folder))


def said(url: str, sql: str) -> str:
    """What psql prints for a statement."""
    command = [program("psql"), "--no-psqlrc", "-At", "-v", "ON_ERROR_STOP=1", "-c", sql, url]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@contextmanager
def left_running(database: EmbeddedDatabase) -> Iterator["subprocess.Popen[bytes]"]:
    """The database as `serve` runs it, for whatever the block does with it."""
    process = subprocess.Popen(
        database.command(), env=embedded_database.VARIABLES, stderr=subprocess.DEVNULL
    )
    try:
        while not database.is_ready():
            assert process.poll() is None
            time.sleep(0.05)
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait()


def test_it_is_made_once_for_the_account_alone_and_listens_on_no_port(
    database: EmbeddedDatabase,
) -> None:
    with database.running() as url:
        said(url, "create table kept as select 7 as number")
        assert said(url, "show listen_addresses") == ""
        folder = Path(said(url, "show unix_socket_directories").strip('"'))
        assert folder == database.folder / "socket"
    assert not database.is_ready()
    for each in (database.folder, database.data, folder):
        assert each.stat().st_mode & 0o777 == 0o700
    with database.running() as url:
        assert said(url, "table kept") == "7"


def test_a_killed_one_recovers(database: EmbeddedDatabase) -> None:
    database.prepare()
    with left_running(database) as process:
        said(database.url(), "create table kept as select 7 as number")
        process.kill()
    assert not database.is_ready()
    with database.running() as url:
        assert said(url, "table kept") == "7"


def test_one_that_was_left_running_is_ended(database: EmbeddedDatabase) -> None:
    database.prepare()
    with left_running(database) as process:
        database.prepare()
        assert process.wait(60) == 0
    with database.running() as url:
        assert said(url, "select 1") == "1"


def test_a_number_that_is_another_process_by_now_does_not_matter(
    database: EmbeddedDatabase,
) -> None:
    database.prepare()
    with left_running(database) as process:
        process.kill()
    file = database.data / "postmaster.pid"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([f"{os.getpid()}\n", *lines[1:]]), encoding="utf-8")
    with database.running() as url:
        assert said(url, "select 1") == "1"


def test_one_whose_making_was_killed_is_made_again(database: EmbeddedDatabase) -> None:
    half = database.folder / "postgresql.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n", encoding="ascii")
    with database.running() as url:
        assert said(url, "select 1") == "1"
    assert not half.exists()


def test_the_path_of_a_home_may_be_longer_than_that_of_a_socket(tmp_path: Path) -> None:
    home = tmp_path / ("long" * 20) / "with a space, and a comma"
    home.mkdir(parents=True)
    with EmbeddedDatabase(home).running() as url:
        assert said(url, "select 1") == "1"
        socket_folder = Path(said(url, "show unix_socket_directories").strip('"'))
        assert socket_folder.stat().st_mode & 0o777 == 0o700
    assert not socket_folder.exists()


@pytest.mark.parametrize("name", ["a home, 100%", "host:5432", "’état"])
def test_a_home_with_signs_in_its_path(tmp_path: Path, name: str) -> None:
    home = tmp_path / name
    home.mkdir()
    with EmbeddedDatabase(home).running() as url:
        assert said(url, "select 1") == "1"


def test_one_of_another_postgresql_is_said(database: EmbeddedDatabase) -> None:
    database.prepare()
    (database.data / "PG_VERSION").write_text("17\n", encoding="ascii")
    with pytest.raises(
        UserError, match=r"is of PostgreSQL 17, and this program brings .* 18"
    ) as no:
        database.prepare()
    assert "only the history of runs" in no.value.remedy.lower()


def test_a_full_disk_is_said(database: EmbeddedDatabase) -> None:
    with (
        mounted(database.folder.parent, "-t", "tmpfs", "-o", "size=8m", "tmpfs"),
        pytest.raises(UserError, match="No space left on device") as full,
    ):
        database.prepare()
    assert "room" in full.value.remedy


@pytest.mark.parametrize("serving", [True, False])
def test_a_backup_has_its_history_and_a_new_one_gets_that(
    tiny: Cycle, tmp_path: Path, serving: bool
) -> None:
    database = EmbeddedDatabase(tiny.home)
    file = tmp_path / "backup.tar.gz"
    with database.running() as url:
        said(url, "create table kept as select 7 as number")
        if serving:
            back_up(tiny.home, file)
    if not serving:
        back_up(tiny.home, file)
    assert not database.is_ready()
    other = tmp_path / "other"
    restore(file, other)
    with EmbeddedDatabase(other).running() as url:
        assert said(url, "table kept") == "7"


def test_it_is_not_run_while_serve_begins_or_ends(database: EmbeddedDatabase) -> None:
    database.prepare()
    with (
        alone(database.folder.parent),
        pytest.raises(UserError, match="is served already"),
        database.running(),
    ):
        pass


def test_the_doctor_looks_at_it(database: EmbeddedDatabase) -> None:
    settings = Settings(home=database.folder.parent)
    assert list(examined(settings)) == []
    with database.running():
        assert [result.seen for result in examined(settings)] == ["it runs"]
    (stopped,) = examined(settings)
    assert stopped.outcome is Outcome.OK
    database.folder.chmod(0o755)
    (opened,) = examined(settings)
    assert opened.outcome is Outcome.FAILED
    assert opened.remedy == f"chmod 700 {database.folder}"


def test_a_database_of_the_operator_s_prevails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert embedded_database.needed()
    profile = tmp_path / "prefect" / "profiles.toml"
    profile.parent.mkdir()
    setting = 'PREFECT_SERVER_DATABASE_CONNECTION_URL = "sqlite+aiosqlite:////srv/prefect.db"'
    profile.write_text(f'active = "own"\n[profiles.own]\n{setting}\n', encoding="utf-8")
    assert not embedded_database.needed()
    profile.unlink()
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", "postgresql+asyncpg://h/d")
    assert not embedded_database.needed()


def test_the_socket_is_all_that_can_be_connected_to(database: EmbeddedDatabase) -> None:
    with database.running(), socket.socket(socket.AF_UNIX) as client:
        path = database.folder / "socket" / ".s.PGSQL.5432"
        client.connect(str(path))
        assert path.stat().st_mode & 0o777 == 0o700
