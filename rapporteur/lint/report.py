"""The problems of a workbook as they are printed: one by one as JSON, grouped for people."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from openpyxl.utils import quote_sheetname

from rapporteur.design.findings import Severity
from rapporteur.lint.catalogue import Source


@dataclass(frozen=True, slots=True)
class Problem:
    """A violation in words. `sheet` and `cell` are empty where it concerns the whole file."""

    file: str
    rule: str
    severity: Severity
    sheet: str
    cell: str
    message: str
    remedy: str
    sources: tuple[Source, ...]

    @property
    def where(self) -> str:
        """The place as Excel writes it, such as Sheet!B4."""
        if not self.sheet:
            return ""
        name = self.sheet if self.sheet.isidentifier() else quote_sheetname(self.sheet)
        return f"{name}!{self.cell}" if self.cell else name

    def to_dict(self) -> dict[str, Any]:
        """The same as plain data, for `--json`."""
        return {**asdict(self), "where": self.where}


def lines(problems: Sequence[Problem]) -> Iterator[str]:
    """A line for each rule and sheet: the first place, and how many more there are."""
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.file, problem.sheet, problem.rule), []).append(problem)
    for group in groups.values():
        first = group[0]
        place = f" {first.where}" if first.where else ""
        more = f" (and {len(group) - 1} more on this sheet)" if len(group) > 1 else ""
        yield (
            f"{first.file}:{place} {first.severity} {first.rule} "
            f"{first.message} {first.remedy}{more}"
        )
