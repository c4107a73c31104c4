"""A mistake in a cycle's files: what the logs and the runs say of it, and that others go on.

Each mistake is made in a cycle of its own, and all of them are in one home, which a real worker
and a real watcher work on.
"""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId
from prefect.client.schemas.objects import FlowRun
from prefect.client.schemas.responses import DeploymentResponse

from rapporteur.collect.receipts import received
from rapporteur.design.cycle import load_cycle
from rapporteur.warehouse.basis import fingerprint, is_current
from tests.installation import Installation, asked
from tests.support import COMPLETE, ROOT, reply, tiny_cycle

from .conftest import beside, ended, started, until

pytestmark = pytest.mark.in_order

Deployed = dict[str, DeploymentResponse]
Edit = Callable[[Path], None]

GOOD = "good"
LATIN = "é".encode("latin-1")


@dataclass(frozen=True)
class Mistake:
    """A mistake: how it is made in a cycle's folder, and what is said of it there."""

    make: Edit
    where: str  # the file, and the line or key
    remedy: str


def instead(file: str, old: str, new: str) -> Edit:
    def make(inputs: Path) -> None:
        path = inputs / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    return make


def written(file: str, content: bytes) -> Edit:
    def make(inputs: Path) -> None:
        (inputs / file).write_bytes(content)

    return make


def before(file: str, content: bytes) -> Edit:
    def make(inputs: Path) -> None:
        path = inputs / file
        path.write_bytes(content + path.read_bytes())

    return make


def removed(file: str) -> Edit:
    return lambda inputs: (inputs / file).unlink()


def suite(content: bytes) -> Edit:
    def make(inputs: Path) -> None:
        shutil.copytree(ROOT / "expectations", inputs / "suites")
        (inputs / "suites" / "answers.json").write_bytes(content)
        path = inputs / "cycle.toml"
        text = re.sub(r'(?m)^expectations = ".*"', 'expectations = "suites"', path.read_text())
        path.write_text(text, "utf-8")

    return make


UNREAD: Mapping[str, Mistake] = {
    "toml": Mistake(
        instead("cycle.toml", "session = 79", "session = "),
        "cycle.toml is not valid TOML: Invalid value (at line 6, column 11)", "Correct it there",
    ),
    "key": Mistake(
        instead("cycle.toml", "session = 79", "colour = 79"),
        "cycle.toml cannot be used: session: Field required; line 6, colour: Extra inputs",
        "Correct what is named",
    ),
    "time-zone": Mistake(
        before("cycle.toml", b'time_zone = "Mars/Base"\n'),
        "cycle.toml cannot be used: line 1, time_zone: Value error, the time zone “Mars/Base”",
        "write it as Europe/Vienna is written",
    ),
    "encoding": Mistake(
        before("cycle.toml", b"# " + LATIN + b"\n"),
        "cycle.toml is not valid TOML: line 1 is not Unicode", "Save it as text in UTF-8",
    ),
    "form": Mistake(
        instead("questionnaire.md", "select_one timing", "select_one timming"),
        "questionnaire.md is not a valid XLSForm: [row : 11]", "docs/forms.md",
    ),
    "form-without-respondent": Mistake(
        instead("questionnaire.md", "| text | respondent |", "| text | answerer |"),
        "questionnaire.md does not ask for respondent", "Ask for both",
    ),
    "no-form": Mistake(
        removed("questionnaire.md"), "questionnaire.md cannot be read", "`form` in cycle.toml"
    ),
    "receipts": Mistake(
        written("receipts.csv", b"sha256,file,received_at,channel\n0,a.xlsx,yesterday,mail\n"),
        "receipts.csv, line 2: “0” is no SHA-256", "It has 64 hexadecimal digits",
    ),
}  # fmt: skip
"""With these not even the received files can be looked at."""

UNMADE: Mapping[str, Mistake] = {
    "roster": Mistake(
        instead("roster.csv", "XAA,government", "XAA,martian"),
        "roster.csv, line 2: XAA is of the unknown category “martian”", "The categories in",
    ),
    "no-roster": Mistake(removed("roster.csv"), "roster.csv: No such file", "Check that"),
    "sql": Mistake(
        instead("sql/staging/laws.sql", "laws.law_year", "laws.law_yeer"),
        "laws.sql cannot be run: Binder Error", "law_year",
    ),
    "check": Mistake(
        instead("sql/checks/law_without_year.toml", "{ $title }", "{ $title"),
        "law_without_year.toml: message.en is no pattern", "{ $name }",
    ),
    "sidecar": Mistake(
        before("sql/marts/laws.toml", b"colour = 1\n"), "laws.toml cannot be used: colour", "",
    ),
    "no-sidecar": Mistake(
        removed("sql/marts/laws.toml"), "laws.sql has no laws.toml", "A table needs both"
    ),
    "list": Mistake(
        written("reference/basis.csv", b"code,label_en,label_zh\nreply," + LATIN + b",x\n"),
        "basis.csv, line 2: this is not Unicode", "Save it as CSV in UTF-8",
    ),
    "suite": Mistake(suite(b"[]"), "answers.json is no suite", "shows what a suite looks like"),
    "decisions": Mistake(
        written("decisions.csv", b"when,who\n"),
        "decisions.csv lacks the columns submission", "The first line must be",
    ),
}  # fmt: skip
"""With these no tables can be made."""

MISTAKES = UNREAD | UNMADE


def of(name: str, text: str) -> bool:
    """Whether a text says what is to be said of a mistake."""
    mistake = MISTAKES[name]
    return mistake.where in text and mistake.remedy in text


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a good cycle, and one for each mistake."""
    home = tmp_path_factory.mktemp("mistaken")
    cycle = tiny_cycle(home)
    for name in (GOOD, *MISTAKES):
        inputs = home / "inputs" / name
        shutil.copytree(cycle.inputs, inputs)
        instead("cycle.toml", 'id = "tiny"', f'id = "{name}"')(inputs)
        if name in MISTAKES:
            MISTAKES[name].make(inputs)
    shutil.rmtree(cycle.inputs)
    reply(load_cycle(home, GOOD), "XAA", COMPLETE)
    return home


@pytest.fixture(scope="module")
def operated(
    installed: Installation, deployed: Deployed, home: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Installation]:  # fmt: skip
    assert deployed
    variables = {"RAPPORTEUR_SWEEP": "PT2S", "RAPPORTEUR_AGAIN": "PT1H"}
    with beside(installed, tmp_path_factory.mktemp("logs"), home, **variables) as running:
        running.start("worker")
        running.start("watcher")
        yield running


def runs(deployed: Deployed, name: str) -> Mapping[str, FlowRun]:
    """The last run of a deployment for each cycle."""
    one = DeploymentFilter(id=DeploymentFilterId(any_=[deployed[name].id]))
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(deployment_filter=one)
    return {str(run.parameters["cycle"]): run for run in found if not run.auto_scheduled}


def failed(run: FlowRun) -> str:
    """The message of a run that ended as failed."""
    assert run.state
    assert run.state.name == "Failed"
    return str(run.state.message)


def test_the_watcher_says_what_it_cannot_watch_and_the_other_cycle_has_its_tables(
    operated: Installation, home: Path
) -> None:
    cycle = load_cycle(home, GOOD)
    operated.until(
        lambda: is_current(cycle, fingerprint(cycle, received(cycle))), "the tables of the other"
    )
    for name in UNREAD:
        operated.until(lambda name=name: of(name, operated.log("watcher")), name)  # type: ignore[misc]
        (line,) = (line for line in operated.log("watcher").splitlines() if of(name, line))
        assert f" {name}: " in line


@pytest.mark.parametrize("name", UNMADE)
def test_a_run_that_makes_tables_fails_with_the_sentence(
    operated: Installation, deployed: Deployed, name: str
) -> None:
    if not of(name, operated.log("watcher")):  # it was not kept from being watched
        until(lambda: name in runs(deployed, "tables"), "no run")
        assert of(name, failed(ended(runs(deployed, "tables")[name].id)))
    assert of(name, failed(ended(started(deployed["pipeline"].id, cycle=name))))


def test_every_flow_fails_with_the_sentence(operated: Installation, deployed: Deployed) -> None:
    asked_for = {
        (flow, mistake): started(deployed[flow].id, cycle=mistake)
        for flow in sorted(set(deployed) - {"alarm"})
        for mistake in ("toml", "sql" if flow == "transform" else "form")
    }
    for (flow, mistake), run in asked_for.items():
        if mistake == "form" and flow in ("fetch-mail", "tidy", "publish", "correspond", "digest"):
            ended(run)  # it may have nothing to do with the form
        else:
            assert of(mistake, failed(ended(run))), flow


def test_no_log_shows_a_traceback(installed: Installation, operated: Installation) -> None:
    for part in ("worker", "watcher"):
        assert "Traceback" not in operated.log(part), part
    # Nor do the logs of the runs, which the server keeps.
    texts = []
    while True:
        page = asked(
            "POST", f"{installed.api}/logs/filter", {"limit": 200, "offset": len(texts)},
            installed.login,
        ).json()  # fmt: skip
        texts += [str(line["message"]) for line in page]
        if len(page) < 200:
            break
    assert any("cannot be run: Binder Error" in text for text in texts)
    assert [text for text in texts if "Traceback" in text] == []
