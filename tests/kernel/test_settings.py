"""The settings: their sources, their precedence, and that no secret is ever shown."""

import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from rapporteur.kernel.errors import UserError
from rapporteur.kernel.settings import FILE, Settings, load_settings
from tests.support import tiny_cycle

SECRET = "hunter2-never-shown"

Write = Callable[[str], Path]


@pytest.fixture(autouse=True)
def _no_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("RAPPORTEUR_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the settings of the installation in `tmp_path`; returns that folder."""

    def to(text: str) -> Path:
        (tmp_path / FILE).write_text(text, encoding="utf-8")
        return tmp_path

    return to


def refusal(home: Path | None = None) -> str:
    with pytest.raises(UserError) as caught:
        load_settings(home)
    return str(caught.value)


def test_without_a_file_there_are_defaults(tmp_path: Path) -> None:
    settings = load_settings(tmp_path)
    assert settings.home == tmp_path
    assert settings.keep_days == 90
    assert (settings.imap.host, settings.smtp.host, settings.smtp.send) == ("", "", False)


def test_the_file_in_the_home_is_read(write: Write) -> None:
    home = write(
        'cycles = ["one", "two"]\nsweep = 30\nkeep_days = 7\ndrop = "/srv/drop"\n'
        '[imap]\nhost = "imap.example.org"\ncycle = "one"\n[smtp]\nport = 2525\nsend = true\n'
    )
    settings = load_settings(home)
    assert settings.cycles == ("one", "two")
    assert settings.sweep == timedelta(seconds=30)
    assert settings.drop == Path("/srv/drop")
    assert (settings.imap.host, settings.imap.cycle, settings.imap.folder) == (
        *("imap.example.org", "one", "INBOX"),
    )
    assert (settings.smtp.port, settings.smtp.send, settings.smtp.encryption) == (
        2525,
        True,
        "starttls",
    )


def test_a_variable_goes_before_the_file(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    home = write('keep_days = 7\nremind_days = [1]\n[smtp]\nhost = "file"\nuser = "file"\n')
    monkeypatch.setenv("RAPPORTEUR_KEEP_DAYS", "8")
    monkeypatch.setenv("RAPPORTEUR_CYCLES", '["one"]')
    monkeypatch.setenv("RAPPORTEUR_SMTP__HOST", "variable")
    settings = load_settings(home)
    assert (settings.keep_days, settings.cycles, settings.remind_days) == (8, ("one",), (1,))
    # The variable replaces one setting of the group, not the whole group of the file.
    assert (settings.smtp.host, settings.smtp.user) == ("variable", "file")


def test_the_home_is_a_variable(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    home = write("keep_days = 7\n")
    monkeypatch.setenv("RAPPORTEUR_HOME", str(home))
    settings = load_settings()
    assert (settings.home, settings.keep_days) == (home, 7)


def test_the_home_argument_goes_before_the_variable(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / FILE).write_text("keep_days = 1\n", encoding="utf-8")
    monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path / "other"))
    assert load_settings(write("keep_days = 7\n")).keep_days == 7


def test_without_a_home_it_is_the_working_directory(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write("keep_days = 7\n"))
    settings = load_settings()
    assert (settings.home, settings.keep_days) == (Path(), 7)


def test_the_file_cannot_move_the_home(write: Write, tmp_path: Path) -> None:
    """The file is found in the home: some commands would use one folder, some another."""
    message = refusal(write(f'home = "{tmp_path / "other"}"\n'))
    assert "must not set `home`" in message
    assert "RAPPORTEUR_HOME" in message


@pytest.mark.parametrize("text", ["keep_day = 7\n", "[smtp]\nkeep_day = 7\n"])
def test_a_misspelled_key_is_refused_by_name(write: Write, text: str) -> None:
    message = refusal(write(text))
    assert "keep_day: Extra inputs are not permitted" in message
    assert FILE in message


@pytest.mark.parametrize(
    "name", ["RAPPORTEUR_KEEP_DAY", "RAPPORTEUR_SMTP__HOTS", "RAPPORTEUR_SNMP__HOST"]
)
def test_a_misspelled_variable_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "7")
    message = refusal(tmp_path)
    assert name in message or "smtp.hots: Extra inputs are not permitted" in message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("keep_days = 0\n", "keep_days: Input should be greater"),
        ('keep_days = "many"\n', "keep_days: Input should be a valid integer"),
        ('[imap]\nencryption = "ssl"\n', "imap.encryption: String should match"),
        ("smtp = 1\n", "smtp: Input should be"),
    ],
)
def test_an_invalid_setting_is_named(write: Write, text: str, message: str) -> None:
    assert message in refusal(write(text))


def test_a_file_that_is_not_toml_is_named(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = write(f'[smtp]\npassword = "{SECRET}\n')
    assert f"{home / FILE} is not valid TOML" in refusal(home)
    assert SECRET not in refusal(home)
    monkeypatch.setenv("RAPPORTEUR_HOME", str(home))
    assert f"{home / FILE} is not valid TOML" in refusal()
    (home / FILE).write_text("keep_days = 7", encoding="utf-16")
    assert f"{home / FILE} is not valid TOML" in refusal(home)


def all_texts(settings: Settings) -> str:
    return f"{settings!r} {settings} {settings.smtp!r} {settings.model_dump()} " + json.dumps(
        settings.model_dump(mode="json")
    )


def test_a_secret_is_in_no_text_of_the_settings(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = write(f'[imap]\npassword = "{SECRET}"\n')
    monkeypatch.setenv("RAPPORTEUR_SMTP__PASSWORD", SECRET)
    settings = load_settings(home)
    assert settings.imap.password.get_secret_value() == SECRET
    assert settings.smtp.password.get_secret_value() == SECRET
    assert SECRET not in all_texts(settings)


@pytest.mark.parametrize(
    "text",
    [
        f'[smtp]\npassword = ["{SECRET}"]\n',
        f'[smtp]\npassword = {{ is = "{SECRET}" }}\n',
        f'[smtp]\npassword = "{SECRET}"\nport = "{SECRET}"\n',
        f'[smtp]\npassword = "{SECRET}"\nencryption = "{SECRET}"\n',
        f'[smtp]\npassword = "{SECRET}"\npasword = "{SECRET}"\n',
        f'smtp = "{SECRET}"\n',
        f'smtp = ["{SECRET}"]\n',
        f'[smtp]\npassword = "{SECRET}"\n[smtp]\n',
        f"[smtp]\npassword = {SECRET}\n",
    ],
)
def test_a_secret_is_in_no_refusal(write: Write, text: str) -> None:
    assert SECRET not in refusal(write(text))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("RAPPORTEUR_SMTP", f'{{"password": "{SECRET}", '),
        ("RAPPORTEUR_SMTP", f'{{"password": ["{SECRET}"]}}'),
        ("RAPPORTEUR_SMTP__PORT", SECRET),
        ("RAPPORTEUR_SMTP__PASWORD", SECRET),
        ("RAPPORTEUR_CYCLES", SECRET),
    ],
)
def test_a_secret_in_a_variable_is_in_no_refusal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert SECRET not in refusal(tmp_path)


def test_the_cycles_that_are_watched(write: Write, tmp_path: Path) -> None:
    assert load_settings(tmp_path).watched([]) == ()
    tiny_cycle(tmp_path)
    assert load_settings(tmp_path).watched(["tiny"]) == ("tiny",)
    assert load_settings(write('cycles = ["other"]\n')).watched(["tiny"]) == ("other",)
