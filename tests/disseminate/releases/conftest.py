"""The cycle made by hand, in one language: what publishes it many times is to take seconds."""

from pathlib import Path

import pytest

from rapporteur.design.cycle import Cycle, load_cycle
from tests.demo import make_demo


@pytest.fixture
def demo(tmp_path: Path) -> Cycle:
    """The cycle, to be changed by the test."""
    toml = make_demo(tmp_path).inputs / "cycle.toml"
    toml.write_text(toml.read_text("utf-8").replace('["en", "zh", "fr"]', '["en"]'), "utf-8")
    return load_cycle(tmp_path, "demo")
