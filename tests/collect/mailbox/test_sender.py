"""Who sent a message: one address in one header From, or nobody; never the address in a forgery."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.collect.mailbox.attachments import Headers, headers
from rapporteur.collect.mailbox.fetch import fetch
from rapporteur.design.cycle import Cycle
from tests.correspond.mail.messages import mail
from tests.correspond.mail.servers import Imap

UNIT, STRANGER = "unit@xaa.example", "stranger@evil.example"


def read(*lines: str) -> Headers:
    return headers("\r\n".join([*lines, "Subject: Our reply", "", ""]).encode())


@pytest.mark.parametrize(
    "text",
    [
        UNIT,
        f"<{UNIT}>",
        f"Ministry of Work <{UNIT}>",
        f"J. Q. Public <{UNIT}>",
        f'"Work, Ministry of (Unit 2)" <{UNIT}>',
        f'"{STRANGER}" <{UNIT}>',
        f"=?utf-8?q?stranger=40evil=2Eexample=2C?= <{UNIT}>",
        f"Ministère du Travail <{UNIT}>",
        f"{UNIT} (on behalf of {STRANGER})",
        f"(Unit 2) {UNIT}\r\n (Ministry)",
        f"Ministry of Work\r\n <{UNIT}>",
    ],
)
def test_one_address_is_the_sender_whatever_is_written_beside_it(text: str) -> None:
    assert (read(f"From: {text}").sender, read(f"From: {text}").unknown) == (UNIT, "")


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], "it has no header From"),
        ([f"From: {UNIT}", f"From: {STRANGER}"], "it has 2 headers From"),
        ([f"From: {STRANGER}", f"FROM: {UNIT}"], "it has 2 headers From"),
        ([f"From: {UNIT}", f"From : {STRANGER}"], "it has 2 headers From"),
        ([f"From: {UNIT}\rFrom: {STRANGER}"], "it has 2 headers From"),
        *(
            ([*lines], "its header From is not one address")
            for lines in (
                ("From:",),
                (f"From: {UNIT}, {STRANGER}",),
                (f"From: {UNIT}, {STRANGER}", f"Sender: {STRANGER}"),
                (f"From: {UNIT}; {STRANGER}",),
                (f"From: {UNIT} {STRANGER}",),
                (f"From: {UNIT} <{STRANGER}>",),
                (f"From: <{UNIT}> <{STRANGER}>",),
                (f"From: <{UNIT}> {STRANGER}",),
                (f"From: Ministry: {UNIT}, {STRANGER};",),
                (f"From: Ministry: {UNIT};",),
                (f"From: <@evil.example:{UNIT}>",),
                (f'From: "{UNIT} "@evil.example',),
                (f"From: {UNIT}\0@evil.example",),
                (f"From: {UNIT}\r\n @evil.example",),
                (f"From: {UNIT}(@evil.example",),
                ("From: unit@\u212aaa.example",),
                ("From: undisclosed-recipients:;",),
                (f"From: {'(' * 60_000}{UNIT}",),
            )
        ),
    ],
)
def test_of_a_forged_header_nobody_is_the_sender(lines: Sequence[str], why: str) -> None:
    found = read(*lines)
    assert (found.sender, found.unknown, found.answerable) == ("", why, False)


PARTS = ("<", ">", ",", ";", ":", " ", "\r\n ", "Unit", "@", ".", "=?utf-8?q?Unit?=", "\t")


@given(
    st.lists(st.sampled_from(PARTS), max_size=4),
    st.lists(st.sampled_from(PARTS), max_size=4),
    st.lists(st.sampled_from(PARTS), max_size=4),
    st.permutations([UNIT, STRANGER]),
)
def test_where_two_addresses_stand_open_neither_is_the_sender(
    before: list[str], between: list[str], after: list[str], addresses: list[str]
) -> None:
    first, second = addresses
    text = "".join((*before, first, *between, second, *after))
    assert read(f"From: {text}").sender not in addresses


NAMES = st.text('Unit. @<>,;:\\"()xa', max_size=8)


@given(NAMES, NAMES, st.sampled_from(["quoted", "comment", "both", "encoded"]))
def test_no_name_and_no_comment_takes_the_place_of_the_address(
    before: str, after: str, kind: str
) -> None:
    text = f"{before}{UNIT}{after}"
    escaped = "".join(f"\\{sign}" if sign in '\\"()' else sign for sign in text)
    encoded = "".join(f"={octet:02X}" for octet in text.encode())
    name = {
        "quoted": f'"{escaped}"',
        "comment": f"({escaped})",
        "both": f'"{escaped}" ({escaped})',
        "encoded": f"=?utf-8?q?{encoded}?=",
    }[kind]
    assert read(f"From: {name} <{STRANGER}>").sender in (STRANGER, "")


@pytest.mark.parametrize(
    ("former", "forged", "why"),
    [
        (f"From: {UNIT}", f"From: {UNIT} <{STRANGER}>", "its header From is not one address"),
        (f"From: {UNIT}", f"From: {UNIT}\r\nFrom: {STRANGER}", "it has 2 headers From"),
    ],
    ids=["name", "two headers"],
)
def test_what_a_forger_sends_is_taken_from_nobody_and_a_person_is_told(
    tiny: Cycle, imap: Imap, former: str, forged: str, why: str
) -> None:
    content = mail(("reply.xlsx", b"1"), sender=UNIT)
    assert former.encode() in content
    imap.deliver(content.replace(former.encode(), forged.encode()))
    fetched = fetch(tiny, imap.settings())
    assert [file.channel for file in fetched.taken] == ["mail"]
    assert [message.why for message in fetched.left] == [
        f"nobody can tell who sent what was taken, since {why}"
    ]
