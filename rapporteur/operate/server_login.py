"""The login of Prefect's server: whoever has it may see, start and change the runs of a home.

It is made when the server is first started, and kept among the secrets of the installation. It is
passed in variables and in no command line, which every account of the machine can see. Prefect has
one string of the form `user:password` for all.
"""

from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from rapporteur.kernel.installation_secrets import FOLDER, installation_secret
from rapporteur.operate.prefect_settings import prefect_settings
from rapporteur.operate.served import served_at

URL: Final = "PREFECT_API_URL"
CLIENT: Final = "PREFECT_API_AUTH_STRING"
SERVER: Final = "PREFECT_SERVER_API_AUTH_STRING"
_KEY: Final = "PREFECT_API_KEY"
_ORIGINS: Final = (
    "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS",
    "PREFECT_SERVER_CORS_ALLOWED_ORIGINS",  # its former name
)
_NAME: Final = "server-auth"


def login(home: Path) -> str:
    """The login of a home's server, made if there is none.

    Raises `UserError` if the file does not hold a secret, and `OSError` if it cannot be read.
    """
    return f"rapporteur:{installation_secret(home, _NAME)}"


def for_server(home: Path, origins: str = "") -> Mapping[str, str]:
    """The variables with which a server of this home asks for the login, and its parts have it.

    What the operator has set, as a variable or in Prefect's profile, stands. `origins` are those
    whose pages a browser lets call the server, with commas between them. Raises as `login` does.
    """
    settings = prefect_settings()
    own = settings.get(SERVER) or settings.get(CLIENT) or login(home)
    variables = {name: own for name in (SERVER, CLIENT) if not settings.get(name)}
    if origins and not any(settings.get(name) for name in _ORIGINS):
        variables[_ORIGINS[0]] = origins
    return variables


def for_client(home: Path, *, make: bool = False) -> Mapping[str, str]:
    """The variable with which a process of this home logs in, if it needs one.

    The login is sent to a server on this machine alone: the address of another may be mistaken,
    and an operator who means it says so. `make` it for a process that is started before the
    server. Raises as `login` does.
    """
    settings = prefect_settings()
    is_known = settings.get(CLIENT) or settings.get(_KEY)
    if is_known or not _is_here(server_url(home)):
        return {}
    if (home / FOLDER / _NAME).exists() or (make and (home / "inputs").is_dir()):
        return {CLIENT: login(home)}
    return {}


def client_login(home: Path) -> str:
    """The login that a process of this home has, whoever has set it; empty if it has none."""
    return prefect_settings().get(CLIENT) or for_client(home).get(CLIENT, "")


def server_url(home: Path) -> str:
    """The address of the server's API: the operator's, else that of the `serve` of this home."""
    return prefect_settings().get(URL) or served_at(home)


def _is_here(url: str) -> bool:
    try:
        host = urlsplit(url).hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
