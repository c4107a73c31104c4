"""Who is reminded of what and when: by roster, deadline and what is still to be mended."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rapporteur.collect.intake import take
from rapporteur.collect.receipts import received as received_files
from rapporteur.correspond.mail.reminders import due, letters, stage, today
from rapporteur.correspond.mail.sending import LetterStatus, send_reminders
from rapporteur.design.cycle import Cycle
from rapporteur.evaluate.decide import decide
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.settings import Settings
from rapporteur.pipeline import run
from tests.correspond.mail.servers import HOST, Post, smtp
from tests.support import COMPLETE, CYCLE, ROSTER_HEADER, reply, rewrite, tiny_cycle

# The deadline is 10 May, the cut-off 28 June 2024.
TOML = CYCLE.replace("cut_off = 2099-12-31", "cut_off = 2024-06-28")
CODES = ("XAA", "XAB", "XAC", "XAD", "XAE")
ROSTER = ROSTER_HEADER.replace("\n", ",email\n") + "".join(
    f"{code},government,en,,,,,,,,Country {code},,,,,,{code.lower()}@gov.example\n"
    for code in CODES
)
DAYS = (14, 3, 0)


@pytest.fixture
def asked(tmp_path: Path) -> Cycle:
    """Five governments were asked."""
    return tiny_cycle(tmp_path, roster=ROSTER, toml=TOML)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2024-04-25", None),
        ("2024-04-26", 14),
        ("2024-05-06", 14),
        ("2024-05-07", 3),
        ("2024-05-09", 3),
        ("2024-05-10", 0),
        ("2024-05-11", -1),
        ("2024-06-28", -1),
        ("2024-06-29", None),
    ],
)
def test_the_last_stage_that_has_begun_counts(asked: Cycle, day: str, expected: int | None) -> None:
    assert stage(asked, DAYS, date.fromisoformat(day)) == expected
    assert stage(asked, reversed(DAYS), date.fromisoformat(day)) == expected


def test_without_days_only_the_passing_of_the_deadline_is_told_of(asked: Cycle) -> None:
    assert stage(asked, (), date(2024, 5, 10)) is None
    assert stage(asked, (), date(2024, 5, 11)) == -1
    assert stage(asked, (-7,), date(2024, 5, 16)) == -1
    assert stage(asked, (-7,), date(2024, 5, 17)) == -7


@pytest.mark.parametrize(
    ("zone", "now", "expected"),
    [
        ("UTC", "2024-05-09T23:59:59+00:00", "2024-05-09"),
        ("Pacific/Kiritimati", "2024-05-09T10:00:00+00:00", "2024-05-10"),
        ("Pacific/Pago_Pago", "2024-05-10T10:59:59+00:00", "2024-05-09"),
        # New York puts its clocks back on 3 November and forward on 10 March 2024.
        ("America/New_York", "2024-11-03T03:59:00+00:00", "2024-11-02"),
        ("America/New_York", "2024-11-03T04:00:00+00:00", "2024-11-03"),
        ("America/New_York", "2024-11-04T04:30:00+00:00", "2024-11-03"),
        ("America/New_York", "2024-11-04T05:00:00+00:00", "2024-11-04"),
        ("America/New_York", "2024-03-10T04:59:00+00:00", "2024-03-09"),
        ("America/New_York", "2024-03-11T04:00:00+00:00", "2024-03-11"),
    ],
)
def test_a_day_is_that_of_the_cycles_time_zone(
    tmp_path: Path, zone: str, now: str, expected: str
) -> None:
    cycle = tiny_cycle(tmp_path, toml=f'time_zone = "{zone}"\n{TOML}')
    assert today(cycle, datetime.fromisoformat(now)) == date.fromisoformat(expected)


def test_days_are_counted_across_a_change_of_clocks(tmp_path: Path) -> None:
    toml = TOML.replace("2024-05-10", "2024-11-04").replace("2024-06-28", "2024-11-04")
    cycle = tiny_cycle(tmp_path, roster=ROSTER, toml=f'time_zone = "America/New_York"\n{toml}')
    late_on_saturday = today(cycle, datetime(2024, 11, 3, 3, 59, tzinfo=UTC))
    assert stage(cycle, (2, 1), late_on_saturday) == 2
    (first, *_) = letters(cycle, (2, 1), late_on_saturday)
    assert "2 days remain until the deadline, 4 November 2024." in first.paragraphs
    late_on_sunday = today(cycle, datetime(2024, 11, 4, 4, 59, tzinfo=UTC))
    assert stage(cycle, (2, 1), late_on_sunday) == 1


def texts(cycle: Cycle, day: str) -> Mapping[str, str]:
    reminders = letters(cycle, DAYS, date.fromisoformat(day))
    return {reminder.respondent: "\n".join(reminder.paragraphs) for reminder in reminders}


def test_before_any_reply_all_are_reminded(asked: Cycle) -> None:
    assert texts(asked, "2024-04-25") == {}
    by_respondent = texts(asked, "2024-04-26")
    assert list(by_respondent) == list(CODES)
    assert by_respondent["XAA"].split("\n") == [
        "Reference: tiny/XAA",
        "26 April 2024",
        "Country XAA",
        "Dear Madam or Sir,",
        "We should like to recall that we have not yet received your reply to the questionnaire "
        "“A tiny cycle (test data)”.",
        "14 days remain until the deadline, 10 May 2024.",
        "We should be grateful if you would send the completed questionnaire to tiny@example.org.",
        "If you have already sent your reply, please disregard this message.",
        "Yours sincerely,",
        "The secretariat",
    ]
    assert "1 day remains until" in texts(asked, "2024-05-09")["XAA"]
    assert "The deadline is today, 10 May 2024." in texts(asked, "2024-05-10")["XAA"]
    for day in ("2024-05-11", "2024-06-28"):
        assert (
            "The deadline was 10 May 2024. What reaches us by 28 June 2024 can still be taken "
            "into account." in texts(asked, day)["XAA"]
        )
    assert texts(asked, "2024-06-29") == {}


def register(cycle: Cycle, times: Mapping[str, str]) -> None:
    """Say when files came, by their stems."""
    files = received_files(cycle)
    rewrite(
        cycle.inputs / "receipts.csv",
        "sha256,file,received_at,channel\n"
        + "".join(
            f"{receipt.sha256},{receipt.file},{times[receipt.path.stem]}T12:00:00+00:00,folder\n"
            for receipt in files
        ),
    )


def test_who_has_replied_is_not_reminded_and_who_has_to_mend_is(asked: Cycle) -> None:
    wrong = {**COMPLETE, "share": "250"}
    reply(asked, "XAA", COMPLETE)
    reply(asked, "XAB", wrong)
    reply(asked, "XAC", {})  # nothing is filled in
    reply(asked, "XAD", wrong, name="XAD-first")
    reply(asked, "XAD", COMPLETE, name="XAD-second")
    reply(asked, "XAE", COMPLETE, folder="desk-research")
    with pytest.raises(UserError, match="6 received files have not been through a run") as caught:
        due(asked)
    assert "rapporteur run tiny" in caught.value.remedy
    times = {entry.path.stem: "2024-04-01" for entry in received_files(asked)}
    register(asked, {**times, "XAD-second": "2024-04-02"})
    run(asked)
    reasons = {entry.respondent.code: entry.reason for entry in due(asked)}
    assert reasons == {"XAB": "correction", "XAC": "blocked", "XAE": "missing"}
    by_respondent = {entry.respondent: entry for entry in letters(asked, DAYS, date(2024, 5, 7))}
    assert [file.name for file in by_respondent["XAB"].files] == ["XAB.xlsx", "XAB.docx"]
    text = "\n".join(by_respondent["XAB"].paragraphs)
    for sentence in (
        "some of the answers in your reply to the questionnaire “A tiny cycle (test data)” need",
        "Your workbook is attached.",
        "3 days remain until the deadline",
        "Please send it to tiny@example.org.",
    ):
        assert sentence in text
    assert by_respondent["XAE"].files == []


def test_who_is_named_in_an_unverified_file_is_told_of_it(asked: Cycle) -> None:
    when = datetime(2024, 4, 1, tzinfo=UTC)
    for code, language in (("XAA", "en"), ("XAB", "zh")):
        content = reply(asked, code, COMPLETE, language=language, folder="elsewhere").read_bytes()
        take(asked, f"{code}.xlsx", content, "mail:somebody@mail.example", when)
    reply(asked, "XAB", COMPLETE)  # its own is in the tables besides
    run(asked)
    reasons = {entry.respondent.code: entry.reason for entry in due(asked)}
    assert reasons.pop("XAA") == "unverified"
    assert "XAB" not in reasons
    assert set(reasons.values()) == {"missing"}
    (reminder, *_) = letters(asked, DAYS, date(2024, 5, 7))
    assert "has reached us in your name, but that we could not verify" in reminder.paragraphs[4]
    assert reminder.files == []
    assert set(reminder.addresses).isdisjoint({"somebody@mail.example"})


def test_a_blocked_refused_or_withdrawn_file_is_not_a_reply(asked: Cycle) -> None:
    when = datetime(2024, 4, 1, tzinfo=UTC)
    for code in ("XAA", "XAB"):  # the same mistake of both, and XAB has mended it
        take(asked, f"{code}.pdf", code.encode(), f"mail:{code}@gov.example", when)
    for code in ("XAB", "XAC", "XAD", "XAE"):
        reply(asked, code, COMPLETE)
    run(asked)
    names = {entry.path.stem: entry.submission for entry in received_files(asked)}
    empty = dict.fromkeys(("finding", "question", "row", "value", "source"), "")
    for code, decision in (("XAC", "refuse"), ("XAD", "withdraw")):
        about = {"decision": decision, "submission": names[code]}
        decide(asked, {**empty, **about, "who": "ana", "reason": "As agreed"})
    run(asked)
    assert {entry.respondent.code: entry.reason for entry in due(asked)} == {
        "XAA": "blocked",
        "XAC": "blocked",
        "XAD": "missing",
    }
    (reminder, *_) = letters(asked, DAYS, date(2024, 5, 7))
    assert reminder.paragraphs[0] == f"Reference: tiny/XAA/{reminder.about.split()[1]}"
    assert "cannot be used as it stands" in reminder.paragraphs[4]
    assert [file.name for file in reminder.files] == ["XAA.docx"]
    assert not any("attached" in entry for entry in reminder.paragraphs)


def sending(post: Post) -> Settings:
    return Settings.model_validate(
        {"smtp": {"host": HOST, "port": post.port, "encryption": "none", "send": True}}
    )


def keys(statuses: list[LetterStatus]) -> set[str]:
    return {status.key for status in statuses if status.state == "sent"}


def test_nobody_is_reminded_twice_of_a_stage_nor_afterwards_of_one_that_was_missed(
    asked: Cycle,
) -> None:
    with smtp(Post()) as post:
        settings = sending(post)
        assert send_reminders(asked, settings, date(2024, 4, 1)) == []
        # The first run is three days before the end: that of fourteen days was missed.
        assert keys(send_reminders(asked, settings, date(2024, 5, 7))) == {
            f"reminder-{code}-3" for code in CODES
        }
        assert send_reminders(asked, settings, date(2024, 5, 8)) == []
        assert len(post.taken) == 5
        reply(asked, "XAA", COMPLETE)
        run(asked)
        assert keys(send_reminders(asked, settings, date(2024, 5, 10))) == {
            f"reminder-{code}-0" for code in CODES[1:]
        }
        assert keys(send_reminders(asked, settings, date(2024, 5, 20))) == {
            f"reminder-{code}-after-1" for code in CODES[1:]
        }
        assert send_reminders(asked, settings, date(2024, 6, 29)) == []
    assert len(post.taken) == 13
    assert sorted(letter.rcpt_tos for letter in post.taken[:5]) == [
        [f"{code.lower()}@gov.example"] for code in CODES
    ]


def test_a_reminder_that_waits_in_the_outbox_goes_when_the_reply_has_come(asked: Cycle) -> None:
    quiet = Settings()
    assert len(send_reminders(asked, quiet, date(2024, 5, 7))) == 5
    reply(asked, "XAA", COMPLETE)
    run(asked)
    waiting = send_reminders(asked, quiet, date(2024, 5, 8))
    assert [letter.respondent for letter in waiting] == list(CODES[1:])
    assert {path.stem for path in (asked.outputs / "outbox").glob("*.eml")} == {
        f"reminder-{code}-3" for code in CODES[1:]
    }
