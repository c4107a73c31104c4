"""The column `default` of an XLSForm: answers that stand in the questionnaire as it is sent out."""

from collections.abc import Mapping
from typing import Any

from rapporteur.design.answer_values import problem_of_text, problem_of_value
from rapporteur.design.form import Choice, Question
from rapporteur.design.form_names import missing_codes
from rapporteur.design.tailoring import PRESETS


def default_of(
    entry: Mapping[str, Any], question: Question, choices: tuple[Choice, ...]
) -> tuple[str, str, str]:
    """The default of a question, or why it has one that cannot be filled in, and what to do.

    `entry` is the question in pyxform's tree.
    """
    value = str(entry.get("default", "")).strip()
    if not value:
        return "", "", ""
    reason = ""
    if question.name in PRESETS:
        reason, remedy = "the answer comes from the roster", "Delete it."
    elif entry.get("_dynamic_default"):
        reason = "a workbook is filled in before it is opened and computes nothing"
        remedy = "Write a value, or delete it: the cell stays empty."
    elif question.repeat:
        reason = "each empty row of the table would count as an answer"
        remedy = "Enter known rows with `questionnaire build --prefill`, or say it in the hint."
    if not reason:
        problem = problem_of_value(question, choices, value) or problem_of_text(value)
        if not problem and value.lower() in missing_codes(choices):
            problem = "means a missing value"
        if not problem:
            return value, "", ""
        reason, remedy = f"it {problem}", "Correct the default, or delete it."
    return "", f"the default “{value}” is not filled in, since {reason}.", remedy
