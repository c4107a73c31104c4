"""At any moment the old file or the new one is there, complete."""

import hashlib
import os
from pathlib import Path

import pytest

from rapporteur.kernel import files
from rapporteur.kernel.files import digest, forget_digest, replacing, sweep


def test_the_new_file_replaces_the_old_at_the_end_of_the_block(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "table.csv"
    with replacing(path) as beside:
        assert beside.suffix == ".csv"
        beside.write_text("old", encoding="utf-8")
    with replacing(path) as beside:
        beside.write_text("new", encoding="utf-8")
        assert path.read_text(encoding="utf-8") == "old"
    assert path.read_text(encoding="utf-8") == "new"
    assert list(path.parent.iterdir()) == [path]


def test_after_an_error_the_old_file_is_there(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError), replacing(path) as beside:  # noqa: PT012
        beside.write_text("half", encoding="utf-8")
        raise RuntimeError
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_temporary_file_of_a_killed_process_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a [1].duckdb"
    with replacing(path) as beside:
        beside.write_text("whole", encoding="utf-8")
    beside.write_text("half", encoding="utf-8")
    beside.with_name(f"{beside.name}.wal").write_text("log", encoding="utf-8")
    with replacing(path) as again:
        assert again == beside
        assert list(tmp_path.iterdir()) == [path]
        again.write_text("anew", encoding="utf-8")
    assert path.read_text(encoding="utf-8") == "anew"


def test_temporary_files_of_dead_processes_are_removed(tmp_path: Path) -> None:
    folder = tmp_path / "tables"
    folder.mkdir()
    for name in (".laws.999999999.csv", ".warehouse.999999999.duckdb.wal"):
        (folder / name).write_text("half", encoding="utf-8")
    (folder / ".warehouse.999999999.duckdb.tmp").mkdir()
    (folder / ".warehouse.999999999.duckdb.tmp" / "spilled").write_text("half", encoding="utf-8")
    kept = {folder / ".lock", folder / "laws.csv", folder / ".hidden.csv"}
    for path in kept:
        path.write_text("whole", encoding="utf-8")
    with replacing(folder / "other.csv") as beside:
        beside.write_text("being written", encoding="utf-8")
        sweep(tmp_path)
        assert set(folder.iterdir()) == {*kept, beside}


def test_a_digest_is_that_of_the_present_bytes_whatever_the_times_say(tmp_path: Path) -> None:
    """Other bytes of the same size, with the same times: as in one step of a coarse clock."""
    path = tmp_path / "reply.xlsx"
    for content in (b"first", b"other"):
        path.write_bytes(content)
        os.utime(path, (10**9, 10**9))
        assert digest(path) == hashlib.sha256(content).hexdigest()


def test_a_digest_is_kept_until_the_file_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "reply.xlsx"
    path.write_bytes(b"first")
    sha256 = hashlib.sha256(b"first").hexdigest()
    monkeypatch.setattr(files, "_SETTLED", -1)  # as if it had been there for long
    assert digest(path) == sha256
    with monkeypatch.context() as unread:
        unread.setattr(hashlib, "file_digest", None)
        assert digest(path) == sha256
    forget_digest(path)
    path.with_name("new").write_bytes(b"other")
    path.with_name("new").rename(path)
    assert digest(path) == hashlib.sha256(b"other").hexdigest()
