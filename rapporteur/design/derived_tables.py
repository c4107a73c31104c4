"""The tables of a cycle that has no marts of its own: derived from its form, without SQL.

They are the plan that somebody would make who has to report on any form:

- `replies`: how many of each category were asked and have replied;
- a table for each section: a row for each respondent, with the answers outside tables;
- a table for each repeat: its rows by respondent;
- a table for each list of choices that is asked for once: how many respondents gave which answer
  to which question, by category, and the share of those who answered it;
- `numbers`: of each number that is asked for once the median, the smallest and the largest, and
  the sum where its unit is one of quantities;
- where there is a previous cycle, what its replies and the present ones say otherwise: numbers
  with their difference, choices, and the rows of repeats that came and went.

Titles and headers are the labels of the form; what is of no form is a message of the program.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from rapporteur.design.cycle import Cycle
from rapporteur.design.form import Form, Question, Repeat, Section
from rapporteur.design.sidecar_texts import composed
from rapporteur.design.table_spec import Table, can_be_id
from rapporteur.design.tailoring import PRESETS
from rapporteur.kernel.sql_quotes import literal, quoted
from rapporteur.language.messages import message
from rapporteur.language.texts import Text

GROUPS, QUESTIONS = "derived_groups", "derived_questions"
"""The lists of the codes in derived tables: all respondents and each category; the questions."""

CHOICES, REPEATS = "derived_choices", "derived_repeats"
"""The lists of all choices, as `<list>.<code>`, and of the repeats."""

ALL = "all"
"""The code of all respondents together."""

_KINDS = {
    "text": "text", "integer": "integer", "decimal": "number", "date": "date",
    "select_one": "code", "select_multiple": "codes",
}  # fmt: skip
_COLUMNS = ("respondent", "row", "evidence")
"""The columns that tables have besides the answers."""

_RATE = re.compile(r"%|‰|/|\b(per|percent|ratio|rate|index|score|average|PT)\b", re.IGNORECASE)
"""Units of which a sum says nothing."""

_SELECTS = ("select_one", "select_multiple")
_LONGEST = 28  # characters of an id, with room for a number
_MOST_CATEGORIES = 8
"""So many categories have a column each in the tables of choices: more would not fit a page."""

_ACCEPTED = (
    "inner join landing.submissions as submissions\n"
    "    on answered.submission = submissions.submission and submissions.state = 'accepted'"
)


@dataclass(frozen=True, slots=True)
class DerivedTable:
    """A table, and the select that makes its rows."""

    table: Table
    sql: str


def derived_tables(cycle: Cycle) -> Sequence[DerivedTable]:
    """The tables that are derived from the form of a cycle, in the order of the workbook."""
    plan = _Plan(cycle)
    tables = [*plan.replies(), *plan.listed(), *plan.choices(), *plan.numbers()]
    return [*tables, *plan.changes()] if cycle.definition.previous else tables


def derived_list(cycle: Cycle, name: str) -> Mapping[str, Text]:
    """The codes of a list of derived tables with their labels; empty for any other list."""
    if name == QUESTIONS:
        return {question.name: label_of(question, cycle.form) for question in cycle.form.singles}
    if name == GROUPS:
        return {ALL: said("derived-all", cycle.definition.languages), **_categories(cycle)}
    if name == CHOICES:
        return {
            f"{of}.{choice.code}": choice.label
            for of, choices in cycle.form.choices.items()
            for choice in choices
        }
    if name == REPEATS:
        return {
            repeat.name: repeat.label or {cycle.form.languages[0]: repeat.name}
            for repeat in cycle.form.repeats.values()
        }
    return {}


class _Plan:
    """Makes the tables of a cycle, each with an id and a place of its own."""

    def __init__(self, cycle: Cycle) -> None:
        self._cycle = cycle
        self._form = cycle.form
        self._languages = cycle.definition.languages
        self._orders = count(1)
        self._ids: set[str] = set()
        self._asked = [one for one in self._form.singles if one.name not in PRESETS]

    def replies(self) -> Iterator[DerivedTable]:
        columns = [
            self._column("respondents", "code", "derived-respondents", codelist=GROUPS),
            self._column("asked", "integer", "derived-asked", unit="NUMBER"),
            self._column("replies", "integer", "derived-replies", unit="NUMBER"),
            self._column("rate", "percent", "derived-rate"),
        ]
        points = [
            {
                "name": "categories",
                "where": f"respondents <> '{ALL}'",
                "count": "respondents",
                "sum": "replies",
                "text": dict.fromkeys(self._languages, "{ replies-received }{ listed }"),
            }
        ]
        sql = f"""\
with
counted as (
    select
        case when grouping(roster.category) = 1 then '{ALL}' else roster.category end
            as respondents,
        count(distinct roster.code) as asked,
        count(distinct submissions.respondent) as replies,
        coalesce(string_agg(submissions.submission, ' ' order by submissions.submission), '')
            as evidence,
    from landing.respondents as roster
    left join landing.submissions as submissions
        on roster.code = submissions.respondent and submissions.state = 'accepted'
    group by grouping sets ((), (roster.category))
)

select
    respondents,
    asked,
    replies,
    round(100.0 * replies / nullif(asked, 0), 1) as rate,
    evidence,
from counted
"""
        yield self._table(
            "replies", self._say("derived-title-replies"), columns, sql,
            sort=["respondents"], points=points,
        )  # fmt: skip

    def listed(self) -> Iterator[DerivedTable]:
        """The sections and repeats, in the order of the form."""
        for section in self._form.sections:
            singles = [
                item
                for item in section.items
                if isinstance(item, Question) and item.name not in PRESETS
            ]
            if singles:
                yield self._section(section, singles)
            for item in section.items:
                if isinstance(item, Repeat):
                    yield self._repeat(item)

    def _section(self, section: Section, questions: Sequence[Question]) -> DerivedTable:
        sql = f"""\
select
    submissions.respondent,
{_answers(questions)}
    {_evidence(questions)} as evidence,
from form.main as answered
{_ACCEPTED}
where coalesce({_texts(questions)}) is not null
"""
        return self._table(
            section.name, section.label, [self._respondent(), *self._answers(questions)], sql,
            sort=["respondent"],
        )  # fmt: skip

    def _repeat(self, repeat: Repeat) -> DerivedTable:
        sql = f"""\
select
    submissions.respondent,
    answered.row,
{_answers(repeat.questions)}
    answered.evidence,
from form.{quoted(repeat.name)} as answered
{_ACCEPTED}
where coalesce({_texts(repeat.questions)}) is not null
"""
        columns = [
            self._respondent(),
            self._column("row", "integer", "derived-row"),
            *self._answers(repeat.questions),
        ]
        return self._table(repeat.name, repeat.label, columns, sql, sort=["respondent", "row"])

    def choices(self) -> Iterator[DerivedTable]:
        """A grid for each list of choices: questions with the same answers stand together."""
        for name, questions in once_chosen(self._form).items():
            yield self._grid(name, questions)

    def _grid(self, name: str, questions: Sequence[Question]) -> DerivedTable:
        categories = self._categories()
        names = _columns_of(categories)
        several = len(questions) > 1
        columns = [
            *([self._column("question", "code", "derived-question", codelist=QUESTIONS)]
              if several else []),
            self._column("answer", "code", "derived-answer", codelist=name),
            self._column("respondents", "integer", "derived-respondents-number", unit="NUMBER"),
            self._column("share", "percent", "derived-share"),
            *(self._of_category(names[code], label) for code, label in categories.items()),
        ]  # fmt: skip
        given = given_answers(questions)
        counts = "".join(
            f"\n    count(*) filter (where given.category = {literal(code)}) as {names[code]},"
            for code in categories
        )
        title = (
            self._say("derived-title-choices") if several else label_of(questions[0], self._form)
        )
        sql = f"""\
with
given as (
{given}
),

answered as (
    select question, count(distinct respondent) as respondents
    from given
    group by question
)

select{
            ""
            if not several
            else '''
    given.question,'''
        }
    given.answer,
    count(*) as respondents,
    round(100.0 * count(*) / any_value(answered.respondents), 1) as share,{counts}
    string_agg(given.evidence, ' ' order by given.evidence) as evidence,
from given
inner join answered on given.question = answered.question
group by given.question, given.answer
"""
        sort = ["question", "answer"] if several else ["answer"]
        return self._table(f"{name}_answers", title, columns, sql, sort=sort)

    def numbers(self) -> Iterator[DerivedTable]:
        questions = self._numbers()
        if not questions:
            return
        summed = [one.name for one in questions if one.unit and not _RATE.search(one.unit)]
        total = {**self._column("sum", "number", "derived-sum"), "missing": "not_applicable"}
        columns = [
            self._column("question", "code", "derived-question", codelist=QUESTIONS),
            self._column("respondents", "integer", "derived-respondents-number", unit="NUMBER"),
            *([total] if summed else []),
            self._column("median", "number", "derived-median"),
            self._column("smallest", "number", "derived-smallest"),
            self._column("smallest_of", "respondent", "derived-smallest-of"),
            self._column("largest", "number", "derived-largest"),
            self._column("largest_of", "respondent", "derived-largest-of"),
        ]
        given = "\nunion all\n".join(
            f"    select {literal(one.name)} as question, submissions.respondent, "
            f"answered.{quoted(one.name)}::double as number, "
            f"evidence(answered.submission, {literal(one.name)}) as evidence\n"
            f"    from form.main as answered\n    {_ACCEPTED}\n"
            f"    where answered.{quoted(one.name)} is not null"
            for one in questions
        )
        sql = f"""\
with
given as (
{given}
)

select
    question,
    count(*) as respondents,{_sums(summed)}
    median(number) as median,
    min(number) as smallest,
    arg_min(respondent, (number, respondent)) as smallest_of,
    max(number) as largest,
    arg_min(respondent, (-number, respondent)) as largest_of,
    string_agg(evidence, ' ' order by evidence) as evidence,
from given
group by question
"""
        title = self._say("derived-title-numbers")
        yield self._table("numbers", title, columns, sql, sort=["question"])

    def changes(self) -> Iterator[DerivedTable]:
        """What respondents of both cycles say otherwise than in the previous one."""
        if numbers := self._numbers():
            yield self._changed_numbers(numbers)
        if choices := [one for one in self._asked if one.list_name]:
            yield self._changed_choices(choices)
        if self._form.repeats:
            yield self._changed_rows()

    def _changed_numbers(self, questions: Sequence[Question]) -> DerivedTable:
        columns = [
            *self._changed(),
            self._column("before", "number", "derived-before"),
            self._column("now", "number", "derived-now"),
            self._column("difference", "number", "derived-difference"),
        ]
        both = "\nunion all\n".join(
            _of_both(
                one, f"before.{quoted(one.name)}::double", f"answered.{quoted(one.name)}::double"
            )
            for one in questions
        )
        sql = f"""\
with
given as (
{both}
)

select
    question,
    respondent,
    before,
    now,
    round(now - before, 6) as difference,
    evidence,
from given
"""
        return self._table(
            "changed_numbers", self._say("derived-title-changed-numbers"), columns, sql,
            sort=["question", "respondent"],
        )  # fmt: skip

    def _changed_choices(self, questions: Sequence[Question]) -> DerivedTable:
        columns = [
            *self._changed(),
            self._column("before", "codes", "derived-before", codelist=CHOICES),
            self._column("now", "codes", "derived-now", codelist=CHOICES),
        ]
        both = "\nunion all\n".join(
            _of_both(one, _choices_of("before", one), _choices_of("answered", one))
            for one in questions
        )
        return self._table(
            "changed_choices", self._say("derived-title-changed-choices"), columns, f"{both}\n",
            sort=["question", "respondent"],
        )  # fmt: skip

    def _changed_rows(self) -> DerivedTable:
        """The rows of repeats, compared as they are written."""
        columns = [
            self._column("repeat", "code", "derived-repeat", codelist=REPEATS),
            self._respondent(),
            self._column("added", "integer", "derived-added", unit="NUMBER"),
            self._column("gone", "integer", "derived-gone", unit="NUMBER"),
        ]
        rows = "\nunion all\n".join(map(_rows_of_both, self._form.repeats.values()))
        sql = f"""\
with
listed as (
{rows}
),

counted as (
    select repeat, respondent, words, sum(sign) as more, string_agg(evidence, ' ') as evidence,
    from listed
    group by repeat, respondent, words
)

select
    counted.repeat,
    counted.respondent,
    sum(greatest(counted.more, 0))::bigint as added,
    sum(greatest(-counted.more, 0))::bigint as gone,
    coalesce(
        string_agg(counted.evidence, ' ' order by counted.evidence) filter (counted.more > 0),
        any_value(submissions.submission)
    ) as evidence,
from counted
inner join landing.submissions as submissions
    on counted.respondent = submissions.respondent and submissions.state = 'accepted'
where counted.respondent in (select respondent from previous.submissions)
group by counted.repeat, counted.respondent
having added + gone > 0
"""
        return self._table(
            "changed_rows", self._say("derived-title-changed-rows"), columns, sql,
            sort=["repeat", "respondent"],
        )  # fmt: skip

    def _changed(self) -> Sequence[dict[str, object]]:
        return [
            self._column("question", "code", "derived-question", codelist=QUESTIONS),
            self._respondent(),
        ]

    def _numbers(self) -> Sequence[Question]:
        """The questions for quantities; a year is none."""
        return [
            one for one in self._asked if one.type in ("integer", "decimal") and not one.is_year
        ]

    def _table(
        self,
        name: str,
        title: Text,
        columns: Sequence[Mapping[str, Any]],
        sql: str,
        **more: object,
    ) -> DerivedTable:
        evidence = {"name": "evidence", "type": "evidence", "header": self._say("sheet-evidence")}
        table = Table.model_validate(
            {
                "id": self._id(name),
                "path": self._cycle.inputs / self._cycle.definition.form,
                "order": next(self._orders),
                "title": dict(title) or {self._languages[0]: name},
                "source": self._say("derived-source"),
                "columns": _told_apart([*columns, evidence]),
                # Who sees a table alone must see, too, that nobody sent the replies.
                "notes": [made_up] if (made_up := self._cycle.definition.reconstruction) else [],
                **more,
            }
        )
        return DerivedTable(table, sql)

    def _id(self, name: str) -> str:
        """An id that begins like the name and that no other table has."""
        plain = re.sub("[^a-z0-9]+", "_", name.lower()).strip("_")[:_LONGEST].strip("_")
        begins = plain if plain[:1].isalpha() else f"t_{plain}"
        tries = (begins, *(f"{begins}_{number}" for number in range(2, len(self._ids) + 4)))
        found = next(one for one in tries if can_be_id(one) and one not in self._ids)
        self._ids.add(found)
        return found

    def _respondent(self) -> dict[str, object]:
        return self._column("respondent", "respondent", "derived-respondent")

    def _answers(self, questions: Iterable[Question]) -> Iterator[dict[str, object]]:
        for question in questions:
            kind = "year" if question.is_year else _KINDS[question.type]
            yield {
                "name": _name(question),
                "type": kind,
                "question": question.name,
                "header": label_of(question, self._form),
                **({"codelist": question.list_name} if kind in ("code", "codes") else {}),
            }

    def _of_category(self, name: str, label: Text) -> dict[str, object]:
        spanner = self._say("derived-by-category")
        return {
            "name": name,
            "type": "integer",
            "unit": "NUMBER",
            "spanner": spanner,
            "subheader": dict(label),
            "header": composed(spanner, label),
        }

    def _categories(self) -> Mapping[str, Text]:
        """The categories by code, unless there is one alone or there are too many for a page."""
        found = _categories(self._cycle)
        return found if 1 < len(found) <= _MOST_CATEGORIES else {}

    def _column(self, name: str, kind: str, header: str, **more: str) -> dict[str, object]:
        return {"name": name, "type": kind, "header": self._say(header), **more}

    def _say(self, key: str) -> dict[str, str]:
        return said(key, self._languages)


def _name(question: Question) -> str:
    """The name of the column with the answers to a question."""
    return f"{question.name}_" if question.name in _COLUMNS else question.name


def _columns_of(codes: Iterable[str]) -> Mapping[str, str]:
    """The name of the column of each category."""
    names: dict[str, str] = {}
    for code in codes:
        plain = re.sub("[^a-z0-9]+", "_", code.lower()).strip("_")
        name = f"category_{plain}"
        names[code] = name if name not in names.values() else f"{name}_{len(names) + 1}"
    return names


def _categories(cycle: Cycle) -> Mapping[str, Text]:
    """The categories of the cycle by code, as the form calls them, else as the roster does."""
    question = cycle.form.questions.get(PRESETS[1])
    labels = (
        {choice.code: choice.label for choice in cycle.form.choices_of(question)}
        if question
        else {}
    )
    stated = cycle.categories
    as_written = {code: dict.fromkeys(cycle.definition.languages, code) for code in stated}
    return {code: labels.get(code) or as_written[code] for code in stated}


def said(key: str, languages: Iterable[str]) -> dict[str, str]:
    """A message of the program in each of the languages."""
    return {language: message(language, key) for language in languages}


def label_of(question: Question, form: Form) -> dict[str, str]:
    """What the form calls a question, with its unit; its name where it does not say."""
    label = dict(question.label) or {form.languages[0]: question.name}
    return {
        language: text if question.unit in text else f"{text} ({question.unit})"
        for language, text in label.items()
    }


def _told_apart(columns: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The columns, their names added to headers that are those of another column too."""
    seen: dict[tuple[str, str], int] = {}
    for column in columns:
        for language, text in column["header"].items():
            key = language, text.casefold()
            seen[key] = seen.get(key, 0) + 1
    return [
        {
            **column,
            "header": {
                language: f"{text} ({column['name']})"
                if seen[language, text.casefold()] > 1
                else text
                for language, text in column["header"].items()
            },
        }
        for column in columns
    ]


def once_chosen(form: Form) -> Mapping[str, Sequence[Question]]:
    """The questions of choices outside repeats, by list; not those that the roster answers."""
    asked: dict[str, list[Question]] = {}
    for question in form.singles:
        if question.list_name and question.type in _SELECTS and question.name not in PRESETS:
            asked.setdefault(question.list_name, []).append(question)
    return asked


def given_answers(questions: Iterable[Question]) -> str:
    """A select of the answers to questions of choices: one a row, of each accepted submission.

    Its columns are question, respondent, category, answer and evidence.
    """
    return "\nunion all\n".join(f"    {_given(question)}" for question in questions)


def _of_both(question: Question, before: str, now: str) -> str:
    """A select of what respondents of both cycles answer otherwise than before."""
    return (
        f"    select {literal(question.name)} as question, submissions.respondent, "
        f"{before} as before, {now} as now, "
        f"evidence(answered.submission, {literal(question.name)}) as evidence\n"
        f"    from form.main as answered\n    {_ACCEPTED}\n"
        "    inner join previous.submissions as former\n"
        "        on submissions.respondent = former.respondent\n"
        "    inner join previous.main as before on former.submission = before.submission\n"
        f"    where {before} <> {now}"
    )


def _choices_of(table: str, question: Question) -> str:
    """The choices of an answer as codes of `CHOICES`, in the order in which they are stored."""
    prefix = literal(f"{question.list_name}.")
    column = f"{table}.{quoted(question.name)}"
    return f"{prefix} || replace({column}, ' ', ' ' || {prefix})"


def _rows_of_both(repeat: Repeat) -> str:
    """A select of the rows of a repeat in words: 1 for those of now, -1 for those of before."""
    words = ", ".join(f"listed.{quoted(one.name)}::varchar" for one in repeat.questions)
    of = literal(repeat.name)
    table = quoted(repeat.name)
    return (
        f"    select {of} as repeat, submissions.respondent, [{words}]::varchar as words, "
        "1 as sign, listed.evidence\n"
        f"    from form.{table} as listed\n"
        "    inner join landing.submissions as submissions\n"
        "        on listed.submission = submissions.submission "
        "and submissions.state = 'accepted'\n"
        "    union all\n"
        f"    select {of} as repeat, former.respondent, [{words}]::varchar as words, "
        "-1 as sign, null as evidence\n"
        f"    from previous.{table} as listed\n"
        "    inner join previous.submissions as former on listed.submission = former.submission"
    )


def _given(question: Question) -> str:
    """The answers of a question of choices, one a row, of each accepted submission."""
    column = f"answered.{quoted(question.name)}"
    several = question.type == "select_multiple"
    answer = f"unnest(string_split({column}, ' '))" if several else column
    return (
        f"select {literal(question.name)} as question, submissions.respondent, "
        f"submissions.category, {answer} as answer, "
        f"evidence(answered.submission, {literal(question.name)}) as evidence\n"
        f"    from form.main as answered\n    {_ACCEPTED}\n    where {column} is not null"
    )


def _answers(questions: Iterable[Question]) -> str:
    return "\n".join(
        f"    answered.{quoted(one.name)} as {quoted(_name(one))}," for one in questions
    )


def _sums(names: Sequence[str]) -> str:
    """The column of the sums of these questions; nothing without any."""
    if not names:
        return ""
    listed = ", ".join(map(literal, names))
    return f"\n    if(question in ({listed}), sum(number), null) as sum,"


def _evidence(questions: Sequence[Question]) -> str:
    """The evidence of the questions that are answered."""
    parts = ", ".join(
        f"case when answered.{quoted(one.name)} is not null "
        f"then evidence(answered.submission, {literal(one.name)}) end"
        for one in questions
    )
    return f"concat_ws(' ', {parts})"


def _texts(questions: Iterable[Question]) -> str:
    return ", ".join(f"answered.{quoted(question.name)}::varchar" for question in questions)
