"""Drop-downs and data validation, with the prompt and the error message of each.

Every answer may also be a missing-value code, so numbers and dates are validated by a formula. It
uses `IF` and `FIND`, since `OR` and `AND` compute all their arguments in Excel and LibreOffice,
and array constants are not allowed in a validation.
"""

import re
from collections.abc import Sequence

from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.datavalidation import DataValidation

from rapporteur.build.draft import LABEL, Draft
from rapporteur.build.hidden_sheets import (
    answer_name,
    defined_names,
    depends,
    filtered_name,
)
from rapporteur.design.cascades import SEPARATOR
from rapporteur.design.form import Choice, Question
from rapporteur.design.form_names import missing_codes

TICK = "✓"

# Excel's limits for the texts of a validation, in characters.
_TITLE, _PROMPT, _ERROR = 32, 255, 225
_FORMULA = 255

_CODE = 'AND(LEN(TRIM({cell}))=1,ISNUMBER(FIND(LOWER(TRIM({cell})),"amnx")))'
_NUMBERS = {
    "integer": "{cell}=INT({cell})",
    "decimal": "TRUE",
    "date": "AND({cell}>=1,{cell}<2958466)",  # up to 31 December 9999
}


def validation_for(draft: Draft, question: Question, cell: str) -> DataValidation | None:
    """The validation of the cells of `question`, of which `cell` is the first.

    None for a text outside a repeat: any text is allowed, and the hint is below the label.
    """
    hint = draft.text(question.hint) if question.repeat else ""
    if question.type in _NUMBERS:
        rule = DataValidation(type="custom", formula1=validation_formula(question.type, cell))
    elif question.type == "select_one":
        assert question.list_name is not None
        name = defined_names(draft.form.choices)[question.list_name]
        rule = DataValidation(type="list", formula1=_offered(draft, question, cell, name))
    elif question.type == "select_multiple" and not draft.in_one_cell(question):
        rule = codes_only(draft.form.choices_of(question))
    elif question.repeat or draft.in_one_cell(question):
        rule = DataValidation(type=None)
    else:
        return None
    kind = question.type.replace("_", "-")
    if draft.in_one_cell(question):
        kind = "ranked" if question.is_ranked else "several"
    limits = draft.text(question.constraint_message)
    prompt = [hint, limits, draft.message(f"prompt-{kind}")]
    rule.promptTitle = clip(draft.text(question.label), _TITLE)
    rule.prompt = joined(prompt, _PROMPT)
    if rule.type is not None:
        _refuse(rule, draft.message("error-title"), draft.message(f"error-{kind}"))
    return _shown(rule)


def validation_formula(kind: str, cell: str) -> str:
    """A formula that is true if `cell` holds a value of type `kind`, or a missing-value code."""
    test, code = (part.format(cell=cell) for part in (_NUMBERS[kind], _CODE))
    return f"IF(ISNUMBER({cell}),{test},{code})"


def _offered(draft: Draft, question: Question, cell: str, all_choices: str) -> str:
    """The choices that a drop-down offers: those that fit other answers, once these are given."""
    deciding = depends(draft, question)
    if not deciding:
        return all_choices
    _, row = coordinate_from_string(cell)
    answers = []
    for _, parent in deciding:
        if parent.repeat is None:
            answers.append(answer_name(draft, parent))
        else:
            names = [one.name for one in draft.table(parent.repeat)]
            answers.append(f"${get_column_letter(LABEL + names.index(parent.name))}{row}")
    wanted = f'&"{SEPARATOR}"&'.join(answers)
    parts = ("choices", "keys", "first", "number", "all")
    group, keys, first, number, everything = (
        filtered_name(draft, question, part) for part in parts
    )
    place = f"MATCH({wanted},{keys},0)"
    fitting = f"OFFSET({group},INDEX({first},{place}),0,INDEX({number},{place}),1)"
    formula = f"IF(ISNUMBER({place}),{fitting},{everything})"
    return formula if len(formula) <= _FORMULA else all_choices


def tick_for(draft: Draft) -> DataValidation:
    """The validation of the cell beside a choice of a `select_multiple`."""
    rule = DataValidation(type="list", formula1=f'"{TICK}"')
    _refuse(rule, draft.message("error-title"), draft.message("error-tick", tick=TICK))
    return _shown(rule)


def codes_only(choices: Sequence[Choice]) -> DataValidation:
    """A drop-down of the missing-value codes that a question with these choices may have."""
    return DataValidation(type="list", formula1=f'"{",".join(missing_codes(choices))}"')


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
    """`text` in at most `limit` characters, cut between words if possible."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return re.sub(r"\W+$", "", cut[:space] if space > limit // 2 else cut) + "…"


def joined(sentences: list[str], limit: int) -> str:
    """The sentences that fit into `limit` characters, each on a line; the first may be cut."""
    text = ""
    for sentence in filter(None, sentences):
        candidate = f"{text}\n{sentence}" if text else clip(sentence, limit)
        if len(candidate) <= limit:
            text = candidate
    return text
