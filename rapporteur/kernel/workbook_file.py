"""Save a workbook that openpyxl made: always the same bytes, and valid ones."""

from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from lxml import etree
from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from rapporteur.kernel.files import replacing
from rapporteur.kernel.spreadsheetml import put_in_order, tag

_STYLES = "xl/styles.xml"


def save(workbook: Workbook, target: Path | IO[bytes]) -> None:
    """Write `workbook` to a path, beside it first, or to a stream.

    Unlike openpyxl's own `save`, it leaves the dates in the properties as they are.
    """
    if isinstance(target, Path):
        with replacing(target) as beside:
            ExcelWriter(workbook, _Archive(beside, "w", ZIP_DEFLATED)).save()
    else:
        ExcelWriter(workbook, _Archive(target, "w", ZIP_DEFLATED)).save()


class _Archive(ZipFile):
    """A zip archive whose members carry no time of writing, and whose fonts are in order."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        name = str(zinfo_or_arcname)
        data = _fonts_in_order(data) if name == _STYLES else data
        super().writestr(ZipInfo(name), data, ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        self.writestr(arcname, Path(filename).read_bytes())


def _fonts_in_order(styles: bytes) -> bytes:
    """openpyxl begins a font with its name."""
    root = etree.fromstring(styles)
    for font in root.iter(tag("font")):
        put_in_order(font)
    written: bytes = etree.tostring(root)
    return written
