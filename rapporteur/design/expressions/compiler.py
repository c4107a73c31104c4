"""Compile XLSForm expressions to DuckDB SQL, to evaluate them for all submissions at once.

Supported is the part of https://docs.getodk.org/form-operators-functions/ that makes sense without
a device; what else a form says is noted when it is loaded. As in XPath, an unanswered question is
the empty text and has no value as a number, so that comparisons with `<` or `>` are false. Division
by zero has no value either. `today()` is the day on which the submission was received, so that
results do not depend on the day of the run.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import duckdb
from lark import Lark, Token, Transformer, Tree, v_args
from lark.exceptions import UnexpectedInput, VisitError

from rapporteur.kernel.errors import UserError
from rapporteur.kernel.sql_quotes import literal

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
     | ".." -> parent
     | "." -> self
     | NAME -> column
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
            raise UserError(
                "A table, or a question in one, has many answers here.",
                "Use count(), sum(), min() or max() over it.",
            )
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


COLUMN = "@"
"""With what before its name a resolver is asked for a column of the choices sheet."""

PARENT = ".."
"""What a resolver is asked for the number of the row in its repeat, as in `position(..)`."""

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


def _number(template: str) -> Callable[[list[Sql]], Sql]:
    return lambda arguments: Sql(
        template.format(*(a.as_type("number") for a in arguments)), "number"
    )


def _extreme(aggregate: str, function: str) -> Callable[[list[Sql]], Sql]:
    """The largest or smallest of the answers to a question of a repeat, or of several numbers."""

    def build(arguments: list[Sql]) -> Sql:
        if arguments[0].type == "nodes":
            nodes = f"select {aggregate}(try_cast(value as double)) from ({arguments[0].sql})"
            return Sql(f"({nodes} as nodes where nodes.submission = main.submission)", "number")
        numbers = ", ".join(argument.as_type("number") for argument in arguments)
        return Sql(f"{function}({numbers})", "number")

    return build


def _round(arguments: list[Sql]) -> Sql:
    """A number rounded half up, as XPath rounds, to as many decimals as the second argument."""
    number, digits = (*(a.as_type("number") for a in arguments), "0")[:2]
    scale = f"power(10, try_cast({digits} as int))"
    return Sql(f"(floor({number} * {scale} + 0.5) / {scale})", "number")


def _substr(arguments: list[Sql]) -> Sql:
    """The part of a text from a position up to another; from 0, negative ones from its end."""
    text, start, *end = (
        argument.as_type("number" if number else "text")
        for number, argument in enumerate(arguments)
    )

    def place(position: str) -> str:
        number = f"try_cast({position} as int)"
        return f"greatest(if({number} < 0, length({text}) + {number}, {number}), 0)"

    last = place(end[0]) if end else f"length({text})"
    return Sql(
        f"substring({text}, {place(start)} + 1, greatest({last} - {place(start)}, 0))", "text"
    )


def _regex(arguments: list[Sql]) -> Sql:
    """Whether a text matches a regular expression; raises `UserError` for one that DuckDB lacks."""
    text, pattern = (argument.as_type("text") for argument in arguments)
    sql = "regexp_full_match({}, {})"
    if pattern.startswith("coalesce('"):  # as it is written
        try:
            duckdb.execute("select " + sql.format("''", pattern))
        except duckdb.Error as error:
            raise UserError(f"The regular expression {pattern[9:-5]} is not supported.") from error
    return Sql(sql.format(text, pattern), "boolean")


def _concat(arguments: list[Sql]) -> Sql:
    return Sql(f"concat({', '.join(argument.as_type('text') for argument in arguments)})", "text")


def _join(arguments: list[Sql]) -> Sql:
    separator, *texts = (argument.as_type("text") for argument in arguments)
    return Sql(f"array_to_string([{', '.join(texts)}], {separator})", "text")


_FORMATS = {"%n": "%-m", "%e": "%-d", "%h": "%-H", "%3": "%g"}
"""The parts of a date in a format of ODK that DuckDB writes otherwise."""


def _format_date(arguments: list[Sql]) -> Sql:
    day, pattern = arguments[0].as_type("date"), arguments[1].as_type("text")
    for own, of_duckdb in _FORMATS.items():
        pattern = pattern.replace(own, of_duckdb)
    return Sql(f"coalesce(strftime({day}, {pattern}), '')", "text")


def _checklist(arguments: list[Sql]) -> Sql:
    """Whether so many of the conditions are true: at least the first, at most the second."""
    least, most = (argument.as_type("number") for argument in arguments[:2])
    conditions = [f"({argument.as_type('boolean')})::int" for argument in arguments[2:]]
    total = f"({' + '.join(conditions)})"
    return Sql(f"({total} >= {least} and ({most} < 0 or {total} <= {most}))", "boolean")


def _same(kind: str) -> Callable[[list[Sql]], Sql]:
    return lambda arguments: Sql(arguments[0].as_type(kind), kind)


_TODAY = "received_on(main.submission)"
_ANY = 99

FUNCTIONS: Mapping[str, tuple[int, int, Callable[[list[Sql]], Sql]]] = {
    "true": (0, 0, lambda _: Sql("true", "boolean")),
    "false": (0, 0, lambda _: Sql("false", "boolean")),
    "today": (0, 0, lambda _: Sql(_TODAY, "date")),
    "now": (0, 0, lambda _: Sql(_TODAY, "date")),
    "pi": (0, 0, lambda _: Sql("pi()", "number")),
    "not": (1, 1, lambda a: Sql(f"(not {a[0].as_type('boolean')})", "boolean")),
    "boolean": (1, 1, _same("boolean")),
    "number": (1, 1, _same("number")),
    "string": (1, 1, _same("text")),
    "date": (1, 1, _same("date")),
    "date-time": (1, 1, _same("date")),
    "decimal-date-time": (1, 1, lambda a: Sql(
        f"date_diff('day', date '1970-01-01', {a[0].as_type('date')})", "number")),
    "format-date": (2, 2, _format_date),
    "format-date-time": (2, 2, _format_date),
    "count": (1, 1, _aggregate("count")),
    "count-non-empty": (1, 1, _aggregate("count")),
    "sum": (1, 1, _aggregate("sum")),
    "max": (1, _ANY, _extreme("max", "greatest")),
    "min": (1, _ANY, _extreme("min", "least")),
    "int": (1, 1, _number("trunc({})")),
    "round": (1, 2, _round),
    "abs": (1, 1, _number("abs({})")),
    "pow": (2, 2, _number("pow({}, {})")),
    "exp": (1, 1, _number("exp({})")),
    "exp10": (1, 1, _number("pow(10, {})")),
    "sqrt": (1, 1, _number("if({0} < 0, null, sqrt(abs({0})))")),
    "log": (1, 1, _number("if({0} > 0, ln(abs({0}) + if({0} > 0, 0, 1)), null)")),
    "log10": (1, 1, _number("if({0} > 0, log10(abs({0}) + if({0} > 0, 0, 1)), null)")),
    "if": (3, 3, _if),
    "coalesce": (2, 2, _coalesce),
    "checklist": (3, _ANY, _checklist),
    "concat": (1, _ANY, _concat),
    "join": (2, _ANY, _join),
    "substr": (2, 3, _substr),
    "substring-before": (2, 2, _text(
        "if(contains({0}, {1}), split_part({0}, {1}, 1), '')", "text")),
    "substring-after": (2, 2, _text(
        "if(contains({0}, {1}), substring({0}, strpos({0}, {1}) + length({1})), '')", "text")),
    "normalize-space": (1, 1, _text("trim(regexp_replace({}, '\\s+', ' ', 'g'))", "text")),
    "translate": (3, 3, _text("translate({}, {}, {})", "text")),
    "string-length": (1, 1, _text("length({})", "number")),
    "regex": (2, 2, _regex),
    "contains": (2, 2, _text("contains({}, {})", "boolean")),
    "starts-with": (2, 2, _text("starts_with({}, {})", "boolean")),
    "ends-with": (2, 2, _text("ends_with({}, {})", "boolean")),
    "selected": (2, 2, _text("list_contains(string_split({}, ' '), {})", "boolean")),
    "selected-at": (2, 2, lambda a: Sql(
        f"coalesce(string_split({a[0].as_type('text')}, ' ')"
        f"[try_cast({a[1].as_type('number')} as int) + 1], '')", "text")),
    "count-selected": (1, 1, _text("len(regexp_extract_all({}, '[^ ]+'))", "number")),
    "position": (1, 1, lambda a: a[0]),
}  # fmt: skip
"""The functions with the least and the largest number of their arguments."""


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
        return Sql(literal(token[1:-1]), "text")

    def reference(self, name: Token) -> Sql:
        return self.resolve(str(name))

    def self(self) -> Sql:
        if self.own is None:
            raise UserError("`.` has no value here: only a question has an answer.")
        return self.resolve(self.own)

    def parent(self) -> Sql:
        return self.resolve(PARENT)

    def column(self, name: Token) -> Sql:
        return self.resolve(f"{COLUMN}{name}")

    def negative(self, value: Sql) -> Sql:
        return Sql(f"(-{value.as_type('number')})", "number")

    def call(self, name: Token, *arguments: Sql) -> Sql:
        if name not in FUNCTIONS:
            raise UserError(f"The function {name}() is not supported.")
        least, most, build = FUNCTIONS[name]
        if not least <= len(arguments) <= most:
            takes = least if least == most else f"at least {least}"
            raise UserError(f"{name}() takes {takes} arguments, not {len(arguments)}.")
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
    return calls or any(node.data in ("self", "parent") for node in tree.iter_subtrees())


def filter_columns(expression: str) -> frozenset[str]:
    """The columns of the choices sheet in a `choice_filter`; none for a malformed one."""
    try:
        nodes = _parse(expression).find_data("column")
    except UnexpectedInput:
        return frozenset()
    return frozenset(str(node.children[0]) for node in nodes)


def filter_keys(expression: str) -> Sequence[tuple[str, str]]:
    """The columns and questions of a filter that says no more than that they are equal.

    Such is `region = ${region} and kind = ${kind}`; of any other filter nothing is returned.
    """
    try:
        tree = _parse(expression)
    except UnexpectedInput:
        return ()
    keys: list[tuple[str, str]] = []
    for part in tree.children if tree.data == "conjunction" else [tree]:
        if not isinstance(part, Tree) or part.data != "equality" or part.children[1] != "=":
            return ()
        sides = {
            side.data: str(side.children[0])
            for side in (part.children[0], part.children[2])
            if isinstance(side, Tree)
        }
        if sides.keys() != {"column", "reference"}:
            return ()
        keys.append((sides["column"], sides["reference"]))
    return keys


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
    sql = compile_expression(expression, lambda name: Sql(literal(values[name]), "text"))
    row = duckdb.execute(f"select {sql.as_type('boolean')}").fetchone()
    return bool(row and row[0])


def reserved_words() -> frozenset[str]:
    """The reserved words of SQL, which can be names of columns only in quotes."""
    words = duckdb.execute(
        "select keyword_name from duckdb_keywords() where keyword_category = 'reserved'"
    )
    return frozenset(word for (word,) in words.fetchall())
