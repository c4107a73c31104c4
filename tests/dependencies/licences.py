"""The licence of an installed package as an SPDX expression, from what its makers say of it."""

import re
from collections.abc import Iterator
from importlib.metadata import Distribution
from pathlib import Path

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

_STATED = {
    "apache 2.0": "Apache-2.0",
    "apache-2.0 license": "Apache-2.0",
    "apl 2": "Apache-2.0",
    "isc license": "ISC",
    "mit license": "MIT",
    "psfl": "PSF-2.0",
}
"""What stands in the field `License`, where that is short and no expression of SPDX."""

_CLASSIFIED = {
    "Apache Software License": "Apache-2.0",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "ISC License (ISCL)": "ISC",
    "Python Software Foundation License": "PSF-2.0",
}
"""The classifiers that name one licence; “BSD License” names several."""

_BSD = "Redistribution and use in source and binary forms"
_ENDORSE = re.compile(r"Neither the names?|names? .{0,80}may not be used to\s+endorse", re.DOTALL)


def licence(package: Distribution) -> str:
    """Its licence; empty if what it says names none."""
    return next(filter(None, _readings(package)), "")


def _readings(package: Distribution) -> Iterator[str]:
    metadata = package.metadata
    (expression,) = metadata.get_all("License-Expression") or [""]
    yield _expression(expression)
    field = str((metadata.get_all("License") or [""])[0]).strip()
    yield _STATED.get(field.lower(), "") or _expression(field)
    classified = {
        name.rpartition(" :: ")[2]
        for name in metadata.get_all("Classifier") or []
        if name.startswith("License ::")
    } - {"OSI Approved"}
    if len(classified) == 1:
        yield _CLASSIFIED.get(classified.pop(), "")
    yield licence_of_text(field)
    for file in package.files or []:
        if ".dist-info/" in str(file) and re.search(r"(?i)licen[cs]e|copying", file.name):
            path = Path(file.locate())
            yield licence_of_text(path.read_text(encoding="utf-8", errors="replace"))


def _expression(text: str) -> str:
    try:
        return str(canonicalize_license_expression(text)) if text else ""
    except InvalidLicenseExpression:
        return ""


def licence_of_text(text: str) -> str:
    """The licence that a text is known to be by its words; empty if it is another."""
    if _BSD in " ".join(text.split()):
        return "BSD-3-Clause" if _ENDORSE.search(text) else "BSD-2-Clause"
    if "Permission is hereby granted, free of charge" in " ".join(text.split()):
        return "MIT"
    return ""
