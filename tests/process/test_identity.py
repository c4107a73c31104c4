"""Whose a file is: attacks and accidents, each in several variants, on small real workbooks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook

from rapporteur.collect.land_cycle import collect
from rapporteur.collect.receipts import received
from rapporteur.design.cycle import Cycle
from rapporteur.design.findings import catalogue
from rapporteur.design.signatures import sign
from rapporteur.kernel.errors import UserError
from rapporteur.process.decisions import COLUMNS, append
from rapporteur.process.validate import params_of
from rapporteur.warehouse import build as warehouse
from tests.support import (
    COMPLETE,
    CYCLE,
    ROSTER_HEADER,
    Convert,
    Given,
    cell,
    edited,
    filled,
    judged,
    reply,
    rewrite,
    tiny_cycle,
)

Edit = Callable[[Workbook], None]

CODES = [f"X{first}{second}" for first in "BCD" for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
NAMES = "Arcadia {0},Arcadie {0},Arcadia del Sur {0},Аркадия {0},阿卡迪亚{0},أركاديا {0}"
ROSTER = ROSTER_HEADER.replace("code,", "email,code,") + "".join(
    f"unit@{code.lower()}.example;Mission@{code}.example,{code},government,en,,,,,,,,"
    f"{NAMES.format(code[1:])}\n"
    for code in ("XAA", "XAB", *CODES)
)


def stated(workbook: Workbook) -> dict[str, str]:
    """What the hidden sheet says."""
    return {str(row[0].value): str(row[1].value) for row in workbook["rapporteur"].iter_rows()}


def state(**values: str | None) -> Edit:
    """Change what the hidden sheet says."""

    def edit(workbook: Workbook) -> None:
        for row in workbook["rapporteur"].iter_rows():
            if row[0].value in values:
                row[1].value = values[str(row[0].value)]

    return edit


def write(text: str) -> Edit:
    """Write over the first answer."""

    def edit(workbook: Workbook) -> None:
        cell(workbook, "respondent").value = text

    return edit


def both(*edits: Edit) -> Edit:
    def edit(workbook: Workbook) -> None:
        for one in edits:
            one(workbook)

    return edit


def without(key: str) -> Edit:
    """Delete a row of the hidden sheet."""

    def edit(workbook: Workbook) -> None:
        sheet = workbook["rapporteur"]
        (number,) = (row[0].row for row in sheet.iter_rows() if row[0].value == key)
        sheet.delete_rows(number)

    return edit


def signed_by_another(workbook: Workbook) -> None:
    """Sign what is stated anew, with a key of one's own."""
    state(respondent="XAB")(workbook)
    state(signature=sign(stated(workbook), "f" * 64))(workbook)


def in_small_letters(workbook: Workbook) -> None:
    state(respondent=stated(workbook)["respondent"].lower())(workbook)


def with_cut_signature(workbook: Workbook) -> None:
    state(signature=stated(workbook)["signature"][:-1])(workbook)


@dataclass(frozen=True)
class Case:
    """What is done to a workbook of XB?, how it comes, and what is found."""

    edit: Edit = lambda workbook: None
    codes: Sequence[str] = ()
    channel: str = "folder"
    language: str = "en"


NOT_ITS_OWN = ["identity_differs", "signature_wrong"]
"""The sheets still have the name of the respondent that the workbook was made for."""

WRONG, MISSING, DIFFERS, SENDER = (
    ["signature_wrong"], ["signature_missing"], ["identity_differs"], ["sender_unknown"],
)  # fmt: skip

CASES: Mapping[str, Case] = {
    "untouched": Case(),
    "own name": Case(write("Arcadia OWN")),
    "own name elsewhere": Case(write("أركاديا OWN")),
    "own name among words": Case(write("Ministry of Work, Arcadia OWN")),
    "code in small letters": Case(in_small_letters),
    # The code is changed.
    "code": Case(both(state(respondent="XAB"), write("XAB")), NOT_ITS_OWN),
    "code alone": Case(state(respondent="XAB"), NOT_ITS_OWN),
    "code with spaces": Case(both(state(respondent=" xab "), write("Arcadia AB")), NOT_ITS_OWN),
    "code signed anew": Case(both(signed_by_another, write("XAB")), NOT_ITS_OWN),
    "no such code": Case(
        both(state(respondent="XZZ"), write("XZZ")), ["signature_wrong", "unknown_respondent"]
    ),
    # Other parts of what is stated are changed.
    "category": Case(state(category="ngo"), WRONG),
    "no category": Case(state(category=None), WRONG),
    "category in capitals": Case(state(category="GOVERNMENT"), WRONG),
    "language": Case(state(language="zh"), WRONG),
    "no language": Case(state(language=None), WRONG),
    "language from Chinese": Case(state(language="en"), WRONG, language="zh"),
    "version": Case(state(form_version="0"), ["other_version", "signature_wrong"]),
    "later version": Case(state(form_version="2"), ["other_version", "signature_wrong"]),
    "no version": Case(state(form_version=None), ["other_version", "signature_wrong"]),
    "kind": Case(state(kind="return"), WRONG),
    # The signature is taken away, or is none.
    "no row of signature": Case(without("signature"), MISSING),
    "signature cleared": Case(state(signature=None), MISSING),
    "signature of blanks": Case(state(signature="  "), MISSING),
    "signature cut": Case(with_cut_signature, WRONG),
    "signature made up": Case(state(signature="0" * 64), WRONG),
    "signature of words": Case(state(signature="signed: the Minister"), WRONG),
    # The first answer names another.
    "another's code": Case(write("XAB"), DIFFERS),
    **{
        f"another's name {number}": Case(write(name), DIFFERS)
        for number, name in enumerate(NAMES.format("AB").split(","))
    },
    "another's name among words": Case(write("Mission of Arcadia AB"), DIFFERS),
    "nobody's name": Case(write("Ruritania"), DIFFERS),
    # By mail.
    "from its address": Case(channel="mail:unit@OWN.example"),
    "from its address in capitals": Case(channel="mail:UNIT@OWN.EXAMPLE"),
    "from its second address": Case(channel="mail:mission@OWN.example"),
    "from a stranger": Case(codes=SENDER, channel="mail:somebody@mail.example"),
    "from a like address": Case(codes=SENDER, channel="mail:unit@OWN.example.com"),
    "from its domain": Case(codes=SENDER, channel="mail:other@OWN.example"),
    "from nobody": Case(codes=SENDER, channel="mail"),
    "from another's address": Case(codes=SENDER, channel="mail:unit@xab.example"),
    "from another's second address": Case(codes=SENDER, channel="mail:mission@xab.example"),
    "from another's address in capitals": Case(codes=SENDER, channel="mail:UNIT@XAB.EXAMPLE"),
    "dropped": Case(channel="drop"),
}  # fmt: skip


def identity_of(book: Workbook, other: Workbook) -> None:
    """Put the hidden sheet of another workbook in the place of a workbook's own."""
    for row in book["rapporteur"].iter_rows():
        row[1].value = stated(other).get(str(row[0].value))


def write_receipts(cycle: Cycle, channels: Mapping[str, str], day: str = "2024-05-01") -> None:
    """Say how files came, by their stems; after one another, in the order of `channels`."""
    order = list(channels)
    lines = [
        f"{one.sha256},{one.file},{day}T00:{order.index(one.path.stem):02}:00+00:00,"
        f"{channels[one.path.stem]}\n"
        for one in received(cycle)
    ]
    text = "".join(["sha256,file,received_at,channel\n", *lines])
    rewrite(cycle.inputs / "receipts.csv", text)


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    """All cases in one cycle, each of a respondent of its own; XAB has replied."""
    cycle = tiny_cycle(tmp_path_factory.mktemp("identity"), roster=ROSTER)
    reply(cycle, "XAB", {**COMPLETE, "staff": "1"}, name="the real one")
    channels = {"the real one": "mail:unit@xab.example"}
    for code, (name, case) in zip(CODES, CASES.items(), strict=False):
        own = code[1:]
        with edited(reply(cycle, code, COMPLETE, name=name, language=case.language)) as book:
            case.edit(book)
            first = cell(book, "respondent")
            if isinstance(first.value, str):
                first.value = first.value.replace("OWN", own)
        channels[name] = case.channel.replace("OWN", code.lower())
    for code, name, theirs in (("XDX", "taken sheet", "en"), ("XDY", "taken Chinese sheet", "zh")):
        with edited(reply(cycle, code, COMPLETE, name=name)) as book:
            identity_of(book, filled(cycle, "XAB", COMPLETE, theirs))
        channels[name] = "folder"
    with edited(reply(cycle, "XDZ", COMPLETE, name="taken sheet and own name")) as book:
        identity_of(book, filled(cycle, "XAB", COMPLETE))
        write("阿卡迪亚DZ")(book)
    channels["taken sheet and own name"] = "folder"
    with edited(reply(cycle, "XDW", COMPLETE, name="taken sheet and their name")) as book:
        identity_of(book, filled(cycle, "XAB", COMPLETE))
        write("XAB")(book)
    channels["taken sheet and their name"] = "folder"
    write_receipts(cycle, channels)
    return judged(cycle)


def codes(con: duckdb.DuckDBPyConnection, stem: str) -> list[str]:
    return [
        code
        for (code,) in con.execute(
            "select code from landing.findings where file = ? order by code",
            [f"submissions/{stem}.xlsx"],
        ).fetchall()
    ]


def state_of(con: duckdb.DuckDBPyConnection, stem: str) -> str:
    row = con.execute(
        "select state from landing.submissions where file = ?", [f"submissions/{stem}.xlsx"]
    ).fetchone()
    assert row
    return str(row[0])


@pytest.mark.parametrize("name", CASES)
def test_what_does_not_fit_is_found_and_left_out(con: duckdb.DuckDBPyConnection, name: str) -> None:
    assert codes(con, name) == list(CASES[name].codes)
    assert state_of(con, name) == ("unverified" if CASES[name].codes else "accepted")


@pytest.mark.parametrize(
    "name",
    [
        "taken sheet", "taken Chinese sheet", "taken sheet and own name",
        "taken sheet and their name",
    ],
)  # fmt: skip
def test_another_s_hidden_sheet_is_contradicted_by_what_is_seen(
    con: duckdb.DuckDBPyConnection, name: str
) -> None:
    """By the first answer, else by the name in the first row of each sheet."""
    assert codes(con, name) == ["identity_differs"]
    assert state_of(con, name) == "unverified"


def test_none_of_it_takes_the_place_of_the_real_reply(con: duckdb.DuckDBPyConnection) -> None:
    assert codes(con, "the real one") == []
    assert state_of(con, "the real one") == "accepted"
    assert con.execute(
        "select file from landing.submissions where respondent = 'XAB' and state = 'accepted'"
    ).fetchall() == [("submissions/the real one.xlsx",)]


# Settings and decisions.


def held(**settings: str) -> str:
    lines = "".join(f'{name} = "{value}"\n' for name, value in settings.items())
    return f"{CYCLE}[submissions]\n{lines}"


def decide(cycle: Cycle, *lines: tuple[str, str, str]) -> None:
    """Write decisions: the stem of a file, the decision, the value."""
    submissions = {one.path.stem: one.submission for one in received(cycle)}
    text = "who,when,submission,decision,finding,question,row,value,source,reason\n"
    for stem, decision, value in lines:
        text += f"ana,2024-06-01,{submissions[stem]},{decision},,,,{value},,as agreed\n"
    (cycle.inputs / "decisions.csv").write_text(text, encoding="utf-8")


def test_a_cycle_may_accept_what_is_not_signed_but_not_what_is_signed_wrongly(
    tmp_path: Path,
) -> None:
    cycle = tiny_cycle(tmp_path, roster=ROSTER, toml=held(unsigned="accept"))
    with edited(reply(cycle, "XAA", COMPLETE, name="unsigned")) as book:
        without("signature")(book)
    with edited(reply(cycle, "XAB", COMPLETE, name="wrong")) as book:
        state(signature="0" * 64)(book)
    con = judged(cycle)
    assert (state_of(con, "unsigned"), codes(con, "unsigned")) == ("accepted", [])
    assert (state_of(con, "wrong"), codes(con, "wrong")) == ("unverified", WRONG)


def test_the_secretariat_verifies_by_admitting_or_assigning(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path, roster=ROSTER)
    for code, name in (("XAA", "unsigned"), ("XAB", "by mail"), ("XBA", "another's")):
        with edited(reply(cycle, code, COMPLETE, name=name)) as book:
            if name == "unsigned":
                without("signature")(book)
    with edited(cycle.inputs / "submissions" / "another's.xlsx") as book:
        both(state(respondent="XBB"), write("XBC"))(book)
    write_receipts(
        cycle, {"unsigned": "folder", "by mail": "mail:a@b.example", "another's": "mail"}
    )
    con = judged(cycle)
    assert [state_of(con, name) for name in ("unsigned", "by mail", "another's")] == (
        ["unverified"] * 3
    )
    assert codes(con, "another's") == ["identity_differs", "sender_unknown", "signature_wrong"]
    decide(
        cycle, ("unsigned", "admit", ""), ("by mail", "admit", ""), ("another's", "assign", "XBC")
    )
    con = judged(cycle)
    assert [state_of(con, name) for name in ("unsigned", "by mail", "another's")] == (
        ["accepted"] * 3
    )
    assert con.execute(
        "select bool_and(waived_by is not null) from landing.findings inner join landing.rules "
        "using (code) where doubt"
    ).fetchall() == [(True,)]
    assert con.execute("select respondent from landing.submissions order by all").fetchall() == [
        ("XAA",),
        ("XAB",),
        ("XBC",),
    ]


@pytest.mark.parametrize("finding", [code for code, rule in catalogue().items() if rule.doubt])
def test_a_doubt_is_settled_and_not_waived(tiny: Cycle, finding: str) -> None:
    entry = dict.fromkeys(COLUMNS, "") | {
        "who": "ana", "when": "2024-06-01", "submission": "0" * 12, "reason": "as agreed",
        "decision": "waive", "finding": finding,
    }  # fmt: skip
    with pytest.raises(UserError, match="admit or assign the file instead"):
        append(tiny, entry)
    assert not (tiny.inputs / "decisions.csv").exists()


def test_what_an_earlier_version_let_be_waived_stops_no_run_and_verifies_nothing(
    tmp_path: Path,
) -> None:
    cycle = tiny_cycle(tmp_path, roster=ROSTER)
    with edited(reply(cycle, "XAA", COMPLETE, name="waived")) as book:
        write("Ruritania")(book)
    (submission,) = [one.submission for one in received(cycle)]
    (cycle.inputs / "decisions.csv").write_text(
        f"{','.join(COLUMNS)}\nana,2024-06-01,{submission},waive,identity_differs,,,,,as agreed\n",
        encoding="utf-8",
    )
    con = judged(cycle)
    assert (state_of(con, "waived"), codes(con, "waived")) == ("unverified", DIFFERS)
    notes = con.execute("select count(*) from landing.cells where note like '%in spite of%'")
    assert notes.fetchall() == [(0,)]
    lines: list[str] = []
    warehouse.build(cycle, collect(cycle), lines.append)
    assert (
        f"decisions.csv, line 2: identity_differs of {submission} is in doubt, and is no longer "
        "waived; admit or assign the file if it is the respondent's"
    ) in lines


@pytest.mark.parametrize(
    ("decisions", "doubted"),
    [
        (("refuse",), True),
        (("withdraw",), True),
        (("stand",), True),
        (("admit",), False),
        (("assign",), False),
        (("admit", "refuse"), True),
        (("assign", "withdraw"), True),
        (("refuse", "admit"), False),
    ],
)
def test_a_doubt_lasts_until_the_last_word_is_to_admit_or_to_assign(
    tmp_path: Path, decisions: Sequence[str], doubted: bool
) -> None:
    cycle = tiny_cycle(tmp_path, roster=ROSTER)
    with edited(reply(cycle, "XAA", COMPLETE, name="unsigned")) as book:
        without("signature")(book)
    given = {"assign": "XAA"}
    decide(cycle, *(("unsigned", decision, given.get(decision, "")) for decision in decisions))
    con = judged(cycle)
    assert con.execute("select doubted from landing.submissions").fetchall() == [(doubted,)]
    assert con.execute(
        "select bool_or(waived_by is null) from landing.findings where code = 'signature_missing'"
    ).fetchall() == [(doubted,)]


def changes_of(con: duckdb.DuckDBPyConnection, stem: str, code: str) -> Mapping[str, str]:
    row = con.execute(
        "select params from landing.findings where file = ? and code = ?",
        [f"submissions/{stem}.xlsx", code],
    ).fetchone()
    assert row
    return params_of(row[0])


LAWS = COMPLETE["laws"]
assert not isinstance(LAWS, str)
CHANGED: Given = {**COMPLETE, "staff": "8", "share": "13", "laws": [LAWS[1]]}


@pytest.mark.parametrize("setting", ["accept", "hold"])
def test_what_replaces_a_reply_says_so_and_may_be_held(tmp_path: Path, setting: str) -> None:
    cycle = tiny_cycle(tmp_path, roster=ROSTER, toml=held(replacements=setting))
    reply(cycle, "XAA", COMPLETE, name="first")
    reply(cycle, "XAA", CHANGED, name="second")
    reply(cycle, "XAA", {**CHANGED, "staff": "9"}, name="third")
    reply(cycle, "XAB", COMPLETE, name="another's")
    write_receipts(cycle, dict.fromkeys(("first", "second", "third", "another's"), "folder"))
    con = judged(cycle)
    names = ("first", "second", "third", "another's")
    states = [state_of(con, name) for name in names]
    if setting == "accept":
        assert states == ["superseded", "superseded", "accepted", "accepted"]
        assert changes_of(con, "third", "reply_replaced") == {
            "replaced": "submissions/second.xlsx", "answers": "1", "rows": "0",
        }  # fmt: skip
        return
    assert states == ["accepted", "unverified", "unverified", "accepted"]
    assert changes_of(con, "second", "replacement_held") == {
        "replaced": "submissions/first.xlsx", "answers": "2", "rows": "1",
    }  # fmt: skip
    decide(cycle, ("second", "assign", "XAA"))  # whose it is was never in doubt
    assert [state_of(judged(cycle), name) for name in names] == states
    decide(cycle, ("second", "admit", ""))
    con = judged(cycle)
    assert [state_of(con, name) for name in names] == [
        "superseded", "accepted", "unverified", "accepted",
    ]  # fmt: skip
    assert changes_of(con, "third", "replacement_held")["replaced"] == "submissions/second.xlsx"


# What says nothing new.


def test_what_repeats_an_earlier_reply_never_takes_the_place_of_a_later_one(
    tmp_path: Path,
) -> None:
    """A State's older file is sent again, saved by somebody else, with another first answer."""
    cycle = tiny_cycle(tmp_path, roster=ROSTER)
    reply(cycle, "XAA", COMPLETE, name="first")
    reply(cycle, "XAA", CHANGED, name="second")
    for number, edit in enumerate((write("Arcadia AA"), write("xaa"), state(notice="Again."))):
        with edited(reply(cycle, "XAA", COMPLETE, name=f"again {number}")) as book:
            edit(book)
    reply(cycle, "XAA", COMPLETE, name="again in Chinese", language="zh")
    reply(cycle, "XAB", COMPLETE, name="another's")
    again = ["again 0", "again 1", "again 2", "again in Chinese"]
    write_receipts(cycle, dict.fromkeys(("first", "second", *again, "another's"), "folder"))
    con = judged(cycle)
    assert state_of(con, "second") == "accepted"
    assert {(state_of(con, name), *codes(con, name)) for name in again} == {
        ("superseded", "answers_repeated")
    }
    assert changes_of(con, again[0], "answers_repeated") == {"first": "submissions/first.xlsx"}
    decide(cycle, (again[0], "stand", ""))
    assert state_of(judged(cycle), again[0]) == "accepted"


def test_what_a_stranger_sent_first_does_not_keep_out_the_same_from_the_respondent(
    tmp_path: Path,
) -> None:
    cycle = tiny_cycle(tmp_path, roster=ROSTER)
    with edited(reply(cycle, "XAA", COMPLETE, name="stranger's")) as book:
        without("signature")(book)
    reply(cycle, "XAA", COMPLETE, name="own")
    write_receipts(cycle, {"stranger's": "mail:a@b.example", "own": "mail:unit@xaa.example"})
    con = judged(cycle)
    assert (state_of(con, "stranger's"), state_of(con, "own")) == ("unverified", "accepted")
    assert codes(con, "own") == []


def test_what_was_refused_is_not_accepted_under_another_name(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path, roster=ROSTER)
    reply(cycle, "XAA", COMPLETE, name="refused")
    reply(cycle, "XAA", COMPLETE, name="again", language="zh")
    write_receipts(cycle, dict.fromkeys(("refused", "again"), "folder"))
    decide(cycle, ("refused", "refuse", ""))
    con = judged(cycle)
    assert (state_of(con, "refused"), state_of(con, "again")) == ("refused", "superseded")


# The key, and the register of what it has verified.


def test_what_was_verified_stays_so_without_the_key(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path, roster=ROSTER)
    reply(cycle, "XAA", COMPLETE, name="before")
    warehouse.build(cycle, collect(cycle))
    registered = (cycle.inputs / "verified.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[1] for line in registered] == ["respondent", "XAA"]
    (tmp_path / "inputs" / ".secrets" / "signing-key").unlink()
    name = reply(cycle, "XAB", COMPLETE, name="after").read_bytes()
    (tmp_path / "inputs" / ".secrets" / "signing-key").unlink()
    con = judged(cycle)
    assert (state_of(con, "before"), state_of(con, "after")) == ("accepted", "unverified")
    assert not (tmp_path / "inputs" / ".secrets" / "signing-key").exists()
    assert (cycle.inputs / "submissions" / "after.xlsx").read_bytes() == name


def test_what_verifies_is_registered_once(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path, roster=ROSTER)
    reply(cycle, "XAA", COMPLETE)
    for _ in range(2):
        warehouse.build(cycle, collect(cycle))
    assert len((cycle.inputs / "verified.csv").read_text("utf-8").splitlines()) == 2


@pytest.mark.parametrize("suffix", ["xlsx", "ods", "xls"])
def test_a_signature_survives_another_program(
    tmp_path: Path, libreoffice: Convert, suffix: str
) -> None:
    cycle = tiny_cycle(tmp_path, roster=ROSTER)
    original = reply(cycle, "XAA", COMPLETE, name="original")
    saved = libreoffice(original, suffix)
    original.with_name(f"saved.{suffix}").write_bytes(saved.read_bytes())
    con = judged(cycle)
    assert con.execute(
        "select file, signature from landing.signatures inner join landing.submissions "
        "using (submission) order by file"
    ).fetchall() == [
        ("submissions/original.xlsx", "installation"),
        (f"submissions/saved.{suffix}", "installation"),
    ]
    assert con.execute("select count(distinct content) from landing.submissions").fetchall() == [
        (1,)
    ]
