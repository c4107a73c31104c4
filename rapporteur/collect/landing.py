"""The landing: an immutable Parquet file for each submission, named after the hash of its bytes.

A file has one row: the respondent, every cell for an answer, and the findings about the received
file. It depends only on the received bytes, the form and this program, and is written once. A
rejected submission is landed like any other.
"""

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.parquet as pq

from rapporteur.collect.reading.answers import Answer, Reading
from rapporteur.collect.receipts import Received
from rapporteur.design.findings import Finding
from rapporteur.design.form import Form
from rapporteur.design.signatures import SIGNED
from rapporteur.kernel.files import replacing

if TYPE_CHECKING:  # at run time the import would slow down the start of a worker process
    from rapporteur.design.cycle import Cycle

FORMAT = "6"
"""The format of landing files: changes whenever the same bytes are landed differently."""

_LARGEST = 64 * 2**20  # bytes of a file
_FOOTER = 16 * 2**10  # bytes at the end of a landing file that include its metadata

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
IDENTITY = (*SIGNED, "notice", "signature")
SCHEMA = pa.schema(
    [
        ("submission", pa.string()),
        *((name, pa.string()) for name in IDENTITY),
        ("names", pa.list_(pa.string())),
        ("content", pa.string()),
        ("sections", pa.list_(pa.string())),
        ("cells", pa.list_(ANSWER)),
        ("findings", pa.list_(FINDING)),
    ]
)


def folder(cycle: "Cycle") -> Path:
    """The folder of the cycle's landing files, a new one for each version of form and format."""
    return cycle.outputs / "landing" / _key(cycle.form)


def path(folder: Path, received: Received) -> Path:
    """The path of a received file's landing file in `folder`."""
    return folder / f"{received.submission}.parquet"


def is_landed(folder: Path, received: Received, form: Form) -> bool:
    """Whether a received file is landed in `folder`: completely, in this format, for this form.

    Only the end of the landing file is read, without a Parquet library. One that was truncated,
    or renamed or copied by hand, does not count, and is written again.
    """
    try:
        with path(folder, received).open("rb", buffering=0) as stream:
            stream.seek(max(0, os.fstat(stream.fileno()).st_size - _FOOTER))
            end = stream.read(_FOOTER)
    except FileNotFoundError:
        return False
    return end.endswith(b"PAR1") and _mark(received, form).encode() in end


def read_to_land(received: Received, form: Form) -> bytes | None:
    """Read a received file; returns its landing file.

    It is of the bytes that were registered: None if another file has taken the place of the
    received one since, or it is gone. Raises `OSError` if its folder cannot be reached.
    """
    try:
        with received.path.open("rb") as stream:
            large = os.fstat(stream.fileno()).st_size > _LARGEST
            content = b"" if large else stream.read(_LARGEST + 1)
            if large or len(content) > _LARGEST:  # it may have grown
                stream.seek(0)
                sha256, large = hashlib.file_digest(stream, "sha256").hexdigest(), True
            else:
                sha256 = hashlib.sha256(content).hexdigest()
    except FileNotFoundError:
        if received.path.parent.exists():
            return None
        raise
    if sha256 != received.sha256:
        return None
    file = received.file
    return _encoded(
        received, form, _unread(file, "too_large") if large else read(content, form, file)
    )


def unread(received: Received, form: Form, code: str) -> bytes:
    """The landing file of a file that could not be read, with a finding of that code."""
    return _encoded(received, form, _unread(received.file, code))


def land(received: Received, to: Path, content: bytes) -> None:
    """Land a received file in the folder `to`: keep its landing file."""
    with replacing(path(to, received)) as beside:
        beside.write_bytes(content)


def read(content: bytes, form: Form, file: str) -> Reading:
    """What the bytes of a received file hold; if they are unreadable, a finding that says why."""
    # Here: whoever has files read in other processes needs no reader.
    from rapporteur.collect.reading.questionnaire import read_answers
    from rapporteur.collect.reading.spreadsheet import UnreadableError, read_sheets

    try:
        return read_answers(read_sheets(content), form, file)
    except UnreadableError as error:
        return _unread(file, error.code)
    except MemoryError:
        raise
    except Exception:  # a hostile file must not stop a run, whatever its reader raises
        return _unread(file, "file_damaged")


def cycle_of(folder: Path, received: Received) -> str | None:
    """The cycle that the landed file is a questionnaire of; None if it is not one."""
    table = pq.read_table(path(folder, received), columns=["cycle"])
    cycle_id: str | None = table.column("cycle")[0].as_py()
    return cycle_id


def _unread(file: str, code: str) -> Reading:
    return Reading({}, findings=(Finding(code, file),))


def _key(form: Form) -> str:
    return hashlib.sha256(f"{FORMAT} {form.fingerprint}".encode()).hexdigest()[:8]


def _mark(received: Received, form: Form) -> str:
    """The mark in a landing file's metadata: the file's hash, and one of format and form."""
    return f"{_key(form)}/{received.sha256}"


def _encoded(received: Received, form: Form, reading: Reading) -> bytes:
    metadata = {"rapporteur.format": FORMAT, "rapporteur.mark": _mark(received, form)}
    sink = pa.BufferOutputStream()
    # Statistics and dictionaries are of no use for one row, and take time.
    pq.write_table(
        _table(received.submission, reading).replace_schema_metadata(metadata),
        sink,
        write_statistics=False,
        use_dictionary=False,
    )
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _table(submission: str, reading: Reading) -> pa.Table:
    row = {
        "submission": [submission],
        **{name: [reading.identity.get(name)] for name in IDENTITY},
        "names": [list(reading.names)],
        "content": [reading.content],
        "sections": [list(reading.sections)],
        "cells": _one_list(_cells(reading.answers), ANSWER),
        "findings": _one_list(_findings(reading.findings), FINDING),
    }
    return pa.table(row, schema=SCHEMA)


def _one_list(columns: Mapping[str, Sequence[object]], kind: pa.StructType) -> pa.ListArray:
    """A list of structs, made from columns in a tenth of the time that structs would take."""
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
