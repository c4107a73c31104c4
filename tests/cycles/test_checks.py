"""The rules of the cycle a79-sse across answers: each breach is found, and nothing else.

What is answered here is invented to break the rules.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from rapporteur.collect import landing
from rapporteur.collect.land_cycle import collect
from rapporteur.design.rules import checks
from rapporteur.process.validate import validate
from rapporteur.warehouse import build as warehouse
from tests.support import Given, findings, forget, project_cycle, reply

Found = set[tuple[str, str | None, int | None]]

BASE: Given = {"reporting_unit": "A ministry", "stat_law": "m", **{
    f"el_{element}": "m"
    for element in (
        "strategies", "legal_frameworks", "statistics", "fiscal_incentives",
        "public_procurement", "education", "entrepreneurship", "access_to_finance", "participation",
    )
}}  # fmt: skip


def law(title: str, **more: str) -> Mapping[str, str]:
    return {
        "law_title": title,
        "law_scope": "framework",
        **{f"law_{name}": value for name, value in more.items()},
    }


def policy(title: str, **more: str) -> Mapping[str, str]:
    return {
        "policy_title": title,
        "policy_kind": "plan",
        **{f"policy_{name}": value for name, value in more.items()},
    }


def figure(value: str, indicator: str = "Jobs", **more: str) -> Mapping[str, str]:
    return {
        "figure_indicator": indicator,
        "figure_value": value,
        "figure_unit": "persons",
        "figure_year": "2020",
        **{f"figure_{name}": text for name, text in more.items()},
    }


def finance(title: str, **more: str) -> Mapping[str, str]:
    return {
        "finance_title": title,
        "finance_instrument": "loan",
        **{f"finance_{name}": text for name, text in more.items()},
    }


CASES: Mapping[str, tuple[Given, Found]] = {
    "FRA": (
        {"laws": [
            law("In force, no year", status="in_force"),
            law("Under revision, no year", status="under_revision"),
            law("In force, year not available", status="in_force", year="m"),
            law("In force, with its year", status="in_force", year="2014"),
            law("Proposed", status="proposed"),
        ]},
        {
            ("law_in_force_without_year", "law_year", 1),
            ("law_in_force_without_year", "law_year", 2),
        },
    ),
    "CMR": (
        {
            "laws": [
                law("In force in the future", status="in_force", year="2030"),
                law("Expected", status="proposed", year="2030"),
                law("Of the year of the cut-off", status="in_force", year="2024"),
                law("Of the first year", status="in_force", year="1800"),
            ],
            "figures": [figure("1", year="2025"), figure("2", year="2024")],
        },
        {
            ("measure_year_out_of_range", "law_year", 1),
            ("measure_year_out_of_range", "figure_year", 1),
        },
    ),
    "MEX": (
        {"figures": [
            figure("100.5", unit="percent"),
            figure("100", indicator="Coverage", unit="percent"),
            figure("250", indicator="Members", unit="members"),
        ]},
        {("share_over_100", "figure_value", 1)},
    ),
    "SEN": (
        {"figures": [
            figure("10", sex="total"), figure("6", sex="female"), figure("5", sex="male"),
            figure("11", sex="total", area="Dakar"), figure("6", sex="female", area="Dakar"),
            figure("5", sex="male", area="Dakar"),
            figure("0.3", indicator="Share", unit="percent"),
            figure("0.6", indicator="Share", unit="percent", sex="female"),
        ]},
        {("total_below_parts", "figure_value", 1)},
    ),
    "ESP": (
        {"policies": [
            policy("Before, but later", year="2024", timing="before"),
            policy("After, but earlier", year="2022", timing="after"),
            policy("Before", year="2022", timing="before"),
            policy("In the year itself", year="2023", timing="before"),
            policy("In the year itself too", year="2023", timing="after"),
            policy("Of no year", timing="after"),
        ]},
        {
            ("timing_contradicts_year", "policy_timing", 1),
            ("timing_contradicts_year", "policy_timing", 2),
        },
    ),
    "PRT": (
        {"statistics": [{
            "statistic_kind": "satellite_account", "statistic_title": "Account",
            "statistic_status": "in_place",
        }]},
        {("account_without_office", "stat_office", None)},
    ),
    "ITA": (
        {"stat_office": "m", "statistics": [{
            "statistic_kind": "satellite_account", "statistic_title": "Account",
            "statistic_status": "in_place",
        }]},
        {("read_as_code", "stat_office", None)},
    ),
    "KOR": (
        {
            "finance": [
                finance("Amount alone", amount="5000000"),
                finance("With its currency", amount="5000000", currency="KRW"),
                finance("Currency not available", amount="5", currency="m"),
                finance("Of no amount", amount="0"),
            ],
            "figures": [
                figure("5", unit="currency"),
                figure("5", indicator="Turnover", unit="currency", currency="USD"),
            ],
        },
        {
            ("amount_without_currency", "finance_amount", 1),
            ("amount_without_currency", "figure_value", 1),
            ("read_as_code", "finance_currency", 3),
        },
    ),
    "BRA": (
        {
            "el_strategies": "in_place",
            "el_legal_frameworks": "in_place",
            "el_fiscal_incentives": "none",
            "el_public_procurement": "none",
            "laws": [law("A law", status="in_force", year="2014")],
            "incentives": [{
                "incentive_measure": "Relief", "incentive_kind": "tax_reduction",
                "incentive_status": "in_force",
            }],
            "procurement": [{
                "procurement_measure": "Margin", "procurement_kind": "preference_margin",
                "procurement_status": "proposed",
            }],
        },
        {
            ("yes_without_table", "el_strategies", None),
            ("none_with_table", "el_fiscal_incentives", None),
        },
    ),
    "COL": (
        {
            "laws": [
                law("A law", year="2014", status="in_force"),
                law(" a LAW ", year="2020", status="in_force"),
                law("A law", year="2014", status="in_force", territory="Bogotá"),
            ],
            "figures": [
                figure("5"), figure("6"), figure("6", age="15-24"), figure("6", year="2021"),
            ],
        },
        {("duplicate_row", "law_title", 2), ("figure_same_twice", "figure_value", 2)},
    ),
    "CRI": (
        {"policies": [
            policy("Expected and over", status="in_preparation", year="2022"),
            policy("Expected", status="in_preparation", year="2024"),
            policy("Adopted", status="adopted", year="2022"),
            policy("Of a province", level="subnational"),
            policy("Of another province", level="subnational", territory="Limón"),
            policy("Of a province unnamed", level="subnational", territory="m"),
            policy("Of the nation", level="national"),
        ]},
        {
            ("planned_year_past", "policy_year", 1),
            ("subnational_without_territory", "policy_territory", 4),
            ("read_as_code", "policy_territory", 6),
        },
    ),
}  # fmt: skip


COPIED = "The ministry has supported cooperatives in every region of the country, year after year."
SHARE = "Cooperatives, share of employment"

CASES_OF_TWO_FILES: Mapping[str, tuple[Given, Given, Found]] = {
    "DEU": (
        {
            "laws": [law("Act on Associations (No. 7)"), law("Act kept", year="2001")],
            "bodies": [{"body_name": "Office", "body_kind": "ministry"}],
            "figures": [figure("100"), figure("100", "Members"), figure("100", "Clubs")],
            "finance": [finance("Fund", amount="5", currency="EUR")],
        },
        {
            "laws": [law("ACT,  KEPT", year="2001")],
            "bodies": [{"body_name": "Bureau", "body_kind": "ministry"}],
            "figures": [figure("100000"), figure("400", "Members"), figure("9", year="2021")],
            "finance": [finance("Fund", amount="0.5", currency="EUR")],
        },
        {
            ("reply_replaced", None, None),
            ("row_vanished", "law_title", None),
            ("row_vanished", "body_name", None),
            ("figure_changed", "figure_value", 1),
            ("figure_changed", "finance_amount", 1),
        },
    ),
}  # fmt: skip
"""The earlier file, the later one, and what is found in the later."""

CASES_OF_OTHERS: Mapping[str, tuple[Given, Found]] = {
    **{
        code: ({"figures": [figure(share, SHARE, unit="percent"), figure(jobs, "Workers")]}, set())
        for code, share, jobs in (
            ("AUT", "4", "120000"), ("BEL", "5.5", "90000"), ("CHL", "6", "200000"),
            ("CUB", "12", "150000"), ("FIN", "7", "300000"),
        )
    },
    "GRC": (
        {"figures": [figure("61", SHARE, unit="percent"), figure("110", "Workers")]},
        {("share_outlier", "figure_value", 1), ("magnitude_suspect", "figure_value", 2)},
    ),
    "HUN": (
        {
            "laws": [
                law("Treaty on Cooperatives", year="2003", territory="Common Market"),
                law("Cooperatives Act", year="1990"),
                law("Regulation 1435 on cooperatives", year="2003"),
            ],
            "terms": [{"term_name": "Cooperative", "term_scope": COPIED}],
        },
        {
            ("year_differs", "law_year", 1),
            ("year_differs", "law_year", 3),
            ("same_text", "term_scope", 1),
        },
    ),
    "IRL": (
        {
            "laws": [
                law("Treaty on cooperatives", year="2005", territory="Common market"),
                law("Cooperatives act", year="2012"),
                law("Regulation (1435) on Cooperatives", year="2004"),
            ],
            "participation_description": COPIED.upper(),
        },
        {
            ("year_differs", "law_year", 1),
            ("year_differs", "law_year", 3),
            ("same_text", "participation_description", None),
        },
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Found]:
    """Code, question and row of the findings of each respondent."""
    cycle = project_cycle(tmp_path_factory.mktemp("checks"), received=False)
    for code, (given, _) in {**CASES, **CASES_OF_OTHERS}.items():
        reply(cycle, code, {**BASE, **given})
    for code, (earlier, later, _) in CASES_OF_TWO_FILES.items():
        reply(cycle, code, {**BASE, **earlier, "completed_on": "2024-03-01"}, name=f"{code} 1")
        reply(cycle, code, {**BASE, **later, "completed_on": "2024-03-02"}, name=f"{code} 2")
    with duckdb.connect() as con:
        warehouse.stage(con, cycle, collect(cycle), landing.folder(cycle))
        validate(con, cycle)
        rows = con.execute(
            "select respondent, findings.code, question, row "
            "from landing.findings inner join landing.submissions using (submission) "
            "where findings.code <> 'superseded'"
        ).fetchall()
    assert set(checks(cycle)) <= {code for _, code, _, _ in rows}, "a check that nothing provokes"
    return {
        respondent: {(code, question, row) for r, code, question, row in rows if r == respondent}
        for respondent in {**CASES, **CASES_OF_OTHERS, **CASES_OF_TWO_FILES}
    }


@pytest.mark.parametrize("respondent", list(CASES))
def test_breaches_are_found_and_nothing_else(found: Mapping[str, Found], respondent: str) -> None:
    assert found[respondent] == CASES[respondent][1]


@pytest.mark.parametrize("respondent", list(CASES_OF_OTHERS))
def test_a_reply_is_compared_with_those_of_others(
    found: Mapping[str, Found], respondent: str
) -> None:
    assert found[respondent] == CASES_OF_OTHERS[respondent][1]


@pytest.mark.parametrize("respondent", list(CASES_OF_TWO_FILES))
def test_a_file_is_compared_with_the_one_before(
    found: Mapping[str, Found], respondent: str
) -> None:
    assert found[respondent] == CASES_OF_TWO_FILES[respondent][2]


def test_a_reply_is_compared_with_that_of_the_previous_cycle(tmp_path: Path) -> None:
    before = project_cycle(tmp_path, received=False)
    reply(before, "DEU", {
        **BASE,
        "laws": [law("Act kept"), law("Act gone")],
        "figures": [figure("100", year="2018"), figure("7", "Clubs")],
    })  # fmt: skip
    reply(before, "AUT", {**BASE, "laws": [law("Another act")]})
    warehouse.build(before, collect(before))
    before.outputs.rename(tmp_path / "outputs" / "former")
    (before.inputs / "submissions" / "AUT.xlsx").unlink()
    forget(before.inputs / "receipts.csv")
    reply(before, "DEU", {
        **BASE, "laws": [law("Act Kept")], "figures": [figure("900"), figure("8", "Clubs")],
    })  # fmt: skip
    definition = before.definition.model_copy(update={"previous": "former"})
    cycle = replace(before, definition=definition)
    warehouse.build(cycle, collect(cycle))
    assert [(one.code, one.severity, one.message) for one in findings(cycle)] == [
        (
            "figure_changed",
            "WARNING",
            "“Jobs” was 100 in the previous file and is 900 in this one: it has changed by a "
            "factor of more than 5.",
        ),
        (
            "row_vanished",
            "WARNING",
            "“Act gone” was listed in the previous file, but not in this one.",
        ),
    ]
