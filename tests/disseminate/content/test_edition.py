"""What an edition says of the replies that it rests on."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from rapporteur.disseminate.content.edition import Edition
from rapporteur.warehouse.evidence import Submission

Editions = Callable[[str], Edition]


def received(moment: str, state: str = "accepted", basis: str = "reply") -> Submission:
    return Submission("s", "f.xlsx", basis, "XAA", "government", "", moment, state, "en", True)


def version(edition: Edition, *submissions: Submission, time_zone: str = "UTC") -> str:
    definition = edition.cycle.definition.model_copy(update={"time_zone": time_zone})
    return replace(
        edition,
        cycle=replace(edition.cycle, definition=definition),
        content=replace(edition.content, submissions=submissions),
    ).version


@pytest.mark.parametrize(
    ("time_zone", "day"),
    [("UTC", "30 June 2024"), ("Asia/Tokyo", "1 July 2024"), ("America/New_York", "30 June 2024")],
)
def test_replies_are_as_at_the_day_of_the_last_that_counts(
    edition: Editions, time_zone: str, day: str
) -> None:
    said = version(
        edition("en"),
        received("2024-06-30T15:30:00Z"),
        received("2024-05-01T08:00:00Z"),
        received(""),
        received("2024-07-05T08:00:00Z", state="late"),
        received("2024-06-30T23:00:00Z", state="blocked"),
        received("2024-08-01T08:00:00Z", basis="desk_research"),
        time_zone=time_zone,
    )
    assert said == f"Replies as at {day}"


def test_an_unknown_day_is_not_made_up(edition: Editions) -> None:
    for language in ("en", "ar", "es", "fr", "ru", "zh"):
        one = edition(language)
        undated, none = version(one, received("")), version(one)
        assert len({undated, none, version(one, received("2024-05-01T08:00:00Z"))}) == 3
        assert not any(digit in undated + none for digit in "0123456789")
    assert version(edition("en")) == "No replies"
