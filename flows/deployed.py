"""Whether the server has the deployments of prefect.yaml: asked without importing Prefect.

The import takes seconds, and most starts find everything as it was.
"""

import asyncio
import hashlib
import uuid
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import httpx
import yaml

from rapporteur import __version__
from rapporteur.operate import server_login

FILE = Path(__file__).resolve().parents[1] / "prefect.yaml"
"""In the clone, or in the installed package."""
KEPT = "rapporteur_deployed"
"""The variable at the server that says from which file, and which programs, it has them."""

_AGAIN = 0.1  # seconds until a server that does not answer is asked again


def names() -> set[str]:
    """The deployments of prefect.yaml."""
    return {one["name"] for one in yaml.safe_load(FILE.read_text("utf-8"))["deployments"]}


def fingerprint() -> str:
    """A hash of what the deployments are made from: the file, the folder, the programs."""
    made_from = f"{FILE.read_text('utf-8')} {FILE.parent} {__version__} {version('prefect')}"
    return hashlib.sha256(made_from.encode()).hexdigest()


async def deployed(variables: Mapping[str, str]) -> bool:
    """Whether the server has them as they stand in the file; waits for the server.

    False as well where it cannot be asked so, such as without a login that it accepts.
    """
    login = variables.get(server_login.CLIENT, "").partition(":")
    async with httpx.AsyncClient(
        base_url=variables[server_login.URL], auth=(login[0], login[2]), timeout=30
    ) as http:
        while not await _answers(http):
            await asyncio.sleep(_AGAIN)
        try:
            me = str(uuid.uuid4())
            token = (await http.get("/csrf-token", params={"client": me})).json()
            http.headers["Prefect-Csrf-Client"] = me
            http.headers["Prefect-Csrf-Token"] = token.get("token", "")
            kept = (await http.get(f"/variables/name/{KEPT}")).raise_for_status().json()
            found = (await http.post("/deployments/filter", json={})).raise_for_status().json()
            return kept["value"] == fingerprint() and names() <= {one["name"] for one in found}
        except (httpx.HTTPError, ValueError, LookupError):
            return False


async def _answers(http: httpx.AsyncClient) -> bool:
    try:
        return (await http.get("/ready")).is_success
    except httpx.HTTPError:
        return False
