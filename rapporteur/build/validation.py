"""Drop-downs and data validation: what a cell takes, said before and after it is written to.

Every answer may also be a missing-value code, so numbers and dates are validated by a formula.
`OR` and `AND` compute all their arguments, in Excel as in LibreOffice, and an array constant
is not allowed in a validation: hence `IF` and `FIND`.
"""

import re

from openpyxl.worksheet.datavalidation import DataValidation

from rapporteur.build.draft import Draft
from rapporteur.build.lists import defined_name
from rapporteur.design.form import Question
from rapporteur.design.form_names import MISSING_CODES

TICK = "✓"

# Excel's limits for the texts of a validation, in characters.
_TITLE, _PROMPT, _ERROR = 32, 255, 225

_CODE = 'AND(LEN(TRIM({cell}))=1,ISNUMBER(FIND(LOWER(TRIM({cell})),"amnx")))'
_NUMBERS = {
    "integer": "{cell}=INT({cell})",
    "decimal": "TRUE",
    "date": "AND({cell}>=1,{cell}<2958466)",  # up to 31 December 9999
}


def validation_for(draft: Draft, question: Question, cell: str) -> DataValidation | None:
    """The validation of the cells of `question`, the first of which is `cell`.

    A text outside a repeat takes anything and has its hint in its label: it needs none.
    """
    hint = draft.text(question.hint) if question.repeat else ""
    if question.type in _NUMBERS:
        rule = DataValidation(type="custom", formula1=validation_formula(question.type, cell))
    elif question.type == "select_one":
        assert question.list_name is not None
        rule = DataValidation(type="list", formula1=defined_name(question.list_name))
    elif question.type == "select_multiple" and not question.repeat:
        rule = codes_only()
    elif question.repeat:
        rule = DataValidation(type=None)
    else:
        return None
    kind = question.type.replace("_", "-")
    if question.type == "select_multiple" and question.repeat:
        kind = "several"
    limits = draft.text(question.constraint_message)
    prompt = [hint, limits, draft.say(f"prompt-{kind}")]
    rule.promptTitle = clip(draft.text(question.label), _TITLE)
    rule.prompt = joined(prompt, _PROMPT)
    if rule.type is not None:
        _refuse(rule, draft.say("error-title"), draft.say(f"error-{kind}"))
    return _shown(rule)


def validation_formula(kind: str, cell: str) -> str:
    """The formula that is true of `cell` if it holds an integer, decimal or date, or a code."""
    test, code = (part.format(cell=cell) for part in (_NUMBERS[kind], _CODE))
    return f"IF(ISNUMBER({cell}),{test},{code})"


def tick_for(draft: Draft) -> DataValidation:
    """The validation of the cell beside a choice of a several-choice question."""
    rule = DataValidation(type="list", formula1=f'"{TICK}"')
    _refuse(rule, draft.say("error-title"), draft.say("error-tick", tick=TICK))
    return _shown(rule)


def codes_only() -> DataValidation:
    """A drop-down of the missing-value codes."""
    return DataValidation(type="list", formula1=f'"{",".join(MISSING_CODES)}"')


def _refuse(rule: DataValidation, title: str, error: str) -> None:
    rule.errorStyle = "stop"
    rule.errorTitle = clip(title, _TITLE)
    rule.error = clip(error, _ERROR)
    rule.showErrorMessage = True


def _shown(rule: DataValidation) -> DataValidation:
    rule.allow_blank = True
    rule.showInputMessage = True
    return rule


def clip(text: str, limit: int) -> str:
    """`text` in at most `limit` characters, cut between words where it has any."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return re.sub(r"\W+$", "", cut[:space] if space > limit // 2 else cut) + "…"


def joined(sentences: list[str], limit: int) -> str:
    """As many of the sentences as fit, each on its own line; the first is cut if it must be."""
    text = ""
    for sentence in filter(None, sentences):
        candidate = f"{text}\n{sentence}" if text else clip(sentence, limit)
        if len(candidate) <= limit:
            text = candidate
    return text
