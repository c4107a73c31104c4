"""Open a workbook from any program, within limits; what cannot be opened raises a sentence."""

import io
import warnings
import zipfile
from pathlib import Path

import openpyxl

from rapporteur.kernel import xlsx_flaws
from rapporteur.kernel.errors import UserError
from rapporteur.lint.book import Book
from rapporteur.lint.catalogue import Profile
from rapporteur.lint.parts import read_parts

_LARGEST = 128 * 2**20  # bytes unpacked: a million cells take 50 MB, and 2 GB of memory
_MEMBERS = 10_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ACCESSIBLE = ".accessible.xlsx"
_OURS = "rapporteur"  # the creator of workbooks that have both profiles
_SAVE = "Open it in a spreadsheet program and save it as an .xlsx."


def open_book(path: Path, profile: Profile | None = None) -> Book:
    """Open a workbook.

    Without `profile`, a workbook that this program wrote has the UN profile unless its name ends
    in .accessible.xlsx; any other workbook has the accessible profile. Raises `UserError` when the
    file is no .xlsx that can be read.
    """
    if path.is_dir():
        raise UserError(f"{path} is a folder.", "Name the workbooks in it.")
    if not path.exists():
        raise UserError(f"{path} does not exist.", "See that the name is right.")
    content = path.read_bytes()
    if not content.startswith(b"PK"):
        raise UserError(f"{path} {_what(content)}.", _SAVE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(path, archive)
            parts = read_parts(archive)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the checks read from the archive what it leaves out
            workbook = openpyxl.load_workbook(io.BytesIO(content), data_only=True, rich_text=True)
    except (UserError, MemoryError):
        raise
    except Exception as error:  # what damaged bytes make of a parser cannot be foreseen
        raise UserError(f"{path} cannot be read as a workbook: {error}.", _SAVE) from error
    flaws = xlsx_flaws.find_flaws(content).flaws
    return Book(path.name, profile or _profile(path, workbook), workbook, parts, flaws)


def _profile(path: Path, workbook: openpyxl.Workbook) -> Profile:
    ours = workbook.properties.creator == _OURS and not path.name.endswith(_ACCESSIBLE)
    return Profile.UN if ours else Profile.ACCESSIBLE


def _what(content: bytes) -> str:
    if not content:
        return "is empty"
    if content.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        return "is protected by a password" if encrypted else "is in the old format .xls"
    return "is no .xlsx workbook"


def _check(path: Path, archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    if len(members) > _MEMBERS or size > _LARGEST:
        raise UserError(
            f"{path} is too large to be checked: {size // 2**20} MB unpacked.",
            f"The limit is {_LARGEST // 2**20} MB; split the workbook.",
        )
    if "xl/workbook.xml" not in archive.namelist():
        raise UserError(f"{path} is an archive, but no .xlsx workbook.", _SAVE)
    for member in members:
        with archive.open(member) as stream:
            if member.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in stream.read(4096):
                raise UserError(f"{path} holds a document type, which no workbook may.", _SAVE)
