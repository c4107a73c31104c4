"""Compile XLSForm expressions to DuckDB SQL, to evaluate them for all submissions at once.

Supported is the part of https://docs.getodk.org/form-operators-functions/ that `relevant`,
`required`, `constraint` and `calculation` of a questionnaire use; anything else is an error when
the form is loaded. As in XPath, an unanswered question is the empty text and has no value as a
number, so that comparisons with `<` or `>` are false. Division by zero has no value either.
`today()` is the day on which the submission was received, so that results do not depend on the day
of the run.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import duckdb
from lark import Lark, Token, Transformer, Tree, v_args
from lark.exceptions import UnexpectedInput, VisitError

from rapporteur.kernel.errors import UserError

_GRAMMAR = r"""
?start: disjunction
?disjunction: conjunction ("or" conjunction)*
?conjunction: equality ("and" equality)*
?equality: order (EQUAL order)?
?order: sum (ORDER sum)?
?sum: product (ADD product)*
?product: unary (MULTIPLY unary)*
?unary: "-" unary -> negative | atom
?atom: NUMBER -> number
     | TEXT -> text
     | "${" NAME "}" -> reference
     | "." -> self
     | NAME "(" [disjunction ("," disjunction)*] ")" -> call
     | "(" disjunction ")"
EQUAL: "!=" | "="
ORDER: "<=" | ">=" | "<" | ">"
ADD: "+" | "-"
MULTIPLY: "*" | "div" | "mod"
NUMBER: /\d+(\.\d*)?|\.\d+/
TEXT: /"[^"]*"|'[^']*'/
NAME: /[A-Za-z_][A-Za-z0-9_.-]*/
%ignore /\s+/
"""


@cache
def _parse(expression: str) -> Tree[Token]:
    """The parse tree of an expression. Raises `UnexpectedInput` if it is malformed."""
    return _parser().parse(expression)


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", maybe_placeholders=False)


@dataclass(frozen=True, slots=True)
class Sql:
    """A piece of SQL and the type of its value: text, number, date, boolean or nodes.

    `nodes` are the answers to a question of a repeat, seen from outside the repeat; only
    aggregates take them. `answer` is true of an answer, which XPath converts to the type of the
    value that it is compared with.
    """

    sql: str
    type: str
    answer: bool = False

    def as_type(self, wanted: str) -> str:
        """The SQL of this value converted to the type `wanted`, as XPath converts it."""
        if self.type == "nodes":
            raise UserError(f"{self.sql} has many answers.", "Use count() or sum() over it.")
        if self.type == wanted:
            return f"coalesce({self.sql}, '')" if wanted == "text" else self.sql
        match wanted, self.type:
            case "text", "boolean":
                return f"if({self.sql}, 'true', 'false')"
            case "text", "number":
                return f"coalesce(regexp_replace(({self.sql})::varchar, '\\.0$', ''), '')"
            case "text", _:
                return f"coalesce(({self.sql})::varchar, '')"
            case "number", "boolean":
                return f"({self.sql})::int"
            case "number", "date":
                return f"date_diff('day', date '1970-01-01', {self.sql})"
            case "number", _:
                return f"try_cast({self.sql} as double)"
            case "date", _:
                return f"try_cast({self.sql} as date)"
            case "boolean", "text":
                return f"coalesce({self.sql}, '') <> ''"
            case "boolean", "date":
                return f"{self.sql} is not null"
        return f"coalesce({self.sql} <> 0, false)"


Resolver = Callable[[str], Sql]
"""Returns the SQL for a reference `${name}`. Raises `UserError` for an unknown name."""


def _aggregate(function: str) -> Callable[[list[Sql]], Sql]:
    def build(arguments: list[Sql]) -> Sql:
        if arguments[0].type != "nodes":
            raise UserError(f"{function}() needs a repeat, or a question of another repeat.")
        # Ordered, since the sum of floating numbers depends on their order.
        total = f"select coalesce({function}(value order by value), 0) "
        total += f"from ({arguments[0].sql}) as nodes"
        return Sql(f"({total} where nodes.submission = main.submission)", "number")

    return build


def _if(arguments: list[Sql]) -> Sql:
    condition, then, otherwise = arguments
    wanted = then.type if then.type == otherwise.type else "text"
    return Sql(
        f"if({condition.as_type('boolean')}, {then.as_type(wanted)}, {otherwise.as_type(wanted)})",
        wanted,
    )


def _coalesce(arguments: list[Sql]) -> Sql:
    first, second = arguments
    if first.type == second.type != "text":
        return Sql(f"coalesce({first.sql}, {second.sql})", first.type)
    return Sql(f"coalesce(nullif({first.as_type('text')}, ''), {second.as_type('text')})", "text")


def _text(template: str, result: str) -> Callable[[list[Sql]], Sql]:
    return lambda arguments: Sql(template.format(*(a.as_type("text") for a in arguments)), result)


_FUNCTIONS: Mapping[str, tuple[int, Callable[[list[Sql]], Sql]]] = {
    "true": (0, lambda _: Sql("true", "boolean")),
    "false": (0, lambda _: Sql("false", "boolean")),
    "today": (0, lambda _: Sql("received_on(main.submission)", "date")),
    "not": (1, lambda a: Sql(f"(not {a[0].as_type('boolean')})", "boolean")),
    "number": (1, lambda a: Sql(a[0].as_type("number"), "number")),
    "date": (1, lambda a: Sql(a[0].as_type("date"), "date")),
    "count": (1, _aggregate("count")),
    "sum": (1, _aggregate("sum")),
    "if": (3, _if),
    "coalesce": (2, _coalesce),
    "string-length": (1, _text("length({})", "number")),
    "regex": (2, _text("regexp_full_match({}, {})", "boolean")),
    "contains": (2, _text("contains({}, {})", "boolean")),
    "starts-with": (2, _text("starts_with({}, {})", "boolean")),
    "selected": (2, _text("list_contains(string_split({}, ' '), {})", "boolean")),
    "count-selected": (1, _text("len(regexp_extract_all({}, '[^ ]+'))", "number")),
}  # fmt: skip


@v_args(inline=True)
class _Compiler(Transformer[Token, Sql]):
    """Turns the parse tree into SQL, leaves first."""

    def __init__(self, resolve: Resolver, own: str | None) -> None:
        super().__init__()
        self.resolve = resolve
        self.own = own

    def number(self, token: Token) -> Sql:
        return Sql(f"{token}::double", "number")

    def text(self, token: Token) -> Sql:
        return Sql(_literal(token[1:-1]), "text")

    def reference(self, name: Token) -> Sql:
        return self.resolve(str(name))

    def self(self) -> Sql:
        if self.own is None:
            raise UserError("`.` has no value here: only a question has an answer.")
        return self.resolve(self.own)

    def negative(self, value: Sql) -> Sql:
        return Sql(f"(-{value.as_type('number')})", "number")

    def call(self, name: Token, *arguments: Sql) -> Sql:
        if name not in _FUNCTIONS:
            raise UserError(f"The function {name}() is not supported.")
        arity, build = _FUNCTIONS[name]
        if len(arguments) != arity:
            raise UserError(f"{name}() takes {arity} arguments, not {len(arguments)}.")
        return build(list(arguments))

    def disjunction(self, *parts: Sql) -> Sql:
        return _joined(parts, "or")

    def conjunction(self, *parts: Sql) -> Sql:
        return _joined(parts, "and")

    def sum(self, *parts: Sql | Token) -> Sql:
        return _chain(parts, {"+": "({} + {})", "-": "({} - {})"})

    def product(self, *parts: Sql | Token) -> Sql:
        patterns = {"*": "({} * {})", "div": "({} / nullif({}, 0))", "mod": "({} % nullif({}, 0))"}
        return _chain(parts, patterns)

    def order(self, left: Sql, operator: Token, right: Sql) -> Sql:
        types = {left.type, right.type}
        wanted = "date" if "date" in types <= {"date", "text"} else "number"
        sql = f"{left.as_type(wanted)} {operator} {right.as_type(wanted)}"
        return Sql(f"coalesce({sql}, false)", "boolean")

    def equality(self, left: Sql, operator: Token, right: Sql) -> Sql:
        # https://www.w3.org/TR/xpath-10/#booleans: the stronger type; answers adapt.
        computed = {part.type for part in (left, right) if not part.answer}
        wanted = next((kind for kind in ("boolean", "number") if kind in computed), "text")
        sql = f"{left.as_type(wanted)} {operator} {right.as_type(wanted)}"
        return Sql(f"coalesce({sql}, {'false' if operator == '=' else 'true'})", "boolean")


def _chain(parts: tuple[Sql | Token, ...], patterns: Mapping[str, str]) -> Sql:
    """Arithmetic from left to right: a value, an operator, a value …"""
    numbers = [part.as_type("number") for part in parts if isinstance(part, Sql)]
    operators = [str(part) for part in parts if isinstance(part, Token)]
    sql = numbers[0]
    for operator, number in zip(operators, numbers[1:], strict=True):
        sql = patterns[operator].format(sql, number)
    return Sql(sql, "number")


def _joined(parts: tuple[Sql, ...], word: str) -> Sql:
    return Sql(f"({f' {word} '.join(part.as_type('boolean') for part in parts)})", "boolean")


def compile_expression(expression: str, resolve: Resolver, own: str | None = None) -> Sql:
    """The SQL of `expression`, in which `.` is the answer to the question `own`.

    Raises `UserError` if the expression is malformed or not supported.
    """
    try:
        return _Compiler(resolve, own).transform(_parse(expression))
    except VisitError as error:
        if isinstance(error.orig_exc, UserError):
            raise UserError(f"“{expression}”: {error.orig_exc.message}") from error
        raise
    except UnexpectedInput as error:
        rest = expression[error.pos_in_stream or 0 :].strip() if _placed(error) else ""
        where = f" at “{rest[:20]}”" if rest else " at its end"
        raise UserError(f"“{expression}” cannot be parsed{where}.") from error


def _placed(error: UnexpectedInput) -> bool:
    return (error.pos_in_stream if error.pos_in_stream is not None else -1) >= 0


@cache
def references(expression: str) -> frozenset[str]:
    """The names in references `${name}` of a well-formed expression."""
    nodes = _parse(expression).find_data("reference")
    return frozenset(str(node.children[0]) for node in nodes)


@cache
def _of_the_answer(expression: str) -> bool:
    """Whether an expression depends on the day of receipt, or on the answer that it is about."""
    tree = _parse(expression)
    calls = any(node.children[0] in ("today", "now") for node in tree.find_data("call"))
    return calls or any(True for _ in tree.find_data("self"))


def applies(expression: str | None, answers: Mapping[str, str]) -> bool:
    """Whether an item with the `relevant` expression may apply, as far as `answers` are known.

    False only if the expression refers to no other questions and is false.
    """
    if (
        expression is None
        or not references(expression) <= answers.keys()
        or _of_the_answer(expression)
    ):
        return True
    return _holds(expression, tuple((name, answers[name]) for name in references(expression)))


@cache
def _holds(expression: str, answers: tuple[tuple[str, str], ...]) -> bool:
    values = dict(answers)
    sql = compile_expression(expression, lambda name: Sql(_literal(values[name]), "text"))
    row = duckdb.execute(f"select {sql.as_type('boolean')}").fetchone()
    return bool(row and row[0])


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def reserved_words() -> frozenset[str]:
    """The reserved words of SQL, which can be names of columns only in quotes."""
    words = duckdb.execute(
        "select keyword_name from duckdb_keywords() where keyword_category = 'reserved'"
    )
    return frozenset(word for (word,) in words.fetchall())
