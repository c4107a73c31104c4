"""Process, analyse and disseminate in one run, if there is anything to do; events start it.

What follows the tables is left to the next run when more files have come meanwhile, whose tables
would wait for it; but not for long.
"""

from contextlib import suppress

from prefect import flow

from rapporteur.collect import land_cycle
from rapporteur.collect.receipts import present_files
from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.publication import Publication
from rapporteur.disseminate.releases import changed_tables
from rapporteur.flows import events
from rapporteur.flows.common import CycleId, log, plain, run_name, working
from rapporteur.flows.publish import conclude, sum_up, write
from rapporteur.flows.transform import build, show_findings
from rapporteur.warehouse import basis, left_out
from rapporteur.warehouse.status import UNUSABLE, blocked

_LONGEST = 60.0  # seconds for which what follows the tables may wait for files that keep coming


@flow(name="tables", flow_run_name=run_name)
@plain
def tables(cycle: CycleId) -> None:
    """Make and publish the tables of a cycle again, unless they are up to date."""
    with working(cycle) as locked_cycle:
        if basis.is_current(
            locked_cycle, basis.fingerprint(locked_cycle, land_cycle.landed(locked_cycle))
        ):
            log("the tables are of all that there is")
            return
        lying = _lying(locked_cycle)
        folder = locked_cycle.outputs / "tables" / "csv"
        before, known = changed_tables.rows_by_table(folder), blocked(locked_cycle)
        judged = build(locked_cycle)
        publication = Publication(locked_cycle)
        result = write(publication)
        events.published(locked_cycle, result)
        if changed := changed_tables.changes(before, changed_tables.rows_by_table(folder)):
            events.changed(locked_cycle, changed)
        now_blocked = [s for s in result.status.submissions if s.state in UNUSABLE]
        events.blocked(locked_cycle, [s for s in now_blocked if s.submission not in known])
        if basis.age(locked_cycle) < _LONGEST and _lying(locked_cycle) != lying:
            log("more files have come: the annex and all else that follows the tables waits")
            return
        show_findings(locked_cycle)
        sum_up(publication, conclude(publication, result, judged))
        for line in left_out.lines(cycle, result.status.left_out):
            log(line)


def _lying(cycle: Cycle) -> set[tuple[str, int]]:
    """The files that lie among the received ones now, and when each was changed."""
    found = set()
    for path, _ in present_files(cycle):
        with suppress(FileNotFoundError):
            found.add((str(path), path.stat().st_mtime_ns))
    return found
