"""The built wheel, in an empty folder: it needs no file beside the code."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from rapporteur.design.cycle import load_cycle
from tests.support import COMPLETE, ROOT, reply, tiny_cycle


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
         "--disable-pip-version-check", "--wheel-dir", str(folder), str(ROOT)],
        check=True, timeout=300, capture_output=True,
    )  # fmt: skip
    (built,) = folder.glob("*.whl")
    return built


def test_it_claims_one_name_and_holds_what_the_flows_need(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"rapporteur"}
    flows = {path.name for path in (ROOT / "flows").glob("*.py")}
    assert flows <= {Path(name).name for name in names if name.startswith("rapporteur/flows/")}
    assert {"rapporteur/prefect.yaml", "rapporteur/pyproject.toml"} <= set(names)


def test_a_cycle_runs_where_there_is_no_clone(wheel: Path, tmp_path: Path) -> None:
    site, home = tmp_path / "site", tmp_path / "home"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    home.mkdir()
    cycle = tiny_cycle(home)
    shutil.rmtree(cycle.sql)
    text = (cycle.inputs / "cycle.toml").read_text("utf-8")
    kept = [line for line in text.splitlines() if not line.startswith("expectations")]
    (cycle.inputs / "cycle.toml").write_text("\n".join(kept) + "\n", "utf-8")
    reply(load_cycle(home, "tiny"), "XAA", COMPLETE)
    code = (
        "import rapporteur, sys; from rapporteur.cli.main import main; "
        f"assert rapporteur.__file__.startswith({str(site)!r}); main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "run", "tiny"],
        cwd=home, env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (home / "outputs" / "tiny" / "tables" / "tiny.en.xlsx").exists()


def test_the_deployments_are_read_from_the_installed_package(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = "from rapporteur.flows import deployed; print(deployed.FILE, len(deployed.names()))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True, text=True, timeout=300, check=True,
    )  # fmt: skip
    file, number = done.stdout.split()
    assert file == str(tmp_path / "rapporteur" / "prefect.yaml")
    assert int(number) > 0
