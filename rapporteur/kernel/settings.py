"""The settings of an installation: `rapporteur.toml` in its home, and the environment before it.

A variable is named `RAPPORTEUR_` and the setting, with two underscores before one of a group:
`RAPPORTEUR_CYCLES='["my-cycle"]'`, `RAPPORTEUR_SMTP__HOST=mail.example.org`. What a cycle is, and
its dates, stand in its cycle.toml; here is how the program is run.
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


class Server(BaseModel):
    """A mail server. Without a host there is none. `password` is best given as a variable."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = ""
    port: int = 0  # the protocol's own: 993 or 143 for IMAP, 587 or 465 or 25 for SMTP
    user: str = ""
    password: SecretStr = SecretStr("")
    encryption: str = Field(default="tls", pattern="^(tls|starttls|none)$")


class Mailbox(Server):
    """The IMAP mailbox that receives replies, and the cycle that they are for."""

    folder: str = "INBOX"
    cycle: str = ""


class Outgoing(Server):
    """The SMTP server that takes what goes out. Nothing is sent unless `send` is true."""

    encryption: str = Field(default="starttls", pattern="^(tls|starttls|none)$")
    sender: str = ""  # else the cycle's `return_to`
    send: bool = False


class Settings(BaseSettings):
    """How an installation is run. Unknown keys are refused, so that a misspelling is seen."""

    model_config: ClassVar[SettingsConfigDict] = SettingsConfigDict(
        env_prefix=_PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True
    )

    home: Path = Path()
    """The folder that holds inputs/ and outputs/. Only a variable can say it: the file is in it."""
    cycles: tuple[str, ...] = ()
    """The cycles that are watched; without any, all there are."""
    drop: Path | None = None
    """A folder with one for each cycle, from which files are taken into its submissions/."""
    gather: timedelta = timedelta(seconds=0.15)
    """How long the watcher waits for a next file before it tells of the last."""
    sweep: timedelta = timedelta(seconds=15)
    """How often the watcher looks for itself: network drives tell of nothing."""
    again: timedelta = timedelta(seconds=60)
    """After how long the watcher tells again of what is still not done."""
    keep_days: int = Field(default=90, ge=1)
    """How long what no longer counts under outputs/ is kept."""
    operators: tuple[str, ...] = ()
    """The addresses to which alarms go."""
    remind_days: tuple[int, ...] = (14, 3, 0)
    """So many days before the deadline who has not replied is reminded."""
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
        """What is given, then the environment, then the file in the home."""
        path = _file(init_settings().get("home"))
        file = TomlConfigSettingsSource(settings_cls, path)
        if "home" in file():
            raise UserError(
                f"{path} cannot say where the home is: it is in it.",
                f"Take `home` out of it, and set {_PREFIX}HOME.",
            )
        return init_settings, env_settings, file

    def watched(self, known: Sequence[str]) -> tuple[str, ...]:
        """The cycles that this installation works on, of those that its home has."""
        return self.cycles or tuple(known)


def load_settings(home: Path | None = None) -> Settings:
    """The settings of the installation in `home`. Raises `UserError` when they cannot be used."""
    _check_variables()
    try:
        return Settings() if home is None else Settings(home=home)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(f"{_file(home)} is not valid TOML: {error}.") from error
    except SettingsError as error:  # names the setting, not its value
        raise UserError(f"A setting cannot be understood: {error}.") from error
    except ValidationError as error:
        # Without the values: one of them may be a password.
        problems = "; ".join(
            f"{'.'.join(map(str, one['loc']))}: {one['msg']}"
            for one in error.errors(include_input=False, include_url=False)
        )
        raise UserError(
            f"The settings cannot be used: {problems}.",
            f"They stand in {FILE} and in the variables RAPPORTEUR_….",
        ) from error


def _file(home: object) -> Path:
    return Path(str(home or os.environ.get(f"{_PREFIX}HOME", ""))) / FILE


def _check_variables() -> None:
    """Refuse a misspelled variable, which pydantic would pass over."""
    for name in sorted(os.environ):
        setting = name.upper().removeprefix(_PREFIX).partition("__")[0].lower()
        if name.upper().startswith(_PREFIX) and setting not in Settings.model_fields:
            raise UserError(
                f"The variable {name} is no setting.",
                f"The settings are {', '.join(Settings.model_fields)}; unset it, or correct it.",
            )
