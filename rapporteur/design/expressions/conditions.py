"""SQL that evaluates the form's expressions for all submissions and rows."""

from collections.abc import Iterable, Iterator, Mapping

from rapporteur.design.expressions.compiler import Resolver, Sql, compile_expression
from rapporteur.design.form import Form, Question, Repeat
from rapporteur.kernel.errors import UserError


def answer_resolver(form: Form, repeat: str | None, within: tuple[str, ...] = ()) -> Resolver:
    """A resolver of references in a row of `repeat`, or outside repeats if it is None.

    Answers of the row are columns of the alias `this`, those outside repeats of the alias `main`.
    A calculation is replaced by its expression. `within` are the calculations being compiled; a
    reference to one of them is circular.
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
        # Floating, as all numbers in XPath: the sum of two large integers must not overflow.
        sql = f"{alias}.{name}::double" if question.type == "integer" else f"{alias}.{name}"
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


def _sql_type(question: Question) -> str:
    match question.type:
        case "integer" | "decimal":
            return "number"
        case "date":
            return "date"
    return "text"


def check_expressions(form: Form) -> None:
    """Raise `UserError` if an expression of the form is malformed or not supported."""
    for repeat in (
        None,
        *form.repeats,
    ):  # first, since their errors would be reported where they are used
        list(calculations(form, repeat))
    for _ in _selects(form):
        pass


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
    conditions = [*outer.items(), (own, question.relevant)]
    relevant = " and ".join(holds("relevant", e, "true", item) for item, e in conditions)
    return (
        f"{{question: '{question.name}', relevant: {relevant}, "
        f"required: {holds('required', question.required, 'false', own)}, "
        f"constraint_ok: {holds('constraint', question.constraint, 'true', own)}}}"
    )
