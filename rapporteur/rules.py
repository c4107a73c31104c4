"""All rules of a cycle: the program's, and those of the cycle's own checks."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapporteur.cycle import Cycle
from rapporteur.errors import UserError
from rapporteur.findings import Rule, catalogue, rule_from
from rapporteur.form import Text
from rapporteur.messages import message, shown_pattern
from rapporteur.translations.reviews import Reviews


@dataclass(frozen=True, slots=True)
class Check:
    """A rule of the cycle's own: a file in sql/checks/ and the sidecar that says what it means.

    `message` and `remedy` are Fluent patterns with the parameters that the select gives.
    """

    rule: Rule
    message: Text
    remedy: Text


def checks(cycle: Cycle) -> Mapping[str, Check]:
    """The cycle's checks by name. Raises `UserError` when one lacks its sidecar or a key of it."""
    found = {}
    for path in sorted((cycle.sql / "checks").glob("*.sql")):
        found[path.stem] = _check(path.with_suffix(".toml"), cycle.reviews)
    return found


def _check(path: Path, reviews: Reviews) -> Check:
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8"))
        entry: Mapping[str, Any] = reviews.document(f"checks/{path.stem}/", stated)
        return Check(rule_from(path.stem, entry), entry["message"], entry["remedy"])
    except FileNotFoundError as error:
        raise UserError(
            f"{path} is missing.", "Every check has a sidecar with its severity and messages."
        ) from error
    except (KeyError, ValueError) as error:
        raise UserError(f"{path} cannot be used: {error}.") from error


def rules(cycle: Cycle) -> Mapping[str, Rule]:
    """Every rule of the cycle, by code."""
    return {**catalogue(), **{name: check.rule for name, check in checks(cycle).items()}}


def explain(
    own: Mapping[str, Check], code: str, language: str, params: Mapping[str, str]
) -> tuple[str, str]:
    """What is wrong and how to mend it, in `language`; `own` are the cycle's own checks.

    What a check says in another language only is marked with that one.
    """
    check = own.get(code)
    if check:
        return (
            shown_pattern(check.message, language, params),
            shown_pattern(check.remedy, language, params),
        )
    return message(language, code, **params), message(language, f"{code}.remedy", **params)
