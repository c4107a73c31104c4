"""What a run of the sample cycle writes, as a list of hashes that is kept beside.

    python -m tests.cycles.fingerprints

writes the list anew, after a change that is meant to show in what is published. The time of the
run, the program's version and the names and hashes of what the cycle is defined by are left out;
so are databases, whose bytes are never the same.
"""

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from rapporteur import __version__
from rapporteur.design.cycle import Cycle
from rapporteur.pipeline import run
from tests.support import project_cycle

KEPT = Path(__file__).with_name("a79-sse.sha256")
_OFFICE = (".xlsx", ".docx")
_DATES = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_MANIFEST = ("cycle", "part", "counts", "received", "previous")


def fingerprints(cycle: Cycle) -> dict[str, str]:
    """The hash of every file that the last run published, returned or reported, by its path."""
    return {
        path.relative_to(cycle.outputs).as_posix(): hashlib.sha256(_lasting(path)).hexdigest()
        for path in _files(cycle)
    }


def kept() -> dict[str, str]:
    """The list that is kept."""
    lines = KEPT.read_text("utf-8").splitlines()
    return {path: sha256 for sha256, path in (line.split("  ", 1) for line in lines)}


def _files(cycle: Cycle) -> Iterator[Path]:
    for part in ("tables", "annex", "charts", "returns"):
        yield from sorted(path for path in (cycle.outputs / part).rglob("[!.]*") if path.is_file())
    yield cycle.outputs / "findings.xlsx"
    yield cycle.outputs / "validation-report.json"


def _lasting(path: Path) -> bytes:
    """What of a file does not hang on when it was written, and by which version."""
    data = path.read_bytes()
    if path.suffix in _OFFICE:  # compressed otherwise by another zlib
        with ZipFile(path) as archive:
            return b"".join(
                f"\n{name}\n".encode() + _DATES.sub(b"", archive.read(name))
                for name in archive.namelist()
            )
    if path.name == "manifest.json":
        manifest = json.loads(data)
        return json.dumps({key: manifest[key] for key in _MANIFEST}, sort_keys=True).encode()
    if path.name == "validation-report.json":
        report = json.loads(data)
        for entry in report:
            del entry["event"]
        lasting = json.dumps(report, sort_keys=True)
        return lasting.replace(f'"rapporteur {__version__}"', '"rapporteur"').encode()
    if path.suffix == ".duckdb":
        return b""
    return data


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        sample = project_cycle(home)
        run(sample)
        found = fingerprints(sample)
    KEPT.write_text("".join(f"{sha256}  {path}\n" for path, sha256 in found.items()), "utf-8")
