"""Signatures of workbooks."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rapporteur.design.cycle import Cycle
from rapporteur.design.signatures import (
    SIGNED,
    fingerprint,
    installation_key,
    sign,
    signed_with,
    signing_key,
)
from rapporteur.kernel.errors import UserError
from tests.support import CYCLE, tiny_cycle

KEY = "0123456789abcdef" * 4
IDENTITY = {
    "kind": "questionnaire",
    "cycle": "tiny",
    "form_id": "tiny",
    "form_version": "1",
    "respondent": "XAA",
    "category": "government",
    "language": "en",
}


def test_a_signature_is_the_key_s_over_what_is_stated() -> None:
    """The value is that of `openssl dgst -sha256 -hmac` over the list of texts as JSON."""
    signature = sign(IDENTITY, KEY)
    assert signature == "143ad46a311d4b7c9a2c8bcb252c090a2dfa7c04ae68db128b914749220f7ba0"
    assert signed_with({**IDENTITY, "signature": signature}, KEY)
    assert not signed_with({**IDENTITY, "signature": signature}, KEY.replace("0", "1"))


@pytest.mark.parametrize("name", SIGNED)
@pytest.mark.parametrize("value", ["", "other", None])
def test_nothing_that_is_signed_can_be_changed(name: str, value: str | None) -> None:
    changed = {**IDENTITY, name: value, "signature": sign(IDENTITY, KEY)}
    assert not signed_with(changed, KEY)


@given(st.sampled_from(SIGNED), st.sampled_from(SIGNED), st.text())
def test_a_text_cannot_move_from_one_key_to_the_next(first: str, second: str, text: str) -> None:
    stated = {**IDENTITY, first: text, second: ""}
    moved = {**IDENTITY, first: "", second: text}
    if first != second and text.split():
        assert sign(stated, KEY) != sign(moved, KEY)


@pytest.mark.parametrize("signature", ["", " ", "0", "é", "\ud800", "x" * 64, None])
def test_no_signature_is_by_accident(signature: str | None) -> None:
    assert not signed_with({**IDENTITY, "signature": signature}, KEY)


@pytest.mark.parametrize("code", ["xaa", " XAA ", "Xaa"])
def test_what_is_the_same_respondent_is_so_signed(code: str) -> None:
    stated = {**IDENTITY, "respondent": code, "signature": sign(IDENTITY, KEY)}
    assert signed_with(stated, KEY)


def test_looking_for_the_key_makes_none(tiny: Cycle) -> None:
    assert installation_key(tiny) is None
    assert fingerprint(tiny) == ""
    key = signing_key(tiny)
    assert installation_key(tiny) == key
    assert key not in fingerprint(tiny) != ""


def test_only_a_reconstruction_has_a_public_key(tmp_path: Path) -> None:
    """And one that begins with its own id: a copied cycle.toml is refused."""
    made = '[reconstruction]\nen = "Made up."\n'
    for public, reconstruction in (("tiny", ""), ("a79-sse", made)):
        setting = f'[submissions]\npublic_key = "{public}:{KEY}"\n'
        with pytest.raises(UserError, match="anybody could sign with it"):
            tiny_cycle(tmp_path, toml=f"{CYCLE}{setting}{reconstruction}")
    setting = f'[submissions]\npublic_key = "tiny:{KEY}"\n'
    assert tiny_cycle(tmp_path, toml=f"{CYCLE}{setting}{made}").definition.public_key == KEY


@pytest.mark.parametrize(
    "setting", ['unsigned = "ignore"', 'replacements = "no"', 'public_key = "short"', "signed = 1"]
)
def test_a_setting_that_is_none_is_refused(tmp_path: Path, setting: str) -> None:
    with pytest.raises(UserError, match=r"submissions\."):
        tiny_cycle(tmp_path, toml=f"{CYCLE}[submissions]\n{setting}\n")
