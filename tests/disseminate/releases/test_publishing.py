"""A publication: written beside, read back, numbered, and opened at one moment."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest

from rapporteur.design.cycle import Cycle, load_cycle
from rapporteur.disseminate.publication import Publication
from rapporteur.disseminate.releases import publishing, versions
from rapporteur.disseminate.releases.manifest import differences
from rapporteur.disseminate.releases.publishing import Write, again, publish_tables, supplement
from rapporteur.disseminate.write_tables import write_tables
from rapporteur.evaluate.rebuild import verify
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.progress import Progress
from rapporteur.pipeline import run
from rapporteur.warehouse.reader import opened
from tests.process.test_decisions import IN_TIME, register
from tests.support import COMPLETE, overwrite, reply, tiny_cycle


def change(demo: Cycle, title: str) -> None:
    """Let the tables say something else."""
    with duckdb.connect(str(demo.warehouse)) as con:
        con.execute("update marts.laws set title = ? where respondent = 'CCC'", [title])


def files(folder: Path) -> Mapping[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    assert found
    return found


def annex(text: str) -> Mapping[str, Write]:
    def write(publication: Publication, folder: Path, progress: Progress) -> None:
        (folder / "annex.txt").write_text(f"{publication.cycle.id}: {text}", "utf-8")

    return {"annex": write}


def said_of_database(demo: Cycle) -> tuple[object, ...]:
    """What the database for analysts says it is of, and a title that it holds."""
    with duckdb.connect(str(demo.outputs / "demo.duckdb"), read_only=True) as con:
        found = con.execute(
            "select cycle, version, manifest, (select title from laws limit 1) "
            "from about.publication"
        ).fetchone()
    assert found is not None
    return found


def link(demo: Cycle, part: str = "tables") -> str:
    return (demo.outputs / part).readlink().as_posix()


def test_readers_open_a_link_to_a_numbered_version(demo: Cycle) -> None:
    made = publish_tables(Publication(demo))
    assert made.number == 1
    assert link(demo) == "versions/0001/tables"
    assert versions.current(demo) == made
    assert made.replies == 2
    assert differences(demo.outputs / "tables") == []
    assert sorted(path.name for path in versions.home(demo).iterdir()) == ["0001"]
    assert sorted(path.name for path in made.folder.iterdir()) == ["tables", "version.json"]


def test_an_unchanged_publication_makes_no_version(demo: Cycle) -> None:
    first = publish_tables(Publication(demo))
    kept = files(first.folder)
    assert publish_tables(Publication(demo)) == first
    assert files(first.folder) == kept
    assert [number for number, _ in versions.numbered(demo)] == [1]


def test_another_content_makes_another_number(demo: Cycle) -> None:
    first = publish_tables(Publication(demo))
    kept = files(first.folder)
    change(demo, "Thirty")
    second = publish_tables(Publication(demo))
    assert (second.number, link(demo)) == (2, "versions/0002/tables")
    assert files(first.folder) == kept
    same, other = (
        [(one.folder / "tables" / "csv" / name).stat().st_ino for one in (first, second)]
        for name in ("counts.csv", "laws.csv")
    )
    assert same[0] == same[1], "a file that did not change takes room once"
    assert other[0] != other[1]


def test_who_has_the_former_folder_open_goes_on_reading_it(demo: Cycle) -> None:
    publish_tables(Publication(demo))
    folder = os.open(demo.outputs / "tables" / "csv", os.O_RDONLY)
    before = (demo.outputs / "tables" / "csv" / "laws.csv").read_bytes()
    change(demo, "Thirty")
    publish_tables(Publication(demo))
    with open(os.open("laws.csv", os.O_RDONLY, dir_fd=folder), "rb") as stream:
        assert stream.read() == before
    os.close(folder)
    assert (demo.outputs / "tables" / "csv" / "laws.csv").read_bytes() != before


def test_published_files_cannot_be_written_to(demo: Cycle) -> None:
    made = publish_tables(Publication(demo))
    modes = {p.stat().st_mode & 0o222 for p in made.part("tables").rglob("*") if p.is_file()}
    assert modes == {0}


@pytest.mark.parametrize("how", ["edited", "more", "gone"])
def test_a_file_changed_by_hand_is_published_anew(demo: Cycle, how: str) -> None:
    publish_tables(Publication(demo))
    good = files(demo.outputs / "tables")
    laws = demo.outputs / "tables" / "csv" / "laws.csv"
    if how == "edited":
        overwrite(laws, "mine\n")
    elif how == "more":
        (laws.parent / "mine.csv").write_text("mine\n", "utf-8")
    else:
        laws.unlink()
    assert publish_tables(Publication(demo)).number == 2
    assert files(demo.outputs / "tables") == good


def test_what_was_not_written_whole_is_not_opened(
    demo: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_tables(Publication(demo))
    good = files(demo.outputs / "tables")

    def lossy(publication: Publication, folder: Path, progress: Progress) -> None:
        write_tables(publication, folder)
        laws = folder / "csv" / "laws.csv"
        overwrite(laws, "".join(laws.read_text("utf-8").splitlines(keepends=True)[:-1]))

    monkeypatch.setattr(publishing, "write_tables", lossy)
    change(demo, "Thirty")
    with pytest.raises(UserError, match=r"laws\.csv was not .* has 3 rows, and there are 4"):
        publish_tables(Publication(demo))
    assert files(demo.outputs / "tables") == good
    assert [path.name for path in versions.home(demo).iterdir()] == ["0001"]


def test_the_folder_of_an_older_program_becomes_a_version(demo: Cycle) -> None:
    folder = demo.outputs / "tables"
    write_tables(Publication(demo), folder)
    (folder / "csv" / "gone.csv").write_text("a,evidence\n1,\n", "utf-8")
    before = files(folder)
    second = publish_tables(Publication(demo))
    assert second.number == 2
    adopted = versions.find(demo, "1")
    assert files(adopted.part("tables")) == before
    assert adopted.replies is None
    assert sorted(path.name for path in versions.home(demo).iterdir()) == ["0001", "0002"]


def test_a_copy_of_a_home_without_links_goes_on(demo: Cycle, tmp_path: Path) -> None:
    first = publish_tables(Publication(demo))
    shutil.copytree(demo.home, tmp_path / "copy")
    copy = load_cycle(tmp_path / "copy", "demo")
    assert not (copy.outputs / "tables").is_symlink()
    now = versions.current(copy)
    assert now is not None
    assert now.number == first.number
    assert publish_tables(Publication(copy)).number == 1
    assert link(copy) == "versions/0001/tables"


def test_a_lost_link_is_put_back(demo: Cycle) -> None:
    publish_tables(Publication(demo))
    (demo.outputs / "tables").unlink()
    assert publish_tables(Publication(demo)).number == 1
    assert link(demo) == "versions/0001/tables"


def test_what_goes_with_the_tables_follows_in_the_same_version(demo: Cycle) -> None:
    first = publish_tables(Publication(demo))
    made = supplement(Publication(demo), annex("one"))
    assert (made.number, link(demo, "annex")) == (1, "versions/0001/annex")
    assert made.manifests["tables"] == first.manifests["tables"]
    manifest = json.loads((demo.outputs / "annex" / "manifest.json").read_text("utf-8"))
    assert manifest["part"] == "annex"
    assert [one["path"] for one in manifest["files"]] == ["annex.txt"]
    assert supplement(Publication(demo), annex("one")) == made
    assert versions.current(demo) == made


def test_an_annex_of_the_version_before_stays_until_the_next_is_ready(demo: Cycle) -> None:
    publish_tables(Publication(demo))
    supplement(Publication(demo), annex("one"))
    change(demo, "Thirty")
    publish_tables(Publication(demo))
    assert link(demo, "annex") == "versions/0001/annex"
    supplement(Publication(demo), annex("one"))
    assert link(demo, "annex") == "versions/0002/annex"


def test_another_annex_to_the_same_tables_makes_another_version(demo: Cycle) -> None:
    first = publish_tables(Publication(demo))
    supplement(Publication(demo), annex("one"))
    made = supplement(Publication(demo), annex("two"))
    assert made.number == 2
    assert made.manifests["tables"] == first.manifests["tables"]
    assert (versions.find(demo, "1").part("annex") / "annex.txt").read_text() == "demo: one"
    assert (demo.outputs / "annex" / "annex.txt").read_text() == "demo: two"
    assert link(demo) == "versions/0002/tables"
    assert publish_tables(Publication(demo)) == made


def test_nothing_goes_with_tables_that_are_not_there(demo: Cycle) -> None:
    with pytest.raises(UserError, match="There are no tables"):
        supplement(Publication(demo), annex("one"))


def test_a_writer_that_fails_leaves_everything(demo: Cycle) -> None:
    made = publish_tables(Publication(demo))

    def fail(publication: Publication, folder: Path, progress: Progress) -> None:
        raise UserError("No.")

    with pytest.raises(UserError, match="No"):
        supplement(Publication(demo), {**annex("one"), "charts": fail})
    assert versions.current(demo) == made
    assert not made.part("annex").exists()


def test_an_earlier_version_is_published_again_under_a_new_number(demo: Cycle) -> None:
    first = publish_tables(Publication(demo))
    supplement(Publication(demo), annex("one"))
    before = files(first.folder)
    change(demo, "Thirty")
    publish_tables(Publication(demo))
    supplement(Publication(demo), annex("two"))
    made = again(demo, "1")
    assert (made.number, made.again) == (3, 1)
    for part in ("tables", "annex"):
        assert files(demo.outputs / part) == files(first.part(part))
    assert files(first.folder) == before
    assert again(demo, "3") == made, "it is published"
    assert publish_tables(Publication(demo)).number == 4, "a run makes what the inputs give"


def test_the_database_says_of_which_version_it_is(demo: Cycle) -> None:
    first = publish_tables(Publication(demo))
    sealed = first.manifests["tables"]
    assert said_of_database(demo) == ("demo", 1, sealed, "Third")
    supplement(Publication(demo), annex("one"))
    supplement(Publication(demo), annex("two"))
    assert said_of_database(demo) == ("demo", 2, sealed, "Third"), "of the version that is open"
    versions.tag(demo, "draft")
    assert publish_tables(Publication(demo)).number == 2
    assert said_of_database(demo) == ("demo", 2, sealed, "Third")
    change(demo, "Thirty")
    third = publish_tables(Publication(demo))
    assert said_of_database(demo) == ("demo", 3, third.manifests["tables"], "Thirty")
    again(demo, "1")
    assert said_of_database(demo) == ("demo", 4, sealed, "Third")
    (demo.outputs / "demo.duckdb").unlink()
    again(demo, "4")
    assert said_of_database(demo) == ("demo", 4, sealed, "Third"), "what was lost comes back"


def test_a_version_that_was_changed_is_not_published_again(demo: Cycle) -> None:
    first = publish_tables(Publication(demo))
    change(demo, "Thirty")
    publish_tables(Publication(demo))
    overwrite(first.part("tables") / "csv" / "laws.csv", "mine\n")
    with pytest.raises(UserError, match=r"tables/csv/laws\.csv was changed"):
        again(demo, "1")
    assert link(demo) == "versions/0002/tables"


def test_no_number_comes_twice(demo: Cycle) -> None:
    publish_tables(Publication(demo))
    change(demo, "Thirty")
    shutil.rmtree(publish_tables(Publication(demo)).folder)  # by hand: the link to it is left
    assert versions.current(demo) is None
    assert publish_tables(Publication(demo)).number == 3
    assert link(demo) == "versions/0003/tables"


def test_a_late_file_makes_no_version(tmp_path: Path) -> None:
    """Nothing that is published rests on it: neither a row nor a number in the notes."""
    cycle = tiny_cycle(tmp_path, toml=IN_TIME)
    times = {"in-time": "2024-06-01T00:00:00+00:00"}
    reply(cycle, "XAA", COMPLETE, name="in-time")
    register(cycle, times)
    run(cycle)
    first, before = versions.current(cycle), files(cycle.outputs / "tables")
    reply(cycle, "XAA", {**COMPLETE, "email": "none", "share": "300"}, name="again")
    reply(cycle, "XAB", {**COMPLETE, "email": "none", "share": "400"}, name="new")
    (cycle.inputs / "submissions" / "letter.pdf").write_text("We reply in a letter.")
    late = dict.fromkeys(("again", "new", "letter"), "2024-07-01T00:00:00+00:00")
    register(cycle, {**times, **late})
    run(cycle)
    with opened(cycle) as con:
        states = con.execute("select file, state from landing.submissions order by 1").fetchall()
        errors = con.execute("select count(*) from landing.findings where severity = 'ERROR'")
        assert errors.fetchall() > [(0,)]
    assert states == [
        ("submissions/again.xlsx", "late"),
        ("submissions/in-time.xlsx", "accepted"),
        ("submissions/letter.pdf", "blocked"),
        ("submissions/new.xlsx", "late"),
    ]
    now = versions.current(cycle)
    assert first is not None
    assert now is not None
    assert (now.number, now.published_at, now.manifests) == (
        first.number, first.published_at, first.manifests
    )  # fmt: skip
    assert files(cycle.outputs / "tables") == before
    verified = verify(cycle)
    assert verified is not None, "it is the publication of these inputs"
    assert verified.sound
