"""Findings: what is wrong with a received file, and the catalogue of the rules behind them.

Imports nothing of the project, so that every module can use findings.
"""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files


class Severity(StrEnum):
    """The severity of a finding, as in the European Environment Agency's Reportnet."""

    BLOCKER = "BLOCKER"  # the submission cannot be used until this is corrected
    ERROR = "ERROR"  # the answer cannot be used; the rest of the submission can
    WARNING = "WARNING"  # the answer is probably wrong
    INFO = "INFO"  # for information


class Entity(StrEnum):
    """What a finding is about."""

    FIELD = "FIELD"
    RECORD = "RECORD"
    TABLE = "TABLE"
    SUBMISSION = "SUBMISSION"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of validation.

    `level` follows the European Statistical System: 0 the file and its structure, 1 one
    submission, 2 the same respondent over time, 3 other respondents and outside sources.
    `doubt`: it is doubtful whose the file is, or whether it is to count; the secretariat decides.
    """

    code: str
    level: int
    severity: Severity
    entity: Entity
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach of a rule. `cell` is an A1 reference on `sheet`; `row` counts from 1."""

    code: str
    file: str
    submission: str | None = None
    sheet: str | None = None
    cell: str | None = None
    question: str | None = None
    repeat: str | None = None
    row: int | None = None
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def params_json(self) -> str:
        """The parameters of the message as JSON with sorted keys."""
        return json.dumps(dict(self.params), ensure_ascii=False, sort_keys=True)


@cache
def catalogue() -> Mapping[str, Rule]:
    """The rules of every cycle by code, from `rules.toml`."""
    text = files("rapporteur.design").joinpath("rules.toml").read_text(encoding="utf-8")
    return {code: rule_from(code, entry) for code, entry in tomllib.loads(text).items()}


def rule_from(code: str, entry: Mapping[str, object]) -> Rule:
    """A rule from its entry in a catalogue.

    Raises `ValueError` for an unknown severity or entity.
    """
    return Rule(
        code=code,
        level=int(str(entry["level"])),
        severity=Severity(str(entry["severity"])),
        entity=Entity(str(entry["entity"])),
        doubt=entry.get("doubt") is True,
    )
