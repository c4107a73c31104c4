"""Retention: what no longer counts goes, and nothing else."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest

from rapporteur.collect import landing
from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.releases import versions
from rapporteur.operate.retention import tidy
from tests.support import FORM, tiny_cycle

DAY = 24 * 3600


def landed(cycle: Cycle, name: str, days: float) -> Path:
    """A folder of landing files that is so many days old."""
    folder = cycle.outputs / "landing" / name
    folder.mkdir(parents=True)
    (folder / "0123456789ab.parquet").write_bytes(b"PAR1")
    then = time.time() - days * DAY
    os.utime(folder, (then, then))
    return folder


def test_a_folder_of_a_former_form_goes_after_so_many_days(tiny: Cycle) -> None:
    old, young = landed(tiny, "01234567", 91), landed(tiny, "89abcdef", 89)
    assert tidy(tiny, 90) == [old]
    assert not old.exists()
    assert (young / "0123456789ab.parquet").exists()
    assert tidy(tiny, 90) == []


def test_the_present_one_stays_however_old_it_is(tiny: Cycle) -> None:
    present = landed(tiny, landing.folder(tiny).name, 1000)
    assert tidy(tiny, 1) == []
    tiny_cycle(tiny.home, form=FORM.replace("| Tiny | tiny | 1 |", "| Tiny | tiny | 2 |"))
    assert tidy(load_cycle(tiny.home, "tiny"), 1) == [present]


@pytest.mark.parametrize("file", ["warehouse.duckdb", "landing/note.txt", "tables/tiny.en.xlsx"])
def test_what_is_no_folder_of_landing_files_stays(tiny: Cycle, file: str) -> None:
    path = tiny.outputs / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    os.utime(path, (0, 0))
    assert tidy(tiny, 1) == []
    assert path.exists()


def test_nothing_that_was_given_is_touched(tiny: Cycle) -> None:
    (tiny.inputs / "submissions").mkdir()
    (tiny.inputs / "submissions" / "a.xlsx").write_bytes(b"x")
    for path in (*tiny.inputs.rglob("*"), tiny.inputs):
        os.utime(path, (0, 0))
    before = set(tiny.inputs.rglob("*"))
    landed(tiny, "01234567", 91)
    tidy(tiny, 1)
    assert set(tiny.inputs.rglob("*")) == before


def test_a_cycle_without_outputs_has_nothing_to_tidy(tiny: Cycle) -> None:
    assert tidy(tiny, 1) == []


def published(cycle: Cycle, number: int, days: float, tag: str = "") -> Path:
    """A version that was published so many days before noon of today, and is the current one."""
    noon = versions.now().replace(hour=12, minute=0, second=0)
    folder = versions.folder_of(cycle, number)
    (folder / "tables").mkdir(parents=True)
    versions.keep(
        versions.Version(
            number=number, published_at=noon - timedelta(days=days), tag=tag, folder=folder
        )
    )
    link = cycle.outputs / "tables"
    link.unlink(missing_ok=True)
    link.symlink_to(f"versions/{folder.name}/tables")
    return folder


def test_a_version_goes_unless_it_is_quoted_current_or_the_last_of_its_day(tiny: Cycle) -> None:
    passing = published(tiny, 1, 95.3)
    published(tiny, 2, 95.2, "draft-1")
    published(tiny, 3, 95.1)
    also = published(tiny, 4, 93.2)
    published(tiny, 5, 93.1)
    published(tiny, 6, 50.2)
    published(tiny, 7, 50.1)
    assert tidy(tiny, 90) == [passing, also]
    assert [one.number for one in versions.versions(tiny)] == [2, 3, 5, 6, 7]
    assert tidy(tiny, 90) == []
