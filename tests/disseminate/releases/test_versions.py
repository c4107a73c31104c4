"""What versions there are, how one is named, and which a name means."""

from datetime import UTC, datetime

import pytest

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.releases import versions
from rapporteur.disseminate.releases.history import history
from rapporteur.disseminate.releases.versions import Version, find, tag
from rapporteur.kernel.errors import UserError


def published(cycle: Cycle, number: int, when: str, **more: object) -> Version:
    """A version of that time, without any files."""
    folder = versions.folder_of(cycle, number)
    (folder / "tables").mkdir(parents=True)
    made = Version.model_validate(
        {"number": number, "published_at": when, "folder": folder, **more}
    )
    versions.keep(made)
    link = cycle.outputs / "tables"
    link.unlink(missing_ok=True)
    link.symlink_to(f"versions/{folder.name}/tables")
    return made


@pytest.fixture
def three(tiny: Cycle) -> Cycle:
    """A cycle in UTC with versions of two days."""
    published(tiny, 1, "2024-06-01T10:00:00Z")
    published(tiny, 2, "2024-06-01T23:59:59Z", tag="draft-1")
    published(tiny, 3, "2024-06-03T00:00:00Z")
    return tiny


def test_a_version_says_what_its_file_says(three: Cycle) -> None:
    assert [one.number for one in versions.versions(three)] == [1, 2, 3]
    now = versions.current(three)
    assert now is not None
    assert (now.number, now.tag) == (3, "")
    assert now.published_at == datetime(2024, 6, 3, tzinfo=UTC)
    assert now.folder == three.outputs / "versions" / "0003"


def test_numbers_of_more_than_four_digits_come_last(three: Cycle) -> None:
    published(three, 10_000, "2024-07-01T00:00:00Z")
    published(three, 9_999, "2024-06-30T00:00:00Z")
    assert [one.number for one in versions.versions(three)] == [1, 2, 3, 9_999, 10_000]


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("1", 1),
        ("0003", 3),
        ("draft-1", 2),
        ("2024-06-01", 2),
        ("2024-06-02", 2),
        ("2024-12-31", 3),
    ],
)
def test_a_version_is_found_by_number_tag_or_day(three: Cycle, name: str, number: int) -> None:
    assert find(three, name).number == number


def test_a_day_is_one_of_the_time_zone_of_the_cycle(three: Cycle) -> None:
    there = Cycle(three.home, three.definition.model_copy(update={"time_zone": "Europe/Vienna"}))
    assert find(there, "2024-06-01").number == 1
    assert find(there, "2024-06-03").number == 3
    west = Cycle(three.home, three.definition.model_copy(update={"time_zone": "America/New_York"}))
    assert find(west, "2024-06-02").number == 3


@pytest.mark.parametrize("name", ["4", "draft-2", "2024-05-31", ""])
def test_what_there_is_not_is_told_with_what_there_is(three: Cycle, name: str) -> None:
    with pytest.raises(UserError, match=f"no version “{name}”") as told:
        find(three, name)
    assert "1, 2 (draft-1), 3" in told.value.remedy


def test_a_tag_names_the_current_version_or_another(three: Cycle) -> None:
    assert tag(three, "draft-2").number == 3
    assert tag(three, "first", 1).number == 1
    assert [one.tag for one in versions.versions(three)] == ["first", "draft-1", "draft-2"]
    assert tag(three, "first", 1).tag == "first"


def test_a_tag_moves_only_if_asked_to(three: Cycle) -> None:
    with pytest.raises(UserError, match="that of version 2"):
        tag(three, "draft-1")
    with pytest.raises(UserError, match="has the tag “draft-1”"):
        tag(three, "other", 2)
    assert [one.tag for one in versions.versions(three)] == ["", "draft-1", ""]
    assert tag(three, "draft-1", move=True).number == 3
    assert [one.tag for one in versions.versions(three)] == ["", "", "draft-1"]
    assert tag(three, "final", move=True).tag == "final"


@pytest.mark.parametrize("name", ["", "1", "0001", "2024-06-01", "20240601", "a b", "-x", "x" * 41])
def test_a_tag_is_no_number_no_day_and_no_sentence(three: Cycle, name: str) -> None:
    with pytest.raises(UserError, match="cannot be a tag"):
        tag(three, name)


def test_without_a_version_there_is_nothing_to_name(tiny: Cycle) -> None:
    assert versions.current(tiny) is None
    with pytest.raises(UserError, match="There are no tables"):
        tag(tiny, "draft-1")


def test_a_record_changed_by_hand_is_told(three: Cycle) -> None:
    record = versions.folder_of(three, 2) / versions.RECORD
    record.write_text("{", "utf-8")
    with pytest.raises(UserError, match=r"version\.json cannot be understood"):
        versions.versions(three)


def test_the_history_says_what_changed(three: Cycle) -> None:
    for number, text in ((1, "a\n1\n"), (2, "a\n1\n"), (3, "a\n2\n")):
        folder = versions.folder_of(three, number) / "tables" / "csv"
        folder.mkdir()
        (folder / "laws.csv").write_text(text, "utf-8")
    found = list(history(three))
    assert [list(one.changed) for one in found] == [["laws"], [], ["laws"]]
    assert [one.current for one in found] == [False, False, True]
    assert found[1].line() == "  2  2024-06-01 23:59:59Z  draft-1"
    assert found[2].line() == "* 3  2024-06-03 00:00:00Z  changed: laws"
    assert found[1].to_dict() == {
        "number": 2, "published_at": "2024-06-01T23:59:59Z", "tag": "draft-1", "replies": None,
        "again": None, "current": False, "changed": [],
    }  # fmt: skip
