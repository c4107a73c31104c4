"""The form's `relevant`, `required` and `constraint`, evaluated for every row at once."""

from collections.abc import Iterable, Iterator, Mapping

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
