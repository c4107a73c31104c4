"""Bring the deployments of prefect.yaml to the server, when it is there.

`python -m rapporteur.flows.deploy` does what `prefect work-pool create` and `prefect deploy --all`
do, unless the server has them already as they stand in the file.
"""

import asyncio
import os
import sys

from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.exceptions import ObjectAlreadyExists
from prefect.variables import Variable

from rapporteur.flows import POOL
from rapporteur.flows.common import answering, check_login
from rapporteur.flows.deployed import KEPT, fingerprint, names
from rapporteur.kernel.errors import UserError


async def needs_deploying() -> bool:
    """Make the work pool if it is missing; returns whether the deployments must be deployed.

    Raises `UserError` if the server does not accept the login.
    """
    async with get_client() as client:
        await answering(client)
        await check_login(client)
        await _make_pool(client)
        there = {deployment.name for deployment in await client.read_deployments()}
        kept = await Variable.aget(KEPT, default="")
    return not names() <= there or kept != fingerprint()


async def _make_pool(client: PrefectClient) -> None:
    from rapporteur.flows.worker import WarmWorker

    template = WarmWorker.get_default_base_job_template()
    pool = WorkPoolCreate(name=POOL, type=POOL, base_job_template=template)
    try:
        await client.create_work_pool(pool)
    except ObjectAlreadyExists:
        return


def main() -> int:
    """Deploy if needed; returns the exit code of `prefect deploy`, or 2 without a login."""
    try:
        if not asyncio.run(needs_deploying()):
            return 0
    except UserError as error:
        print(error, file=sys.stderr)
        return 2
    from prefect.cli import app

    sys.argv = ["prefect", "--no-prompt", "deploy", "--all"]
    try:
        app()
    except SystemExit as end:
        if end.code:
            return int(end.code)
    Variable.set(KEPT, fingerprint(), overwrite=True)
    return 0


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    # DuckDB would remark at length that Prefect has kept objects of its own.
    os._exit(code)
