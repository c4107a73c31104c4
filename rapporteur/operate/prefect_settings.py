"""Prefect's settings as the operator has set them: to import Prefect for them takes seconds."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_DATABASE: Final = (
    "PREFECT_API_DATABASE_CONNECTION_URL",
    "PREFECT_SERVER_DATABASE_CONNECTION_URL",
)


def prefect_settings() -> Mapping[str, str]:
    """The settings in variables and, after them, in the active profile."""
    folder = prefect_home()
    path = Path(os.environ.get("PREFECT_PROFILES_PATH") or folder / "profiles.toml")
    try:
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        active = os.environ.get("PREFECT_PROFILE") or file["active"]
        profile = file["profiles"][active]
    except (OSError, ValueError, LookupError, TypeError):
        profile = {}  # Prefect itself says what is wrong with it
    return {**{str(key): str(value) for key, value in dict(profile).items()}, **os.environ}


def prefect_home() -> Path:
    """The folder in which Prefect keeps what is its own."""
    return Path(os.environ.get("PREFECT_HOME") or "~/.prefect").expanduser()


def database_url() -> str:
    """The database that the operator has given Prefect's server; empty if none."""
    settings = prefect_settings()
    return next(filter(None, map(settings.get, _DATABASE)), "")
