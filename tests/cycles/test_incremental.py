"""What is published after any history is what the inputs give when nothing was made before."""

import random
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from rapporteur.collect.receipts import received
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.content import respondent_texts
from rapporteur.disseminate.releases import manifest
from rapporteur.kernel import append_only_csv
from rapporteur.pipeline import run
from rapporteur.process import decisions
from tests.support import COMPLETE, reply, tiny_cycle

CODES = ("XAA", "XAB", "XBA", "XBB", "XBC")
TITLES = ("Ley de cooperativas de trabajo", "Law on cooperatives and mutual societies", "=1+1")
CHART_SQL = "select basis, count(*) as laws from intermediate.laws group by basis"
CHART = """
order = 1
kind = "bars"
title = { en = "Laws drawn", zh = "法律图" }
alt = { en = "Bars of laws: { $total }.", zh = "法律：{ $total }。" }
source = { en = "Replies.", zh = "答复。" }
category = { name = "basis", codelist = "basis", header = { en = "Basis", zh = "依据" } }
value = { name = "laws", header = { en = "Laws", zh = "法律" } }
"""


_TIME = re.compile(rb'"time": "[^"]*"')  # of the validation, which is no part of what it found


class History:
    """What happens to a cycle, drawn by chance: each step changes one thing in its inputs."""

    def __init__(self, home: Path, seed: int) -> None:
        self._chance = random.Random(seed)
        self._home = home
        self._number = 0
        self.cycle = tiny_cycle(home)
        (self.cycle.inputs / "submissions").mkdir()
        charts = self.cycle.sql / "charts"
        charts.mkdir()
        (charts / "laws_drawn.sql").write_text(CHART_SQL, "utf-8")
        (charts / "laws_drawn.toml").write_text(CHART, "utf-8")
        self.arrival()

    def step(self) -> str:
        """Change something; returns what."""
        steps: list[Callable[[], None]] = [
            self.arrival,
            self.arrival,
            self.decision,
            self.translation,
            self.removal,
            self.definition,
        ]
        chosen = self._chance.choice(steps)
        chosen()
        self.cycle = load_cycle(self._home, self.cycle.id)
        return chosen.__name__

    def arrival(self) -> None:
        """A reply, perhaps of somebody who has replied already."""
        self._number += 1
        laws = [
            {"law_title": title, "law_status": "in_force", "law_year": str(1990 + self._number)}
            for title in self._chance.sample(TITLES, self._chance.randint(0, 3))
        ]
        share = self._chance.choice(("12.5", "140"))  # the second is above what may be
        code = self._chance.choice(CODES)
        given = {**COMPLETE, "laws": laws, "share": share}
        reply(self.cycle, code, given, name=f"{self._number:03}.{code}")

    def removal(self) -> None:
        """A received file is lost."""
        files = sorted((self.cycle.inputs / "submissions").glob("*.xlsx"))
        if len(files) > 1:
            self._chance.choice(files).unlink()

    def decision(self) -> None:
        """Somebody decides on a file."""
        file = self._chance.choice(received(self.cycle))
        kind = self._chance.choice(("refuse", "admit", "withdraw", "stand"))
        values = {"submission": file.submission, "decision": kind, "reason": "Tried."}
        entry = dict.fromkeys(decisions.COLUMNS, "") | values
        decisions.append(self.cycle, entry | {"who": "A. Tester", "when": "2024-06-01"})

    def translation(self) -> None:
        """A text of the respondents' is translated."""
        path = respondent_texts.path(self.cycle.inputs)
        path.parent.mkdir(exist_ok=True)
        line = {
            "source_language": "es",
            "language": self._chance.choice(("en", "zh")),
            "original": TITLES[0],
            "translation": f"Translation {self._chance.randint(1, 9)}",
            "kind": "human",
            "status": "reviewed",
            "translator": "A. Tester",
            "given_on": "2024-06-01",
        }
        append_only_csv.append(path, respondent_texts.COLUMNS, [list(line.values())])

    def definition(self) -> None:
        """A sidecar is edited."""
        name = self._chance.choice(("marts/laws.toml", "charts/laws_drawn.toml"))
        path, number = self.cycle.sql / name, self._chance.randint(1, 9)
        text = path.read_text("utf-8")
        path.write_text(text.replace('"Replies', f'"{number} Replies', 1), "utf-8")


def published(cycle: Cycle) -> Iterator[tuple[str, bytes]]:
    """Every file that readers and respondents get, by its path in outputs/."""
    outputs = cycle.outputs
    for part in ("tables", "charts", "annex", "returns"):
        for path in sorted((outputs / part).rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                name = path.relative_to(outputs).as_posix()
                stated = path.name == manifest.FILE
                yield name, manifest.rests_on(path) if stated else path.read_bytes()
    yield "findings.xlsx", (outputs / "findings.xlsx").read_bytes()
    report = (outputs / "validation-report.json").read_bytes()
    yield "validation-report.json", _TIME.sub(b"", report)


def follow(home: Path, seed: int, steps: int) -> None:
    """Live through a history, publish after each step, and compare the end with a full run."""
    history = History(home / "lived", seed)
    run(history.cycle)
    done = []
    for _ in range(steps):
        done.append(history.step())
        run(history.cycle)
    shutil.copytree(home / "lived" / "inputs", home / "anew" / "inputs")
    anew = load_cycle(home / "anew", history.cycle.id)
    run(anew)
    lived, made = dict(published(history.cycle)), dict(published(anew))
    assert lived.keys() == made.keys(), done
    assert not [name for name in made if made[name] != lived[name]], done


@pytest.mark.parametrize("seed", [1])
def test_a_history_ends_as_if_everything_was_made_at_once(tmp_path: Path, seed: int) -> None:
    follow(tmp_path, seed, 4)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 150))
def test_fifty_histories_end_so(tmp_path: Path, seed: int) -> None:
    follow(tmp_path, seed, 8)
