"""Two hundred mutated questionnaires: each is landed, in bounded time, with its bytes kept."""

from pathlib import Path

from benchmarks.fuzz import ORIGINALS, fuzz, table
from rapporteur.kernel.sandbox import SECONDS


def test_mutated_questionnaires_are_landed(tmp_path: Path) -> None:
    outcomes = fuzz(200, 1, tmp_path)
    assert len(outcomes) == 200
    assert {outcome.suffix for outcome in outcomes} == {Path(name).suffix for name in ORIGINALS}
    assert any(outcome.answers for outcome in outcomes)
    assert any("file_damaged" in outcome.codes for outcome in outcomes)
    # The limit is processor time; by the clock, a busy machine takes longer.
    assert sorted(outcome.seconds for outcome in outcomes)[180] < SECONDS
    filled, *kinds = map(sum, zip(*(outcome.account for outcome in outcomes), strict=True))
    assert filled == sum(kinds) > 0
    assert table(outcomes)[0].startswith("| outcome | .ods | .xls | .xlsx |")
