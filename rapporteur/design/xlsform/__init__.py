"""Read an XLSForm into the model of `rapporteur.design.form`.

XLSForm is the standard of ODK, KoboToolbox and SurveyCTO (https://xlsform.org). What the model does
not support is refused with its row where the questionnaire would be wrong without it, and is
otherwise among the notes of the form: nothing is ignored in silence.
"""

from rapporteur.design.xlsform.choices import check_labels
from rapporteur.design.xlsform.reader import choice_files, parse_form, read_form

__all__ = ["check_labels", "choice_files", "parse_form", "read_form"]
