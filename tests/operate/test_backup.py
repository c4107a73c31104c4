"""What is backed up, while files and the database are being written, and what never is."""

import itertools
import json
import random
import sqlite3
import subprocess
import sys
import tarfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from rapporteur.collect.receipts import being_written
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import replacing
from rapporteur.kernel.installation_secrets import installation_secret
from rapporteur.operate import backup, prefect_database
from rapporteur.operate.backup import back_up
from rapporteur.operate.backup_archive import Manifest
from rapporteur.operate.prefect_database import dump, libpq
from tests.operate.conftest import Command
from tests.postgres import PASSWORD, Cluster, postgres
from tests.support import COMPLETE, ROOT, reply


def names(file: Path) -> set[str]:
    with tarfile.open(file) as tar:
        return {member.name for member in tar if member.isreg()}


def content(file: Path, name: str) -> bytes:
    with tarfile.open(file) as tar:
        member = tar.extractfile(name)
        assert member is not None
        return member.read()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with postgres() as running:
        yield running


def test_it_holds_what_was_given_and_nothing_derived(
    tiny: Cycle, tmp_path: Path, command: Command
) -> None:
    reply(tiny, "XAA", COMPLETE)
    (tiny.outputs / "tables").mkdir(parents=True)
    (tiny.outputs / "tables" / "laws.csv").write_text("", encoding="utf-8")
    (tiny.home / "rapporteur.toml").write_text("keep_days = 30\n", encoding="utf-8")
    file = tmp_path / "kept" / "one.tar.gz"
    said = command("backup", file, home=tiny.home)
    assert said.code == 0, said.err
    assert "cycles: 1" in said.out
    assert "Prefect's database is not in the backup" in said.out
    given = {p.relative_to(tiny.home).as_posix() for p in tiny.inputs.rglob("*") if p.is_file()}
    assert names(file) == {*given, "rapporteur.toml", "manifest.json"}
    assert list(file.parent.iterdir()) == [file]
    assert file.stat().st_mode & 0o077 == 0
    manifest = Manifest.model_validate_json(content(file, "manifest.json"))
    assert manifest.format == 1
    assert manifest.files.keys() == {*given, "rapporteur.toml"}


def test_a_home_s_own_sql_and_suites_are_in_it(tiny: Cycle, tmp_path: Path) -> None:
    for folder in ("sql", "expectations"):
        (tiny.home / folder).mkdir()
        (tiny.home / folder / "one").write_text("1", encoding="utf-8")
    back_up(tiny.home, tmp_path / "b.tar.gz")
    assert {"sql/one", "expectations/one"} <= names(tmp_path / "b.tar.gz")


def test_without_inputs_there_is_nothing_to_back_up(tmp_path: Path, command: Command) -> None:
    said = command("backup", tmp_path / "b.tar.gz", home=tmp_path)
    assert said.code == 2
    assert "nothing to back up" in said.err


def test_it_is_not_written_into_what_it_holds(tiny: Cycle) -> None:
    with pytest.raises(UserError, match="is among what is backed up"):
        back_up(tiny.home, tiny.inputs / "b.tar.gz")


def test_a_folder_elsewhere_is_followed_once_if_asked_for(tiny: Cycle, tmp_path: Path) -> None:
    share = tmp_path / "share"
    share.mkdir()
    (share / "XAA.xlsx").write_bytes(b"1")
    (share / "again").symlink_to(share)
    (tiny.inputs / "submissions").symlink_to(share)
    back_up(tiny.home, tmp_path / "b.tar.gz", follow_links=True)
    found = {name for name in names(tmp_path / "b.tar.gz") if "/submissions/" in name}
    assert found == {"inputs/tiny/submissions/XAA.xlsx"}


def test_what_a_link_leads_to_elsewhere_is_left_out_by_name(
    tiny: Cycle, tmp_path: Path, command: Command
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "passwd").write_bytes(b"root")
    submissions = tiny.inputs / "submissions"
    submissions.mkdir(exist_ok=True)
    (submissions / "within.xlsx").write_bytes(b"1")
    links = {
        "file.xlsx": outside / "passwd",
        "folder": outside,
        "up": Path("../../..", "outside", "passwd"),
        "chain": submissions / "up",
        "gone": submissions / "nothing",
        "own.xlsx": submissions / "within.xlsx",
    }
    for name, to in links.items():
        (submissions / name).symlink_to(to)
    said = command("backup", tmp_path / "b.tar.gz", home=tiny.home)
    found = {name for name in names(tmp_path / "b.tar.gz") if "/submissions/" in name}
    assert found == {f"inputs/tiny/submissions/{name}" for name in ("within.xlsx", "own.xlsx")}
    for name in ("file.xlsx", "folder", "up", "chain"):
        assert f"Left out: inputs/tiny/submissions/{name} (a link to elsewhere" in said.out
    assert "Left out: inputs/tiny/submissions/gone (neither a file nor a folder)" in said.out


def test_a_home_whose_folders_are_links_of_the_operator_s_is_backed_up(
    tiny: Cycle, tmp_path: Path
) -> None:
    (tiny.home / "inputs").rename(tmp_path / "data")
    (tiny.home / "inputs").symlink_to(tmp_path / "data")
    done = back_up(tiny.home, tmp_path / "b.tar.gz")
    assert "inputs/tiny/cycle.toml" in names(tmp_path / "b.tar.gz")
    assert [name for name in done.manifest.left_out if "link" in name] == []


def test_secrets_are_in_it_only_if_asked_for(tiny: Cycle, tmp_path: Path, command: Command) -> None:
    secret = installation_secret(tiny.home, "server-auth")
    said = command("backup", tmp_path / "b.tar.gz", home=tiny.home)
    assert "Left out: inputs/.secrets: keep a copy of it elsewhere" in said.out
    assert not [name for name in names(tmp_path / "b.tar.gz") if ".secrets" in name]
    said = command("backup", tmp_path / "b.tar.gz", "--with-secrets", home=tiny.home)
    assert ".secrets" not in said.out
    assert content(tmp_path / "b.tar.gz", "inputs/.secrets/server-auth").decode().strip() == secret


def test_without_the_right_to_the_key_it_is_unsigned_and_said(tiny: Cycle, tmp_path: Path) -> None:
    (tiny.home / "inputs" / ".secrets").write_text("no folder", encoding="utf-8")
    done = back_up(tiny.home, tmp_path / "b.tar.gz")
    assert done.manifest.signature == ""
    assert any("is not signed" in line for line in done.lines())


def test_a_file_that_is_being_written_is_left_out_by_name(
    tiny: Cycle, tmp_path: Path, command: Command
) -> None:
    (tiny.inputs / "submissions").mkdir()
    with (tiny.inputs / "submissions" / "slow.xlsx").open("wb") as stream:
        stream.write(b"half")
        stream.flush()
        said = command("backup", tmp_path / "b.tar.gz", home=tiny.home)
    assert "Left out: inputs/tiny/submissions/slow.xlsx (it is being written)" in said.out
    assert "inputs/tiny/submissions/slow.xlsx" not in names(tmp_path / "b.tar.gz")


def test_a_file_that_is_done_meanwhile_is_taken_again(
    tiny: Cycle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tiny.inputs / "submissions" / "slow.xlsx"
    slow.parent.mkdir()
    stream = slow.open("wb")
    stream.write(b"the ")
    stream.flush()

    def look(path: Path) -> bool | None:
        """Whether it is being written; it is done as soon as somebody has looked."""
        writing = being_written(path)
        if path == slow and not stream.closed:
            assert writing
            stream.write(b"whole")
            stream.close()
        return writing

    monkeypatch.setattr(backup, "being_written", look)
    made = back_up(tiny.home, tmp_path / "b.tar.gz")
    assert [name for name in made.manifest.left_out if "slow" in name] == []
    assert content(tmp_path / "b.tar.gz", "inputs/tiny/submissions/slow.xlsx") == b"the whole"


def test_a_file_that_is_replaced_meanwhile_is_one_or_the_other(tiny: Cycle, tmp_path: Path) -> None:
    path = tiny.inputs / "receipts.csv"
    versions = (b"old" * 100_000, b"new" * 100_000)
    path.write_bytes(versions[0])
    done = threading.Event()

    def write() -> None:
        for version in itertools.cycle(versions):
            if done.is_set():
                return
            with replacing(path) as beside:
                beside.write_bytes(version)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        made = back_up(tiny.home, tmp_path / "b.tar.gz")
    finally:
        done.set()
        writer.join()
    name = "inputs/tiny/receipts.csv"
    if name in made.manifest.files:
        assert content(tmp_path / "b.tar.gz", name) in versions
    else:
        assert any(one.startswith(name) for one in made.manifest.left_out)


def test_one_that_is_killed_leaves_the_old_and_is_cleared_by_the_next(
    tiny: Cycle, tmp_path: Path
) -> None:
    file = tmp_path / "kept" / "b.tar.gz"
    file.parent.mkdir()
    file.write_bytes(b"the backup of yesterday")
    (tiny.inputs / "large").write_bytes(random.Random(1).randbytes(30_000_000))
    start = "from rapporteur.cli.main import main; main()"
    command = [sys.executable, "-c", start, "--home", str(tiny.home), "backup", str(file)]
    process = subprocess.Popen(command, cwd=ROOT)
    while not list(file.parent.glob(".scratch-*/whole")):
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert file.read_bytes() == b"the backup of yesterday"
    assert len(list(file.parent.iterdir())) == 2
    (tiny.inputs / "large").unlink()
    back_up(tiny.home, file)
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('[smtp]\nhost = "mail"\npassword = "hunter2"\n', '[smtp]\nhost = "mail"\n'),
        ('smtp.password = "hunter2"\nkeep_days = 3\n', "keep_days = 3\n"),
        ('smtp = { host = "mail", password = "hunter2" }\n', '[smtp]\nhost = "mail"\n'),
        ('[smtp]\n"password" = "hunter2"\nsend = true\n', "[smtp]\nsend = true\n"),
        ("[smtp]\nPassword = 'hunter2'\n", ""),
        ('"smtp"."pass\\u0077ord" = "hunter2"\n', ""),
        ('[smtp]\npassword = """hunter2\nline"""\n', ""),
        ('# password = "hunter2"\nkeep_days = 3\n', "keep_days = 3\n"),
        ('[smtp]\nhost = "mail"  # pwd: hunter2\n', '[smtp]\nhost = "mail"\n'),
        ('drop = "ftp://user:hunter2@host/drop"\nkeep_days = 3\n', "keep_days = 3\n"),
        ('operators = ["a@b", "postgresql://user:hunter2@host/a"]\n', ""),
        ("# postgresql+asyncpg://prefect:hunter2@database/prefect\n", ""),
        ('cycles = ["é", "b"]\nimap.api_key = "hunter2"\n', 'cycles = ["é", "b"]\n'),
        ('[smtp]\npassword = "hunter2\n', None),
        ('[smtp]\nhost = "mail"  # ours\n', '[smtp]\nhost = "mail"  # ours\n'),
    ],
)
def test_no_password_of_the_settings_is_in_it(
    tiny: Cycle, tmp_path: Path, command: Command, text: str, kept: str | None
) -> None:
    (tiny.home / "rapporteur.toml").write_text(text, encoding="utf-8")
    file = tmp_path / "b.tar.gz"
    said = command("backup", file, home=tiny.home)
    assert said.code == 0
    assert "hunter2" not in said.out + said.err
    assert ("a password" in said.out) == ("hunter2" in text)
    if kept is None:
        assert "rapporteur.toml" not in names(file)
    else:
        assert content(file, "rapporteur.toml").decode() == kept


def test_sqlite_is_copied_as_of_one_moment_while_it_is_written(tiny: Cycle, tmp_path: Path) -> None:
    path = tmp_path / "prefect.db"
    with closing(sqlite3.connect(path)) as con:
        con.execute("pragma journal_mode = wal")
        con.executescript("create table a (n); create table b (n);")
    done = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(path)) as con:
            while not done.is_set():
                with con:  # both or neither
                    con.execute("insert into a select randomblob(500)")
                    con.execute("insert into b select randomblob(500)")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(5):
            file = tmp_path / f"{number}.tar.gz"
            back_up(tiny.home, file, f"sqlite+aiosqlite:///{path}")
            (tmp_path / "copy.db").write_bytes(content(file, "database/prefect.db"))
            with closing(sqlite3.connect(tmp_path / "copy.db")) as con:
                (a,), (b,) = (con.execute(f"select count(*) from {t}").fetchone() for t in "ab")
            assert a == b > 0
    finally:
        done.set()
        writer.join()


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("nowhere/prefect.db", "There is no database nowhere/prefect.db"),
        ("sqlite+aiosqlite:///:memory:", "in memory alone"),
        ("mysql://user:hunter2@host/prefect", "kind “mysql” cannot be backed up"),
        ("cycle.toml", "cannot be copied: file is not a database"),
    ],
)
def test_a_database_that_cannot_be_had_is_said(
    tiny: Cycle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named: str, said: str
) -> None:
    monkeypatch.chdir(tiny.inputs)
    file = tmp_path / "b.tar.gz"
    file.write_bytes(b"the backup of yesterday")
    with pytest.raises(UserError, match=said) as caught:
        back_up(tiny.home, file, named)
    assert "hunter2" not in str(caught.value)
    assert file.read_bytes() == b"the backup of yesterday"


def test_the_password_of_postgresql_is_in_no_command_line(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = tmp_path / "seen"
    real = cluster.programs / "pg_dump"
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "pg_dump"
    program.write_text(f'#!/bin/sh\necho "$@" >{seen}\nexec {real} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/bin:/usr/bin")
    monkeypatch.setenv("PREFECT_API_DATABASE_CONNECTION_URL", cluster.url)
    kept, _ = dump("", tmp_path, tmp_path)
    assert kept is not None
    assert kept.file.read_bytes().startswith(b"PGDMP")
    said = seen.read_text(encoding="utf-8")
    assert "postgresql://rapporteur@127.0.0.1" in said
    assert PASSWORD not in said
    assert "a%20password" not in said


def test_a_postgresql_that_refuses_is_said_without_the_password(
    cluster: Cluster, tmp_path: Path
) -> None:
    url = cluster.url.replace("a%20password", "hunter")
    with pytest.raises(UserError, match=r"pg_dump cannot copy the database: .*password") as caught:
        dump(url, tmp_path, tmp_path)
    assert "hunter" not in str(caught.value)


def test_without_pg_dump_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(prefect_database, "_DEBIAN", tmp_path)
    with pytest.raises(UserError, match="there is no pg_dump") as caught:
        dump("postgresql+asyncpg://user@host/prefect", tmp_path, tmp_path)
    assert "postgresql-client" in caught.value.remedy


@pytest.mark.parametrize(
    ("url", "address", "password"),
    [
        ("postgresql://u:p@h:1/d", "postgresql://u@h:1/d", "p"),
        ("postgresql+asyncpg://u:a%40b@h/d", "postgresql://u@h/d", "a@b"),
        ("postgresql+asyncpg:///d?host=/run/pg", "postgresql:///d?host=/run/pg", ""),
        ("postgres://u@h/d?ssl=require", "postgresql://u@h/d?sslmode=require", ""),
        ("postgresql://h/d?user=u&password=p", "postgresql://h/d?user=u", "p"),
    ],
)
def test_a_url_as_postgresql_takes_it(url: str, address: str, password: str) -> None:
    assert libpq(url) == (address, password)


def test_the_manifest_names_no_place_of_this_machine(tiny: Cycle, tmp_path: Path) -> None:
    back_up(tiny.home, tmp_path / "b.tar.gz")
    text = content(tmp_path / "b.tar.gz", "manifest.json").decode()
    assert str(tmp_path) not in text
    assert set(json.loads(text)) == {
        *("format", "program", "made_at", "counts", "left_out", "files", "signature")
    }
