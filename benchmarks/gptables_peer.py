"""Two of the published tables made with gptables, and the same two by this program alone.

From the root of the repository, `python -m benchmarks.gptables_peer gptables HOME CYCLE FOLDER`
in an environment with gptables and no more, and with `rapporteur` in its place in that of the
project. HOME is where the cycle has been run, FOLDER where the workbook is to stand.
docs/published.md says what came of it.
"""

import argparse
import json
import re
import sys
import tomllib
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from itertools import cycle as endlessly
from itertools import islice
from pathlib import Path
from typing import Any

TABLES = ("statistics_frameworks", "statistical_indicators")
FIRST = 7
"""So many columns of the second table are kept, beside that of the evidence, when it is long."""

EVIDENCE_HEADER = 3
"""The row of the evidence's header, from 0: what links to the evidence has to know it."""

WIDTHS = {"Notes": {1: 100}, "statistical_indicators": {0: 50}, "Evidence": {6: 80}}
"""Characters, by sheet and column: gptables makes a column as wide as its longest text."""

Sidecar = Mapping[str, Any]


def main() -> None:
    """Write the workbook that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", choices=["gptables", "rapporteur"])
    parser.add_argument("home", type=Path)
    parser.add_argument("cycle")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=0, metavar="N",
                        help="the second table alone, eight columns wide, of N rows")  # fmt: skip
    arguments = parser.parse_args()
    write = with_gptables if arguments.program == "gptables" else with_rapporteur
    write(arguments.home, arguments.cycle, arguments.folder, arguments.rows)


def with_rapporteur(home: Path, cycle: str, folder: Path, rows: int) -> None:
    """Write the two tables, or the long one, as the accessible profile in English has them."""
    from rapporteur.design.cycle import load_cycle
    from rapporteur.disseminate.content.content import TableContent, read_content
    from rapporteur.disseminate.content.edition import Edition
    from rapporteur.disseminate.content.labels import Labels
    from rapporteur.disseminate.content.profiles import ACCESSIBLE
    from rapporteur.disseminate.workbook.write_workbooks import write_workbooks
    from rapporteur.warehouse.reader import rests_on

    loaded = load_cycle(home, cycle)
    labels = Labels(loaded)
    content = read_content(loaded, labels)
    tables = [of for name in TABLES for of in content.tables if of.table.id == name]
    if rows:
        whole = tables[-1]
        columns = (*whole.table.columns[:FIRST], whole.table.columns[-1])
        few = [(*row[:FIRST], row[-1]) for row in whole.rows]
        long = tuple(islice(endlessly(few), rows))
        orders = {"en": tuple(range(rows))}
        tables = [
            TableContent(
                whole.table.model_copy(update={"columns": columns}), long, orders, whole.replies
            )
        ]
    used = {key for table in tables for row in table.rows for key in rests_on(row)}
    evidence = tuple(item for item in content.evidence if item.id in used)
    content = replace(content, tables=tuple(tables), evidence=evidence)
    write_workbooks([Edition(loaded, content, labels, "en", ACCESSIBLE)], [], folder)


def with_gptables(home: Path, cycle: str, folder: Path, rows: int) -> None:
    """Write the same from the published CSVs and the sidecars, as well as gptables can."""
    try:
        import gptables
        import pandas as pd
    except ImportError:
        sys.exit("gptables is not installed here. Install it with: pip install gptables==2.0.2")
    warnings.simplefilter("ignore", pd.errors.Pandas4Warning)  # gptables uses what pandas retires
    data = home / "outputs" / cycle / "tables" / "csv"
    lists = pd.read_csv(data / "codelists.csv", dtype=str)
    codes = zip(lists["list"], lists["code"], strict=True)
    labels = dict(zip(codes, lists["label_en"], strict=True))
    people = pd.read_csv(data / "respondents.csv", dtype=str, keep_default_na=False)
    names = dict(zip(people["code"], people["name_en"], strict=True))
    evidence = pd.read_csv(data / "evidence.csv", dtype=str, keep_default_na=False).set_index("id")
    package = json.loads((data.parent / "datapackage.json").read_text("utf-8"))
    resources = {resource["name"]: resource for resource in package["resources"]}
    sidecars = {
        name: _sidecar(home / "sql" / "a79-sse", name, resources[name])
        for name in (TABLES[-1:] if rows else TABLES)
    }
    frames = {
        name: pd.read_csv(data / f"{name}.csv", dtype=str, keep_default_na=False)
        for name in sidecars
    }
    for name, sidecar in sidecars.items():
        files = [evidence.loc[keys.split()[0], "file"] for keys in frames[name]["evidence"]]
        for column in (entry["name"] for entry in sidecar["columns"] if entry["type"] == "text"):
            frames[name][column] = list(map(_accepted, frames[name][column], files))
    used = dict.fromkeys(
        key for f in frames.values() for keys in f["evidence"] for key in keys.split()
    )
    numbers = {key: number for number, key in enumerate(used, start=1)}
    sheets: dict[str, Any] = {}
    notes: dict[str, str] = {}
    for name, sidecar in sidecars.items():
        frame, columns = frames[name], sidecar["columns"]
        if rows:
            columns = [*columns[:FIRST], columns[-1]]
            frame = frame.iloc[[at % len(frame) for at in range(rows)]].reset_index(drop=True)
        cells = {
            column["header"]["en"]: [
                _cell(column, value, labels, names, numbers) for value in frame[column["name"]]
            ]
            for column in columns
        }
        sheets[name] = gptables.GPTable(
            table=pd.DataFrame(cells, dtype=object),
            additional_formatting=_formats(columns, list(cells.values())),
            **_texts(name, sidecar, columns, notes, len(sheets) + 1),
        )
    shown = evidence.loc[list(used), ["respondent", "basis", "file", "sheet", "cells", "text"]]
    shown["respondent"] = shown["respondent"].map(names)
    shown["basis"] = [labels["basis", code] for code in shown["basis"]]
    shown["text"] = list(map(_accepted, shown["text"], shown["file"]))
    shown.insert(0, "Number", [f"E{number}" for number in numbers.values()])
    sheets["Evidence"] = gptables.GPTable(
        table=shown.reset_index(drop=True).rename(columns=str.capitalize).replace("", "[z]"),
        table_name="evidence",
        title="Evidence",
        subtitles=["[Back to the contents](internal:'Contents'!A1)"],
        instructions="This worksheet contains one table, of the answers that the rows rest on.",
        table_row_index=EVIDENCE_HEADER,
    )
    definition = tomllib.loads((home / "inputs" / cycle / "cycle.toml").read_text("utf-8"))
    title = definition["title"]["en"]
    book = gptables.produce_workbook(
        filename=folder / "gptables.accessible.xlsx",
        sheets=sheets,
        cover=gptables.Cover(
            title=title,
            intro=[f"Cut-off {definition['cut_off']:%-d %B %Y}."],
            about=["[Contents](internal:'Contents'!A1)", "[Notes](internal:'Notes'!A1)"],
        ),
        notes_table=pd.DataFrame({"Reference": list(notes), "Note text": list(notes.values())}),
        workbook_options={"strings_to_formulas": False},
    )
    # What xlsxwriter can and gptables leaves to its user.
    created = datetime.combine(definition["cut_off"], time())
    for sheet, widths in WIDTHS.items():
        for at, width in widths.items() if sheet in book.sheetnames else ():
            book.get_worksheet_by_name(sheet).set_column(at, at, width)
    book.set_properties({"title": title, "author": "rapporteur", "created": created})
    book.close()


def _accepted(text: str, file: str) -> str:
    """A text with the mark of its language, if it has no Latin letter and no digit.

    gptables 2.0.2 refuses a cell without either. The name of the file ends in `.zh.xlsx`.
    """
    return text if not text or re.search("[a-zA-Z0-9]", text) else f"{text} [{file.split('.')[-2]}]"


def _cell(
    column: Sidecar,
    value: str,
    labels: Mapping[tuple[str, str], str],
    names: Mapping[str, str],
    numbers: Mapping[str, int],
) -> str | int | float:
    if not value:
        return "[x]"
    match column["type"]:
        case "respondent":
            return names[value]
        case "code":
            return labels[column["codelist"], value]
        case "year" | "number":
            return float(value) if "." in value else int(value)
        case "evidence":
            cited = [numbers[key] for key in value.split()]
            words = ", ".join(f"E{number}" for number in cited)
            return f"[{words}](internal:'Evidence'!A{EVIDENCE_HEADER + 1 + cited[0]})"
    return value


def _sidecar(sql: Path, name: str, resource: Sidecar) -> Sidecar:
    """A sidecar with its English texts in their places, as far as they are used here.

    Headers, title and source are those of the published data package.
    """
    sidecar = tomllib.loads((sql / "marts" / f"{name}.toml").read_text("utf-8"))
    shared = tomllib.loads((sql / "shared" / "notes.toml").read_text("utf-8"))
    notes = {**shared, **sidecar["own"]["notes"]}
    headers = {field["name"]: field["title"] for field in resource["schema"]["fields"]}
    return {
        **sidecar,
        "title": {"en": resource["title"]},
        "source": {"en": resource["sources"][0]["title"]},
        "notes": [notes[one] for one in sidecar["notes"]],
        "columns": [
            {
                **column,
                "header": {"en": headers[column["name"]]},
                "notes": [1 + sidecar["notes"].index(one) for one in column.get("notes", ())],
            }
            for column in sidecar["columns"]
        ],
    }


def _texts(
    name: str, sidecar: Sidecar, columns: Sequence[Sidecar], notes: dict[str, str], number: int
) -> dict[str, Any]:
    """The texts of a table as gptables calls them; its notes are added to those of the others."""
    texts = {at: note["en"] for at, note in enumerate(sidecar["notes"], start=1)}
    notes.update({f"{name} {at}": text for at, text in texts.items()})
    of_columns = {
        at: "".join(f"$${name} {number}$$" for number in column["notes"])
        for at, column in enumerate(columns)
        if column.get("notes")
    }
    of_table = [at for at in texts if not any(at in column.get("notes", ()) for column in columns)]
    units = [f"Units: {sidecar['units']['en']}"] if "units" in sidecar else []
    return {
        "table_name": name,
        "title": f"Table {number}. {sidecar['title']['en']}"
        + "".join(f"$${name} {at}$$" for at in of_table),
        "table_notes": of_columns,
        "subtitles": [*units, "[Back to the contents](internal:'Contents'!A1)"],
        "legend": [
            "[x]: Not available or not separately reported: the reply gives no answer here."
        ],
        "scope": f"Scope: {sidecar['scope']['en']}" if "scope" in sidecar else None,
        "source": f"Source: {sidecar['source']['en']}",
    }


def _formats(columns: Sequence[Sidecar], cells: Sequence[Sequence[object]]) -> list[dict[str, Any]]:
    """Years without separators, numbers with them; a decimal where there is one.

    Each cell on its own: of a list of cells gptables 2.0.2 formats the last alone.
    """
    formats: list[dict[str, Any]] = []
    for at, column in enumerate(columns):
        if column["type"] in ("year", "number"):
            shown = {"num_format": "0" if column["type"] == "year" else "#,##0"}
            column_format = {"columns": [at], "format": shown, "include_names": False}
            formats.append({"column": column_format})
            formats += [
                {"cell": {"cells": (row, at), "format": {"num_format": "#,##0.0"}}}
                for row, value in enumerate(cells[at], start=1)
                if isinstance(value, float)
            ]
    return formats


if __name__ == "__main__":
    main()
