"""The landing: one immutable Parquet file a submission, named after the hash of its bytes.

A file holds one row: who the submission is from, every cell that takes an answer, and the
findings about the file itself. It depends on nothing but the received bytes, the form and
this program, so it is written once; a rejected submission is landed like any other.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rapporteur.cycle import Cycle
from rapporteur.files import replacing
from rapporteur.findings import Finding
from rapporteur.form import Form
from rapporteur.reading import Answer, Reading, read_answers
from rapporteur.receipts import Received
from rapporteur.spreadsheet import UnreadableError, read_sheets

FORMAT = "1"
"""Changes whenever the same bytes would be landed differently."""

ANSWER = pa.struct(
    [
        ("question", pa.string()),
        ("repeat", pa.string()),
        ("row", pa.int32()),
        ("sheet", pa.string()),
        ("cell", pa.string()),
        ("raw", pa.string()),
        ("text", pa.string()),
        ("number", pa.float64()),
        ("date", pa.date32()),
        ("code", pa.string()),
        ("obs_status", pa.string()),
        ("note", pa.string()),
    ]
)
FINDING = pa.struct(
    [
        ("code", pa.string()),
        ("sheet", pa.string()),
        ("cell", pa.string()),
        ("question", pa.string()),
        ("repeat", pa.string()),
        ("row", pa.int32()),
        ("params", pa.string()),
    ]
)
IDENTITY = ("cycle", "form_id", "form_version", "respondent", "category", "language", "notice")
SCHEMA = pa.schema(
    [
        ("submission", pa.string()),
        *((name, pa.string()) for name in IDENTITY),
        ("sections", pa.list_(pa.string())),
        ("cells", pa.list_(ANSWER)),
        ("findings", pa.list_(FINDING)),
    ]
)


def folder(cycle: Cycle) -> Path:
    """Where the cycle's landing files are, apart for each version of the form and format."""
    key = hashlib.sha256(f"{FORMAT} {cycle.form.fingerprint}".encode()).hexdigest()[:8]
    return cycle.outputs / "landing" / key


def path(folder: Path, received: Received) -> Path:
    """The landing file of a received file, in `folder`."""
    return folder / f"{received.submission}.parquet"


def land(received: Received, form: Form, to: Path) -> None:
    """Read a received file and land it in the folder `to`; nothing to do if it is there."""
    if not path(to, received).exists():
        reading = read(received, form)
        with replacing(path(to, received)) as beside:
            pq.write_table(_table(received.submission, reading), beside)


def read(received: Received, form: Form) -> Reading:
    """What a received file holds; of one that cannot be read, the finding that says why."""
    try:
        return read_answers(read_sheets(received.path.read_bytes()), form, received.file)
    except UnreadableError as error:
        return Reading({}, findings=(Finding(error.code, received.file),))


def _table(submission: str, reading: Reading) -> pa.Table:
    row = {
        "submission": submission,
        **{name: reading.identity.get(name) for name in IDENTITY},
        "sections": list(reading.sections),
        "cells": [_cell(answer) for answer in reading.answers],
        "findings": _findings(reading.findings),
    }
    return pa.Table.from_pylist([row], schema=SCHEMA)


def _cell(answer: Answer) -> dict[str, object]:
    value = answer.value
    return {
        "question": answer.question,
        "repeat": answer.repeat,
        "row": answer.row,
        "sheet": answer.sheet,
        "cell": answer.cell,
        "raw": answer.raw or None,
        "text": value.text,
        "number": value.number,
        "date": value.day,
        "code": value.code,
        "obs_status": value.obs_status,
        "note": answer.note or None,
    }


def _findings(findings: Sequence[Finding]) -> list[dict[str, object]]:
    return [
        {
            "code": finding.code,
            "sheet": finding.sheet,
            "cell": finding.cell,
            "question": finding.question,
            "repeat": finding.repeat,
            "row": finding.row,
            "params": finding.params_json,
        }
        for finding in findings
    ]
