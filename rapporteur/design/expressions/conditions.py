"""SQL that evaluates the form's expressions for all submissions and rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from typing import Any, TypeVar

from rapporteur.design.expressions.compiler import (
    COLUMN,
    PARENT,
    Resolver,
    Sql,
    compile_expression,
)
from rapporteur.design.form import Form, FormNote, Item, Passage, Question, Repeat, Section
from rapporteur.kernel.errors import UserError
from rapporteur.kernel.sql_quotes import literal

_Conditional = TypeVar("_Conditional", Question, Repeat, Passage, Section)


def answer_resolver(form: Form, repeat: str | None, within: tuple[str, ...] = ()) -> Resolver:
    """A resolver of references in a row of `repeat`, or outside repeats if it is None.

    Answers of the row are columns of the alias `this`, those outside repeats of the alias `main`;
    of an outer repeat those of the row to which this one belongs. A calculation is replaced by its
    expression. `within` are the calculations being compiled; a reference to one of them is
    circular.
    """

    def resolve(name: str) -> Sql:
        if name.startswith(COLUMN):
            raise UserError(f"“{name[1:]}” is no reference: write it as ${{{name[1:]}}}.")
        if name == PARENT:
            if repeat is None:
                raise UserError("`..` has a position in a repeat alone.")
            return Sql("this.row", "number")
        if name in form.repeats:
            return _nodes(form, name, "1", repeat)
        if name in form.calculations:
            return calculated(name)
        if name not in form.questions:
            raise UserError(f"${{{name}}} is not a question of this form.")
        question = form.questions[name]
        value = _of_outer_row(form, question, repeat)
        if value is None and question.repeat not in (None, repeat):
            return _nodes(form, str(question.repeat), f"n.{name}", repeat)
        sql = value or f"{'main' if question.repeat is None else 'this'}.{name}"
        # Floating, as all numbers in XPath: the sum of two large integers must not overflow.
        sql = f"{sql}::double" if question.type == "integer" else sql
        return Sql(sql, _sql_type(question), answer=True)

    def calculated(name: str) -> Sql:
        if name in within:
            raise UserError(f"{name} depends on itself: {' → '.join((*within, name))}.")
        calculation = form.calculations[name]
        inside = answer_resolver(form, calculation.repeat, (*within, name))
        value = compile_expression(calculation.expression, inside)
        if calculation.repeat not in (None, repeat):
            # Joined with `main`, to which expressions inside a repeat may refer.
            nodes = (
                f"select this.submission, {value.sql} as value "
                f"from form.{calculation.repeat} as this "
                "inner join form.main as main on main.submission = this.submission"
            )
            return Sql(nodes, "nodes")
        return Sql(f"({value.sql})", value.type, answer=True)

    return resolve


def _outer(form: Form, repeat: str | None) -> Sequence[Repeat]:
    """The repeats in which a repeat is nested, from itself outwards."""
    nested: list[Repeat] = []
    while repeat is not None:
        nested.append(form.repeats[repeat])
        repeat = nested[-1].outer
    return nested


def _of_outer_row(form: Form, question: Question, repeat: str | None) -> str | None:
    """The answer of the outer row to which a row of `repeat` belongs.

    None for a question of no outer repeat.
    """
    row = ""
    for inner, outer in pairwise(_outer(form, repeat)):
        link = inner.questions[0].name
        row = _column_of(inner.name, link, row) if row else f"this.{link}"
        if outer.name == question.repeat:
            return _column_of(outer.name, question.name, row)
    return None


def _column_of(repeat: str, column: str, row: str) -> str:
    return (
        f"(select any_value(o.{column}) from form.{repeat} as o "
        f"where o.submission = this.submission and o.row = {row})"
    )


def _nodes(form: Form, of: str, value: str, repeat: str | None) -> Sql:
    """A value of each row of the repeat `of`; from an outer row, of the rows that belong to it."""
    nodes = f"select n.submission, {value} as value from form.{of} as n"
    nested = [outer.name for outer in _outer(form, of)]
    if repeat not in nested or repeat == of:
        return Sql(nodes, "nodes")
    belongs = "this.row"
    for name in reversed(nested[1 : nested.index(repeat)]):
        link = form.repeats[name].questions[0].name
        belongs = (
            f"(select o.row from form.{name} as o "
            f"where o.submission = this.submission and o.{link} in ({belongs}))"
        )
    return Sql(f"{nodes} where n.{form.repeats[of].questions[0].name} in ({belongs})", "nodes")


def _answer_of(question: Question) -> str:
    return f"{'main' if question.repeat is None else 'this'}.{question.name}"


def _of_chosen(form: Form, question: Question) -> Resolver:
    """A resolver in a `choice_filter`, whose columns are those of the choice that was made."""
    answers = answer_resolver(form, question.repeat)
    choices = form.choices_of(question)

    def resolve(name: str) -> Sql:
        if not name.startswith(COLUMN):
            return answers(name)
        column = name.removeprefix(COLUMN)
        texts = {
            choice.code: choice.code if column == "name" else choice.values.get(column, "")
            for choice in choices
        }
        codes, values = (", ".join(map(literal, part)) for part in (texts, texts.values()))
        place = f"list_position([{codes}], {_answer_of(question)})"
        return Sql(f"([{values}])[{place}]", "text", answer=True)

    return resolve


def _sql_type(question: Question) -> str:
    match question.type:
        case "integer" | "decimal":
            return "number"
        case "date":
            return "date"
    return "text"


def checked(form: Form) -> Form:
    """The form without the expressions that cannot be compiled, of each of which it has a note."""
    notes: list[FormNote] = []

    def fails(column: str, name: str, compiled: Callable[[], Sql]) -> bool:
        try:
            compiled().as_type("text" if column == "calculation" else "boolean")
        except UserError as error:
            notes.append(
                FormNote(
                    f"{form.source.place(name)}: the {column} of {name} is not computed and not "
                    f"checked: {error.message}",
                    error.remedy or "Correct it, or use what docs/forms.md says that is computed.",
                )
            )
            return True
        return False

    computed = {
        name: calculation
        for name, calculation in form.calculations.items()
        if not fails("calculation", name, partial(answer_resolver(form, calculation.repeat), name))
    }
    form = replace(form, calculations=computed)

    def whole(item: _Conditional, repeat: str | None = None) -> _Conditional:
        is_question = isinstance(item, Question)
        columns = ("relevant", "required", "constraint") if is_question else ("relevant",)
        resolve = answer_resolver(form, repeat)
        if isinstance(item, Question) and item.choice_filter:
            chosen = partial(compile_expression, item.choice_filter, _of_chosen(form, item))
            if fails("choice_filter", item.name, chosen):
                item = replace(item, choice_filter=None)
        # `.` is the answer to a question; sections, repeats and texts have no answer.
        own = item.name if is_question else None
        failing = [
            column
            for column in columns
            if (expression := getattr(item, column))
            and fails(column, item.name, partial(compile_expression, expression, resolve, own))
        ]
        changes: dict[str, Any] = dict.fromkeys(failing)
        return replace(item, **changes) if failing else item

    def inside(item: Item) -> Item:
        if isinstance(item, Question):
            return whole(item)
        if isinstance(item, Passage):
            return whole(item)
        return replace(
            whole(item, item.name),
            questions=tuple(whole(question, item.name) for question in item.questions),
            passages=tuple(whole(passage, item.name) for passage in item.passages),
        )

    sections = tuple(
        replace(whole(section), items=tuple(map(inside, section.items)))
        for section in form.sections
    )
    return replace(form, sections=sections, notes=(*form.notes, *notes))


def conditions_sql(form: Form) -> str:
    """A select with one row for each submission, row of a repeat, and question.

    Columns: submission, row (null outside repeats), question, and the booleans relevant, required
    and constraint_ok (true for a question without a constraint).
    """
    return "\nunion all by name\n".join(_selects(form))


def calculations(form: Form, repeat: str | None) -> Iterator[tuple[str, str]]:
    """The name and SQL of each calculation of a repeat, or of those outside repeats."""
    for name, calculation in form.calculations.items():
        if calculation.repeat == repeat:
            try:
                yield name, answer_resolver(form, repeat)(name).sql
            except UserError as error:
                place = form.source.place(name)
                raise UserError(f"{place}: the calculation of {name}: {error.message}") from error


def _selects(form: Form) -> Iterator[str]:
    for section in form.sections:
        singles = [item for item in section.items if isinstance(item, Question)]
        if singles:
            structs = _structs(form, singles, {section.name: section.relevant})
            yield (
                "select submission, null::integer as row, "
                f"unnest([{structs}], recursive := true) from form.main as main"
            )
        for item in section.items:
            if isinstance(item, Repeat) and item.questions:
                outer = {section.name: section.relevant, item.name: item.relevant}
                structs = _structs(form, item.questions, outer)
                yield (
                    "select this.submission, this.row, "
                    f"unnest([{structs}], recursive := true) from form.{item.name} as this "
                    "inner join form.main as main on main.submission = this.submission"
                )


def _structs(form: Form, questions: Iterable[Question], outer: Mapping[str, str | None]) -> str:
    return ",\n".join(_struct(form, question, outer) for question in questions)


def _struct(form: Form, question: Question, outer: Mapping[str, str | None]) -> str:
    resolve = answer_resolver(form, question.repeat)

    def holds(column: str, expression: str | None, otherwise: str, item: str) -> str:
        if expression is None:
            return otherwise
        try:
            # `.` is the answer to a question; sections and repeats have no answer.
            own = question.name if item == question.name else None
            return compile_expression(expression, resolve, own).as_type("boolean")
        except UserError as error:
            raise UserError(
                f"{form.source.place(item)}: the {column} of {item}: {error.message}", error.remedy
            ) from error

    own = question.name
    allowed = holds("constraint", question.constraint, "true", own)
    if question.choice_filter:
        resolve = _of_chosen(form, question)
        may = holds("choice_filter", question.choice_filter, "true", own)
        allowed = f"({allowed} and ({_answer_of(question)} is null or {may}))"
        resolve = answer_resolver(form, question.repeat)
    conditions = [*outer.items(), (own, question.relevant)]
    relevant = " and ".join(holds("relevant", e, "true", item) for item, e in conditions)
    return (
        f"{{question: '{question.name}', relevant: {relevant}, "
        f"required: {holds('required', question.required, 'false', own)}, "
        f"constraint_ok: {allowed}}}"
    )
