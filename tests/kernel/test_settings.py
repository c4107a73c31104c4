"""The settings: where they stand, what goes before what, and that no secret is ever told."""

import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from rapporteur.kernel.errors import UserError
from rapporteur.kernel.settings import FILE, Settings, load_settings
from tests.support import tiny_cycle

SECRET = "hunter2-never-told"

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
    found = load_settings(tmp_path)
    assert found.home == tmp_path
    assert found.keep_days == 90
    assert (found.imap.host, found.smtp.host, found.smtp.send) == ("", "", False)


def test_the_file_in_the_home_is_read(write: Write) -> None:
    home = write(
        'cycles = ["one", "two"]\nsweep = 30\nkeep_days = 7\ndrop = "/srv/drop"\n'
        '[imap]\nhost = "imap.example.org"\ncycle = "one"\n[smtp]\nport = 2525\nsend = true\n'
    )
    found = load_settings(home)
    assert found.cycles == ("one", "two")
    assert found.sweep == timedelta(seconds=30)
    assert found.drop == Path("/srv/drop")
    assert (found.imap.host, found.imap.cycle, found.imap.folder) == (
        *("imap.example.org", "one", "INBOX"),
    )
    assert (found.smtp.port, found.smtp.send, found.smtp.encryption) == (2525, True, "starttls")


def test_a_variable_goes_before_the_file(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    home = write('keep_days = 7\nremind_days = [1]\n[smtp]\nhost = "file"\nuser = "file"\n')
    monkeypatch.setenv("RAPPORTEUR_KEEP_DAYS", "8")
    monkeypatch.setenv("RAPPORTEUR_CYCLES", '["one"]')
    monkeypatch.setenv("RAPPORTEUR_SMTP__HOST", "variable")
    found = load_settings(home)
    assert (found.keep_days, found.cycles, found.remind_days) == (8, ("one",), (1,))
    # Of a group each setting is for itself: the variable does not hide the rest of the file's.
    assert (found.smtp.host, found.smtp.user) == ("variable", "file")


def test_the_home_is_a_variable(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    home = write("keep_days = 7\n")
    monkeypatch.setenv("RAPPORTEUR_HOME", str(home))
    found = load_settings()
    assert (found.home, found.keep_days) == (home, 7)


def test_the_home_that_is_given_goes_before_the_variable(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / FILE).write_text("keep_days = 1\n", encoding="utf-8")
    monkeypatch.setenv("RAPPORTEUR_HOME", str(tmp_path / "other"))
    assert load_settings(write("keep_days = 7\n")).keep_days == 7


def test_without_a_home_it_is_where_one_is(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write("keep_days = 7\n"))
    found = load_settings()
    assert (found.home, found.keep_days) == (Path(), 7)


def test_the_file_cannot_move_the_home(write: Write, tmp_path: Path) -> None:
    """It is found by the home: some would look in the one and some in the other."""
    said = refusal(write(f'home = "{tmp_path / "other"}"\n'))
    assert "cannot say where the home is" in said
    assert "RAPPORTEUR_HOME" in said


@pytest.mark.parametrize("text", ["keep_day = 7\n", "[smtp]\nkeep_day = 7\n"])
def test_a_misspelled_key_is_refused_by_name(write: Write, text: str) -> None:
    said = refusal(write(text))
    assert "keep_day: Extra inputs are not permitted" in said
    assert FILE in said


@pytest.mark.parametrize(
    "name", ["RAPPORTEUR_KEEP_DAY", "RAPPORTEUR_SMTP__HOTS", "RAPPORTEUR_SNMP__HOST"]
)
def test_a_misspelled_variable_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "7")
    said = refusal(tmp_path)
    assert name in said or "smtp.hots: Extra inputs are not permitted" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("keep_days = 0\n", "keep_days: Input should be greater"),
        ('keep_days = "many"\n', "keep_days: Input should be a valid integer"),
        ('[imap]\nencryption = "ssl"\n', "imap.encryption: String should match"),
        ("smtp = 1\n", "smtp: Input should be"),
    ],
)
def test_what_cannot_be_used_is_said_by_name(write: Write, text: str, said: str) -> None:
    assert said in refusal(write(text))


def test_what_is_no_toml_is_said_with_its_file(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = write(f'[smtp]\npassword = "{SECRET}\n')
    assert f"{home / FILE} is not valid TOML" in refusal(home)
    assert SECRET not in refusal(home)
    monkeypatch.setenv("RAPPORTEUR_HOME", str(home))
    assert f"{home / FILE} is not valid TOML" in refusal()
    (home / FILE).write_text("keep_days = 7", encoding="utf-16")
    assert f"{home / FILE} is not valid TOML" in refusal(home)


def told(settings: Settings) -> str:
    return f"{settings!r} {settings} {settings.smtp!r} {settings.model_dump()} " + json.dumps(
        settings.model_dump(mode="json")
    )


def test_a_secret_is_in_no_text_of_the_settings(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = write(f'[imap]\npassword = "{SECRET}"\n')
    monkeypatch.setenv("RAPPORTEUR_SMTP__PASSWORD", SECRET)
    found = load_settings(home)
    assert found.imap.password.get_secret_value() == SECRET
    assert found.smtp.password.get_secret_value() == SECRET
    assert SECRET not in told(found)


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
