"""The cycles: whether each can be loaded, and what under outputs/ no longer counts."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from rapporteur.collect import landing, registers
from rapporteur.collect.receipts import registered, still_to_come
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.design.cycle_tables import plan_notes, read_tables
from rapporteur.design.rules import checks
from rapporteur.design.sql_models import read_models
from rapporteur.disseminate.releases import versions
from rapporteur.disseminate.releases.manifest import differences
from rapporteur.kernel.settings import Settings
from rapporteur.operate.doctor.result import Result, ok, size, warning
from rapporteur.process.decisions import read_decisions
from rapporteur.process.great_expectations import suites


def loads(settings: Settings, cycle_id: str) -> Iterator[Result]:
    """Whether a cycle's definition, form, lists and SQL can be used. Raises `UserError`."""
    cycle = load_cycle(settings.home, cycle_id)
    yield ok(f"{cycle.id}: time zone", cycle.definition.time_zone)
    asked, questions = len(cycle.roster), len(cycle.form.questions)
    read_models(cycle.sql)
    tables, rules = read_tables(cycle), checks(cycle)
    registered(cycle)
    read_decisions(cycle)
    for trouble in registers.troubles(cycle.inputs):
        raise trouble
    suites(cycle.expectations)
    yield ok(
        cycle_id,
        f"{questions} questions, {asked} respondents, {len(tables)} tables, {len(rules)} checks",
    )
    for note in cycle.form.notes:
        yield warning(f"{cycle_id}: form", note.message, note.remedy)
    for note in plan_notes(cycle):
        yield warning(f"{cycle_id}: tables", note.message, note.remedy)
    if wrong := still_to_come(cycle, datetime.now(UTC)):
        yield warning(f"{cycle_id}: receipts", wrong.message, wrong.remedy)
    yield from _landing(cycle)
    yield from _versions(cycle)


def _landing(cycle: Cycle) -> Iterator[Result]:
    """Say which folders are of an older format or form: they are derived, and never read."""
    now = landing.folder(cycle)
    old = [path for path in now.parent.glob("*") if path.is_dir() and path != now]
    if old:
        names = ", ".join(str(path) for path in sorted(old))
        yield ok(
            f"{cycle.id}: landing",
            f"{size(sum(map(_size, old)))} of older formats or forms may be deleted: {names}",
        )


def _versions(cycle: Cycle) -> Iterator[Result]:
    """Say how many versions there are, and which of those that count are not what they were."""
    name = f"{cycle.id}: versions"
    there, now = versions.versions(cycle), versions.current(cycle)
    for version in there:
        if not version.tag and version != now:
            continue
        wrong = [
            f"{part}/{path}"
            for part in version.manifests
            for path in differences(version.part(part))
        ]
        if wrong:
            yield warning(
                name,
                f"Version {version.number} is not what was published: {', '.join(wrong[:5])}.",
                "Take its folder from a backup; if it is the current one, run the cycle again.",
            )
    if now:
        tagged = sum(bool(version.tag) for version in there)
        files = {
            path.stat().st_ino: path for version in there for path in version.folder.rglob("*")
        }
        room = size(sum(path.stat().st_size for path in files.values() if path.is_file()))
        seen = f"{len(there)} versions, {tagged} of them with a tag, {room}; current: {now.number}"
        yield ok(name, seen)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
