"""The form's expressions, evaluated for every row at once."""

from collections.abc import Iterable, Iterator, Mapping

from rapporteur.design.expressions.compiler import Resolver, Sql, compile_expression
from rapporteur.design.form import Form, Question, Repeat
from rapporteur.kernel.errors import UserError


def answers(form: Form, repeat: str | None, within: tuple[str, ...] = ()) -> Resolver:
    """References as seen from a row of `repeat` (alias `this`), or from none of any.

    Answers outside repeats are columns of the alias `main`. What a calculation stands for is
    put in its place; those of `within` are being compiled, and so cannot refer to themselves.
    """

    def resolve(name: str) -> Sql:
        if name in form.repeats:
            return Sql(f"select n.submission, 1 as value from form.{name} as n", "nodes")
        if name in form.calculations:
            return calculated(name)
        if name not in form.questions:
            raise UserError(f"${{{name}}} is not a question of this form.")
        question = form.questions[name]
        if question.repeat not in (None, repeat):
            nodes = f"select n.submission, n.{name} as value from form.{question.repeat} as n"
            return Sql(nodes, "nodes")
        alias = "main" if question.repeat is None else "this"
        # As in XPath all numbers are floating: the sum of two large ones must not fail.
        sql = f"{alias}.{name}::double" if question.type == "integer" else f"{alias}.{name}"
        return Sql(sql, _sql_type(question), answer=True)

    def calculated(name: str) -> Sql:
        if name in within:
            raise UserError(f"{name} follows from itself: {' → '.join((*within, name))}.")
        one = form.calculations[name]
        inside = answers(form, one.repeat, (*within, name))
        found = compile_expression(one.expression, inside)
        if one.repeat not in (None, repeat):
            # Beside `main` as it is seen from inside the repeat.
            nodes = (
                f"select this.submission, {found.sql} as value from form.{one.repeat} as this "
                "inner join form.main as main on main.submission = this.submission"
            )
            return Sql(nodes, "nodes")
        return Sql(f"({found.sql})", found.type, answer=True)

    return resolve


def _sql_type(question: Question) -> str:
    match question.type:
        case "integer" | "decimal":
            return "number"
        case "date":
            return "date"
    return "text"


def check_expressions(form: Form) -> None:
    """Raises `UserError` when an expression of the form is malformed or not supported."""
    for repeat in (None, *form.repeats):  # first, since a fault in one shows where it is used
        list(calculations(form, repeat))
    for _ in _selects(form):
        pass


def conditions_sql(form: Form) -> str:
    """A select of one row for each submission, repeat row and question.

    Columns: submission, row (null outside repeats), question, relevant, required and
    constraint_ok (booleans; a question without a constraint breaks none).
    """
    return "\nunion all by name\n".join(_selects(form))


def calculations(form: Form, repeat: str | None) -> Iterator[tuple[str, str]]:
    """Name and SQL of the calculations of a repeat, or of those outside any."""
    for name, one in form.calculations.items():
        if one.repeat == repeat:
            try:
                yield name, answers(form, repeat)(name).sql
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
    resolve = answers(form, question.repeat)

    def holds(column: str, expression: str | None, otherwise: str, item: str) -> str:
        if expression is None:
            return otherwise
        try:
            # `.` is the answer to a question; a section and a repeat have none.
            own = question.name if item == question.name else None
            return compile_expression(expression, resolve, own).as_type("boolean")
        except UserError as error:
            raise UserError(
                f"{form.source.place(item)}: the {column} of {item}: {error.message}", error.remedy
            ) from error

    own = question.name
    conditions = [*outer.items(), (own, question.relevant)]
    relevant = " and ".join(holds("relevant", e, "true", item) for item, e in conditions)
    return (
        f"{{question: '{question.name}', relevant: {relevant}, "
        f"required: {holds('required', question.required, 'false', own)}, "
        f"constraint_ok: {holds('constraint', question.constraint, 'true', own)}}}"
    )
