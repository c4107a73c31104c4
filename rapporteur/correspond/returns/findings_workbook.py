"""The workbook findings.xlsx for the secretariat: findings by submission, by rule, and all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from rapporteur.correspond.returns.xlsx_styles import MARKS
from rapporteur.design.cycle import Cycle
from rapporteur.design.findings import Severity
from rapporteur.design.rules import rules
from rapporteur.kernel.workbook_file import save
from rapporteur.language.messages import message
from rapporteur.language.texts import shown_in
from rapporteur.language.typeface import ACCENT, INK, LINE, PALE, typeface
from rapporteur.warehouse.causes import Cause, causes
from rapporteur.warehouse.reader import opened
from rapporteur.warehouse.status import shown_state
from rapporteur.warehouse.worded_findings import reported

FINDINGS = "findings.xlsx"

_TEXT_LIMIT = 32_767  # of a cell

Line = Sequence[str | int]

_WIDTHS = {
    "name": 30, "file": 34, "where": 30, "question": 34, "problem": 50, "remedy": 50, "code": 30,
}  # fmt: skip


def write_findings(cycle: Cycle) -> Path:
    """Write `outputs/<cycle>/findings.xlsx` in the first of the cycle's languages.

    It counts as the letters to respondents do: each cause once, however many cells it is seen in.

    Raises `UserError` when there was no run.
    """
    language = cycle.definition.languages[0]
    with opened(cycle) as con:
        found = causes(reported(con, cycle, language), cycle.form)
        submissions = [
            (file, respondent, shown_state(state, correction))
            for file, respondent, state, correction in con.execute(
                "select file, respondent, state, correction_requested from landing.submissions "
                "order by basis desc, file"
            ).fetchall()
        ]
    path = cycle.outputs / FINDINGS
    book = _Book(cycle, language)
    book.sheet("submissions", _by_submission(cycle, language, found, submissions))
    book.sheet("rules", _by_rule(cycle, language, found))
    book.sheet("all", _all(cycle, language, found))
    save(book.book, path)
    return path


def _by_submission(
    cycle: Cycle, language: str, found: Sequence[Cause], submissions: Iterable[Sequence[str]]
) -> Iterable[Line]:
    number = Counter((cause.finding.file, cause.finding.severity) for cause in found)
    yield ("respondent", "name", "file", "state", *Severity)
    for file, respondent, state in submissions:
        respondent_entry = cycle.roster.get(respondent or "")
        name = shown_in(respondent_entry.name, language) if respondent_entry else ""
        yield (respondent or "", name, file, state, *(number[file, level] for level in Severity))


def _by_rule(cycle: Cycle, language: str, found: Sequence[Cause]) -> Iterable[Line]:
    number = Counter(cause.finding.code for cause in found)
    files = Counter(code for code, _ in {(c.finding.code, c.finding.file) for c in found})
    yield ("code", "level", "severity", "findings", "submissions")
    ordered = sorted(
        rules(cycle).values(), key=lambda rule: (-number[rule.code], rule.level, rule.code)
    )
    for rule in ordered:
        severity = message(language, f"severity-{rule.severity}")
        yield (rule.code, rule.level, severity, number[rule.code], files[rule.code])


def _all(cycle: Cycle, language: str, found: Iterable[Cause]) -> Iterable[Line]:
    yield (
        "severity", "respondent", "file", "where", "places", "question", "problem", "remedy",
        "code",
    )  # fmt: skip
    for cause in found:
        finding = cause.finding
        question = cycle.form.questions.get(finding.question)
        label = " ".join(shown_in(question.label, language).split()) if question else ""
        severity = message(language, f"severity-{finding.severity}")
        yield (
            severity, finding.respondent or "", finding.file, cause.where, len(cause.places), label,
            finding.message, finding.remedy, finding.code,
        )  # fmt: skip


class _Book:
    """A workbook for reading and filtering: bold headers, filters, a frozen first row."""

    def __init__(self, cycle: Cycle, language: str) -> None:
        self.book = Workbook(write_only=True)
        properties = self.book.properties
        properties.creator = "rapporteur"
        properties.language = language
        # Not the time of writing: the same findings are the same bytes.
        properties.created = properties.modified = datetime.combine(
            cycle.definition.cut_off, time()
        )
        self._language = language
        self._face = typeface(language)
        looks = {"": "", "head": PALE, **{f"mark_{level}": color for level, color in MARKS.items()}}
        for name, fill in looks.items():
            self._add_style(f"rp_{name}", fill)

    def sheet(self, name: str, lines: Iterable[Line]) -> None:
        """Add a sheet with these lines, the first of which names the columns."""
        sheet = self.book.create_sheet(self._say(f"summary-{name}"))
        rows = iter(lines)
        names = [str(value) for value in next(rows)]
        for column, key in enumerate(names, start=1):
            sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(key, 14)
        sheet.freeze_panes = "A2"
        sheet.sheet_view.rightToLeft = self._face.right_to_left
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.append([self._cell(sheet, self._header(key), "rp_head") for key in names])
        last = 1
        for row in rows:
            last += 1
            pairs = zip(names, row, strict=True)
            sheet.append(
                [self._cell(sheet, value, self._style(key, value)) for key, value in pairs]
            )
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{last}"

    def _cell(self, sheet: Any, value: str | int, style: str) -> Any:
        """A cell whose text is never a formula."""
        if isinstance(value, str):
            value = ILLEGAL_CHARACTERS_RE.sub("", value)[:_TEXT_LIMIT]
        cell = WriteOnlyCell(sheet, value)
        cell.style = style
        if isinstance(value, str) and value:
            cell.data_type = "s"
        return cell

    def _add_style(self, name: str, fill: str) -> None:
        head = name == "rp_head"
        self.book.add_named_style(
            NamedStyle(
                name,
                font=Font(name=self._face.name, size=10, bold=head, color=ACCENT if head else INK),
                fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
                border=Border(bottom=Side("thin", LINE)),
                alignment=Alignment(self._face.start if head else None, "top", wrap_text=True),
            )
        )

    def _header(self, key: str) -> str:
        if key in Severity.__members__:
            return self._say(f"severity-{key}")
        shared = key in ("severity", "where", "question", "problem", "remedy")
        return self._say(f"{'return' if shared else 'summary'}-column-{key}")

    def _style(self, key: str, value: str | int) -> str:
        """The name of a cell's style; a severity has the colour that respondents see."""
        if key in Severity.__members__ and value:
            return f"rp_mark_{key}"
        if key == "severity":
            named = {self._say(f"severity-{severity}"): severity for severity in Severity}
            return f"rp_mark_{named[str(value)]}"
        return "rp_"

    def _say(self, key: str) -> str:
        return message(self._language, key)
