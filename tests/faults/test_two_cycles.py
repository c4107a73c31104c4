"""Two cycles at once: neither keeps the other waiting, and the server goes on answering."""

import pytest

from tests.faults.conftest import Measured
from tests.faults.scene import Scene


@pytest.mark.slow
def test_two_cycles_get_twenty_files_each_at_once(scene: Scene, measured: Measured) -> None:
    cycles = [scene.new("XAA"), scene.new("XAA")]
    for cycle in cycles:
        scene.recovered(cycle)
    before = scene.installation.log("server")
    for cycle in cycles:
        scene.put_many(cycle, "XAB", 20)
    answers: list[bool] = []

    def done() -> bool:
        answers.append(scene.installation.answers())
        return all(map(scene.well, cycles))

    took = scene.until(done, "both cycles well")
    ends = set()
    for cycle in cycles:
        scene.recovered(cycle)
        ends |= scene.ends(cycle)
    said = scene.installation.log("server")[len(before) :]
    if scene.database != "SQLite":  # which takes one writer at a time
        assert all(answers)
        assert ends == {"Completed"}
        assert "Traceback" not in said
        assert "locked" not in said
    measured("two cycles get twenty files each at once", "all in the tables, once", took)
