"""Files are taken over where they were made of the same, and only then."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from rapporteur.kernel import derived
from rapporteur.kernel.derived import key


class Severity(Enum):
    """Of a finding."""

    ERROR = "error"
    INFO = "info"


@dataclass(frozen=True)
class Row:
    """A row of a table."""

    name: str
    value: object


@dataclass(frozen=True)
class Line:
    """Not a row."""

    name: str
    value: object


class Column(BaseModel):
    """A column of a table."""

    name: str
    value: int


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.dates(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def _marked(value: object) -> object:
    """A value such that two are equal in Python only if they are the same."""
    if isinstance(value, Mapping):
        return ("mapping", *((name, _marked(of_name)) for name, of_name in value.items()))
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return ("sequence", *map(_marked, value))
    return type(value).__name__, repr(value)


@given(VALUES, VALUES)
def test_equal_keys_are_of_equal_values(one: object, other: object) -> None:
    assert (key(one) == key(other)) == (_marked(one) == _marked(other))


@given(st.lists(st.text()), st.lists(st.text()))
def test_texts_side_by_side_are_not_one(one: list[str], other: list[str]) -> None:
    assert (key(*one) == key(*other)) == (one == other)


def test_a_key_is_of_all_that_a_value_holds() -> None:
    values = [
        Row("a", 1),
        Row("a", 2),
        Row("a", Row("a", 1)),
        Line("a", 1),
        Column(name="a", value=1),
        {"name": "a", "value": 1},
        {"value": 1, "name": "a"},
        Severity.ERROR,
        Severity.INFO,
        "error",
        Path("error"),
        date(2026, 1, 1),
        datetime(2026, 1, 1),
        frozenset({"a", "b"}),
        ["a", "b"],
    ]
    assert len({key(value) for value in values}) == len(values)
    assert key({"b", "a"}) == key({"a", "b"})


def test_what_might_differ_unseen_has_no_key() -> None:
    for value in (object(), Decimal(1), Row("a", object()), lambda: None):
        with pytest.raises(TypeError, match="has no key"):
            key(value)


class Maker:
    """Makes files, and remembers of what it made them."""

    def __init__(self, outputs: Path) -> None:
        self.made: list[str] = []
        self._outputs = outputs
        self._number = 0

    def publish(self, *contents: str) -> Path:
        """Make the part anew and open it as `charts`; each content is the key of two files."""
        self._number += 1
        folder = self._outputs / str(self._number)
        folder.mkdir(parents=True)
        with derived.part(self._outputs, "charts", folder) as part:
            for content in contents:
                part.take(key(content), partial(self._files, folder, content))
        link = self._outputs / "charts"
        link.unlink(missing_ok=True)
        link.symlink_to(folder)
        return folder

    def _files(self, folder: Path, content: str) -> Iterator[Path]:
        self.made.append(content)
        for suffix in (".png", ".svg"):
            path = folder / f"{content}{suffix}"
            path.write_text(content + suffix, "utf-8")
            yield path


@pytest.fixture
def maker(tmp_path: Path) -> Maker:
    """Nothing is made yet."""
    return Maker(tmp_path)


def test_what_is_there_is_taken_over(maker: Maker) -> None:
    before = maker.publish("laws", "funds")
    after = maker.publish("laws", "banks")
    assert maker.made == ["laws", "funds", "banks"]
    assert sorted(path.name for path in after.iterdir()) == [
        "banks.png", "banks.svg", "laws.png", "laws.svg",
    ]  # fmt: skip
    assert (after / "laws.png").samefile(before / "laws.png")
    maker.publish("laws", "funds")
    assert maker.made[3:] == ["funds"], "what was left out is forgotten"


@pytest.mark.parametrize("name", ["laws.png", "laws.svg"])
def test_a_changed_or_lost_file_is_made_again(maker: Maker, name: str) -> None:
    (maker.publish("laws") / name).write_text("changed", "utf-8")
    mended = maker.publish("laws")
    assert (mended / name).read_text("utf-8") == name
    (mended / name).unlink()
    assert (maker.publish("laws") / name).exists()
    assert maker.made == ["laws"] * 3


@pytest.mark.parametrize("listed", ["", "[]", '{"a": 1}', "\x00", None])
def test_a_lost_list_costs_time_alone(maker: Maker, tmp_path: Path, listed: str | None) -> None:
    maker.publish("laws")
    path = tmp_path / "derived" / "charts.json"
    path.unlink()
    if listed is not None:
        path.write_text(listed, "utf-8")
    maker.publish("laws")
    maker.publish("laws")
    assert maker.made == ["laws", "laws"]


def test_a_part_that_failed_leaves_the_list(maker: Maker, tmp_path: Path) -> None:
    maker.publish("laws")
    with pytest.raises(OSError, match="full"), derived.part(tmp_path, "charts", tmp_path / "next"):
        raise OSError("full")
    maker.publish("laws")
    assert maker.made == ["laws"]
