"""Prefect flows round the package `rapporteur`, and nothing else.

Every process of the flows imports this before Prefect, whichever way it is started. Prefect
reports its use to its makers unless told not to.
"""

import os

from rapporteur.kernel.access import keep_new_files_from_others

keep_new_files_from_others()
os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

POOL = "rapporteur"
"""The name of the work pool in prefect.yaml, and of the type of its workers."""
