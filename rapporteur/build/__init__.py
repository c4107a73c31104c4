"""GSBPM 3, build: a questionnaire workbook (.xlsx) for each respondent.

It has a cover, a sheet for each section with drop-downs, and a table for each repeat. Hidden rows,
columns and sheets hold the names by which the answers are found when the workbook comes back.
"""

from rapporteur.build.builder import build, build_all
from rapporteur.build.prefill import Prefill

__all__ = [
    "Prefill",
    "build",
    "build_all",
]
