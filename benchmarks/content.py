"""What a synthetic respondent answers: plausible in shape and amount, invented in substance."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.template import Key, Value
from rapporteur.design.form import Form, Passage, Question, Repeat
from rapporteur.design.roster import Respondent
from rapporteur.design.tailoring import presets, tailored

_WORDS = {
    "en": "national social solidarity economy cooperative mutual association enterprise local "
    "programme framework support regional community finance public service inclusive fund "
    "territorial training statistics members employment sustainable development network",
    "zh": "国家 社会 互助 经济 合作社 协会 企业 地方 方案 框架 支助 区域 社区 资金 公共 服务 包容 "
    "基金 领土 培训 统计 成员 就业 可持续 发展 网络",
}
WORDS = {language: words.split() for language, words in _WORDS.items()}
# What a question waits for: another before it, and the answer to that.
WAITS = {
    "law_form": ("law_scope", "specific"),
    "figure_currency": ("figure_unit", "currency"),
    "stat_law_account": ("stat_law", "yes"),
}
PLANNED = ("proposed", "planned", "in_preparation")
FEW = ("terms", "regulators", "practices", "challenges", "recommendations", "documents")
ANSWERED = 0.75  # of the questions that may be left out
MISSING, SLIP, NOTED = 0.01, 0.002, 0.05


@dataclass(frozen=True, slots=True)
class Fill:
    """How much is answered: from `least` to `most` rows in most repeats, in a few 1 to `least`."""

    seed: int = 1
    least: int = 1
    most: int = 5

    def rows(self, repeat: Repeat, random: Random) -> int:
        """How many rows of a repeat one respondent fills."""
        few = repeat.name in FEW
        return random.randint(1, self.least) if few else random.randint(self.least, self.most)


def answers(form: Form, respondent: Respondent, language: str, fill: Fill) -> Mapping[Key, Value]:
    """The answers of one respondent by question and row."""
    random = Random(f"{fill.seed} {respondent.code}")
    author = _Author(respondent.code, language, random)
    values: dict[Key, Value] = {}
    for section in tailored(form, presets(respondent)).sections:
        for item in section.items:
            if isinstance(item, Question):
                values.update(_answer(form, item, None, author, values))
                continue
            if isinstance(item, Passage):
                continue
            for row in range(1, fill.rows(item, random) + 1):
                for question in item.questions:
                    values.update(_answer(form, question, row, author, values))
                if random.random() < NOTED:
                    values[item.name, row] = f"Synthetic note: {author.words(6)}"
    return values


@dataclass(frozen=True, slots=True)
class _Author:
    """Who answers, in which language, and their own source of chance."""

    code: str
    language: str
    random: Random

    def words(self, count: int) -> str:
        """So many words, of no meaning."""
        words = WORDS.get(self.language, WORDS["en"])
        return ("" if self.language == "zh" else " ").join(self.random.choices(words, k=count))


def _answer(
    form: Form, question: Question, row: int | None, author: _Author, so_far: Mapping[Key, Value]
) -> Iterator[tuple[Key, Value]]:
    name = question.name
    waits = WAITS.get(name)
    if name.startswith("el_") and name.endswith("_timing"):
        waits = (name.removesuffix("_timing"), "in_place")
    elif name.endswith("_territory"):
        waits = (name.removesuffix("territory") + "level", "subnational")
    if waits and so_far.get((waits[0], row)) != waits[1]:
        return
    random = author.random
    needed = question.required or row is None or name.endswith("_currency")
    if not needed and random.random() > ANSWERED:
        return
    if not question.required and random.random() < MISSING:
        yield (name, row), "m"
    elif random.random() < SLIP:
        yield (name, row), "about twelve"
    else:
        near = {key: so_far.get((f"{name.split('_')[0]}_{key}", row)) for key in ("year", "unit")}
        yield (name, row), _value(form, question, row, author, near)


def _value(
    form: Form,
    question: Question,
    row: int | None,
    author: _Author,
    near: Mapping[str, Value | None],
) -> Value:
    """A value that fits what the row says already: its year and unit."""
    name, random, year = question.name, author.random, near["year"]
    ahead = isinstance(year, int) and year > 2024
    match question.type:
        case "select_one" if name.endswith("_timing") and isinstance(year, int):
            return "before" if year <= 2023 else "after"
        case "select_one":
            codes = [choice.code for choice in form.choices_of(question)]
            if name.endswith("_status"):
                codes = [code for code in codes if (code in PLANNED) == ahead and code != "none"]
            return random.choice(codes)
        case "date":
            return date(2024, 3, 1) + timedelta(days=random.randrange(70))
        case "integer" if name.endswith("_year"):
            past = name == "figure_year" or random.random() < 0.85
            return random.randint(1995, 2022) if past else random.randint(2025, 2026)
        case "integer":
            return _reach(random)
        case "decimal":
            share = name.endswith("_rate") or near["unit"] == "percent"
            return round(random.uniform(1, 60), 1) if share else float(_reach(random))
    if name.endswith("_currency"):
        return random.choice(["USD", "EUR", "XOF", "BRL", "INR"])
    if name.endswith("_email"):
        return f"{author.code.lower()}@example.org"
    if name.endswith("_url"):
        return f"https://example.org/{author.code}/{row}"
    if name.endswith(("_description", "_contribution", "_example", "_mandate", "_composition")):
        return f"Synthetic: {author.words(random.randint(12, 40))}."
    if name.endswith(("_place", "_territory", "_area", "_age")):
        return f"Synthetic {author.words(1)} {random.randrange(30)}"
    # Titles are unlike each other, as those of real laws and programmes are.
    number = f" {row}" if row else ""
    return f"Synthetic {author.code}{number}: {author.words(random.randint(3, 9))}"


def _reach(random: Random) -> int:
    return int(random.lognormvariate(6, 2)) + 1
