"""The description of all files for machines: a Data Package, which Frictionless validates.

It follows version 1 of the standard (https://specs.frictionlessdata.io/data-package/), which
readers of version 2 accept as well. In version 1 `type` is free, so that a Parquet file can be
called `file`: frictionless 5.21 then compares its bytes and hash. In version 2 only `table` is
allowed; and as a table frictionless reads Parquet through pandas, which turns years into decimals
where a year is missing, and does not count bytes.

Foreign keys refer to the respondents. They compare whole columns, but a list is only a part of
the file of lists: so `codelist`, a property of our own, names the list of a column's codes, and
`constraints` has the codes. The unit of a column of numbers is in `unit`, our own as well. An empty
cell is a missing value; the observations have the reason. `licenses` is left out: this program
does not decide who may use the data.
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
"""The types of fields in Table Schema; any other is a string."""

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
    """Write `datapackage.json` for these files of the folder. `replies` is their number."""
    definition = cycle.definition
    languages = definition.languages
    described = {
        "profile": "data-package",
        "name": cycle.id,
        "languages": list(languages),
        **properties(
            {language: shown_in(definition.title, language) for language in languages}, "title"
        ),
        **properties(
            {language: message(language, "package-description") for language in languages},
            "description",
        ),
        "created": f"{definition.cut_off.isoformat()}T00:00:00Z",
        "sources": [
            {
                **properties(
                    {
                        language: message(language, "package-source", replies=replies)
                        for language in languages
                    },
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
        "fields": [_field(field) for field in resource.fields],
        "missingValues": [""],
        **({"primaryKey": list(resource.key)} if resource.key else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(field: Field) -> Mapping[str, Any]:
    constraints: dict[str, Any] = {}
    if field.codes and field.type == "codes":
        code = "|".join(map(re.escape, field.codes))
        constraints["pattern"] = f"({code})( ({code}))*"
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
