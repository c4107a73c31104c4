"""`rapporteur doctor`: what is well, what is wrong, and that every wrong says how it is mended."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from filelock import FileLock

from rapporteur.collect import landing
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.releases.versions import find, tag
from rapporteur.kernel.confinement import confinement
from rapporteur.kernel.installation_secrets import FOLDER as SECRETS
from rapporteur.kernel.installation_secrets import installation_secret
from rapporteur.operate.doctor import Outcome, Result, examine
from rapporteur.operate.doctor.folders import probe
from rapporteur.operate.doctor.machine import GIB, MIB, readers, room, watching
from rapporteur.operate.doctor.result import size
from rapporteur.operate.doctor.server import clock
from rapporteur.operate.doctor.versions import differing, packages, pinned
from rapporteur.pipeline import run
from tests.operate.conftest import Command
from tests.support import COMPLETE, FORM, ROOT, overwrite, reply, tiny_cycle


def looked_over(home: Path, *cycles: str) -> Mapping[str, Result]:
    found = list(examine(home, cycles))
    for one in found:
        assert one.seen, one
        assert bool(one.remedy) == (one.outcome is not Outcome.OK), one
    return {one.name: one for one in found}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation with which nothing is wrong, after a run; not to be changed."""
    cycle = tiny_cycle(tmp_path_factory.mktemp("made"))
    reply(cycle, "XAA", COMPLETE)
    run(cycle)
    return cycle.home


@pytest.fixture
def well(made: Path, tmp_path: Path) -> Cycle:
    """A copy of it, to be spoilt."""
    return load_cycle(shutil.copytree(made, tmp_path / "home"), "tiny")


def test_nothing_is_wrong(well: Cycle, command: Command) -> None:
    before = sorted(path for path in well.home.rglob("*"))
    said = command("doctor", home=well.home)
    assert said.code == 0, said.out
    questions = len(well.form.questions)
    assert f"ok       tiny: {questions} questions, 29 respondents, 1 tables" in said.out
    assert "ok       locks: a lock that is held is refused to others" in said.out
    assert "ok       links: a folder can be reached by a symbolic link" in said.out
    assert "ok       tiny: versions: 1 versions, 0 of them with a tag, " in said.out
    assert "warning  operators: Alarms and digests go to nobody by mail" in said.out
    assert "warning  server: No server is configured: runs start one of their own." in said.out
    assert f"failed: 0, warnings: {2 + (confinement() < 4)}" in said.err
    assert sorted(path for path in well.home.rglob("*")) == before


def test_a_program_can_read_it(well: Cycle, command: Command) -> None:
    said = command("doctor", "tiny", "--json", home=well.home)
    found = json.loads(said.out)
    assert {tuple(one) for one in found} == {("name", "outcome", "seen", "remedy")}
    assert {one["outcome"] for one in found} == {"ok", "warning"}


def test_a_failure_is_told_by_the_exit_code(tmp_path: Path, command: Command) -> None:
    said = command("doctor", "--json", home=tmp_path)
    assert said.code == 1
    found = {one["name"]: one for one in json.loads(said.out)}
    assert found["home"]["outcome"] == "failed"
    assert "RAPPORTEUR_HOME" in found["home"]["remedy"]
    assert found["cycles"]["outcome"] == "failed"


def test_settings_that_cannot_be_used_are_all_that_is_told(well: Cycle) -> None:
    (well.home / "rapporteur.toml").write_text("keep_day = 7\n", encoding="utf-8")
    (one,) = examine(well.home)
    assert (one.name, one.outcome) == ("settings", Outcome.FAILED)
    assert "keep_day" in one.seen


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("cycle.toml", "id = ", "is not valid TOML"),
        ("questionnaire.md", FORM.replace("${progress} =", "${progres} ="), "progres"),
        ("roster.csv", "code\nXAA\n", "roster.csv"),
        ("sql/marts/laws.toml", "order = 'x'", "laws.toml"),
        ("sql/checks/law_without_year.toml", "", "law_without_year.toml cannot be used"),
        ("sql/staging/laws.sql", "select", "laws.sql"),
        ("decisions.csv", "line\n", "decisions.csv"),
        ("receipts.csv", "a,b\n1,2\n", "receipts.csv lacks the columns sha256"),
    ],
)
def test_a_cycle_that_cannot_be_used_is_told_in_its_sentence(
    well: Cycle, file: str, text: str, said: str
) -> None:
    (well.inputs / file).write_text(text, encoding="utf-8")
    one = looked_over(well.home)["tiny"]
    assert one.outcome is Outcome.FAILED
    assert said in one.seen


def test_the_cycles_that_are_named_or_watched_are_looked_at(
    well: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "There is no cycle “other”" in looked_over(well.home, "other")["other"].seen
    monkeypatch.setenv("RAPPORTEUR_CYCLES", '["gone"]')
    found = looked_over(well.home)
    assert found["gone"].outcome is Outcome.FAILED
    assert "tiny" not in found


def test_a_time_zone_that_is_not_known_is_told(well: Cycle) -> None:
    path = well.inputs / "cycle.toml"
    text = path.read_text(encoding="utf-8")
    assert looked_over(well.home)["tiny: time zone"].seen == "UTC"
    path.write_text(f'time_zone = "Europe/Nowhere"\n{text}', encoding="utf-8")
    one = looked_over(well.home)["tiny"]
    assert one.outcome is Outcome.FAILED
    assert "Europe/Nowhere" in one.seen


def test_what_no_longer_counts_is_told(well: Cycle) -> None:
    assert "tiny: landing" not in looked_over(well.home)
    old = landing.folder(well)
    (well.inputs / "questionnaire.md").write_text(FORM + "\n", encoding="utf-8")
    one = looked_over(well.home)["tiny: landing"]
    assert "may be deleted" in one.seen
    assert str(old) in one.seen
    assert str(landing.folder(load_cycle(well.home, "tiny"))) not in one.seen


def test_what_others_can_read_is_told_with_the_command_that_mends_it(well: Cycle) -> None:
    with TemporaryDirectory() as name:  # those of pytest can be entered by nobody else
        home = Path(name) / "a home"
        shutil.copytree(well.home, home)
        elsewhere = Path(name) / "share"
        elsewhere.mkdir()
        (elsewhere / "reply.xlsx").touch()
        (home / "inputs" / "tiny" / "linked").symlink_to(elsewhere)
        Path(name).chmod(0o755)
        for path in (home, elsewhere, *home.rglob("*"), elsewhere / "reply.xlsx"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        one = looked_over(home)["access"]
        assert one.outcome is Outcome.WARNING
        assert "confidential: inputs, inputs/" in one.seen
        assert one.remedy == (
            f"chmod -R o-rwx '{home}/inputs' '{home}/outputs' {elsewhere.resolve()}"
        )
        subprocess.run(one.remedy, shell=True, check=True)
        assert looked_over(home)["access"].outcome is Outcome.OK


@pytest.mark.parametrize(("name", "mode"), [("", 0o750), ("server-auth", 0o640), ("other", 0o604)])
def test_a_secret_that_others_can_read_is_told(well: Cycle, name: str, mode: int) -> None:
    shutil.rmtree(well.home / SECRETS)
    assert "secrets" not in looked_over(well.home)
    installation_secret(well.home, "server-auth")
    installation_secret(well.home, "other")
    assert looked_over(well.home)["secrets"].outcome is Outcome.OK
    path = well.home / SECRETS / name
    path.chmod(mode)
    one = looked_over(well.home)["secrets"]
    assert one.outcome is Outcome.FAILED
    assert str(path.relative_to(well.home)) in one.seen
    subprocess.run(one.remedy.partition(". ")[0], shell=True, check=True)
    assert looked_over(well.home)["secrets"].outcome is Outcome.OK


Spoil = Callable[[Cycle], object]


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        ("settings", lambda cycle: cycle.home.chmod(0o444)),
        ("outputs", lambda cycle: (cycle.home / "outputs").chmod(0o555)),
        ("tiny: submissions", lambda cycle: (cycle.inputs / "submissions").chmod(0o555)),
        ("tiny: inputs", lambda cycle: (cycle.inputs / "roster.csv").chmod(0)),
        ("drop folder", lambda cycle: (cycle.home / "drop").chmod(0o555)),
    ],
)
def test_a_folder_that_cannot_be_used_is_told(well: Cycle, name: str, spoil: Spoil) -> None:
    (well.home / "drop").mkdir()
    with (well.home / "rapporteur.toml").open("w", encoding="utf-8") as stream:
        stream.write(f'drop = "{well.home / "drop"}"\n')
    before = looked_over(well.home).get(name)
    assert before is None or before.outcome is Outcome.OK
    spoil(well)
    try:
        one = told_to_an_account(well.home)[name]
    finally:
        well.home.chmod(0o755)
    assert one["outcome"] == "failed"
    assert "Give the account that runs rapporteur the right" in one["remedy"]


def told_to_an_account(home: Path) -> Mapping[str, Mapping[str, str]]:
    """What is found by an account to whom not all is permitted, as all is to root."""
    unprivileged = [] if os.geteuid() else ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
    start = "from rapporteur.cli.main import main; main()"
    command = [sys.executable, "-c", start, "--home", str(home), "doctor", "--json"]
    done = subprocess.run(
        [*unprivileged, *command], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    return {one["name"]: one for one in json.loads(done.stdout)}


def test_files_of_another_account_are_taken_later_which_is_told(well: Cycle) -> None:
    """Linux grants a lease to the owner of a file alone."""
    if os.geteuid():
        pytest.skip("only root can give a file to another account")
    label = "tiny: submissions, leases"
    assert label not in looked_over(well.home)
    file = next((well.inputs / "submissions").iterdir())
    os.chown(file, 65534, 65534)
    file.chmod(0o644)
    one = told_to_an_account(well.home)[label]
    assert one["outcome"] == "warning"
    assert "1 files" in one["seen"]
    assert "some seconds after its last change" in one["seen"]


def test_a_drop_folder_that_is_gone_is_told(well: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAPPORTEUR_DROP", str(well.home / "drop"))
    one = looked_over(well.home)["drop folder"]
    assert one.outcome is Outcome.FAILED
    assert "No such file or directory" in one.seen


def test_what_lies_among_the_received_files_and_is_not_taken_is_told(well: Cycle) -> None:
    (well.inputs / "submissions" / "link.xlsx").symlink_to("/etc/hostname")
    one = looked_over(well.home)["tiny: submissions/link.xlsx"]
    assert (one.outcome, one.seen) == (Outcome.WARNING, "It is not taken: it is a link.")


@pytest.mark.parametrize(
    ("version", "outcome"), [(0, Outcome.WARNING), (3, Outcome.WARNING), (7, Outcome.OK)]
)
def test_whether_readers_are_confined(version: int, outcome: Outcome) -> None:
    assert readers(version).outcome is outcome


def test_an_outputs_that_is_locked_by_a_run_is_no_failure(well: Cycle) -> None:
    with FileLock(well.outputs / ".lock"):
        assert looked_over(well.home)["locks"].outcome is Outcome.OK


@pytest.mark.parametrize(
    ("free", "taken", "outcome"),
    [
        (199 * MIB, 0, Outcome.FAILED),
        (201 * MIB, 0, Outcome.WARNING),
        (3 * GIB, GIB, Outcome.WARNING),
        (6 * GIB, GIB, Outcome.OK),
    ],
)
def test_room_on_the_disk(tmp_path: Path, free: int, taken: int, outcome: Outcome) -> None:
    assert room(tmp_path, free, taken).outcome is outcome


@pytest.mark.parametrize(
    ("folders", "watches", "instances", "outcome"),
    [
        (100, 99, 128, Outcome.FAILED),
        (100, 150, 128, Outcome.WARNING),
        (100, 8192, 2, Outcome.WARNING),
        (100, 8192, 128, Outcome.OK),
    ],
)
def test_folders_to_watch(folders: int, watches: int, instances: int, outcome: Outcome) -> None:
    assert watching(folders, watches, instances).outcome is outcome


@pytest.mark.parametrize(
    ("theirs", "outcome"),
    [(1000, "ok"), (999, "ok"), (996, "warning"), (1001, "ok"), (1004, "warning")],
)
def test_a_clock_that_tells_whole_seconds(theirs: float, outcome: str) -> None:
    assert clock(theirs, 1000.4, 1000.6).outcome == outcome


def test_the_clock_of_a_disk_is_ours(tmp_path: Path) -> None:
    assert abs(probe(tmp_path).skew) < 0.1
    assert list(tmp_path.iterdir()) == []


def test_what_is_installed_is_compared_with_what_is_pinned(tmp_path: Path) -> None:
    lock = (
        "one==1.0 \\\n    --hash=sha256:00\n    # via two\n"
        'two==2.0 ; sys_platform == "win32" \\\n    --hash=sha256:00\n'
        'three==3.0 ; python_full_version < "3"\nthree==3.1 ; python_full_version >= "3"\n'
        "four==4.0\n"
    )
    pins = pinned(lock)
    assert [str(pin.specifier) for pin in pins] == ["==1.0", "==3.1", "==4.0"]
    installed = {"one": "1.0", "three": "3.0"}
    assert list(differing(pins, installed)) == [
        "three==3.1, installed is 3.0",
        "four==4.0, not installed",
    ]
    (tmp_path / "requirements.txt").write_text("duckdb==0.0.1\n", encoding="utf-8")
    asked, pinned_ = packages(tmp_path)
    assert asked.outcome is Outcome.OK
    assert pinned_.outcome is Outcome.WARNING
    assert "duckdb==0.0.1" in pinned_.seen


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 bytes"), (2047, "2.0 KiB"), (200 * MIB, "200 MiB"), (3000 * GIB, "2.9 TiB")],
)
def test_a_size_in_words(count: int, said: str) -> None:
    assert size(count) == said


def test_a_quoted_version_that_was_changed_is_found(well: Cycle) -> None:
    run(well)
    tag(well, "draft-1")
    reply(well, "XAB", COMPLETE)
    run(well)
    assert looked_over(well.home)["tiny: versions"].outcome is Outcome.OK
    laws = find(well, "draft-1").part("tables") / "csv" / "laws.csv"
    overwrite(laws, "mine\n")
    found = [one for one in examine(well.home, ()) if one.name == "tiny: versions"]
    assert found[0].outcome is Outcome.WARNING
    assert found[0].seen == "Version 1 is not what was published: tables/csv/laws.csv."
    assert "2 versions, 1 of them with a tag" in found[1].seen
