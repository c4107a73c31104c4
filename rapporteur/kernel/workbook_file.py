"""Save an openpyxl workbook as valid OOXML, with the same bytes each time."""

from collections.abc import Mapping
from pathlib import Path
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree
from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from rapporteur.kernel.files import replacing
from rapporteur.kernel.spreadsheetml import put_in_order, tag

_STYLES = "xl/styles.xml"


def save(workbook: Workbook, target: Path | IO[bytes]) -> None:
    """Write `workbook` to a path, atomically, or to a stream.

    Unlike openpyxl's own `save`, it does not change the dates in the document properties.
    """
    if isinstance(target, Path):
        with replacing(target) as beside:
            _write(workbook, beside)
    else:
        _write(workbook, target)


def _write(workbook: Workbook, target: Path | IO[bytes]) -> None:
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name, data in parts(workbook).items():
            archive.writestr(ZipInfo(name), data, ZIP_DEFLATED)  # without the time of writing


def parts(workbook: Workbook) -> Mapping[str, bytes]:
    """The parts of the file of `workbook` by their names, in the order of the archive."""
    kept = _Parts()
    ExcelWriter(workbook, cast(ZipFile, kept)).save()
    return kept.parts


class _Parts:
    """Takes the parts that openpyxl writes into an archive."""

    def __init__(self) -> None:
        self.parts: dict[str, bytes] = {}

    def writestr(self, name: str, data: str | bytes) -> None:
        data = data.encode() if isinstance(data, str) else data
        self.parts[name] = _fonts_in_order(data) if name == _STYLES else data

    def write(self, filename: str, arcname: str) -> None:
        self.writestr(arcname, Path(filename).read_bytes())

    def namelist(self) -> list[str]:
        return list(self.parts)

    def close(self) -> None:
        """Nothing is open."""


def _fonts_in_order(styles: bytes) -> bytes:
    """Sort the children of each font: openpyxl puts the name first, which the schema forbids."""
    root = etree.fromstring(styles)
    for font in root.iter(tag("font")):
        put_in_order(font)
    sorted_styles: bytes = etree.tostring(root)
    return sorted_styles
