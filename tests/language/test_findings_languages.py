"""The texts of findings, returns and letters in the six official languages."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from rapporteur.collect.reading.dates import to_date
from rapporteur.collect.reading.numbers import to_number
from rapporteur.design.findings import catalogue
from rapporteur.language.messages import message
from tests.support import ROOT

ENGLISH = "en"
OTHERS = ("ar", "es", "fr", "ru", "zh")
LANGUAGES = (ENGLISH, *OTHERS)
TOPICS = ("findings", "return", "words")
SIDECARS = sorted(
    path
    for cycle in (ROOT, ROOT / "tests" / "cycles" / "a70-inclusion")
    for path in cycle.glob("sql/*/checks/*.toml")
)
# Each severity is a parameter of the counts, and the only one that is a number.
COUNTS: Mapping[str, str | int] = {"blocker": 2, "error": 2, "warning": 2, "info": 2}
# Words that are the same as in English.
COGNATES = {
    ("es", "severity-ERROR"), ("fr", "return-column-question"), ("fr", "word-question"),
    ("es", "return-about"), ("ru", "return-about"),  # a colon between two parameters
}  # fmt: skip

ISOLATES = ("\u2068", "\u2069")
NARROW = "\u202f"  # French: inside quotation marks and before ; ! ?
NO_BREAK = "\u00a0"  # French: before a colon

NUMBERS = (0, 1, 2, 5, 11, 21, 100)
PLURALS = {
    "en": {
        "blocker": "no blocking findings|1 blocking finding|2 blocking findings"
        "|5 blocking findings|11 blocking findings|21 blocking findings|100 blocking findings",
        "error": "no errors|1 error|2 errors|5 errors|11 errors|21 errors|100 errors",
        "warning": "no warnings|1 warning|2 warnings|5 warnings|11 warnings|21 warnings"
        "|100 warnings",
        "info": "no remarks|1 remark|2 remarks|5 remarks|11 remarks|21 remarks|100 remarks",
    },
    "zh": {
        "blocker": "无阻断性问题|1项阻断性问题|2项阻断性问题|5项阻断性问题|11项阻断性问题"
        "|21项阻断性问题|100项阻断性问题",
        "error": "无错误|1项错误|2项错误|5项错误|11项错误|21项错误|100项错误",
        "warning": "无警告|1项警告|2项警告|5项警告|11项警告|21项警告|100项警告",
        "info": "无备注|1项备注|2项备注|5项备注|11项备注|21项备注|100项备注",
    },
    "fr": {
        "blocker": "aucun problème bloquant|1 problème bloquant|2 problèmes bloquants"
        "|5 problèmes bloquants|11 problèmes bloquants|21 problèmes bloquants"
        "|100 problèmes bloquants",
        "error": "aucune erreur|1 erreur|2 erreurs|5 erreurs|11 erreurs|21 erreurs|100 erreurs",
        "warning": "aucun avertissement|1 avertissement|2 avertissements|5 avertissements"
        "|11 avertissements|21 avertissements|100 avertissements",
        "info": "aucune remarque|1 remarque|2 remarques|5 remarques|11 remarques|21 remarques"
        "|100 remarques",
    },
    "es": {
        "blocker": "ningún impedimento|1 impedimento|2 impedimentos|5 impedimentos"
        "|11 impedimentos|21 impedimentos|100 impedimentos",
        "error": "ningún error|1 error|2 errores|5 errores|11 errores|21 errores|100 errores",
        "warning": "ninguna advertencia|1 advertencia|2 advertencias|5 advertencias"
        "|11 advertencias|21 advertencias|100 advertencias",
        "info": "ninguna observación|1 observación|2 observaciones|5 observaciones"
        "|11 observaciones|21 observaciones|100 observaciones",
    },
    "ru": {
        "blocker": "препятствий нет|1 препятствие|2 препятствия|5 препятствий|11 препятствий"
        "|21 препятствие|100 препятствий",
        "error": "ошибок нет|1 ошибка|2 ошибки|5 ошибок|11 ошибок|21 ошибка|100 ошибок",
        "warning": "предупреждений нет|1 предупреждение|2 предупреждения|5 предупреждений"
        "|11 предупреждений|21 предупреждение|100 предупреждений",
        "info": "уведомлений нет|1 уведомление|2 уведомления|5 уведомлений|11 уведомлений"
        "|21 уведомление|100 уведомлений",
    },
    "ar": {
        "blocker": "لا موانع|مانع واحد|مانعان|5 موانع|11 مانعاً|21 مانعاً|100 مانع",
        "error": "لا أخطاء|خطأ واحد|خطآن|5 أخطاء|11 خطأً|21 خطأً|100 خطأ",
        "warning": "لا تحذيرات|تحذير واحد|تحذيران|5 تحذيرات|11 تحذيراً|21 تحذيراً|100 تحذير",
        "info": "لا إشعارات|إشعار واحد|إشعاران|5 إشعارات|11 إشعاراً|21 إشعاراً|100 إشعار",
    },
}


@cache
def source(language: str) -> str:
    """All texts in a language as one Fluent file; the message of a check has the check's name."""
    locale = ROOT / "rapporteur" / "language" / "locales" / language
    texts = [(locale / f"{topic}.ftl").read_text(encoding="utf-8") for topic in TOPICS]
    for path in SIDECARS:
        check = tomllib.loads(path.read_text(encoding="utf-8"))
        text, remedy = check["message"][language], check["remedy"][language]
        texts.append(f"{path.stem} = {text}\n    .remedy = {remedy}\n")
    return "\n".join(texts)


@cache
def patterns(language: str) -> Mapping[str, ast.Pattern]:
    """Each message by its key, and each remedy by `key.remedy`."""
    messages: dict[str, ast.Pattern] = {}
    for entry in FluentParser().parse(source(language)).body:
        assert not isinstance(entry, ast.Junk), entry.content
        if isinstance(entry, ast.Message):
            assert entry.id.name not in messages, f"{entry.id.name} is defined twice"
            if entry.value:
                messages[entry.id.name] = entry.value
            for attribute in entry.attributes:
                messages[f"{entry.id.name}.{attribute.id.name}"] = attribute.value
    return messages


class _Parameters(Visitor):
    """Collects the names of the parameters in a pattern."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)


def parameters(language: str, key: str) -> set[str]:
    visitor = _Parameters()
    visitor.visit(patterns(language)[key])
    return visitor.names


@cache
def sample_messages(language: str) -> Mapping[str, str]:
    """Each message with sample parameters: the counts, and `<name>` for others."""
    bundle = FluentBundle([language], use_isolating=False)
    bundle.add_resource(FluentResource(source(language)))
    messages = {}
    for key in patterns(language):
        name, _, attribute = key.partition(".")
        entry = bundle.get_message(name)
        pattern = entry.attributes[attribute] if attribute else entry.value
        assert pattern is not None
        params = {**{name: f"<{name}>" for name in parameters(language, key)}, **COUNTS}
        text, errors = bundle.format_pattern(pattern, params)
        assert not errors, (language, key, errors)
        messages[key] = str(text)
    return messages


def test_every_rule_has_a_message_and_a_remedy() -> None:
    codes = {*catalogue(), *(path.stem for path in SIDECARS)}
    assert len(SIDECARS) > 10
    assert {*codes, *(f"{code}.remedy" for code in codes)} <= set(patterns(ENGLISH))


@pytest.mark.parametrize("language", OTHERS)
def test_every_language_has_all_messages_with_the_same_parameters(language: str) -> None:
    assert set(patterns(language)) == set(patterns(ENGLISH))
    for key in patterns(ENGLISH):
        assert parameters(language, key) == parameters(ENGLISH, key), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_names_its_parameters(language: str) -> None:
    for key, text in sample_messages(language).items():
        for name in parameters(language, key) - set(COUNTS):
            assert f"<{name}>" in text, key


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_in_english(language: str) -> None:
    same = {
        key
        for key, text in sample_messages(language).items()
        if text == sample_messages(ENGLISH)[key]
    }
    assert same == {key for other, key in COGNATES if other == language}


def test_arabic_isolates_its_parameters_and_has_its_own_marks() -> None:
    text = source("ar")
    opening, closing = ISOLATES
    assert re.findall(r"\{ \$\w+ \}", text)
    assert not re.findall(rf"(?<!{opening})\{{ \$\w+ \}}|\{{ \$\w+ \}}(?!{closing})", text)
    for sentence in sample_messages("ar").values():
        assert sentence.count(opening) == sentence.count(closing)
        assert not re.search(r"[\u0600-\u06ff»\u2069] ?[,;?]", sentence), sentence


def test_french_punctuation_has_no_break_before_it() -> None:
    for sentence in sample_messages("fr").values():
        assert not re.search(rf"(?<!{NARROW})[;!?»]|(?<!{NO_BREAK}):|«(?!{NARROW})", sentence), (
            sentence
        )
        assert "'" not in sentence


@pytest.mark.parametrize("severity", list(COUNTS))
@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_are_grammatical(language: str, severity: str) -> None:
    forms = PLURALS[language][severity].split("|")
    for number, form in zip(NUMBERS, forms, strict=True):
        counts = {**COUNTS, severity: number}
        assert _bare(message(language, f"return-count-{severity}", **counts)) == form
        assert form in _bare(message(language, "return-counts", **counts))


def _bare(text: str) -> str:
    """`text` without marks of direction."""
    return re.sub(f"[{''.join(ISOLATES)}]", "", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_of_findings_has_a_name_that_excel_takes(language: str) -> None:
    title = message(language, "return-sheet-title")
    assert 0 < len(title) <= 31
    assert not set(title) & set("[]:*?/\\")
    assert title in message(language, "letter-attached")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_in_a_remedy_can_be_read(language: str) -> None:
    example = re.search(r"1234[.,]5", message(language, "not_a_number.remedy"))
    assert example
    assert to_number(example[0], language) == 1234.5
    remedy = message(language, "not_a_date.remedy")
    example = re.search(r"18\b.* 2023|2023.*18日", remedy)
    assert example
    assert to_date(example[0], language) == date(2023, 4, 18)
