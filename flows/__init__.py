"""Prefect flows round the package `rapporteur`, and nothing else.

Every process of the flows imports this before Prefect, whichever way it is started. Prefect
reports its use to its makers unless told not to; the login of a server on this machine is that of
the home.
"""

import os
import sys
from pathlib import Path

from rapporteur.kernel.access import keep_new_files_from_others
from rapporteur.kernel.errors import UserError
from rapporteur.operate.server_login import for_client

keep_new_files_from_others()
try:
    os.environ.update(for_client(Path(os.environ.get("RAPPORTEUR_HOME", "")), make=True))
except (UserError, OSError) as error:  # the server will refuse what needs the login
    print(error, file=sys.stderr)
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

POOL = "rapporteur"
"""The name of the work pool in prefect.yaml, and of the type of its workers."""
