"""Whether another worker lives: by what the server has heard of both."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from prefect.client.schemas.objects import Worker, WorkerStatus

from rapporteur.flows.ends import another_lives

NOON = datetime(2024, 5, 10, 12, tzinfo=UTC)
POOL = UUID(int=1)


def worker(name: str, ago: float | None) -> Worker:
    heard = None if ago is None else NOON - timedelta(seconds=ago)
    return Worker(
        name=name, work_pool_id=POOL, last_heartbeat_time=heard, status=WorkerStatus.OFFLINE
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "lives"),
    [
        (0, 20, True),
        (0, 100, False),
        (70, 85, True),  # the server was away for a minute: it has heard of neither
        (70, 170, False),
        (20, 0, True),
        (0, None, False),
    ],
)
def test_a_sign_of_life_is_compared_with_ones_own(
    ours: float, theirs: float | None, lives: bool
) -> None:
    assert another_lives([worker("me", ours), worker("other", theirs)], "me") is lives


def test_alone_nobody_else_lives() -> None:
    assert not another_lives([worker("me", 0)], "me")
