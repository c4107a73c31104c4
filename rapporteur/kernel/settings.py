"""The settings of an installation, from environment variables and `rapporteur.toml` in its home.

A variable goes before the file. Its name is `RAPPORTEUR_` and the setting; two underscores
separate a group from its setting: `RAPPORTEUR_CYCLES='["my-cycle"]'`,
`RAPPORTEUR_SMTP__HOST=mail.example.org`. The dates and texts of a cycle are not settings; they are
in its cycle.toml.
"""

import os
import tomllib
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from rapporteur.kernel.errors import UserError

FILE = "rapporteur.toml"
_PREFIX = "RAPPORTEUR_"

NO_OPERATORS = UserError(
    "Alarms and digests go to nobody by mail: no operators are named.",
    f'Name their addresses in {FILE}, such as operators = ["name@example.org"], or in the '
    f"variable {_PREFIX}OPERATORS.",
)


class Server(BaseModel):
    """A mail server; an empty `host` means none. Put `password` into a variable, not the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = ""
    port: int = 0  # 0: the default of the protocol, 993 or 143 for IMAP, 587, 465 or 25 for SMTP
    user: str = ""
    password: SecretStr = SecretStr("")
    encryption: str = Field(default="tls", pattern="^(tls|starttls|none)$")


class Mailbox(Server):
    """The IMAP mailbox that receives replies, and the cycle that they are for."""

    folder: str = "INBOX"
    cycle: str = ""


class Outgoing(Server):
    """The SMTP server that sends letters. Nothing is sent unless `send` is true."""

    encryption: str = Field(default="starttls", pattern="^(tls|starttls|none)$")
    sender: str = ""  # empty: the cycle's `return_to`
    send: bool = False


class Settings(BaseSettings):
    """The settings of an installation. An unknown key is an error, since it may be misspelled."""

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        env_prefix=_PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    home: Path = Path()
    """The folder that holds inputs/ and outputs/. Not set in the file, which is found in it."""
    cycles: tuple[str, ...] = ()
    """The cycles that are watched; if empty, all cycles."""
    drop: Path | None = None
    """A folder with a subfolder for each cycle, whose files are moved to its submissions/."""
    gather: timedelta = timedelta(seconds=0.15)
    """How long the watcher waits for another file before it reports the last one."""
    sweep: timedelta = timedelta(seconds=15)
    """How often the watcher scans the folders, since network drives do not report changes."""
    again: timedelta = timedelta(seconds=60)
    """After how long the watcher reports pending work again."""
    keep_days: int = Field(default=90, ge=1)
    """For how many days superseded files under outputs/ are kept."""
    operators: tuple[str, ...] = ()
    """The e-mail addresses that alarms are sent to."""
    remind_days: tuple[int, ...] = (14, 3, 0)
    """How many days before the deadline a respondent without a reply is reminded."""
    imap: Mailbox = Mailbox()
    smtp: Outgoing = Outgoing()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The order of precedence: arguments, environment variables, the file in the home."""
        path = _file(init_settings().get("home"))
        file = TomlConfigSettingsSource(settings_cls, path)
        if "home" in file():
            raise UserError(
                f"{path} must not set `home`: the file is found in that folder.",
                f"Remove `home` from the file and set the variable {_PREFIX}HOME.",
            )
        return init_settings, env_settings, file

    def watched(self, existing: Sequence[str]) -> tuple[str, ...]:
        """The cycles that this installation works on: the setting, or all existing ones."""
        return self.cycles or tuple(existing)


def load_settings(home: Path | None = None) -> Settings:
    """The settings of the installation in `home`. Raises `UserError` when one is invalid."""
    _check_variables()
    try:
        return Settings() if home is None else Settings(home=home)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{_file(home)} is not valid TOML: {error}.") from error
    except SettingsError as error:  # names the setting, not its value
        raise UserError(f"A setting is not valid JSON: {error}.") from error
    except ValidationError as error:
        # Without the values, among which may be a password.
        problems = "; ".join(
            f"{'.'.join(map(str, problem['loc']))}: {problem['msg']}"
            for problem in error.errors(include_input=False, include_url=False)
        )
        raise UserError(
            f"The settings are not valid: {problems}.",
            f"Correct them in {FILE} or in the variables RAPPORTEUR_….",
        ) from error


def _file(home: object) -> Path:
    return Path(str(home or os.environ.get(f"{_PREFIX}HOME", ""))) / FILE


def _check_variables() -> None:
    """Raise `UserError` for a misspelled variable, which pydantic would ignore."""
    for name in sorted(os.environ):
        setting = name.upper().removeprefix(_PREFIX).partition("__")[0].lower()
        if name.upper().startswith(_PREFIX) and setting not in Settings.model_fields:
            raise UserError(
                f"The variable {name} is not a setting.",
                f"Correct or unset it; the settings are {', '.join(Settings.model_fields)}.",
            )
