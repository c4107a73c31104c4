"""The landing: one immutable Parquet file a submission, named after the hash of its bytes.

A file holds one row: who the submission is from, every cell that takes an answer, and the
findings about the file itself. It depends on nothing but the received bytes, the form and
this program, so it is written once; a rejected submission is landed like any other.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from rapporteur.collect.reading.questionnaire import Answer, Reading, read_answers
from rapporteur.collect.reading.spreadsheet import UnreadableError, read_sheets
from rapporteur.collect.receipts import Received
from rapporteur.design.findings import Finding
from rapporteur.design.form import Form
from rapporteur.kernel.files import replacing

if TYPE_CHECKING:  # a process that reads files is to start fast
    from rapporteur.design.cycle import Cycle

FORMAT = "3"
"""Changes whenever the same bytes would be landed differently."""

_LARGEST = 64 * 2**20  # bytes of a file
_FOOTER = 16 * 2**10  # bytes at the end of a landing file that hold what it says of itself

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


def folder(cycle: "Cycle") -> Path:
    """Where the cycle's landing files are, apart for each version of the form and format."""
    return cycle.outputs / "landing" / _key(cycle.form)


def path(folder: Path, received: Received) -> Path:
    """The landing file of a received file, in `folder`."""
    return folder / f"{received.submission}.parquet"


def is_landed(folder: Path, received: Received, form: Form) -> bool:
    """Whether a received file is landed in `folder`: whole, in this format and for this form.

    Only the end of the file is read, without a reader of Parquet. What was copied or renamed
    by hand, or is cut off, is not taken for landed: it can be had again from the received bytes.
    """
    try:
        with path(folder, received).open("rb", buffering=0) as stream:
            stream.seek(max(0, os.fstat(stream.fileno()).st_size - _FOOTER))
            end = stream.read(_FOOTER)
    except FileNotFoundError:
        return False
    return end.endswith(b"PAR1") and _mark(received, form).encode() in end


def land(received: Received, form: Form, to: Path) -> None:
    """Read a received file and land it in the folder `to`; nothing to do if it is there."""
    if not is_landed(to, received, form):
        _write(received, form, read(received, form), to)


def read(received: Received, form: Form) -> Reading:
    """What a received file holds; of one that cannot be read, the finding that says why."""
    if received.path.stat().st_size > _LARGEST:
        return _unread(received, "too_large")
    content = received.path.read_bytes()
    try:
        return read_answers(read_sheets(content), form, received.file)
    except UnreadableError as error:
        return _unread(received, error.code)
    except MemoryError:
        raise
    except Exception:  # no file stops a run, whatever it makes of its readers
        return _unread(received, "file_damaged")


def cycle_of(folder: Path, received: Received) -> str | None:
    """The cycle that a landed file says it belongs to."""
    table = pq.read_table(path(folder, received), columns=["cycle"])
    found: str | None = table.column("cycle")[0].as_py()
    return found


def land_unread(received: Received, form: Form, to: Path, code: str) -> None:
    """Land a file that could not be read, with the finding of that code."""
    _write(received, form, _unread(received, code), to)


def _unread(received: Received, code: str) -> Reading:
    return Reading({}, findings=(Finding(code, received.file),))


def _key(form: Form) -> str:
    return hashlib.sha256(f"{FORMAT} {form.fingerprint}".encode()).hexdigest()[:8]


def _mark(received: Received, form: Form) -> str:
    """What a landing file says of itself: which submission it is, landed how, for which form."""
    return f"{_key(form)}/{received.submission}"


def _write(received: Received, form: Form, reading: Reading, to: Path) -> None:
    says = {"rapporteur.format": FORMAT, "rapporteur.mark": _mark(received, form)}
    with replacing(path(to, received)) as beside:
        # One row needs neither statistics nor dictionaries, and is written faster without.
        pq.write_table(
            _table(received.submission, reading).replace_schema_metadata(says),
            beside,
            write_statistics=False,
            use_dictionary=False,
        )


def _table(submission: str, reading: Reading) -> pa.Table:
    row = {
        "submission": [submission],
        **{name: [reading.identity.get(name)] for name in IDENTITY},
        "sections": [list(reading.sections)],
        "cells": _one_list(_cells(reading.answers), ANSWER),
        "findings": _one_list(_findings(reading.findings), FINDING),
    }
    return pa.table(row, schema=SCHEMA)


def _one_list(columns: Mapping[str, Sequence[object]], kind: pa.StructType) -> pa.ListArray:
    """A list of structs, from the columns of their fields: a tenth of the time of one by one."""
    fields = [pa.array(columns[field.name], field.type) for field in kind]
    structs = pa.StructArray.from_arrays(fields, fields=list(kind))
    return pa.ListArray.from_arrays([0, len(structs)], structs)


def _cells(answers: Sequence[Answer]) -> Mapping[str, Sequence[object]]:
    return {
        "question": [answer.question for answer in answers],
        "repeat": [answer.repeat for answer in answers],
        "row": [answer.row for answer in answers],
        "sheet": [answer.sheet for answer in answers],
        "cell": [answer.cell for answer in answers],
        "raw": [answer.raw or None for answer in answers],
        "text": [answer.value.text for answer in answers],
        "number": [answer.value.number for answer in answers],
        "date": [answer.value.day for answer in answers],
        "code": [answer.value.code for answer in answers],
        "obs_status": [answer.value.obs_status for answer in answers],
        "note": [answer.note or None for answer in answers],
    }


def _findings(findings: Sequence[Finding]) -> Mapping[str, Sequence[object]]:
    return {
        "code": [finding.code for finding in findings],
        "sheet": [finding.sheet for finding in findings],
        "cell": [finding.cell for finding in findings],
        "question": [finding.question for finding in findings],
        "repeat": [finding.repeat for finding in findings],
        "row": [finding.row for finding in findings],
        "params": [finding.params_json for finding in findings],
    }
