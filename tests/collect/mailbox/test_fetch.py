"""Attachments are taken once from a real mailbox; messages without a reply are reported."""

import csv
import email
import errno
import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from rapporteur.collect.mailbox.attachments import attachments, headers
from rapporteur.collect.mailbox.automatic_mail import signs
from rapporteur.collect.mailbox.fetch import fetch
from rapporteur.collect.mailbox.imap import LEFT, LONGEST_HEADERS, TAKEN
from rapporteur.collect.receipts import received
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.sandbox import Failure, run
from rapporteur.kernel.settings import Mailbox
from tests.correspond.mail.messages import XLSX, mail
from tests.correspond.mail.servers import (
    HOST,
    NO_KEYWORDS,
    PASSWORD,
    USER,
    Imap,
    dovecot,
    free_port,
)

WHEN = datetime(2024, 5, 9, 23, 30, tzinfo=timezone(timedelta(hours=-4)))
RECENT = {"\\Recent"}


def register(cycle: Cycle) -> list[dict[str, str]]:
    with (cycle.inputs / "receipts.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_an_attachment_is_taken_with_its_sender_and_the_time_of_the_server(
    tiny: Cycle, imap: Imap
) -> None:
    content = mail(("XAA.en.xlsx", b"a workbook"), headers={"Date": "1 Jan 2001 00:00:00 +0000"})
    imap.deliver(content, WHEN)
    fetched = fetch(tiny, imap.settings())
    assert (fetched.messages, fetched.left) == (1, [])
    (received_file,) = fetched.taken
    assert received_file.path == tiny.inputs / "submissions" / "mail" / "XAA.en.xlsx"
    assert received_file.path.read_bytes() == b"a workbook"
    (line,) = register(tiny)
    assert line["channel"] == "mail:unit@example.org"
    assert line["received_at"] == "2024-05-10T03:30:00+00:00"
    assert received(tiny) == [received_file]


def test_a_message_is_marked_and_not_fetched_again_moved_or_opened(tiny: Cycle, imap: Imap) -> None:
    imap.deliver(mail(("a.xlsx", b"1")))
    fetch(tiny, imap.settings())
    assert [flags - RECENT for flags in imap.flags()] == [{TAKEN}]
    again = fetch(tiny, imap.settings())
    assert (again.messages, again.taken, again.left) == (0, [], [])
    imap.deliver(mail(("b.xlsx", b"2")))
    assert [received_file.file for received_file in fetch(tiny, imap.settings()).taken] == [
        "submissions/mail/b.xlsx"
    ]
    assert len(imap.flags()) == 2


def test_a_message_marked_for_deletion_is_not_expunged(tiny: Cycle, imap: Imap) -> None:
    imap.deliver(mail(("a.xlsx", b"1")))
    imap.deliver(mail(("b.xlsx", b"2")))
    with imap.client() as client:
        client.store("1", "+FLAGS", "(\\Deleted)")
    assert len(fetch(tiny, imap.settings()).taken) == 1
    assert [flags - RECENT for flags in imap.flags()] == [{"\\Deleted"}, {TAKEN}]


def test_the_same_file_in_two_messages_is_one_receipt(tiny: Cycle, imap: Imap) -> None:
    imap.deliver(mail(("a.xlsx", b"1")))
    imap.deliver(mail(("b.xlsx", b"1"), subject="Resent"))
    assert len(fetch(tiny, imap.settings()).taken) == 1
    assert len(register(tiny)) == 1
    assert all(TAKEN in flags for flags in imap.flags())


def test_a_message_that_was_taken_but_not_marked_adds_nothing(tiny: Cycle, imap: Imap) -> None:
    """As after a crash between the receipt and the mark."""
    imap.deliver(mail(("a.xlsx", b"1")))
    fetch(tiny, imap.settings())
    with imap.client() as client:
        client.store("1", "-FLAGS", f"({TAKEN})")
    again = fetch(tiny, imap.settings())
    assert (again.messages, again.taken) == (1, [])
    assert len(register(tiny)) == 1
    assert TAKEN in imap.flags()[0]


def test_files_of_the_same_name_do_not_replace_each_other(tiny: Cycle, imap: Imap) -> None:
    imap.deliver(mail(("reply.xlsx", b"1"), ("reply.xlsx", b"2")))
    imap.deliver(mail(("reply.xlsx", b"3"), sender="other@example.org"))
    taken = fetch(tiny, imap.settings()).taken
    assert sorted(received_file.path.read_bytes() for received_file in taken) == [b"1", b"2", b"3"]


def test_possible_replies_are_taken_and_signatures_are_not(tiny: Cycle, imap: Imap) -> None:
    message = EmailMessage(SMTP)
    message["From"] = "unit@example.org"
    message.set_content("See the files.")
    message.add_alternative('<p>See <img src="cid:logo"></p>', subtype="html")
    for name, sub in (("logo.png", "png"), ("portrait.jpg", "jpeg")):
        message.add_attachment(
            b"picture", maintype="image", subtype=sub, filename=name, cid="<logo>"
        )
    for name in (
        "reply.xlsx", "reply.xlsm", "reply.xlsb", "reply.xls", "reply.ODS", "letter.pdf",
        "letter.doc", "letter.docx", "all.zip", "scan.jpg", "meeting.ics", "card.vcf",
        "smime.p7s", "winmail.dat",
    ):  # fmt: skip
        message.add_attachment(
            name.encode(), maintype="application", subtype="octet-stream", filename=name
        )
    imap.deliver(message.as_bytes())
    taken = fetch(tiny, imap.settings()).taken
    assert {received_file.path.name for received_file in taken} == {
        "reply.xlsx", "reply.xlsm", "reply.xlsb", "reply.xls", "reply.ODS", "letter.pdf",
        "letter.doc", "letter.docx", "all.zip", "scan.jpg",
    }  # fmt: skip


def test_a_message_without_a_reply_is_left_until_somebody_has_opened_it(
    tiny: Cycle, imap: Imap
) -> None:
    imap.deliver(mail(subject="A question about item 5"), WHEN)
    imap.deliver(mail(("meeting.ics", b"x"), subject="Invitation"))
    fetched = fetch(tiny, imap.settings())
    assert [(message.subject, message.why) for message in fetched.left] == [
        ("A question about item 5", "no reply is attached"),
        ("Invitation", "no reply is attached (only meeting.ics)"),
    ]
    assert str(fetched.left[0]).startswith("2024-05-10 03:30 UTC, unit@example.org, “A question")
    assert all(flags - RECENT == {LEFT} for flags in imap.flags())
    assert [message.subject for message in fetch(tiny, imap.settings()).left] == [
        "A question about item 5",
        "Invitation",
    ]
    with imap.client() as client:
        client.store("1", "+FLAGS", "(\\Seen)")
    again = fetch(tiny, imap.settings())
    assert [message.subject for message in again.left] == ["Invitation"]
    assert again.messages == 0


@pytest.mark.parametrize("name", ["annex.rar", "Our reply.msg", "data.7z", "winmail.dat", "no end"])
def test_what_is_not_taken_beside_a_reply_is_told(tiny: Cycle, imap: Imap, name: str) -> None:
    imap.deliver(mail(("reply.xlsx", b"1"), (name, b"2"), ("Thumbs.db", b"3")))
    fetched = fetch(tiny, imap.settings())
    assert [received_file.path.name for received_file in fetched.taken] == ["reply.xlsx"]
    why = f"beside what was taken, {name} is attached and was not taken"
    assert [message.why for message in fetched.left] == [why]
    assert [flags - RECENT for flags in imap.flags()] == [{TAKEN, LEFT}]
    again = fetch(tiny, imap.settings())
    assert (again.messages, again.taken) == (0, [])
    assert len(again.left) == 1  # until somebody has opened it


def attached(name: str | None, kind: str, content: bytes) -> bytes:
    """A message that is nothing but a file."""
    file = f'; filename="{name}"' if name else ""
    return (
        f"From: a@example.org\r\nContent-Type: {kind}\r\n"
        f"Content-Disposition: attachment{file}\r\n\r\n"
    ).encode() + content


@pytest.mark.parametrize(
    "name",
    [
        "Thumbs.db", "desktop.ini", "reply.xlsx:Zone.Identifier", ".DS_Store", "._reply.xlsx",
        "~$reply.xlsx", "reply.xlsx~", ".~lock.reply.xlsx#", "meeting.ics", "smime.p7s",
    ],
)  # fmt: skip
def test_files_of_systems_and_mail_programs_are_nothing_sent(name: str) -> None:
    found = attachments(attached(name, "application/octet-stream", b"x"))
    assert (found.replies, found.others, found.companions) == ([], [], [name])


def test_a_workbook_under_the_name_of_a_lock_file_is_a_reply() -> None:
    (reply,) = attachments(attached("~$a.xlsx", XLSX, b"PK\x03\x04")).replies
    assert reply.name == "~$a.xlsx"


def test_the_properties_that_macos_sends_beside_a_file_are_not_the_file() -> None:
    found = attachments(attached("reply.xlsx", "application/applefile", b"\x00\x05\x16\x07"))
    assert (found.replies, found.companions) == ([], ["reply.xlsx"])


@pytest.mark.parametrize(
    ("kind", "taken", "told"),
    [
        (XLSX, ["unnamed.xlsx"], []),
        ("application/vnd.oasis.opendocument.spreadsheet", ["unnamed.ods"], []),
        ("application/octet-stream", [], ["unnamed"]),
        ("application/pgp-signature", [], []),
    ],
)
def test_an_attachment_without_a_name_is_not_lost(
    kind: str, taken: list[str], told: list[str]
) -> None:
    found = attachments(attached(None, kind, b"x"))
    assert ([reply.name for reply in found.replies], found.others) == (taken, told)


@pytest.mark.parametrize(
    ("header", "automatic"),
    [
        ("Auto-Submitted: auto-replied; owner=x", True),
        ("Auto-Submitted: AUTO-GENERATED", True),
        ("Auto-Submitted: no", False),
        ("Precedence: bulk", True),
        ("Precedence: Junk", True),
        ("Precedence: list", True),
        ("Precedence: first-class", False),
        ("Return-Path: <>", True),
        ("Return-Path: < >", True),
        ("Return-Path: <unit@example.org>", False),
        ("Content-Type: multipart/report; boundary=b", True),
        ("Subject: Out of office", False),
        ("AUTO-SUBMITTED: Auto-Notified", True),
        ("Precedence: auto_reply", True),
        ("Return-Path:  <>  ", True),
        ("Content-Type: Multipart/Report; report-type=disposition-notification", True),
        ("Content-Type: message/delivery-status", True),
        ("X-Autoreply: yes", True),
        ("X-Autoreply: no", False),
        ("X-Autorespond: Away until Monday", True),
        ("X-Mail-Autoreply: 1", True),
        ("X-Auto-Reply-From: a@example.org", True),
        ("X-FC-MachineGenerated: true", True),
        ("X-MS-Exchange-Generated-Message-Source: Mailbox Rules Agent", True),
        ("X-Failed-Recipients: b@example.org", True),
        ("X-Auto-Response-Suppress: All", False),
        ("List-Id: <states.example.org>", False),
    ],
)
def test_an_automatic_answer_is_known_by_its_headers(header: str, automatic: bool) -> None:
    assert headers(f"From: a@example.org\r\n{header}\r\n\r\n".encode()).automatic is automatic


@pytest.mark.parametrize(
    ("header", "answerable"),
    [
        ("From: a@example.org", True),
        ("From: An Office <No-Reply@example.org>", False),
        ("From: MAILER-DAEMON@example.org", False),
        ("From: nobody", False),
        ("X-Auto-Response-Suppress: DR, RN", True),
        ("X-Auto-Response-Suppress: DR, OOF , AutoReply", False),
        ("List-Id: The States <states.example.org>", False),
        ("List-Post: <mailto:states@example.org>", False),
        ("X-Google-Group-Id: 12", False),
    ],
)
def test_who_must_not_be_answered_is_known_by_the_headers(header: str, answerable: bool) -> None:
    sender = "" if header.startswith("From") else "From: a@example.org\r\n"
    assert headers(f"{sender}{header}\r\n\r\n".encode()).answerable is answerable


@pytest.mark.parametrize("consequence", ["left", "unanswered"])
def test_every_sign_of_automatic_mail_names_where_it_is_laid_down(consequence: str) -> None:
    assert all(sign.source and sign.header == sign.header.lower() for sign in signs(consequence))


def test_a_file_that_comes_through_a_list_is_taken_and_nobody_there_is_answered(
    tiny: Cycle, imap: Imap
) -> None:
    imap.deliver(mail(("a.xlsx", b"1"), headers={"List-Id": "<states.example.org>"}))
    (taken_file,) = fetch(tiny, imap.settings()).taken
    assert taken_file.channel == "mail"  # of no sender: a receipt goes to the roster's address


def nested(depth: int) -> bytes:
    """A message with so many messages attached, one in the other."""
    head = b"From: a@example.org\r\nContent-Type: message/rfc822\r\n\r\n"
    return head * depth + mail(("a.xlsx", b"1"))


TOO_MUCH: Mapping[str, Callable[[], tuple[bytes, str]]] = {
    "files": lambda: (mail(*((f"{n}.xlsx", b"%d" % n) for n in range(2_000))),
                      "more than 100 files are attached to it, and none of it is taken"),
    "parts": lambda: (b"From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
                      + b"--b\r\n\r\n\r\n" * 20_000 + b"--b--\r\n",
                      "it has more than 1000 parts, and none of it is taken"),
    "subject": lambda: (b"From: a@example.org\r\nSubject: "
                        + b"=?utf-8?q?a?=\r\n " * 100_000 + b"\r\n\r\n",
                        "its headers have more than 64 KiB, and it is not fetched"),
    "headers": lambda: (b"From: a@example.org\r\n" + b"X: y\r\n" * 100_000 + b"\r\n",
                        "its headers have more than 64 KiB, and it is not fetched"),
    "messages in messages": lambda: (nested(2_000),
                                     "it is broken and cannot be read (RecursionError)"),
}  # fmt: skip


@pytest.mark.parametrize("kind", list(TOO_MUCH))
def test_a_message_with_too_much_in_it_is_left_once_and_the_others_are_taken(
    tiny: Cycle, imap: Imap, kind: str
) -> None:
    content, why = TOO_MUCH[kind]()
    imap.deliver(content)
    imap.deliver(mail(("b.xlsx", b"2")))
    fetched = fetch(tiny, imap.settings())
    assert [(message.sender, message.why) for message in fetched.left] == [
        ("unit@example.org" if kind == "files" else "a@example.org", why)
    ]
    assert [received_file.path.name for received_file in fetched.taken] == ["b.xlsx"]
    assert [flags - RECENT for flags in imap.flags()] == [{LEFT}, {TAKEN}]
    assert fetch(tiny, imap.settings()).messages == 0


def test_a_subject_that_fills_the_headers_is_read_at_once() -> None:
    """What is read of longer headers costs no more than this."""
    content = b"From: a@example.org\r\nSubject: " + b"=?utf-8?q?a?=\r\n " * 4_500
    outcome = run(headers, content[:LONGEST_HEADERS])
    assert not isinstance(outcome, Failure)
    assert (outcome.sender, len(outcome.subject)) == ("a@example.org", 200)


def test_an_automatic_message_is_not_a_reply(tiny: Cycle, imap: Imap) -> None:
    """A report that a return was not delivered has the return attached."""
    bounce = (
        b"From: MAILER-DAEMON@example.org\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: message/rfc822\r\n\r\n"
        + mail(("FRA.xlsx", b"our own return"))
        + b"\r\n--b--\r\n"
    )
    imap.deliver(bounce)
    imap.deliver(mail(("a.xlsx", b"1"), headers={"Auto-Submitted": "auto-replied"}))
    imap.deliver(mail(("b.xlsx", b"2"), headers={"Auto-Submitted": "no"}))
    fetched = fetch(tiny, imap.settings())
    assert [message.why for message in fetched.left] == ["it was sent automatically"] * 2
    assert [received_file.path.name for received_file in fetched.taken] == ["b.xlsx"]


def test_a_sent_file_that_comes_back_unchanged_is_not_a_reply(tiny: Cycle, imap: Imap) -> None:
    """Some programs answer with it attached, and would answer to each further answer."""
    for name, content in (("returns/XAA.xlsx", b"1"), ("returns/XAA.docx", b"2"),
                          ("questionnaires/XAA.en.xlsx", b"3")):  # fmt: skip
        path = tiny.outputs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    imap.deliver(mail(("XAA.xlsx", b"1"), ("XAA.docx", b"2"), ("XAA.en.xlsx", b"3")))
    imap.deliver(mail(("XAA.xlsx", b"1"), ("mended.xlsx", b"4")))
    fetched = fetch(tiny, imap.settings())
    assert [received_file.path.name for received_file in fetched.taken] == ["mended.xlsx"]
    assert [message.why for message in fetched.left] == [
        "no reply is attached (only XAA.xlsx, XAA.docx, XAA.en.xlsx)"
    ]


def test_a_forwarded_reply_is_taken(tiny: Cycle, imap: Imap) -> None:
    outer = EmailMessage(SMTP)
    outer["From"] = "mission@example.org"
    outer["Subject"] = "Fwd: Our reply"
    outer.set_content("As received from the capital.")
    outer.add_attachment(email.message_from_bytes(mail(("a.xlsx", b"1")), policy=SMTP))
    imap.deliver(outer.as_bytes())
    (received_file,) = fetch(tiny, imap.settings()).taken
    assert (received_file.path.name, received_file.channel) == (
        "a.xlsx",
        "mail:mission@example.org",
    )


def test_a_message_that_is_too_large_is_reported_and_not_fetched(tiny: Cycle, imap: Imap) -> None:
    imap.deliver(mail(("a.xlsx", b"x" * 2 * 2**20), subject="Large"))
    imap.deliver(mail(("b.xlsx", b"1")))
    fetched = fetch(tiny, imap.settings(), largest=2**20)
    (left,) = fetched.left
    assert left.subject == "Large"
    assert left.why == "it has 3 MiB, more than 1, and is not fetched"
    assert [received_file.path.name for received_file in fetched.taken] == ["b.xlsx"]


BROKEN = {
    "no headers": b"\r\n\r\n",
    "no end of a part": b"From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"
    b"--b\r\nContent-Type: application/pdf; name=cut.pdf\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\nJVBERi0xLjc=",
    "no such charset": b"From: =?x-none?B?////?= <a@example.org>\r\n"
    b"Subject: =?x-none?Q?=FF=FE?=\r\nContent-Type: text/plain; charset=x-none\r\n\r\n\xff\r\n",
    "bytes in headers": b"From: \xff\xfe <a@example.org>\r\nSubject: \x80\x81\r\n\r\nx\r\n",
    "no base64": b"From: a@example.org\r\nContent-Type: application/pdf; name=x.pdf\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n!!!!\r\n",
    "nested deep": b"From: a@example.org\r\nSubject: deep\r\n"
    + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(600)
    ),
    "a name of many parts": b"From: a@example.org\r\nContent-Type: application/pdf; name*=x''%ff; "
    b"name*0*=a; name*x*=b\r\n\r\nx\r\n",
    "a date that is none": b"From: a@example.org\r\nDate: Foo, 99 Bar 99999 99:99\r\n\r\nx\r\n",
}


def test_a_broken_message_does_not_stop_others(tiny: Cycle, imap: Imap) -> None:
    for content in BROKEN.values():
        imap.deliver(content)
    imap.deliver(mail(("good.xlsx", b"1")))
    fetched = fetch(tiny, imap.settings())
    assert fetched.messages == len(BROKEN) + 1
    assert "good.xlsx" in {received_file.path.name for received_file in fetched.taken}
    assert len(fetched.taken) + len(fetched.left) >= len(BROKEN)
    assert fetch(tiny, imap.settings()).messages == 0


def test_a_message_that_python_cannot_read_is_reported(tiny: Cycle, imap: Imap) -> None:
    imap.deliver(BROKEN["nested deep"])
    (left,) = fetch(tiny, imap.settings()).left
    assert left.subject == "deep"
    assert left.why in ("it is broken and cannot be read (RecursionError)", "no reply is attached")


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd.xlsx",
        "..\\..\\windows.xlsx",
        "/tmp/absolute.xlsx",
        "con:stream.xlsx",
        "~$lock.xlsx",
        ".hidden.xlsx",
        "x" * 300 + ".xlsx",
        "مصر 中国 Россия.xlsx",
        "line\u2028break\u202efdp.xlsx",
        "=cmd|' /C calc'!A0.xlsx",
        "[bold]<b>.xlsx",
    ],
)
def test_a_hostile_name_stays_where_it_belongs(tiny: Cycle, name: str, imap: Imap) -> None:
    before = set(tiny.home.rglob("*"))
    imap.deliver(mail((name, b"PK\x03\x04")))
    (received_file,) = fetch(tiny, imap.settings()).taken
    assert received_file.path.parent == tiny.inputs / "submissions" / "mail"
    assert received_file.path.suffix == ".xlsx"
    assert [other.file for other in received(tiny)] == [received_file.file]
    new = {path.name for path in set(tiny.home.rglob("*")) - before if path.is_file()}
    registers = {"receipts.csv", ".receipts.chain", ".receipts.lock"}
    assert new == {received_file.path.name, *registers}


@pytest.mark.parametrize(
    ("sender", "channel"),
    [
        ('"a,b\n=cmd" <unit@example.org>', "mail:unit@example.org"),
        ("undisclosed-recipients:;", "mail"),
        ("not an address", "mail"),
        ("<a@b@c>", "mail"),
    ],
)
def test_only_an_address_is_used_as_sender(
    tiny: Cycle, imap: Imap, sender: str, channel: str
) -> None:
    content = mail(("a.xlsx", b"1")).replace(
        b"From: Ministry of Work <unit@example.org>",
        f"From: {sender}".replace("\n", "\r\n ").encode(),
    )
    imap.deliver(content)
    assert [received_file.channel for received_file in fetch(tiny, imap.settings()).taken] == [
        channel
    ]


def test_a_name_in_any_encoding_is_read() -> None:
    for header in (
        "filename*=UTF-8''%D0%BE%D1%82%D0%B2%D0%B5%D1%82.xlsx",
        'filename="=?utf-8?b?0L7RgtCy0LXRgi54bHN4?="',
        "filename*0*=UTF-8''%D0%BE%D1%82; filename*1*=%D0%B2%D0%B5%D1%82.xlsx",
    ):
        content = (
            b"From: a@example.org\r\nContent-Type: application/octet-stream\r\n"
            b"Content-Disposition: attachment; " + header.encode() + b"\r\n\r\nx\r\n"
        )
        (attachment,) = attachments(content).replies
        assert attachment.name == "ответ.xlsx"


def test_without_a_time_of_the_server_the_sender_s_is_used() -> None:
    message_headers = headers(
        b"From: a@example.org\r\nDate: Fri, 10 May 2024 09:30:00 +0200\r\n\r\n"
    )
    assert message_headers.date == datetime(2024, 5, 10, 7, 30, tzinfo=UTC)
    assert headers(b"Date: Fri, 10 May 2024 09:30:00 -0000\r\n\r\n").date == datetime(
        2024, 5, 10, 9, 30, tzinfo=UTC
    )
    assert headers(b"Date: tomorrow\r\n\r\n").date is None


def test_without_keywords_a_taken_message_is_marked_as_seen(tiny: Cycle) -> None:
    if not Path("/usr/lib/dovecot/modules/lib01_acl_plugin.so").exists():
        pytest.skip("Dovecot has no ACL plugin here")
    with dovecot(NO_KEYWORDS) as imap:
        imap.deliver(mail(("a.xlsx", b"1")))
        imap.deliver(mail(subject="A question"))
        fetched = fetch(tiny, imap.settings())
        assert (len(fetched.taken), [message.subject for message in fetched.left]) == (
            1,
            ["A question"],
        )
        assert [flags - RECENT for flags in imap.flags()] == [{"\\Seen"}, set()]
        again = fetch(tiny, imap.settings())
        assert (again.taken, [message.subject for message in again.left]) == ([], ["A question"])


@pytest.mark.usefixtures("imap")
def test_encryption_is_used_and_a_certificate_is_checked(
    tiny: Cycle, imap: Imap, monkeypatch: pytest.MonkeyPatch
) -> None:
    imap.deliver(mail(("a.xlsx", b"1")))
    safe = [
        imap.settings(encryption="tls", port=imap.tls_port),
        imap.settings(encryption="starttls"),
    ]
    for server in safe:
        with pytest.raises(UserError, match="cannot be reached safely") as caught:
            fetch(tiny, server)
        assert "certificate" in str(caught.value)
    monkeypatch.setenv("SSL_CERT_FILE", str(imap.certificate))
    assert [len(fetch(tiny, server).taken) for server in safe] == [1, 0]


def test_an_unreachable_server_is_an_error(tiny: Cycle) -> None:
    port = free_port()
    server = Mailbox(host=HOST, port=port, user=USER, password=PASSWORD, encryption="none")  # type: ignore[arg-type]
    with pytest.raises(UserError) as caught:
        fetch(tiny, server)
    message = str(caught.value)
    assert f"The mailbox of {USER} at {HOST}, port {port}, cannot be used" in message
    assert "[imap] in rapporteur.toml" in message
    assert PASSWORD not in message


@pytest.mark.parametrize("password", ["wrong-secret", "schlüssel-secret"])
def test_a_wrong_password_is_an_error_that_does_not_show_it(
    tiny: Cycle, imap: Imap, password: str
) -> None:
    with pytest.raises(UserError) as caught:
        fetch(tiny, imap.settings(password=password))
    assert "the name or the password is wrong" in str(caught.value)
    error: BaseException | None = caught.value
    assert error
    assert error.__cause__ is None
    assert error.__suppress_context__
    assert "secret" not in f"{error}{error.args}"


def test_a_missing_folder_is_an_error(tiny: Cycle, imap: Imap) -> None:
    with pytest.raises(UserError, match="has no folder “Réponses”"):
        fetch(tiny, imap.settings(folder="Réponses"))


def test_no_host_and_another_cycle_are_errors(tiny: Cycle, imap: Imap) -> None:
    with pytest.raises(UserError, match="name no host"):
        fetch(tiny, Mailbox())
    with pytest.raises(UserError, match="for the cycle “other”, not for “tiny”"):
        fetch(tiny, imap.settings(cycle="other"))


def test_a_full_disk_is_not_reported_as_an_error_of_the_mailbox(
    tiny: Cycle, imap: Imap, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    imap.deliver(mail(("a.xlsx", b"1")))
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            fetch(tiny, imap.settings())
    assert all(TAKEN not in flags for flags in imap.flags())
    assert len(fetch(tiny, imap.settings()).taken) == 1
