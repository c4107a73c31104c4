"""The questionnaire as a workbook that a person fills: one .xlsx a respondent.

Cover, a sheet a section, drop-downs, tables for what can be many, and in hidden rows, columns
and sheets what the reader finds the answers by: names, never positions.
"""

from rapporteur.build.answers import Prefill
from rapporteur.build.builder import build
from rapporteur.build.files import build_all

__all__ = [
    "Prefill",
    "build",
    "build_all",
]
