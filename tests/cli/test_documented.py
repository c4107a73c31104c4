"""Every command is in the README, and every command that the documentation names exists."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from rapporteur.cli.main import app
from tests.support import ROOT

PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


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
    for group, rest in re.findall(r"\brapporteur ([a-z]+)(?: ([a-z|]+))?", text):
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
