"""What a check of files comes to, as the command prints it or another process sends it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Report:
    """The text to print, the number of its findings, and of those that must be corrected."""

    text: str
    findings: int
    serious: int
