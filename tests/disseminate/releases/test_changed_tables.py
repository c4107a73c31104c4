"""What one publication says otherwise than the one before."""

from pathlib import Path

from rapporteur.disseminate.releases.changed_tables import Changes, changes, rows_by_table


def table(folder: Path, name: str, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.csv").write_text(text, encoding="utf-8")


def changed(folder: Path, **later: str) -> dict[str, Changes]:
    """What differs once the tables in `folder` say what is given."""
    before = rows_by_table(folder)
    for name, text in later.items():
        table(folder, name, text)
    return changes(before, rows_by_table(folder))


def test_a_folder_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    assert rows_by_table(tmp_path / "nowhere") == {}
    assert changes({}, {}) == {}


def test_a_first_publication_is_all_new(tmp_path: Path) -> None:
    found = changed(tmp_path, laws="state,title\nXAA,Act\nXAB,Act\n")
    assert found == {"laws": Changes(added=2, removed=0)}


def test_the_same_in_another_order_is_no_change(tmp_path: Path) -> None:
    table(tmp_path, "laws", "state,title\nXAA,Act\nXAB,Act\n")
    assert changed(tmp_path, laws="state,title\nXAB,Act\nXAA,Act\n") == {}


def test_other_evidence_for_the_same_is_no_change(tmp_path: Path) -> None:
    table(tmp_path, "laws", "state,evidence,title\nXAA,0123/laws/1,Act\n")
    assert changed(tmp_path, laws="state,evidence,title\nXAA,4567/laws/3,Act\n") == {}


def test_a_row_that_says_something_else_counts_twice(tmp_path: Path) -> None:
    table(tmp_path, "laws", "state,title\nXAA,Act\nXAB,Act\n")
    table(tmp_path, "other", "state\nXAA\n")
    found = changed(tmp_path, laws="state,title\nXAA,Code\nXAB,Act\n")
    assert found == {"laws": Changes(added=1, removed=1)}


def test_rows_are_counted_and_not_only_told_apart(tmp_path: Path) -> None:
    table(tmp_path, "laws", "state\nXAA\n")
    assert changed(tmp_path, laws="state\nXAA\nXAA\nXAA\n") == {"laws": Changes(2, 0)}


def test_a_cell_may_hold_lines_and_separators(tmp_path: Path) -> None:
    table(tmp_path, "laws", 'state,title\nXAA,"An Act,\nof two lines"\n')
    assert changed(tmp_path, laws='state,title\nXAA,"An Act,\nof three\nlines"\n') == {
        "laws": Changes(1, 1)
    }


def test_tables_come_and_go(tmp_path: Path) -> None:
    table(tmp_path, "gone", "state\nXAA\n")
    before = rows_by_table(tmp_path)
    (tmp_path / "gone.csv").unlink()
    table(tmp_path, "come", "state\nXAB\nXAC\n")
    table(tmp_path, "empty", "")
    table(tmp_path, "header", "state\n")
    assert changes(before, rows_by_table(tmp_path)) == {
        "come": Changes(2, 0),
        "gone": Changes(0, 1),
    }
