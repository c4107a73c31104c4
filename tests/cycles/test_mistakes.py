"""A mistake in a cycle's files is a sentence with its place and its remedy, whatever it is."""

from pathlib import Path

import pytest

from rapporteur.design.cycle import load_cycle
from rapporteur.kernel.errors import UserError, unreachable
from rapporteur.pipeline import run
from tests.mistakes import MISTAKES, of
from tests.support import COMPLETE, reply, tiny_cycle


@pytest.mark.parametrize("name", MISTAKES)
def test_it_is_said_where_it_is_and_how_to_correct_it(tmp_path: Path, name: str) -> None:
    cycle = tiny_cycle(tmp_path)
    reply(cycle, "XAA", COMPLETE)
    MISTAKES[name].make(cycle.inputs)
    with pytest.raises((UserError, OSError)) as caught:
        run(load_cycle(tmp_path, "tiny"))
    error = caught.value
    assert of(name, str(unreachable(error) if isinstance(error, OSError) else error))


def test_a_byte_order_mark_is_none(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path)
    files = ("cycle.toml", "questionnaire.md", "sql/marts/laws.toml")
    for path in (*(cycle.inputs / file for file in files), *cycle.sql.glob("checks/*.toml")):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert run(load_cycle(tmp_path, "tiny")).published
