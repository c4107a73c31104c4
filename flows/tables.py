"""Process, analyse, disseminate in one go, if there is anything to do: what events lead to."""

from prefect import flow

from flows import events
from flows.common import CycleId, log, plain, run_name, working
from flows.publish import conclude, sum_up, write
from flows.transform import build, show_findings
from rapporteur.collect import land_cycle
from rapporteur.disseminate.publication import Publication
from rapporteur.disseminate.releases import changed_tables
from rapporteur.warehouse import basis
from rapporteur.warehouse.status import blocked


@flow(name="tables", flow_run_name=run_name)
@plain
def tables(cycle: CycleId) -> None:
    """Make and publish the tables of a cycle anew, unless they are of all that there is."""
    with working(cycle) as one:
        if basis.is_current(one, basis.fingerprint(one, land_cycle.landed(one))):
            log("the tables are of all that there is")
            return
        folder = one.outputs / "tables" / "csv"
        before, left_out = changed_tables.rows_by_table(folder), blocked(one)
        judged = build(one)
        publication = Publication(one)
        result = write(publication)
        events.published(one, result)
        if found := changed_tables.changes(before, changed_tables.rows_by_table(folder)):
            events.changed(one, found)
        now_left_out = [s for s in result.status.submissions if s.state == "blocked"]
        events.blocked(one, [s for s in now_left_out if s.submission not in left_out])
        show_findings(one)
        sum_up(one, conclude(publication, result, judged))
