"""docs/events.md, flows/events.py and the triggers of prefect.yaml say the same."""

import ast
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from rapporteur.collect.receipts import Received
from rapporteur.design.cycle import Cycle
from rapporteur.design.findings import Severity
from rapporteur.disseminate.releases.changed_tables import Changes
from rapporteur.flows import events
from rapporteur.pipeline import Result
from rapporteur.warehouse.status import Status, Submission
from tests.support import ROOT, tiny_cycle

from .documented import PAGE, documented

CODE = (ROOT / "flows" / "events.py").read_text(encoding="utf-8")
DEPLOYMENTS = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
KINDS: Mapping[str, type | tuple[type, ...]] = {
    "text": str,
    "integer": int,
    "list of text": list,
    "text or null": (str, type(None)),
    "ISO 8601 time or null": (str, type(None)),
    "ISO 8601 date": str,
    "integer, negative after the deadline": int,
    "integer by severity": dict,
    "integers": dict,  # `added` and `removed` by table
}


@pytest.fixture
def emitted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, dict[str, Any]]:
    """What each function of flows/events.py hands to Prefect, by event."""
    cycle: Cycle = tiny_cycle(tmp_path)
    found: dict[str, dict[str, Any]] = {}

    def keep(event: str, resource: dict[str, str], **more: Any) -> None:
        found[event] = {"resource": resource, "related": more.get("related", []), **more}

    monkeypatch.setattr(events, "emit_event", keep)
    file = Received(tmp_path, "submissions/a.xlsx", "0" * 64, "reply", None, "folder")
    one = Submission(
        file.file, file.submission, None, "reply", "blocked", {Severity.BLOCKER: 1}, False
    )
    events.received("tiny", [file])
    events.landed("tiny", [file])
    events.blocked(cycle, [one])
    events.changed(cycle, {"laws": Changes(1, 2)})
    events.published(cycle, Result([cycle.outputs / "a.csv"], Status("tiny", {}, {}, [one])))
    events.cycle_changed("tiny")
    events.mailbox_changed("tiny")
    events.deadline_near(cycle, date(2024, 5, 1), 3)
    return found


def test_the_page_names_each_event_and_no_other(emitted: dict[str, dict[str, Any]]) -> None:
    assert list(documented()) == list(_in_code_order())
    assert set(documented()) == set(emitted)


def _in_code_order() -> Iterator[str]:
    """The page's order is the order in which things happen; each name stands in the code once."""
    named = [
        node.args[0].value
        for node in ast.walk(ast.parse(CODE))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "emit_event"
        and isinstance(node.args[0], ast.Constant)
    ]
    assert len(named) == CODE.count("emit_event(")
    yield from (name for name in documented() if name in named)
    assert set(named) == set(documented())


@pytest.mark.parametrize("name", documented())
def test_an_event_is_as_the_page_has_it(emitted: dict[str, dict[str, Any]], name: str) -> None:
    one, page = emitted[name], documented()[name]
    assert list(one["payload"]) == list(page.payload)
    for field, kind in page.payload.items():
        assert isinstance(one["payload"][field], KINDS[kind.partition(" `")[0].strip()]), field
    resource = one["resource"]
    pattern = re.escape(page.resource).replace("CYCLE", "tiny").replace("SUBMISSION", "0{12}")
    assert re.fullmatch(pattern, resource["prefect.resource.id"])
    assert resource["rapporteur.cycle"] == "tiny"
    assert resource["prefect.resource.name"]
    assert ("rapporteur.batch" in resource) == page.in_batches
    related = {r["prefect.resource.id"]: r["prefect.resource.role"] for r in one["related"]}
    about_a_cycle = page.resource == "rapporteur.cycle.CYCLE"
    assert related == ({} if about_a_cycle else {"rapporteur.cycle.tiny": "cycle"})


def test_what_an_event_sets_off_is_what_the_page_says() -> None:
    of: dict[str, list[str]] = {name: [] for name in documented()}
    told_by_prefect: dict[str, list[str]] = {}
    for deployment in DEPLOYMENTS:
        for trigger in deployment.get("triggers", ()):
            for event in trigger["expect"]:
                of.get(event, told_by_prefect.setdefault(event, [])).append(deployment["name"])
            page = documented().get(trigger["expect"][0])
            if page:
                kind = trigger["match"]["prefect.resource.id"].removesuffix("*")
                assert page.resource.startswith(kind)
                assert trigger["match"].get("rapporteur.batch", "") == (
                    "end" if page.in_batches else ""
                )
    assert of == {name: list(page.sets_off) for name, page in documented().items()}
    others = {name: found for name, found in told_by_prefect.items() if found}
    text = PAGE.read_text(encoding="utf-8")
    assert set(others) == {
        f"prefect.flow-run.{state}" for state in ("Failed", "Crashed", "TimedOut")
    }
    for name in others:
        assert f"`{name}`" in text


def test_files_that_came_together_are_counted_and_the_last_is_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[tuple[str, int, int]] = []

    def keep(event: str, resource: dict[str, str], *, payload: dict[str, Any], **_: Any) -> None:
        found.append((resource["rapporteur.batch"], payload["number"], payload["of"]))

    monkeypatch.setattr(events, "emit_event", keep)
    files = [
        Received(tmp_path, f"submissions/{n}.xlsx", str(n) * 64, "reply", None, "folder")
        for n in range(3)
    ]
    events.received("tiny", files)
    assert found == [("", 1, 3), ("", 2, 3), ("end", 3, 3)]
