"""Short commands load nothing that they do not use."""

import subprocess
import sys

import pytest

from rapporteur.design.cycle import Cycle

LOADED = """
import sys
from rapporteur.cli.main import main
try:
    main()
except SystemExit:
    print("\\n", *sys.modules)
"""
HEAVY = {"duckdb", "pandas", "pyarrow", "openpyxl", "pydantic_settings", "babel", "lark", "pyxform",
         "fluent.runtime", "great_expectations", "prefect"}  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "used"),
    [
        (["--help"], set()),
        (["check", "--help"], set()),
        (["cycles"], {"fluent.runtime", "babel"}),
        (["status", "tiny"], {"fluent.runtime", "duckdb", "babel", "lark"}),
    ],
)
def test_what_a_command_loads(tiny: Cycle, arguments: list[str], used: set[str]) -> None:
    command = [sys.executable, "-c", LOADED, "--home", str(tiny.home), *arguments]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert set(ran.stdout.splitlines()[-1].split()) & HEAVY <= used
