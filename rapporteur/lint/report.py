"""What was found in a workbook, as it is told: one by one for programs, grouped for people."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from openpyxl.utils import quote_sheetname

from rapporteur.design.findings import Severity
from rapporteur.lint.catalogue import Source


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding of the linter. `sheet` and `cell` are empty where it is about all of the file."""

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
    """A line for what one rule says of one sheet: its first place, and how many there are more."""
    groups: dict[tuple[str, str, str], list[Problem]] = {}
    for one in problems:
        groups.setdefault((one.file, one.sheet, one.rule), []).append(one)
    for found in groups.values():
        first = found[0]
        place = f" {first.where}" if first.where else ""
        more = f" (and {len(found) - 1} more on this sheet)" if len(found) > 1 else ""
        yield (
            f"{first.file}:{place} {first.severity} {first.rule} "
            f"{first.message} {first.remedy}{more}"
        )
