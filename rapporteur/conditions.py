"""The form's `relevant`, `required` and `constraint`, evaluated for every row at once."""

from collections.abc import Iterable, Iterator

from rapporteur.errors import UserError
from rapporteur.expressions import answers, compile_expression
from rapporteur.form import Form, Question, Repeat


def check_expressions(form: Form) -> None:
    """Raises `UserError` when an expression of the form is malformed or not supported."""
    for _ in _selects(form):
        pass


def conditions_sql(form: Form) -> str:
    """A select of one row for each submission, repeat row and question.

    Columns: submission, row (null outside repeats), question, relevant, required and
    constraint_ok (booleans; a question without a constraint breaks none).
    """
    return "\nunion all by name\n".join(_selects(form))


def _selects(form: Form) -> Iterator[str]:
    for section in form.sections:
        singles = [item for item in section.items if isinstance(item, Question)]
        if singles:
            structs = _structs(form, singles, [section.relevant])
            yield (
                "select submission, null::integer as row, "
                f"unnest([{structs}], recursive := true) from form.main as main"
            )
        for item in section.items:
            if isinstance(item, Repeat) and item.questions:
                structs = _structs(form, item.questions, [section.relevant, item.relevant])
                yield (
                    "select this.submission, this.row, "
                    f"unnest([{structs}], recursive := true) from form.{item.name} as this "
                    "inner join form.main as main on main.submission = this.submission"
                )


def _structs(form: Form, questions: Iterable[Question], outer: list[str | None]) -> str:
    return ",\n".join(_struct(form, question, outer) for question in questions)


def _struct(form: Form, question: Question, outer: list[str | None]) -> str:
    resolve = answers(form, question.repeat)

    def holds(expression: str | None, otherwise: str) -> str:
        if expression is None:
            return otherwise
        try:
            return compile_expression(expression, resolve, question.name).as_type("boolean")
        except UserError as error:
            raise UserError(f"The question {question.name}: {error.message}") from error

    relevant = " and ".join(holds(e, "true") for e in (*outer, question.relevant))
    return (
        f"{{question: '{question.name}', relevant: {relevant}, "
        f"required: {holds(question.required, 'false')}, "
        f"constraint_ok: {holds(question.constraint, 'true')}}}"
    )
