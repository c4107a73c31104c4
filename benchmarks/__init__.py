"""How fast the product is and how much memory it takes, beside the script one would write instead.

Everything here is made from a seed and says of itself that it is synthetic: no respondent, law
or figure is real. `python -m benchmarks --help` says what can be measured.
"""

from pathlib import Path

CYCLE = "synthetic"
"""The name of the cycle that is measured."""


def layout_path(home: Path) -> Path:
    """Where it is written for the peer which answer stands in which cell, by category."""
    return home / "layout.json"
