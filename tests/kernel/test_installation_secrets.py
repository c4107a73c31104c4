"""Secrets of an installation."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rapporteur.kernel.errors import UserError
from rapporteur.kernel.installation_secrets import FOLDER, installation_secret


def test_a_secret_is_made_once_and_for_its_account_alone(tmp_path: Path) -> None:
    secret = installation_secret(tmp_path, "signing-key")
    assert installation_secret(tmp_path, "signing-key") == secret
    assert installation_secret(tmp_path, "other") != secret
    assert bytes.fromhex(secret) != bytes(32)
    assert (tmp_path / FOLDER).stat().st_mode & 0o777 == 0o700
    assert (tmp_path / FOLDER / "signing-key").stat().st_mode & 0o777 == 0o600
    assert {path.name for path in (tmp_path / FOLDER).iterdir()} == {"signing-key", "other"}


def test_another_process_may_be_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = installation_secret(tmp_path, "signing-key")
    monkeypatch.setattr(Path, "exists", lambda path: False)
    assert installation_secret(tmp_path, "signing-key") == first


def test_all_who_ask_at_once_get_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as threads:
        secrets = set(threads.map(lambda _: installation_secret(tmp_path, "key"), range(20)))
    assert len(secrets) == 1


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make files for other accounts")
def test_what_root_makes_is_the_account_s(tmp_path: Path) -> None:
    (tmp_path / "inputs").mkdir()
    os.chown(tmp_path / "inputs", 4321, 4322)
    installation_secret(tmp_path, "signing-key")
    for path in (tmp_path / FOLDER, tmp_path / FOLDER / "signing-key"):
        assert (path.stat().st_uid, path.stat().st_gid) == (4321, 4322)


@pytest.mark.parametrize("content", ["", "short\n", "\ufeff"])
def test_a_damaged_secret_is_not_replaced(tmp_path: Path, content: str) -> None:
    path = tmp_path / FOLDER / "signing-key"
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserError, match="does not hold a secret"):
        installation_secret(tmp_path, "signing-key")
    assert path.read_text(encoding="utf-8") == content
