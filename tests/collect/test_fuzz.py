"""Two hundred mutated questionnaires: each is landed, in bounded time, with its bytes kept."""

from pathlib import Path

from benchmarks.fuzz import ORIGINALS, fuzz, table
from rapporteur.kernel.sandbox import SECONDS


def test_mutated_questionnaires_are_landed(tmp_path: Path) -> None:
    outcomes = fuzz(200, 1, tmp_path)
    assert len(outcomes) == 200
    assert {one.suffix for one in outcomes} == {Path(name).suffix for name in ORIGINALS}
    assert any(one.answers for one in outcomes)
    assert any("file_damaged" in one.codes for one in outcomes)
    # By the clock a busy machine takes longer than the time of computing that is allowed.
    assert sorted(one.seconds for one in outcomes)[180] < SECONDS
    assert table(outcomes)[0].startswith("| outcome | .ods | .xls | .xlsx |")
