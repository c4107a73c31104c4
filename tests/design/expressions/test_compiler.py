"""XLSForm expressions compiled to SQL have the values that XPath defines."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

import duckdb
import elementpath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.design.expressions.compiler import (
    FUNCTIONS,
    Sql,
    applies,
    compile_expression,
    references,
)
from rapporteur.design.expressions.conditions import answer_resolver
from rapporteur.design.xlsform import parse_form
from rapporteur.design.xlsform.names import with_names
from rapporteur.kernel.errors import UserError
from tests.support import FORM, ROOT

form = parse_form(FORM)


def evaluate(expression: str, own: str | None = None, **columns: str) -> object:
    """The expression over a row of form.main whose columns are given as SQL."""
    sql = compile_expression(expression, answer_resolver(form, None), own).sql
    columns = {"submission": "'s1'", **columns}
    select = ", ".join(f"{value} as {name}" for name, value in columns.items())
    with duckdb.connect() as con:
        con.execute("create macro received_on(id) as date '2024-05-01' + (id <> 's1')::int")
        row = con.execute(f"select {sql} from (select {select}) as main").fetchone()
    assert row is not None
    return row[0]


# Generated expressions, each in XLSForm and in XPath over an XML document.


@dataclass(frozen=True)
class Both:
    xlsform: str
    xpath: str


ANSWERS = {"t": "", "u": "in_place", "v": "12", "i": "7", "j": "", "d": "2.5", "e": "-3"}
"""Answers by name: texts t u v, whole numbers i j, decimals d e; some are unanswered."""
KINDS = {"t": "text", "u": "text", "v": "text", "i": "bigint", "j": "bigint"}


def joined(pattern: str, *parts: Both) -> Both:
    return Both(
        pattern.format(*(part.xlsform for part in parts)),
        pattern.format(*(part.xpath for part in parts)),
    )


def literal(text: str) -> Both:
    return Both(f"'{text}'", f"'{text}'")


numerals = st.integers(0, 999).map(str) | st.sampled_from(["0.5", "2.50", "12.0"])
number_answers = st.sampled_from("ijde").map(lambda n: Both(f"${{{n}}}", f"/r/{n}"))
text_answers = st.sampled_from("tuv").map(lambda n: Both(f"${{{n}}}", f"/r/{n}"))
number_literals = numerals.map(lambda text: Both(text, text))
text_literals = st.text("ab1 .-", max_size=4).map(literal) | st.just(literal("in_place"))


def arithmetic(children: st.SearchStrategy[Both]) -> st.SearchStrategy[Both]:
    signs = st.sampled_from(["+", "-", "*"])
    divisors = st.integers(1, 9).map(lambda n: Both(str(n), str(n)))
    return (
        st.tuples(signs, children, children).map(lambda p: joined(f"({{}} {p[0]} {{}})", *p[1:]))
        | st.tuples(children, divisors).map(lambda p: joined("({} div {})", *p))
        # For a negative double, elementpath returns the sign of the divisor, which is not XPath.
        | st.tuples(number_literals, divisors).map(lambda p: joined("({} mod {})", *p))
        | children.map(lambda operand: joined("(- {})", operand))
        | text_answers.map(lambda text: joined("string-length({})", text))
        | text_answers.map(lambda text: joined("number({})", text))
    )


def as_number(value: Both) -> Both:
    """Convert explicitly: elementpath does not convert before arithmetic and comparisons."""
    return Both(value.xlsform, f"number({value.xpath})")


texts = text_literals | text_answers
numbers = number_literals | number_answers.map(as_number) | texts.map(as_number)
arithmetics = st.recursive(numbers, arithmetic, max_leaves=5)
orders = st.tuples(st.sampled_from(["<", "<=", ">", ">="]), arithmetics, arithmetics)
# Two of the same kind, an answer and a text, a text answer and a number.
pairs = (
    st.tuples(arithmetics.filter(lambda value: "$" not in value.xlsform), number_literals)
    | st.tuples(texts, texts)
    | st.tuples(number_answers, texts)
    | st.tuples(number_answers, number_answers)
    | st.tuples(number_answers | text_answers, number_literals).map(
        lambda p: (as_number(p[0]), p[1])
    )
)
equalities = st.tuples(st.sampled_from(["=", "!="]), pairs).map(lambda p: (p[0], *p[1]))
comparisons = (orders | equalities).map(lambda p: joined(f"{{}} {p[0]} {{}}", *p[1:]))
searches = st.tuples(st.sampled_from(["contains", "starts-with"]), texts, texts).map(
    lambda p: joined(f"{p[0]}({{}}, {{}})", *p[1:])
)


def logic(children: st.SearchStrategy[Both]) -> st.SearchStrategy[Both]:
    words = st.sampled_from(["and", "or"])
    return st.tuples(words, children, children).map(
        lambda p: joined(f"({{}} {p[0]} {{}})", *p[1:])
    ) | children.map(lambda condition: joined("not({})", condition))


conditions = st.recursive(comparisons | searches, logic, max_leaves=6)


@pytest.fixture(scope="module")
def evaluators() -> tuple[Callable[[str], bool], Callable[[str], bool]]:
    """Evaluate the same answers in DuckDB and as an XML document."""
    root = ElementTree.Element("r")
    for name, text in ANSWERS.items():
        ElementTree.SubElement(root, name).text = text
    columns = ", ".join(
        f"nullif('{text}', '')::{KINDS.get(name, 'double')} as {name}"
        for name, text in ANSWERS.items()
    )
    con = duckdb.connect()
    con.execute(f"create table answers as select {columns}")

    def resolve(name: str) -> Sql:
        number = name in "ijde"
        sql = f"main.{name}::double" if number else f"main.{name}"
        return Sql(sql, "number" if number else "text", answer=True)

    def by_sql(expression: str) -> bool:
        sql = compile_expression(expression, resolve).as_type("boolean")
        row = con.execute(f"select {sql} from answers as main").fetchone()
        assert row is not None
        assert isinstance(row[0], bool)
        return row[0]

    def by_xpath(expression: str) -> bool:
        result = elementpath.select(root, f"boolean({expression})", parser=elementpath.XPath1Parser)
        assert isinstance(result, bool)
        return result

    return by_sql, by_xpath


@given(condition=conditions)
def test_a_condition_means_what_xpath_says(
    evaluators: tuple[Callable[[str], bool], Callable[[str], bool]], condition: Both
) -> None:
    by_sql, by_xpath = evaluators
    assert by_sql(condition.xlsform) == by_xpath(condition.xpath)


@pytest.mark.parametrize(
    ("expression", "columns", "result"),
    [
        ("${progress} = 'in_place'", {"progress": "'in_place'"}, True),
        ("${progress} = 'in_place'", {"progress": "null"}, False),
        ("${progress} != 'in_place'", {"progress": "null"}, True),
        ("${progress} = ''", {"progress": "null"}, True),
        ("${progress} = 2", {"progress": "'2'"}, True),  # choices are often coded so
        ("${staff} = ''", {"staff": "null::bigint"}, True),
        ("${staff} = 7", {"staff": "7::bigint"}, True),
        ("${staff} = '7'", {"staff": "7::bigint"}, True),
        ("${share} = '7'", {"share": "7::double"}, True),
        ("${staff} > 5", {"staff": "null::bigint"}, False),
        ("${staff} <= 5", {"staff": "null::bigint"}, False),
        ("${staff} + ${staff} > 5", {"staff": "9e18::bigint"}, True),
        ("1 div 0 > 5 or 1 div 0 <= 5", {}, False),
        ("0 mod 0 = 0 mod 0", {}, False),
        ("selected(${topics}, 'other')", {"topics": "'finance other'"}, True),
        ("selected(${topics}, 'oth')", {"topics": "'finance other'"}, False),
        ("selected(${topics}, 'other')", {"topics": "null::varchar"}, False),
        ("count-selected(${topics}) = 2", {"topics": "'finance other'"}, True),
        ("count-selected(${topics}) = 0", {"topics": "null::varchar"}, True),
        ("regex(${email}, '[^@]+@[^@]+')", {"email": "'a@b'"}, True),
        ("regex(${email}, 'a')", {"email": "'ab'"}, False),  # the whole text, as in ODK
        ("string-length(${unit}) = 2", {"unit": "'部委'"}, True),
        ("not(true())", {}, False),
        ("if(${staff} > 1, 'many', 'one') = 'many'", {"staff": "2::bigint"}, True),
        ("coalesce(${unit}, ${email}) = 'b'", {"unit": "null", "email": "'b'"}, True),
        ("coalesce(${staff}, 3) = 3", {"staff": "null::bigint"}, True),
        ("${completed_on} < date('2024-01-01')", {"completed_on": "date '2023-12-31'"}, True),
        ("${completed_on} < '2024-01-01'", {"completed_on": "date '2023-12-31'"}, True),
        ("${completed_on} <= today()", {"completed_on": "null::date"}, False),
        ("${completed_on} > today() - 30", {"completed_on": "date '2023-12-31'"}, False),
        ("${completed_on} <= today()", {"completed_on": "date '2024-05-01'"}, True),
        ("${completed_on} <= today()", {"completed_on": "date '2024-05-02'"}, False),
        ("${completed_on} = '2023-12-31'", {"completed_on": "date '2023-12-31'"}, True),
        ('${unit} = "it\'s"', {"unit": "'it''s'"}, True),
        ("1 + 2 * 3 = 7 and -7 mod 3 = -1 and 7 div 2 = 3.5", {}, True),
        ("true() or false() and false()", {}, True),
    ],
)
def test_what_questionnaires_ask(expression: str, columns: dict[str, str], result: bool) -> None:
    assert evaluate(expression, **columns) is result


def test_a_dot_is_the_question_s_own_answer() -> None:
    assert evaluate(". >= 0 and . <= 100", "share", share="12.5") is True
    with pytest.raises(UserError, match="only a question has an answer"):
        evaluate(". > 0")


def test_a_repeat_is_counted_and_summed_from_outside_it() -> None:
    con = duckdb.connect()
    con.execute("create schema form")
    con.execute("create table form.main as select 's1' as submission union all select 's2'")
    con.execute("create table form.laws as select 's1' as submission, unnest([1, 2]) as law_budget")
    for expression, expected in (
        ("count(${laws}) > 1", [True, False]),
        ("sum(${law_budget})", [3.0, 0.0]),
        ("count(${law_budget}) = 0", [False, True]),
    ):
        sql = compile_expression(expression, answer_resolver(form, None)).sql
        row = con.execute(f"select {sql} from form.main as main order by main.submission")
        assert [row[0] for row in row.fetchall()] == expected


def test_an_answer_of_the_same_row_is_a_value() -> None:
    assert compile_expression("${law_year}", answer_resolver(form, "laws")).sql.startswith(
        "this.law_year"
    )
    assert compile_expression("${staff}", answer_resolver(form, "laws")).sql.startswith(
        "main.staff"
    )


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("${progress} = ", "cannot be parsed"),
        ("${progress} == 'a'", "cannot be parsed"),
        ("1 < 2 < 3", "cannot be parsed"),
        ("${nobody} = 1", "is not a question of this form"),
        ("pulldata('a', 'b')", "pulldata() is not supported"),
        ("not(1, 2)", "takes 1 arguments, not 2"),
        ("count(${staff})", "needs a repeat"),
        ("${law_year} > 2000", "has many answers"),
    ],
)
def test_an_unusable_expression_is_an_error(expression: str, message: str) -> None:
    with pytest.raises(UserError) as caught:
        compile_expression(expression, answer_resolver(form, None)).as_type("boolean")
    assert message in str(caught.value)


def test_the_questions_of_an_expression() -> None:
    assert references("${a} = 1 or not(${b}) and . > ${a}") == {"a", "b"}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        (None, True),
        ("${respondent_category} = 'government'", True),
        ("${respondent_category} != 'government'", False),
        ("${respondent_category} = 'ngo' or ${progress} = 'none'", True),  # cannot be known yet
        ("${progress} = 'none'", True),
        ("false()", False),
    ],
)
def test_an_item_is_left_out_only_if_it_cannot_apply(
    expression: str | None, expected: bool
) -> None:
    assert applies(expression, {"respondent_category": "government"}) is expected


codes = st.lists(st.sampled_from(["finance", "education", "other"]), unique=True, max_size=3)


@given(chosen=codes, code=st.sampled_from(["finance", "education", "oth", "other"]))
def test_a_choice_is_selected_as_in_xpath(chosen: list[str], code: str) -> None:
    answer = " ".join(chosen)
    root = ElementTree.fromstring(f"<r><t>{answer}</t></r>")
    expected = elementpath.select(
        root,
        f"contains(concat(' ', /r/t, ' '), concat(' ', '{code}', ' '))",
        parser=elementpath.XPath1Parser,
    )
    column = f"'{answer}'" if answer else "null::varchar"
    assert evaluate(f"selected(${{topics}}, '{code}')", topics=column) is expected
    assert evaluate(f"count-selected(${{topics}}) = {len(chosen)}", topics=column) is True


days = st.none() | st.dates(date(1900, 1, 1), date(2100, 12, 31))


@given(
    answer=days,
    other=st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    sign=st.sampled_from(["<", "<=", ">", ">="]),
)
def test_dates_are_compared_as_numbers_of_days(answer: date | None, other: date, sign: str) -> None:
    root = ElementTree.fromstring(f"<r>{answer.toordinal() if answer else ''}</r>")
    expected = elementpath.select(
        root, f"number(/r) {sign} {other.toordinal()}", parser=elementpath.XPath1Parser
    )
    column = f"date '{answer}'" if answer else "null::date"
    for day in (f"date('{other}')", f"'{other}'"):
        assert evaluate(f"${{completed_on}} {sign} {day}", completed_on=column) is expected


@given(budgets=st.lists(st.none() | st.integers(-999, 999), max_size=4), limit=st.integers(-9, 9))
def test_a_repeat_counts_and_sums_its_answers_as_in_xpath(
    budgets: list[int | None], limit: int
) -> None:
    nodes = "".join("<l/>" if b is None else f"<l><b>{b}</b></l>" for b in budgets)
    root = ElementTree.fromstring(f"<r>{nodes}</r>")
    con = duckdb.connect()
    con.execute("create schema form")
    con.execute("create table form.main as select 's1' as submission")
    con.execute("create table form.laws (submission varchar, law_budget double)")
    for budget in budgets:
        con.execute("insert into form.laws values ('s1', ?)", [budget])
    for xlsform, xpath in (
        ("count(${laws})", "count(/r/l)"),
        ("count(${law_budget})", "count(/r/l/b)"),
        ("sum(${law_budget})", "sum(/r/l/b)"),
    ):
        sql = compile_expression(f"{xlsform} > {limit}", answer_resolver(form, None)).sql
        row = con.execute(f"select {sql} from form.main as main").fetchone()
        expected = elementpath.select(root, f"{xpath} > {limit}", parser=elementpath.XPath1Parser)
        assert row == (expected,)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("int(7.9)", 7), ("int(-7.9)", -7), ("int('x')", None),
        ("round(2.5)", 3), ("round(-2.5)", -2), ("round(3.14159, 2)", 3.14),
        ("abs(-3)", 3), ("pow(2, 3)", 8), ("sqrt(9)", 3), ("sqrt(-1)", None),
        ("log10(100)", 2), ("log(0)", None), ("exp(0)", 1), ("exp10(2)", 100),
        ("max(3, ${staff}, 5)", 7), ("min(3, ${staff}, 5)", 3), ("max(${share}, 1)", 1),
        ("concat('a', ${staff}, 'b')", "a7b"), ("join('-', 'a', 'b', ${unit})", "a-b-Unit one"),
        ("substr('abcdef', 1)", "bcdef"), ("substr('abcdef', 1, 3)", "bc"),
        ("substr('abcdef', -2)", "ef"), ("substr('abcdef', 0, -2)", "abcd"),
        ("substr('abc', 2, 1)", ""),
        ("substring-before('2024-05', '-')", "2024"), ("substring-after('2024-05', '-')", "05"),
        ("substring-before('abc', 'x')", ""), ("substring-after('abc', 'x')", ""),
        ("normalize-space('  a   b ')", "a b"), ("translate('abc', 'ab', 'xy')", "xyc"),
        ("ends-with(${unit}, 'one')", True), ("string(12)", "12"), ("boolean('')", False),
        ("selected-at('a b c', 1)", "b"), ("selected-at('a', 4)", ""),
        ("format-date('2024-05-03', '%e/%n/%Y')", "3/5/2024"),
        ("format-date('', '%Y')", ""), ("decimal-date-time('1970-01-11')", 10),
        ("checklist(2, -1, true(), ${staff} = 7, false())", True),
        ("checklist(0, 1, true(), true())", False),
        ("int((today() - date('2004-05-01')) div 365.25)", 20),
        ("now() > date('2024-04-30')", True),
    ],
)  # fmt: skip
def test_functions_of_odk(expression: str, expected: object) -> None:
    columns = {"staff": "7::bigint", "unit": "'Unit one'", "share": "null::double"}
    value = evaluate(expression, **columns)
    assert value == pytest.approx(expected) if isinstance(expected, float) else value == expected


@pytest.mark.parametrize(
    ("expression", "columns"),
    [
        ("../HH-ID + 1", "${hh_id} + 1"),
        ("current()/../HH-ID = '../x'", "${hh_id} = '../x'"),
        ("/data/group/HH-ID > /data/b", "${hh_id} > ${b}"),
        ("${HH-ID} div 2 > . and position(..) = 1", "${hh_id} div 2 > . and position(..) = 1"),
        ("${ HH-ID } = 'a/b/HH-ID'", "${hh_id} = 'a/b/HH-ID'"),
    ],
)
def test_paths_are_references_with_the_names_of_columns(expression: str, columns: str) -> None:
    assert with_names(expression, {"HH-ID": "hh_id"}) == columns


def test_the_functions_are_documented() -> None:
    page = (ROOT / "docs" / "forms.md").read_text("utf-8")
    listed = page.partition("and the functions\n")[2].partition("\n`today()`")[0]
    assert set(re.findall("`([^`]+)`", listed)) == FUNCTIONS.keys() - {"position"}


@pytest.mark.parametrize("pattern", ["(?=.*[A-Z]).{8,}", "[a-"])
def test_a_regular_expression_that_cannot_be_computed_is_an_error(pattern: str) -> None:
    with pytest.raises(UserError, match="is not supported"):
        evaluate(f"regex(${{unit}}, '{pattern}')", unit="'x'")
    assert evaluate("regex(${unit}, '[a-z]+')", unit="'x'") is True


@pytest.mark.parametrize("expression", ["substr('abc', ${share})", "selected-at('a', ${share})"])
def test_a_position_that_is_no_number_gives_no_error(expression: str) -> None:
    for share in ("'nan'::double", "1e300", "null::double"):
        assert evaluate(expression, share=share) in ("", "abc")
