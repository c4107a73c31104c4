"""Validate questionnaires as the secretariat would, without keeping anything."""

import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from rapporteur.collect import landing
from rapporteur.collect.land_cycle import land_all
from rapporteur.collect.receipts import Received
from rapporteur.design.cycle import Cycle, cycle_ids, load_cycle, usable_cycles
from rapporteur.design.findings import Severity
from rapporteur.evaluate.check_report import Report
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import digest
from rapporteur.language.messages import check_spoken
from rapporteur.process.validate import validate
from rapporteur.warehouse import build as warehouse
from rapporteur.warehouse.causes import Cause, causes
from rapporteur.warehouse.worded_findings import Reported, reported


def check(home: Path, paths: Sequence[Path], language: str | None = None) -> Iterator[Reported]:
    """The findings of the files, each by the rules of its own cycle.

    A file that names no cycle of `home` is judged as if sent to the first cycle. Raises
    `UserError` when a path is no file, `home` has no cycle, or the program does not speak
    `language`.
    """
    for _, findings in _judged(home, [received(path) for path in paths], language):
        yield from findings


def check_causes(home: Path, paths: Sequence[Path], language: str | None = None) -> Iterator[Cause]:
    """The same for people: each cause once, without what only follows from another."""
    for cycle, findings in _judged(home, [received(path) for path in paths], language):
        yield from causes(findings, cycle.form)


def report(
    home: Path, files: Sequence[Received], language: str | None = None, *, as_json: bool = False
) -> Report:
    """What `rapporteur check` prints of the files: each cause in a line, or findings as JSON.

    Raises `UserError` as `check` does.
    """
    judged = list(_judged(home, files, language))
    if as_json:
        findings = [finding for _, found in judged for finding in found]
        listed = [finding.to_dict() for finding in findings]
        text = f"{json.dumps(listed, ensure_ascii=False, indent=2, default=str)}\n"
    else:
        told = [cause for cycle, found in judged for cause in causes(found, cycle.form)]
        findings = [cause.finding for cause in told]
        text = "".join(f"{_line(cause)}\n" for cause in told)
    serious = sum(finding.severity in (Severity.BLOCKER, Severity.ERROR) for finding in findings)
    return Report(text, len(findings), serious)


def _line(cause: Cause) -> str:
    finding = cause.finding
    place = f" {cause.where}" if cause.where else ""
    return f"{finding.file}:{place} {finding.severity} {finding.message} {finding.remedy}"


def _judged(
    home: Path, files: Sequence[Received], language: str | None
) -> Iterator[tuple[Cycle, Sequence[Reported]]]:
    """The findings of the files that belong to the same cycle, for each cycle."""
    if language:
        check_spoken(language)
    known = cycle_ids(home)
    if not known:
        raise UserError(f"There are no cycles under {home.resolve() / 'inputs'}.")
    first = _first_usable(home)
    with tempfile.TemporaryDirectory() as folder:
        landed = Path(folder)
        land_all(files, first.form, landed / first.id)
        by_cycle: dict[str, list[Received]] = {}
        for file in files:
            named = landing.cycle_of(landed / first.id, file)
            by_cycle.setdefault(named if named in known else first.id, []).append(file)
        for cycle_id, own in by_cycle.items():
            cycle = first if cycle_id == first.id else load_cycle(home, cycle_id)
            land_all(own, cycle.form, landed / cycle_id)  # the first cycle's are there
            yield cycle, _check(cycle, own, landed / cycle_id, language)


def _first_usable(home: Path) -> Cycle:
    """The first cycle whose definition and form can be used: a broken one disturbs no other.

    Raises `UserError` for the first cycle where there is none.
    """
    cycles, errors = usable_cycles(home)
    for cycle in cycles:
        try:
            _ = cycle.form
        except UserError as error:
            errors = [*errors, error]
        else:
            return cycle
    raise errors[0]


def _check(
    cycle: Cycle, files: Sequence[Received], landed: Path, language: str | None
) -> Sequence[Reported]:
    with duckdb.connect() as con:
        warehouse.stage(con, cycle, files, landed)
        validate(con, cycle)
        return list(reported(con, cycle, language))


def received(path: Path) -> Received:
    """A file to be checked, under the name by which it is called.

    Raises `UserError` if it is no file.
    """
    if not path.is_file():
        raise UserError(f"{path} is not a file.")
    return Received(path, str(path), digest(path), "reply", None, "check")
