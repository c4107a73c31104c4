"""Letters in the six official languages: complete, counted rightly, read in their direction."""

import email
import email.policy
import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from rapporteur.correspond.mail import outbox
from rapporteur.correspond.mail.reminders import letters
from rapporteur.correspond.mail.sending import send_reminders
from rapporteur.design.cycle import Cycle
from rapporteur.kernel.settings import Settings
from rapporteur.language import cldr
from rapporteur.language.messages import message
from tests.support import CYCLE, ROOT, ROSTER_HEADER, tiny_cycle

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
NAMES = {
    "ar": "مصر",
    "en": "Nauru",
    "es": "España",
    "fr": "Côte d’Ivoire",
    "ru": "Российская Федерация",
    "zh": "中国",
}
ROSTER = ROSTER_HEADER + "".join(
    f"X{code.upper()},government,{code},,,,,,,,English,"
    + ",".join(name if of == code else "" for of, name in sorted(
        NAMES.items(), key=lambda pair: ("fr", "es", "ru", "zh", "ar", "en").index(pair[0])
    ) if of != "en")
    + "\n"
    for code in LANGUAGES
)  # fmt: skip
TITLES = '[title]\nru = "Вопросник"\nar = "استبيان"\nfr = "Questionnaire"\nes = "Cuestionario"\n'
FIRST, LAST = "\u2068", "\u2069"

DAYS = {
    "en": "The deadline is today, D.|1 day remains until the deadline, D."
    "|2 days remain until the deadline, D.|5 days remain until the deadline, D."
    "|11 days remain until the deadline, D.|21 days remain until the deadline, D."
    "|100 days remain until the deadline, D.",
    "es": "El plazo vence hoy, D.|Queda 1 día para que venza el plazo, el D."
    "|Quedan 2 días para que venza el plazo, el D.|Quedan 5 días para que venza el plazo, el D."
    "|Quedan 11 días para que venza el plazo, el D.|Quedan 21 días para que venza el plazo, el D."
    "|Quedan 100 días para que venza el plazo, el D.",
    "fr": "Le délai expire aujourd’hui, le D."
    + "".join(
        f"|Il reste {days} jour{'s' if days > 1 else ''} avant l’expiration du délai, fixé au D."
        for days in (1, 2, 5, 11, 21, 100)
    ),
    "ru": "Сегодня, D, истекает срок представления."
    + "".join(
        f"|До истечения срока представления (D) остается {days}."
        for days in ("1 день", "2 дня", "5 дней", "11 дней", "21 день", "100 дней")
    ),
    "zh": "今天（D）是截止日期。"
    + "".join(f"|距截止日期（D）还有{days}天。" for days in (1, 2, 5, 11, 21, 100)),
    "ar": "تنقضي المهلة المحددة اليوم، D."
    + "".join(
        f"|{left} على انقضاء المهلة المحددة في D."
        for left in (
            "يتبقى يوم واحد", "يتبقى يومان", "تتبقى 5 أيام", "يتبقى 11 يوماً", "يتبقى 21 يوماً",
            "يتبقى 100 يوم",
        )
    ),
}  # fmt: skip


@pytest.fixture
def asked(tmp_path: Path) -> Cycle:
    """A government of each language was asked."""
    toml = CYCLE.replace("[title]\n", TITLES).replace("2099-12-31", "2024-06-28")
    return tiny_cycle(tmp_path, roster=ROSTER, toml=toml)


def entries(language: str) -> dict[str, ast.Message]:
    path = ROOT / "rapporteur" / "language" / "locales" / language / "mail.ftl"
    body = FluentParser().parse(path.read_text(encoding="utf-8")).body
    assert not [entry for entry in body if isinstance(entry, ast.Junk)]
    return {entry.id.name: entry for entry in body if isinstance(entry, ast.Message)}


class Parameters(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_sentence_with_every_parameter(language: str) -> None:
    english, own = entries("en"), entries(language)
    assert list(own) == list(english)
    for key, entry in own.items():
        wanted, used = Parameters(), Parameters()
        wanted.visit(english[key])
        used.visit(entry)
        assert used.names == wanted.names, key
        if language != "en":
            assert not entry.equals(english[key]), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_are_counted_as_the_language_counts(language: str) -> None:
    days = "|".join(
        message(language, "mail-reminder-days", days=days, date="D")
        for days in (0, 1, 2, 5, 11, 21, 100)
    )
    assert days.translate({ord(FIRST): None, ord(LAST): None}) == DAYS[language]


def test_what_is_put_into_arabic_is_isolated() -> None:
    text = (ROOT / "rapporteur/language/locales/ar/mail.ftl").read_text(encoding="utf-8")
    placed = re.findall(r".?\{ \$(?!days ->)\w+ \}.?", text)
    assert placed
    assert all(term.startswith(FIRST) and term.endswith(LAST) for term in placed)


def messages(cycle: Cycle) -> Iterator[EmailMessage]:
    for key in outbox.keys(cycle):
        content = (outbox.folder(cycle) / f"{key}.eml").read_bytes()
        message = email.message_from_bytes(content, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        yield message


@pytest.mark.parametrize("day", ["2024-05-07", "2024-05-10", "2024-06-01"])
def test_each_is_written_to_in_its_language_by_its_official_name(asked: Cycle, day: str) -> None:
    send_reminders(asked, Settings(), date.fromisoformat(day))
    by_language = {str(letter["Content-Language"]): letter for letter in messages(asked)}
    assert tuple(sorted(by_language)) == LANGUAGES
    for language, letter in by_language.items():
        assert letter.defects == []
        body = letter.get_body()
        assert body
        assert body.get_content_charset() == "utf-8"
        text = body.get_content()
        reference, dated, name, salutation, *_ = text.replace("\r\n", "\n").split("\n\n")
        respondent = letter["X-Rapporteur-Respondent"]
        about = f"tiny/{respondent}"
        assert reference == message(language, "letter-reference", reference=about)
        assert dated == cldr.day(date.fromisoformat(day), language)
        assert name == ("English" if language == "en" else NAMES[language])
        assert salutation == message(language, "letter-salutation")
        assert text.rstrip().endswith(message(language, "letter-signature"))
        assert "{" not in text + letter["Subject"]
        assert letter["Subject"].startswith(
            message(language, "mail-reminder-subject", title="")[:5]
        )
        written = ("10 أيار/مايو 2024", "10 May 2024", "10 de mayo de 2024", "10 mai 2024",
                   "10 мая 2024", "2024年5月10日")  # fmt: skip
        assert written[LANGUAGES.index(language)] in text


def first_strong(text: str) -> str:
    """The direction of a paragraph: that of its first letter outside isolates (UAX #9, P2)."""
    depth = 0
    for character in text:
        depth += {FIRST: 1, LAST: -1}.get(character, 0)
        kind = unicodedata.bidirectional(character)
        if depth == 0 and kind in ("L", "R", "AL"):
            return kind
    return ""


def test_every_paragraph_of_an_arabic_letter_runs_from_right_to_left(asked: Cycle) -> None:
    for day in (date(2024, 5, 7), date(2024, 5, 10), date(2024, 6, 1)):
        (arabic,) = [
            letter for letter in letters(asked, (14, 3, 0), day) if letter.language == "ar"
        ]
        for text in (*arabic.paragraphs, arabic.subject):
            assert first_strong(text) == "AL", text
            assert text.count(FIRST) == text.count(LAST)


def test_a_language_without_letters_is_answered_in_english(tmp_path: Path) -> None:
    cycle = tiny_cycle(tmp_path, roster=ROSTER.replace(",es,", ",pt,"))
    by_respondent = {
        letter.respondent: letter for letter in letters(cycle, (0,), date(2024, 5, 10))
    }
    assert by_respondent["XES"].language == "en"
