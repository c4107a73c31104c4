"""Signatures of workbooks: that this installation made a workbook for the respondent it names.

The hidden sheet of a workbook states whose it is, and a signature over that: HMAC-SHA256 (RFC
2104) with the installation's key. Whoever changes the statement cannot sign it anew. A signature
does not tell who has filled the workbook in.
"""

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from rapporteur.kernel.installation_secrets import existing_secret, installation_secret

if TYPE_CHECKING:  # the cycle's own modules need not be loaded to compare signatures
    from rapporteur.design.cycle import Cycle

SIGNED = ("kind", "cycle", "form_id", "form_version", "respondent", "category", "language")
"""The keys of the hidden sheet that are signed."""

QUESTIONNAIRE: Final = "questionnaire"
RETURN: Final = "return"
"""The kinds of workbooks that are signed."""

_SECRET = "signing-key"


def sign(identity: Mapping[str, str | None], key: str) -> str:
    """The signature, in hexadecimal, over what a workbook states of itself."""
    stated = [_canonical(name, identity.get(name) or "") for name in SIGNED]
    message = json.dumps(stated)
    return hmac.new(key.encode(), message.encode(), hashlib.sha256).hexdigest()


def signed_with(identity: Mapping[str, str | None], key: str) -> bool:
    """Whether the signature is by `key`, and over what the workbook states of itself."""
    signature = (identity.get("signature") or "").strip().encode(errors="replace")
    return hmac.compare_digest(signature, sign(identity, key).encode())


def signing_key(cycle: "Cycle") -> str:
    """The installation's key, made when it is first needed."""
    return installation_secret(cycle.home, _SECRET)


def installation_key(cycle: "Cycle") -> str | None:
    """The installation's key; None if nothing was signed here yet."""
    return existing_secret(cycle.home, _SECRET)


def fingerprint(cycle: "Cycle") -> str:
    """Tells one key of the installation from another; empty if it has none."""
    key = installation_key(cycle)
    return hashlib.sha256(f"fingerprint of {key}".encode()).hexdigest() if key else ""


def _canonical(name: str, value: str) -> str:
    """A value as every program that saves the workbook leaves it."""
    text = " ".join(unicodedata.normalize("NFC", value).split())
    return text.upper() if name == "respondent" else text
