"""The questionnaire as a workbook that a person fills: one .xlsx a respondent.

Cover, a sheet a section, drop-downs, tables for what can be many, and in hidden rows, columns
and sheets what the reader finds the answers by: names, never positions.
"""

from rapporteur.questionnaire.answers import MISSING, Prefill
from rapporteur.questionnaire.builder import build
from rapporteur.questionnaire.files import build_all, write
from rapporteur.questionnaire.scope import PRESETS, presets, sections_for

__all__ = [
    "MISSING",
    "PRESETS",
    "Prefill",
    "build",
    "build_all",
    "presets",
    "sections_for",
    "write",
]
