"""Sentences that ask for something to be sent, with an address and without."""

from functools import partial

import pytest

from rapporteur.correspond.return_address import say_where
from rapporteur.language.messages import languages, message

KEYS = ("mail-receipt-unverified", "mail-reminder-send", "return-how", "letter-address")


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("key", KEYS)
def test_an_address_is_named_only_where_there_is_one(language: str, key: str) -> None:
    say = partial(message, language)
    assert "works@example.org" in say_where(say, key, "works@example.org")
    without = say_where(say, key, "")
    assert "@" not in without
    assert "{" not in without
    assert without.endswith((".", "。"))
