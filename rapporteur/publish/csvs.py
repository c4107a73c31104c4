"""For machines: a CSV a table, and a Frictionless data package that describes them."""

import csv
import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from rapporteur.cycle import Cycle
from rapporteur.files import replacing
from rapporteur.form import text_in
from rapporteur.messages import message
from rapporteur.publish.content import Content, TableContent
from rapporteur.publish.labels import Labels
from rapporteur.results import Value
from rapporteur.tables import Column, Table

_TYPES = {"integer": "integer", "year": "year", "number": "number", "percent": "number",
          "date": "date"}  # fmt: skip
"""A sidecar's types in Frictionless Table Schema; any other is a string."""


def write_csvs(cycle: Cycle, content: Content, labels: Labels, folder: Path) -> list[Path]:
    """Write `<id>.csv` for each table and `datapackage.json`; remove tables of earlier runs.

    Codes stay codes, numbers are plain, what is missing is empty; lines end with a line feed.
    """
    written = [_write_csv(table, folder / f"{table.table.id}.csv") for table in content.tables]
    package = folder / "datapackage.json"
    with replacing(package) as beside:
        described = _package(cycle, content, labels, folder)
        beside.write_text(
            json.dumps(described, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
    for path in set(folder.glob("*.csv")) - set(written):
        path.unlink()
    return [*written, package]


def _write_csv(content: TableContent, path: Path) -> Path:
    with replacing(path) as beside, beside.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow([column.name for column in content.table.columns])
        writer.writerows([plain(value) for value in row] for row in content.rows)
    return path


def plain(value: Value) -> str:
    """A value as a CSV has it: no exponent, no trailing zero, ISO dates, empty for none."""
    if value is None:
        return ""
    if isinstance(value, float):
        digits = format(Decimal(repr(value)), "f")
        return digits.removesuffix(".0")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _package(cycle: Cycle, content: Content, labels: Labels, folder: Path) -> Mapping[str, Any]:
    definition = cycle.definition
    language = definition.languages[0]
    return {
        "profile": "tabular-data-package",
        "name": cycle.id,
        "title": text_in(definition.title, language),
        "description": message(language, "package-description"),
        "created": f"{definition.cut_off.isoformat()}T00:00:00Z",
        "sources": [{"title": message(language, "package-source", replies=len(content.replies))}],
        "resources": [
            _resource(table.table, language, labels, folder / f"{table.table.id}.csv")
            for table in content.tables
        ],
    }


def _resource(table: Table, language: str, labels: Labels, path: Path) -> Mapping[str, Any]:
    data = path.read_bytes()
    notes = [text_in(text, language) for key, text in table.words() if key.startswith("notes.")]
    above = [text_in(t, language) for t in (table.headnote, table.scope, table.units) if t]
    return {
        "profile": "tabular-data-resource",
        "name": table.id,
        "path": path.name,
        "title": text_in(table.title, language),
        "description": "\n".join([*above, *notes]),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
        "sources": [{"title": text_in(table.source, language)}],
        "schema": {
            "fields": [_field(table, column, language, labels) for column in table.columns],
            "missingValues": [""],
        },
    }


def _field(table: Table, column: Column, language: str, labels: Labels) -> Mapping[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _TYPES.get(column.type, "string"),
        "title": text_in(column.header, language),
    }
    words = labels.words(table, column, language)
    if column.type == "respondent":
        field["description"] = message(language, "package-respondent")
    elif column.type == "evidence":
        field["description"] = message(language, "package-evidence")
    elif words:
        field["description"] = "; ".join(f"{code}: {label}" for code, label in words.items())
    if column.type == "code":
        field["constraints"] = {"enum": list(words)}
    elif column.type == "codes":
        one = "|".join(re.escape(code) for code in words)
        field["constraints"] = {"pattern": f"({one})( ({one}))*"}
    return field
