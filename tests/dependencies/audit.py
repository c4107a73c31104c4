"""Ask which locked versions have known vulnerabilities: `make audit`.

pip-audit asks PyPI, and ends with 0 where PyPI knows nothing of a package, as behind an index that
has no database. Here nothing is clean that was not asked about. Exit codes: 0 none is known; 1 some
are; 3 the database could not be asked about all.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from tests.dependencies.locked import DEVELOPMENT, RUNTIME, locked

NONE, VULNERABLE, NOT_ASKED = 0, 1, 3
_NAMED: Final = 5


def ask() -> tuple[Sequence[Mapping[str, Any]], str]:
    """What pip-audit says of each package, or why it says nothing."""
    command = [
        *(str(Path(sys.executable).with_name("pip-audit")), "--requirement", str(DEVELOPMENT)),
        *("--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        return json.loads(done.stdout)["dependencies"], ""
    except (ValueError, LookupError):
        said = done.stderr.strip().splitlines()
        return [], said[-1] if said else f"it ended with {done.returncode}"


def lines(dependencies: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What is to be said of the answers: the vulnerabilities, and what was not asked about."""
    runtime = {package.name for package in locked(RUNTIME)}
    for package in dependencies:
        for flaw in package.get("vulns", []):
            fixed = ", ".join(flaw["fix_versions"]) or "no version"
            use = "when it runs" if package["name"] in runtime else "in development alone"
            named = ", ".join([flaw["id"], *flaw.get("aliases", [])])
            yield f"{package['name']} {package['version']} ({use}): {named}; mended in {fixed}"
    skipped = [package["name"] for package in dependencies if "skip_reason" in package]
    if skipped:
        more = f" and {len(skipped) - _NAMED} more" if len(skipped) > _NAMED else ""
        yield f"Not asked about: {', '.join(skipped[:_NAMED])}{more}."


def verdict(dependencies: Sequence[Mapping[str, Any]]) -> int:
    """The exit code for the answers."""
    if any(package.get("vulns") for package in dependencies):
        return VULNERABLE
    names = {package.name for package in locked(DEVELOPMENT)}
    asked = {package["name"] for package in dependencies if "skip_reason" not in package}
    return NONE if names <= asked else NOT_ASKED


def main() -> int:
    """Ask, say what was answered, and return the exit code."""
    dependencies, why = ask()
    if why:
        print(f"The database of vulnerabilities could not be asked: {why}", file=sys.stderr)
        return NOT_ASKED
    print("\n".join(lines(dependencies)) or f"{len(dependencies)} packages: none is known.")
    code = verdict(dependencies)
    if code == NOT_ASKED:
        print("The audit is not complete: it needs PyPI itself, and not a copy.", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
