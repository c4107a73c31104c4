"""Who can read what the program writes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.kernel.access import open_to_others
from tests.installation import BIN
from tests.support import COMPLETE, ROOT, reply


def modes(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.lstat().st_mode & 0o777
        for path in folder.rglob("*")
        if not path.is_symlink()
    }


def test_whatever_the_shell_allows_others_read_nothing_that_is_written(
    tiny: Cycle, tmp_path: Path
) -> None:
    """A run and commands beside it, of files that everybody may read."""
    reply(tiny, "XAA", COMPLETE)
    given = modes(tiny.home / "inputs")
    rapporteur = BIN / "rapporteur"
    commands = (
        f"{rapporteur} run tiny",
        f"{rapporteur} decide tiny refuse XAA --reason late --who desk",
        f"{rapporteur} versions tag tiny draft-1",
    )
    subprocess.run(
        ["sh", "-ec", f"umask 0; {'; '.join(commands)}"],
        env={**os.environ, "RAPPORTEUR_HOME": str(tiny.home)},
        check=True,
        stdout=subprocess.DEVNULL,
        timeout=300,
    )
    for part in ("inputs", "outputs"):
        written = {
            name: mode
            for name, mode in modes(tiny.home / part).items()
            if part == "outputs" or name not in given
        }
        assert len(written) > 1
        assert {name: oct(mode) for name, mode in written.items() if mode & 0o007} == {}
        assert {name: oct(mode) for name, mode in written.items() if not mode & 0o040} == {}


def test_a_group_reads_what_a_stricter_shell_would_keep_from_it(tmp_path: Path) -> None:
    code = (
        "import rapporteur.flows; from pathlib import Path; "
        "Path('one').mkdir(); Path('one/two').touch()"
    )
    command = f'umask 077; cd {tmp_path}; PYTHONPATH={ROOT} {sys.executable} -c "{code}"'
    subprocess.run(["sh", "-ec", command], check=True, timeout=60)
    assert modes(tmp_path) == {"one": 0o750, "one/two": 0o640}


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A folder that every account can enter, unlike those of pytest."""
    with TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        if not all(path.stat().st_mode & 0o001 for path in Path(name).resolve().parents):
            pytest.skip("the folder of temporary files cannot be entered by everybody")
        yield Path(name)


def made(path: Path, mode: int) -> Path:
    path.parent.mkdir(exist_ok=True, parents=True)
    path.touch()
    path.chmod(mode)
    return path


def test_what_others_can_reach_is_listed(reachable: Path) -> None:
    top = reachable / "inputs"
    for name, mode in (("read", 0o644), ("change", 0o602), ("own", 0o640), ("run", 0o751)):
        made(top / name, mode)
    closed = made(top / "closed" / "read", 0o644).parent
    blind = made(top / "blind" / "read", 0o644).parent
    for folder, mode in ((top, 0o751), (closed, 0o750), (blind, 0o711)):
        folder.chmod(mode)
    assert {path.relative_to(top).as_posix() for path in open_to_others(top)} == {
        *("read", "change", "blind/read"),
    }
    top.chmod(0o750)
    assert list(open_to_others(top)) == []
    assert list(open_to_others(reachable / "nothing")) == []


def test_links_are_followed_once(reachable: Path) -> None:
    top, other = reachable / "inputs", reachable / "other"
    made(top / "own", 0o600)
    outside = made(other / "read", 0o644)
    for folder in (top, other):
        folder.chmod(0o711)
    (top / "link").symlink_to(other)
    (other / "back").symlink_to(top)
    (top / "gone").symlink_to(top / "nowhere")
    assert list(open_to_others(top)) == [top / "link" / "read"]
    outside.chmod(0o640)
    assert list(open_to_others(top)) == []


def test_a_folder_within_one_that_others_cannot_enter_is_not_open(reachable: Path) -> None:
    path = made(reachable / "home" / "inputs" / "read", 0o644)
    path.parent.chmod(0o755)
    path.parents[1].chmod(0o755)
    assert path in list(open_to_others(path.parent))
    path.parents[1].chmod(0o700)
    assert list(open_to_others(path.parent)) == []
    made(reachable / "linking" / "one", 0o600).parent.chmod(0o711)
    (reachable / "linking" / "link").symlink_to(path)
    assert list(open_to_others(reachable / "linking")) == []
