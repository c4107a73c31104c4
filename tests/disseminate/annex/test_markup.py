"""Texts of two directions as runs, and whatever a respondent may have written as XML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from rapporteur.disseminate.annex.markup import Script, attribute, paragraph

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LEFT, RIGHT = Script(rtl=False), Script(rtl=True)


def parsed(markup: str) -> etree._Element:
    return etree.fromstring(f'<w:x xmlns:w="{NAMESPACE}">{markup}</w:x>')


def parts(script: Script, text: str) -> list[tuple[str, str]]:
    """The text of each run, and "on" where it runs from right to left."""
    found = []
    for run in parsed(script.run(text)):
        turned = run.find(f".//{{{NAMESPACE}}}rtl")
        said = "" if turned is None else "on"
        found.append(("".join(run.itertext()), said))
    return found


def test_a_stretch_of_the_other_direction_is_a_run_of_its_own() -> None:
    assert parts(RIGHT, "الرموز (M49) للبلدان") == [
        ("الرموز (", "on"), ("M49", ""), (") للبلدان", "on")
    ]  # fmt: skip
    assert parts(RIGHT, "[en] Law (Act) و ISO 4217.") == [
        ("[en] Law (Act)", ""), (" و ", "on"), ("ISO 4217", ""), (".", "on")
    ]  # fmt: skip
    assert parts(RIGHT, "European Union وفرنسا") == [("European Union", ""), (" وفرنسا", "on")]
    assert parts(LEFT, "Decree قانون التعاونيات (2014)") == [
        ("Decree ", ""), ("قانون التعاونيات", "on"), (" (2014)", "")
    ]  # fmt: skip
    assert parts(LEFT, "互助法, 2020") == [("互助法, 2020", "")]
    assert parts(RIGHT, "10 دول") == [("10 دول", "on")]


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [("Law", False, True), ("قانون", True, False), ("互助法", False, True), ("2024–2026", False,
     False), ("«Закон»", False, True), ("", False, False)],
)  # fmt: skip
def test_a_text_that_begins_the_other_way_is_known(text: str, left: bool, right: bool) -> None:
    assert LEFT.other(text) is left
    assert RIGHT.other(text) is right


def test_lines_and_tabs_are_kept() -> None:
    assert re.sub(' xml:space="preserve"', "", LEFT.run("a\r\nb\tc")) == (
        "<w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t></w:r>"
    )


@given(st.text(), st.booleans())
def test_any_text_gives_sound_xml_and_loses_no_letter(text: str, rtl: bool) -> None:
    script = Script(rtl)
    made = parsed(paragraph("TableText", script.run(text, "Label")) + f'<x a="{attribute(text)}"/>')
    said = "".join(made.itertext())
    assert [one for one in said if one.isalnum()] == [one for one in text if one.isalnum()]
