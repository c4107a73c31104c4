"""The product's own code, stage by stage, on the files of a home: `HOME FILES`.

It is what `rapporteur run` does, taken apart. Prefect is not in it, nor the start of Python.
"""

import sys
from pathlib import Path

from benchmarks import CYCLE
from benchmarks.measuring import Stages

_STAGES = {
    "loading the answers": "load and shape",
    "validating": "validate",
    "making the tables": "make the tables",
}
"""What the product says when it begins a stage."""


def main() -> None:
    """Run the cycle from files to published workbooks and report the stages."""
    home, files = Path(sys.argv[1]), int(sys.argv[2])
    stages = Stages()
    stages.begin("start")  # imports, and reading the form
    from rapporteur.collect.land_cycle import collect
    from rapporteur.design.cycle import load_cycle
    from rapporteur.disseminate.publication import Publication
    from rapporteur.disseminate.releases.publishing import publish_tables
    from rapporteur.kernel.sandbox import dismiss
    from rapporteur.warehouse import build as warehouse

    cycle = load_cycle(home, CYCLE)
    assert cycle.form.sections
    stages.begin("read and land")
    received = collect(cycle)
    dismiss()  # the time of its readers is known when they have ended
    assert len(received) == files
    warehouse.build(cycle, received, lambda line: stages.begin(_STAGES[line]))
    stages.begin("publish")
    publish_tables(Publication(cycle))
    stages.report()


if __name__ == "__main__":
    main()
