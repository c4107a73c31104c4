"""The files that go back after validation.

To each respondent its workbook with the findings marked in it and a covering letter
(`outputs/<cycle>/returns/<respondent>.xlsx` and `.docx`); to the secretariat `findings.xlsx` and
`validation-report.json`.
"""

from rapporteur.correspond.returns.write_returns import paths, write_all

__all__ = ["paths", "write_all"]
