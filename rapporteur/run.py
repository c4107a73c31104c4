"""The whole cycle in one process, without Prefect: collect, process, analyse, disseminate."""

from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from rapporteur import publish, warehouse
from rapporteur.collect import Progress, collect
from rapporteur.cycle import Cycle
from rapporteur.errors import UserError
from rapporteur.status import Status, status


@dataclass(frozen=True, slots=True)
class Result:
    """What a run published, and what it rests on."""

    published: list[Path]
    status: Status

    def lines(self) -> list[str]:
        """What a person who ran the cycle wants to read at its end."""
        blocked = [one.file for one in self.status.submissions if one.state == "blocked"]
        return [
            *(f"published {path}" for path in self.published),
            f"The tables rest on {self.status.replies} replies of "
            f"{sum(self.status.asked.values())} respondents asked.",
            *(f"Left out until mended: {file}" for file in blocked),
        ]


def lock(cycle: Cycle) -> FileLock:
    """Held by the one process that may build the cycle's outputs."""
    cycle.outputs.mkdir(parents=True, exist_ok=True)
    return FileLock(cycle.outputs / ".lock", timeout=600)


def run(cycle: Cycle, progress: Progress = lambda line: None) -> Result:
    """Run the cycle. Raises `UserError` when its definition, form or SQL cannot be used."""
    try:
        with lock(cycle):
            files = collect(cycle, progress)
            warehouse.build(cycle, files, progress)
            progress("publishing")
            return Result(publish.publish(cycle), status(cycle))
    except Timeout as error:
        raise UserError(
            f"Another run of the cycle “{cycle.id}” has not ended for ten minutes.",
            "Wait for it or stop it, then run again.",
        ) from error
