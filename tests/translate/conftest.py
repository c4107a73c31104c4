"""The cycle `tiny` with tables in Arabic too, of which nothing is translated yet."""

from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle
from tests.support import CYCLE, tiny_cycle


@pytest.fixture
def cycle(tmp_path: Path) -> Cycle:
    """English, Chinese throughout, and Arabic, into which there is nothing."""
    return tiny_cycle(tmp_path, toml=CYCLE.replace('["en", "zh"]', '["en", "zh", "ar"]'))
