"""The charts of a cycle that has no SQL of its own: replies by category, and answers by choice."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapporteur.design.chart_spec import Chart
from rapporteur.design.cycle import Cycle
from rapporteur.design.derived_tables import (
    GROUPS,
    QUESTIONS,
    derived_tables,
    given_answers,
    label_of,
    once_chosen,
    said,
)
from rapporteur.design.form import Question
from rapporteur.language.texts import Text

STATES = "derived_states"
"""The list of the states of a respondent: it has replied, or not."""

_CHOICES, _QUESTIONS = range(2, 9), 12
"""How many choices, and at most how many questions, a chart shows legibly."""


@dataclass(frozen=True, slots=True)
class DerivedChart:
    """A chart, and the select that counts."""

    chart: Chart
    sql: str


def derived_charts(cycle: Cycle) -> Sequence[DerivedChart]:
    """The charts that are derived from the form of a cycle, in their order.

    These are the replies by category, where there are several, and of all lists of choices that
    fit a page the one that is asked for most often.
    """
    charts = _Charts(cycle)
    return [
        *(charts.replies() if len(cycle.definition.categories) > 1 else ()),
        *charts.answers(),
    ]


def derived_states(cycle: Cycle) -> Mapping[str, Text]:
    """The codes of `STATES` with their labels."""
    languages = cycle.definition.languages
    return {state: said(f"derived-{state}", languages) for state in ("replied", "outstanding")}


class _Charts:
    """Makes the charts of a cycle, whose ids no table has."""

    def __init__(self, cycle: Cycle) -> None:
        self._cycle = cycle
        self._languages = cycle.definition.languages
        self._taken = {derived.table.id for derived in derived_tables(cycle)}

    def replies(self) -> Iterator[DerivedChart]:
        sql = """\
select
    roster.category,
    if(replies.respondent is null, 'outstanding', 'replied') as state,
    count(*) as respondents,
from landing.respondents as roster
left join (select distinct respondent from landing.submissions where state = 'accepted') as replies
    on roster.code = replies.respondent
group by all
"""
        yield self._chart(
            "chart_replies", 1, self._say("derived-title-replied"), sql,
            category=self._axis("category", GROUPS, "derived-respondents"),
            series=self._axis("state", STATES, "derived-state"),
            totals=["category", "series"],
        )  # fmt: skip

    def answers(self) -> Iterator[DerivedChart]:
        form = self._cycle.form
        fitting = [
            (name, questions)
            for name, questions in once_chosen(form).items()
            if len(form.choices[name]) in _CHOICES and len(questions) <= _QUESTIONS
        ]
        if fitting:
            yield self._answers(*max(fitting, key=lambda of_list: len(of_list[1])))

    def _answers(self, name: str, questions: Sequence[Question]) -> DerivedChart:
        answer = self._axis("answer", name, "derived-answer")
        several = len(questions) > 1
        columns = "given.question, given.answer" if several else "given.answer"
        sql = f"""\
with
given as (
{given_answers(questions)}
)

select {columns}, count(*) as respondents,
from given
group by {columns}
"""
        if not several:
            title: Text = label_of(questions[0], self._cycle.form)
            return self._chart("chart_answers", 2, title, sql, category=answer)
        one_each = all(question.type == "select_one" for question in questions)
        return self._chart(
            "chart_answers", 2, self._say("derived-title-choices"), sql,
            category=self._axis("question", QUESTIONS, "derived-question"),
            series=answer,
            totals=["category"] if one_each else [],
        )  # fmt: skip

    def _chart(self, name: str, order: int, title: Text, sql: str, **more: object) -> DerivedChart:
        chart = Chart.model_validate(
            {
                "id": f"{name}_" if name in self._taken else name,
                "path": self._cycle.inputs / self._cycle.definition.form,
                "order": order,
                "kind": "bars",
                "title": dict(title),
                "alt": dict.fromkeys(self._languages, "{ derived-alt }"),
                "source": self._say("derived-source"),
                "value": {
                    "name": "respondents",
                    "header": self._say("derived-respondents-number"),
                },
                **more,
            }
        )
        return DerivedChart(chart, sql)

    def _axis(self, name: str, codelist: str, header: str) -> dict[str, object]:
        return {"name": name, "codelist": codelist, "header": self._say(header)}

    def _say(self, key: str) -> dict[str, str]:
        return said(key, self._languages)
