"""A change that is not meant to show in what is published does not."""

from rapporteur.design.cycle import Cycle
from tests.cycles.fingerprints import fingerprints, kept


def test_the_sample_cycle_is_written_as_before(sample: Cycle) -> None:
    """If a difference is meant: `python -m tests.cycles.fingerprints` writes the list anew."""
    now, before = fingerprints(sample), kept()
    assert now.keys() == before.keys()
    assert [path for path in now if now[path] != before[path]] == []
