"""What goes back after validation: to respondents their workbooks, to the secretariat the sum.

`outputs/<cycle>/returns/<respondent>.xlsx` and `.docx`, `findings.xlsx`, and
`validation-report.json`.
"""

from rapporteur.correspond.returns.writing import write_all

__all__ = ["write_all"]
