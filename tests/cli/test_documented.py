"""Every command is in the README, and every command that the documentation shows can be run.

What stands in a block of a page is run as it stands there, in a copy of the sample; what cannot be
run in a test is listed with the reason, and looked at as far as that goes.
"""

import hashlib
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.main import get_command

from rapporteur.cli.main import app, main
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.kernel.sandbox import dismiss
from tests.support import ROOT, cell

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
ALSO = [ROOT / "CONTRIBUTING.md", *(ROOT / name / "README.md" for name in ("benchmarks", "deploy"))]


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The commands without subcommands, each with the words that a user types for it."""
    if not hasattr(command, "commands"):
        yield path, command
        return
    for name, subcommand in command.commands.items():
        yield from commands(subcommand, (*path, name))


COMMANDS = dict(commands(get_command(app)))
GROUPS = {path[0] for path in COMMANDS if len(path) > 1}


def named(text: str) -> Iterator[tuple[str, ...]]:
    """The commands in a text: `rapporteur run …`, or several as `rapporteur mail fetch|send …`."""
    for group, rest in re.findall(r"\brapporteur ([a-z][a-z-]*)(?: ([a-z|]+))?", text):
        if group not in GROUPS:
            yield (group,)
        else:
            yield from ((group, name) for name in rest.split("|"))


def code_of(page: Path) -> str:
    """The code of a page of Markdown: its blocks, and what stands between backquotes."""
    text = page.read_text(encoding="utf-8")
    blocks = re.findall(r"^(?:    |\t).*$|^```.*?^```", text, re.MULTILINE | re.DOTALL)
    return "\n".join([*blocks, *re.findall(r"`[^`\n]+`", text)])


def test_the_readme_names_every_command() -> None:
    assert COMMANDS.keys() - set(named(code_of(ROOT / "README.md"))) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    assert set(named(code_of(page))) - COMMANDS.keys() == set()


def test_every_command_and_option_is_explained() -> None:
    """Help texts are sentences or labels; defaults are in brackets, not after “else”."""
    for path, command in COMMANDS.items():
        assert command.help, path
        assert command.help.partition("\n")[0].endswith("."), path
        for parameter in command.params:
            text = getattr(parameter, "help", None)
            if text:
                assert "else" not in text.lower().split(), (path, text)


# What stands in blocks.

SUBMISSION = "0123456789ab"
"""The digits that stand in the pages for those of a submission."""

SHOWN = re.compile(r"(?m)^(?:    |\t)([^\n]+)$|^```\n(.*?)^```", re.DOTALL)
PROGRAMS = {
    "chmod", "cp", "docker", "git", "install", "make", "peer/bin/python", "pre-commit", "python",
    "rapporteur", "runuser", "systemctl", "useradd", ".venv/bin/python", ".venv/bin/rapporteur",
}  # fmt: skip


def lines(page: Path) -> list[str]:
    """The command lines in the blocks of a page, without their comments, as they stand there."""
    found = []
    for indented, fenced in SHOWN.findall(page.read_text(encoding="utf-8")):
        for line in (indented or fenced).splitlines():
            command = re.sub(r"\s+#.*", "", line)
            words = command.split(" ", 1)
            # README lists all commands with what they do: a table, to be read.
            if words[0] in PROGRAMS and not re.search(r"\S\s{2,}\S|[a-z]\|[a-z]", command):
                found.append(command)
    return found


SHOWN_LINES: Mapping[str, Path] = {line: page for page in (*PAGES, *ALSO) for line in lines(page)}

NOT_RUN = (
    (r"make (run|up|test|lint|audit|sbom|benchmark)( CYCLE=my-cycle)?", "minutes, or the network"),
    (r"git clone .*", "the network"),
    (r"git diff --stat \S+", "of a repository"),
    (r"pre-commit install", "a tool of the reader's own"),
    (r"python -m venv peer && .*|peer/bin/python .*", "another program, from the network"),
    (r"\.venv/bin/python -m pytest .*", "tests"),
    (r"\.venv/bin/python -m (benchmarks|tests)\b.*", "minutes"),
    (
        r"rapporteur (new|check-cycle|questionnaire build|run) works-2026.*",
        "a form of the reader's own: tests/operate/test_new_cycle.py has one",
    ),
    (
        r"\.venv/bin/rapporteur (questionnaire build|run) sse-next.*",
        "the sample after a run: tests/cycles/test_sse_next.py has it",
    ),
    (r"\.venv/bin/rapporteur serve", "without end: tests/flows/test_serve.py runs it"),
    (r"\.venv/bin/rapporteur prefect .*", "a server: tests/flows and tests/operate have one"),
    (r"\.venv/bin/rapporteur --home HOME run .*|.* FOLDER/\*\.xlsx", "after what is not run"),
    (r"(useradd|install|chmod|runuser|cp|systemctl|docker) .*", "another machine and its account"),
)
"""What is not run, and why."""


def reason(line: str) -> str:
    return next((why for pattern, why in NOT_RUN if re.fullmatch(pattern, line)), "")


@pytest.mark.parametrize("line", [line for line in SHOWN_LINES if reason(line)])
def test_what_is_not_run_names_what_there_is(line: str) -> None:
    words = shlex.split(line)
    if words[0] == "make":
        subprocess.run([*words, "--dry-run"], cwd=ROOT, check=True, capture_output=True)
    if "-m" in words and "venv" not in words:
        module = words[words.index("-m") + 1]
        assert find_spec(module), module
        if module.startswith("benchmarks"):
            found = find_spec(f"{module}.__main__" if module == "benchmarks" else module)
            assert found
            assert found.origin
            source = Path(found.origin).read_text(encoding="utf-8")
            for word in words[words.index("-m") + 2 :]:
                if word.startswith("--") and word != "--help":
                    assert f'"{word}"' in source
    for word in words[:-1] if words[0] == "cp" else words:
        if re.match(r"(tests|deploy|inputs)/", word):
            assert list(ROOT.glob(word)), word


SPOKEN = sorted(
    {
        command
        for page in (*PAGES, *ALSO)
        for command in (
            *lines(page),
            *re.findall(r"`((?:\.venv/bin/)?rapporteur [^`\n…]+)`", page.read_text("utf-8")),
        )
        if "rapporteur" in command.split()[0] and "|" not in command
    }
)


@pytest.mark.parametrize("line", SPOKEN)
def test_a_command_that_is_shown_has_such_arguments_and_options(line: str) -> None:
    words = shlex.split(line.replace("$(date +%F)", "2026-11-24"))[1:]
    if words[0] == "--home":
        words = words[2:]
    path = max((path for path in COMMANDS if tuple(words[: len(path)]) == path), key=len)
    rest = words[len(path) :]
    if rest or "\n" in line:  # a name alone stands for the command
        COMMANDS[path].make_context(" ".join(path), rest)


@dataclass(frozen=True)
class Reader:
    """Somebody who follows the pages, in the folder of a project that has run once."""

    cycle: Cycle
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def __call__(self, line: str, *, code: int = 0, **instead: str) -> str:
        """Run a line as it stands on a page, `instead` of some of its words others."""
        assert line in SHOWN_LINES
        for old, new in {"SUBMISSION": SUBMISSION, "BACKUP": "/backup", "HOME": "/srv/rapporteur",
                         "DAY": "$(date +%F)", "CYCLE": "my-cycle"}.items():  # fmt: skip
            line = line.replace(new, instead.get(old, new))
        words = shlex.split(line)
        self.monkeypatch.setattr(sys, "argv", ["rapporteur", *words[1:]])
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        printed = self.capsys.readouterr()
        assert int(ended.value.code or 0) == code, printed.out + printed.err
        return printed.out + printed.err

    def enter(self, folder: Path) -> None:
        """Work in a folder. A command is a process that begins there, and so do its readers."""
        self.monkeypatch.chdir(folder)
        dismiss()

    def fill(self, built: str, received: str, edit: Callable[[Any], None]) -> str:
        """Fill a questionnaire in and save it among the received files; returns its digits."""
        workbook = load_workbook(self.cycle.outputs / "questionnaires" / built)
        edit(workbook)
        path = self.cycle.inputs / "submissions" / received
        workbook.save(path)
        return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


@pytest.fixture
def reader(
    sample: Cycle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Reader:  # fmt: skip
    shutil.copytree(sample.home, tmp_path, symlinks=True, dirs_exist_ok=True)
    for name in ("RAPPORTEUR_HOME", "PREFECT_API_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    following = Reader(load_cycle(tmp_path, "a79-sse"), monkeypatch, capsys)
    following.enter(tmp_path)
    return following


def answer(workbook: Any) -> None:
    """Some answers, as somebody gives them."""
    cell(workbook, "reporting_unit").value = "Ministry of Cooperatives"


def of_another(workbook: Any) -> None:
    """The workbook of one, filled in by another."""
    answer(workbook)
    cell(workbook, "respondent").value = "Benin"


def block_of(page: Path, begins: str) -> Sequence[str]:
    """The lines of the block of a page that begins so."""
    blocks = (str(fenced) for _, fenced in SHOWN.findall(page.read_text(encoding="utf-8")))
    return next(block for block in blocks if block.startswith(begins)).splitlines()


@pytest.mark.slow
def test_each_line_that_is_shown_does_what_the_page_says(
    reader: Reader, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """In the order in which one reads: README, secretariat, drafter, operations."""
    cycle, ran = reader.cycle, set()

    def follow(line: str, *, code: int = 0, **instead: str) -> str:
        ran.add(line)
        return reader(line, code=code, **instead)

    # README.md
    follow(".venv/bin/rapporteur questionnaire build a79-sse --respondent KEN")
    late = reader.fill("KEN.en.xlsx", "KEN.en.xlsx", answer)
    doubtful = reader.fill("KEN.en.xlsx", "another's.xlsx", of_another)
    shutil.copy(cycle.inputs / "submissions" / "FRA.zh.xlsx", tmp_path / "FRA.xlsx")
    with_more = load_workbook(tmp_path / "FRA.xlsx")
    answer(with_more)
    with_more.save(cycle.inputs / "submissions" / "FRA.second.xlsx")
    said = follow(".venv/bin/rapporteur run a79-sse").splitlines()
    for line in block_of(ROOT / "README.md", "The tables rest on"):
        assert line.replace(SUBMISSION, late) in said
    # docs/secretariat.md
    other = tmp_path_factory.mktemp("few")
    for name in ("inputs", "sql", "expectations"):
        shutil.copytree(tmp_path / name, other / name)
    roster = other / "inputs" / "a79-sse" / "roster.csv"
    header, *asked = roster.read_text("utf-8").splitlines(keepends=True)
    roster.write_text(header + "".join(row for row in asked if row[:4] in ("FRA,", "ILO,")))
    reader.enter(other)
    follow("rapporteur questionnaire build a79-sse")
    built = {path.name for path in (other / "outputs/a79-sse/questionnaires").iterdir()}
    assert built == {"FRA.fr.xlsx", "ILO.en.xlsx"}
    assert "`FRA.fr.xlsx`" in (ROOT / "docs" / "secretariat.md").read_text("utf-8")
    reader.enter(tmp_path)
    assert "nothing has changed" in follow("rapporteur run a79-sse")
    assert "late" in follow("rapporteur status a79-sse")
    assert "[imap]" in follow("rapporteur mail fetch a79-sse", code=2)
    confirmed = '--reason "Confirmed by telephone"'
    follow(f"rapporteur decide a79-sse admit {SUBMISSION} {confirmed}", SUBMISSION=late)
    mission = '--value BEN --reason "The mission used another\'s workbook"'
    follow(f"rapporteur decide a79-sse assign {SUBMISSION} {mission}", SUBMISSION=doubtful)
    follow('rapporteur decide a79-sse admit FRA --reason "Announced in time by note verbale"')
    follow("rapporteur impact a79-sse FRA")
    assert "Ministry of Cooperatives" in follow("rapporteur diff a79-sse FRA")
    follow("rapporteur check inputs/a79-sse/submissions/FRA.zh.xlsx")
    follow("rapporteur translations report a79-sse")
    for kind, language, by in (
        ("review", "ru", "Name of the reviewer"), ("replies", "fr", "Translation service"),
    ):  # fmt: skip
        book = f"a79-sse.{kind}.{language}.xlsx"
        follow(f"rapporteur translations {kind} a79-sse --language {language}")
        shutil.copy(cycle.outputs / "translations" / book, tmp_path)
        follow(f'rapporteur translations take a79-sse {book} --by "{by}"')
    receipts = cycle.inputs / "receipts.csv"
    text = receipts.read_text("utf-8")
    receipts.write_text(re.sub(r"(?m),2\S+,folder$", ",2024-05-10T09:00:00+00:00,folder", text))
    note = "The note verbale is of 10 May"
    follow(f'rapporteur registers confirm a79-sse receipts.csv --reason "{note}"')
    follow("rapporteur registers check a79-sse")
    # docs/drafter.md
    assert "respondent: ESP" in follow("rapporteur trace a79-sse framework_laws ESP")
    follow("rapporteur trace a79-sse statistical_indicators 3")
    follow("rapporteur versions tag a79-sse draft-1")
    follow("rapporteur compare a79-sse --since draft-1")
    follow("rapporteur compare a79-sse --since 2024-06-01 --language es", code=2)
    shutil.copy(cycle.outputs / "tables" / "a79-sse.en.xlsx", tmp_path / "my-table.xlsx")
    follow("rapporteur lint my-table.xlsx")
    # docs/operations.md
    assert ":" in follow(".venv/bin/rapporteur login")
    follow(".venv/bin/rapporteur doctor")
    follow(".venv/bin/rapporteur doctor my-cycle --json", CYCLE="a79-sse")
    for rest in ("list my-cycle", "tag my-cycle draft-1", "restore my-cycle draft-1"):
        follow(f"rapporteur versions {rest}", CYCLE="a79-sse")
    follow(
        ".venv/bin/rapporteur backup /backup/$(date +%F).tar.gz",
        BACKUP=str(tmp_path), DAY="2026-11-24",
    )  # fmt: skip
    shutil.copy(tmp_path / "inputs" / ".secrets" / "signing-key", tmp_path / "signing-key")
    follow(
        ".venv/bin/rapporteur restore /backup/2026-11-24.tar.gz --to /srv/rapporteur "
        "--key signing-key",
        BACKUP=str(tmp_path), HOME=str(tmp_path / "new"),
    )  # fmt: skip
    assert ran == {line for line in SHOWN_LINES if not reason(line)}
