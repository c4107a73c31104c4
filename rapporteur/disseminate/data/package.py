"""The description of all files for machines: a Data Package, which Frictionless validates.

It is of version 1 of the standard (https://specs.frictionlessdata.io/data-package/), which
readers of version 2 take as well. There `type` is a property of our own, and may say of a Parquet
file that it is one: frictionless 5.21 then compares its bytes and hash. In version 2 nothing but
`table` may stand there; and as a table frictionless reads Parquet through pandas, which makes
decimals of years where one is missing, and does not count bytes.

Foreign keys lead to the respondents. They compare whole columns, and a list is a part of the
file of lists: what column holds codes of which list says `codelist`, a property of our own, and
`constraints` has the codes. The unit of a column of numbers says `unit`, our own as well. A value
is missing where a cell is empty; why, the observations say. Who may use the data is not said
(`licenses`): it is not for this program to say.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rapporteur.design.cycle import Cycle
from rapporteur.disseminate.data.resource import RESPONDENTS, Field, Resource, properties
from rapporteur.kernel.files import replacing
from rapporteur.language.messages import message
from rapporteur.language.texts import shown_in

FILE = "datapackage.json"

_TYPES = {"integer": "integer", "year": "year", "number": "number", "percent": "number",
          "date": "date", "boolean": "boolean"}  # fmt: skip
"""A field's types in Table Schema; any other is a string."""

_FORMATS: Mapping[str, Mapping[str, str]] = {
    ".csv": {
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
    },
    ".parquet": {
        "profile": "data-resource",
        "type": "file",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
    },
}


def write_package(
    cycle: Cycle, replies: int, files: Sequence[tuple[Resource, Path]], folder: Path
) -> Path:
    """Write `datapackage.json` for these files of the folder. `replies` is how many there are."""
    definition = cycle.definition
    languages = definition.languages
    described = {
        "profile": "data-package",
        "name": cycle.id,
        "languages": list(languages),
        **properties({one: shown_in(definition.title, one) for one in languages}, "title"),
        **properties(
            {one: message(one, "package-description") for one in languages}, "description"
        ),
        "created": f"{definition.cut_off.isoformat()}T00:00:00Z",
        "sources": [
            {
                **properties(
                    {one: message(one, "package-source", replies=replies) for one in languages},
                    "title",
                )
            }
        ],
        "resources": [_resource(resource, path, folder) for resource, path in files],
    }
    package = folder / FILE
    with replacing(package) as beside:
        text = json.dumps(described, ensure_ascii=False, indent=1)
        beside.write_text(f"{text}\n", encoding="utf-8")
    return package


def _resource(resource: Resource, path: Path, folder: Path) -> Mapping[str, Any]:
    tabular = path.suffix == ".csv"
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {
        **_FORMATS[path.suffix],
        "name": resource.name if tabular else path.name,
        "path": path.relative_to(folder).as_posix(),
        **properties(resource.title, "title"),
        **(properties(resource.description, "description") if tabular else {}),
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest}",
        **({"sources": [properties(resource.source, "title")]} if resource.source else {}),
        **({"schema": _schema(resource)} if tabular else {}),
    }


def _schema(resource: Resource) -> Mapping[str, Any]:
    keys = [
        {"fields": [name], "reference": {"resource": RESPONDENTS, "fields": ["code"]}}
        for name in resource.refers
    ]
    return {
        "fields": [_field(one) for one in resource.fields],
        "missingValues": [""],
        **({"primaryKey": list(resource.key)} if resource.key else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(field: Field) -> Mapping[str, Any]:
    constraints: dict[str, Any] = {}
    if field.codes and field.type == "codes":
        one = "|".join(map(re.escape, field.codes))
        constraints["pattern"] = f"({one})( ({one}))*"
    elif field.codes:
        constraints["enum"] = list(field.codes)
    return {
        "name": field.name,
        "type": _TYPES.get(field.type, "string"),
        **properties(field.title, "title"),
        **properties(field.description, "description"),
        **({"codelist": field.codelist} if field.codelist else {}),
        **({"unit": field.unit} if field.unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }
