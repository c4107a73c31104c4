"""The page of dependencies is up to date, and complete."""

import re

import pytest
from packaging.licenses import canonicalize_license_expression

from tests.dependencies.licences import licence_of_text
from tests.dependencies.locked import DEVELOPMENT, RUNTIME, direct, locked, stated
from tests.dependencies.page import PAGE, licence_of, page


def without_sizes(text: str) -> str:
    """Sizes differ between platforms."""
    return re.sub(r"\| (?:\d+|< 1|–) \|", "| |", text)


def test_the_page_is_up_to_date() -> None:
    assert without_sizes(PAGE.read_text("utf-8")) == without_sizes(page()), "make dependencies"


def test_each_package_has_a_licence_and_a_reason() -> None:
    for package in locked(DEVELOPMENT):
        found = licence_of(package)
        assert found, f"{package.name}: look its licence up, for [tool.rapporteur.licences]"
        assert canonicalize_license_expression(found) == found
    assert stated()["reasons"].keys() == direct()
    names = {package.name for package in locked(DEVELOPMENT)}
    assert stated()["licences"].keys() <= names
    assert {package.name for package in locked(RUNTIME)} <= names


@pytest.mark.parametrize("name", ["django", "django-countries", "hdx-python-country"])
def test_what_is_not_used_is_not_locked(name: str) -> None:
    assert name not in {package.name for package in locked(DEVELOPMENT)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Redistribution and use in source and\nbinary forms, with or without", "BSD-2-Clause"),
        (
            "Redistribution and use in source and binary forms … Neither the name of the",
            "BSD-3-Clause",
        ),
        ("Permission is hereby granted, free of\n charge, to any person", "MIT"),
        ("All rights reserved.", ""),
    ],
)
def test_a_licence_is_known_by_its_words(text: str, found: str) -> None:
    assert licence_of_text(text) == found
