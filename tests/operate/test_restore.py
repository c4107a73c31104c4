"""A backup comes back whole or not at all, whatever has become of it."""

import hashlib
import io
import json
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.releases.manifest import differences
from rapporteur.disseminate.releases.versions import find, tag, versions
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.installation_secrets import installation_secret
from rapporteur.operate.backup import back_up
from rapporteur.operate.backup_archive import signature
from rapporteur.operate.restore import restore
from rapporteur.pipeline import run
from tests.operate.conftest import Command, alone
from tests.support import COMPLETE, reply, tiny_cycle

Members = dict[str, bytes]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a small cycle, not to be changed."""
    folder = tmp_path_factory.mktemp("kept")
    cycle = tiny_cycle(folder / "home")
    reply(cycle, "XAA", COMPLETE)
    (cycle.inputs / "desk-research").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, folder)
        back_up(cycle.home, folder / "b.tar.gz")
    return folder / "b.tar.gz"


def tree(folder: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


def rewritten(
    kept: Path, to: Path, change: Callable[[Members], None], *more: tarfile.TarInfo
) -> Path:
    """The backup again with other members."""
    with tarfile.open(kept) as tar:
        members = {one.name: tar.extractfile(one) for one in tar if one.isreg()}
        read = {name: stream.read() for name, stream in members.items() if stream}
    change(read)
    with tarfile.open(to, "w:gz") as tar:
        for name, data in read.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
        for info in more:
            tar.addfile(info)
    return to


def refused(file: Path, home: Path, said: str, key: Path | None = None) -> None:
    with pytest.raises(UserError, match=said) as caught:
        restore(file, home, key)
    assert caught.value.remedy
    assert not home.exists() or not any(home.iterdir())


def test_what_was_given_comes_back_with_its_folders(
    kept: Path, tmp_path: Path, command: Command
) -> None:
    said = command("restore", kept, "--to", tmp_path / "new", home=tmp_path)
    assert said.code == 0, said.err
    assert "verified" in said.out
    assert tree(tmp_path / "new") == {
        name: data
        for name, data in tree(kept.parent / "home").items()
        if name.startswith("inputs") and ".secrets" not in name
    }
    assert (tmp_path / "new" / "inputs" / "tiny" / "desk-research").is_dir()


def test_nothing_is_put_over_inputs(kept: Path, tmp_path: Path, command: Command) -> None:
    tiny_cycle(tmp_path)
    before = tree(tmp_path)
    said = command("restore", kept, "--to", tmp_path, home=tmp_path)
    assert said.code == 2
    assert "nothing is put over it" in said.err
    assert "rename inputs/ first" in said.err
    assert tree(tmp_path) == before


def test_an_empty_inputs_is_no_hindrance(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    restore(kept, tmp_path)
    assert (tmp_path / "inputs" / "tiny" / "cycle.toml").exists()


def test_sql_and_settings_that_are_there_are_left(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path / "home")
    for home in ("home", "new"):
        (tmp_path / home / "sql").mkdir(parents=True)
        (tmp_path / home / "sql" / home).write_text(home, encoding="utf-8")
        (tmp_path / home / "rapporteur.toml").write_text(f"# {home}\n", encoding="utf-8")
    back_up(cycle.home, tmp_path / "b.tar.gz")
    done = restore(tmp_path / "b.tar.gz", tmp_path / "new")
    assert [note.rpartition("/")[2] for note in done.notes[1:-1]] == [
        "sql is there already and is left as it is.",
        "rapporteur.toml is there already and is left as it is.",
    ]
    assert (tmp_path / "new" / "sql" / "new").exists()
    assert (tmp_path / "new" / "rapporteur.toml").read_text(encoding="utf-8") == "# new\n"


KEY = Path("home", "inputs", ".secrets", "signing-key")


def test_the_key_tells_who_made_it(kept: Path, tmp_path: Path, command: Command) -> None:
    key = kept.parent / KEY
    said = command("restore", kept, "--to", tmp_path / "new", "--key", key, home=tmp_path)
    assert said.code == 0, said.err
    assert "made by the installation with this key" in said.out
    said = command("restore", kept, "--to", tmp_path / "other", home=tmp_path)
    assert said.code == 0, said.err
    assert "Nobody has verified which installation made this backup" in said.out
    assert "inputs/.secrets is not in it: put your copy there" in said.out


def _signed_anew(members: Members) -> None:
    """What somebody can do who has the file and not the key."""
    _named_too("inputs/tiny/more.csv")(members)
    manifest = json.loads(members["manifest.json"])
    manifest["signature"] = signature(members["manifest.json"], "0" * 64)
    members["manifest.json"] = json.dumps(manifest).encode()


def _unsigned(members: Members) -> None:
    manifest = json.loads(members["manifest.json"])
    del manifest["signature"]
    members["manifest.json"] = json.dumps(manifest).encode()


def _as_before(members: Members) -> None:
    """Changed with all its hashes, and the signature left."""
    _named_too("inputs/tiny/more.csv")(members)


@pytest.mark.parametrize("change", [_signed_anew, _unsigned, _as_before])
def test_a_backup_that_the_key_did_not_sign_is_refused_unless_asked_for(
    kept: Path, tmp_path: Path, command: Command, change: Callable[[Members], None]
) -> None:
    file, key = rewritten(kept, tmp_path / "b.tar.gz", change), kept.parent / KEY
    refused(file, tmp_path / "new", "signed", key)
    said = command("restore", file, "--to", tmp_path / "new", "--key", key, "--unverified",
                   home=tmp_path)  # fmt: skip
    assert said.code == 0, said.err
    assert "was restored all the same" in said.out
    assert (tmp_path / "new" / "inputs" / "tiny" / "cycle.toml").exists()


def test_the_key_of_another_installation_is_told(kept: Path, tmp_path: Path) -> None:
    installation_secret(tmp_path, "signing-key")
    refused(
        kept,
        tmp_path / "new",
        "was not signed by this key",
        tmp_path / "inputs/.secrets/signing-key",
    )
    (tmp_path / "no key").write_text("short", encoding="utf-8")
    refused(kept, tmp_path / "new", "does not hold the key", tmp_path / "no key")


def test_what_a_newer_program_says_more_is_signed_too(kept: Path, tmp_path: Path) -> None:
    key = (kept.parent / KEY).read_text(encoding="utf-8").strip()

    def more(members: Members) -> None:
        manifest = json.loads(members["manifest.json"]) | {"machine": "new"}
        manifest["signature"] = signature(json.dumps(manifest), key)
        members["manifest.json"] = json.dumps(manifest).encode()

    file = rewritten(kept, tmp_path / "b.tar.gz", more)
    assert "made by the installation" in restore(file, tmp_path / "new", kept.parent / KEY).notes[0]


def test_what_is_restored_is_closed_to_others(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path / "home")
    installation_secret(cycle.home, "server-auth")
    back_up(cycle.home, tmp_path / "b.tar.gz", with_secrets=True)
    with tarfile.open(tmp_path / "b.tar.gz") as tar:
        assert not [one.name for one in tar if one.mode & 0o007]
    # As a backup of before had them.
    old = rewritten(tmp_path / "b.tar.gz", tmp_path / "old.tar.gz", lambda members: None)
    for file in (tmp_path / "b.tar.gz", old):
        home = tmp_path / f"new-{file.name}"
        restore(file, home)
        modes = {path.relative_to(home).as_posix(): path.stat().st_mode & 0o777
                 for path in home.rglob("*") if path.is_file()}  # fmt: skip
        assert modes.pop("inputs/.secrets/server-auth") == 0o600
        assert modes.pop("inputs/.secrets/signing-key") == 0o600
        assert set(modes.values()) == {0o640}
    assert (home / "inputs" / "tiny").stat().st_mode & 0o007 == 0


def test_a_damaged_backup_leaves_nothing(kept: Path, tmp_path: Path) -> None:
    whole = kept.read_bytes()
    for share in range(1, 10):
        place = len(whole) * share // 10
        bad = bytearray(whole)
        bad[place] ^= 0x55
        (tmp_path / "bad.tar.gz").write_bytes(bad)
        refused(tmp_path / "bad.tar.gz", tmp_path / "new", "cannot be restored|neither file")
        (tmp_path / "bad.tar.gz").write_bytes(whole[:place])
        refused(tmp_path / "bad.tar.gz", tmp_path / "new", "cannot be restored")


@pytest.mark.parametrize("data", [b"", b"a letter", b"PK\x03\x04" * 100])
def test_what_is_no_backup_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "b.tar.gz").write_bytes(data)
    refused(tmp_path / "b.tar.gz", tmp_path / "new", "cannot be restored")


def test_no_file_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a file"):
        restore(tmp_path / "b.tar.gz", tmp_path / "new")


def _other_content(members: Members) -> None:
    members["inputs/tiny/roster.csv"] += b"XZZ"


def _one_less(members: Members) -> None:
    del members["inputs/tiny/roster.csv"]


def _one_more(members: Members) -> None:
    members["inputs/tiny/more.csv"] = b""


def _no_manifest(members: Members) -> None:
    del members["manifest.json"]


def _another_manifest(members: Members) -> None:
    members["manifest.json"] = b"[]"


def _newer(members: Members) -> None:
    manifest = json.loads(members["manifest.json"])
    members["manifest.json"] = json.dumps({**manifest, "format": 2, "program": "9.1"}).encode()


def _no_inputs(members: Members) -> None:
    for name in [name for name in members if name.startswith("inputs")]:
        del members[name]
    manifest = json.loads(members["manifest.json"])
    members["manifest.json"] = json.dumps({**manifest, "files": {}}).encode()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (_other_content, "inputs/tiny/roster.csv is not what was backed up"),
        (_one_less, "lacks, or has too much: inputs/tiny/roster.csv"),
        (_one_more, "lacks, or has too much: inputs/tiny/more.csv"),
        (_no_manifest, "it has no manifest.json"),
        (_another_manifest, "manifest.json cannot be understood"),
        (_newer, "is of format 2: rapporteur .* reads up to format 1"),
        (_no_inputs, "it has no inputs/"),
    ],
)
def test_what_is_not_as_the_manifest_says_is_refused(
    kept: Path, tmp_path: Path, change: Callable[[Members], None], said: str
) -> None:
    refused(rewritten(kept, tmp_path / "b.tar.gz", change), tmp_path / "new", said)


def _named_too(name: str) -> Callable[[Members], None]:
    """A file that the manifest names as well, so that only its place is wrong."""

    def change(members: Members) -> None:
        members[name] = b"evil"
        manifest = json.loads(members["manifest.json"])
        digest = hashlib.sha256(b"evil").hexdigest()
        manifest["files"][name] = {"sha256": digest, "size": 4}
        members["manifest.json"] = json.dumps(manifest).encode()

    return change


@pytest.mark.parametrize("name", ["../evil", "inputs/../../evil", "/evil"])
def test_nothing_is_written_outside(kept: Path, tmp_path: Path, name: str) -> None:
    file = rewritten(kept, tmp_path / "b.tar.gz", _named_too(name))
    refused(file, tmp_path / "new", "outside of its folder|lacks, or has too much")
    assert not list(tmp_path.rglob("evil"))
    assert not Path("/evil").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE])
def test_links_are_refused(kept: Path, tmp_path: Path, kind: bytes) -> None:
    link = tarfile.TarInfo("inputs/tiny/link")
    link.type, link.linkname = kind, "/etc/passwd"
    file = rewritten(kept, tmp_path / "b.tar.gz", lambda members: None, link)
    refused(file, tmp_path / "new", "neither file nor folder")


def test_a_second_backup_of_what_was_restored_is_the_same(kept: Path, tmp_path: Path) -> None:
    first = restore(kept, tmp_path / "new").manifest
    second = back_up(tmp_path / "new", tmp_path / "again.tar.gz").manifest
    assert second.files == first.files
    shutil.rmtree(tmp_path / "new")
    restore(tmp_path / "again.tar.gz", tmp_path / "new")


def test_a_version_that_a_document_quotes_comes_back(tiny: Cycle, tmp_path: Path) -> None:
    reply(tiny, "XAA", COMPLETE)
    run(tiny)
    tag(tiny, "draft-1")
    quoted = (tiny.outputs / "tables" / "csv" / "laws.csv").read_bytes()
    reply(tiny, "XAB", COMPLETE)
    run(tiny)
    back_up(tiny.home, tmp_path / "one.tar.gz")
    restore(tmp_path / "one.tar.gz", tmp_path / "home")
    back = load_cycle(tmp_path / "home", "tiny")
    assert [path.name for path in back.outputs.iterdir()] == ["versions"]
    found = find(back, "draft-1")
    assert differences(found.part("tables")) == []
    assert (found.part("tables") / "csv" / "laws.csv").read_bytes() == quoted
    run(back)
    assert [(one.number, one.tag) for one in versions(back)] == [(1, "draft-1"), (2, "")]
    assert (back.outputs / "tables" / "csv" / "laws.csv").read_bytes() == (
        tiny.outputs / "tables" / "csv" / "laws.csv"
    ).read_bytes()
