"""Which login a server of a home asks for, and to whom its processes say it."""

from pathlib import Path

import pytest

from rapporteur.kernel.errors import UserError
from rapporteur.operate.server_login import (
    CLIENT,
    SERVER,
    URL,
    client_login,
    for_client,
    for_server,
    login,
)
from tests.operate.conftest import Command

ORIGINS = "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS"


def profile(folder: Path, text: str) -> None:
    """Prefect's own settings, where the fixture of these tests lets them be."""
    (folder / "no-prefect").mkdir()
    (folder / "no-prefect" / "profiles.toml").write_text(text, encoding="utf-8")


def test_server_and_client_have_the_same_which_lasts(tmp_path: Path) -> None:
    own = for_server(tmp_path, "http://127.0.0.1:4200")
    assert own == {
        SERVER: login(tmp_path),
        CLIENT: login(tmp_path),
        ORIGINS: "http://127.0.0.1:4200",
    }
    assert own == for_server(tmp_path, "http://127.0.0.1:4200")


@pytest.mark.parametrize("name", [SERVER, CLIENT])
def test_what_the_operator_has_set_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "admin:own")
    monkeypatch.setenv("PREFECT_SERVER_CORS_ALLOWED_ORIGINS", "https://pages.example.org")
    assert for_server(tmp_path, "http://127.0.0.1:4200") == {
        {SERVER: CLIENT, CLIENT: SERVER}[name]: "admin:own"
    }
    assert not (tmp_path / "inputs").exists()


def test_so_does_what_stands_in_the_active_profile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile(
        tmp_path,
        f'active = "ours"\n[profiles.ours]\n{SERVER} = "a:b"\n[profiles.other]\n{CLIENT} = "c:d"\n',
    )
    assert for_server(tmp_path) == {CLIENT: "a:b"}
    monkeypatch.setenv("PREFECT_PROFILE", "other")
    assert for_server(tmp_path) == {SERVER: "c:d"}
    assert client_login(tmp_path) == "c:d"


@pytest.mark.parametrize("text", ["", "active = 1", "[", 'active = "gone"\n[profiles]\n', "\ufeff"])
def test_a_damaged_profile_sets_nothing(tmp_path: Path, text: str) -> None:
    profile(tmp_path, text)
    assert for_server(tmp_path)[SERVER] == login(tmp_path)


@pytest.mark.parametrize(
    ("url", "is_said"),
    [
        ("http://127.0.0.1:4200/api", True),
        ("http://localhost:4300/api", True),
        ("http://[::1]:4200/api", True),
        ("http://127.0.0.1.example.org:4200/api", False),
        ("http://localhost@example.org/api", False),
        ("https://prefect.example.org/api", False),
        ("http://10.0.0.1:4200/api", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_the_login_is_said_to_this_machine_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str, is_said: bool
) -> None:
    monkeypatch.setenv(URL, url)
    (tmp_path / "inputs").mkdir()
    assert for_client(tmp_path) == {}  # there is none yet
    found = for_client(tmp_path, make=True)
    assert found == ({CLIENT: login(tmp_path)} if is_said else {})
    monkeypatch.setenv("PREFECT_API_KEY", "own")
    assert for_client(tmp_path) == {}


def test_none_is_made_in_a_folder_that_is_no_home(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command
) -> None:
    monkeypatch.setenv(URL, "http://127.0.0.1:4200/api")
    assert for_client(tmp_path, make=True) == {}
    said = command("login", home=tmp_path)
    assert said.code == 2
    assert "has no inputs/" in said.err
    assert not (tmp_path / "inputs").exists()


def test_a_damaged_one_is_told(tmp_path: Path, command: Command) -> None:
    login(tmp_path)
    (tmp_path / "inputs" / ".secrets" / "server-auth").write_text("short", encoding="utf-8")
    with pytest.raises(UserError, match="does not hold a secret"):
        for_server(tmp_path)
    assert command("login", home=tmp_path).code == 2
