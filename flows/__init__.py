"""Prefect flows round the package `rapporteur`, and nothing else.

Prefect reports its use to its makers unless told not to; this is told before it is imported.
"""

import os

os.environ.setdefault("DO_NOT_TRACK", "1")
os.environ.setdefault("PREFECT_SERVER_ANALYTICS_ENABLED", "false")

POOL = "rapporteur"
"""The name of the work pool in prefect.yaml, and of the type of its workers."""
