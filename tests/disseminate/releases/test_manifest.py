"""What a publication holds and rests on: the same from the same inputs, whenever and wherever."""

import json
import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from rapporteur.collect.receipts import COLUMNS
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.releases.manifest import FILE, differences, read_manifest
from rapporteur.kernel.append_only_csv import append
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.files import digest
from rapporteur.pipeline import run
from tests.support import COMPLETE, ROOT, publish, reply


def manifest(cycle: Cycle) -> dict[str, object]:
    found = read_manifest(cycle.outputs / "tables")
    assert found is not None
    return dict(found)


def test_it_is_as_its_schema_says(ran: Cycle, published_demo: Cycle) -> None:
    schema = json.loads(
        files("rapporteur.disseminate.releases").joinpath("manifest.schema.json").read_text("utf-8")
    )
    Draft7Validator.check_schema(schema)
    for cycle in (ran, published_demo):
        Draft7Validator(schema).validate(manifest(cycle))


def test_it_names_every_file_of_the_folder(ran: Cycle) -> None:
    folder = ran.outputs / "tables"
    stated = manifest(ran)["files"]
    assert stated == [
        {"path": name, "bytes": path.stat().st_size, "sha256": digest(path)}
        for name, path in sorted(
            (path.relative_to(folder).as_posix(), path)
            for path in folder.rglob("*")
            if path.is_file() and path.name != FILE
        )
    ]


def test_it_names_what_the_tables_rest_on(ran: Cycle) -> None:
    found = manifest(ran)
    given = found["given"]
    assert isinstance(given, list)
    paths = [one["path"] for one in given]
    assert {"cycle.toml", "questionnaire.md", "roster.csv", "reference/basis.csv"} <= set(paths)
    assert "sql/marts/laws.sql" in paths
    assert str(ran.home) not in json.dumps([path for path in paths if "expectations" not in path])
    received = found["received"]
    assert isinstance(received, list)
    assert [(one["path"], one["respondent"], one["state"]) for one in received] == [
        ("desk-research/XBA.xlsx", "XBA", "accepted"),
        ("submissions/CIVIL-A.xlsx", "CIVIL-A", "accepted"),
        ("submissions/XAA.xlsx", "XAA", "accepted"),
        ("submissions/XAB.xlsx", "XAB", "accepted"),
        ("submissions/letter.pdf", None, "blocked"),
    ]
    for one in received:
        assert one["sha256"] == digest(ran.inputs / one["path"])
    counts = found["counts"]
    assert isinstance(counts, dict)
    assert (counts["asked"], counts["replies"], counts["decisions"]) == (29, 3, 0)
    assert counts["tables"] == {"laws": 5}
    assert counts["findings"]["BLOCKER"] == 0, "what is blocked is not in the tables"


def test_it_names_the_programs_that_are_installed(published_demo: Cycle) -> None:
    software = manifest(published_demo)["software"]
    assert isinstance(software, dict)
    assert software["Python"] == ".".join(map(str, sys.version_info[:3]))
    assert {"rapporteur", "duckdb", "openpyxl", "pyarrow", "babel"} <= set(software)
    assert "prefect" not in software


_RUN = """
import sys
from pathlib import Path
from rapporteur.design.cycle import load_cycle
from rapporteur.pipeline import run
run(load_cycle(Path(sys.argv[1]), "tiny"))
"""


@pytest.mark.slow
def test_two_homes_publish_the_same_whenever_files_are_read_and_in_whatever_order(
    tiny: Cycle, tmp_path: Path
) -> None:
    for at, code in enumerate(("XAA", "XAB", "XBA")):
        path = reply(tiny, code, {**COMPLETE, "unit": f"Ministry of {code}"})
        append(
            tiny.inputs / "receipts.csv",
            COLUMNS,
            [
                (
                    digest(path),
                    f"submissions/{code}.xlsx",
                    f"2024-02-0{9 - at}T00:00:00+00:00",
                    "mail",
                )
            ],
        )
    shutil.copytree(tiny.home, tmp_path / "elsewhere" / "home")
    other = load_cycle(tmp_path / "elsewhere" / "home", "tiny")
    late, aside = other.inputs / "submissions" / "XAA.xlsx", tmp_path / "XAA.xlsx"
    late.rename(aside)
    run(other)  # and publish without it
    aside.rename(late)
    run(tiny)
    subprocess.run(
        [sys.executable, "-c", _RUN, str(other.home)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo"},
        check=True,
        timeout=120,
    )
    one, two = ((cycle.outputs / "tables" / FILE).read_bytes() for cycle in (tiny, other))
    assert one == two
    assert differences(other.outputs / "tables") == []


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"format": 1'])
def test_a_damaged_one_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, "utf-8")
    with pytest.raises(UserError, match="cannot be understood"):
        read_manifest(tmp_path)


def test_one_of_a_newer_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"format": 2}', "utf-8")
    with pytest.raises(UserError, match="of format 2"):
        read_manifest(tmp_path)


def test_without_one_everything_is_different(tmp_path: Path, demo: Cycle) -> None:
    assert read_manifest(tmp_path) is None
    assert differences(tmp_path) == [FILE]
    publish(demo)
    assert differences(demo.outputs / "tables") == []
