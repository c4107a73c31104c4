"""An audit that could not ask is no clean one; the bill of materials is that of the lock."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.dependencies.audit import NONE, NOT_ASKED, VULNERABLE, lines, verdict
from tests.dependencies.locked import DEVELOPMENT, RUNTIME, locked
from tests.support import ROOT

Answers = Sequence[Mapping[str, Any]]
CLEAN: Answers = [
    {"name": one.name, "version": one.version, "vulns": []} for one in locked(DEVELOPMENT)
]
FOUND = {"id": "PYSEC-2026-1", "aliases": ["CVE-2026-1"], "fix_versions": ["9.9"]}


def test_without_a_network_it_says_that_it_could_not_ask() -> None:
    closed = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "ALL_PROXY"), "http://127.0.0.1:9")
    done = subprocess.run(
        [sys.executable, "-m", "tests.dependencies.audit"],
        cwd=ROOT, env={**os.environ, **closed}, capture_output=True, text=True, timeout=300,
        check=False,
    )  # fmt: skip
    assert done.returncode == NOT_ASKED, done.stdout + done.stderr
    assert "could not be asked" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        (CLEAN, NONE),
        ([], NOT_ASKED),
        (CLEAN[1:], NOT_ASKED),
        ([*CLEAN[1:], {"name": CLEAN[0]["name"], "skip_reason": "not found"}], NOT_ASKED),
        ([*CLEAN, {"name": "typer", "version": "1", "vulns": [FOUND]}], VULNERABLE),
    ],
    ids=["clean", "nothing", "one missing", "one not known", "one vulnerable"],
)
def test_nothing_is_clean_that_was_not_asked_about(answers: Answers, code: int) -> None:
    assert verdict(answers) == code


def test_each_vulnerability_is_told_with_what_it_concerns() -> None:
    answers: Answers = [
        {"name": "typer", "version": "1", "vulns": [FOUND]},
        {"name": "mypy", "version": "2", "vulns": [{**FOUND, "fix_versions": []}]},
        *({"name": name, "skip_reason": "not found"} for name in "abcdefg"),
    ]
    assert list(lines(answers)) == [
        "typer 1 (when it runs): PYSEC-2026-1, CVE-2026-1; mended in 9.9",
        "mypy 2 (in development alone): PYSEC-2026-1, CVE-2026-1; mended in no version",
        "Not asked about: a, b, c, d, e and 2 more.",
    ]


def test_the_bill_of_materials_is_that_of_the_lock(tmp_path: Path) -> None:
    """The tool holds it against CycloneDX's schema before it writes it."""
    file = tmp_path / "rapporteur.cdx.json"
    recipe = (ROOT / "Makefile").read_text("utf-8").partition("/python -W ignore::UserWarning ")[2]
    arguments = recipe.partition("\n\n")[0].replace("\\\n", " ").split()
    arguments[arguments.index("dist/rapporteur.cdx.json")] = str(file)
    subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True, timeout=300
    )
    bill = json.loads(file.read_text("utf-8"))
    assert {(one["name"], one["version"]) for one in bill["components"]} == {
        (one.name, one.version) for one in locked(RUNTIME)
    }
    assert bill["metadata"]["component"]["name"] == "rapporteur"
    assert not {"serialNumber"} & bill.keys()  # which would differ each time
    assert "timestamp" not in bill["metadata"]
